package record

import (
	"cmp"
	"fmt"
	"slices"
)

// A Change is one thing that changed in what the record says: a claim became
// public, began or ceased to hold, or an event of a commitment happened.
type Change struct {
	On        Day           `json:"on"`
	What      string        `json:"what"` // public, begins, ends, term ends, or an event
	Statement StatementID   `json:"statement"`
	Kind      Kind          `json:"kind"`
	Says      string        `json:"says"`
	Sources   []*SourceView `json:"sources"`
}

// Changes lists what changed from a day up to another, newest first, as known on
// the view's day. An at that is not zero keeps what is about that place only.
func (v *View) Changes(since, until Day, about func(*Statement) bool) []Change {
	out := []Change{}
	for _, s := range v.Visible {
		if about != nil && !about(s) {
			continue
		}
		add := func(d Date, what, says string, cites []Citation) {
			if !d.IsZero() && d.FirstDay() >= since && d.FirstDay() <= until {
				out = append(out, Change{d.FirstDay(), what, s.ID, s.Kind(), says, v.Cite(cites)})
			}
		}
		valid := v.Valid(s)
		add(s.Public, "public", s.Says, s.Sources)
		add(valid.From, "begins", s.Says, s.Sources)
		ends := s.Sources
		if s.Ended != nil {
			ends = append(slices.Clone(ends), s.Ended.Sources...)
		}
		add(valid.Until, "ends", s.Says, ends)
		if n := len(valid.Sunsets); n > 0 {
			add(valid.Sunsets[n-1].Until, "term ends", s.Says, valid.Sunsets[n-1].Sources)
		}
		for _, e := range v.Events(s) {
			add(e.On, string(e.Event), e.Says, e.Sources)
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.Statement, b.Statement))
	})
	return mergeChanges(out)
}

// mergeChanges tells a claim that became public on the day it began once.
func mergeChanges(in []Change) []Change {
	out := []Change{}
	for _, c := range in {
		same := slices.IndexFunc(out, func(o Change) bool {
			return o.On == c.On && o.Statement == c.Statement && ((o.What == "begins" && c.What == "public") || (o.What == "public" && c.What == "begins"))
		})
		if same >= 0 {
			out[same].What = "begins"
			continue
		}
		out = append(out, c)
	}
	return out
}

// About gives a test for statements about a crossing, terminal, area or process;
// nil for an empty id. The error names the nearest id there is.
func (r *Record) About(id string) (func(*Statement) bool, error) {
	switch {
	case id == "":
		return nil, nil
	case r.processes[ProcessID(id)] != nil:
		return func(s *Statement) bool { return s.Process == ProcessID(id) }, nil
	case r.crossings[CrossingID(id)] != nil:
		return r.aboutPlace(func(p Place) bool { return has(p.Crossing, CrossingID(id)) || r.onBorder(p, CrossingID(id)) }), nil
	case r.terminals[TerminalID(id)] != nil:
		return r.aboutPlace(func(p Place) bool { return has(p.Terminal, TerminalID(id)) }), nil
	case r.areas[AreaID(id)] != nil:
		return r.aboutPlace(func(p Place) bool { return has(p.Area, AreaID(id)) || has(p.Border, AreaID(id)) }), nil
	}
	ids := slices.Concat(sortedIDs(r.crossings), sortedIDs(r.terminals), sortedIDs(r.areas), sortedIDs(r.processes))
	return nil, fmt.Errorf("there is no crossing, terminal, area or process %q%s", id, didYouMean(id, ids))
}

// calls reports whether a service calls at, or passes, a place that matches.
func (v *Service) calls(match func(Place) bool) bool {
	for _, c := range v.Calls {
		var p Place
		switch {
		case c.Crossing != "":
			p.Crossing = []CrossingID{c.Crossing}
		default:
			p.Terminal = []TerminalID{c.Terminal}
		}
		if match(p) {
			return true
		}
	}
	return false
}

// onBorder reports whether a place is the whole border that a crossing is on.
func (r *Record) onBorder(p Place, id CrossingID) bool {
	x := r.crossings[id]
	return len(p.Border) == 2 && has(p.Border, x.Posts[0].Area) && has(p.Border, x.Posts[1].Area)
}

func (r *Record) aboutPlace(match func(Place) bool) func(*Statement) bool {
	return func(s *Statement) bool {
		if match(s.About) || (s.Rule != nil && match(s.Rule.Place)) || (s.Service != nil && s.Service.calls(match)) {
			return true
		}
		if s.Commitment == nil {
			return false
		}
		for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
			if h.Rule != nil && match(h.Rule.Place) {
				return true
			}
		}
		return false
	}
}
