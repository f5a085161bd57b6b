package record

import (
	"slices"
	"strings"
)

func (c *checker) statement(s *Statement) {
	c.slug(s.Pos, string(s.ID))
	kinds := 0
	for _, set := range []bool{s.Rule != nil, s.Commitment != nil, s.Meeting != nil, s.Instrument != nil, s.Service != nil, s.Facility != nil,
		s.Observation != nil, s.Relation != nil, s.Position != nil, s.Advisory != nil, s.Background != nil} {
		if set {
			kinds++
		}
	}
	if kinds != 1 {
		c.fail(s.Pos, "statement %q should have exactly one of rule, commitment, meeting, instrument, service, facility, observation, relation, position, advisory, background; it has %d", s.ID, kinds)
	}
	c.valid(s.Pos, s.Valid)
	c.citations(s.Pos, s.Sources)
	c.place(s.Pos, "about", s.About)
	if s.Ended != nil {
		c.citations(s.Pos, s.Ended.Sources)
		if !s.Valid.From.IsZero() && s.Ended.On.Last < s.Valid.From.First {
			c.fail(s.Pos, "ended.on %s lies before valid.from %s", s.Ended.On, s.Valid.From)
		}
	}
	for _, id := range slices.Concat(s.Because, s.Supersedes) {
		unknownID(c, s.Pos, "statement", "because/supersedes", c.r.statements, id)
	}
	if s.Process != "" {
		unknownID(c, s.Pos, "process", "process", c.r.processes, s.Process)
	}
	switch {
	case s.Rule != nil:
		c.rule(s, s.Rule, "rule")
	case s.Commitment != nil:
		c.commitment(s)
	case s.Meeting != nil:
		for _, p := range s.Meeting.Parties {
			c.authority(s.Pos, "meeting.parties", p)
		}
		for _, p := range s.Meeting.Participants {
			c.optionalAuthority(s.Pos, "meeting.participants", p.Party)
		}
		if x := s.Meeting.Crossing; x != "" {
			unknownID(c, s.Pos, "crossing", "meeting.crossing", c.r.crossings, x)
		}
	case s.Instrument != nil:
		for _, p := range s.Instrument.Parties {
			c.authority(s.Pos, "instrument.parties", p)
		}
		c.events(s, s.Instrument.Events)
	case s.Service != nil:
		c.service(s, s.Service, "service")
	case s.Facility != nil, s.Observation != nil, s.Advisory != nil:
		if s.About.IsZero() {
			c.fail(s.Pos, "statement %q needs about: which crossing, border or area", s.ID)
		}
		c.seen(s)
	case s.Relation != nil:
		if len(s.Relation.Parties) != 2 {
			c.fail(s.Pos, "relation.parties: a relation is between two")
		}
		for _, p := range s.Relation.Parties {
			c.authority(s.Pos, "relation.parties", p)
		}
	case s.Position != nil:
		c.authority(s.Pos, "position.holder", s.Position.Holder)
		for _, p := range s.Position.With {
			c.authority(s.Pos, "position.with", p)
		}
	}
}

// seen checks what facilities, observations and advisories refer to.
func (c *checker) seen(s *Statement) {
	switch {
	case s.Facility != nil:
		c.optionalArea(s.Pos, "facility.side", s.Facility.Side)
	case s.Observation != nil:
		c.optionalArea(s.Pos, "observation.from", s.Observation.From)
		c.optionalArea(s.Pos, "observation.to", s.Observation.To)
		c.waits(s)
	case s.Advisory != nil:
		c.authority(s.Pos, "advisory.by", s.Advisory.By)
	}
}

// public holds the day of becoming known against the sources.
func (c *checker) public(s *Statement) {
	dated := slices.ContainsFunc(s.Sources, func(cite Citation) bool {
		src := c.r.sources[cite.Source]
		return src != nil && !src.Published.IsZero()
	})
	if s.Public.IsZero() {
		if !dated && earliestEvent(s).IsZero() {
			c.fail(s.Pos, "statement %q cites no dated source, so it needs public: the day it became known", s.ID)
		}
		return
	}
	if s.PublicBasis != "" {
		return
	}
	if first := c.r.publishedIfKnown(s.Sources); first.IsZero() || s.Public.First < first.First {
		c.fail(s.Pos, "public %s is earlier than any source cited, so it needs public_basis: why it was known then", s.Public)
	}
}

// publishedIfKnown is published, for records whose references may dangle.
func (r *Record) publishedIfKnown(cites []Citation) Date {
	return r.published(slices.DeleteFunc(slices.Clone(cites), func(c Citation) bool { return r.sources[c.Source] == nil }), Date{})
}

