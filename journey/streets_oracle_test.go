package journey

import (
	"container/heap"
	"fmt"
	"slices"
	"strings"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/mapped"
	"waythrough/road/street"
	"waythrough/world"
)

// A wanderer searches a whole street network for the earliest arrival under the law, by the
// letter of the design and in no hurry: every cut asks the regime at the minute at which it
// would be passed. Times are milliseconds from 1970.
type wanderer struct {
	k    *walker
	w    *world.World
	of   map[street.Edge]record.CrossingID // of every cut; "": unrecorded
	area func(street.Node) record.AreaID

	law       *world.Law // nil: no law
	traveller regime.Traveller
	barred    *world.Barriers
	least     regime.Verdict // of every border
	depart    int64
	start     record.Day // whose law says what entries are remembered

	profiles map[profileKey]*regime.Profile
	verdicts map[verdictKey]regime.Verdict
	pasts    []past
	past     map[string]int
}

// A past is what was entered on the way and will be asked about.
type past struct{ entered []regime.Entered }

type profileKey struct {
	day  record.Day
	past int
}

type verdictKey struct {
	crossing record.CrossingID
	from, to record.AreaID
	quarter  int64
	past     int
}

const quarter = 15 * 60 * 1000 // no clock of a drawn world and no hours part it

// asking makes a wanderer of somebody who departs at an instant.
func (r *roadsOf) asking(law *world.Law, t regime.Traveller, mode record.Mode, on record.Day, depart int64, least regime.Verdict) *wanderer {
	o := &wanderer{k: r.walker(mode, t.Vehicle), w: r.w, of: r.of, area: r.area, law: law, traveller: t, barred: r.w.Barriers(on, law.Known()), least: least,
		depart: depart, start: on, profiles: map[profileKey]*regime.Profile{}, verdicts: map[verdictKey]regime.Verdict{},
		pasts: []past{{}}, past: map[string]int{"": 0}}
	return o
}

func (o *wanderer) mode() record.Mode {
	if o.traveller.Vehicle == "none" {
		return record.Foot
	}
	return record.Road
}

// passing gives when a border is left behind that is reached at an instant, and by what
// past; false if it can't be passed.
func (o *wanderer) passing(h street.Half, reach int64, been int) (int64, int, bool) {
	id := o.of[h.Edge()]
	from, to := o.area(o.k.n.Tail(h)), o.area(o.k.n.Head(h))
	if o.barred.Bar(id, o.mode()) {
		return 0, 0, false
	}
	vehicle := world.Vehicle(o.traveller.Vehicle)
	if o.mode() == record.Foot {
		vehicle = world.OnFoot
	}
	ready := reach + int64(o.w.Wait(id, from, vehicle))
	if o.law == nil || o.least == 0 {
		return ready, been, true
	}
	for at := ready; at <= ready+24*3600*1000; at = (at/quarter + 1) * quarter {
		v := o.verdict(verdictKey{id, from, to, at / quarter, been}, at)
		if v >= o.least && (id != "" || v == regime.Permitted) {
			return at, o.enter(been, id, from, to, o.near(id, from, at).Day()), true
		}
	}
	return 0, 0, false
}

// near is what the clock at a post shows.
func (o *wanderer) near(id record.CrossingID, area record.AreaID, at int64) record.Minute {
	return record.MinuteOf(time.UnixMilli(at).In(o.w.PostZone(id, area)))
}

func (o *wanderer) verdict(key verdictKey, at int64) regime.Verdict {
	if v, ok := o.verdicts[key]; ok {
		return v
	}
	here := o.near(key.crossing, key.from, at)
	day := here.Day()
	g := o.law.On(day)
	p := o.profiles[profileKey{day, key.past}]
	if p == nil {
		t := o.traveller
		t.Entered = slices.Concat(t.Entered, o.pasts[key.past].entered)
		p = g.Profile(t)
		o.profiles[profileKey{day, key.past}] = p
	}
	v := g.Verdict(regime.Passage{From: key.from, To: key.to, Mode: o.mode(), Crossing: key.crossing, At: here, Timed: true,
		Ahead: o.near(key.crossing, key.to, at) - here}, p)
	o.verdicts[key] = v
	return v
}

// enter adds an entry that some rule asks about, on the day of departure or that day. The
// rules of drawn worlds ask whether an area was entered, and not how or how often.
func (o *wanderer) enter(been int, id record.CrossingID, from, to record.AreaID, day record.Day) int {
	if !o.law.On(o.start).AsksAbout(to) && !o.law.On(day).AsksAbout(to) {
		return been
	}
	old := o.pasts[been]
	if slices.ContainsFunc(old.entered, func(e regime.Entered) bool { return e.Area == to }) {
		return been
	}
	areas := []string{string(to)}
	for _, e := range old.entered {
		areas = append(areas, string(e.Area))
	}
	slices.Sort(areas)
	text := strings.Join(areas, " ")
	n, ok := o.past[text]
	if !ok {
		n = len(o.pasts)
		o.past[text] = n
		o.pasts = append(o.pasts, past{append(slices.Clone(old.entered), regime.Entered{Area: to, Via: string(id), From: from, On: day, OnWay: true})})
	}
	return n
}

