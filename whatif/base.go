package whatif

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/whatif/allpairs"
	"waythrough/world"
)

// A Base is the side before of a question, computed and kept, so that several sides can be
// compared with it: what an opening changes is found by looking at what it touches. Its
// memory is that of the matrix of its settlements, 8 bytes a pair for each kind of
// traveller to whom other roads are open.
type Base struct {
	Question
	least    road.Measure
	vehicle  world.Vehicle
	barriers *world.Barriers

	towns   []*world.Spot
	weights []float64
	group   []int // by town
	groups  []traveller
	boards  []*board
	before  view
	rows    []row // by town
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
	place   []int // by town: its number there
}

// A view is one side: for each group the board that its ways run on, and the matrix.
type view struct {
	board    []int              // by group
	matrices []*allpairs.Matrix // by board; nil: not used
	sides    []allpairs.Side
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
	var err error
	if b.before, err = b.view(&b.Before); err != nil {
		return nil, fmt.Errorf("computing the side before: %w", err)
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
	ground, err := b.World.Ground(b.vehicle, nil)
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

// view computes a side: what the base has of it is updated, the rest made anew.
func (b *Base) view(side *Side) (view, error) {
	v, err := b.layOut(side)
	if err != nil {
		return v, err
	}
	for i := range v.matrices {
		switch {
		case !slices.Contains(v.board, i):
		case i < len(b.before.matrices) && b.before.matrices[i] != nil:
			v.matrices[i], err = b.before.matrices[i].Update(v.sides[i])
		default:
			v.matrices[i], err = b.boards[i].network.Compute(v.sides[i])
		}
		if err != nil {
			return v, b.tooLong(err)
		}
	}
	return v, nil
}

func (b *Base) tooLong(err error) error {
	if !errors.Is(err, allpairs.ErrTooLong) {
		return err
	}
	return fmt.Errorf("a way between two settlements takes more than can be added up exactly (about 99 days, 50,000 km): is a wait or a length of the tables wrong? %w", err)
}

// layOut finds the boards of a side, and the law at their gates for each group.
func (b *Base) layOut(side *Side) (view, error) {
	v := view{board: make([]int, len(b.groups))}
	laws := make([]allpairs.Law, len(b.groups))
	for g, t := range b.groups {
		ground, err := b.World.Ground(b.vehicle, openings(b.World, side, t.Traveller, b.vehicle.Mode()))
		if err != nil {
			return v, err
		}
		if v.board[g], err = b.boardOf(ground); err != nil {
			return v, err
		}
		j := judged{side: side, ground: ground, mode: b.vehicle.Mode(), barriers: b.barriers, traveller: t.Traveller, entries: t.entries}
		if laws[g], err = j.law(); err != nil {
			return v, err
		}
	}
	v.matrices = make([]*allpairs.Matrix, len(b.boards))
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

func (x *board) costs(least road.Measure, waits bool) []allpairs.Cost {
	out := make([]allpairs.Cost, len(x.ground.Gates))
	for i := range x.ground.Gates {
		out[i].First, out[i].Second = x.ground.Gates[i].Cost(least, waits)
	}
	return out
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
	x := &board{ground: g, place: make([]int, len(b.towns))}
	group := make([]int, len(b.towns))
	for k, town := range chart.Towns {
		x.place[town], group[k] = k, b.group[town]
	}
	cells := make([]allpairs.Cell, len(chart.Cells))
	told := true
	for c, cell := range chart.Cells {
		cells[c] = allpairs.Cell{Exits: cell.Exits, Entries: cell.Entries, Towns: cell.Towns,
			Across: allpairs.Table(cell.Across), In: allpairs.Table(cell.In), Out: allpairs.Table(cell.Out), Within: allpairs.Table(cell.Within)}
		told = told && cell.Within.Second != nil
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
