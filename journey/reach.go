package journey

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"waythrough/geo/contour"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// A Reach is everything that can be reached within some times under the law.
type Reach struct {
	Question  Asked
	Traveller regime.Traveller
	Areas     []Within // by time, and within it the best verdict first
	Towns     []Town   // reached within the longest time, soonest first
	Notes     []string
	Notice    string
	// Radius is how far from a road its surroundings count as reached, in metres.
	Radius float64
}

// Within is what is reached within a time by ways whose verdict is at least so good, with
// the people who live there. What is reached with a better verdict is in it.
type Within struct {
	Seconds int64
	Verdict regime.Verdict
	Shape   contour.Area
	People  float64
}

// A Town is a settlement reached.
type Town struct {
	Spot    *world.Spot
	Seconds int64
	Verdict regime.Verdict
}

// kindsOf are the verdicts that ways may have, the best first.
var kindsOf = []regime.Verdict{regime.Permitted, regime.Formality, regime.Unknown}

// asGoodAs reports whether the way to a label has a verdict at least so good.
func (l *label) asGoodAs(v regime.Verdict) bool {
	switch v {
	case regime.Permitted:
		return l.doubt == 0 && l.formal() == 0
	case regime.Formality:
		return l.doubt == 0
	}
	return true
}

// Reach finds what can be reached from From within some seconds, ascending; To is not
// looked at. It takes a search to everywhere within the longest, a spread over the roads
// for each verdict, and the drawing of the polygons: see package contour. It ends with ctx.
func (p *Planner) Reach(ctx context.Context, q Query, within []int64) (*Reach, error) {
	if len(within) == 0 || within[0] <= 0 || !slices.IsSorted(within) {
		return nil, fmt.Errorf("times to reach within must be more than nothing and ascend, and are %v s", within)
	}
	longest := instant(within[len(within)-1]) * 1000
	if longest > longestJourney {
		return nil, fmt.Errorf("%d h are more than the %d days that a journey may take", longest/hour, longestJourney/day)
	}
	q, law, err := p.settleFor(q, q.From)
	if err != nil {
		return nil, err
	}
	s, labels, err := p.reached(newWatch(ctx), q, law, longest)
	if err != nil {
		return nil, err
	}
	from := s.from[0].Spot
	r := &Reach{Question: Asked{From: point(from), To: point(from), Departs: clock(s.depart, from.Zone), By: q.By, Unknown: q.Unknown, Known: q.Known},
		Traveller: q.Traveller, Notes: s.query.notes, Notice: p.Law(q.Known).On(p.day(q)).Notice("")}
	towns := p.w.Settlements()
	best := make([]Town, len(towns))
	before := 0
	for _, v := range kindsOf {
		starts := s.soonest(labels, func(l *label) bool { return l.asGoodAs(v) })
		if count := s.counted(labels, v); v != regime.Permitted && count == before {
			continue // no way more than those with a better verdict
		} else {
			before = count
		}
		if err := r.add(ctx, s, v, starts, within, towns, best); err != nil {
			return nil, err
		}
	}
	r.tell(towns, best, within[len(within)-1])
	return r, nil
}

// reached searches everywhere within a time. Roads that are open for who departs may be shut
// for who has been somewhere on the way: then they are judged cut by cut.
func (p *Planner) reached(w *watch, q Query, law Law, longest instant) (*search, []*label, error) {
	q.until = (q.Depart + record.Minute(longest/minute)).Day() + 1
	for {
		s, err := p.spread(w, q, law)
		if err != nil {
			return nil, nil, err
		}
		var labels []*label
		s.everywhere(s.depart+longest, func(l *label) { labels = append(labels, l) }, func(instant) bool { return false })
		shut := s.shutFor(labels)
		if err := w.look(); err != nil {
			return nil, nil, err
		}
		if len(shut) == 0 {
			return s, labels, nil
		}
		q.gated = append(slices.Clip(q.gated), shut...)
	}
}

// shutFor lists the pairs of areas between which roads are open, but not for all who came by
// one of some ways.
func (s *search) shutFor(labels []*label) (shut world.Openings) {
	type who struct {
		history int32
		hired   bool
	}
	seen := map[who]bool{{0, s.query.hired}: true} // who departs
	first := s.query.Depart.Day()
	for _, l := range labels {
		if seen[who{l.history, l.hired}] {
			continue
		}
		seen[who{l.history, l.hired}] = true
		for d := first; d <= s.query.until && !s.watch.over(); d++ {
			judge := s.bench(d, nil, l).judge
			for _, pair := range s.opened {
				p := regime.Passage{From: pair[0], To: pair[1], Mode: s.mode}
				back := regime.Passage{From: pair[1], To: pair[0], Mode: s.mode}
				if (judge.Verdict(p) != regime.Permitted || judge.Verdict(back) != regime.Permitted) && !slices.Contains(shut, pair) {
					shut = append(shut, pair)
				}
			}
		}
	}
	return shut
}

// counted is how many labels have a verdict at least so good.
func (s *search) counted(labels []*label, v regime.Verdict) int {
	n := 0
	for _, l := range labels {
		if l.asGoodAs(v) {
			n++
		}
	}
	return n
}

// add draws what is reached with a verdict.
func (r *Reach) add(ctx context.Context, s *search, v regime.Verdict, starts []world.Start, within []int64, towns []*world.Spot, best []Town) error {
	spread, err := s.ground.Spread(starts)
	if err != nil {
		return err
	}
	o := contour.Options{}
	people := make([]float64, len(within))
	for i, t := range towns {
		at, err := spread.At(t)
		if err != nil || at >= road.Unreachable {
			continue
		}
		seconds := int64(math.Ceil(at.Seconds()))
		if best[i].Spot == nil && seconds <= within[len(within)-1] {
			best[i] = Town{t, seconds, v}
		}
		for k, w := range within {
			if seconds <= w {
				people[k] += t.Population
			}
		}
	}
	for _, w := range within {
		o.Within = append(o.Within, float64(w))
	}
	var fault error
	m, err := contour.Draw(ctx, func(yield func(contour.Piece) bool) {
		more := true
		fault = spread.Pieces(func(x world.Piece) {
			if more {
				more = yield(contour.Piece{From: x.From, To: x.To, AtFrom: seconds(x.AtFrom), AtTo: seconds(x.AtTo)})
			}
		})
	}, o)
	if err = cmp.Or(err, fault); err != nil {
		return fmt.Errorf("drawing what is reached: %w", err)
	}
	r.Radius = float64(m.Radius)
	for k, w := range within {
		r.Areas = append(r.Areas, Within{w, v, m.Areas[k], people[k]})
	}
	return nil
}

func seconds(d road.Millis) float64 {
	if d >= road.Unreachable {
		return math.Inf(1)
	}
	return d.Seconds()
}

// tell lists the towns reached.
func (r *Reach) tell(towns []*world.Spot, best []Town, longest int64) {
	for i := range towns {
		if b := best[i]; b.Spot != nil && b.Seconds <= longest {
			r.Towns = append(r.Towns, b)
		}
	}
	slices.SortStableFunc(r.Towns, func(a, b Town) int { return int(a.Seconds - b.Seconds) })
}

// People is how many live in the towns reached lawfully within the longest time.
func (r *Reach) People() float64 {
	sum := 0.0
	for _, t := range r.Towns {
		if t.Verdict >= regime.Formality {
			sum += t.Spot.Population
		}
	}
	return sum
}

// AreasReached lists the areas of the towns reached, in order.
func (r *Reach) AreasReached() []record.AreaID {
	var out []record.AreaID
	for _, t := range r.Towns {
		out = append(out, t.Spot.Area)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
