package journey

import (
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
)

// teller turns a way found into legs.
type teller struct {
	*search
	legs []Leg
}

// itinerary tells a way from end to end.
func (s *search) itinerary(end *label) Itinerary {
	legs := s.legs(end)
	var start *label
	for start = end; start.parent != nil; start = start.parent {
	}
	it := Itinerary{
		Departs:     clock(start.at, s.w.Zone(start.node)),
		Arrives:     clock(end.at, s.w.Zone(end.step.target)),
		DurationS:   int64(end.at-start.at) / 1000,
		Verdict:     regime.Permitted,
		Formalities: []Formality{},
		Legs:        legs,
	}
	for i := range legs {
		l := &legs[i]
		it.DistanceM += l.DistanceM
		if l.Service != nil && l.Service.Uncertain {
			it.Verdict = min(it.Verdict, regime.Unknown)
		}
		if l.Verdict == nil {
			continue
		}
		it.Verdict = min(it.Verdict, *l.Verdict)
		if *l.Verdict == regime.Formality {
			it.Formalities = append(it.Formalities, Formality{l.Crossing, l.From.Area, l.To.Area, missing(l.Needs)})
		}
	}
	return it
}

// missing leaves out the papers that are held.
func missing(needs []regime.Need) []regime.Need {
	out := []regime.Need{}
	for _, n := range needs {
		if !n.Held {
			out = append(out, n)
		}
	}
	return out
}

func clock(t instant, zone *time.Location) string { return t.time(zone).Format(time.RFC3339) }

// legs tells the steps that lead to a label.
func (s *search) legs(end *label) []Leg {
	var chain []*label
	for l := end; l.parent != nil; l = l.parent {
		chain = append(chain, l)
	}
	slices.Reverse(chain)
	t := teller{search: s, legs: []Leg{}}
	for _, l := range chain {
		from := l.parent
		switch {
		case l.step.gate != nil:
			t.drive(from.node, l.step.gate.tail, from.at)
			t.border(l)
		case l.step.stop != nil:
			t.drive(from.node, l.step.stop.node, from.at)
			t.service(l)
		default:
			t.drive(from.node, l.step.target, from.at)
		}
	}
	return t.legs
}

func (s *search) point(n road.NodeID) Point {
	p := s.w.Network.Places[n]
	return Point{p.ID, p.Name, record.AreaID(p.Area), p.At.Lat, p.At.Lon}
}

func at(p Point) [2]float64 { return [2]float64{p.Lon, p.Lat} }

// leg begins a leg between two places and two instants.
func (t *teller) leg(kind string, mode record.Mode, from, to Point, departs, arrives instant, fromZone, toZone *time.Location) Leg {
	return Leg{
		Kind: kind, Mode: mode, From: from, To: to, Departs: clock(departs, fromZone), Arrives: clock(arrives, toZone),
		DurationS: int64(arrives-departs) / 1000, Geometry: [][2]float64{at(from), at(to)}, Reasons: []regime.Reason{},
	}
}

// drive tells the way by road inside an area; nothing if it goes nowhere.
func (t *teller) drive(from, to road.NodeID, departs instant) {
	tree := t.roads.from(from)
	path, ok := tree.Path(to)
	if !ok || len(path) == 0 {
		return
	}
	kind, mode := Drive, record.Road
	if t.query.By == ByFoot {
		kind, mode = Walk, record.Foot
	}
	l := t.leg(kind, mode, t.point(from), t.point(to), departs, departs+instant(tree.Duration[to]), t.w.Zone(from), t.w.Zone(to))
	l.DistanceM = int64(tree.Distance[to].Metres())
	l.Geometry = l.Geometry[:1]
	here := from
	for _, link := range path {
		x := t.w.Network.Links[link]
		if here == x.From {
			here = x.To
		} else {
			here = x.From
		}
		p := t.point(here)
		l.Geometry = append(l.Geometry, at(p))
		if here != to && (len(l.Via) == 0 || l.Via[len(l.Via)-1] != p.Name) {
			l.Via = append(l.Via, p.Name)
		}
	}
	t.legs = append(t.legs, l)
}

// border tells the wait for a post to open, if any, and the passing of a gate.
func (t *teller) border(l *label) {
	g, st := l.step.gate, l.step
	near, far := t.point(g.tail), t.point(g.head)
	nearZone, farZone := t.w.Zone(g.tail), t.w.Zone(g.head)
	p := t.passage(g)
	joins := st.passes - t.wait(*g) // when the usual wait begins that ends in passing
	if joins > st.reach {
		t.legs = append(t.legs, t.leg(Wait, p.Mode, near, near, st.reach, joins, nearZone, nearZone))
	}
	x := t.leg(Border, p.Mode, near, far, joins, l.at, nearZone, farZone)
	x.DistanceM = int64(t.w.Network.Links[g.link].Distance.Metres())
	p.At, p.Timed = st.passes.local(nearZone), true
	t.judged(&x, p, nil, l.parent)
	t.legs = append(t.legs, x)
}

