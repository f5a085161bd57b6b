package worldgen

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/geo"
	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/border"
	graph "waythrough/road/osm"
	"waythrough/road/street"
	"waythrough/world"
)

func loaded(t testing.TB, w *World, o RecordOptions) *record.Record {
	t.Helper()
	text := w.Record(o)
	r, err := record.Load(record.Folder{Name: "drawn", FS: fstest.MapFS{"world.yaml": {Data: text}}})
	if err != nil {
		t.Fatalf("%+v: %v\nin\n%s", o, err, text)
	}
	return r
}

// Whatever is asked for, the record is one: all areas and crossings are in it, every
// statement is dated, marked as drawn, and rests on sources that say so.
func TestAnyRecordLoads(t *testing.T) {
	none := RecordOptions{Night: -1, Silent: -1, Changed: -1, Shut: -1, Promised: -1, Unions: -1}
	all := RecordOptions{Night: 1, Silent: 1, Changed: 1, Shut: 1, Promised: 1, Unions: 100, Classes: 1000}
	odd := RecordOptions{Night: math.NaN(), Silent: math.Inf(1), Shut: math.Inf(-1), Classes: -5}
	for _, world := range []Options{{Seed: 1, Nodes: 3000}, {Seed: 2, Nodes: 1000, Areas: 1}, {Seed: 3, Nodes: 1000, Areas: 2}, {Seed: 4, Nodes: 2000, Areas: 6, Crossings: -1}, {Seed: 5, Nodes: 8000, Areas: 25, Crossings: 2}} {
		w := New(world)
		for _, o := range []RecordOptions{{}, {Seed: 9}, none, all, odd} {
			r := loaded(t, w, o)
			if len(r.Areas) != w.areas || len(r.Crossings) != len(w.crossings) {
				t.Fatalf("%+v: %d areas, %d crossings; want %d, %d", world, len(r.Areas), len(r.Crossings), w.areas, len(w.crossings))
			}
			for _, s := range r.Statements {
				if len(s.Sources) == 0 || s.Commitment == nil && !s.Valid.From.Exact() {
					t.Fatalf("%+v: statement %+v", world, s)
				}
			}
			for _, s := range r.Sources {
				if s.Basis != record.Reported || !strings.Contains(s.Title, "drawn world") || !strings.Contains(s.Where, "drawn world") || s.URL != "" {
					t.Fatalf("source %+v", s)
				}
			}
		}
	}
}

// counted says what a record holds, by kinds of statement and by what rules say.
func counted(r *record.Record) map[string]int {
	n := map[string]int{}
	for _, s := range r.Statements {
		n[string(s.Kind())]++
		if s.Rule == nil {
			continue
		}
		n[string(s.Rule.Part)]++
		if s.Rule.Schedule != nil {
			n["night"]++
		}
		if s.Rule.Visa != nil {
			n[string(s.Rule.Visa.Kind)]++
		}
		if s.Rule.Part == record.Closure && !s.Rule.Class.Cargo.Any() {
			n["closure to goods"]++
		}
	}
	return n
}

func TestShares(t *testing.T) {
	w := New(Options{Seed: 7, Nodes: 20_000, Areas: 20, Crossings: 4})
	gates := len(w.crossings)
	n := counted(loaded(t, w, RecordOptions{}))
	if n["gate"] != gates || n["night"] < gates/5 || n["night"] > gates*2/5 {
		t.Errorf("%d of %d gates of %d crossings are shut at night", n["night"], n["gate"], gates)
	}
	for _, what := range []string{"free", "required", "refused", "closure", "closure to goods", "commitment"} {
		if n[what] == 0 {
			t.Errorf("there is no %s: %v", what, n)
		}
	}
	if n["closure"] == n["closure to goods"] || n["every"] != 2 {
		t.Errorf("%v", n)
	}
	n = counted(loaded(t, w, RecordOptions{Night: -1, Silent: -1, Changed: -1, Shut: -1, Unions: -1, Classes: 4}))
	if n["night"] != 0 || n["closure"] != 0 || n["commitment"] != 0 || n["every"] != 0 || n["entry"] != 3+4*20 {
		t.Errorf("without night, silence, changes, closures and unions: %v", n)
	}
	n = counted(loaded(t, w, RecordOptions{Night: 1, Silent: 1, Unions: -1, Changed: -1}))
	if n["night"] != gates || n["entry"] != 3+20 { // each class its own
		t.Errorf("all shut at night, all silent: %v", n)
	}
}

