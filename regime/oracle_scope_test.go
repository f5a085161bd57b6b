package regime_test

import (
	"reflect"
	"slices"
	"strconv"

	"waythrough/record"
	"waythrough/regime"
)

// holding says how far a law was in force; HoldsNot keeps it out of everything.
func (o *oracle) holding(l law, p regime.Passage) record.Holding {
	if p.Timed {
		return o.view.Holding(l.s, p.At, p.At)
	}
	return o.view.Holding(l.s, o.day.Start(), o.day.End())
}

func (o *oracle) inTime(l law, p regime.Passage) bool {
	if o.holding(l, p) == record.HoldsNot {
		return false
	}
	return l.r.Schedule == nil || o.scheduled(l, p) || (l.r.Part == record.Gate && l.letsThrough())
}

// scheduled holds the hours against the time asked; on a day without an hour,
// open at some hour is open.
func (o *oracle) scheduled(l law, p regime.Passage) bool {
	if !l.r.Schedule.OnDay(o.day) {
		return false
	}
	if !p.Timed {
		return len(l.r.Schedule.Hours) == 0 || l.letsThrough()
	}
	return l.r.Schedule.AtClock(p.At - o.day.Start())
}

// beats reports whether a beats b where both match: by name; as the higher
// ranked of two claims about a fact; as strictly narrower; of equal scopes, as the
// one with hours, else as the later; as an act that lets through in every part, where
// the scopes only overlap.
func (o *oracle) beats(a, b law) bool {
	if a.number == b.number || (a.r.Part != b.r.Part && a.r.Part != record.Every && b.r.Part != record.Every) {
		return false
	}
	if slices.Contains(a.r.Overrides, b.s.ID) || slices.Contains(b.r.Overrides, a.s.ID) {
		return slices.Contains(a.r.Overrides, b.s.ID)
	}
	if ra, rb := o.rank(a), o.rank(b); a.s.Fact != "" && a.s.Fact == b.s.Fact && ra != rb {
		return ra < rb
	}
	inside, around := o.inside(a, b), o.inside(b, a)
	switch {
	case inside && around && (a.r.Schedule == nil) != (b.r.Schedule == nil):
		return a.r.Schedule != nil
	case inside && around && a.r.Schedule != nil && (!a.r.Schedule.OnDay(o.day) || !b.r.Schedule.OnDay(o.day)):
		return false // hours of different days
	case inside && around:
		return o.later(a, b)
	case inside || around:
		return inside
	}
	return a.r.Part == record.Every && b.r.Part != record.Every && a.effect() == regime.Permitted
}

func (o *oracle) rank(l law) int {
	return slices.Index(record.Rank("").Words(), string(o.view.Rank(l.s)))
}

func (o *oracle) later(a, b law) bool {
	from := func(l law) record.Minute {
		if l.valid.From.IsZero() {
			return record.Always
		}
		return l.valid.From.First
	}
	if from(a) != from(b) {
		return from(a) > from(b)
	}
	return (a.s.Fact == "" || a.s.Fact != b.s.Fact) && a.s.Public.First > b.s.Public.First
}

// inside writes out both scopes and compares them: every passage there could be,
// every value of every dimension.
func (o *oracle) inside(a, b law) bool {
	for _, p := range o.everyPassage() {
		if o.touchesAtAll(a, p) && !o.touchesAtAll(b, p) {
			return false
		}
	}
	for dim, values := range o.domains {
		for _, v := range values {
			if o.dimension(a, dim, v) && !o.dimension(b, dim, v) {
				return false
			}
		}
	}
	ca, cb := a.r.Class, b.r.Class
	for _, h := range cb.History {
		if !slices.ContainsFunc(ca.History, func(x record.History) bool { return reflect.DeepEqual(x, h) }) {
			return false
		}
	}
	return (subjectOf(b.r) == record.OfAll || subjectOf(a.r) == subjectOf(b.r)) &&
		(cb.Papers.Any() || reflect.DeepEqual(ca.Papers, cb.Papers)) && (cb.Named == "" || ca.Named == cb.Named)
}

