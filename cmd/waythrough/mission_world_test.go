package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The mission's questions in worlds made for them: each a folder of testdata/mission
// whose record begins with a drawing.

// in gives the words of a command asked in one of these worlds.
func in(world, command string) []string {
	dir := filepath.Join("testdata", "mission", world)
	return append([]string{"--record", dir, "--network", dir}, strings.Fields(command)...)
}

func waysIn(t *testing.T, world, question string) waysAnswer {
	t.Helper()
	return answerOf[waysAnswer](t, in(world, "route "+question)...)
}

// told writes the ways of an answer as "x1 x2:permitted".
func told(a waysAnswer) []string {
	var out []string
	for _, w := range a.Itineraries {
		out = append(out, w.through()+":"+w.Verdict)
	}
	return out
}

// The questions are in testdata/mission/ways.txt.
func TestMissionWays(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "mission", "ways.txt"))
	if err != nil {
		t.Fatal(err)
	}
	world, what, asked := "", "", 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		question, want, isQuestion := strings.Cut(line, " => ")
		switch {
		case strings.HasPrefix(line, "["):
			world, what, _ = strings.Cut(line[1:], "] ")
		case isQuestion:
			asked++
			t.Run(world+" "+question, func(t *testing.T) { checkWays(t, world, question, want, what) })
		}
	}
	if asked < 25 {
		t.Errorf("only %d questions were found", asked)
	}
}

func checkWays(t *testing.T, world, question, want, what string) {
	if !strings.Contains(question, "--on") {
		question += " --on 2024-07-30"
	}
	got := told(waysIn(t, world, question))
	wants := strings.Split(want, "; ")
	if first := append(slices.Clone(got), "none")[0]; first != wants[0] {
		t.Errorf("the first way is %q, should be %q: %s", first, wants[0], what)
	}
	for _, w := range wants[1:] {
		verb, way, _ := strings.Cut(w, " ")
		at := slices.Index(got, way)
		if verb == "then" && at < 1 || verb == "not" && at >= 0 || verb == "alone" && len(got) != 1 {
			t.Errorf("should be %q: %q: %s", w, got, what)
		} else if !slices.Contains([]string{"then", "not", "alone"}, verb) {
			t.Fatalf("%q is no word of these tables", verb)
		}
	}
}

// The direct way names what blocks it, with the statement that does.
func TestMissionWaysBlocked(t *testing.T) {
	for _, tt := range []struct{ world, question, at, by string }{
		{"detour", "west east --passport farland", "ford", "southland-refuses-farlanders"},
		{"kosovo", "skopje nis --passport DEU", "merdare", "srb-turns-back-without-stamp"},
		{"entries", "a1 b2 --passport etruria", "x3", "borea-etruscans-once"},
		{"entries", "a1 b1 --passport iberia", "x1", "alba-keeps-iberians"},
	} {
		d := waysIn(t, tt.world, tt.question+" --on 2024-07-30").Direct
		if len(d.BlockedBy) != 1 || d.BlockedBy[0].Crossing != tt.at || d.BlockedBy[0].Verdict != "refused" || !strings.Contains(fmt.Sprint(d.BlockedBy[0].Reasons), tt.by) {
			t.Errorf("%s: %s: blocked by %+v; it is %s at %s", tt.world, tt.question, d.BlockedBy, tt.by, tt.at)
		}
	}
}

