package journey

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/regime"
	boundary "waythrough/road/border"
	"waythrough/road/mapped"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/street"
	"waythrough/world"
)

// streetsOf imports a map and cuts it at its boundaries.
func streetsOf(t testing.TB, data []byte) *street.Network {
	t.Helper()
	f, err := pbf.New("map", bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := boundary.New(g.Boundaries, g.Borders)
	return street.FromOSM(g, areas, 2)
}

// onRoads builds the network file of streets, and joins it to a record.
func onRoads(t testing.TB, s *street.Network, texts ...string) *world.World {
	t.Helper()
	r, err := recordOf(texts...)
	if err != nil {
		t.Fatal(err)
	}
	return joined(t, builtNetwork(t, s), r)
}

func recordOf(texts ...string) (*record.Record, error) {
	files := fstest.MapFS{}
	for i, text := range texts {
		files[fmt.Sprintf("%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return record.Load(record.Folder{Name: "drawn", FS: files})
}

func builtNetwork(t testing.TB, s *street.Network) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "drawn.network")
	if err := mapped.Build(context.Background(), path, s, mapped.About{Kind: "osm"}, mapped.Options{}); err != nil {
		t.Fatal(err)
	}
	return path
}

func joined(t testing.TB, path string, r *record.Record) *world.World {
	t.Helper()
	n, err := mapped.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	w, err := world.OpenRoads(n, r)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Three states side by side, each a degree square: 77 km from west to east.
//
//	     XAA   |   XBB   |   XCC
//	9° E ---- 10° E --- 11° E --- 12° E
const threeStates = `
n901 47 9
n902 47 10
n903 47 11
n904 47 12
n905 46 12
n906 46 11
n907 46 10
n908 46 9
w901 901,902 boundary=administrative admin_level=2
w902 902,903 boundary=administrative admin_level=2
w903 903,904,905,906 boundary=administrative admin_level=2
w904 906,907 boundary=administrative admin_level=2
w905 907,908,901 boundary=administrative admin_level=2
w906 902,907 boundary=administrative admin_level=2
w907 903,906 boundary=administrative admin_level=2
r901 w901@outer,w906@outer,w905@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XAA
r902 w902@outer,w907@outer,w904@outer,w906@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XBB
r903 w903@outer,w907@outer type=boundary boundary=administrative admin_level=2 ISO3166-1:alpha3=XCC
`

// drawnRoads makes a map of the three states, of towns and of roads. A line is the name of
// a town and where it lies, or where a road leads and its tags:
//
//	Alm 46.5 9.5
//	46.5,9.5 46.5,9.9 highway=primary maxspeed=60
func drawnRoads(t testing.TB, text string) *street.Network {
	t.Helper()
	return drawnIn(t, threeStates, text)
}

func drawnIn(t testing.TB, states, text string) *street.Network {
	t.Helper()
	var b strings.Builder
	b.WriteString(states)
	nodes, towns := map[string]int{}, map[string]string{}
	var roads []string
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case strings.Contains(f[0], ","):
			roads = append(roads, strings.TrimSpace(line))
		default:
			towns[f[1]+","+f[2]] = f[0]
		}
	}
	node := func(at string) int {
		n, ok := nodes[at]
		if !ok {
			n = len(nodes) + 1
			nodes[at] = n
			tags := ""
			if town := towns[at]; town != "" {
				tags = " place=town population=1000 name=" + town
			}
			fmt.Fprintf(&b, "n%d %s%s\n", n, strings.ReplaceAll(at, ",", " "), tags)
		}
		return n
	}
	for i, road := range roads {
		var points, tags []string
		for _, word := range strings.Fields(road) {
			if strings.Contains(word, "=") {
				tags = append(tags, word)
			} else {
				points = append(points, fmt.Sprint(node(word)))
			}
		}
		fmt.Fprintf(&b, "w%d %s %s\n", i+1, strings.Join(points, ","), strings.Join(tags, " "))
	}
	return streetsOf(t, pbftest.Bytes(pbftest.MustParse(b.String()), 100))
}

// said makes statements of rules, each "id rule" or, with a time, "id [from/until] rule".
func said(rules ...string) string {
	var b strings.Builder
	b.WriteString("statements:\n")
	for _, r := range rules {
		id, rule, _ := strings.Cut(r, " ")
		valid := "{from: 2000-01-01}"
		if strings.HasPrefix(rule, "[") {
			span, rest, _ := strings.Cut(rule[1:], "] ")
			from, until, _ := strings.Cut(span, "/")
			valid, rule = fmt.Sprintf("{from: %s}", from), rest
			if until != "" {
				valid = fmt.Sprintf("{from: %s, until: %s}", from, until)
			}
		}
		fmt.Fprintf(&b, "  - {id: %s, says: S., valid: %s, keeps: 100y, public: 2000-01-01, public_basis: test, rule: {%s}}\n", id, valid, rule)
	}
	return b.String()
}

const threeAreas = `
areas:
  - {id: XAA, kind: state, name: Aland, timezone: Etc/GMT-1}
  - {id: XBB, kind: state, name: Beland, timezone: Etc/GMT-1}
  - {id: XCC, kind: state, name: Celand, timezone: Etc/GMT-1}
  - {id: XDD, kind: state, name: Deland, timezone: Etc/GMT-1}
  - {id: XEE, kind: state, name: Eland, timezone: Etc/GMT-1}
groups:
  - {id: both, name: Both, members: [{areas: [XAA, XBB], valid: {from: 1990-01-01}}]}
`

// crossingAt is one of the record with posts 300 m from the line.
func crossingAt(id string, lat float64, west, east string, line float64) string {
	return fmt.Sprintf("  - {id: %s, name: %s, modes: [road, foot], posts: [{area: %s, name: W, at: [%f, %f]}, {area: %s, name: E, at: [%f, %f]}]}\n",
		id, id, west, lat, line-0.004, east, lat, line+0.004)
}

func asked(t testing.TB, w *world.World, from, to, nationality string) Query {
	t.Helper()
	return Query{From: placeOf(t, w, from), To: placeOf(t, w, to), By: ByCar, Known: firstDay, Depart: Morning(firstDay),
		Traveller: regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(nationality), Type: "ordinary"}}}}
}

