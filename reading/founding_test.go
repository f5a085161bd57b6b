package reading

import (
	"os"
	"strings"
	"testing"

	"waythrough/reading/article"
)

// A fact is what an article must yield, or what a proposal may be.
type fact struct {
	kind     Kind
	status   Status
	modality Modality
	passage  string // is in the passage
	who      string // ids or names, joined by blanks; empty: not asked
	where    string
	when     string // date, from or until; empty: none may be given
	repeats  string
}

// own is the ground of the founding article in words of our own.
const own = `Envoys of Armenia and Türkiye met on Tuesday at the Margara–Alican border crossing. In a joint text the two sides
said they agreed to assess what a railway link between Akyaka and Akhurik would need, and to simplify visa procedures for holders of
diplomatic passports. It was the fifth meeting. At a meeting in Vienna in July 2022 the two sides agreed to open the border
to third-country citizens, but the step was never carried out. The delegations did not set a date for opening the border. Flights between Istanbul and Yerevan
have been operating since February 2022. "We are ready to open the border," Foreign Minister Ararat Mirzoyan said. Turkey closed
its border with Armenia in 1993.`

var ownFacts = []fact{
	{Meeting, Held, Fact, "Margara–Alican", "Armenia Türkiye", "margara-alican", "2024-07-30", "arm-tur-envoys-5"},
	{Commitment, Agreed, Fact, "agreed to assess", "Armenia Türkiye", "akhurik-akyaka", "2024-07-30", "arm-tur-rail-assess-2024"},
	{Commitment, Agreed, Fact, "to simplify visa", "Armenia Türkiye", "", "2024-07-30", "arm-tur-official-visas-2024"},
	{Meeting, Held, Fact, "Vienna in July 2022", "", "Vienna", "2022-07", "arm-tur-envoys-4"},
	{Commitment, Agreed, Fact, "agreed to open the border", "Armenia Türkiye", "", "2022-07", "arm-tur-third-country-2022"},
	{Commitment, NotImplemented, Negated, "never carried out", "", "", "", ""},
	{Commitment, NoDate, Negated, "did not set a date", "Armenia Türkiye", "", "", ""},
	{Service, Started, Fact, "Flights between Istanbul and Yerevan", "", "Istanbul Yerevan", "2022-02", "*"},
	{Position, Stated, Reported, "ready to open the border", "", "", "", ""},
	{Crossing, Closed, Fact, "closed", "TUR", "", "1993", "tur-arm-land-closure-1993"},
}

func TestOwnGround(t *testing.T) {
	check(t, testReader(t).Read(Article{Text: own, Published: day(t, "2024-07-30")}), ownFacts)
}

// TestFounding pins the article that started the project: every fact of it,
// and nothing that it does not say.
func TestFounding(t *testing.T) {
	const path = "../../shared/sources/the-national-2024-07-30.txt"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the founding article is not at %s: %v", path, err)
	}
	art, err := article.Read(b, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const both = "ARM TUR"
	check(t, testReader(t).Read(Article{Text: art.Text, Published: art.Published.FirstDay()}), []fact{
		{Meeting, Held, Fact, "held talks at the Margara-Alican border crossing", "Rubinyan Kilic ARM TUR", "margara-alican", "2024-07-30", "arm-tur-envoys-5"},
		{Crossing, Closed, Fact, "is normally closed", "", "", "", ""},
		{Commitment, Agreed, Fact, "agreed to assess requirements for a future rail link", both, "akhurik-akyaka", "2024-07-30", "arm-tur-rail-assess-2024"},
		{Commitment, Agreed, Fact, "to simplify their mutual visa procedures for diplomatic/official passport holders", both, "", "2024-07-30", "arm-tur-official-visas-2024"},
		{Meeting, Held, Fact, "At the last meeting in Vienna in July 2022", both, "Vienna", "2022-07", "arm-tur-envoys-4"},
		{Commitment, Agreed, Fact, "agreed to open their border for crossings by third-country citizens", both, "", "2022-07", "arm-tur-third-country-2022"},
		{Commitment, NotImplemented, Negated, "never implemented", "", "", "", ""},
		{Service, Started, Fact, "Passenger flights have been operating between Istanbul and Yerevan", "", "istanbul yerevan", "2022-02", "*"},
		{Commitment, Reconfirmed, Fact, "reconfirmed the agreements", both, "", "2024-07-30", "*"},
		{Commitment, NoDate, Negated, "did not set a date for opening the border to foreign citizens", both, "", "2024-07-30", ""},
		{Position, Stated, Reported, "keen in principle to normalise ties", both, "", "", ""},
		{Position, Stated, Reported, "seeking better ties", "ARM", "", "", ""},
		{Position, Stated, Reported, "ready to completely normalise relations with Turkey, establish diplomatic relations and open", "ARM Mirzoyan", "", "2024-07", "arm-position-mirzoyan-2024"},
		{Crossing, Closed, Fact, "Turkey closed its border with Armenia in 1993", "TUR", "", "1993", "tur-arm-land-closure-1993"},
		{Background, Stated, Fact, "over the conflict in Nagorno-Karabakh", "", "", "1993", ""},
	})
}

// check compares proposals with facts, one to one.
func check(t *testing.T, got []Proposal, want []fact) {
	t.Helper()
	used := make([]bool, len(got))
	for _, f := range want {
		found := false
		for i, p := range got {
			if used[i] || p.Kind != f.kind || p.Status != f.status || !strings.Contains(flat(p.Passage), f.passage) {
				continue
			}
			found, used[i] = true, true
			if p.Modality != f.modality {
				t.Errorf("%q: modality %s, want %s", f.passage, p.Modality, f.modality)
			}
			named(t, f.passage+": who", p.Who, f.who)
			named(t, f.passage+": where", p.Where, f.where)
			if date := p.Date + p.From + p.Until; f.when != "" && date != f.when || f.when == "" && f.kind != Commitment && date != "" {
				t.Errorf("%q: when %q, want %q", f.passage, date, f.when)
			}
			if f.repeats != "*" && p.Repeats != f.repeats {
				t.Errorf("%q: repeats %q, want %q", f.passage, p.Repeats, f.repeats)
			}
			break
		}
		if !found {
			t.Errorf("not found: %s %s %q", f.kind, f.status, f.passage)
		}
	}
	for i, p := range got {
		if !used[i] {
			t.Errorf("not said: %s %s %q", p.Kind, p.Status, flat(p.Passage))
		}
	}
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// named asks that every name or id wanted is among the entities.
func named(t *testing.T, what string, got []Entity, want string) {
	t.Helper()
	for _, w := range strings.Fields(want) {
		ok := false
		for _, e := range got {
			ok = ok || e.ID == w || strings.Contains(e.Text, w)
		}
		if !ok {
			t.Errorf("%s: %v, want %s", what, got, w)
		}
	}
}