// The post at Dawn shuts at 21:00 of its own clock, 20:00 in Dusk. Who has stood the
// queue of half an hour by then passes; who has not waits for 06:00.
func TestMissionNight(t *testing.T) {
	for _, tt := range []struct{ ends, leaves, arrives, orAt string }{
		{"t1 t2", "2024-07-30T14:00", "2024-07-30T19:40", ""},
		{"t1 t2", "2024-07-30T16:20", "2024-07-30T22:00", ""},
		{"t1 t2", "2024-07-30T16:40", "2024-07-31T07:10", "2024-07-31T07:40"}, // at 20:10 in Dusk it is 21:10 in Dawn
		{"t1 t2", "2024-07-30T19:00", "2024-07-31T07:10", "2024-07-31T07:40"},
		{"t1 t2", "2024-07-31T03:00", "2024-07-31T08:40", ""},
		{"t2 t1", "2024-07-30T19:20", "2024-07-30T23:00", ""},
		{"t2 t1", "2024-07-30T20:00", "2024-07-31T08:10", "2024-07-31T08:40"},
	} {
		t.Run(tt.ends+" "+tt.leaves, func(t *testing.T) {
			w, ok := quickest(waysIn(t, "night", tt.ends+" --passport DEU --on "+tt.leaves))
			// Whether the queue is stood again once the post opens is left open.
			if at := w.Arrives.Format("2006-01-02T15:04"); !ok || at < tt.arrives || at > max(tt.arrives, tt.orAt) {
				t.Errorf("arrives at %s, should be %s", at, tt.arrives)
			}
			if waits := slices.ContainsFunc(w.Legs, func(l leg) bool { return l.Kind == "wait" }); waits != (tt.orAt != "") {
				t.Errorf("waits for the post to open: %t", waits)
			}
		})
	}
}

// Arriving by an hour means leaving as late as one can: two minutes later is too late.
func TestMissionArriveBy(t *testing.T) {
	const minute = "2006-01-02T15:04"
	for _, tt := range []struct{ world, ends, by, departs string }{
		{"", "Kars Batumi", "2024-07-30T18:00", ""},
		{"", "Iğdır Yerevan", "2024-07-31T02:00", ""},
		{"night", "t1 t2", "2024-07-31T12:00", "2024-07-31T06:20"},
		{"night", "t1 t2", "2024-07-31T07:00", "2024-07-30T16:29"}, // the post opens too late that morning
	} {
		find := func(rest string) waysAnswer {
			if tt.world == "" {
				return ways(t, tt.ends+" --passport DEU "+rest)
			}
			return waysIn(t, tt.world, tt.ends+" --passport DEU "+rest)
		}
		var latest time.Time
		for _, w := range find("--arrive-by " + tt.by).Itineraries {
			if w.Arrives.Format(minute) > tt.by || !w.Departs.Before(w.Arrives) {
				t.Errorf("%s by %s: from %s to %s", tt.ends, tt.by, w.Departs, w.Arrives)
			}
			if w.lawful() && w.Departs.After(latest) {
				latest = w.Departs
			}
		}
		want, err := time.ParseInLocation(minute, tt.departs, latest.Location())
		if d := latest.Sub(want); err == nil && (d < 0 || d > time.Minute) {
			t.Errorf("%s by %s: leaves at %s, should be %s", tt.ends, tt.by, latest.Format(minute), tt.departs)
		}
		soon, ok := quickest(find("--on " + latest.Format(minute)))
		late, _ := quickest(find("--on " + latest.Add(2*time.Minute).Format(minute)))
		if !ok || soon.Arrives.Format(minute) > tt.by || late.Legs != nil && late.Arrives.Format(minute) <= tt.by {
			t.Errorf("%s by %s: leaving at %s arrives at %s, two minutes later at %s", tt.ends, tt.by, latest.Format(minute), soon.Arrives, late.Arrives)
		}
	}
}

