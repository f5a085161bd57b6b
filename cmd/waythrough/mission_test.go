package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The questions that the command was made for, asked of the record and the network
// that ship. Expectations are facts of the public record and what the design
// promises, never what the program printed.

// A waysAnswer is what route answers, as far as these tests look.
type waysAnswer struct {
	Itineraries []way
	Direct      *struct {
		DistanceM float64   `json:"distance_m"`
		DurationS float64   `json:"duration_s"`
		BlockedBy []blocker `json:"blocked_by"`
	}
	NearestChange *struct {
		Commitment, Title, Undertaking, Status, Since, Verdict string
		DistanceM                                              float64 `json:"distance_m"`
		DurationS                                              float64 `json:"duration_s"`
	} `json:"nearest_change"`
}

type blocker struct {
	Crossing, From, To, Verdict string
	Reasons                     []reason
}

type way struct {
	Departs, Arrives time.Time
	DurationS        float64 `json:"duration_s"`
	DistanceM        float64 `json:"distance_m"`
	Verdict          string
	Formalities      []struct {
		At    string
		Needs []struct{ Paper string }
	}
	Legs []leg
}

// over names the borders passed, in order, as "TUR>GEO GEO>ARM"; through the crossings
// and terminals by which they are passed.
func (w way) over() string {
	return w.borders(func(l leg) string { return l.From.Area + ">" + l.To.Area })
}
func (w way) through() string { return w.borders(func(l leg) string { return l.Crossing }) }

func (w way) borders(name func(leg) string) string {
	var out []string
	for _, l := range w.Legs {
		if l.Verdict != nil {
			out = append(out, name(l))
		}
	}
	return strings.Join(out, " ")
}

func (w way) lawful() bool { return w.Verdict == "permitted" || w.Verdict == "formality" }

// flight gives the service of a flight from one area to another, "" if there is none.
func (w way) flight(from, to string) string {
	for _, l := range w.Legs {
		if l.Kind == "fly" && l.From.Area == from && l.To.Area == to && l.Service != nil {
			return l.Service.Name
		}
	}
	return ""
}

// papers lists what is asked for at one crossing.
func (w way) papers(at string) []string {
	var out []string
	for _, f := range w.Formalities {
		for _, n := range f.Needs {
			if f.At == at {
				out = append(out, n.Paper)
			}
		}
	}
	return out
}

// ways asks for a way; the question is split at blanks.
func ways(t *testing.T, question string) waysAnswer {
	t.Helper()
	return answerOf[waysAnswer](t, append([]string{"route"}, strings.Fields(question)...)...)
}

// quickest is the lawful way that arrives first; false if none is lawful.
func quickest(a waysAnswer) (way, bool) {
	var best way
	for _, w := range a.Itineraries {
		if w.lawful() && (best.Legs == nil || w.Arrives.Before(best.Arrives)) {
			best = w
		}
	}
	return best, best.Legs != nil
}

// refusedSince1993 reports whether the reasons reach Türkiye's closure of 3 April 1993.
func refusedSince1993(reasons []reason) bool {
	return slices.ContainsFunc(reasons, func(r reason) bool {
		return r.Part == "closure" && r.Effect == "refused" && r.From == "1993-04-03" && len(r.Sources) > 0
	})
}

