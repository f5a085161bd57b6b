package world

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
)

// A Gate is the passing of a border in one direction, where law acts.
type Gate struct {
	Crossing  record.CrossingID // "": an unrecorded cut
	From, To  record.AreaID
	Near, Far *Spot       // where it begins and ends
	Wait      road.Millis // that half pass within; the record's are there after Ground.On
	Worst     road.Millis // that nine in ten pass within, likewise; 0: not known
	Observed  bool        // the wait is the record's: see Barriers.Wait
	Pass      road.Millis // without the wait
	Distance  road.Decimetres
	// Enters is the cell that it leads to; see Ground.
	Enters int
	Into   int // the place of To in Ground.Areas
	leaves int
}

// A Station is a terminal with a place on the ground.
type Station struct {
	Terminal record.TerminalID
	Spot     *Spot
	cell     int
}

// An Entry is where one may stand after a border or a ride: Entry(i) is behind gate i,
// Entry(len(Gates)+k) at station k.
type Entry int32

// A Ground is the overlay of a world for one vehicle: the quickest ways by road between
// gates and stations, each inside one cell. A cell is an area, or several between which
// roads are open everywhere. An exit of a cell is a gate that leaves it or a station in
// it. Law does not come into it: what a gate lets through is asked elsewhere, on any day
// for any traveller, of the same ground.
//
// It is read-only and may be shared. Its memory is that of its tables, entries times
// exits of each cell, and of the ends and ways it was last asked for.
type Ground struct {
	Gates    []Gate // by the cell they leave
	Stations []Station
	Stops    []Stop          // by cell
	Areas    []record.AreaID // all that it reaches, in order

	vehicle Vehicle
	cells   []cell
	cellOf  map[record.AreaID]int
	roads   roads
	stands  []stand  // by Entry: just behind the gate, or at the station; then the stops'
	before  []stand  // by gate
	places  []uint32 // by Entry: its place in its cell's entries

	base   *Ground // without the waits of a day: see On
	queues string  // the key of those waits
	*asked
}

// asked is what a ground was asked for last. All days share it.
type asked struct {
	mu     sync.Mutex
	ends   map[*Spot]*End
	ways   map[[2]stand]*Way
	floors map[floor]fixed
	toward map[toward]*headed
	headed int                // bytes of toward
	days   map[string]*Ground // by the key of their waits
}

// roads finds ways by road that stay in their cell, over whatever a network is made of.
type roads interface {
	// locate finds where a spot touches the roads.
	locate(s *Spot) (stand, error)
	// fix prepares the exits and entries of a cell.
	fix(exits, entries []stand) (fixed, error)
	// between gives the duration from a stand to another of its cell.
	between(from, to stand) (road.Millis, error)
	// table gives the costs from some stands to others.
	table(least road.Measure, from, to []stand) (Costs, error)
	// spread finds how soon everything is reached from some starts.
	spread(starts []Start) (*Spread, error)
	// recall fills the tables of a ground from what was kept of it; false if nothing was.
	recall(g *Ground) bool
	// remember keeps them.
	remember(g *Ground)
	// way finds the quickest way between two stands.
	way(from, to stand) (*Way, bool, error)
}

// fixed gives durations between the exits and entries of a cell and other stands in it;
// many may ask at once.
type fixed interface {
	out(from stand, toExits []road.Millis) error
	in(to stand, fromEntries []road.Millis) error
	// heading searches from a stand for inTo, of these and of any others of the same roads.
	heading(to stand) (heading, error)
	inTo(to heading, fromEntries []road.Millis) error
}

// heading is what a search against the direction of travel finds, for those who made it.
type heading interface {
	Bytes() int // that it takes
}

// A Way is a way by road found, from end to end.
type Way struct {
	Duration road.Millis
	Distance road.Decimetres
	Geometry []geo.LatLon
	Via      []Mark    // places or roads passed
	Borders  []Passing // where it passes from area to area, as it may within one cell
}