// Nonsense gets a sentence that says what would do, and exit 2.
func TestMissionNonsense(t *testing.T) {
	tests := []struct {
		words []string
		says  string
	}{
		{strings.Fields("route 42.5,29.8 Yerevan"), "42.5,29.8"}, // the Black Sea
		{strings.Fields("route NaN,NaN Yerevan"), "position"},
		{strings.Fields("route 41.9,181 Yerevan"), "position"},
		{strings.Fields("route Iğdır Igdir"), "one place"},
		{strings.Fields("route 40.18,44.51 40.18,44.51"), "one place"},
		{strings.Fields("route Yerewan Tbilisi"), "Yerevan"},
		{strings.Fields("route Yerevan Tblisi"), "Tbilisi"},
		{[]string{"route", "", "Tbilisi"}, "FROM"},
		{[]string{"route", "Yerevan", "Tbilisi", "--passport", ""}, "passport"},
		{strings.Fields("route Yerevan Tbilisi --age -3"), "-3"},
		{strings.Fields("route Yerevan Tbilisi --pasport DEU"), "--passport"},
		{strings.Fields("route Yerevan Tbilisi --unknown maybe"), "maybe"},
		{strings.Fields("route Yerevan Tbilisi --on 2024-02-30"), "2024-02-30"},
		{strings.Fields("route Yerevan Tbilisi --arrive-by 2024-07-30"), "minute"},
		{strings.Fields("route Yerevan Tbilisi --on 2024-07-30 --arrive-by 2024-07-30T18:00"), "both"},
		// Clocks go from 02:00 to 03:00 in Dusk, from 03:00 to 04:00 in Dawn.
		{in("night", "route t1 t2 --passport DEU --on 2024-03-31T02:30"), "02:30"},
		{in("night", "route t1 t2 --passport DEU --arrive-by 2024-03-31T03:30"), "03:30"},
	}
	for _, tt := range tests {
		var out, errOut bytes.Buffer
		if code := run(tt.words, &out, &errOut); code != unreadable || out.Len() > 0 || !strings.Contains(errOut.String(), tt.says) {
			t.Errorf("%q: exit %d, prints %.80q, says %q; it can't be read, and %q should be named", tt.words, code, out.String(), errOut.String(), tt.says)
		}
	}
	// What only looks like nonsense is answered: an hour that comes twice, an hour
	// that the other side of the border leaves out, a person without a nationality.
	if a := waysIn(t, "night", "t1 t2 --passport DEU --on 2024-10-27T02:30"); len(a.Itineraries) == 0 {
		t.Error("the hour that comes twice is not answered")
	}
	if a := waysIn(t, "night", "t2 t1 --passport DEU --on 2024-03-31T02:30"); len(a.Itineraries) == 0 {
		t.Error("02:30 is an hour in Dawn, and is not answered")
	}
	a := ways(t, "Iğdır Yerevan --passport stateless --on 2024-07-30")
	if w, ok := quickest(a); ok || len(a.Direct.BlockedBy) == 0 || a.Direct.BlockedBy[0].Verdict != "refused" {
		t.Errorf("no rule of the record lets in stateless persons; offers %+v", w)
	}
}

type missionWhatif struct {
	whatifAnswer
	Cut    int `json:"pairs_cut"`
	Slower int `json:"pairs_slower"`
	Towns  []struct {
		ID, Area string
		Before   float64 `json:"market_access_before"`
		After    float64 `json:"market_access_after"`
	}
}

func whatifOf(t *testing.T, question string) missionWhatif {
	t.Helper()
	return answerOf[missionWhatif](t, append([]string{"whatif"}, strings.Fields(question)...)...)
}

// gainers are the ten towns of an area that gain most.
func (a missionWhatif) gainers(t *testing.T, area string) []string {
	var ids []string
	least := -1.0
	for _, town := range a.Towns {
		if gain := town.After - town.Before; town.Area == area && gain > 0 && len(ids) < 10 {
			if least >= 0 && gain > least {
				t.Errorf("%s gains more than the town before it", town.ID)
			}
			ids, least = append(ids, town.ID), gain
		}
	}
	return ids
}

const missionPromise = "--if arm-tur-third-country-2022 --on 2024-07-30"