// Whoever one is, the short way is shut and the lawful one leads over Georgia.
func TestMissionIgdirYerevan(t *testing.T) {
	for _, passport := range []string{"DEU", "ARM", "TUR"} {
		for _, ends := range []string{"Iğdır Yerevan", "Yerevan Iğdır"} {
			question := ends + " --passport " + passport + " --on 2024-07-30"
			a := ways(t, question)
			if len(a.Itineraries) == 0 || !a.Itineraries[0].lawful() {
				t.Errorf("%s: no lawful way first", question)
				continue
			}
			best := a.Itineraries[0]
			if o := best.over(); o != "TUR>GEO GEO>ARM" && o != "ARM>GEO GEO>TUR" {
				t.Errorf("%s: leads over %s; it is Georgia", question, o)
			}
			if math.Abs(best.DistanceM-500e3) > 50e3 {
				t.Errorf("%s: %.0f km over Georgia, should be about 500", question, best.DistanceM/1000)
			}
			for _, w := range a.Itineraries {
				if strings.Contains(w.through(), "margara") || w.Verdict == "refused" {
					t.Errorf("%s: offers %s through %s", question, w.Verdict, w.through())
				}
			}
			d := a.Direct
			if d == nil || d.DistanceM < 58e3 || d.DistanceM > 66e3 {
				t.Errorf("%s: direct is %+v, should be 60 to 65 km", question, d)
			} else if len(d.BlockedBy) != 1 || d.BlockedBy[0].Crossing != "margara-alican" || d.BlockedBy[0].Verdict != "refused" || !refusedSince1993(d.BlockedBy[0].Reasons) {
				t.Errorf("%s: blocked by %+v; it is the closure of 3 April 1993", question, d.BlockedBy)
			}
		}
	}
}

// Passenger flights resumed on 2 February 2022; AtlasGlobal's had ended in November
// 2019. Of the road posts with Georgia only Sarpi took passengers in between: Aktaş
// reopened in March 2022, Türkgözü later that spring.
func TestMissionIstanbulYerevan(t *testing.T) {
	tests := []struct {
		when   string
		flies  bool
		posts  []string // road crossings between Türkiye and Georgia that are shut
		nobody string   // an airline that did not fly
	}{
		{"--on 2022-01-20", false, []string{"kartsakhi-aktas", "vale-turkgozu"}, ""},
		{"--on 2022-02-10", true, []string{"kartsakhi-aktas", "vale-turkgozu"}, "Turkish Airlines Istanbul – Yerevan"},
		{"--on 2022-02-10 --known 2021-11-30", false, nil, ""},
		{"--on 2025-11-15", true, nil, "FlyOne"},
	}
	takes := map[bool]float64{} // by whether there are flights, in early 2022
	for _, tt := range tests {
		a := ways(t, "Istanbul Yerevan --by any --passport DEU "+tt.when)
		best, ok := quickest(a)
		if !ok {
			t.Errorf("%s: no lawful way", tt.when)
			continue
		}
		if flies := best.flight("TUR", "ARM") != ""; flies != tt.flies {
			t.Errorf("%s: the quickest way flies direct: %t", tt.when, flies)
		}
		if tt.flies && a.Itineraries[0].Arrives != best.Arrives {
			t.Errorf("%s: the quickest lawful way is not the first", tt.when)
		}
		if tt.posts != nil {
			takes[tt.flies] = best.DurationS
		}
		land := false
		for _, w := range a.Itineraries {
			name := w.flight("TUR", "ARM")
			if name != "" && !tt.flies || tt.nobody != "" && strings.Contains(name, tt.nobody) {
				t.Errorf("%s: flies with %q", tt.when, name)
			}
			for _, post := range tt.posts {
				if w.lawful() && strings.Contains(w.through(), post) {
					t.Errorf("%s: passes %s, which took no passengers", tt.when, post)
				}
			}
			land = land || w.lawful() && w.over() == "TUR>GEO GEO>ARM" && !slices.ContainsFunc(w.Legs, func(l leg) bool { return l.Kind == "fly" })
		}
		if !land && tt.posts != nil {
			t.Errorf("%s: no way by land over Georgia", tt.when)
		}
	}
	if takes[true] >= takes[false] {
		t.Errorf("with flights it takes %.0f s, without %.0f s", takes[true], takes[false])
	}
}

