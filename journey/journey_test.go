package journey

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// The world of these tests, hours by road beside the links:
//
//	WEST | MIDDLE | EAST
//	w ─1─ wa ══a══ ma ─1─ m ─1─ me ══e══ ee ─1─ e
//	w ─5─ wb ══b══ mb ─1─ m              e = terminal ET
//	w ─2─ wc ┄(cut)┄ ec ─1─ e
//
// A train runs from WT (at w) over crossing t to ET, through MIDDLE.
const drawnRecord = `
areas:
  - {id: west, kind: zone, name: West, timezone: Europe/Istanbul}
  - {id: middle, kind: zone, name: Middle, timezone: Asia/Yerevan}
  - {id: east, kind: zone, name: East, timezone: Asia/Yerevan}
crossings:
  - {id: a, name: A, modes: [road], posts: [{area: west, name: WA, at: [40, 40]}, {area: middle, name: MA, at: [40, 40]}]}
  - {id: b, name: B, modes: [road], posts: [{area: west, name: WB, at: [40, 40]}, {area: middle, name: MB, at: [40, 40]}]}
  - {id: e, name: E, modes: [road], posts: [{area: middle, name: ME, at: [40, 40]}, {area: east, name: EE, at: [40, 40]}]}
  - {id: t, name: T, modes: [rail], posts: [{area: west, name: WT, at: [40, 40]}, {area: middle, name: MT, at: [40, 41]}]}
  - {id: u, name: U, modes: [rail], posts: [{area: middle, name: MU, at: [40, 42]}, {area: east, name: EU, at: [40, 43]}]}
terminals:
  - {id: w, kind: station, name: WT, area: west, at: [40, 40], inland: true}
  - {id: e, kind: station, name: ET, area: east, at: [40, 44], inland: true}
statements:
  - id: train
    says: A train.
    public: 2020-01-01
    public_basis: test
    service: {name: Train, mode: rail, operators: [O], departures: ["12:00"], boarding: 30m,
      calls: [{terminal: w}, {crossing: t, after: 2h, stop: 1h}, {crossing: u, after: 5h, stop: 30m}, {terminal: e, after: 9h}]}
`

const drawnPlaces = `id,name,lat,lon,area,population
w,W,40,40,west,1
wa,WA,40,40,west,0
wb,WB,40,40,west,0
wc,WC,40,40,west,0
m,M,40,42,middle,1
ma,MA,40,42,middle,0
mb,MB,40,42,middle,0
me,ME,40,42,middle,0
e,E,40,44,east,1
ee,EE,40,44,east,0
ec,EC,40,44,east,0
`

const drawnLinks = `from,to,mode,distance_m,duration_s,crossing,wait_s,oneway
w,wa,road,60000,3600,,,
w,wb,road,300000,18000,,,
w,wc,road,100000,7200,,,
m,ma,road,60000,3600,,,
m,mb,road,60000,3600,,,
m,me,road,60000,3600,,,
e,ee,road,60000,3600,,,
e,ec,road,60000,3600,,,
wa,ma,road,1000,600,a,1800,
wb,mb,road,1000,600,b,,
me,ee,road,1000,600,e,,
wc,ec,road,1000,600,,,
`

// law gives the verdict at each crossing; blank is an unrecorded cut.
type law map[string]func(hour record.Minute, been []regime.Entered) regime.Verdict

type lawOn struct {
	law  law
	day  record.Day
	been []regime.Entered
}

func (l law) On(day record.Day) Rules         { return lawOn{law: l, day: day} }
func (l law) Steady(_, _ record.Day) bool     { return false }
func (l lawOn) For(t regime.Traveller) Judge  { l.been = t.Entered; return l }
func (l lawOn) HistoryAreas() []record.AreaID { return []record.AreaID{"middle"} }
func (l lawOn) Breaks(regime.Passage) []record.Minute {
	return []record.Minute{l.day.Start() + 7*60, l.day.Start() + 20*60}
}
func (l lawOn) Verdict(p regime.Passage) regime.Verdict {
	if f := l.law[string(p.Crossing)]; f != nil {
		hour := (p.At - l.day.Start()) / 60
		if !p.Timed {
			hour = 12
		}
		return f(hour, l.been)
	}
	return regime.Permitted
}
func (l lawOn) Judge(p regime.Passage) regime.Judgement {
	v := l.Verdict(p)
	return regime.Judgement{Verdict: v, Reading: v.String(), Reasons: []regime.Reason{{Part: record.Gate, Effect: v, Decides: true}, {Part: record.Exit, Effect: regime.Permitted}}}
}

func always(v regime.Verdict) func(record.Minute, []regime.Entered) regime.Verdict {
	return func(record.Minute, []regime.Entered) regime.Verdict { return v }
}

