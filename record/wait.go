package record

import (
	"cmp"
	"slices"
	"strings"
)

// A Wait is how long passing a crossing took, from joining the queue to leaving the
// posts behind. Median is what a source gives as the usual time: its median or, where it
// gives no other, its average (says then tells so).
type Wait struct {
	Vehicle   string `yaml:"vehicle" doc:"What waited: car, truck, bus, motorcycle, bicycle, foot or train; absent: whatever passes."`
	Median    Span   `yaml:"median" need:"yes" doc:"The usual time: half passed sooner."`
	NineInTen Span   `yaml:"nine_in_ten" doc:"The time within which nine in ten passed."`
}

// longestWait bounds a wait: whoever is not let through for longer is at a border that is
// shut, which is a closure to record and not a wait.
const longestWait = 90 * DayMinutes

// waits checks the waits of an observation.
func (c *checker) waits(s *Statement) {
	o := s.Observation
	if len(o.Waits) == 0 {
		return
	}
	if len(s.About.Crossing) == 0 {
		c.fail(s.Pos, "observation.waits: a wait is at a crossing; write about: {crossing: …}")
	}
	for _, id := range s.About.Crossing {
		x := c.r.crossings[id]
		for _, area := range []AreaID{o.From, o.To} {
			if x != nil && area != "" && !slices.ContainsFunc(x.Posts, func(p Post) bool { return p.in(area) }) {
				c.fail(s.Pos, "observation.waits: crossing %q has no post in %s; from and to are the areas of its posts", id, area)
			}
		}
	}
	if o.From != "" && o.From == o.To {
		c.fail(s.Pos, "observation: from and to are both %s; a wait is on the way from one area to another", o.To)
	}
	seen := map[string]bool{}
	for _, w := range o.Waits {
		switch {
		case w.Vehicle != "" && !has(waiters, w.Vehicle):
			c.fail(s.Pos, "observation.waits.vehicle: %q is not one of %s%s", w.Vehicle, strings.Join(waiters, ", "), didYouMean(w.Vehicle, waiters))
		case seen[w.Vehicle]:
			c.fail(s.Pos, "observation.waits: %s is given twice; give each its one median", cmp.Or(w.Vehicle, "whatever passes"))
		case !w.NineInTen.IsZero() && w.NineInTen.Minutes < w.Median.Minutes:
			c.fail(s.Pos, "observation.waits: nine in ten passed within %s, but half within %s; the first can't be shorter", w.NineInTen, w.Median)
		case max(w.Median.Minutes, w.NineInTen.Minutes) > longestWait:
			c.fail(s.Pos, "observation.waits: a wait of more than 90d is a border that is shut; record a rule of part closure or gate")
		}
		seen[w.Vehicle] = true
	}
}

// in reports whether the post stands in an area, or in the part of one.
func (p *Post) in(area AreaID) bool { return p.Area == area || (p.Part != "" && p.Part == area) }

// noteWaits keeps an observation of waits where its crossings are asked about.
func (v *View) noteWaits(s *Statement) {
	if s.Observation == nil || len(s.Observation.Waits) == 0 {
		return
	}
	if v.waits == nil {
		v.waits = map[CrossingID][]*Statement{}
	}
	for _, id := range s.About.Crossing {
		v.waits[id] = append(v.waits[id], s)
	}
}

// A WaitView is the wait that stands for one sort of traffic on a day.
type WaitView struct {
	Vehicle   string        `json:"vehicle,omitempty"` // empty: whatever passes
	Median    Span          `json:"median"`
	NineInTen Span          `json:"nine_in_ten,omitzero"`
	Statement StatementID   `json:"statement"`
	Says      string        `json:"says"`
	Confirmed Day           `json:"confirmed"`
	Stale     bool          `json:"stale"`
	Sources   []*SourceView `json:"sources"`
}

// Waits gives the waits at a crossing on the way from an area to another on a day, one
// for each sort of traffic, in a fixed order with what holds for all first. Of
// several observations that hold that day the one that began last stands; of those, one
// of just this direction, then the one of higher rank. An observation whose dates have
// ended, or may not have begun, tells nothing. It costs a pass over the crossing's own
// observations.
func (v *View) Waits(crossing CrossingID, from, to AreaID, on Day) []WaitView {
	best := map[string]*Statement{}
	for _, s := range v.waits[crossing] {
		if !v.towards(s, from, to) || v.Holding(s, on.Start(), on.End()) != HoldsSurely {
			continue
		}
		for _, w := range s.Observation.Waits {
			if b := best[w.Vehicle]; b == nil || v.tellsMore(s, b) {
				best[w.Vehicle] = s
			}
		}
	}
	var out []WaitView
	for _, vehicle := range append([]string{""}, waiters...) {
		if s := best[vehicle]; s != nil {
			out = append(out, v.waitView(s, vehicle, on))
		}
	}
	return out
}

func (v *View) waitView(s *Statement, vehicle string, on Day) WaitView {
	i := slices.IndexFunc(s.Observation.Waits, func(w Wait) bool { return w.Vehicle == vehicle })
	w, c := s.Observation.Waits[i], v.Confirmed(s)
	return WaitView{vehicle, w.Median, w.NineInTen, s.ID, s.Says, c.On, int(on-c.On) > s.Fresh(), v.Cite(s.Sources)}
}

// towards reports whether an observation is of the way from an area to another, or of
// both ways. An area answers for its parts.
func (v *View) towards(s *Statement, from, to AreaID) bool {
	o := s.Observation
	return (o.From == "" || o.From == from || v.Whole(o.From) == from) && (o.To == "" || o.To == to || v.Whole(o.To) == to)
}

// tellsMore reports whether one observation stands before another.
func (v *View) tellsMore(a, b *Statement) bool {
	began := func(s *Statement) Minute {
		if s.Valid.From.IsZero() {
			return s.Public.First
		}
		return s.Valid.From.First
	}
	directed := func(s *Statement) int {
		if s.Observation.From == "" && s.Observation.To == "" {
			return 0
		}
		return 1
	}
	rank := func(s *Statement) int { return slices.Index(Rank("").Words(), string(v.Rank(s))) }
	return cmp.Or(cmp.Compare(began(a), began(b)), cmp.Compare(directed(a), directed(b)), cmp.Compare(rank(b), rank(a)),
		cmp.Compare(a.ID, b.ID)) > 0
}

// WaitOf picks, of the waits at one crossing, that of a sort of traffic: its own or,
// where there is none, the one that holds for whatever passes.
func WaitOf(list []WaitView, vehicle string) (WaitView, bool) {
	for _, sort := range []string{vehicle, ""} {
		for _, w := range list {
			if w.Vehicle == sort {
				return w, true
			}
		}
	}
	return WaitView{}, false
}
