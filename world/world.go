package world

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
)

// A World is a network and a record joined. It is read-only and may be shared.
type World struct {
	Record *record.Record

	// Unplaced are the terminals of the record that the network has no place for,
	// in order: no service can be boarded there.
	Unplaced []record.TerminalID

	tables  *road.Network // one of these is nil
	streets *streets

	spots     []Spot // of tables by road.NodeID; else towns, posts and terminals
	terminals map[record.TerminalID]*Spot
	crossings map[record.CrossingID][]*Spot // its posts, or the ends of the links over it
	biggest   map[record.AreaID]*Spot       // the most populous place of each area
	names     *names
	services  *services
	called    []record.TerminalID // stops of the timetable at which lines over borders call

	mu      sync.Mutex
	grounds map[string]*keptGround

	daysMu      sync.Mutex
	days        map[[2]record.Day]*Barriers // of the day, as known on another
	bordersOnce sync.Once
	passed      []direction // see borders
}

func newWorld(r *record.Record) *World {
	return &World{Record: r, terminals: map[record.TerminalID]*Spot{}, crossings: map[record.CrossingID][]*Spot{},
		biggest: map[record.AreaID]*Spot{}, grounds: map[string]*keptGround{}, days: map[[2]record.Day]*Barriers{}}
}

// Open joins a network of tables and a record. It can't fail: what does not match is
// kept apart.
func Open(n *road.Network, r *record.Record) *World {
	w := newWorld(r)
	w.tables = n
	w.spots = make([]Spot, len(n.Places))
	for i, p := range n.Places {
		area := record.AreaID(p.Area)
		w.spots[i] = Spot{ID: p.ID, Name: p.Name, Area: area, At: p.At, Population: p.Population,
			Zone: service.Zone(w.areaZone(area), p.At.Lon), node: road.NodeID(i)}
	}
	w.placeCrossings()
	for _, t := range r.Terminals {
		if node, ok := n.Node(string(t.ID)); ok {
			w.terminals[t.ID] = w.spot(node)
			w.spot(node).Zone = service.ZoneOf(r, t)
		} else {
			w.Unplaced = append(w.Unplaced, t.ID)
		}
	}
	w.index()
	return w
}

// index makes what is looked up of spots.
func (w *World) index() {
	slices.Sort(w.Unplaced)
	for i := range w.spots {
		s := &w.spots[i]
		if big := w.biggest[s.Area]; big == nil || s.Population > big.Population {
			w.biggest[s.Area] = s
		}
	}
	w.names = newNames(w)
}

func (w *World) spot(n road.NodeID) *Spot { return &w.spots[n] }

func (w *World) areaZone(id record.AreaID) string {
	if a := w.Record.Area(id); a != nil {
		return a.Timezone
	}
	return ""
}

// placeCrossings finds the ends of the links over each crossing, and sets their
// clocks to those of its posts.
func (w *World) placeCrossings() {
	for i := range w.tables.Links {
		l := w.tables.Links[i]
		if l.Crossing == "" || !w.tables.Border(road.LinkID(i)) {
			continue
		}
		id := record.CrossingID(l.Crossing)
		for _, node := range []road.NodeID{l.From, l.To} {
			end := w.spot(node)
			if !slices.Contains(w.crossings[id], end) {
				w.crossings[id] = append(w.crossings[id], end)
			}
			if p := w.post(id, end.Area); p != nil && p.Zone != "" {
				end.Zone = service.Zone(p.Zone, end.At.Lon)
			}
		}
	}
	for _, ends := range w.crossings {
		slices.SortFunc(ends, func(a, b *Spot) int { return cmp.Compare(a.node, b.node) })
	}
}

// post gives a crossing's post in an area; nil if the record has none.
func (w *World) post(id record.CrossingID, area record.AreaID) *record.Post {
	x := w.Record.Crossing(id)
	if x == nil {
		return nil
	}
	for i := range x.Posts {
		if x.Posts[i].Area == area {
			return &x.Posts[i]
		}
	}
	return nil
}