func TestSameRecord(t *testing.T) {
	o := Options{Seed: 3, Nodes: 3000}
	one := New(o).Record(RecordOptions{Seed: 1})
	if !bytes.Equal(one, New(o).Record(RecordOptions{Seed: 1})) {
		t.Error("one seed makes two records")
	}
	if bytes.Equal(one, New(o).Record(RecordOptions{Seed: 2})) {
		t.Error("two seeds make one record")
	}
}

// Posts stand where those of the map do, on their own side. Every recorded crossing is
// matched at all its cuts, and no other cut is.
func TestRoadsAreMatchedToTheRecord(t *testing.T) {
	for _, o := range []Options{{Seed: 1, Nodes: 6000, Areas: 5, Crossings: 8}, {Seed: 3, Nodes: 8000, Areas: 14}, {Seed: 4, Nodes: 3000, Areas: 2, Crossings: 100}} {
		w := New(o)
		g := read(t, w)
		drawn, notes := border.New(g.Boundaries, g.Borders)
		if len(notes) > 0 {
			t.Fatal(notes)
		}
		s, r, areas := street.FromOSM(g, drawn, 2), loaded(t, w, RecordOptions{}), newAreas(g)
		for i, c := range w.crossings {
			for k, p := range c.Posts {
				if got := r.Crossings[i].Posts[k]; string(got.Area) != c.Areas[k] || geo.Distance(geo.LatLon{Lat: got.At[0], Lon: got.At[1]}, p.At) > 0.1 {
					t.Fatalf("%s: post %+v, want %+v", c.ID, got, p)
				}
				near := slices.ContainsFunc(s.Posts, func(q graph.Post) bool { return q.Control && geo.Distance(q.At.LatLon(), p.At) < 20 })
				if d := geo.Distance(p.At, c.At); !near || d < 20 || d > 100 {
					t.Errorf("%s: the post in %s is %.0f m from the line, beside one of the map: %v", c.ID, c.Areas[k], d, near)
				}
			}
		}
		want := make([]record.CrossingID, len(s.Cuts))
		for i, e := range s.Cuts {
			for _, c := range w.crossings {
				if slices.ContainsFunc(c.Cuts, func(at geo.LatLon) bool { return geo.Distance(at, s.At[s.From[e]].LatLon()) < 5 }) {
					want[i] = record.CrossingID(c.ID)
				}
			}
		}
		m := world.MatchCuts(s, r)
		if len(m.Missing) > 0 || !slices.Equal(m.Of, want) || len(m.Unrecorded) != len(w.unrecorded) {
			t.Errorf("%+v: %d missing %+v, %d unrecorded of %d\n got %v\nwant %v", o, len(m.Missing), m.Missing, len(m.Unrecorded), len(w.unrecorded), m.Of, want)
		}
		for _, c := range w.crossings {
			for k, p := range c.Posts {
				if got := areas.of(graph.Point{Lat: int32(math.Round(p.At.Lat * 1e7)), Lon: int32(math.Round(p.At.Lon * 1e7))}); got != c.Areas[k] {
					t.Errorf("%s: the post of %s stands in %q", c.ID, c.Areas[k], got)
				}
			}
		}
	}
}