// told is the verdicts and durations of itineraries, as "permitted 62 min via one,two".
func told(a *Answer) []string {
	out := []string{}
	for _, it := range a.Itineraries {
		var via []string
		for _, l := range it.Legs {
			if l.Kind == Border {
				via = append(via, l.Crossing)
			}
		}
		out = append(out, fmt.Sprintf("%s %d min via %s", it.Verdict, it.DurationS/60, strings.Join(via, ",")))
	}
	return out
}

func planned(t testing.TB, w *world.World, q Query) *Answer {
	t.Helper()
	a, err := New(w).Plan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Every gate of Beland works, and every area lets in vehicles and its own nationals.
var usual = []string{
	"gates part: gate, authority: XBB, place: {area: XBB}, effect: permitted",
	"vehicles part: entry, authority: each, place: {each: true}, subject: vehicle, effect: permitted",
	"own part: entry, authority: each, place: {each: true}, class: {nationals: [own]}, effect: permitted",
}

func with(rules ...string) string { return said(append(slices.Clone(usual), rules...)...) }

// Who has been in Beland is let in nowhere in Celand, however Beland was entered: also by
// a track inside a union of free movement.
func TestHistoryIsMadeOnOpenRoads(t *testing.T) {
	roads := drawnRoads(t, `
Alm 46.5 9.9
Cel 46.5 11.1
46.5,9.9 46.5,10.1 highway=track
46.5,10.1 46.5,11.1 highway=primary
`)
	w := onRoads(t, roads, threeAreas+"crossings:\n"+crossingAt("bec", 46.5, "XBB", "XCC", 11), with(
		"free part: every, authority: both, place: {among: both}, effect: permitted",
		"in-a part: entry, authority: XAA, place: {area: XAA}, effect: permitted",
		"in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
		"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
		"not-c part: entry, authority: XCC, place: {area: XCC}, class: {history: [{entered: XBB}]}, effect: refused",
	))
	a := planned(t, w, asked(t, w, "Alm", "Cel", "XDD"))
	for _, it := range told(a) {
		t.Errorf("found %s", it)
	}
	if a.Direct == nil {
		t.Errorf("no direct way")
	}
	for _, b := range a.Direct.BlockedBy {
		t.Logf("blocked: %s %s", b.Crossing, b.Verdict)
	}
}

// A union that ends at midnight is none after it, whenever one set out.
func TestUnionEndsOnTheWay(t *testing.T) {
	roads := drawnRoads(t, `
Alm 46.5 9.1
Bek 46.5 10.1
46.5,9.1 46.5,10.1 highway=track maxspeed=30
`)
	for _, tt := range []struct {
		span string
		from int
		want string
	}{
		{"2000-01-01/2024-07-30", 8, "[permitted 306 min via ]"},
		{"2000-01-01/2024-07-30", 22, "[]"},
		{"2024-07-31/", 8, "[permitted 990 min via ]"}, // one may wait at the line for midnight
		{"2024-07-31/", 22, "[permitted 306 min via ]"},
	} {
		w := onRoads(t, roads, threeAreas, with("free ["+tt.span+"] part: every, authority: both, place: {among: both}, effect: permitted"))
		q := asked(t, w, "Alm", "Bek", "XDD")
		q.Depart = firstDay.Start() + record.Minute(tt.from)*60
		if got := fmt.Sprint(told(planned(t, w, q))); got != tt.want {
			t.Errorf("union %s, at %d:00: %s, want %s", tt.span, tt.from, got, tt.want)
		}
	}
}

// The short way between two towns of a state leads through its neighbour: taken by those
// whom both let in, avoided by those whom the neighbour does not, and by those who could
// not come back.
func TestShortWayThroughTheNeighbour(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
North 46.9 9.95
South 46.1 9.95
Bek   46.5 10.1
46.9,9.95 46.9,10.1 highway=primary maxspeed=60
46.9,10.1 46.5,10.1 46.1,10.1 highway=primary maxspeed=100
46.1,10.1 46.1,9.95 highway=primary maxspeed=60
46.9,9.95 46.9,9.1 46.1,9.1 46.1,9.95 highway=secondary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("north", 46.9, "XAA", "XBB", 10)+crossingAt("south", 46.1, "XAA", "XBB", 10), with(
		"in-a part: entry, authority: XAA, place: {area: XAA}, class: {nationals: {except: [XEE]}}, effect: permitted",
		"in-b part: entry, authority: XBB, place: {area: XBB}, class: {nationals: [XDD, XEE]}, effect: permitted",
		"not-b part: entry, authority: XBB, place: {area: XBB}, class: {nationals: [XAA]}, effect: refused",
		"not-a part: entry, authority: XAA, place: {area: XAA}, class: {nationals: [XEE]}, effect: refused",
	))
	for nationality, want := range map[string]string{
		"XDD": "permitted north,south", // through it
		"XBB": "permitted north,south",
		"XAA": "permitted", // Beland refuses them
		"XEE": "permitted", // Aland would not let them in again
	} {
		a := planned(t, w, asked(t, w, "North", "South", nationality))
		if len(a.Itineraries) == 0 {
			t.Errorf("%s: no way", nationality)
			continue
		}
		it := &a.Itineraries[0]
		var via []string
		for _, l := range it.Legs {
			if l.Kind == Border {
				via = append(via, l.Crossing)
			}
		}
		if got := strings.TrimSpace(it.Verdict.String() + " " + strings.Join(via, ",")); got != want {
			t.Errorf("%s: %s, want %s", nationality, got, want)
		}
		if through := len(via) > 0; through != (it.DurationS == a.Direct.DurationS) || !through != (len(a.Direct.BlockedBy) > 0) {
			t.Errorf("%s: %d s by %v, directly %d s, blocked by %+v", nationality, it.DurationS, via, a.Direct.DurationS, a.Direct.BlockedBy)
		}
	}
}