func (c *checker) rule(s *Statement, rule *Rule, key string) {
	c.authority(s.Pos, key+".authority", rule.Authority)
	c.place(s.Pos, key+".place", rule.Place)
	if rule.Place.IsZero() {
		c.fail(s.Pos, "%s.place is empty: say which crossing, terminal, border, area, group or service", key)
	}
	if rule.Place.Each != (rule.Authority == EachAuthority) {
		c.fail(s.Pos, "%s: place {each: true} and authority each go together", key)
	}
	c.optionalArea(s.Pos, key+".from", rule.From)
	c.optionalArea(s.Pos, key+".to", rule.To)
	switch {
	case rule.Visa != nil && rule.Effect != "":
		c.fail(s.Pos, "%s has both visa and effect: a visa rule's effect follows from its kind", key)
	case rule.Visa == nil && rule.Effect == "":
		c.fail(s.Pos, "%s has neither effect nor visa", key)
	case rule.Effect == Formality && len(rule.Needs) == 0:
		c.fail(s.Pos, "%s: effect formality needs the papers: needs: [{paper: …}]", key)
	case len(rule.Needs) > 0 && (rule.Effect == Permitted || rule.Effect == Refused):
		c.fail(s.Pos, "%s: effect %s leaves no use for needs; is it a formality?", key, rule.Effect)
	}
	if rule.Exception && s.Valid.Until.IsZero() {
		c.fail(s.Pos, "%s: an exception is bounded in time: give valid.until", key)
	}
	for _, id := range rule.Overrides {
		unknownID(c, s.Pos, "statement", key+".overrides", c.r.statements, id)
		if o := c.r.statements[id]; o != nil && o.Rule == nil {
			c.fail(s.Pos, "%s.overrides: %q is not a rule", key, id)
		}
	}
	for _, n := range rule.Needs {
		c.optionalAuthority(s.Pos, key+".needs", n.Issuer)
	}
	for _, d := range rule.Duties {
		c.optionalAuthority(s.Pos, key+".duties", d.To)
	}
	for _, q := range rule.Consequences {
		c.optionalArea(s.Pos, key+".consequences", q.At)
		c.optionalAuthority(s.Pos, key+".consequences", q.By)
	}
	c.class(s, rule.Class, key+".class")
	c.schedule(s, rule.Schedule, key+".schedule")
}

func (c *checker) class(s *Statement, class Class, key string) {
	closed := []struct {
		name  string
		set   Set
		words []string
	}{
		{"documents", class.Documents, documentTypes},
		{"purpose", class.Purpose, purposes},
		{"mode", class.Mode, Mode("").Words()},
		{"vehicle", class.Vehicle, vehicles},
		{"owner", class.Owner, owners},
		{"cargo", class.Cargo, cargoes},
	}
	for _, d := range closed {
		for _, w := range slices.Concat(d.set.In, d.set.Out) {
			if !has(d.words, w) {
				c.fail(s.Pos, "%s.%s: %q is not one of %s%s", key, d.name, w, strings.Join(d.words, ", "), didYouMean(w, d.words))
			}
		}
	}
	areas := []struct {
		name string
		set  Set
	}{{"nationals", class.Nationals}, {"residents", class.Residents}, {"plate", class.Plate}, {"goods_from", class.GoodsFrom}, {"goods_to", class.GoodsTo}}
	for _, d := range areas {
		for _, w := range slices.Concat(d.set.In, d.set.Out) {
			if w == Own || (w == Stateless && d.name == "nationals") || c.r.groups[GroupID(w)] != nil {
				continue
			}
			c.areaID(s.Pos, key+"."+d.name, AreaID(w))
		}
	}
	if a := class.Age; a != nil && a.Max != 0 && a.Max < a.Min {
		c.fail(s.Pos, "%s.age: max %d is below min %d", key, a.Max, a.Min)
	}
	for _, h := range class.History {
		c.history(s, h, key+".history")
	}
}

func (c *checker) history(s *Statement, h History, key string) {
	n := 0
	for _, id := range []AreaID{h.Entered, h.Stamp, h.Stays} {
		if id == "" {
			continue
		}
		n++
		if c.r.groups[GroupID(id)] == nil {
			c.areaID(s.Pos, key, id)
		}
	}
	if n != 1 {
		c.fail(s.Pos, "%s: each condition has one of entered, stamp, stays", key)
	}
	if h.Entered == "" && (len(h.Via) > 0 || len(h.NotVia) > 0 || h.From != "" || h.CuredBy != "") {
		c.fail(s.Pos, "%s: via, not_via, from and cured_by go with entered only", key)
	}
	if h.Stays != "" && (h.Days <= 0 || h.Within.IsZero()) {
		c.fail(s.Pos, "%s: stays needs days and within", key)
	}
	c.optionalArea(s.Pos, key, h.From)
	c.optionalArea(s.Pos, key, h.CuredBy)
	for _, id := range slices.Concat(h.Via, h.NotVia) {
		if c.r.terminals[TerminalID(id)] == nil {
			unknownID(c, s.Pos, "crossing or terminal", key, c.r.crossings, id)
		}
	}
}