// A lorry may never pass the closed border. Goods go over Georgia, and until 11 May
// 2026 could not be declared as from or for the other; Armenia banned Turkish goods
// from 31 December 2020 for a year.
func TestMissionLorryWithGoods(t *testing.T) {
	const armenian = "Yerevan Istanbul --vehicle truck --plate ARM --passport ARM --cargo goods --goods-from ARM --goods-to TUR "
	var needs [2]string
	for i, when := range []string{"--on 2024-07-30", "--on 2026-05-20"} {
		a := ways(t, armenian+when)
		if len(a.Itineraries) == 0 || a.Itineraries[0].over() != "ARM>GEO GEO>TUR" || a.Itineraries[0].Verdict != "formality" {
			t.Fatalf("%s: %+v; the lorry goes over Georgia, with papers", when, a.Itineraries)
		}
		best := a.Itineraries[0]
		needs[i] = strings.Join(best.papers(strings.Fields(best.through())[1]), " ")
		if best.DistanceM < 1600e3 || best.DistanceM > 2050e3 {
			t.Errorf("%s: %.0f km; 2,050 were reported, the great circle is 1,313", when, best.DistanceM/1000)
		}
		if d := a.Direct; d.DistanceM < 1313e3 || d.DistanceM >= best.DistanceM || len(d.BlockedBy) == 0 || !refusedSince1993(d.BlockedBy[0].Reasons) {
			t.Errorf("%s: direct %+v; longer than the great circle, shorter than the way over Georgia, shut since 1993", when, d)
		}
	}
	if !strings.Contains(needs[0], "re-export") || strings.Contains(needs[1], "re-export") {
		t.Errorf("asked at the Turkish post: %q, then %q; the goods may be declared as Armenian since 11 May 2026", needs[0], needs[1])
	}
	turkish := "Istanbul Yerevan --vehicle truck --plate TUR --passport TUR --cargo goods --goods-to ARM "
	for _, tt := range []struct {
		rest   string
		lawful bool
	}{
		{"--goods-from TUR --on 2020-12-10", true}, {"--goods-from TUR --on 2021-06-15", false},
		{"--goods-from GEO --on 2021-06-15", true}, {"--goods-from TUR --on 2022-01-15", true},
	} {
		if _, ok := quickest(ways(t, turkish+tt.rest)); ok != tt.lawful {
			t.Errorf("%s: lawful is %t, should be %t", tt.rest, ok, tt.lawful)
		}
	}
	ban := answerOf[mayAnswer](t, strings.Fields("may --from GEO --to ARM --mode road --vehicle truck --plate TUR --passport TUR --cargo goods --goods-from TUR --goods-to ARM --on 2021-06-15")...)
	if ban.Verdict != "refused" || !slices.ContainsFunc(ban.Crossings[0].Reasons, func(r reason) bool {
		return r.Part == "entry" && r.Effect == "refused" && r.Decides && strings.HasPrefix(r.From, "2020-12-31")
	}) {
		t.Errorf("%s: the reasons do not name the ban of 31 December 2020: %+v", ban.Verdict, ban.Crossings)
	}
}

// Georgia holds entry into Abkhazia over the Psou to be a crime of foreigners, and
// refuses those who did; over the Enguri it is lawful.
func TestMissionAbkhaziaFromTheNorth(t *testing.T) {
	named := func(rs []reason) bool {
		return slices.ContainsFunc(rs, func(r reason) bool { return r.Effect == "refused" && strings.Contains(r.Says, "Abkhazia") })
	}
	for _, tt := range []struct {
		args    string
		refused bool
	}{
		{"--passport DEU --entered abkhazia@psou:2024-05-01", true},
		{"--passport DEU --entered abkhazia@enguri:2024-05-01", false},
		{"--passport DEU", false},
		{"--passport GEO --entered abkhazia@psou:2024-05-01", false},
	} {
		a := answerOf[mayAnswer](t, strings.Fields("may --from RUS --to GEO --at kazbegi-verkhny-lars --vehicle car --on 2024-07-30 "+tt.args)...)
		if len(a.Crossings) != 1 {
			t.Fatalf("%s: %d crossings judged; the one asked about has a road", tt.args, len(a.Crossings))
		}
		if got := named(a.Crossings[0].Reasons); got != tt.refused || tt.refused && a.Verdict != "refused" {
			t.Errorf("%s: %s, refused for Abkhazia: %t", tt.args, a.Verdict, got)
		}
	}
	a := ways(t, "Sochi Zugdidi --passport DEU --on 2024-07-30")
	for _, w := range a.Itineraries {
		if strings.Contains(w.through(), "psou") {
			t.Errorf("offers %s through %s", w.Verdict, w.through())
		}
	}
	for _, at := range []string{"psou", "enguri"} {
		if !slices.ContainsFunc(a.Direct.BlockedBy, func(b blocker) bool { return b.Crossing == at && b.Verdict == "refused" && named(b.Reasons) }) {
			t.Errorf("that the direct way is refused at %s, and why, is not said: %+v", at, a.Direct.BlockedBy)
		}
	}
	if _, ok := quickest(ways(t, "Sukhumi Zugdidi --passport DEU --on 2024-07-30 --entered abkhazia@psou:2024-07-20")); ok {
		t.Error("a way into Georgia for one who came over the Psou")
	}
}

