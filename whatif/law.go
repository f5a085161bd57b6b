package whatif

import (
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
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
}

// entries numbers the sets of entries made on the way that some rule asks about, for one
// kind of traveller; the numbers serve both sides of a comparison.
type entries struct {
	list  [][]regime.Entered
	known map[string]int
}

func newEntries() *entries {
	return &entries{list: [][]regime.Entered{nil}, known: map[string]int{"": 0}}
}

// after gives the number of a set with one entry more. An entry made again counts from
// the last time on: what an earlier one like it forfeits, the later forfeits too.
func (h *entries) after(n int, e regime.Entered) int {
	list := slices.DeleteFunc(slices.Clone(h.list[n]), func(o regime.Entered) bool { return o == e })
	list = append(list, e)
	text := fmt.Sprint(list)
	next, ok := h.known[text]
	if !ok {
		next = len(h.list)
		h.known[text] = next
		h.list = append(h.list, list)
	}
	return next
}

// judged is the law of one side for one kind of traveller, at each gate of a board.
type judged struct {
	side      *Side
	board     *board
	mode      record.Mode
	barriers  *world.Barriers
	traveller regime.Traveller
	entries   *entries
}

// mostHistories bounds the sets of entries that are told apart.
const mostHistories = 4096

// law asks at each gate with each history that can arise.
func (j *judged) law() (allpairs.Law, error) {
	gates := len(j.board.passage)
	var out allpairs.Law
	after := make([]int32, len(j.board.passages))
	reached := []int{0}
	seen := map[int]bool{0: true}
	next := map[int][]int32{}
	for len(reached) > 0 {
		h := reached[0]
		reached = reached[1:]
		var profile *regime.Profile
		if j.side.Law != nil {
			t := j.traveller
			t.Entered = slices.Concat(t.Entered, j.entries.list[h])
			profile = j.side.Law.Profile(t)
		}
		for i := range after {
			p := &j.board.passages[i]
			after[i] = allpairs.Never
			if !j.passes(p, profile) {
				continue
			}
			n := j.enter(p, h)
			after[i] = int32(n)
			if !seen[n] {
				seen[n] = true
				reached = append(reached, n)
			}
		}
		row := make([]int32, gates)
		for i, p := range j.board.passage {
			row[i] = after[p]
		}
		next[h] = row
		if len(j.entries.list) > mostHistories {
			return out, fmt.Errorf("the law asks about so many earlier entries that more than %d histories would have to be told apart; ask about one day or traveller for whom it asks less", mostHistories)
		}
	}
	out.Histories = len(j.entries.list)
	for h := range out.Histories {
		row := next[h]
		if row == nil { // not reached on this side
			row = slices.Repeat([]int32{allpairs.Never}, gates)
		}
		out.Next = append(out.Next, row...)
	}
	return out, nil
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
func (j *judged) enter(p *regime.Passage, history int) int {
	if j.side.Law == nil || !j.side.Law.AsksAbout(p.To) {
		return history
	}
	return j.entries.after(history, regime.Entered{Area: p.To, Via: string(p.Crossing), From: p.From, On: j.side.Law.Day(), OnWay: true})
}

// openings lists the pairs of areas between which the traveller may pass anywhere, both
// ways; every pair where no law holds.
func openings(w *world.World, side *Side, t regime.Traveller, mode record.Mode) world.Openings {
	var out world.Openings
	var profile *regime.Profile
	if side.Law != nil {
		profile = side.Law.Profile(t)
	}
	may := func(from, to record.AreaID) bool {
		return side.Law == nil || side.Law.Verdict(regime.Passage{From: from, To: to, Mode: mode}, profile) == regime.Permitted
	}
	for _, p := range w.CutPairs() {
		if may(p[0], p[1]) && may(p[1], p[0]) {
			out = append(out, p)
		}
	}
	return out
}