// completions are all the ways to fill in what was left out and some rule of the
// authority asks for.
func (o *oracle) completions(p regime.Passage, t regime.Traveller, authority record.AuthorityID, doc regime.Passport) []said {
	who := said{"nationals": string(doc.Nationality), "documents": doc.Type, "residents": string(t.Residence), "plate": string(t.Plate),
		"goods_from": string(t.GoodsFrom), "goods_to": string(t.GoodsTo), "purpose": t.Purpose, "vehicle": t.Vehicle, "owner": t.Owner,
		"parity": string(t.Parity), "mode": string(p.Mode), "cargo": t.Cargo}
	if t.Age > 0 {
		who["age"] = strconv.Itoa(t.Age)
	}
	if t.Cargo == "" || t.Cargo == "persons" {
		who["cargo"], who["goods_from"], who["goods_to"] = "persons", noSuch, noSuch
	}
	if t.Vehicle == "" && p.Mode != record.Road {
		who["vehicle"] = "none" // only on a road can there be one that was not named
	}
	if slices.ContainsFunc(t.Passports, func(d regime.Passport) bool { return string(d.Nationality) == string(authority) }) {
		who["nationals"] = string(authority) // its own national, whichever passport is shown
	}
	out := []said{who}
	for dim, values := range o.domains {
		if who[dim] != "" || !o.asks(authority, dim, values) {
			continue
		}
		var filled []said
		for _, w := range out {
			for _, v := range values {
				next := said{dim: v}
				for k, x := range w {
					if k != dim {
						next[k] = x
					}
				}
				filled = append(filled, next)
			}
		}
		out = filled
	}
	for _, w := range out {
		if w["vehicle"] == "none" {
			w["plate"], w["owner"] = noSuch, noSuch
		}
	}
	return out
}

func (o *oracle) asks(authority record.AuthorityID, dim string, values []string) bool {
	return slices.ContainsFunc(o.laws, func(l law) bool {
		return l.authority == authority && slices.ContainsFunc(values, func(v string) bool { return !o.dimension(l, dim, v) })
	})
}

const (
	elsewhere = "elsewhere" // an area that the record does not mention
	noSuch    = "no such"   // of a vehicle or goods where there are none: in no class that asks
)

// everyValue lists the values of each dimension; of ages, those next to some
// bound.
func (o *oracle) everyValue() map[string][]string {
	areas := []string{record.Stateless, elsewhere}
	for _, a := range o.view.Areas {
		areas = append(areas, string(a.ID))
	}
	ages := []string{"1", "119"}
	for _, l := range o.laws {
		if a := l.r.Class.Age; a != nil {
			for _, n := range []int{a.Min - 1, a.Min, a.Max, a.Max + 1} {
				if s := strconv.Itoa(n); n > 0 && !slices.Contains(ages, s) {
					ages = append(ages, s)
				}
			}
		}
	}
	return map[string][]string{"nationals": areas, "residents": areas, "plate": areas, "goods_from": areas, "goods_to": areas,
		"documents": record.DocumentTypes(), "purpose": record.Purposes(), "vehicle": record.Vehicles(), "owner": record.Owners(),
		"parity": {"odd", "even"}, "mode": record.Mode("").Words(), "cargo": record.Cargoes(), "age": ages}
}

// classHolds holds a law's class against a traveller, dimension by dimension.
func (o *oracle) classHolds(l law, who said, t regime.Traveller) bool {
	for dim, v := range who {
		if v != "" && !o.dimension(l, dim, v) {
			return false
		}
	}
	c := l.r.Class
	holds := func(p string) bool { return o.held(record.PaperID(p), t) }
	return (c.Papers.In == nil || slices.ContainsFunc(c.Papers.In, holds)) && !slices.ContainsFunc(c.Papers.Out, holds) &&
		(c.Named == "" || slices.Contains(t.Listed, l.s.ID)) &&
		!slices.ContainsFunc(c.History, func(h record.History) bool { return o.happened(h, t) == h.Absent })
}

// dimension reports whether a law's class takes in a value of one dimension.
func (o *oracle) dimension(l law, dim, v string) bool {
	c := &l.r.Class
	set, isSet := setOf(c, dim)
	switch {
	case v == noSuch:
		return set.Any()
	case dim == "documents" && l.r.Visa != nil && set.Any():
		return v == "ordinary" // a visa rule that names no document
	case isSet:
		named := func(w string) bool {
			if w == record.Own && dim != "owner" { // there it is a word
				w = string(l.authority)
			}
			return w == v || o.view.MemberOf(record.AreaID(v), record.GroupID(w), o.day)
		}
		return (set.In == nil || slices.ContainsFunc(set.In, named)) && !slices.ContainsFunc(set.Out, named)
	case dim == "age" && c.Age != nil:
		n, err := strconv.Atoi(v)
		return err == nil && n >= c.Age.Min && (c.Age.Max == 0 || n <= c.Age.Max)
	case dim == "parity" && c.Parity == record.AsTheDay:
		return (v == "odd") == (o.day.Start().Time().Day()%2 == 1)
	case dim == "parity" && c.Parity != "":
		return v == string(c.Parity)
	}
	return true
}

