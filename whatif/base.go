package whatif

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
	"waythrough/whatif/allpairs"
	"waythrough/world"
)

// A Base is the side before of a question, computed and kept, so that several sides can be
// compared with it: what an opening changes is found by looking at what it touches. Its
// memory is that of the matrix of its settlements, 8 bytes a pair, and, for each set of
// unions that it was asked about, that of the tables inside cells. It serves one goroutine
// at a time.
type Base struct {
	Question
	least    road.Measure
	vehicle  world.Vehicle
	barriers *world.Barriers
	lines    []service.Line // of all sides

	towns   []*world.Spot
	weights []float64
	group   []int // by town
	groups  []traveller
	boards  []*board // the first is that of the side before
	before  view
	matrix  *allpairs.Matrix // of the side before
	sums    []sums           // by town
	far     int
}

// A traveller is one kind of them: those for whose law a way is judged.
type traveller struct {
	regime.Traveller
	histories *regime.Histories
}

// A board is one ground with its towns.
type board struct {
	ground *world.Ground
	movement
	network *allpairs.Network
	towns   []int // in the network's order
	place   []int // by town: its number there
	weights []float64
	scaled  []float64 // weights over units: see Base.scale
	// A passage is judged once, however many gates make it: a border in several lanes, or
	// cuts that no crossing is recorded at.
	passages []regime.Passage
	passage  []int // by gate
	lines    map[string]bool
	rides    []ride // links after the gates
	borders  []border
}

// A view is one side: the board that its ways run on, and what holds there.
type view struct {
	board *board
	side  allpairs.Side
}

// mostExponent keeps a share of market access from vanishing in 64 bits; what is estimated for
// trade lies about 1.
const mostExponent = 10

// NewBase computes the side before of a question. Of After it takes only what its law asks
// about entries made on the way: where Compare is given a law that asks for more, it computes
// the side before anew. O(a search for each settlement). Once ctx is done it stops, with an error that wraps that of ctx.
func NewBase(ctx context.Context, q Question) (*Base, error) {
	b := &Base{Question: q, barriers: q.World.Barriers(q.On, q.Known)}
	if q.Cost != Duration && q.Cost != Distance {
		return nil, fmt.Errorf("cost %q is neither %s nor %s", q.Cost, Duration, Distance)
	}
	if !(q.Exponent > 0 && q.Exponent <= mostExponent) {
		return nil, fmt.Errorf("exponent %v is not a positive number of at most %d", q.Exponent, mostExponent)
	}
	if q.Cost == Distance {
		b.least = road.Distance
	}
	b.vehicle = world.OnFoot
	if q.Mode != record.Foot {
		b.vehicle = world.Vehicle(q.Traveller.Vehicle)
		if q.Rides {
			b.vehicle = world.Car // hired
		}
	}
	b.lines = joined(q.Before.Lines, q.After.Lines, q.Further)
	if err := b.settle(ctx); err != nil {
		return nil, err
	}
	var err error
	if b.before, err = b.layOut(ctx, &b.Before); err != nil {
		return nil, fmt.Errorf("laying out the side before: %w", err)
	}
	if b.matrix, err = b.before.board.network.Compute(ctx, b.before.side); err != nil {
		return nil, fmt.Errorf("computing the side before: %w", b.tooLong(err))
	}
	return b, b.sumUp(ctx)
}

// settle lists the settlements, their weights and travellers.
func (b *Base) settle(ctx context.Context) error {
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
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("looking for roads near the settlements: %w", err)
		}
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
			b.groups = append(b.groups, traveller{t, histories(&t, b.Before, b.After)})
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

