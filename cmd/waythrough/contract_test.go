package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the command must answer about the border the project began with. Every
// expectation is from the public record, none from the program's output.

// answerOf runs the command on a fixed day and decodes its JSON.
func answerOf[T any](t *testing.T, args ...string) T {
	t.Helper()
	t.Setenv("WAYTHROUGH_TODAY", "2026-11-23")
	var out, errOut bytes.Buffer
	if code := run(append(args, "--json"), &out, &errOut); code != answered {
		t.Fatalf("waythrough %s: exit %d: %s", strings.Join(args, " "), code, errOut.String())
	}
	var v T
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		t.Fatalf("waythrough %s: %v", strings.Join(args, " "), err)
	}
	return v
}

type reason struct {
	Statement, Part, Effect, Says string
	From                          string
	Confirmed                     *string
	Decides                       bool
	Sources                       []struct{ Title, Publisher, Published, URL, Basis string }
}

type mayAnswer struct {
	Verdict, Basis, Notice, Reading string
	Stale                           bool
	Confirmed                       *string
	Crossings                       []struct {
		Crossing, Mode, Verdict string
		Needs                   []struct{ Paper string }
		Reasons                 []reason
	}
	DependsOn  []struct{ Attribute, Value, Verdict string } `json:"depends_on"`
	Pending    []pendingAnswer
	Precedents []struct{ Crossing, From, Until, Class string }
}

type pendingAnswer struct {
	Commitment, Status, Agreed string
	DaysPending                int `json:"days_pending"`
	Would                      []string
}

func TestGermanAtTheClosedBorder(t *testing.T) {
	question := []string{"may", "--passport", "DEU", "--from", "TUR", "--to", "ARM", "--mode", "road"}
	promise := "arm-tur-third-country-2022"
	tests := []struct {
		name      string
		args      []string
		stale     bool
		confirmed string // of the whole; "" if it is not fixed by a fact
		pending   int    // days; 0: the promise is not listed
		since1993 bool
	}{
		{"the day of the fifth meeting", []string{"--on", "2024-07-30"}, false, "2026-05-22", 760, true},
		{"as known before the promise", []string{"--on", "2024-07-30", "--known", "2021-12-31"}, true, "", 0, true},
		{"the last day confirmed", []string{"--on", "2026-05-22"}, false, "2026-05-22", 1421, true},
		{"today", nil, true, "2026-05-22", 1606, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := answerOf[mayAnswer](t, append(slices.Clone(question), tt.args...)...)
			if a.Verdict != "refused" {
				t.Fatalf("verdict %s; the border has been shut since 1993", a.Verdict)
			}
			if a.Stale != tt.stale {
				t.Errorf("stale is %t", a.Stale)
			}
			if tt.confirmed != "" && (a.Confirmed == nil || *a.Confirmed != tt.confirmed) {
				t.Errorf("last confirmed %v, should be %s", a.Confirmed, tt.confirmed)
			}
			if !slices.ContainsFunc(a.Crossings[0].Reasons, func(r reason) bool {
				return r.Part == "closure" && r.Effect == "refused" && r.From == "1993-04-03" && r.Decides && len(r.Sources) > 0
			}) {
				t.Errorf("the reasons do not reach the closure of 3 April 1993: %+v", a.Crossings[0].Reasons)
			}
			i := slices.IndexFunc(a.Pending, func(p pendingAnswer) bool { return p.Commitment == promise })
			switch {
			case tt.pending == 0 && i >= 0:
				t.Errorf("the promise of 2022 is told, though nobody knew of it")
			case tt.pending > 0 && i < 0:
				t.Errorf("the promise of 2022 is not among %v", a.Pending)
			case tt.pending > 0:
				p := a.Pending[i]
				if p.Agreed != "2022-07-01" || p.DaysPending != tt.pending || p.Status == "in-operation" || len(p.Would) == 0 {
					t.Errorf("the promise: %+v; agreed on 2022-07-01, %d days pending, not in operation", p, tt.pending)
				}
			}
		})
	}
	t.Run("precedents are the aid convoys", func(t *testing.T) {
		a := answerOf[mayAnswer](t, append(slices.Clone(question), "--on", "2024-07-30")...)
		found := false
		for _, p := range a.Precedents {
			found = found || (p.Crossing == "margara-alican" && p.From == "2023-02-11" && strings.Contains(p.Class, "humanitarian"))
		}
		if !found {
			t.Errorf("the convoys of February 2023 are not among %+v", a.Precedents)
		}
	})
	t.Run("1992 is not known, and it says why", func(t *testing.T) {
		a := answerOf[mayAnswer](t, append(slices.Clone(question), "--on", "1992-06-01")...)
		if a.Verdict != "unknown" || !strings.Contains(a.Crossings[0].Reasons[0].Says, "No rule is recorded") {
			t.Errorf("%s: %+v", a.Verdict, a.Crossings)
		}
	})
}