func setOf(c *record.Class, dim string) (set record.Set, ok bool) {
	switch dim {
	case "nationals":
		return c.Nationals, true
	case "documents":
		return c.Documents, true
	case "residents":
		return c.Residents, true
	case "plate":
		return c.Plate, true
	case "goods_from":
		return c.GoodsFrom, true
	case "goods_to":
		return c.GoodsTo, true
	case "purpose":
		return c.Purpose, true
	case "vehicle":
		return c.Vehicle, true
	case "owner":
		return c.Owner, true
	case "mode":
		return c.Mode, true
	case "cargo":
		return c.Cargo, true
	}
	return record.Set{}, false
}

// happened looks through stamps and earlier entries.
func (o *oracle) happened(h record.History, t regime.Traveller) bool {
	if h.Stamp != "" {
		return slices.Contains(t.Stamps, h.Stamp)
	}
	return slices.ContainsFunc(t.Entered, func(e regime.Entered) bool {
		via := record.CrossingID(e.Via)
		if e.Area != h.Entered || e.On > o.day || (h.Via != nil && !slices.Contains(h.Via, via)) || slices.Contains(h.NotVia, via) ||
			(!h.Within.IsZero() && int(o.day-e.On) > h.Within.Days()) {
			return false
		}
		return !slices.ContainsFunc(t.Entered, func(later regime.Entered) bool { return later.Area == h.CuredBy && later.On > e.On })
	})
}

// touches reports whether a law's place takes in a passage, in one part of it:
// what is let out leaves there, what is let in arrives there.
func (o *oracle) touches(l law, part record.Part, p regime.Passage) bool {
	if p.Transit {
		return o.touchesAirside(l, part, p)
	}
	q := l.place
	switch part {
	case record.Exit:
		if (len(q.Area) > 0 && !slices.Contains(q.Area, p.From)) || (len(q.Terminal) > 0 && !slices.Contains(q.Terminal, p.Leaves)) {
			return false
		}
	case record.Entry:
		if (len(q.Area) > 0 && !slices.Contains(q.Area, p.To)) || (len(q.Terminal) > 0 && !slices.Contains(q.Terminal, p.Enters)) {
			return false
		}
	}
	return o.touchesAtAll(l, p)
}

// touchesAtAll is touches for the passage as a whole.
func (o *oracle) touchesAtAll(l law, p regime.Passage) bool {
	if (l.from != "" && l.from != p.From) || (l.to != "" && l.to != p.To) {
		return false
	}
	q := l.place
	switch {
	case len(q.Crossing) > 0:
		return slices.Contains(q.Crossing, p.Crossing)
	case len(q.Terminal) > 0:
		return slices.Contains(q.Terminal, p.Enters) || slices.Contains(q.Terminal, p.Leaves)
	case len(q.Border) > 0:
		return slices.Contains(q.Border, p.From) && slices.Contains(q.Border, p.To)
	case q.Among != "":
		return o.view.MemberOf(p.From, q.Among, o.day) && o.view.MemberOf(p.To, q.Among, o.day)
	}
	return slices.Contains(q.Area, p.From) || slices.Contains(q.Area, p.To)
}

// everyPassage lists each crossing both ways, each terminal from and to every
// area, and for each two areas a way that nobody recorded.
func (o *oracle) everyPassage() []regime.Passage {
	var out []regime.Passage
	for _, x := range o.view.Crossings {
		a, b := x.Posts[0].Area, x.Posts[1].Area
		out = append(out, regime.Passage{From: a, To: b, Crossing: x.ID}, regime.Passage{From: b, To: a, Crossing: x.ID})
	}
	for _, a := range o.view.Areas {
		for _, t := range o.view.Terminals {
			if a.ID != t.Area {
				out = append(out, regime.Passage{From: a.ID, To: t.Area, Enters: t.ID}, regime.Passage{From: t.Area, To: a.ID, Leaves: t.ID})
			}
		}
		for _, b := range o.view.Areas {
			if a.ID != b.ID {
				out = append(out, regime.Passage{From: a.ID, To: b.ID})
			}
		}
	}
	return out
}
