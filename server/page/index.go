package page

import (
	"slices"
	"strings"
	"sync"

	"waythrough/ask"
	"waythrough/record"
)

// An index is what pages need of a record besides what it looks up itself: which borders there
// are, and views of the days that were asked about.
type index struct {
	desk    *ask.Desk
	record  *record.Record
	borders [][2]record.AreaID // in order

	mu    sync.Mutex
	views map[record.Day]*record.View
}

// indexOf gives the index of a desk, made when it is first seen.
func (s *server) indexOf(d *ask.Desk) *index {
	if have := s.index.Load(); have != nil && have.desk == d {
		return have
	}
	made := newIndex(d)
	s.index.Store(made)
	return made
}

func newIndex(d *ask.Desk) *index {
	r := d.World().Record
	x := &index{desk: d, record: r, views: map[record.Day]*record.View{}}
	x.findBorders()
	return x
}

// findBorders lists the pairs of areas that a crossing joins or a statement names.
func (x *index) findBorders() {
	seen := map[[2]record.AreaID]bool{}
	add := func(a, b record.AreaID) {
		pair := ordered(a, b)
		if a != b && !seen[pair] && x.record.Area(a) != nil && x.record.Area(b) != nil {
			seen[pair] = true
			x.borders = append(x.borders, pair)
		}
	}
	for _, c := range x.record.Crossings {
		if len(c.Posts) == 2 {
			add(c.Posts[0].Area, c.Posts[1].Area)
		}
	}
	for _, s := range x.record.Statements {
		for _, p := range placesOf(s) {
			if len(p.Border) == 2 {
				add(p.Border[0], p.Border[1])
			}
		}
	}
	slices.SortFunc(x.borders, func(a, b [2]record.AreaID) int { return slices.Compare(a[:], b[:]) })
}

// placesOf lists the places that a statement is about.
func placesOf(s *record.Statement) []record.Place {
	out := []record.Place{s.About}
	if s.Rule != nil {
		out = append(out, s.Rule.Place)
	}
	if s.Commitment != nil {
		for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
			if h.Rule != nil {
				out = append(out, h.Rule.Place)
			}
		}
	}
	return out
}

func ordered(a, b record.AreaID) [2]record.AreaID { return [2]record.AreaID{min(a, b), max(a, b)} }

// borderID writes a pair as an address has it.
func borderID(pair [2]record.AreaID) string { return string(pair[0]) + "-" + string(pair[1]) }

// border finds the border that an id means; ids of areas may hold hyphens.
func (x *index) border(id string) (pair [2]record.AreaID, ok bool) {
	for i, r := range id {
		if r != '-' {
			continue
		}
		pair = ordered(record.AreaID(id[:i]), record.AreaID(id[i+1:]))
		if slices.Contains(x.borders, pair) {
			return pair, true
		}
		pair = ordered(record.AreaID(strings.ToUpper(id[:i])), record.AreaID(strings.ToUpper(id[i+1:])))
		if slices.Contains(x.borders, pair) {
			return pair, true
		}
	}
	return pair, false
}

// mostViews bounds the views kept; each is a list of statements.
const mostViews = 64

// known gives the record as it could be known on a day.
func (x *index) known(day record.Day) *record.View {
	x.mu.Lock()
	defer x.mu.Unlock()
	v := x.views[day]
	if v == nil {
		if len(x.views) >= mostViews {
			clear(x.views)
		}
		v = x.record.Known(day)
		x.views[day] = v
	}
	return v
}
