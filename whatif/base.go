package whatif

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/whatif/allpairs"
	"waythrough/world"
)

// A Base is the side before of a question, computed and kept, so that several sides can be
// compared with it: what an opening changes is found by looking at what it touches. Its
// memory is that of the matrix of its settlements, 8 bytes a pair for each set of roads
// that are open to some kind of traveller. It serves one goroutine at a time.
type Base struct {
	Question
	least    road.Measure
	vehicle  world.Vehicle
	barriers *world.Barriers

	towns   []*world.Spot
	weights []float64
	scaled  []float64 // weights over units
	group   []int     // by town
	groups  []traveller
	boards  []*board
	before  view
	sums    []sums // by town
	far     int
}

// A traveller is one kind of them: those for whose law a way is judged.
type traveller struct {
	regime.Traveller
	entries *entries
}

// A board is one ground with its towns.
type board struct {
	ground  *world.Ground
	network *allpairs.Network
	towns   []int // in the network's order
	place   []int // by town: its number there
	// A passage is judged once, however many gates make it: a border in several lanes, or
	// cuts that no crossing is recorded at.
	passages []regime.Passage
	passage  []int // by gate
}

// A view is one side: for each group the board that its ways run on; and the side as each
// board needs it.
type view struct {
	board    []int              // by group
	sides    []allpairs.Side    // by board
	matrices []*allpairs.Matrix // by board, of the side before; nil: not used
}

// NewBase computes the side before of a question; After is not looked at. O(a search for
// each settlement).
func NewBase(q Question) (*Base, error) {
	b := &Base{Question: q, barriers: q.World.Barriers(q.On, q.Known)}
	if q.Cost != Duration && q.Cost != Distance {
		return nil, fmt.Errorf("cost %q is neither %s nor %s", q.Cost, Duration, Distance)
	}
	if q.Exponent <= 0 || math.IsInf(q.Exponent, 0) || math.IsNaN(q.Exponent) {
		return nil, fmt.Errorf("exponent %v is not a positive number", q.Exponent)
	}
	if q.Cost == Distance {
		b.least = road.Distance
	}
	b.vehicle = world.OnFoot
	if q.Mode != record.Foot {
		b.vehicle = world.Vehicle(q.Traveller.Vehicle)
	}
	if err := b.settle(); err != nil {
		return nil, err
	}
	b.scale()
	var err error
	if b.before, err = b.layOut(&b.Before); err != nil {
		return nil, fmt.Errorf("laying out the side before: %w", err)
	}
	b.before.matrices = make([]*allpairs.Matrix, len(b.boards))
	for i, x := range b.boards {
		if b.before.matrices[i], err = x.network.Compute(b.before.sides[i]); err != nil {
			return nil, fmt.Errorf("computing the side before: %w", b.tooLong(err))
		}
	}
	return b, b.sumUp()
}

// settle lists the settlements, their weights and travellers.
func (b *Base) settle() error {
	if b.Places == nil {
		weigh, have, ok := b.World.Column(b.Weight)
		if !ok {
			return fmt.Errorf("the network's places have no numeric column %q; there are %v", b.Weight, have)
		}
		p := &Places{Spots: b.World.Settlements()}
		for _, s := range p.Spots {
			p.Weights = append(p.Weights, weigh(s))
		}
		b.Places = p
	}
	ground, err := b.World.Ground(b.vehicle, nil, nil)
	if err != nil {
		return err
	}
	number := map[record.AreaID]int{}
	for i, s := range b.Places.Spots {
		if !ground.Near(s) {
			b.far++
			continue
		}
		home := record.AreaID("")
		if len(b.Traveller.Passports) == 0 {
			home = b.World.Record.Whole(s.Area)
		}
		g, ok := number[home]
		if !ok {
			g = len(b.groups)
			number[home] = g
			t := b.Traveller
			if home != "" {
				t = resident(t, home)
			}
			b.groups = append(b.groups, traveller{t, newEntries()})
		}
		b.towns, b.weights, b.group = append(b.towns, s), append(b.weights, b.Places.Weights[i]), append(b.group, g)
	}
	if len(b.towns) < 2 {
		return fmt.Errorf("the network has %d settlements; a comparison needs two", len(b.towns))
	}
	return nil
}

// resident makes a traveller a resident national of an area.
func resident(t regime.Traveller, home record.AreaID) regime.Traveller {
	t.Passports = []regime.Passport{{Nationality: home, Type: "ordinary"}}
	t.Residence = home
	return t
}