// whereabouts is where somebody is, and with what past.
type whereabouts struct{ state, been int }

// A wander is when everything is reached.
type wander struct {
	o     *wanderer
	start mapped.Snap
	came  map[whereabouts]int64
	back  map[whereabouts]whereabouts
	by    map[whereabouts]street.Half
}

type soonest struct {
	at int64
	whereabouts
}
type shore []soonest

func (q shore) Len() int           { return len(q) }
func (q shore) Less(i, j int) bool { return q[i].at < q[j].at }
func (q shore) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *shore) Push(x any)        { *q = append(*q, x.(soonest)) }
func (q *shore) Pop() any          { x := (*q)[len(*q)-1]; *q = (*q)[:len(*q)-1]; return x }

// wander searches from a place on.
func (o *wanderer) wander(s mapped.Snap) *wander {
	k := o.k
	w := &wander{o: o, start: s, came: map[whereabouts]int64{}, back: map[whereabouts]whereabouts{}, by: map[whereabouts]street.Half{}}
	q := &shore{}
	began := whereabouts{-1, 0}
	reach := func(x whereabouts, at int64, from whereabouts, h street.Half) {
		if old, ok := w.came[x]; !ok || at < old {
			w.came[x], w.back[x], w.by[x] = at, from, h
			heap.Push(q, soonest{at, x})
		}
	}
	leave := func(x whereabouts, state int, at int64) {
		on := k.on(state)
		for i := 0; i < len(on); i += 2 {
			h, after, been := street.Half(on[i]), at, x.been
			if k.n.IsCut(h.Edge()) {
				var ok bool
				if after, been, ok = o.passing(h, at, been); !ok {
					continue
				}
			}
			reach(whereabouts{on[i+1], been}, after+int64(k.cost(h)), x, h)
		}
	}
	for _, h := range k.halves(s.Edge) {
		state, at := k.begun(h), o.depart+int64(k.cost(h)-k.upTo(h, s.Share))
		if k.byNode {
			reach(whereabouts{state, 0}, at, began, h)
		} else {
			leave(began, state, at)
		}
	}
	for q.Len() > 0 {
		if r := heap.Pop(q).(soonest); r.at == w.came[r.whereabouts] {
			leave(r.whereabouts, r.state, r.at)
		}
	}
	return w
}

// nowhen is later than any arrival.
const nowhen = int64(1) << 62

// to is when a place is reached, and where one then is.
func (w *wander) to(t mapped.Snap) (int64, whereabouts) {
	k, best, end := w.o.k, nowhen, whereabouts{-1, 0}
	better := func(at int64, x whereabouts) {
		if at < best {
			best, end = at, x
		}
	}
	for _, h := range k.halves(t.Edge) {
		done := int64(k.upTo(h, t.Share))
		if s := w.start; s.Edge == t.Edge && (s.Share == t.Share || (s.Share < t.Share) == (h.Dir() == 0)) {
			better(w.o.depart+done-int64(k.upTo(h, s.Share)), whereabouts{-1, 0})
		}
		for been := range w.o.pasts {
			if k.byNode {
				if state, known := k.number[walking{at: k.n.Tail(h)}]; known {
					if at, ok := w.came[whereabouts{state, been}]; ok {
						better(at+done, whereabouts{state, been})
					}
				}
				continue
			}
			for _, state := range k.byHalf[h] {
				if at, ok := w.came[whereabouts{state, been}]; ok {
					better(at-(int64(k.cost(h))-done), whereabouts{state, been})
				}
			}
		}
	}
	return best, end
}

// borders lists the areas and cuts on the way to somewhere, as "XAA>id>XBB".
func (w *wander) borders(x whereabouts) (out []string, visits map[record.AreaID]int) {
	visits = map[record.AreaID]int{}
	k := w.o.k
	visits[w.o.area(k.n.From[w.start.Edge])]++
	for n := 0; x.state >= 0 && n < 1_000_000; n++ {
		if h := w.by[x]; k.n.IsCut(h.Edge()) {
			a, b := w.o.area(k.n.Tail(h)), w.o.area(k.n.Head(h))
			visits[b]++
			out = append(out, fmt.Sprintf("%s>%s>%s", a, w.o.of[h.Edge()], b))
		}
		x = w.back[x]
	}
	slices.Reverse(out)
	return out, visits
}

func (w *wander) path(x whereabouts) string {
	list, _ := w.borders(x)
	return strings.Join(list, " ")
}
