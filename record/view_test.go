package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/record"
)

const viewSources = `
sources:
  - {id: day-10, publisher: P, title: T, published: 2024-01-10, where: p, basis: read, rank: press}
  - {id: day-20, publisher: P, title: T, published: 2024-01-20, where: p, basis: read, rank: statement}
  - {id: day-30, publisher: P, title: T, published: 2024-01-30, where: p, basis: reported, rank: table}
  - {id: march, publisher: P, title: T, published: 2024-03, where: p, basis: reported, rank: act}
  - {id: undated, publisher: P, basis: reported, rank: table}
`

// visible lists what a record holds as known on a day.
func visible(r *record.Record, known record.Day) string {
	var ids []string
	for _, s := range r.Known(known).Visible {
		ids = append(ids, string(s.ID))
	}
	return strings.Join(ids, " ")
}

func TestKnown(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - {id: early, says: E., sources: [{source: day-20}, {source: day-10}], background: {by: X}}
  - {id: late, says: L., sources: [{source: day-30}], background: {by: X}}
  - {id: month, says: M., sources: [{source: march}], background: {by: X}}
  - {id: told, says: T., public: 2023-12, public_basis: It was told., sources: [{source: day-30}], background: {by: X}}
  - {id: corrected, says: C., sources: [{source: day-10}], background: {by: X}}
  - {id: correction, says: C., sources: [{source: day-20}], supersedes: [corrected], background: {by: X}}
  - {id: again, says: C., sources: [{source: day-30}], supersedes: [correction], background: {by: X}}
  - {id: met, says: M., meeting: {on: 2024-01-05, parties: [ARM, TUR]}}
`)
	tests := []struct{ known, want string }{
		{"2023-12-30", ""},
		{"2023-12-31", "told"}, // public in a month: known from its end
		{"2024-01-04", "told"},
		{"2024-01-05", "told met"},
		{"2024-01-09", "told met"},
		{"2024-01-10", "early told corrected met"},
		{"2024-01-19", "early told corrected met"},
		{"2024-01-20", "early told correction met"}, // superseded from the day the correction was public
		{"2024-01-30", "early late told again met"}, // what was superseded stays so
		{"2024-03-30", "early late told again met"},
		{"2024-03-31", "early late month told again met"},
		{"2030-01-01", "early late month told again met"},
	}
	for _, tt := range tests {
		if got := visible(r, day(t, tt.known)); got != tt.want {
			t.Errorf("known on %s are %q, should be %q", tt.known, got, tt.want)
		}
	}
}

func TestEndsAndRenewalsAreKnownLater(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - id: ended
    says: E.
    valid: {from: 2020}
    sources: [{source: day-10}]
    ended: {on: 2024-01-15, sources: [{source: day-20}]}
    background: {by: X}
  - id: bounded
    says: B.
    valid: {from: 2020, until: 2024-06}
    sources: [{source: day-10}]
    ended: {on: 2024-01-15}
    background: {by: X}
  - id: renewed
    says: R.
    sources: [{source: day-10}]
    valid:
      sunsets:
        - {until: 2024-02-01}
        - {until: 2024-05-01, sources: [{source: day-30}, {source: day-20}]}
        - {until: 2024-08-01, public: 2024-04-15}
    background: {by: X}
`)
	tests := []struct{ id, known, until, sunset string }{
		{"ended", "2024-01-19", "", ""},           // ended, and nobody knew
		{"ended", "2024-01-20", "2024-01-15", ""}, // public with its earliest source
		{"bounded", "2024-01-14", "2024-06", ""},
		{"bounded", "2024-01-15", "2024-01-15", ""}, // no source: public on the day itself
		{"renewed", "2024-01-10", "", "2024-02-01"}, // the first term is as public as the rule
		{"renewed", "2024-01-19", "", "2024-02-01"},
		{"renewed", "2024-01-20", "", "2024-05-01"},
		{"renewed", "2024-04-14", "", "2024-05-01"},
		{"renewed", "2024-04-15", "", "2024-08-01"},
	}
	for _, tt := range tests {
		v := r.Known(day(t, tt.known)).Valid(r.Statement(record.StatementID(tt.id)))
		sunset := ""
		if n := len(v.Sunsets); n > 0 {
			sunset = v.Sunsets[n-1].Until.String()
		}
		if v.Until.String() != tt.until || sunset != tt.sunset {
			t.Errorf("%s as known on %s: until %q, sunset %q; should be %q, %q", tt.id, tt.known, v.Until, sunset, tt.until, tt.sunset)
		}
	}
	if got := len(r.Statement("renewed").Valid.Sunsets); got != 3 {
		t.Errorf("looking changed the record: %d sunsets are left of 3", got)
	}
}