// A journey that is to arrive in time is found also where the law asks about two entries
// made on it.
func TestArriveByWithHistory(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.5
Cel 46.5 11.5
46.5,9.5 46.5,11.5 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("ab", 46.5, "XAA", "XBB", 10)+crossingAt("bc", 46.5, "XBB", "XCC", 11), with(
		"gate-c part: gate, authority: XCC, place: {crossing: bc}, effect: permitted",
		"in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
		"in-c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
		"not-b part: entry, authority: XBB, place: {area: XBB}, class: {history: [{entered: XCC}]}, effect: refused",
		"not-c part: entry, authority: XCC, place: {area: XCC}, class: {history: [{entered: XBB, not_via: [ab]}]}, effect: refused",
	))
	defer func() { // the tests that follow are to run
		if r := recover(); r != nil {
			t.Errorf("it panics: %v", r)
		}
	}()
	q := asked(t, w, "Alm", "Cel", "XDD")
	q.ArriveBy, q.Depart = firstDay.Start()+18*60, 0
	a := planned(t, w, q)
	if len(a.Itineraries) != 1 || a.Itineraries[0].Verdict != regime.Permitted {
		t.Fatalf("%v, want one way that is permitted", told(a))
	}
	if it := &a.Itineraries[0]; it.Arrives > "2024-07-30T18:00:00+01:00" || it.Arrives < "2024-07-30T17:59:00+01:00" {
		t.Errorf("it arrives at %s, want within the minute before 18:00", it.Arrives)
	}
}

// A town that is reached with papers in time and without them too late is reached in time,
// with papers.
func TestReachTellsTheVerdictInTime(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.5 10.1
46.5,9.9 46.5,10.1 highway=primary maxspeed=60
46.5,9.9 46.9,9.9 46.9,10.1 46.5,10.1 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10)+crossingAt("round", 46.9, "XAA", "XBB", 10), with(
		"in-b part: entry, authority: XBB, place: {crossing: round}, effect: permitted",
		"visa part: entry, authority: XBB, place: {crossing: near}, visa: {kind: on-arrival, stay: 30d}",
	))
	q := asked(t, w, "Alm", "Bek", "XDD")
	var plan []string
	for _, it := range planned(t, w, q).Itineraries {
		plan = append(plan, fmt.Sprintf("%s %d", it.Verdict, it.DurationS/60))
	}
	if want := "[permitted 115 formality 17]"; fmt.Sprint(plan) != want {
		t.Fatalf("planned %v, want %s", plan, want)
	}
	for minutes, want := range map[int64]string{10: "[Alm permitted]", 60: "[Alm permitted Bek formality]", 120: "[Alm permitted Bek permitted]"} {
		r, err := New(w).Reach(context.Background(), q, []int64{minutes * 60})
		if err != nil {
			t.Fatal(err)
		}
		var towns []string
		for _, x := range r.Towns {
			towns = append(towns, x.Spot.Name, x.Verdict.String())
		}
		if got := fmt.Sprint(towns); got != want {
			t.Errorf("within %d min: %s, want %s", minutes, got, want)
		}
	}
}