// A Mark names a point of a way.
type Mark struct {
	Point int // of Way.Geometry
	Name  string
}

// A Passing is where a way passes a border on which no gate acts.
type Passing struct {
	Gate     Gate // Enters means nothing
	Point    int  // of Way.Geometry: where it begins
	Ends     int  // and ends
	After    road.Millis
	AfterWay road.Decimetres
}

// remembered bounds the ends and ways that a ground keeps.
const remembered = 4096

// newGround lays out gates and stations by cell and fills the tables. The cell of each
// area is given by cellOf.
func newGround(v Vehicle, r roads, areas []record.AreaID, cellOf map[record.AreaID]int, gates []placedGate, stations []placedStation) (*Ground, error) {
	g := &Ground{Areas: areas, vehicle: v, roads: r, cellOf: cellOf,
		asked: &asked{ends: map[*Spot]*End{}, ways: map[[2]stand]*Way{}, floors: map[floor]fixed{}, toward: map[toward]*headed{}, days: map[string]*Ground{}}}
	g.base = g
	count := 0
	for _, c := range cellOf {
		count = max(count, c+1)
	}
	g.cells = make([]cell, count)
	for i := range gates {
		gates[i].leaves, gates[i].Enters = cellOf[gates[i].From], cellOf[gates[i].To]
		gates[i].Into, _ = slices.BinarySearch(areas, gates[i].To)
	}
	for i := range stations {
		stations[i].cell = cellOf[stations[i].Spot.Area]
	}
	slices.SortStableFunc(gates, func(a, b placedGate) int { return cmp.Compare(a.leaves, b.leaves) })
	slices.SortStableFunc(stations, func(a, b placedStation) int { return cmp.Compare(a.cell, b.cell) })
	for i, p := range gates {
		g.Gates = append(g.Gates, p.Gate)
		g.before, g.stands = append(g.before, p.before), append(g.stands, p.behind)
		g.enter(p.Enters, Entry(i))
	}
	for k, p := range stations {
		g.Stations = append(g.Stations, p.Station)
		g.stands = append(g.stands, p.at)
		g.enter(p.cell, Entry(len(gates)+k))
	}
	for c := range g.cells {
		x := &g.cells[c]
		x.gates[0], _ = slices.BinarySearchFunc(g.Gates, c, func(a Gate, c int) int { return cmp.Compare(a.leaves, c) })
		x.gates[1], _ = slices.BinarySearchFunc(g.Gates, c+1, func(a Gate, c int) int { return cmp.Compare(a.leaves, c) })
		x.stations[0], _ = slices.BinarySearchFunc(g.Stations, c, func(a Station, c int) int { return cmp.Compare(a.cell, c) })
		x.stations[1], _ = slices.BinarySearchFunc(g.Stations, c+1, func(a Station, c int) int { return cmp.Compare(a.cell, c) })
	}
	if r.recall(g) {
		return g, nil
	}
	for c := range g.cells {
		if err := g.fill(&g.cells[c]); err != nil {
			return nil, err
		}
	}
	r.remember(g)
	return g, nil
}

type placedGate struct {
	Gate
	before, behind stand
}

type placedStation struct {
	Station
	at stand
}

func (g *Ground) enter(c int, e Entry) {
	g.places = append(g.places, uint32(len(g.cells[c].entries)))
	g.cells[c].entries = append(g.cells[c].entries, e)
}

// Cell gives the cell in which an entry stands.
func (g *Ground) Cell(e Entry) int {
	if int(e) < len(g.Gates) {
		return g.Gates[e].Enters
	}
	return g.Stations[int(e)-len(g.Gates)].cell
}

// CellCount is how many cells there are.
func (g *Ground) CellCount() int { return len(g.cells) }

// Leaves gives the cell that a gate leaves.
func (g *Ground) Leaves(gate int) int { return g.Gates[gate].leaves }