func (c *checker) schedule(s *Statement, sch *Schedule, key string) {
	if sch == nil {
		return
	}
	if sch.Season != "" {
		if _, _, err := parseSeason(sch.Season); err != nil {
			c.fail(s.Pos, "%s.season: %v", key, err)
		}
	}
	c.weekdays(s, sch.Weekdays, key)
	for _, h := range sch.Hours {
		if _, _, err := parseHours(h); err != nil {
			c.fail(s.Pos, "%s.hours: %v", key, err)
		}
	}
}

func (c *checker) weekdays(s *Statement, days []string, key string) {
	for _, d := range days {
		if !has(weekdays, d) {
			c.fail(s.Pos, "%s.weekdays: %q is not one of %s%s", key, d, strings.Join(weekdays, ", "), didYouMean(d, weekdays))
		}
	}
}

func (c *checker) commitment(s *Statement) {
	k := s.Commitment
	for _, p := range k.Parties {
		c.authority(s.Pos, "commitment.parties", p)
	}
	if k.Undertaking == Do && len(k.Could) > 0 {
		c.fail(s.Pos, "commitment: an undertaking to do has would, not could")
	}
	if k.Undertaking != Do && len(k.Would) > 0 {
		c.fail(s.Pos, "commitment: only an undertaking to do has would; write could")
	}
	for _, h := range slices.Concat(k.Would, k.Could) {
		switch {
		case h.Rule != nil && h.Service != nil:
			c.fail(s.Pos, "commitment.would: each has a rule or a service, not both")
		case h.Rule != nil:
			c.rule(s, h.Rule, "would.rule")
		case h.Service != nil:
			c.service(s, h.Service, "would.service")
		}
	}
	c.events(s, k.Events)
}

func (c *checker) events(s *Statement, events []Event) {
	for i, e := range events {
		if i > 0 && e.On.Last < events[i-1].On.First {
			c.fail(s.Pos, "events: %s (%s) lies before %s (%s); list them oldest first", e.On, e.Event, events[i-1].On, events[i-1].Event)
		}
		if (e.Event == Dated) != !e.Due.IsZero() {
			c.fail(s.Pos, "events: %s (%s): due goes with dated, and dated with due", e.On, e.Event)
		}
		for _, p := range e.By {
			c.authority(s.Pos, "events.by", p)
		}
		c.citations(s.Pos, e.Sources)
		if e.Meeting != "" {
			unknownID(c, s.Pos, "statement", "events.meeting", c.r.statements, e.Meeting)
			if m := c.r.statements[e.Meeting]; m != nil && m.Meeting == nil {
				c.fail(s.Pos, "events.meeting: %q is not a meeting", e.Meeting)
			}
		}
	}
}

func (c *checker) service(s *Statement, v *Service, key string) {
	terminals := 0
	for i, call := range v.Calls {
		switch {
		case (call.Terminal == "") == (call.Crossing == ""):
			c.fail(s.Pos, "%s.calls: each has a terminal or a crossing", key)
		case call.Terminal != "":
			terminals++
			unknownID(c, s.Pos, "terminal", key+".calls", c.r.terminals, call.Terminal)
		default:
			unknownID(c, s.Pos, "crossing", key+".calls", c.r.crossings, call.Crossing)
		}
		if i > 0 && call.After.Minutes <= v.Calls[i-1].After.Minutes && (s.Service != nil || v.Timed()) {
			c.fail(s.Pos, "%s.calls: call %d is not later than the one before; give after", key, i+1)
		}
	}
	if n := len(v.Calls); terminals < 2 || v.Calls[0].Terminal == "" || v.Calls[n-1].Terminal == "" {
		c.fail(s.Pos, "%s.calls: a service begins and ends at a terminal", key)
	}
	c.weekdays(s, v.Weekdays, key)
	for _, t := range v.Departures {
		if _, err := ParseClock(t); err != nil {
			c.fail(s.Pos, "%s.departures: %v", key, err)
		}
	}
	if s.Service != nil && !v.Frequent() {
		c.fail(s.Pos, "%s: say when it leaves: departures, per_day or per_week", key)
	}
	if v.Carries != "" && v.Carries != "persons" && v.Carries != "goods" {
		c.fail(s.Pos, "%s.carries: %q is neither persons nor goods", key, v.Carries)
	}
}