func TestMissionWhatifPromise(t *testing.T) {
	german := whatifOf(t, missionPromise+" --passport DEU")
	if german.Quicker == 0 || german.Slower+german.Cut+german.Joined != 0 || german.Heading == "Assumption, not agreed" {
		t.Errorf("for a German, headed %q: %d quicker, %d slower, %d cut, %d joined", german.Heading, german.Quicker, german.Slower, german.Cut, german.Joined)
	}
	if tur, arm := german.gainers(t, "TUR"), german.gainers(t, "ARM"); len(tur) < 10 || len(arm) < 10 || !slices.Contains(tur, "igdir") || !slices.Contains(arm, "yerevan") {
		t.Errorf("the ten towns that gain most: %v and %v; Iğdır and Yerevan are among them", tur, arm)
	}
	// What is said of a pair of towns is what route says, before and after.
	for _, p := range german.Top[:min(2, len(german.Top))] {
		question := []string{"route", p.From, p.To, "--passport", "DEU", "--on", "2024-07-30"}
		before, _ := quickest(answerOf[waysAnswer](t, question...))
		after, _ := quickest(answerOf[waysAnswer](t, append([]string{"--record", filepath.Join("testdata", "mission", "opening")}, question...)...))
		if before.DurationS != *p.Before || after.DurationS != *p.After {
			t.Errorf("%s–%s: whatif says %.0f s and %.0f s, route %.0f s and %.0f s", p.From, p.To, *p.Before, *p.After, before.DurationS, after.DurationS)
		}
	}
}

// Opened to everybody, the border serves residents, and nothing of it is agreed.
func TestMissionWhatifOpenToAll(t *testing.T) {
	a := whatifOf(t, "--on 2024-07-30 --if "+filepath.Join("testdata", "mission", "opening", "opening.yaml"))
	if tur, arm := a.gainers(t, "TUR"), a.gainers(t, "ARM"); len(tur) < 10 || len(arm) < 10 || a.Slower+a.Cut != 0 || len(a.Blockers) != 0 {
		t.Errorf("%v and %v gain, %d slower, %d cut, blockers %+v", tur, arm, a.Slower, a.Cut, a.Blockers)
	}
	said := strings.Join(a.Assumed, "\n")
	if a.Heading != "Assumption, not agreed" || !strings.Contains(said, "opening.yaml") || !strings.Contains(said, "waits") || !strings.Contains(said, "unknown") {
		t.Errorf("headed %q, assumed: %s", a.Heading, said)
	}
}

// Those whom the promise does not help are told so, why, and what would help them.
func TestMissionWhatifHelpsNot(t *testing.T) {
	for _, who := range []string{"--passport ARM", "--passport TUR", "--passport stateless --unknown permit"} {
		t.Run(who, func(t *testing.T) {
			a := answerOf[missionWhatif](t, append(slices.Clone(atMargara), strings.Fields(missionPromise+" "+who)...)...)
			told := false
			for _, b := range a.Blockers {
				told = told || b.Crossing == "margara-alican" && refusedSince1993(b.Reasons) && len(b.WouldHelp) > 0 && b.WouldHelp[0].Commitment != "arm-tur-third-country-2022"
			}
			if a.Quicker != 0 || !told {
				t.Errorf("%d ways quicker, blockers %+v; the promise names citizens of third states alone", a.Quicker, a.Blockers)
			}
		})
	}
}

// Agarak–Norduz is the only crossing of Armenia and Iran: shut, ways grow longer.
func TestMissionWhatifClosing(t *testing.T) {
	shut := whatifOf(t, "--if close:agarak-norduz --passport DEU --on 2024-07-30")
	if shut.Quicker+shut.Joined != 0 || shut.Slower+shut.Cut == 0 || shut.Access.After >= shut.Access.Before || shut.Heading != "Assumption, not agreed" {
		t.Errorf("headed %q: %d quicker, %d joined, %d slower, %d cut, %+v", shut.Heading, shut.Quicker, shut.Joined, shut.Slower, shut.Cut, shut.Access)
	}
	opened := whatifOf(t, missionPromise+" --passport DEU")
	both := whatifOf(t, missionPromise+" --if close:agarak-norduz --passport DEU")
	if a := both.Access.After; a >= opened.Access.After || a <= shut.Access.After || both.Heading != "Assumption, not agreed" {
		t.Errorf("both, headed %q: %v, between %v and %v", both.Heading, a, shut.Access.After, opened.Access.After)
	}
	said := strings.Join(both.Assumed, "\n")
	if !strings.Contains(said, "third countries") || !strings.Contains(said, "Agarak") {
		t.Errorf("what is assumed is not all said: %s", said)
	}
}

