package world

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"waythrough/road"
	"waythrough/road/mapped"
)

// Costs is a table, row by row: first what is minimised, then the other quantity, in
// milliseconds and decimetres or the other way round; road.Unreachable where there is no
// way. Imported roads don't tell the other: Second is nil.
type Costs struct{ First, Second []int64 }

// A Chart is the costs of a ground by one measure between its gates, and its stations if they
// were asked for, and some towns, cell by cell.
type Chart struct {
	Cells []ChartCell
	// Towns lists the towns by cell, as places in the list that was given.
	Towns []int
	// Exits and Entries give for each gate its numbers among the exits and the entries, cell
	// after cell; StationExits and StationEntries for each station, none if they were not asked
	// for.
	Exits, Entries               []int
	StationExits, StationEntries []int
	// Far are the towns that no road is near to, as places in the list; they are not on
	// the chart.
	Far []int
}

// A ChartCell is what a chart knows of a cell: how many gates leave it (those of the
// ground, in order), how many enter it, how many towns lie in it, and the costs from and
// to each. Its stations are exits and entries after the gates.
type ChartCell struct {
	Exits, Entries, Towns   int
	Across, In, Out, Within Costs // entry to exit, entry to town, town to exit, town to town
}

// Chart makes one: O(a search for each entry and each town).
func (g *Ground) Chart(ctx context.Context, least road.Measure, towns []*Spot) (*Chart, error) {
	return g.chart(ctx, least, towns, 0)
}

// ChartStations is Chart with the stations on it.
func (g *Ground) ChartStations(ctx context.Context, least road.Measure, towns []*Spot) (*Chart, error) {
	return g.chart(ctx, least, towns, len(g.Stations))
}

func (g *Ground) chart(ctx context.Context, least road.Measure, towns []*Spot, stations int) (*Chart, error) {
	ch := &Chart{Cells: make([]ChartCell, len(g.cells)), Exits: make([]int, len(g.Gates)), Entries: make([]int, len(g.Gates)),
		StationExits: make([]int, stations), StationEntries: make([]int, stations)}
	in := make([][]int, len(g.cells))
	at := make([]stand, len(towns))
	for i, t := range towns {
		s, err := g.roads.locate(t)
		if err != nil {
			ch.Far = append(ch.Far, i)
			continue
		}
		at[i] = s
		c := g.cellOf[t.Area]
		in[c] = append(in[c], i)
	}
	left, entered := 0, 0
	for c := range g.cells {
		x := &g.cells[c]
		var entries, here []stand
		for _, e := range x.entries {
			switch k := int(e) - len(g.Gates); {
			case k < 0:
				ch.Entries[e] = entered + len(entries)
			case stations == 0:
				continue
			default:
				ch.StationEntries[k] = entered + len(entries)
			}
			entries = append(entries, g.stands[e])
		}
		for _, i := range in[c] {
			here = append(here, at[i])
		}
		exits := g.before[x.gates[0]:x.gates[1]]
		if stations > 0 {
			exits = g.exits(x)
		}
		ch.number(x, left)
		left, entered = left+len(exits), entered+len(entries)
		ch.Towns = append(ch.Towns, in[c]...)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		cell := ChartCell{Exits: len(exits), Entries: len(entries), Towns: len(here)}
		var faults [4]error
		cell.Across, faults[0] = g.roads.table(least, entries, exits)
		cell.In, faults[1] = g.roads.table(least, entries, here)
		cell.Out, faults[2] = g.roads.table(least, here, exits)
		cell.Within, faults[3] = g.roads.table(least, here, here)
		if err := errors.Join(faults[:]...); err != nil {
			return nil, err
		}
		ch.Cells[c] = cell
	}
	return ch, nil
}

// number gives the exits of a cell their numbers, from the first on.
func (ch *Chart) number(x *cell, first int) {
	for i := x.gates[0]; i < x.gates[1]; i++ {
		ch.Exits[i] = first + i - x.gates[0]
	}
	first += x.gates[1] - x.gates[0]
	for k := x.stations[0]; k < x.stations[1] && k < len(ch.StationExits); k++ {
		ch.StationExits[k] = first + k - x.stations[0]
	}
}

// Cost is what passing a gate takes, with its wait or without.
func (g *Gate) Cost(least road.Measure, waits bool) (first, second int64) {
	time := g.Pass
	if waits {
		time = time.Plus(g.Wait)
	}
	if least == road.Distance {
		return int64(g.Distance), int64(time)
	}
	return int64(time), int64(g.Distance)
}

func (t *tables) table(least road.Measure, from, to []stand) (Costs, error) {
	out := Costs{make([]int64, len(from)*len(to)), make([]int64, len(from)*len(to))}
	var wait sync.WaitGroup
	threads := min(runtime.GOMAXPROCS(0), len(from))
	for k := range threads {
		wait.Go(func() {
			for i := len(from) * k / threads; i < len(from)*(k+1)/threads; i++ {
				tree := t.w.tables.Tree(from[i].node, least, t.cost)
				for j, x := range to {
					time, way := int64(tree.Duration[x.node]), int64(tree.Distance[x.node])
					if least == road.Distance {
						time, way = way, time
					}
					out.First[i*len(to)+j], out.Second[i*len(to)+j] = time, way
				}
			}
		})
	}
	wait.Wait()
	return out, nil
}

func (r *streetRoads) table(least road.Measure, from, to []stand) (Costs, error) {
	m, roads := mapped.Duration, r.roads
	if least == road.Distance {
		m = mapped.Length
		var err error
		if roads, err = r.byLength(); err != nil {
			return Costs{}, err
		}
	}
	list, err := roads.Table(m, spotsOf(from), spotsOf(to))
	out := Costs{First: make([]int64, len(list))}
	for i, d := range list {
		out.First[i] = int64(millis(d))
	}
	return out, err
}
