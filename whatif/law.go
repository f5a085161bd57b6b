package whatif

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
	"waythrough/whatif/allpairs"
	"waythrough/world"
)

// A Side is one of the two states compared.
type Side struct {
	Law   *regime.Regime      // nil: every law is ignored
	Waits bool                // false: nobody queues
	Shut  []record.CrossingID // crossings closed to all
	// PermitUnknown takes passages whose law is unknown.
	PermitUnknown bool
	Lines         []service.Line // that run, where services are taken
}

// wayDays is how many days a way is taken to last: all of it is made on the day asked about.
const wayDays = 1

// histories numbers what the laws of some sides can tell apart of the ways of a traveller.
func histories(t *regime.Traveller, sides ...Side) *regime.Histories {
	var laws []*regime.Regime
	for _, s := range sides {
		if s.Law != nil {
			laws = append(laws, s.Law)
		}
	}
	return regime.NewHistories(t, wayDays, laws...)
}

// knows reports whether the histories of all travellers are told apart as finely as a law asks.
func (b *Base) knows(law *regime.Regime) bool {
	return law == nil || !slices.ContainsFunc(b.groups, func(t traveller) bool { return !t.histories.Cover(&t.Traveller, wayDays, law) })
}

// judged is the law of one side for one kind of traveller, at each gate of a board.
type judged struct {
	ctx       context.Context
	side      *Side
	board     *board
	mode      record.Mode
	barriers  *world.Barriers
	traveller regime.Traveller
	histories *regime.Histories
	parts     int // how many profiles share the passages, each on a core
}

// mostHistories bounds the histories that are told apart.
const mostHistories = 4096

// law asks at each gate with each history that can arise.
func (j *judged) law() (allpairs.Law, error) {
	gates := len(j.board.passage)
	var out allpairs.Law
	after := make([]int32, len(j.board.passages))
	reached := []int32{0}
	seen := map[int32]bool{0: true}
	next := map[int32][]int32{}
	rides := j.riding()
	reach := func(n int32) {
		if n >= 0 && !seen[n] {
			seen[n] = true
			reached = append(reached, n)
		}
	}
	for len(reached) > 0 {
		h := reached[0]
		reached = reached[1:]
		open, err := j.open(h)
		if err != nil {
			return out, err
		}
		for i := range after {
			after[i] = allpairs.Never
			if !open[i] {
				continue
			}
			n := j.enter(&j.board.passages[i], h)
			after[i] = n
			reach(n)
		}
		row := make([]int32, gates)
		for i, p := range j.board.passage {
			row[i] = after[p]
		}
		for _, n := range rides.after(h) {
			row = append(row, n)
			reach(n)
		}
		next[h] = row
		if j.histories.Len() > mostHistories {
			return out, fmt.Errorf("the law asks about so many earlier entries that more than %d histories would have to be told apart; ask about one day or traveller for whom it asks less", mostHistories)
		}
	}
	out.Histories = j.histories.Len()
	for h := range out.Histories {
		row := next[int32(h)]
		if row == nil { // not reached on this side
			row = slices.Repeat([]int32{allpairs.Never}, gates+len(j.board.rides))
		}
		out.Next = append(out.Next, row...)
	}
	return out, nil
}

// polled is at how many passages law is asked before asking whether to go on: some
// milliseconds at most.
const polled = 16

// open says which passages may be made with a history.
func (j *judged) open(history int32) ([]bool, error) {
	t := j.traveller
	if j.side.Law != nil {
		t.Entered = slices.Concat(t.Entered, j.histories.Made(history, j.side.Law.Day()))
	}
	open := make([]bool, len(j.board.passages))
	err := onAllCores(j.ctx, j.parts, func(part int) {
		var profile *regime.Profile
		if j.side.Law != nil {
			profile = j.side.Law.Profile(t)
		}
		for i := len(open) * part / j.parts; i < len(open)*(part+1)/j.parts; i++ {
			if i%polled == 0 && j.ctx.Err() != nil {
				return
			}
			open[i] = j.passes(&j.board.passages[i], profile)
		}
	})
	return open, err
}

// passes reports whether a passage may be made.
func (j *judged) passes(p *regime.Passage, profile *regime.Profile) bool {
	if p.Crossing != "" && (slices.Contains(j.side.Shut, p.Crossing) || j.barriers.Bar(p.Crossing, j.mode)) {
		return false
	}
	if j.side.Law == nil {
		return true
	}
	v := j.side.Law.Verdict(*p, profile)
	if p.Crossing == "" {
		return v == regime.Permitted // an unrecorded cut: only inside a union of free movement
	}
	return v >= regime.Formality || v == regime.Unknown && j.side.PermitUnknown
}

// enter gives the history after a passage, where some rule asks about it.
func (j *judged) enter(p *regime.Passage, history int32) int32 {
	if j.side.Law == nil || !j.side.Law.AsksAbout(p.To) {
		return history
	}
	return j.histories.After(history, regime.Entered{Area: p.To, Via: cmp.Or(string(p.Crossing), string(p.Enters)), From: p.From, On: j.side.Law.Day(), OnWay: true})
}

// movement is where free movement lets travellers pass at unrecorded cuts: between the
// pairs of areas that are open all may, both ways and whatever they did before, so that
// roads are ordinary there; between those that are gated some may, and law is asked at
// each cut.
type movement struct{ open, gated world.Openings }

// between gives the movement of a side, of all groups together: one board serves all.
func (b *Base) between(ctx context.Context, side *Side) (m movement, err error) {
	pairs := b.World.CutPairs()
	if side.Law == nil {
		return movement{open: pairs}, nil
	}
	passed := make([]int, len(pairs))
	for _, t := range b.groups {
		profile := side.Law.Profile(t.Traveller)
		for i, p := range pairs {
			if err := ctx.Err(); err != nil {
				return m, fmt.Errorf("asking where free movement opens roads: %w", err)
			}
			for _, way := range [][2]record.AreaID{p, {p[1], p[0]}} {
				if side.Law.Verdict(regime.Passage{From: way[0], To: way[1], Mode: b.vehicle.Mode()}, profile) == regime.Permitted {
					passed[i]++
				}
			}
		}
	}
	for i, p := range pairs {
		asks := side.Law.AsksAbout(p[0]) || side.Law.AsksAbout(p[1])
		switch {
		case passed[i] == 2*len(b.groups) && !asks:
			m.open = append(m.open, p)
		case passed[i] > 0 || asks:
			m.gated = append(m.gated, p)
		}
	}
	return m, nil
}

// serves reports whether ways of some movement run on a board: what is ordinary road
// there must be, and what some may pass must be a gate at least.
func (x *board) serves(m movement) bool {
	for _, p := range x.open {
		if !slices.Contains(m.open, p) {
			return false
		}
	}
	for _, p := range slices.Concat(m.open, m.gated) {
		if !slices.Contains(x.open, p) && !slices.Contains(x.gated, p) {
			return false
		}
	}
	return true
}
