package feed

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Reports of our own making, as an agency would send them.
const (
	gateReport = `Officials of the two countries said on Tuesday that the road crossing at the river bridge would be opened to holders
of diplomatic passports before the end of the year. The decision was taken at the fifth meeting of the special envoys, which lasted
four hours and was held alternately on both banks. A joint statement said that the sides had also agreed to examine the state of
the railway, which has carried no train since the spring of the war. Residents of the nearest village, who once sold apricots to
travellers, said that they had heard such announcements before. The mayor told reporters that the asphalt had been renewed and
the customs hall repainted, and that the officers only waited for the order. Trade between the neighbours passes through a third
country at present, which adds a day to every journey and a quarter to its price. Economists at the state university estimate
that the shorter way would save exporters some sixty dollars on each tonne.`
	ferryReport = `The passenger ferry between the two ports sailed again on Monday after an interval of three years, carrying a hundred
and twelve people and a consignment of tiles. The operator said that there would be two sailings a week until the autumn and that
tickets could be had at both harbours. Visas are issued on arrival to citizens of nine states, while others must apply to the
consulate beforehand. The service was suspended when the shipping authority withdrew the vessel's certificate. The harbour master
called the return of the ship a relief for families who live on both shores and who had to fly by way of a distant capital.`
	gateElsewhere = `The special envoys met for the fifth time on Tuesday, crossing the bridge on foot in front of cameras. They spoke about
visas for officials and about the railway, according to a short text that both ministries put out in the afternoon. Opposition
politicians said that little had come of four earlier rounds and asked why the border, closed for three decades, was still shut to
ordinary people. An analyst in the capital thought the choice of place more telling than the words: never before had the delegations
walked over the bridge together. A further round is to be held, though no date was given.`
)

// Each variant is what a desk makes of a report, or what must not be taken for that.
var variants = []struct {
	name, old, new string
	copy           bool
}{
	{"the same", gateReport, gateReport, true},
	{"another heading and dateline", gateReport, "RIVER BRIDGE (Our correspondent) — " + gateReport, true},
	{"the first half", gateReport, gateReport[:strings.Index(gateReport, "The mayor")], true},
	{"without its middle", gateReport, strings.Replace(gateReport, gateReport[strings.Index(gateReport, "Residents"):strings.Index(gateReport, "Trade")], "", 1), true},
	{"words changed here and there", gateReport, strings.NewReplacer("decision was taken", "decision was made",
		"Residents", "Inhabitants", "told reporters", "told our reporter", "estimate", "reckon", "state university", "national university", "asphalt", "tarmac").Replace(gateReport), true},
	{"spelling and quotes", ferryReport, strings.NewReplacer("harbour", "harbor", "harbours", "harbors", "the vessel's", "the vessel’s").Replace(ferryReport), true},
	{"a sentence put first and the end cut", ferryReport, "Families welcomed the ship. " + ferryReport[:strings.Index(ferryReport, "The harbour master")], true},

	{"a dateline of its own", gateReport, "CAPITAL, July 30 (Agency) -- " + gateReport, true},

	// No correction, yet it touches a number: kept, to be safe.
	{"a slight edit at a number", gateReport, strings.Replace(gateReport, "of the two countries", "from both countries", 1), false},
	{"opened, not to be opened", gateReport, strings.Replace(gateReport, "would be opened", "was opened", 1), false},
	{"planned, not built", ferryReport, strings.Replace(ferryReport, "sailed again on", "is to sail again on", 1), false},
	{"refused, not said", gateReport, strings.Replace(gateReport, "had also agreed", "had refused", 1), false},
	{"a promise gone", gateReport, strings.Replace(gateReport, "would save", "saves", 1), false},
	{"not opened", gateReport, strings.Replace(gateReport, "would be opened", "would not be opened", 1), false},
	{"a negation gone", gateReport, strings.Replace(gateReport, "has carried no train", "has carried train", 1), false},
	{"another day", gateReport, strings.Replace(gateReport, "on Tuesday", "on Friday", 1), false},
	{"another number", ferryReport, strings.Replace(ferryReport, "two sailings", "five sailings", 1), false},
	{"a sentence more of what came of it", ferryReport, ferryReport + " On Wednesday the authority stopped the ferry.", false},
	{"suspended again", ferryReport, strings.Replace(ferryReport, "sailed again on Monday after an interval of three years", "was suspended again on Monday", 1), false},
	{"longer by a third", gateReport[:strings.Index(gateReport, "Trade")], gateReport, false},
	{"another report of one event", gateReport, gateElsewhere, false},
	{"and the other way", gateElsewhere, gateReport, false},
	{"another event", gateReport, ferryReport, false},
}

func TestCopies(t *testing.T) {
	lowestCopy, highestOther := 1.0, 0.0
	for _, v := range variants {
		old, _, ok := printOf(v.old)
		p, telling, ok2 := printOf(v.new)
		if !ok || !ok2 {
			t.Fatalf("%s: too short", v.name)
		}
		share := p.share(old)
		t.Logf("%5.1f %% shared, copy %-5v  %s", 100*share, v.copy, v.name)
		if got := p.copies(old, telling); got != v.copy {
			t.Errorf("%s: a copy is %v, at %.3f shared", v.name, got, share)
		}
		if v.copy {
			lowestCopy = min(lowestCopy, share)
		} else if strings.Contains(v.name, "another report") || v.name == "and the other way" || v.name == "longer by a third" {
			highestOther = max(highestOther, share)
		}
	}
	if lowestCopy < copyShare+0.05 || highestOther > copyShare-0.05 {
		t.Errorf("copies share %.2f and more, others up to %.2f: the threshold %.2f is not between them", lowestCopy, highestOther, copyShare)
	}
}

func TestPrintShortAndOtherScripts(t *testing.T) {
	if _, _, ok := printOf("The border was closed on Tuesday."); ok {
		t.Error("a teaser is known again")
	}
	armenian := strings.Repeat("Հայաստանի և Թուրքիայի ներկայացուցիչները հանդիպեցին սահմանին այսօր առավոտյան. ", 6)
	p, _, ok := printOf(armenian)
	if !ok || p.share(p) != 1 {
		t.Errorf("Armenian: %+v", p)
	}
	if got := strings.Join(words("It didn't open; they can’t — U.S.-led, №5 ÀÉ"), " "); got != "it did not open they cannot u s led 5 àé" {
		t.Errorf("words: %q", got)
	}
}

// Sentences cut from a text share all with it; a print survives packing.
func TestPrintProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.SliceOfN(rapid.StringMatching(`([a-d]{1,3}|not|7|no)( [a-d]{1,2}| open| 7| not){0,6}`), leastWords, 120).Draw(t, "words")
		from := rapid.IntRange(0, len(w)-leastWords).Draw(t, "from")
		to := rapid.IntRange(from+leastWords, len(w)).Draw(t, "to")
		old, _, _ := printOf(strings.Join(w, ". ") + ".")
		part, telling, ok := printOf(strings.Join(w[from:to], ". ") + ".")
		if !ok || part.share(old) != 1 {
			t.Fatalf("sentences of a text share %v with it", part.share(old))
		}
		for _, s := range telling {
			if !old.has(s) {
				t.Fatal("a telling word is new in a part")
			}
		}
		again, ok := unpack(old.pack())
		if !ok || !slices.Equal(again.shingles, old.shingles) || !slices.Equal(again.edges, old.edges) {
			t.Fatal("packing lost something")
		}
		if _, ok := unpack(old.pack()[:len(old.pack())-1]); ok {
			t.Fatal("a torn print reads")
		}
	})
}
