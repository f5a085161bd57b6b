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
	"waythrough/world/walktest"
)

// A wanderer searches a whole street network for the earliest arrival under the law, by the
// letter of the design and in no hurry: every cut asks the regime at the minute at which it
// would be passed. Times are milliseconds from 1970.
type wanderer struct {
	k    *walktest.Walker
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
	from, to := o.area(o.k.Streets.Tail(h)), o.area(o.k.Streets.Head(h))
	if o.barred.Bar(id, o.mode()) {
		return 0, 0, false
	}
	ready := reach // drawn records tell of no waits
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
type whereabouts struct {
	state walktest.State // -1: where the journey begins
	been  int
}

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
	leave := func(x whereabouts, state walktest.State, at int64) {
		for _, on := range k.On(state) {
			after, been := at, x.been
			if k.Streets.IsCut(on.Half.Edge()) {
				var ok bool
				if after, been, ok = o.passing(on.Half, at, been); !ok {
					continue
				}
			}
			reach(whereabouts{on.To, been}, after+int64(k.Cost(on.Half)), x, on.Half)
		}
	}
	k.Begins(s, func(first walktest.Step, left uint64) {
		if at := o.depart + int64(left); k.ByNode() {
			reach(whereabouts{first.To, 0}, at, began, first.Half)
		} else {
			leave(began, first.To, at)
		}
	})
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
	best, end := nowhen, whereabouts{-1, 0}
	if d, ok := w.o.k.Along(w.start, t); ok {
		best = w.o.depart + int64(d)
	}
	w.o.k.Ends(t, func(state walktest.State, more int64) {
		for been := range w.o.pasts {
			x := whereabouts{state, been}
			if at, ok := w.came[x]; ok && at+more < best {
				best, end = at+more, x
			}
		}
	})
	return best, end
}

// borders lists the areas and cuts on the way to somewhere, as "XAA>id>XBB".
func (w *wander) borders(x whereabouts) (out []string, visits map[record.AreaID]int) {
	visits = map[record.AreaID]int{}
	k := w.o.k
	visits[w.o.area(k.Streets.From[w.start.Edge])]++
	for n := 0; x.state >= 0 && n < 1_000_000; n++ {
		if h := w.by[x]; k.Streets.IsCut(h.Edge()) {
			a, b := w.o.area(k.Streets.Tail(h)), w.o.area(k.Streets.Head(h))
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
