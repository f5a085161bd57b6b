package regime

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/record"
)

// A Question asks whether a traveller may pass from one area to another: at one
// crossing or terminal, or at any.
type Question struct {
	From      record.AreaID `json:"from"`
	To        record.AreaID `json:"to"`
	At        string        `json:"at,omitempty"` // id of a crossing or of a terminal of To
	On        record.Date   `json:"on"`
	Known     record.Day    `json:"known"`
	Traveller Traveller     `json:"traveller"`
}

// An Answer is the contract of `waythrough may`.
type Answer struct {
	Question   Question      `json:"question"`
	Verdict    Verdict       `json:"verdict"`
	Reading    string        `json:"reading"`
	Stale      bool          `json:"stale"`
	Confirmed  *record.Day   `json:"confirmed"`
	Basis      record.Basis  `json:"basis"`
	Crossings  []AtCrossing  `json:"crossings"`
	DependsOn  []Dependence  `json:"depends_on"`
	Disputed   []Dispute     `json:"disputed"`
	Pending    []Pending     `json:"pending"`
	Precedents []Precedent   `json:"precedents"`
	Advisories []AdvisoryRef `json:"advisories"`
	Notice     string        `json:"notice"`
}

// AtCrossing is the judgement at one crossing or terminal, by one mode.
type AtCrossing struct {
	Crossing string      `json:"crossing"`
	Name     string      `json:"name"`
	Mode     record.Mode `json:"mode"`
	Judgement
}

// May answers a question by judging every crossing and terminal it takes in. The
// verdict is the best of them, since a traveller chooses. The error says what in
// the question names nothing.
func (g *Regime) May(q Question) (Answer, error) {
	passages, err := g.passages(q)
	if err != nil {
		return Answer{}, err
	}
	profile := g.Profile(q.Traveller)
	a := Answer{Question: q, Verdict: Refused, Basis: record.Reported, Crossings: []AtCrossing{}}
	for _, p := range passages {
		id := cmp.Or(string(p.Crossing), string(p.Enters))
		a.Crossings = append(a.Crossings, AtCrossing{id, g.nameOf(p), p.Mode, g.Judge(p, profile)})
	}
	slices.SortStableFunc(a.Crossings, func(x, y AtCrossing) int { return cmp.Compare(y.Verdict, x.Verdict) })
	a.DependsOn = []Dependence{}
	if len(a.Crossings) == 0 {
		a.Verdict, a.Reading = Unknown, "unknown: no crossing or terminal of the record joins the two by that mode"
	} else {
		best := a.Crossings[0]
		a.Verdict, a.Reading, a.Stale, a.Confirmed, a.Basis = best.Verdict, best.Reading, best.Stale, best.Confirmed, best.Basis
		a.DependsOn = questionDependsOn(a.Crossings)
	}
	short := g.shortOfPermitted(passages, a.Crossings)
	a.Pending = g.pending(short, profile)
	a.Precedents = g.precedents(short)
	a.Disputed = g.disputes(passages, profile)
	a.Advisories = g.Advisories([]record.AreaID{q.From, q.To}, crossingsOf(passages))
	a.Notice = g.Notice(q.To)
	return a, nil
}

// shortOfPermitted keeps the passages whose own verdict could be better: a
// question that is permitted by air still asks what was promised by land.
func (g *Regime) shortOfPermitted(passages []Passage, judged []AtCrossing) []Passage {
	var out []Passage
	for _, p := range passages {
		at := cmp.Or(string(p.Crossing), string(p.Enters))
		if slices.ContainsFunc(judged, func(x AtCrossing) bool {
			return x.Crossing == at && x.Mode == p.Mode && x.Verdict < Permitted
		}) {
			out = append(out, p)
		}
	}
	return out
}