// Since March 2020 nobody enters Azerbaijan by land; foreigners leave by land, and
// come in by air. Its own nationals do not leave by land; goods go through.
func TestMissionAzerbaijan(t *testing.T) {
	in := ways(t, "Tbilisi Baku --passport DEU --on 2024-06-01")
	if len(in.Itineraries) > 0 || len(in.Direct.BlockedBy) == 0 || in.Direct.BlockedBy[0].Verdict != "refused" {
		t.Errorf("by car to Baku: %+v, blocked by %+v", in.Itineraries, in.Direct.BlockedBy)
	}
	out, ok := quickest(ways(t, "Baku Tbilisi --passport DEU --on 2024-06-01"))
	if !ok || out.over() != "AZE>GEO" {
		t.Errorf("by car from Baku: %+v", out)
	}
	if own, ok := quickest(ways(t, "Baku Tbilisi --passport AZE --on 2024-06-01")); ok {
		t.Errorf("Azerbaijan lets its own nationals out by land: %+v", own)
	}
	for _, w := range ways(t, "Tbilisi Baku --by any --passport DEU --on 2024-06-01").Itineraries {
		last := w.Legs[len(w.Legs)-1]
		for _, l := range w.Legs {
			if l.To.Area == "AZE" && l.From.Area != "AZE" {
				last = l
			}
		}
		if last.Kind != "fly" || !strings.Contains(fmt.Sprint(w.Formalities), "visa:AZE") {
			t.Errorf("enters Azerbaijan by %s with %v; it is by air, with a visa", last.Kind, w.Formalities)
		}
	}
	lorry := answerOf[mayAnswer](t, strings.Fields("may --from GEO --to AZE --at red-bridge-sinig-korpu --mode road --vehicle truck --plate GEO --passport GEO --purpose crew --cargo goods --goods-from GEO --goods-to AZE --on 2024-06-01")...)
	if lorry.Verdict == "refused" {
		t.Errorf("a lorry with goods: %+v", lorry.Crossings)
	}
}

// A way that goes out over a crossing and straight back over it is no way, where
// nothing is gained by it.
func TestMissionNobodyTurnsBack(t *testing.T) {
	for _, w := range ways(t, "Tbilisi Baku --by any --passport DEU --on 2024-06-01").Itineraries {
		if at := strings.Fields(w.through()); len(slices.Compact(slices.Clone(at))) < len(at) {
			t.Errorf("offers %s through %s", w.over(), w.through())
		}
	}
}