func TestMay(t *testing.T) {
	convoy := "--passport ARM --from ARM --to TUR --at margara-alican --vehicle truck --cargo humanitarian --purpose aid"
	lorry := "--passport TUR --from TUR --to ARM --at margara-alican --vehicle truck --plate TUR --cargo goods --goods-from TUR --goods-to ARM"
	tests := []struct {
		args string
		want []string // verdicts that are right
		need string   // a paper that must be asked for
	}{
		{convoy + " --on 2023-02-12", []string{"permitted", "formality"}, ""},
		{convoy + " --on 2023-03-12", []string{"refused"}, ""},
		{lorry + " --on 1993-04-03", []string{"refused"}, ""},
		{lorry + " --on 2009-10-11", []string{"refused"}, ""},
		{lorry + " --on 2023-02-12", []string{"refused"}, ""},
		{lorry + " --on 2026-05-20", []string{"refused"}, ""},
		// Visas from the mission before 2026, a free e-visa since 1 January 2026.
		{"--passport ARM:diplomatic --from ARM --to TUR --mode air --on 2025-06-01", []string{"formality"}, "visa:TUR"},
		{"--passport ARM:diplomatic --from ARM --to TUR --mode air --on 2026-02-01", []string{"formality"}, "e-visa:TUR"},
		{"--passport ARM:diplomatic --holds e-visa:TUR --from ARM --to TUR --mode air --on 2026-02-01", []string{"permitted"}, ""},
		{"--passport ARM:diplomatic --holds e-visa:TUR --from ARM --to TUR --mode air --on 2025-06-01", []string{"formality"}, ""},
		// Azerbaijan since March 2020: in by air only, out by land for foreigners.
		{"--passport DEU --from GEO --to AZE --mode road --on 2024-06-01", []string{"refused"}, ""},
		{"--passport DEU --from AZE --to GEO --mode road --on 2024-06-01", []string{"permitted"}, ""},
		{"--passport DEU --holds e-visa:AZE --from GEO --to AZE --mode air --on 2024-06-01", []string{"permitted"}, ""},
		{"--passport IRN --from IRN --to ARM --at agarak-norduz --on 2024-06-01", []string{"permitted"}, ""},
		{"--passport IRN --from ARM --to IRN --at agarak-norduz --on 2024-06-01", []string{"permitted"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			a := answerOf[mayAnswer](t, append([]string{"may"}, strings.Fields(tt.args)...)...)
			if !slices.Contains(tt.want, a.Verdict) {
				t.Errorf("is %s, should be %s", a.Verdict, strings.Join(tt.want, " or "))
			}
			asked := fmt.Sprint(a.Crossings[0].Needs)
			if tt.need != "" && !strings.Contains(asked, "{"+tt.need+"}") {
				t.Errorf("asks for %s, should ask for %s", asked, tt.need)
			}
			if a.Notice == "" {
				t.Error("no notice")
			}
		})
	}
}

type processAnswer struct {
	Parties  []string
	Envoys   []struct{ Name, Party string }
	Meetings []struct {
		N         int
		On, Place string
	}
	Contacts    []struct{ On string }
	Relations   []struct{ What, State string }
	Positions   []struct{ Holder, Person string }
	Commitments []struct {
		ID, Title, Undertaking, Status, Agreed string
		DaysPending                            int `json:"days_pending"`
		Missed                                 []struct{ Due, Fate string }
		Events                                 []struct{ On, Event string }
	}
}