func (b *Base) tooLong(err error) error {
	if !errors.Is(err, allpairs.ErrTooLong) {
		return err
	}
	return fmt.Errorf("a way between two settlements takes more than can be added up exactly: is a wait or a length of the tables wrong? %w", err)
}

// layOut finds the boards of a side, and the law at their gates for each group.
func (b *Base) layOut(side *Side) (view, error) {
	v := view{board: make([]int, len(b.groups))}
	for g, t := range b.groups {
		ground, err := b.World.Ground(b.vehicle, openings(b.World, side, t.Traveller, b.vehicle.Mode()), nil)
		if err != nil {
			return v, err
		}
		if v.board[g], err = b.boardOf(ground); err != nil {
			return v, err
		}
	}
	laws, err := b.laws(side, v.board)
	if err != nil {
		return v, err
	}
	v.sides = make([]allpairs.Side, len(b.boards))
	for i, x := range b.boards {
		v.sides[i] = allpairs.Side{Laws: make([]allpairs.Law, len(b.groups)), Costs: x.costs(b.least, side.Waits)}
		for g := range b.groups {
			switch {
			case v.board[g] == i:
				v.sides[i].Laws[g] = laws[g]
			case i < len(b.before.sides):
				v.sides[i].Laws[g] = b.before.sides[i].Laws[g] // as it was: nobody asks
			default:
				v.sides[i].Laws[g] = allpairs.OneLaw(make([]bool, len(x.ground.Gates)))
			}
		}
	}
	return v, nil
}

// laws asks for the law of each group on its board, on all cores.
func (b *Base) laws(side *Side, boards []int) ([]allpairs.Law, error) {
	laws, faults := make([]allpairs.Law, len(b.groups)), make([]error, len(b.groups))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(b.groups)) {
		wait.Go(func() {
			for g := int(next.Add(1)) - 1; g < len(b.groups); g = int(next.Add(1)) - 1 {
				t := b.groups[g]
				j := judged{side: side, board: b.boards[boards[g]], mode: b.vehicle.Mode(), barriers: b.barriers, traveller: t.Traveller, entries: t.entries}
				laws[g], faults[g] = j.law()
			}
		})
	}
	wait.Wait()
	return laws, errors.Join(faults...)
}

func (x *board) costs(least road.Measure, waits bool) []allpairs.Cost {
	out := make([]allpairs.Cost, len(x.ground.Gates))
	for i := range x.ground.Gates {
		out[i].First, out[i].Second = x.ground.Gates[i].Cost(least, waits)
	}
	return out
}

// listPassages numbers what is judged at the gates.
func (x *board) listPassages(m record.Mode) {
	number := map[regime.Passage]int{}
	for i := range x.ground.Gates {
		g := &x.ground.Gates[i]
		p := regime.Passage{From: g.From, To: g.To, Mode: m, Crossing: g.Crossing}
		n, ok := number[p]
		if !ok {
			n = len(x.passages)
			number[p] = n
			x.passages = append(x.passages, p)
		}
		x.passage = append(x.passage, n)
	}
}

// boardOf gives the board of a ground, or makes it.
func (b *Base) boardOf(g *world.Ground) (int, error) {
	if i := slices.IndexFunc(b.boards, func(x *board) bool { return x.ground == g }); i >= 0 {
		return i, nil
	}
	chart, err := g.Chart(b.least, b.towns)
	if err != nil {
		return 0, err
	}
	x := &board{ground: g, towns: chart.Towns, place: make([]int, len(b.towns))}
	x.listPassages(b.vehicle.Mode())
	group := make([]int, len(b.towns))
	for k, town := range chart.Towns {
		x.place[town], group[k] = k, b.group[town]
	}
	cells := make([]allpairs.Cell, len(chart.Cells))
	for c, cell := range chart.Cells {
		cells[c] = allpairs.Cell{Exits: cell.Exits, Entries: cell.Entries, Towns: cell.Towns,
			Across: allpairs.Table(cell.Across), In: allpairs.Table(cell.In), Out: allpairs.Table(cell.Out), Within: allpairs.Table(cell.Within)}
	}
	links := make([]allpairs.Link, len(g.Gates))
	for i := range links {
		links[i] = allpairs.Link{Exit: i, Entry: chart.Entries[i]}
		links[i].Cost.First, links[i].Cost.Second = g.Gates[i].Cost(b.least, true)
	}
	if x.network, err = allpairs.New(cells, links, group); err != nil {
		return 0, fmt.Errorf("laying out the overlay: %w", b.tooLong(err))
	}
	b.boards = append(b.boards, x)
	return len(b.boards) - 1, nil
}
