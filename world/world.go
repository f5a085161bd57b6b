package world

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
)

// A World is a network and a record joined. It is read-only and may be shared.
type World struct {
	Network *road.Network
	Record  *record.Record

	// Unplaced are the terminals of the record that the network has no place for,
	// in order: no service can be boarded there.
	Unplaced []record.TerminalID

	zones     []*time.Location // by NodeID
	terminals map[record.TerminalID]road.NodeID
	crossings map[record.CrossingID][]road.NodeID // ends of the links over it, in order
	biggest   map[record.AreaID]road.NodeID       // the most populous place of each area
	names     *names
}

// Open joins a network and a record. It can't fail: what does not match is kept
// apart.
func Open(n *road.Network, r *record.Record) *World {
	w := &World{
		Network:   n,
		Record:    r,
		zones:     make([]*time.Location, len(n.Places)),
		terminals: map[record.TerminalID]road.NodeID{},
		crossings: map[record.CrossingID][]road.NodeID{},
		biggest:   map[record.AreaID]road.NodeID{},
	}
	for i, p := range n.Places {
		node, area := road.NodeID(i), record.AreaID(p.Area)
		w.zones[i] = service.Zone(w.areaZone(area), p.At.Lon)
		if big, ok := w.biggest[area]; !ok || p.Population > n.Places[big].Population {
			w.biggest[area] = node
		}
	}
	w.placeCrossings()
	for _, t := range r.Terminals {
		if node, ok := n.Node(string(t.ID)); ok {
			w.terminals[t.ID] = node
			w.zones[node] = service.ZoneOf(r, t)
		} else {
			w.Unplaced = append(w.Unplaced, t.ID)
		}
	}
	slices.Sort(w.Unplaced)
	w.names = newNames(w)
	return w
}

func (w *World) areaZone(id record.AreaID) string {
	if a := w.Record.Area(id); a != nil {
		return a.Timezone
	}
	return ""
}

// placeCrossings finds the ends of the links over each crossing, and sets their
// clocks to those of its posts.
func (w *World) placeCrossings() {
	for i := range w.Network.Links {
		l := w.Network.Links[i]
		if l.Crossing == "" || !w.Network.Border(road.LinkID(i)) {
			continue
		}
		id := record.CrossingID(l.Crossing)
		for _, end := range []road.NodeID{l.From, l.To} {
			if !slices.Contains(w.crossings[id], end) {
				w.crossings[id] = append(w.crossings[id], end)
			}
			if p := w.post(id, w.Area(end)); p != nil && p.Zone != "" {
				w.zones[end] = service.Zone(p.Zone, w.At(end).Lon)
			}
		}
	}
	for _, ends := range w.crossings {
		slices.Sort(ends)
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

// Area is the area that a place lies in.
func (w *World) Area(n road.NodeID) record.AreaID { return record.AreaID(w.Network.Places[n].Area) }

// At is where a place lies.
func (w *World) At(n road.NodeID) geo.LatLon { return w.Network.Places[n].At }

// Zone is the time zone of the authority at a place: the post's, the terminal's,
// else the area's, else the nautical one of its longitude.
func (w *World) Zone(n road.NodeID) *time.Location { return w.zones[n] }

// Terminal gives the place of a terminal; false if the network has none.
func (w *World) Terminal(id record.TerminalID) (road.NodeID, bool) {
	n, ok := w.terminals[id]
	return n, ok
}

// TerminalAt gives the terminal whose place this is; nil if it is none.
func (w *World) TerminalAt(n road.NodeID) *record.Terminal {
	return w.Record.Terminal(record.TerminalID(w.Network.Places[n].ID))
}

// CrossingName names a crossing; its id if the record lacks it.
func (w *World) CrossingName(id record.CrossingID) string {
	if x := w.Record.Crossing(id); x != nil {
		return x.Name
	}
	return string(id)
}

// PostNode gives the place of a crossing's post in an area; false if the network
// has none.
func (w *World) PostNode(id record.CrossingID, area record.AreaID) (road.NodeID, bool) {
	for _, n := range w.crossings[id] {
		if w.Area(n) == area {
			return n, true
		}
	}
	return 0, false
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
func (w *World) Lines(known record.Day) []service.Line {
	return service.Lines(w.Record.Known(known))
}

// Physical tells which crossings can't be passed at all, whatever the law: the
// facility is in ruins or was never built. It is for one day, as known on another.
func (w *World) Physical(on, known record.Day) func(record.CrossingID, record.Mode) bool {
	type way struct {
		crossing record.CrossingID
		mode     record.Mode
	}
	barred := map[way]bool{}
	v := w.Record.Known(known)
	for _, s := range v.Visible {
		if s.Facility == nil || s.Facility.State.Passable() || v.Valid(s).At(on.Start(), on.End()) == record.HoldsNot {
			continue
		}
		modes := s.Facility.Modes
		if len(modes) == 0 {
			modes = []record.Mode{record.Road, record.Rail, record.Foot, record.Water}
		}
		for _, id := range s.About.Crossing {
			for _, m := range modes {
				barred[way{id, m}] = true
			}
		}
	}
	return func(id record.CrossingID, m record.Mode) bool { return !barred[way{id, m}] }
}

// IsPost reports whether a place is a post of one of the record's crossings: it
// has the id that networks give one (the crossing's, a dot, the area's), or is an
// end of a link over it that nobody lives at.
func (w *World) IsPost(n road.NodeID) bool {
	place := &w.Network.Places[n]
	if id, _, dotted := strings.Cut(place.ID, "."); dotted && w.Record.Crossing(record.CrossingID(id)) != nil {
		return true
	}
	return place.Population == 0 && slices.ContainsFunc(w.Network.Arcs(n), func(a road.Arc) bool {
		return w.Network.Border(a.Link) && w.Record.Crossing(record.CrossingID(w.Network.Links[a.Link].Crossing)) != nil
	})
}