func TestProcess(t *testing.T) {
	a := answerOf[processAnswer](t, "process", "armenia-turkey", "--on", "2024-07-30")
	meetings := []struct{ on, place string }{{"2022-01-14", "Moscow"}, {"2022-02-24", "Vienna"}, {"2022-05-03", "Vienna"},
		{"2022-07-01", "Vienna"}, {"2024-07-30", "Margara"}}
	if len(a.Meetings) != len(meetings) {
		t.Fatalf("%d meetings, should be %d: %+v", len(a.Meetings), len(meetings), a.Meetings)
	}
	for i, m := range meetings {
		if got := a.Meetings[i]; got.N != i+1 || got.On != m.on || !strings.Contains(got.Place, m.place) {
			t.Errorf("meeting %d: %+v, should be %s at %s", i+1, got, m.on, m.place)
		}
	}
	for _, envoy := range []string{"Ruben Rubinyan", "Serdar Kılıç"} {
		if !strings.Contains(fmt.Sprint(a.Envoys), envoy) {
			t.Errorf("%s is not among the envoys %v", envoy, a.Envoys)
		}
	}
	if len(a.Contacts) == 0 || len(a.Positions) == 0 || !strings.Contains(fmt.Sprint(a.Relations), "{diplomatic relations none}") {
		t.Errorf("contacts %d, positions %d, relations %v", len(a.Contacts), len(a.Positions), a.Relations)
	}
	found := map[string]bool{}
	for _, c := range a.Commitments {
		switch {
		case c.ID == "arm-tur-third-country-2022":
			found["promise"] = c.Status == "agreed" && c.DaysPending == 760 && len(c.Missed) > 0
		case strings.Contains(c.Title, "Akyaka"):
			found["railway"] = c.Undertaking == "assess" && c.Agreed == "2024-07-30" && c.DaysPending == 0
		case strings.Contains(strings.ToLower(c.Title), "visas for diplomatic"):
			found["visas"] = c.Status == "agreed" && c.Agreed == "2024-07-30"
		}
	}
	for _, what := range []string{"promise", "railway", "visas"} {
		if !found[what] {
			t.Errorf("the commitment on the %s is not as it was on that day: %+v", what, a.Commitments)
		}
	}
	if n := len(answerOf[processAnswer](t, "process", "armenia-turkey", "--on", "2023-12-31").Meetings); n != 4 {
		t.Errorf("%d meetings by the end of 2023, should be 4", n)
	}
	before := answerOf[processAnswer](t, "process", "armenia-turkey", "--known", "2022-06-30")
	if len(before.Meetings) != 3 {
		t.Errorf("%d meetings were known on 30 June 2022, should be 3", len(before.Meetings))
	}
	for _, c := range before.Commitments {
		if c.Agreed >= "2022-07" {
			t.Errorf("%s was known before it was agreed", c.ID)
		}
	}
}

type routeAnswer struct {
	Itineraries []struct {
		Verdict   string
		DurationS float64 `json:"duration_s"`
		DistanceM float64 `json:"distance_m"`
		Legs      []leg
	}
	Direct struct {
		DistanceM float64 `json:"distance_m"`
		BlockedBy []struct {
			Crossing, Verdict string
			Reasons           []reason
		} `json:"blocked_by"`
	}
	Notice string
}

type leg struct {
	Kind, Mode, Crossing string
	From, To             struct{ Area string }
	Verdict              *string
	Reasons              []reason
	Service              *struct{ Name string }
}

func TestIgdirToYerevan(t *testing.T) {
	for _, from := range []string{"Iğdır", "Igdir", "ığdır", "Իգդիր", "Игдыр"} {
		a := answerOf[routeAnswer](t, "route", from, "Yerevan", "--passport", "DEU", "--vehicle", "car", "--on", "2024-07-30")
		if len(a.Itineraries) == 0 {
			t.Fatalf("from %s: no way", from)
		}
		best := a.Itineraries[0]
		areas := ""
		for _, l := range best.Legs {
			if l.Verdict != nil {
				areas += l.From.Area + ">" + l.To.Area + " "
				if len(l.Reasons) == 0 {
					t.Errorf("the border %s is not explained", l.Crossing)
				}
			}
		}
		if areas != "TUR>GEO GEO>ARM " || best.Verdict == "refused" || best.Verdict == "unknown" {
			t.Errorf("the best way passes %s and is %s; it leads over Georgia and is lawful", areas, best.Verdict)
		}
		// The way over Georgia is some 500 km; TestPublishedPartsOfTheWay holds its parts.
		if math.Abs(best.DistanceM-500e3) > 50e3 {
			t.Errorf("%.0f km over Georgia, should be some 500", best.DistanceM/1000)
		}
		if math.Abs(a.Direct.DistanceM-60e3) > 6e3 {
			t.Errorf("direct %.1f km, should be about 60", a.Direct.DistanceM/1000)
		}
		if len(a.Direct.BlockedBy) != 1 || a.Direct.BlockedBy[0].Crossing != "margara-alican" || a.Direct.BlockedBy[0].Verdict != "refused" ||
			!slices.ContainsFunc(a.Direct.BlockedBy[0].Reasons, func(r reason) bool { return r.From == "1993-04-03" && r.Part == "closure" }) {
			t.Errorf("blocked by %+v; it is the closure of 1993 at Margara–Alican", a.Direct.BlockedBy)
		}
	}
}