// Terminal gives the place of a terminal; nil if the network has none.
func (w *World) Terminal(id record.TerminalID) *Spot { return w.terminals[id] }

// CrossingName names a crossing; its id if the record lacks it.
func (w *World) CrossingName(id record.CrossingID) string {
	if x := w.Record.Crossing(id); x != nil {
		return x.Name
	}
	return string(id)
}

// PostSpot gives the place of a crossing's post in an area; nil if the network has none.
func (w *World) PostSpot(id record.CrossingID, area record.AreaID) *Spot {
	for _, s := range w.crossings[id] {
		if s.Area == area {
			return s
		}
	}
	return nil
}

// AreaName names an area; its id if the record lacks it.
func (w *World) AreaName(id record.AreaID) string {
	if a := w.Record.Area(id); a != nil {
		return a.Name
	}
	return string(id)
}

// Beyond gives the area on the other side of a crossing; false if the record
// lacks the crossing or it does not touch the area.
func (w *World) Beyond(id record.CrossingID, from record.AreaID) (record.AreaID, bool) {
	x := w.Record.Crossing(id)
	if x == nil || len(x.Posts) != 2 {
		return "", false
	}
	switch from {
	case x.Posts[0].Area:
		return x.Posts[1].Area, true
	case x.Posts[1].Area:
		return x.Posts[0].Area, true
	}
	return "", false
}

// PostZone is the time zone of a crossing on the side of an area.
func (w *World) PostZone(id record.CrossingID, area record.AreaID) *time.Location {
	name, lon := w.areaZone(area), 0.0
	if p := w.post(id, area); p != nil {
		name = cmp.Or(p.Zone, name)
		if len(p.At) == 2 {
			lon = p.At[1]
		}
	}
	return service.Zone(name, lon)
}

// Lines gives the lines that run by what was known on a day, those first that the
// record states first.
func (w *World) Lines(known record.Day) []service.Line { return w.LinesOf(w.Record, known) }

// LinesOf is Lines as another record has it, over the same network and timetable.
func (w *World) LinesOf(r *record.Record, known record.Day) []service.Line {
	lines := service.Lines(r.Known(known))
	if w.services != nil {
		lines = append(lines, w.services.lines...)
	}
	return lines
}

// Settlements lists the places where people live: all but the record's terminals and the
// posts of its crossings.
func (w *World) Settlements() []*Spot {
	var out []*Spot
	for i := range w.spots {
		if s := &w.spots[i]; w.Record.Terminal(record.TerminalID(s.ID)) == nil && !w.isPost(s) {
			out = append(out, s)
		}
	}
	return out
}

// isPost reports whether a place is a post of one of the record's crossings: it
// has the id that networks give one (the crossing's, a dot, the area's), or is an
// end of a link over it that nobody lives at.
func (w *World) isPost(s *Spot) bool {
	if id, _, dotted := strings.Cut(s.ID, "."); dotted && w.Record.Crossing(record.CrossingID(id)) != nil {
		return true
	}
	return w.tables != nil && s.Population == 0 && slices.ContainsFunc(w.tables.Arcs(s.node), func(a road.Arc) bool {
		return w.tables.Border(a.Link) && w.Record.Crossing(record.CrossingID(w.tables.Links[a.Link].Crossing)) != nil
	})
}

// Column gives a numeric column of the table of places, or false and the names of those
// that there are.
func (w *World) Column(name string) (of func(*Spot) float64, have []string, ok bool) {
	have = []string{"population"}
	if name == "population" {
		return func(s *Spot) float64 { return s.Population }, have, true
	}
	if w.tables == nil {
		return nil, have, false
	}
	column, ok := w.tables.Columns[name]
	for n := range w.tables.Columns {
		have = append(have, n)
	}
	slices.Sort(have)
	return func(s *Spot) float64 { return column[s.node] }, have, ok
}

// Tables is the network where it is one of tables; nil otherwise.
func (w *World) Tables() *road.Network { return w.tables }