// layOut finds the board of a side, and the law at its gates for each group.
func (b *Base) layOut(ctx context.Context, side *Side) (view, error) {
	var v view
	m, err := b.between(ctx, side)
	if err != nil {
		return v, err
	}
	x, err := b.boardOf(ctx, m, side.Lines)
	if err != nil {
		return v, err
	}
	v.board = x
	v.side.Costs = x.costs(b.least, side.Waits)
	v.side.Laws = make([]allpairs.Law, len(b.groups))
	faults := make([]error, len(b.groups))
	parts := max(1, runtime.GOMAXPROCS(0)/len(b.groups)) // few groups share the cores
	err = onAllCores(ctx, len(b.groups), func(g int) {
		t := b.groups[g]
		j := judged{ctx: ctx, side: side, board: x, mode: b.vehicle.Mode(), barriers: b.barriers, traveller: t.Traveller, histories: t.histories, parts: parts}
		v.side.Laws[g], faults[g] = j.law()
	})
	if err != nil {
		return v, fmt.Errorf("asking the law at each gate: %w", err)
	}
	return v, errors.Join(faults...)
}

// onAllCores does 0 … n-1, until it is done or told to stop: then the error is that of the
// context.
func onAllCores(ctx context.Context, n int, do func(i int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}

func (x *board) costs(least road.Measure, waits bool) []allpairs.Cost {
	out := make([]allpairs.Cost, len(x.ground.Gates), len(x.ground.Gates)+len(x.rides))
	for i := range x.ground.Gates {
		out[i].First, out[i].Second = x.ground.Gates[i].Cost(least, waits)
	}
	for i := range x.rides {
		out = append(out, x.rides[i].cost(least))
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

// boardOf gives a board on which ways run as free movement has it: that of the side
// before if it serves, so that what changes can be looked for there.
func (b *Base) boardOf(ctx context.Context, m movement, lines []service.Line) (*board, error) {
	if len(b.boards) > 0 && b.boards[0].serves(m) && b.boards[0].carries(lines) {
		return b.boards[0], nil
	}
	g, err := b.World.Ground(b.vehicle, m.open, m.gated)
	if err != nil {
		return nil, err
	}
	g = g.On(b.barriers)
	if i := slices.IndexFunc(b.boards, func(x *board) bool { return x.ground == g && x.carries(lines) }); i >= 0 {
		return b.boards[i], nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	lines = joined(b.lines, lines)
	draw := g.Chart
	if len(lines) > 0 {
		draw = g.ChartStations
	}
	chart, err := draw(ctx, b.least, b.towns)
	if err != nil {
		return nil, err
	}
	x := &board{ground: g, movement: m, towns: chart.Towns, place: make([]int, len(b.towns))}
	x.listPassages(b.vehicle.Mode())
	x.listRides(b.World, lines, b.On)
	group := make([]int, len(b.towns))
	for k, town := range chart.Towns {
		x.place[town], group[k] = k, b.group[town]
		x.weights = append(x.weights, b.weights[town])
	}
	b.scale(x)
	cells := make([]allpairs.Cell, len(chart.Cells))
	for c, cell := range chart.Cells {
		cells[c] = allpairs.Cell{Exits: cell.Exits, Entries: cell.Entries, Towns: cell.Towns,
			Across: allpairs.Table(cell.Across), In: allpairs.Table(cell.In), Out: allpairs.Table(cell.Out), Within: allpairs.Table(cell.Within)}
	}
	links := make([]allpairs.Link, 0, len(g.Gates)+len(x.rides))
	for i, cost := range x.costs(b.least, true) {
		l := allpairs.Link{Cost: cost}
		if k := i - len(g.Gates); k < 0 {
			l.Exit, l.Entry = chart.Exits[i], chart.Entries[i]
		} else {
			l.Exit, l.Entry = chart.StationExits[x.rides[k].from], chart.StationEntries[x.rides[k].to]
		}
		links = append(links, l)
	}
	if x.network, err = allpairs.NewIn(ctx, x.unit(b.least, cells), cells, links, group); err != nil {
		return nil, fmt.Errorf("laying out the overlay: %w", b.tooLong(err))
	}
	b.boards = append(b.boards, x)
	return x, nil
}