// The parts of the way over Georgia for which a page with a road distance was read.
// For Kars–Aktaş and Kartsakhi–Ninotsminda none was found: see docs/network.md.
func TestPublishedPartsOfTheWay(t *testing.T) {
	tests := []struct {
		from, to string
		km       float64
		source   string
	}{
		{"Iğdır", "Kars", 135, "distance chart of the Turkish highways directorate, as cited in docs/network.md"},
		{"bavra-ninotsminda.arm", "Yerevan", 173.7, "length of Armenia's M1, as cited in docs/network.md"},
		{"Gyumri", "bavra-ninotsminda.arm", 50, "about 50: motoadv.gr/armenistes/16"},
		{"Yerevan", "Akhaltsikhe", 294, "a traveller's log: russelsenroute.com/category/vladivostok-to-london-2017/armenia"},
	}
	for _, tt := range tests {
		a := answerOf[routeAnswer](t, "route", tt.from, tt.to, "--passport", "DEU", "--on", "2024-07-30")
		if got := a.Itineraries[0].DistanceM / 1000; math.Abs(got-tt.km) > 0.1*tt.km {
			t.Errorf("%s–%s is %.1f km, published are %.1f (%s)", tt.from, tt.to, got, tt.km, tt.source)
		}
	}
}

func TestIstanbulToYerevan(t *testing.T) {
	flight := func(legs []leg) bool {
		return slices.ContainsFunc(legs, func(l leg) bool { return l.Kind == "fly" && l.From.Area == "TUR" && l.To.Area == "ARM" })
	}
	overland := func(legs []leg) bool {
		georgia := slices.ContainsFunc(legs, func(l leg) bool { return l.To.Area == "GEO" })
		return georgia && !slices.ContainsFunc(legs, func(l leg) bool { return l.Kind == "fly" })
	}
	a := answerOf[routeAnswer](t, "route", "Istanbul", "Yerevan", "--by", "any", "--on", "2024-07-30", "--passport", "DEU")
	if !flight(a.Itineraries[0].Legs) {
		t.Errorf("the flight is not first: %+v", a.Itineraries[0].Legs)
	}
	land := false
	for _, it := range a.Itineraries {
		land = land || overland(it.Legs)
	}
	if !land {
		t.Error("no way by land over Georgia")
	}
	for _, it := range answerOf[routeAnswer](t, "route", "Istanbul", "Yerevan", "--by", "any", "--on", "2021-11-01", "--passport", "DEU").Itineraries {
		if flight(it.Legs) {
			t.Error("a direct flight on 1 November 2021; there was none between 2020 and February 2022")
		}
	}
}

// Exit: 0 answered, a refusal too; 2 a question that can't be read; 1 anything
// else. Nothing is printed as an answer unless it is one.
func TestExitCodes(t *testing.T) {
	broken := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(broken, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("latin1.yaml", "statements:\n  - id: caf\xe9\n")
	tests := []struct {
		args string
		code int
		says string
	}{
		{"may --from TUR --to ARM --passport DEU --mode road", answered, ""},
		{"route Iğdır Yerevan --passport DEU", answered, ""},
		{"may --from TUR --to ARM --passport XYZ", unreadable, "XYZ"},
		{"may --from TUR --to ARM --on tomorrow", unreadable, "tomorrow"},
		{"may --from TUR --to ARM --traveller nowhere.json", unreadable, "nowhere.json"},
		{"route Nowhere Yerevan", unreadable, "Nowhere"},
		{"may --form TUR", unreadable, "--from"},
		{"nonsense", unreadable, "nonsense"},
		{"--record " + broken + " may --from TUR --to ARM", failed, "latin1.yaml:2: byte"},
		{"record check " + broken, failed, "is not UTF-8"},
		{"--record " + filepath.Join(broken, "none") + " version", failed, "no such file"},
		{"--network " + broken + " route Iğdır Yerevan", failed, "places.csv"},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			var out, errOut bytes.Buffer
			code := run(strings.Fields(tt.args), &out, &errOut)
			if code != tt.code {
				t.Errorf("exit %d, should be %d: %s", code, tt.code, errOut.String())
			}
			if !strings.Contains(errOut.String(), tt.says) {
				t.Errorf("says %q, should name %q", errOut.String(), tt.says)
			}
			if code != answered && out.Len() > 0 {
				t.Errorf("prints an answer that is none: %s", out.String())
			}
		})
	}
}
