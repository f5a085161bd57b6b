package whatif_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"waythrough/record"
	recordbuiltin "waythrough/record/builtin"
	"waythrough/regime"
	roadbuiltin "waythrough/road/builtin"
	"waythrough/whatif"
	"waythrough/world"
)

// What the comparison must answer about the border the project began with, on the
// day of the fifth meeting. Expectations are from the public record.

var shipped = sync.OnceValue(func() *world.World {
	r, err := recordbuiltin.Record()
	if err != nil {
		panic(err)
	}
	n, err := roadbuiltin.Network()
	if err != nil {
		panic(err)
	}
	return world.Open(n, r)
})

const promise = "arm-tur-third-country-2022"

// asked is a question about the world that ships; nobody: for resident nationals.
func asked(nationality record.AreaID) whatif.Question {
	q := car(shipped())
	if nationality != "" {
		q.Traveller.Passports = []regime.Passport{{Nationality: nationality, Type: "ordinary"}}
	}
	return q
}

// gainers are the ten towns of an area that gain most, as the answer lists them.
func gainers(a *whatif.Answer, area record.AreaID) []string {
	var ids []string
	for _, t := range a.Towns {
		if t.Area == area && t.After > t.Before && len(ids) < 10 {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

func TestPromiseForAGerman(t *testing.T) {
	q := asked("DEU")
	a, sides := compare(t, q, "law", promise)
	if a.PairsQuicker == 0 || a.PairsNewlyJoined != 0 || a.PairsCut != 0 || a.PairsSlower != 0 {
		t.Errorf("%d quicker, %d joined, %d cut, %d slower: the way over Georgia exists and gets shorter", a.PairsQuicker, a.PairsNewlyJoined, a.PairsCut, a.PairsSlower)
	}
	if *a.MeanSavingS <= 0 || *a.WeightedSavingS <= 0 || a.MarketAccess.After <= a.MarketAccess.Before {
		t.Errorf("it saves %v s, %v s by people; access %+v", *a.MeanSavingS, *a.WeightedSavingS, a.MarketAccess)
	}
	if got := gainers(a, "TUR"); !slices.Contains(got, "igdir") {
		t.Errorf("Iğdır is not among the ten that gain most in Türkiye: %v", got)
	}
	if got := gainers(a, "ARM"); !slices.Contains(got, "yerevan") {
		t.Errorf("Yerevan is not among the ten that gain most in Armenia: %v", got)
	}
	if b := sides.Blockers(q); len(b) != 0 {
		t.Errorf("blockers remain: %+v", b)
	}
	if sides.Heading == "Assumption, not agreed" {
		t.Errorf("what was undertaken to be done is headed %q", sides.Heading)
	}
	if !slices.ContainsFunc(sides.Assumed, func(s string) bool { return strings.Contains(s, "third countries") }) {
		t.Errorf("what is assumed is not said: %q", sides.Assumed)
	}
}

func TestPromiseForResidents(t *testing.T) {
	q := asked("")
	a, sides := compare(t, q, "law", promise)
	for _, town := range a.Towns {
		if (town.Area == "ARM" || town.Area == "TUR") && town.After != town.Before {
			t.Errorf("%s gains %v: the promise is for citizens of third countries alone", town.ID, town.After-town.Before)
		}
	}
	blockers := sides.Blockers(q)
	for _, way := range [][2]record.AreaID{{"ARM", "TUR"}, {"TUR", "ARM"}} {
		i := slices.IndexFunc(blockers, func(b whatif.Blocker) bool {
			return b.Crossing == "margara-alican" && b.From == way[0] && b.To == way[1]
		})
		if i < 0 {
			t.Fatalf("that a national of %s is still refused is not said: %+v", way[0], blockers)
		}
		b := blockers[i]
		if b.Verdict != regime.Refused || !strings.Contains(b.For, string(way[0])) {
			t.Errorf("for %s: %s", b.For, b.Verdict)
		}
		if !slices.ContainsFunc(b.Reasons, func(r regime.Reason) bool {
			return r.Part == record.Closure && r.Authority == "TUR" && r.From.FirstDay() == record.DayOf(1993, 4, 3)
		}) {
			t.Errorf("the reasons do not reach the closure of 3 April 1993: %+v", b.Reasons)
		}
		if len(b.WouldHelp) == 0 || slices.ContainsFunc(b.WouldHelp, func(p regime.Pending) bool { return p.Commitment == promise }) {
			t.Errorf("what would help is told as %+v; it is another commitment", b.WouldHelp)
		}
	}
}

// openToAll has both states open the crossing to everybody.
const openToAll = `statements:
  - id: opening-tur
    says: Supposed - Türkiye opens Margara–Alican to everybody.
    valid: {from: 2024-07-01}
    public: 2024-07-01
    public_basis: a supposition
    rule: {part: every, authority: TUR, place: {crossing: margara-alican}, class: {cargo: [persons]}, effect: permitted, overrides: [tur-arm-land-closure-1993]}
  - id: opening-arm
    says: Supposed - Armenia opens Margara–Alican to everybody.
    valid: {from: 2024-07-01}
    public: 2024-07-01
    public_basis: a supposition
    rule: {part: every, authority: ARM, place: {crossing: margara-alican}, class: {cargo: [persons]}, effect: permitted, overrides: [arm-margara-not-operating-2011]}
`

// overShipped opens files of statements, each over those opened before it.
func overShipped(files map[string]string) func(string) (*record.Record, error) {
	var over []record.Folder
	return func(path string) (*record.Record, error) {
		text, ok := files[path]
		if !ok {
			return nil, fmt.Errorf("there is no %s", path)
		}
		over = append(over, record.Folder{Name: path, FS: fstest.MapFS{"r.yaml": {Data: []byte(text)}}})
		return recordbuiltin.Record(over...)
	}
}

func TestOpenToAll(t *testing.T) {
	q := asked("")
	a, sides := compareWith(t, q, whatif.Scenario{Ifs: []string{"all.yaml"}}, overShipped(map[string]string{"all.yaml": openToAll}))
	if a.PairsQuicker+a.PairsNewlyJoined == 0 || a.PairsCut != 0 || a.PairsSlower != 0 {
		t.Errorf("%d quicker, %d joined, %d cut, %d slower", a.PairsQuicker, a.PairsNewlyJoined, a.PairsCut, a.PairsSlower)
	}
	for _, area := range []record.AreaID{"ARM", "TUR"} {
		if len(gainers(a, area)) < 10 {
			t.Errorf("in %s only %v gain", area, gainers(a, area))
		}
	}
	if sides.Heading != "Assumption, not agreed" {
		t.Errorf("headed %q", sides.Heading)
	}
	if !slices.ContainsFunc(sides.Assumed, func(s string) bool { return strings.Contains(s, "all.yaml") }) {
		t.Errorf("the file is not told: %q", sides.Assumed)
	}
}

// Suppositions from two files hold together.
func TestTwoFiles(t *testing.T) {
	cut := strings.Index(openToAll, "  - id: opening-arm")
	files := map[string]string{"tur.yaml": openToAll[:cut], "arm.yaml": "statements:\n" + openToAll[cut:]}
	whole, _ := compareWith(t, asked(""), whatif.Scenario{Ifs: []string{"all.yaml"}}, overShipped(map[string]string{"all.yaml": openToAll}))
	for _, order := range [][]string{{"tur.yaml", "arm.yaml"}, {"arm.yaml", "tur.yaml"}} {
		halves, _ := compareWith(t, asked(""), whatif.Scenario{Ifs: order}, overShipped(files))
		if figuresOf(halves) != figuresOf(whole) {
			t.Errorf("from %v: %+v; from one file: %+v", order, figuresOf(halves), figuresOf(whole))
		}
	}
}

func TestCloseAndNoWaits(t *testing.T) {
	a, sides := compare(t, asked("DEU"), "law", "close:kazbegi-verkhny-lars")
	if a.PairsSlower+a.PairsCut == 0 || a.PairsQuicker != 0 || a.PairsNewlyJoined != 0 || a.MarketAccess.After >= a.MarketAccess.Before {
		t.Errorf("closing Lars: %+v", figuresOf(a))
	}
	if sides.Heading != "Assumption, not agreed" {
		t.Errorf("headed %q", sides.Heading)
	}
	for _, nationality := range []record.AreaID{"", "DEU"} {
		a, _ = compare(t, asked(nationality), "law", "no-waits")
		if a.PairsSlower+a.PairsCut+a.PairsNewlyJoined != 0 || a.PairsQuicker == 0 || *a.MeanSavingS <= 0 {
			t.Errorf("queues gone, for %q: %+v", nationality, figuresOf(a))
		}
		a, _ = compare(t, asked(nationality), "law", "no-law")
		if a.PairsSlower+a.PairsCut != 0 || a.PairsNewlyJoined+a.PairsQuicker == 0 {
			t.Errorf("law gone, for %q: %+v", nationality, figuresOf(a))
		}
	}
	// Nothing changes: nothing is told to.
	a, _ = compare(t, asked("DEU"), "no-law", "no-law")
	if f := figuresOf(a); f != (figures{before: f.before, after: f.before}) || len(a.Top) != 0 {
		t.Errorf("no-law compared with itself: %+v", f)
	}
}

// What is only to be assessed or negotiated is never headed as agreed.
func TestHeadings(t *testing.T) {
	kinds := map[record.Undertaking]bool{}
	for _, s := range shipped().Record.Statements {
		if s.Commitment == nil {
			continue
		}
		kinds[s.Commitment.Undertaking] = true
		sides, err := whatif.Resolve(shipped(), whatif.Scenario{Ifs: []string{string(s.ID)}, On: record.DayOf(2026, 11, 23), Known: record.DayOf(2026, 11, 23)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if notAgreed := sides.Heading == "Assumption, not agreed"; notAgreed != (s.Commitment.Undertaking != record.Do) {
			t.Errorf("%s, to %s, is headed %q", s.ID, s.Commitment.Undertaking, sides.Heading)
		}
	}
	if !kinds[record.Do] || !kinds[record.Negotiate] || !kinds[record.Assess] {
		t.Errorf("the record has only %v", kinds)
	}
	sides, err := whatif.Resolve(shipped(), whatif.Scenario{Ifs: []string{promise, "no-waits"}, On: today, Known: today}, nil)
	if err != nil || sides.Heading != "Assumption, not agreed" {
		t.Errorf("a promise with more supposed beside it: %v, %v", sides, err)
	}
}

// What nobody could know on the day of knowing can't be supposed carried out
// without a word: it would change nothing.
func TestCommitmentNotYetKnown(t *testing.T) {
	q := asked("DEU")
	q.On, q.Known = record.DayOf(2021, 12, 31), record.DayOf(2021, 12, 31)
	sides, err := whatif.Resolve(q.World, whatif.Scenario{Ifs: []string{promise}, On: q.On, Known: q.Known}, nil)
	if err != nil {
		if !strings.Contains(err.Error(), promise) {
			t.Errorf("says %q", err)
		}
		return
	}
	q.Before, q.After = sides.Before, sides.After
	if a, err := whatif.Compare(t.Context(), q); err != nil || a.PairsQuicker == 0 {
		t.Errorf("%q is told, and nothing changes: %+v, %v", sides.Assumed, a.PairsQuicker, err)
	}
}

func TestSweep(t *testing.T) {
	q := asked("DEU")
	list, err := whatif.Sweep(t.Context(), q, whatif.Scenario{On: q.On, Known: q.Known})
	if err != nil || len(list) < 3 {
		t.Fatalf("%d commitments, %v", len(list), err)
	}
	alone, _ := compare(t, q, "law", promise)
	found := false
	for i, r := range list {
		if i > 0 && r.Gain > list[i-1].Gain {
			t.Errorf("%s is out of order", r.Commitment)
		}
		if r.Commitment == promise {
			found = r.Quicker == alone.PairsQuicker && r.NewlyJoined == 0 && *r.MeanSavingS == *alone.MeanSavingS && r.Gain > 0
		}
		if r.Title == "" || !r.Status.Pending() || r.Undertaking == "" {
			t.Errorf("%+v", r)
		}
	}
	if !found {
		t.Errorf("the promise is not as compared alone: %+v", list)
	}
}