// Two towns and two ways: every figure by hand.
func TestMissionWhatifByHand(t *testing.T) {
	opening := "--if " + filepath.Join("testdata", "mission", "opening", "opening.yaml")
	for _, tt := range []struct {
		question             string
		quicker, cut         int
		saves, before, after float64
	}{
		{"--if arm-tur-third-country-2022 --passport DEU", 2, 0, 26400, 1100. / 30000, 1100. / 3600},
		{"--if arm-tur-third-country-2022", 0, 0, 0, 1100. / 30000, 1100. / 30000},
		{opening, 2, 0, 26400, 1100. / 30000, 1100. / 3600},
		{opening + " --cost distance --exponent 2", 2, 0, 26400, 1100. / 500e3 / 500e3, 1100. / 62e3 / 62e3},
		{"--if close:kartsakhi-aktas --passport DEU", 0, 2, 0, 1100. / 30000, 0},
		{opening + " --if close:kartsakhi-aktas --if no-waits", 2, 0, 26880, 1100. / 30000, 1100. / 3120},
	} {
		a := answerOf[missionWhatif](t, append(slices.Clone(atMargara), strings.Fields(tt.question+" --on 2024-07-30")...)...)
		near := func(x, y float64) bool { return math.Abs(x-y) <= 1e-6*math.Abs(y) }
		if a.Pairs != 2 || a.Quicker != tt.quicker || a.Cut != tt.cut || !near(a.Mean, tt.saves) || !near(a.Weighted, tt.saves) || !near(a.Access.Before, tt.before) || !near(a.Access.After, tt.after) {
			t.Errorf("%s: %d pairs, %d quicker, %d cut, %v s saved, %v by people, access %+v; should be %+v", tt.question, a.Pairs, a.Quicker, a.Cut, a.Mean, a.Weighted, a.Access, tt)
		}
	}
}

// The nearest single change: the promise of 2022 for a German; not for those whom it
// does not help, not before it was known, and none where the best way is the direct one.
func TestMissionNearestChange(t *testing.T) {
	const promise = "arm-tur-third-country-2022"
	n := ways(t, "Iğdır Yerevan --passport DEU --on 2024-07-30").NearestChange
	if n == nil || n.Commitment != promise || n.Title == "" || n.Undertaking != "do" || n.Status != "agreed" || n.Since != "2022-07-01" {
		t.Fatalf("the nearest change is %+v; it is the promise of 1 July 2022", n)
	}
	if n.DistanceM < 61e3 || n.DistanceM > 65e3 || n.DurationS < 40*60 || n.DurationS > 100*60 || n.Verdict != "formality" && n.Verdict != "permitted" {
		t.Errorf("it would bring %+v; 61 to 65 km, about an hour, lawful", n)
	}
	for _, q := range []string{"Iğdır Yerevan --passport ARM --on 2024-07-30", "Iğdır Yerevan --passport TUR --on 2024-07-30", "Iğdır Yerevan --passport DEU --on 2024-07-30 --known 2021-12-31"} {
		if n := ways(t, q).NearestChange; n != nil && n.Commitment == promise {
			t.Errorf("%s: the promise helps: %+v", q, n)
		}
	}
	if n := ways(t, "Yerevan Tbilisi --passport DEU --on 2024-07-30").NearestChange; n != nil {
		t.Errorf("from Yerevan to Tbilisi the best way is open, and %+v would bring a better one", n)
	}
}

// A matrix says pair by pair what route says.
func TestMissionMatrix(t *testing.T) {
	t.Setenv("WAYTHROUGH_TODAY", "2026-11-23")
	names := []string{"igdir", "gyumri", "tbilisi", "baku"}
	places := filepath.Join(t.TempDir(), "places.csv")
	if err := os.WriteFile(places, []byte("id\n"+strings.Join(names, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"matrix", "--places", places, "--passport", "DEU", "--on", "2024-07-30"}, &out, &errOut); code != answered {
		t.Fatal(code, errOut.String())
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 1+len(names)*(len(names)-1) || strings.Join(rows[0], ",") != "from,to,duration_s,distance_m,verdict" {
		t.Fatalf("%d rows, %v: %v", len(rows), err, rows)
	}
	for _, row := range rows[1:] {
		want := []string{row[0], row[1], "", "", "refused"}
		if w, ok := quickest(ways(t, row[0]+" "+row[1]+" --passport DEU --on 2024-07-30")); ok {
			want = []string{row[0], row[1], fmt.Sprint(int(w.DurationS)), fmt.Sprint(int(w.DistanceM)), w.Verdict}
		}
		if !slices.Equal(row, want) {
			t.Errorf("the matrix says %v, route %v", row, want)
		}
	}
}