// ask plans a journey from w to e under a law, departing at an hour.
func ask(t *testing.T, l law, by string, unknown string, hour record.Minute) *Answer {
	t.Helper()
	w := open(t, drawnRecord, drawnPlaces, drawnLinks)
	place := func(id string) world.Place { return placeOf(t, w, id) }
	a, _, err := New(w).plan(t.Context(), Query{From: place("w"), To: place("e"), By: by, Unknown: unknown, Depart: firstDay.Start() + hour*60, Known: firstDay}, l)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// crossed lists the borders and waits of an itinerary: a wait is "…".
func crossed(it Itinerary) string {
	var out []string
	for _, l := range it.Legs {
		switch l.Kind {
		case Border:
			if l.Crossing == "" {
				out = append(out, "cut")
			} else {
				out = append(out, l.Crossing)
			}
		case Wait:
			out = append(out, "…")
		}
	}
	return strings.Join(out, " ")
}

func all(a *Answer) string {
	var out []string
	for _, it := range a.Itineraries {
		out = append(out, crossed(it)+":"+it.Verdict.String())
	}
	return strings.Join(out, ", ")
}

func daytime(hour record.Minute, _ []regime.Entered) regime.Verdict {
	if hour >= 7 && hour < 20 {
		return regime.Permitted
	}
	return regime.Refused
}

func TestWays(t *testing.T) {
	cutShut := always(regime.Unknown)
	tests := []struct {
		name    string
		law     law
		unknown string
		hour    record.Minute
		want    string
	}{
		{"a cut inside a union is a road like any other", law{}, "", 8, "cut:permitted, a e:permitted, b e:permitted"},
		{"a cut under an unknown law is not passed, whatever is permitted", law{"": cutShut}, PermitUnknown, 8, "a e:permitted, b e:permitted"},
		{"a border shut", law{"": cutShut, "a": always(regime.Refused)}, "", 8, "b e:permitted"},
		{"no way", law{"": cutShut, "e": always(regime.Refused)}, "", 8, ""},
		{"an unknown never hides the lawful way", law{"": cutShut, "a": always(regime.Unknown)}, "", 8, "b e:permitted, a e:unknown"},
		{"an unknown permitted", law{"": cutShut, "a": always(regime.Unknown)}, PermitUnknown, 8, "a e:unknown, b e:permitted"},
		{"an unknown refused", law{"": cutShut, "a": always(regime.Unknown)}, RefuseUnknown, 8, "b e:permitted"},
		{"a post shut for the night", law{"": cutShut, "a": daytime, "b": daytime}, "", 19, "… a e:permitted, … b e:permitted"},
		{"arriving before closing is not enough: the queue ends after it", law{"": cutShut, "a": daytime, "b": always(regime.Refused)}, "", 18, "a e:permitted"},
		{"entry through a is fatal at e", law{"": cutShut, "e": func(_ record.Minute, been []regime.Entered) regime.Verdict {
			if len(been) > 0 && been[0].Via == "a" {
				return regime.Refused
			}
			return regime.Formality
		}}, "", 8, "b e:formality"},
	}
	for _, tt := range tests {
		if got := all(ask(t, tt.law, ByCar, tt.unknown, tt.hour)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWaitForOpening(t *testing.T) {
	a := ask(t, law{"": always(regime.Unknown), "a": daytime, "b": always(regime.Refused)}, ByCar, "", 19)
	legs := a.Itineraries[0].Legs
	i := slices.IndexFunc(legs, func(l Leg) bool { return l.Kind == Wait })
	if i < 0 {
		t.Fatal("nobody waits")
	}
	// At the post at 20:00, the queue of half an hour ends when the post opens at
	// 07:00, and passing takes ten minutes.
	wait, pass := legs[i], legs[i+1]
	if wait.Departs != "2024-07-30T20:00:00+03:00" || wait.Arrives != "2024-07-31T06:30:00+03:00" {
		t.Errorf("waits from %s to %s", wait.Departs, wait.Arrives)
	}
	if pass.Kind != Border || pass.Arrives != "2024-07-31T08:10:00+04:00" || pass.DurationS != 40*60 {
		t.Errorf("passes by %s after %d s", pass.Arrives, pass.DurationS)
	}
}

func TestTrainIsCutAtItsBorders(t *testing.T) {
	shut := always(regime.Refused)
	a := ask(t, law{"": shut, "a": shut, "b": shut, "u": always(regime.Unknown)}, ByAny, "", 8)
	if len(a.Itineraries) != 1 {
		t.Fatalf("itineraries: %s", all(a))
	}
	it := a.Itineraries[0]
	var kinds []string
	for _, l := range it.Legs {
		kinds = append(kinds, l.Kind)
	}
	if got := strings.Join(kinds, " "); got != "board ride border ride border ride" {
		t.Errorf("legs are %s", got)
	}
	if it.Departs != "2024-07-30T08:00:00+03:00" || it.Arrives != "2024-07-30T22:00:00+04:00" || it.Verdict != regime.Unknown || it.DurationS != 13*3600 {
		t.Errorf("from %s to %s, %d s, %s", it.Departs, it.Arrives, it.DurationS, it.Verdict)
	}
	if x := it.Legs[4]; x.Crossing != "u" || x.From.Area != "middle" || x.To.Area != "east" || x.Arrives != "2024-07-30T18:30:00+04:00" {
		t.Errorf("second border: %+v", x)
	}
}

func TestDirectNamesWhatBlocks(t *testing.T) {
	a := ask(t, law{"": always(regime.Unknown), "a": always(regime.Refused)}, ByCar, "", 3)
	if d := a.Direct; d.DurationS != 7200+600+3600 || len(d.BlockedBy) != 1 || d.BlockedBy[0].Verdict != Unrecorded {
		t.Errorf("direct over the cut: %+v", d)
	}
	// Law that shuts a post at night only does not block the way.
	if d := ask(t, law{"": daytime}, ByCar, "", 3).Direct; len(d.BlockedBy) != 0 {
		t.Errorf("blocked by %+v", d.BlockedBy)
	}
	var b Blocker
	for _, b = range ask(t, law{"t": always(regime.Refused)}, ByAny, "", 3).Direct.BlockedBy {
	}
	if b.Crossing != "" {
		t.Errorf("a border that the direct way does not pass blocks it: %+v", b)
	}
}

func TestAnswerHasTheFieldsOfTheContract(t *testing.T) {
	data, err := json.Marshal(ask(t, law{"": always(regime.Unknown)}, ByCar, "", 8))
	if err != nil {
		t.Fatal(err)
	}
	var a struct {
		Itineraries []map[string]json.RawMessage
		Direct      map[string]json.RawMessage
	}
	var legs []map[string]json.RawMessage
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(a.Itineraries[0]["legs"], &legs); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		have map[string]json.RawMessage
		want string
	}{
		{a.Itineraries[0], "departs arrives duration_s distance_m verdict formalities legs"},
		{legs[0], "kind mode from to distance_m duration_s geometry crossing verdict reasons"},
		{a.Direct, "distance_m duration_s legs blocked_by"},
	} {
		for _, field := range strings.Fields(tt.want) {
			if _, ok := tt.have[field]; !ok {
				t.Errorf("%s is missing", field)
			}
		}
	}
}

func TestDominates(t *testing.T) {
	base := label{at: 5, doubt: 1, papers: 1, boardings: 1, used: byAir | byRail, history: 1, visits: []uint8{1, 2}, tired: true}
	same := base
	if !base.dominates(&same, false, 2) {
		t.Error("a label does not dominate its equal")
	}
	for name, worse := range map[string]func(*label){
		"later":          func(l *label) { l.at++ },
		"less sure":      func(l *label) { l.doubt++ },
		"more papers":    func(l *label) { l.papers++ },
		"more boardings": func(l *label) { l.boardings++ },
		"another mode":   func(l *label) { l.used |= byBus },
		"other history":  func(l *label) { l.history = 2 },
		"no vehicle":     func(l *label) { l.hired = true },
		"more visits":    func(l *label) { l.visits = []uint8{1, 3} },
	} {
		l := base
		worse(&l)
		if l.dominates(&base, false, 3) {
			t.Errorf("a label with %s dominates", name)
		}
	}
}

// The quickest way to X passes Y, whose other part is the target: when an area may
// be visited once only, the way over Z is the one that goes on.
//
//	w ─ y1 ─ x ─ y2        w ─ z ─ x
func TestVisitsAreCounted(t *testing.T) {
	places := "id,name,lat,lon,area,population\nw,W,40,40,west,1\nx,X,40,40,x,1\ny1,Y,40,40,y,1\ny2,Y,40,40,y,1\nz,Z,40,40,z,1\n"
	links := "from,to,mode,distance_m,duration_s\nw,y1,road,1,3600\ny1,x,road,1,3600\nw,z,road,1,9000\nz,x,road,1,9000\nx,y2,road,1,3600\n"
	w := open(t, drawnRecord, places, links)
	node := func(id string) world.Place { return placeOf(t, w, id) }
	for most, want := range map[uint8]int64{1: 6 * 3600, 2: 3 * 3600} {
		q, _, err := Query{From: node("w"), To: node("y2"), Depart: Morning(firstDay)}.settle(w)
		if err != nil {
			t.Fatal(err)
		}
		s := searchFor(t, w, q, law{})
		s.most, s.depart = most, instantOf(q.Depart, s.from[0].Spot.Zone)
		found := s.run()
		if len(found) == 0 || int64(found[0].at-s.depart)/1000 != want {
			t.Errorf("with %d visits: %d ways, want one of %d s", most, len(found), want)
		}
	}
}