// Exits gives the exits of a cell: first the gates from and up to, then the stations.
func (g *Ground) Exits(c int) (gates, stations [2]int) { return g.cells[c].gates, g.cells[c].stations }

// Entries lists the entries into a cell, ascending.
func (g *Ground) Entries(c int) []Entry { return g.cells[c].entries }

// Place gives the place of an entry among those of its cell.
func (g *Ground) Place(e Entry) int { return int(g.places[e]) }

// Row gives the durations from an entry to each exit of its cell; road.Unreachable
// where there is no way.
func (g *Ground) Row(e Entry) []road.Millis {
	c := &g.cells[g.Cell(e)]
	n := c.exits()
	return c.rows[int(g.places[e])*n : (int(g.places[e])+1)*n]
}

// Column gives the durations from each entry into a cell to one of its exits.
func (g *Ground) Column(c, exit int) []road.Millis {
	x := &g.cells[c]
	n := len(x.entries)
	return x.columns[exit*n : (exit+1)*n]
}

// An End is a spot as a ground sees it.
type End struct {
	Spot *Spot
	Cell int
	Out  []road.Millis // to each exit of its cell
	In   []road.Millis // from each entry into its cell

	ToStops, FromStops []road.Millis // to and from each stop of its cell

	stand stand
}

// End finds where a spot touches the roads, and the durations between it and the border.
// The error says why it does not.
func (g *Ground) End(s *Spot) (*End, error) {
	g.mu.Lock()
	e := g.ends[s]
	g.mu.Unlock()
	if e != nil {
		return e, nil
	}
	at, err := g.roads.locate(s)
	if err != nil {
		return nil, err
	}
	e = &End{Spot: s, Cell: g.cellOf[s.Area], stand: at}
	c := &g.cells[e.Cell]
	e.Out, e.In = make([]road.Millis, c.exits()), make([]road.Millis, len(c.entries))
	f, err := g.fixedOf(c)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.out(at, e.Out), f.in(at, e.In)); err != nil {
		return nil, err
	}
	if c.toStop != nil {
		n := c.stops[1] - c.stops[0]
		e.ToStops, e.FromStops = make([]road.Millis, n), make([]road.Millis, n)
		if err := errors.Join(c.toStop.out(at, e.ToStops), c.toStop.in(at, e.FromStops)); err != nil {
			return nil, err
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.ends) >= remembered {
		clear(g.ends)
	}
	g.ends[s] = e
	return e, nil
}

// Near reports whether a road of the ground is near to a spot.
func (g *Ground) Near(s *Spot) bool {
	_, err := g.roads.locate(s)
	return err == nil
}

// Between gives the duration of the quickest way from one end to another by road
// within their cell; road.Unreachable if there is none or the cells differ.
func (g *Ground) Between(a, b *End) (road.Millis, error) {
	if a.Cell != b.Cell {
		return road.Unreachable, nil
	}
	return g.roads.between(a.stand, b.stand)
}

// A Stand is one end of a way by road.
type Stand struct{ at stand }

// Behind gives the stand of an entry, Before that of a gate about to be passed.
func (g *Ground) Behind(e Entry) Stand  { return Stand{g.stands[e]} }
func (g *Ground) Before(gate int) Stand { return Stand{g.before[gate]} }
func (g *Ground) AtStation(k int) Stand { return Stand{g.stands[len(g.Gates)+k]} }
func (e *End) Stand() Stand             { return Stand{e.stand} }

// Way finds the quickest way by road between two stands of one cell; nil if there is
// none.
func (g *Ground) Way(from, to Stand) (*Way, error) {
	key := [2]stand{from.at, to.at}
	g.mu.Lock()
	w, ok := g.ways[key]
	g.mu.Unlock()
	if ok {
		return w, nil
	}
	w, found, err := g.roads.way(from.at, to.at)
	if err != nil {
		return nil, err
	}
	if !found {
		w = nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.ways) >= remembered {
		clear(g.ways)
	}
	g.ways[key] = w
	return w, nil
}