// Iğdır of 100 people and Yerevan of 1,000: an hour and 62 km over Margara, 30,000 s and
// 500 km over Georgia.
var atMargara = []string{"--network", filepath.Join("testdata", "mission", "margara"), "whatif"}

// Every pending commitment is ranked; what is done or annulled is not pending.
func TestMissionWhatifEach(t *testing.T) {
	a := answerOf[struct {
		Commitments []struct {
			Commitment string
			Gain       float64 `json:"market_access_gain"`
		}
	}](t, append(slices.Clone(atMargara), "--each", "commitments", "--passport", "DEU", "--on", "2026-05-22")...)
	rank := map[string]int{} // from 1
	for i, c := range a.Commitments {
		rank[c.Commitment] = i + 1
		if i > 0 && c.Gain > a.Commitments[i-1].Gain {
			t.Errorf("%s is out of order", c.Commitment)
		}
	}
	promise, cargo := rank["arm-tur-third-country-2022"], rank["arm-tur-air-cargo-2022"]
	if promise == 0 || cargo <= promise || rank["arm-tur-official-visas-2024"] > 0 || rank["arm-tur-open-border-2009"] > 0 {
		t.Errorf("%v: the promise of 2022 and unused air cargo are pending, the free e-visas are in operation, Zurich is annulled", rank)
	}
}

// A feature of what is reached: a polygon or several, outer ring and holes.
type reachFeature struct {
	Geometry struct {
		Type        string
		Coordinates json.RawMessage
	}
	Properties struct {
		Verdict string
		WithinS float64 `json:"within_s"`
		People  float64
	}
}

// holds reports whether a position lies in the feature: inside an odd number of rings.
func (f reachFeature) holds(lon, lat float64) bool {
	var polygons [][][][2]float64
	if f.Geometry.Type == "Polygon" {
		polygons = make([][][][2]float64, 1)
		_ = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
	} else {
		_ = json.Unmarshal(f.Geometry.Coordinates, &polygons)
	}
	inside := false
	for _, ring := range slices.Concat(polygons...) {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a[1] > lat) != (b[1] > lat) && lon < a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				inside = !inside
			}
		}
	}
	return inside
}

// Reach stops at a border that is shut, and counts the people this side of it.
func TestMissionReach(t *testing.T) {
	type answer struct {
		Type     string
		Features []reachFeature
		People   float64
	}
	a := answerOf[answer](t, strings.Fields("reach Gyumri --within 2h --passport DEU --on 2024-07-30")...)
	if a.Type != "FeatureCollection" || len(a.Features) == 0 || a.People < 120e3 {
		t.Fatalf("%s of %d features, %.0f people; Gyumri alone has some 120,000", a.Type, len(a.Features), a.People)
	}
	reached := func(lon, lat float64) bool {
		return slices.ContainsFunc(a.Features, func(f reachFeature) bool { return f.holds(lon, lat) })
	}
	for name, at := range map[string][2]float64{"Gyumri": {43.847, 40.789}, "Vanadzor": {44.488, 40.813}} {
		if !reached(at[0], at[1]) {
			t.Errorf("%s, 65 km away at most, is not reached in two hours", name)
		}
	}
	if reached(43.095, 40.601) {
		t.Error("Kars is reached, over a border that has been shut since 1993")
	}
	for _, f := range a.Features {
		if f.Properties.WithinS != 7200 || !slices.Contains([]string{"permitted", "formality", "unknown"}, f.Properties.Verdict) {
			t.Errorf("a polygon of %+v", f.Properties)
		}
	}
	// A thousand people live in each of three towns; the neighbour refuses farlanders.
	for passport, people := range map[string]float64{"farland": 1000, "northland": 3000} {
		if a := answerOf[answer](t, in("detour", "reach west --within 2h --on 2024-07-30 --passport "+passport)...); a.People != people {
			t.Errorf("a national of %s reaches %.0f people, should be %.0f", passport, a.People, people)
		}
	}
}