// questionDependsOn keeps what would change the verdict of the question: that of
// its best crossing.
func questionDependsOn(list []AtCrossing) []Dependence {
	best := list[0].Verdict
	out := []Dependence{}
	for _, x := range list {
		for _, d := range x.DependsOn {
			helps := d.Verdict > best || (d.Verdict < best && x.Verdict == best && len(list) == 1)
			if helps && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

// passages lists the ways over the border that a question takes in, crossings
// first, by id.
func (g *Regime) passages(q Question) ([]Passage, error) {
	if q.From == q.To {
		return nil, fmt.Errorf("from and to are both %s; a border has two sides", q.To)
	}
	modes := []record.Mode{q.Traveller.Mode}
	if q.Traveller.Mode == "" {
		modes = []record.Mode{record.Road, record.Rail, record.Foot, record.Water, record.Air}
	}
	var out []Passage
	found := q.At == ""
	for _, x := range g.view.Crossings {
		if q.At != "" && string(x.ID) != q.At {
			continue
		}
		found = true
		if !joins(x, q.From, q.To) {
			if q.At != "" {
				return nil, fmt.Errorf("crossing %q joins %s and %s, not %s and %s", q.At, x.Posts[0].Area, x.Posts[1].Area, q.From, q.To)
			}
			continue
		}
		for _, m := range modes {
			if slices.Contains(x.Modes, m) {
				out = append(out, g.timed(q, Passage{From: q.From, To: q.To, Mode: m, Crossing: x.ID}))
			}
		}
	}
	for _, t := range g.view.Terminals {
		if (q.At != "" && string(t.ID) != q.At) || t.Inland {
			continue
		}
		mode := terminalMode(t.Kind)
		found = true
		if (t.Area != q.To && t.Part != q.To) || !slices.Contains(modes, mode) || !g.sails(q.From, t) {
			continue
		}
		out = append(out, g.timed(q, Passage{From: q.From, To: q.To, Mode: mode, Enters: t.ID}))
	}
	if !found {
		return nil, fmt.Errorf("there is no crossing or terminal %q%s", q.At, g.didYouMean(q.At))
	}
	slices.SortStableFunc(out, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(a.Enters, b.Enters), cmp.Compare(a.Crossing, b.Crossing))
	})
	return out, nil
}

func joins(x *record.Crossing, from, to record.AreaID) bool {
	a, b := x.Posts[0], x.Posts[1]
	return (inArea(a, from) && inArea(b, to)) || (inArea(a, to) && inArea(b, from))
}

// sails reports whether a ship can come from an area to a seaport whose water is
// known: not from an area of the record without a port on that water.
func (g *Regime) sails(from record.AreaID, to *record.Terminal) bool {
	if to.Kind != record.Seaport || to.Sea == "" || g.view.Area(from) == nil {
		return true
	}
	return slices.ContainsFunc(g.view.Terminals, func(t *record.Terminal) bool {
		return t.Kind == record.Seaport && t.Area == from && t.Sea == to.Sea
	})
}

func terminalMode(k record.TerminalKind) record.Mode {
	switch k {
	case record.Airport:
		return record.Air
	case record.Seaport:
		return record.Water
	case record.Station:
		return record.Rail
	}
	return record.Road
}

// timed puts the hour of a question into its passage, where it has one.
func (g *Regime) timed(q Question, p Passage) Passage {
	if q.On.First == q.On.Last && !q.On.IsZero() {
		p.At, p.Timed = q.On.First, true
	}
	return p
}

func (g *Regime) nameOf(p Passage) string {
	if x := g.view.Crossing(p.Crossing); x != nil {
		return x.Name
	}
	if t := g.view.Terminal(p.Enters); t != nil {
		return t.Name
	}
	return ""
}

func (g *Regime) didYouMean(id string) string {
	var ids []string
	for _, x := range g.view.Crossings {
		ids = append(ids, string(x.ID))
	}
	for _, t := range g.view.Terminals {
		ids = append(ids, string(t.ID))
	}
	if w, ok := record.Nearest(id, ids); ok {
		return fmt.Sprintf("; did you mean %q?", w)
	}
	return ""
}

func crossingsOf(passages []Passage) []record.CrossingID {
	var out []record.CrossingID
	for _, p := range passages {
		if p.Crossing != "" && !slices.Contains(out, p.Crossing) {
			out = append(out, p.Crossing)
		}
	}
	return out
}

// Breaks lists the minutes of the day at which the answer for a passage may
// change, in order: where hours begin or end, and where a rule's dates do.
func (g *Regime) Breaks(p Passage) []record.Minute {
	var out []record.Minute
	s := g.site(&p)
	for pt := range parts {
		for _, v := range s.parts[pt] {
			ahead := record.Minute(0)
			if v.forEntry {
				ahead = p.Ahead
			}
			for _, c := range v.rules {
				for _, m := range c.turns(g.first) {
					out = append(out, m-ahead, m-ahead-record.DayMinutes, m-ahead+record.DayMinutes)
				}
			}
		}
	}
	slices.Sort(out)
	out = slices.DeleteFunc(out, func(m record.Minute) bool { return m < g.first || m > g.last })
	return slices.Compact(out)
}

// turns lists the minutes at which a rule begins or ceases to match, within or
// next to the day that begins at first.
func (r *rule) turns(first record.Minute) []record.Minute {
	var out []record.Minute
	if sch := r.source.Schedule; sch != nil {
		for _, m := range sch.Turns() {
			out = append(out, first+m)
		}
	}
	if r.partial {
		out = append(out, r.valid.From.First, r.valid.Until.Last+1)
		if n := len(r.valid.Sunsets); n > 0 {
			out = append(out, r.valid.Sunsets[n-1].Until.Last+1)
		}
	}
	return out
}
