package journey

import (
	"slices"
	"time"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/service"
	"waythrough/world"
)

// teller turns a way found into legs.
type teller struct {
	*search
	legs   []Leg
	passed []passedBorder
	brief  bool
}

// A passedBorder is a border on a way, and the line by which it is passed, if any.
type passedBorder struct {
	passage regime.Passage
	line    *service.Line
	at      Point
}

// itinerary tells a way from end to end.
func (s *search) itinerary(end *label) (Itinerary, error) {
	legs, _, err := s.legs(end)
	if err != nil {
		return Itinerary{}, err
	}
	var start *label
	for start = end; start.parent != nil; start = start.parent {
	}
	it := Itinerary{
		Departs:     clock(start.at, s.spot(start.entry).Zone),
		Arrives:     clock(end.at, s.to[end.step.target].Spot.Zone),
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
	return it, nil
}

// spot is where a label stands.
func (s *search) spot(e world.Entry) *world.Spot {
	gates := len(s.ground.Gates)
	switch {
	case int(e) < gates:
		return s.ground.Gates[e].Far
	case int(e) < s.firstStop():
		return s.w.Beside(s.ground.Stations[int(e)-gates].Spot) // of a feed's stop: where one leaves the roads for it
	case int(e) < s.origins:
		return s.ground.Stops[int(e)-s.firstStop()].Spot
	}
	return s.from[int(e)-s.origins].Spot
}

func (s *search) stand(e world.Entry) world.Stand {
	if k, ok := s.stopAt(e); ok {
		return s.ground.AtStop(k)
	}
	if int(e) < s.origins {
		return s.ground.Behind(e)
	}
	return s.from[int(e)-s.origins].Stand()
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

// legs tells the steps that lead to a label, and the borders passed on them.
func (s *search) legs(end *label) ([]Leg, []passedBorder, error) { return s.legsOf(end, false) }

// legsOf is legs; in brief, nothing is judged.
func (s *search) legsOf(end *label, brief bool) ([]Leg, []passedBorder, error) {
	var chain []*label
	for l := end; l.parent != nil; l = l.parent {
		chain = append(chain, l)
	}
	slices.Reverse(chain)
	t := teller{search: s, legs: []Leg{}, brief: brief}
	for _, l := range chain {
		var err error
		switch l.step.kind {
		case passed:
			if err = t.drive(l.parent, s.ground.Before(int(l.step.gate)), s.ground.Gates[l.step.gate].Near); err == nil {
				t.border(l)
			}
		case rode:
			k := l.step.stop.station
			if l.parent.aside == 0 {
				err = t.drive(l.parent, s.ground.AtStation(k), s.w.Beside(s.ground.Stations[k].Spot))
			}
			if err == nil {
				err = t.service(l)
			}
		case changed:
			err = t.changes(l)
		default:
			to := s.to[l.step.target]
			err = t.drive(l.parent, to.Stand(), to.Spot)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return t.legs, t.passed, nil
}

func point(s *world.Spot) Point { return Point{s.ID, s.Name, s.Area, s.At.Lat, s.At.Lon} }

// metres is how far apart two places are, as the crow flies.
func metres(a, b *world.Spot) geo.Metres { return geo.Distance(a.At, b.At) }

func at(p Point) [2]float64 { return [2]float64{p.Lon, p.Lat} }

// leg begins a leg between two places and two instants.
func (t *teller) leg(kind string, mode record.Mode, from, to *world.Spot, departs, arrives instant) Leg {
	return Leg{
		Kind: kind, Mode: mode, From: point(from), To: point(to), Departs: clock(departs, from.Zone), Arrives: clock(arrives, to.Zone),
		DurationS: int64(arrives-departs) / 1000, Geometry: [][2]float64{at(point(from)), at(point(to))}, Reasons: []regime.Reason{},
	}
}

// drive tells the way by road inside a cell; nothing if it goes nowhere. Where it passes
// borders on which no gate acts, it is cut.
func (t *teller) drive(from *label, to world.Stand, end *world.Spot) error {
	way, err := t.ground.Way(t.stand(from.entry), to)
	if err != nil || way == nil {
		return err
	}
	here, departs := t.spot(from.entry), from.at
	point, after, distance := 0, road.Millis(0), road.Decimetres(0)
	for i := range way.Borders {
		b := &way.Borders[i]
		t.stretch(way, point, b.Point, here, b.Gate.Near, departs+instant(after), b.After-after, b.AfterWay-distance)
		t.open(b, from, departs+instant(b.After))
		here, point = b.Gate.Far, b.Ends
		after, distance = b.After+b.Gate.Wait+b.Gate.Pass, b.AfterWay+b.Gate.Distance
	}
	t.stretch(way, point, len(way.Geometry)-1, here, end, departs+instant(after), way.Duration-after, way.Distance-distance)
	return nil
}

// stretch tells a piece of a way between two borders.
func (t *teller) stretch(w *world.Way, first, last int, from, to *world.Spot, departs instant, takes road.Millis, distance road.Decimetres) {
	if takes == 0 && distance == 0 {
		return
	}
	kind := Drive
	if t.mode == record.Foot {
		kind = Walk
	}
	l := t.leg(kind, t.mode, from, to, departs, departs+instant(takes))
	l.DistanceM = int64(distance.Metres())
	l.Geometry = make([][2]float64, 0, last-first+1)
	for _, p := range w.Geometry[first : last+1] {
		l.Geometry = append(l.Geometry, [2]float64{p.Lon, p.Lat})
	}
	for _, m := range w.Via {
		if m.Point > first && m.Point < last {
			l.Via = append(l.Via, m.Name)
		}
	}
	t.legs = append(t.legs, l)
}

// open tells the passing of a border on which no gate acts.
func (t *teller) open(b *world.Passing, so *label, reach instant) {
	g := &b.Gate
	p := regime.Passage{From: g.From, To: g.To, Mode: t.mode, Crossing: g.Crossing,
		At: t.clocks.local(reach+instant(g.Wait), g.Near.Zone), Timed: true, Ahead: t.clocks.ahead(reach, g.Far.Zone, g.Near.Zone)}
	x := t.leg(Border, t.mode, g.Near, g.Far, reach, reach+instant(g.Wait+g.Pass))
	x.DistanceM = int64(g.Distance.Metres())
	t.queued(&x, g)
	t.judged(&x, p, nil, so)
	if g.Crossing == "" && !t.lawless && !t.isOpen(p, so) {
		t.passedShut = append(t.passedShut, [2]record.AreaID{min(g.From, g.To), max(g.From, g.To)})
	}
	t.legs = append(t.legs, x)
}

// isOpen reports whether a cut is road like any other when it is passed: the union has not
// ended, and no rule has begun to ask who entered.
func (t *teller) isOpen(p regime.Passage, so *label) bool {
	b := t.bench(p.At.Day(), nil, so)
	return b.judge.Verdict(p) == regime.Permitted && !t.asks(p.To, p.At.Day(), b.rules)
}

// border tells the wait for a post to open, if any, and the passing of a gate.
func (t *teller) border(l *label) {
	st := l.step
	g := &t.ground.Gates[st.gate]
	p := t.passage(st.gate)
	joins := st.passes - instant(g.Wait) // when the usual wait begins that ends in passing
	if joins > st.reach {
		t.legs = append(t.legs, t.leg(Wait, p.Mode, g.Near, g.Near, st.reach, joins))
	}
	x := t.leg(Border, p.Mode, g.Near, g.Far, joins, l.at)
	x.DistanceM = int64(g.Distance.Metres())
	p.At, p.Timed, p.Ahead = t.clocks.local(st.passes, g.Near.Zone), true, t.clocks.ahead(st.passes, g.Far.Zone, g.Near.Zone)
	t.queued(&x, g)
	t.judged(&x, p, nil, l.parent)
	t.legs = append(t.legs, x)
}

// judged adds the whole judgement of a passage to a leg.
func (t *teller) judged(x *Leg, p regime.Passage, riding *service.Line, l *label) {
	if t.brief {
		return
	}
	t.passed = append(t.passed, passedBorder{p, riding, x.From})
	j := t.bench(p.At.Day(), riding, l).judge.Judge(p)
	x.Crossing = via(p)
	x.CrossingName = t.w.CrossingName(p.Crossing)
	if p.Crossing == "" {
		x.CrossingName = x.To.Name
	}
	x.Judgement, x.Verdict, x.Reasons = &j, &j.Verdict, j.Reasons
	if x.Reasons == nil {
		x.Reasons = []regime.Reason{}
	}
	slices.SortStableFunc(j.Documents, func(a, b regime.Combination) int { return int(b.Verdict) - int(a.Verdict) })
	x.Aged = Aged{j.Reading, j.Confirmed, j.AgeDays, j.Basis, j.Stale, j.Needs, j.DependsOn, j.Documents}
}

// queued tells the usual wait at a gate, and what it rests on.
func (t *teller) queued(x *Leg, g *world.Gate) {
	if g.Wait == 0 && g.Worst == 0 {
		return
	}
	x.Wait = &Queue{MedianS: int64(g.Wait.Seconds()), NineInTenS: int64(g.Worst.Seconds()), Says: "The network has it so; it names no source.", Sources: []*record.SourceView{}}
	if o, ok := t.barriers.Wait(g, t.query.vehicle()); ok {
		x.Wait.Statement, x.Wait.Says, x.Wait.Confirmed, x.Wait.Stale = o.Statement, o.Says, &o.Confirmed, o.Stale
		x.Wait.Sources = append(x.Wait.Sources, o.Sources...)
	}
}

// service tells the boarding and the ride, cut at the crossings it passes.
func (t *teller) service(l *label) error {
	st := l.step
	line := &t.lines[st.stop.line]
	from, end := t.ground.Stations[st.stop.station].Spot, t.w.Terminal(line.Calls[st.alight].Terminal)
	ref := &ServiceRef{line.Statement, line.Name, line.Operators, line.Says, line.Estimate, !st.sure}
	board := t.leg(Board, line.Mode, from, from, st.reach, st.leaves)
	if l.parent.aside > 0 {
		board = t.airside(l, from)
	} else {
		t.walk(t.w.Beside(from), from, st.reach-t.footway[st.stop.station], st.reach)
	}
	board.Service = ref
	t.legs = append(t.legs, board)
	r := rider{teller: t, line: line, ref: ref, here: from, departs: st.leaves}
	so := *l.parent
	borders := t.passages(l)
	for _, b := range borders {
		if b.call == 0 {
			continue
		}
		near, far := t.sides(b.passage)
		if err := r.to(near, b.at); err != nil {
			return err
		}
		leaves := st.first + milliseconds(line.Calls[b.call].Leaves)
		x := t.leg(Border, line.Mode, near, far, b.at, leaves)
		t.judged(&x, b.passage, line, &so)
		t.enter(&so, b.passage, b.passage.At.Day(), t.law.On(b.passage.At.Day()))
		t.legs = append(t.legs, x)
		r.here, r.departs = far, leaves
	}
	off := t.footway[int(l.entry)-len(t.ground.Gates)]
	if l.aside > 0 {
		off = 0
	}
	if err := r.to(end, l.at-off); err != nil {
		return err
	}
	if n := len(borders); n > 0 && borders[n-1].call == 0 && !borders[n-1].passage.Transit {
		t.judged(&t.legs[len(t.legs)-1], borders[n-1].passage, line, &so)
	}
	t.walk(end, t.w.Beside(end), l.at-off, l.at)
	return nil
}

// A rider tells the pieces of a ride.
type rider struct {
	*teller
	line    *service.Line
	ref     *ServiceRef
	here    *world.Spot
	departs instant
}

// to rides on to a place. Buses go by road; of rails and routes in the air only the ends
// are known.
func (r *rider) to(place *world.Spot, arrives instant) error {
	kind := Ride
	if r.line.Mode == record.Air {
		kind = Fly
	}
	x := r.leg(kind, r.line.Mode, r.here, place, r.departs, arrives)
	x.Service = r.ref
	x.DistanceM = int64(metres(r.here, place))
	if r.line.Mode == record.Road {
		d, err := r.byRoad(place)
		if err != nil {
			return err
		}
		if d > 0 {
			x.DistanceM = d
		}
	}
	r.legs = append(r.legs, x)
	return nil
}

// byRoad is how long the way by road to a place is, in metres; 0 if there is none within
// the cell, or the ground knows not where the places are.
func (r *rider) byRoad(place *world.Spot) (int64, error) {
	from, err1 := r.ground.End(r.here)
	to, err2 := r.ground.End(place)
	if err1 != nil || err2 != nil || from.Cell != to.Cell {
		return 0, nil //nolint:nilerr // a place off the roads has no way by road
	}
	way, err := r.ground.Way(from.Stand(), to.Stand())
	if err != nil || way == nil {
		return 0, err
	}
	return int64(way.Distance.Metres()), nil
}

// sides gives the two posts of a crossing.
func (t *teller) sides(p regime.Passage) (near, far *world.Spot) {
	return t.side(p.Crossing, p.From), t.side(p.Crossing, p.To)
}

func (t *teller) side(id record.CrossingID, area record.AreaID) *world.Spot {
	s := world.Spot{ID: string(id), Name: t.w.CrossingName(id), Area: area, Zone: t.w.PostZone(id, area)}
	if known := t.w.PostSpot(id, area); known != nil {
		s = *known
		s.ID = string(id)
	}
	for _, post := range t.w.Record.Crossing(id).Posts {
		if post.Area == area {
			s.Name, s.At, s.Zone = post.Name, geo.LatLon{Lat: post.At[0], Lon: post.At[1]}, t.w.PostZone(id, area)
		}
	}
	return &s
}