func TestEventsAreKnownLater(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - id: c
    says: C.
    sources: [{source: day-10}]
    commitment:
      title: C
      undertaking: do
      parties: [ARM, TUR]
      events:
        - {on: 2024-01-01, event: proposed, says: E.}
        - {on: 2024-01-02, event: agreed, says: E., sources: [{source: day-20}]}
        - {on: 2024-01-03, event: enacted, says: E., public: 2024-02, sources: [{source: day-20}]}
`)
	tests := []struct {
		known string
		want  []record.EventKind
	}{
		{"2023-12-31", nil},
		{"2024-01-01", []record.EventKind{record.Proposed}},
		{"2024-01-19", []record.EventKind{record.Proposed}},
		{"2024-01-20", []record.EventKind{record.Proposed, record.Agreed}},
		{"2024-02-28", []record.EventKind{record.Proposed, record.Agreed}},
		{"2024-02-29", []record.EventKind{record.Proposed, record.Agreed, record.Enacted}},
	}
	for _, tt := range tests {
		var got []record.EventKind
		for _, e := range r.Known(day(t, tt.known)).Events(r.Statement("c")) {
			got = append(got, e.Event)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("known on %s: %v, should be %v", tt.known, got, tt.want)
		}
	}
}

func TestConfirmed(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - {id: default, says: A., sources: [{source: day-10}, {source: day-30}, {source: day-20}], background: {by: X}}
  - {id: confirms, says: A., sources: [{source: day-30, confirms: 2024-01-12}, {source: day-20, confirms: 2024-01-18}], background: {by: X}}
  - {id: silent, says: A., sources: [{source: day-10}, {source: day-20, silent: true}], background: {by: X}}
  - {id: all-silent, says: A., sources: [{source: day-10, silent: true}], background: {by: X}}
  - {id: none, says: A., public: 2024-01-05, public_basis: Told., background: {by: X}}
  - {id: undated, says: A., public: 2024-01-05, public_basis: Told., sources: [{source: undated}], background: {by: X}}
  - {id: undated-confirms, says: A., public: 2024-01-05, public_basis: Told., sources: [{source: undated, confirms: 2024-01-08}], background: {by: X}}
  - {id: begins-later, says: A., valid: {from: 2024-01-15}, sources: [{source: day-10, silent: true}], background: {by: X}}
  - id: renewed
    says: A.
    valid: {sunsets: [{until: 2024-02-01}, {until: 2024-05-01, sources: [{source: day-20}]}]}
    sources: [{source: day-10}]
    background: {by: X}
  - id: eventful
    says: A.
    sources: [{source: day-10}]
    commitment: {title: C, undertaking: do, parties: [ARM], events: [{on: 2024-01-01, event: agreed, says: E., sources: [{source: day-30}]}]}
`)
	tests := []struct {
		id, known, want string
		basis           record.Basis
	}{
		{"default", "2024-01-10", "2024-01-10", record.Read},
		{"default", "2024-01-19", "2024-01-10", record.Read}, // what is not public yet does not count
		{"default", "2024-01-20", "2024-01-20", record.Read},
		{"default", "2024-02-01", "2024-01-30", record.Read},
		{"confirms", "2024-01-20", "2024-01-18", record.Read},
		{"confirms", "2024-02-01", "2024-01-18", record.Read}, // the later source shows an earlier day
		{"silent", "2024-02-01", "2024-01-10", record.Read},
		{"all-silent", "2024-02-01", "2024-01-10", record.Read}, // confirmed when it became public
		{"none", "2024-02-01", "2024-01-05", record.Reported},
		{"undated", "2024-02-01", "2024-01-05", record.Reported},
		{"undated-confirms", "2024-02-01", "2024-01-08", record.Reported},
		{"begins-later", "2024-01-12", "2024-01-10", record.Read},
		{"begins-later", "2024-02-01", "2024-01-15", record.Read}, // or when it began, if that is later
		{"renewed", "2024-01-19", "2024-01-10", record.Read},
		{"renewed", "2024-02-01", "2024-01-20", record.Read}, // a renewal confirms
		{"eventful", "2024-01-29", "2024-01-10", record.Read},
		{"eventful", "2024-01-30", "2024-01-30", record.Read}, // an event confirms
	}
	for _, tt := range tests {
		c := r.Known(day(t, tt.known)).Confirmed(r.Statement(record.StatementID(tt.id)))
		if c.On.String() != tt.want || c.Basis != tt.basis || !c.Known {
			t.Errorf("%s as known on %s is confirmed %s (%s), should be %s (%s)", tt.id, tt.known, c.On, c.Basis, tt.want, tt.basis)
		}
	}
}