// judged adds the whole judgement of a passage to a leg.
func (t *teller) judged(x *Leg, p regime.Passage, riding *service.Line, l *label) {
	j := t.judge(p.At.Day(), riding, l).Judge(p)
	x.Crossing = via(p)
	x.CrossingName = t.w.CrossingName(p.Crossing)
	if p.Crossing == "" {
		x.CrossingName = x.To.Name
	}
	x.Judgement, x.Verdict, x.Reasons = &j, &j.Verdict, j.Reasons
	if x.Reasons == nil {
		x.Reasons = []regime.Reason{}
	}
	x.Aged = Aged{j.Reading, j.Confirmed, j.AgeDays, j.Basis, j.Stale, j.Needs, j.DependsOn}
}

// service tells the boarding and the ride, cut at the crossings it passes.
func (t *teller) service(l *label) {
	st := l.step
	line := &t.lines[st.stop.line]
	from, zone := t.point(st.stop.node), t.w.Zone(st.stop.node)
	node := st.stop.node
	// Buses go by road; of rails and routes in the air only the ends are known.
	length := func(x *Leg, to road.NodeID, known bool) {
		if d := t.roads.from(node).Distance[to]; known && line.Mode == record.Road && d < road.Unreachable {
			x.DistanceM = int64(d.Metres())
			return
		}
		x.DistanceM = int64(geo.Distance(geo.LatLon{Lat: x.From.Lat, Lon: x.From.Lon}, geo.LatLon{Lat: x.To.Lat, Lon: x.To.Lon}))
	}
	ref := &ServiceRef{line.Statement, line.Name, line.Operators, line.Says, line.Estimate, !st.sure}
	board := t.leg(Board, line.Mode, from, from, st.reach, st.leaves, zone, zone)
	board.Service = ref
	t.legs = append(t.legs, board)
	kind := Ride
	if line.Mode == record.Air {
		kind = Fly
	}
	departs, so := st.leaves, *l.parent
	borders := t.borders(st)
	for _, b := range borders {
		if b.call == 0 {
			continue
		}
		near, far := t.sides(b.passage)
		ride := t.leg(kind, line.Mode, from, near, departs, b.at, zone, b.zone(t.search))
		ride.Service = ref
		post, known := t.w.PostNode(b.passage.Crossing, b.passage.From)
		length(&ride, post, known)
		if beyond, ok := t.w.PostNode(b.passage.Crossing, b.passage.To); ok {
			node = beyond
		}
		leaves := st.first + milliseconds(line.Calls[b.call].Leaves)
		x := t.leg(Border, line.Mode, near, far, b.at, leaves, b.zone(t.search), t.w.PostZone(b.passage.Crossing, b.passage.To))
		t.judged(&x, b.passage, line, &so)
		t.enter(&so, b.passage, b.passage.At.Day(), t.law.On(b.passage.At.Day()))
		t.legs = append(t.legs, ride, x)
		from, departs, zone = far, leaves, t.w.PostZone(b.passage.Crossing, b.passage.To)
	}
	end, _ := t.w.Terminal(line.Calls[st.alight].Terminal)
	ride := t.leg(kind, line.Mode, from, t.point(end), departs, l.at, zone, t.w.Zone(end))
	ride.Service = ref
	length(&ride, end, true)
	if n := len(borders); n > 0 && borders[n-1].call == 0 {
		t.judged(&ride, borders[n-1].passage, line, &so)
	}
	t.legs = append(t.legs, ride)
}

func (b border) zone(s *search) *time.Location {
	return s.w.PostZone(b.passage.Crossing, b.passage.From)
}

// sides gives the two posts of a crossing as points.
func (t *teller) sides(p regime.Passage) (near, far Point) {
	near = Point{ID: string(p.Crossing), Name: t.w.CrossingName(p.Crossing), Area: p.From}
	far = Point{ID: string(p.Crossing), Name: t.w.CrossingName(p.Crossing), Area: p.To}
	x := t.w.Record.Crossing(p.Crossing)
	for _, post := range x.Posts {
		side := &far
		if post.Area == p.From {
			side = &near
		}
		side.Name, side.Lat, side.Lon = post.Name, post.At[0], post.At[1]
	}
	return near, far
}