// What the law says comes out of it: who is let in, when, and what is shut.
func TestLawOfADrawnWorld(t *testing.T) {
	w := New(Options{Seed: 7, Nodes: 10_000, Areas: 12, Crossings: 3})
	r := loaded(t, w, RecordOptions{})
	day, err := record.ParseDate("2024-06-03")
	if err != nil {
		t.Fatal(err)
	}
	on := day.FirstDay()
	law := regime.Compile(r, on, on)
	unions := unionsOf(r)
	verdict := func(from, to, crossing, nationality, cargo string, hour int) regime.Verdict {
		p := regime.Passage{From: record.AreaID(from), To: record.AreaID(to), Crossing: record.CrossingID(crossing), Mode: record.Road,
			At: on.Start() + record.Minute(60*hour), Timed: true}
		return law.Verdict(p, law.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(nationality), Type: "ordinary"}},
			Residence: record.AreaID(nationality), Vehicle: "car", Plate: record.AreaID(nationality), Owner: "own", Mode: record.Road, Cargo: cargo}))
	}
	seen, shutAtNight, goods := map[regime.Verdict]int{}, 0, 0
	for _, c := range w.crossings {
		a, b := c.Areas[0], c.Areas[1]
		for guest := range w.areas {
			noon, night := verdict(a, b, c.ID, areaCode(guest), "", 12), verdict(a, b, c.ID, areaCode(guest), "", 3)
			seen[noon]++
			if night > noon || night < noon && night != regime.Refused {
				t.Errorf("%s for %s: %v at noon, %v at night", c.ID, areaCode(guest), noon, night)
			}
			if night < noon {
				shutAtNight++
			}
			if verdict(a, b, c.ID, areaCode(guest), "goods", 12) < noon {
				goods++
			}
			together := slices.ContainsFunc(unions, func(u []string) bool { return slices.Contains(u, a) && slices.Contains(u, b) })
			if together && noon != regime.Permitted {
				t.Errorf("%s, inside a union, is %v for %s", c.ID, noon, areaCode(guest))
			}
			if beside := verdict(a, b, "", areaCode(guest), "", 3); together != (beside == regime.Permitted) {
				t.Errorf("%s to %s with no crossing is %v for %s; in a union: %v", a, b, beside, areaCode(guest), together)
			}
		}
		if home := verdict(a, b, c.ID, b, "", 12); home != regime.Permitted && home != regime.Refused {
			t.Errorf("%s: nationals of %s come home: %v", c.ID, b, home)
		}
	}
	for v := regime.Refused; v <= regime.Permitted; v++ {
		if seen[v] == 0 {
			t.Errorf("nothing is %v: %v", v, seen)
		}
	}
	if shutAtNight == 0 || goods == 0 {
		t.Errorf("%d shut at night, %d to goods", shutAtNight, goods)
	}
}

// Each commitment to open a border, supposed carried out, opens it.
func TestPromisesOpenBorders(t *testing.T) {
	w := New(Options{Seed: 11, Nodes: 10_000, Areas: 12, Crossings: 2})
	r := loaded(t, w, RecordOptions{Shut: 1, Promised: 1, Unions: -1, Night: -1})
	on := record.DayOf(2024, 6, 3)
	before, opened := regime.Compile(r, on, on), 0
	for _, s := range r.Statements {
		if s.Commitment == nil || s.Commitment.Undertaking != record.Do {
			continue
		}
		after := regime.CompileSupposing(r, on, on, []record.StatementID{s.ID})
		a, b := s.About.Border[0], s.About.Border[1]
		at := slices.IndexFunc(w.crossings, func(c Crossing) bool { return c.Areas == [2]string{string(a), string(b)} })
		p := regime.Passage{From: a, To: b, Crossing: record.CrossingID(w.crossings[at].ID), Mode: record.Road}
		who := regime.Traveller{Passports: []regime.Passport{{Nationality: b, Type: "ordinary"}}, Mode: record.Road, Vehicle: "truck", Cargo: "goods",
			Plate: b, Owner: "company", Residence: b, GoodsFrom: a, GoodsTo: b}
		x, y := before.Verdict(p, before.Profile(who)), after.Verdict(p, after.Profile(who))
		if x != regime.Refused || y != regime.Permitted {
			t.Errorf("%s: %v before and %v after", s.ID, x, y)
		}
		opened++
	}
	if opened < 5 {
		t.Errorf("only %d commitments to open a border", opened)
	}
}

// unionsOf reads unions back out of a record.
func unionsOf(r *record.Record) (list [][]string) {
	for _, g := range r.Groups {
		if !strings.HasPrefix(string(g.ID), "union-") {
			continue
		}
		var all []string
		for _, m := range g.Members {
			for _, a := range m.Areas {
				all = append(all, string(a))
			}
		}
		list = append(list, all)
	}
	return list
}