func TestRank(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - {id: a, says: A., sources: [{source: day-30}, {source: day-10}, {source: day-20}, {source: march}], background: {by: X}}
  - {id: table, says: A., sources: [{source: day-30}], background: {by: X}}
  - {id: none, says: A., public: 2024, public_basis: x, background: {by: X}}
`)
	tests := []struct {
		id, known string
		want      record.Rank
	}{
		{"a", "2024-01-10", record.RankPress},
		{"a", "2024-01-20", record.RankStatement},
		{"a", "2024-03-30", record.RankStatement},
		{"a", "2024-03-31", record.RankAct},
		{"table", "2024-03-31", record.RankTable},
		{"none", "2024-03-31", record.RankPress}, // commonly reported
	}
	for _, tt := range tests {
		if got := r.Known(day(t, tt.known)).Rank(r.Statement(record.StatementID(tt.id))); got != tt.want {
			t.Errorf("%s as known on %s ranks as %s, should be %s", tt.id, tt.known, got, tt.want)
		}
	}
}

func TestFresh(t *testing.T) {
	r := load(t, viewSources+`
statements:
  - {id: default, says: A., sources: [{source: day-10}], background: {by: X}}
  - {id: treaty, says: A., keeps: 10y, sources: [{source: day-10}], background: {by: X}}
`)
	if a, b := r.Statement("default").Fresh(), r.Statement("treaty").Fresh(); a != 90 || b != 3650 {
		t.Errorf("a claim keeps %d days and a treaty %d; should be 90 and 3650", a, b)
	}
}

func TestMemberOf(t *testing.T) {
	r := load(t, `
groups:
  - id: EU
    name: European Union
    members:
      - {areas: [DEU, FRA], valid: {from: 1993-11-01}}
      - {areas: [GBR], valid: {from: 1993-11-01, until: 2020-01-31}}
      - {areas: [HRV], valid: {from: 2013-07}}
`)
	tests := []struct {
		area  record.AreaID
		group record.GroupID
		on    string
		want  bool
	}{
		{"DEU", "EU", "1993-10-31", false},
		{"DEU", "EU", "1993-11-01", true},
		{"DEU", "EU", "2026-11-23", true},
		{"GBR", "EU", "2020-01-31", true},
		{"GBR", "EU", "2020-02-01", false},
		{"HRV", "EU", "2013-07-15", false}, // not surely
		{"HRV", "EU", "2013-08-01", true},
		{"ARM", "EU", "2024-01-01", false},
		{"DEU", "CIS", "2024-01-01", false},
	}
	for _, tt := range tests {
		if got := r.MemberOf(tt.area, tt.group, day(t, tt.on)); got != tt.want {
			t.Errorf("%s belongs to %s on %s: %v, should be %v", tt.area, tt.group, tt.on, got, tt.want)
		}
	}
}

func TestAuthorities(t *testing.T) {
	r := load(t, `
areas:
  - {id: GEO, kind: state, name: Georgia}
  - {id: abkhazia, kind: de-facto, name: Abkhazia, control: [{by: GEO, valid: {until: 1993-09-29}}, {by: abkhazia, valid: {from: 1993-09-30}}], claims: [{by: GEO}]}
  - {id: gali, kind: part, part_of: abkhazia, name: Gali}
  - {id: adjara, kind: part, part_of: GEO, name: Adjara}
`)
	tests := []struct {
		area record.AreaID
		on   string
		want string
	}{
		{"GEO", "2024-01-01", "[GEO]"},
		{"adjara", "2024-01-01", "[GEO]"},
		{"abkhazia", "1993-09-29", "[GEO]"},
		{"abkhazia", "1993-09-30", "[abkhazia]"},
		{"gali", "2024-01-01", "[abkhazia]"},
		{"TUR", "2024-01-01", "[TUR]"}, // a state that the record does not describe
	}
	for _, tt := range tests {
		if got := fmt.Sprint(r.Authorities(tt.area, day(t, tt.on))); got != tt.want {
			t.Errorf("%s is under %s on %s, should be under %s", tt.area, got, tt.on, tt.want)
		}
	}
}

// Knowing more loses nothing: what was visible earlier still is, or something
// that became public since supersedes it.
func TestKnowingMoreLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(rt, "statements")
		var b strings.Builder
		b.WriteString("statements:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {id: s%d, says: S., public: 2024-01-%02d, public_basis: x, background: {by: X}", i, rapid.IntRange(1, 28).Draw(rt, "public"))
			if j := rapid.IntRange(-1, i-1).Draw(rt, "supersedes"); j >= 0 {
				fmt.Fprintf(&b, ", supersedes: [s%d]", j)
			}
			b.WriteString("}\n")
		}
		r := load(t, b.String())
		k1 := record.DayOf(2024, 1, rapid.IntRange(0, 31).Draw(rt, "known"))
		k2 := k1 + record.Day(rapid.IntRange(0, 31).Draw(rt, "later"))
		before, after := r.Known(k1).Visible, r.Known(k2).Visible
		for _, s := range before {
			if slices.Contains(after, s) {
				continue
			}
			if !slices.ContainsFunc(r.Statements, func(o *record.Statement) bool {
				return slices.Contains(o.Supersedes, s.ID) && o.Public.FirstDay() > k1 && o.Public.LastDay() <= k2
			}) {
				rt.Fatalf("%s is known on %s, not on %s, and nothing public since supersedes it:\n%s", s.ID, k1, k2, b.String())
			}
		}
		for _, s := range after {
			if s.Public.LastDay() > k2 {
				rt.Fatalf("%s is known on %s and public on %s:\n%s", s.ID, k2, s.Public, b.String())
			}
		}
	})
}
