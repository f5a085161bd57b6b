package allpairs

import "slices"

// Tracing finds whom an arc matters to. Costs to the arc are those of the side in the
// middle, so that an arc stands for the first changed one on a way; costs on from
// beyond it are those before, for arcs that closed, and after, for arcs that opened.
// A pair changes only if some way over an arc is as short as its cost before (closed)
// or shorter than its cost (opened). To have few pairs to look at:
//
//   - Of several changed arcs that enter a cell, one that another outdoes for a town does
//     not matter to that town (sift.go).
//   - An arc does not matter to a town that stands as well elsewhere in the cell that the
//     arc leads to; nor to a town for the towns of a further cell, if they are reached
//     as cheaply already. What is known of that is the matrix: see stop.

// trace fills in where arcs matter, and what is to be searched anew.
func (r *revision) trace() error {
	if r.anew {
		return nil
	}
	if len(r.worse.arcs) > 0 {
		if err := r.follow(&r.worse, r.net.compile(r.beforeLaw, r.beforeCosts, true)); err != nil || r.anew {
			return err
		}
		if err := parallel(r.ctx, len(r.worse.arcs), func() func(int) { return r.hit }); err != nil {
			return err
		}
		r.shaken = make([]bool, len(r.towns))
		for i := range r.worse.arcs {
			for _, k := range r.worse.arcs[i].from {
				r.shaken[k] = true
			}
		}
	}
	if err := r.follow(&r.better, r.after); err != nil || r.anew {
		return err
	}
	return r.assign()
}

// worthIdle is for how many rows it is worth finding between which cells an arc is of no use.
const worthIdle = 32

// follow finds the ways to some arcs, and on from those that matter to somebody.
func (r *revision) follow(c *changed, on *graph) error {
	if len(c.arcs) == 0 {
		return nil
	}
	if err := r.approach(c); err != nil || r.anew {
		return err
	}
	used, err := r.sift(c)
	if err != nil {
		return err
	}
	nobody := &wanted{cells: make([]bool, on.cells())}
	return r.each(c, func(s *search, k int) {
		if a, rows := &c.arcs[k], int(used[k].Load()); rows > 0 {
			s.use(on, nil)
			s.wanted = nobody
			a.tooLong = s.node(r.net.links[a.link].Entry, a.next)
			a.on = s.reach()
			if rows >= worthIdle || r.net.traceAlways {
				r.findIdle(c, a)
			}
		}
	})
}

// approach finds the costs to beyond some arcs.
func (r *revision) approach(c *changed) error {
	return r.each(c, func(s *search, k int) {
		a := &c.arcs[k]
		s.use(r.middleBack, resized(s.towns, r.net.towns))
		s.wanted = &r.home.wanted
		a.tooLong = s.node(r.net.links[a.link].Exit, a.history)
		r.findExits(s, a)
		a.lead = make([]uint64, len(r.towns))
		for x, town := range r.towns {
			d := s.towns[town]
			a.lead[x] = none
			switch {
			case d == none:
			case r.net.fits(d, a.cost, 0):
				a.lead[x] = d + a.cost
			default:
				// A way that closed and does not fit was nobody's best.
				a.tooLong = a.tooLong || c.opened
			}
		}
	})
}

// each does something with every arc, on all cores, and sees whether all is to be searched
// anew because of one.
func (r *revision) each(c *changed, do func(s *search, k int)) error {
	err := parallel(r.ctx, len(c.arcs), func() func(int) {
		s := &search{ctx: r.ctx}
		return func(k int) { do(s, k) }
	})
	r.anew = slices.ContainsFunc(c.arcs, func(a arc) bool { return a.tooLong })
	return err
}
