package record_test

import (
	"slices"
	"strings"
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
)

const pageWorld = `
sources:
  - {id: one, publisher: P, title: T, published: 2020-01-10, where: p, basis: read, rank: press}
  - {id: two, publisher: P, title: T, published: 2024-05-01, where: p, basis: read, rank: press}
areas:
  - {id: adjara, kind: part, part_of: GEO, name: Adjara}
crossings:
  - {id: sarpi-sarp, name: S, modes: [road], posts: [{area: GEO, part: adjara, name: S, at: [41, 41]}, {area: TUR, name: S, at: [41, 41]}]}
  - {id: vale-turkgozu, name: V, modes: [road], posts: [{area: GEO, name: V, at: [41, 42]}, {area: TUR, name: T, at: [41, 42]}]}
  - {id: margara-alican, name: M, modes: [road], posts: [{area: ARM, name: M, at: [40, 44]}, {area: TUR, name: A, at: [40, 44]}]}
terminals:
  - {id: IST, kind: airport, name: I, area: TUR, at: [41, 28]}
  - {id: TBS, kind: airport, name: T, area: GEO, at: [41, 44]}
  - {id: EVN, kind: airport, name: E, area: ARM, at: [40, 44]}
processes:
  - {id: talks, title: T, parties: [ARM, TUR], border: [ARM, TUR]}
statements:
  - {id: at-sarpi, says: s, sources: [{source: one}], about: {crossing: sarpi-sarp}, background: {by: X}}
  - {id: at-both, says: s, sources: [{source: one}], about: {crossing: [vale-turkgozu, sarpi-sarp]}, background: {by: X}}
  - {id: at-vale, says: s, sources: [{source: one}], rule: {part: gate, authority: GEO, place: {crossing: vale-turkgozu}, effect: permitted}}
  - {id: border, says: s, sources: [{source: one}], rule: {part: closure, authority: GEO, place: {border: [TUR, GEO]}, effect: refused}}
  - {id: of-area, says: s, sources: [{source: one}], rule: {part: entry, authority: GEO, place: {area: GEO}, effect: permitted}}
  - {id: bus, says: s, sources: [{source: one}], service: {name: B, mode: road, operators: [X], calls: [{terminal: IST}, {crossing: sarpi-sarp, after: 20h}, {terminal: TBS, after: 26h}], per_day: 1, boarding: 1h}}
  - {id: flight, says: s, sources: [{source: one}], service: {name: F, mode: air, operators: [X], calls: [{terminal: TBS}, {terminal: IST, after: 2h}], per_day: 1, boarding: 1h}}
  - {id: other-flight, says: s, sources: [{source: one}], service: {name: F, mode: air, operators: [X], calls: [{terminal: TBS}, {terminal: EVN, after: 1h}], per_day: 1, boarding: 1h}}
  - {id: met-there, says: s, meeting: {on: 2021, crossing: sarpi-sarp, parties: [GEO, TUR, ARM]}}
  - {id: treaty, says: s, sources: [{source: one}], instrument: {title: T, signed: 1921, parties: [TUR, GEO], events: [{on: 2024-05-01, event: annulled, says: e, sources: [{source: two}]}]}}
  - {id: treaty-of-three, says: s, sources: [{source: one}], instrument: {title: T, parties: [TUR, GEO, ARM]}}
  - {id: relation, says: s, sources: [{source: one}], relation: {parties: [GEO, TUR], what: diplomatic relations, state: established}}
  - id: promise
    says: s
    sources: [{source: one}]
    commitment:
      title: T
      undertaking: do
      parties: [ARM, TUR]
      would: [{says: w, rule: {part: gate, authority: TUR, place: {crossing: margara-alican}, effect: permitted}}]
      events: [{on: 2020-01-10, event: agreed, says: e, sources: [{source: one}]}, {on: 2024-05-01, event: enacted, says: e, sources: [{source: two}]}]
  - {id: talked, says: s, process: talks, position: {holder: ARM, on: 2022-01-01}}
  - {id: ended, says: s, sources: [{source: one}], valid: {from: 2019}, ended: {on: 2023, sources: [{source: two}]}, because: [relation], about: {border: [ARM, TUR]}, background: {by: X}}
  - {id: wrong, says: s, sources: [{source: one}], about: {border: [ARM, TUR]}, background: {by: X}, fact: f}
  - {id: right, says: s, sources: [{source: two}], about: {border: [ARM, TUR]}, background: {by: X}, supersedes: [wrong], fact: f}
`

func ids(list []*record.Statement) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s.ID))
	}
	return strings.Join(out, " ")
}

func TestStatementsOfPages(t *testing.T) {
	r := load(t, pageWorld)
	now, before := r.Known(day(t, "2025-01-01")), r.Known(day(t, "2024-04-30"))
	tests := []struct {
		page string
		got  []*record.Statement
		want string
	}{
		{"Sarpi", now.StatementsAt("sarpi-sarp"), "at-both at-sarpi border bus met-there"},
		{"Vale", now.StatementsAt("vale-turkgozu"), "at-both at-vale border"},
		{"Margara", now.StatementsAt("margara-alican"), "ended promise right"},
		{"Margara, as known before", before.StatementsAt("margara-alican"), "ended promise wrong"},
		{"no crossing", now.StatementsAt("nowhere"), ""},
		{"Georgia – Türkiye", now.StatementsBetween("GEO", "TUR"), "at-both at-sarpi at-vale border bus flight relation treaty"},
		{"Türkiye – Georgia", now.StatementsBetween("TUR", "GEO"), "at-both at-sarpi at-vale border bus flight relation treaty"},
		{"Armenia – Türkiye", now.StatementsBetween("ARM", "TUR"), "ended promise right talked"},
		{"Armenia – Georgia", now.StatementsBetween("ARM", "GEO"), "other-flight"},
		{"Adjara – Türkiye", now.StatementsBetween("adjara", "TUR"), "at-both at-sarpi bus"},
		{"Georgia with itself", now.StatementsBetween("GEO", "GEO"), ""},
		{"Georgia with its part", now.StatementsBetween("GEO", "adjara"), ""},
		{"a source, of claims, ends and events", now.CitedBy("two"), "ended promise right treaty"},
		{"the same, before it was published", before.CitedBy("two"), ""},
		{"no source", now.CitedBy("three"), ""},
	}
	for _, tt := range tests {
		if got := ids(tt.got); got != tt.want {
			t.Errorf("%s: %q, should be %q", tt.page, got, tt.want)
		}
	}
}

func TestTell(t *testing.T) {
	r := load(t, pageWorld)
	now, before := r.Known(day(t, "2025-01-01")), r.Known(day(t, "2024-04-30"))
	on := day(t, "2024-04-01")
	tell := func(v *record.View, id record.StatementID, on record.Day) record.StatementView {
		s, ok := v.Tell(id, on)
		if !ok {
			t.Fatalf("%s is not told", id)
		}
		return s
	}
	if s := tell(now, "promise", on); s.Fate == nil || s.Fate.Status != record.Agreed || len(s.Fate.Events) != 1 {
		t.Errorf("the promise before its law: %+v", s.Fate)
	}
	if s := tell(now, "promise", day(t, "2024-05-01")); s.Fate.Status != record.Enacted || len(s.Fate.Events) != 2 || s.Confirmed != day(t, "2024-05-01") {
		t.Errorf("the promise after its law: %+v", s)
	}
	if s := tell(before, "ended", on); s.Holds != "holds" || !s.Until.IsZero() || len(s.Sources) != 1 || len(s.Because) != 1 || s.Because[0].Statement != "relation" {
		t.Errorf("before its end was known: %+v", s)
	}
	if s := tell(now, "ended", on); s.Holds != "holds not" || s.Until.String() != "2023" || len(s.Sources) != 2 {
		t.Errorf("after its end was known: %+v", s)
	}
	if s := tell(now, "relation", on); len(s.WhyOf) != 1 || s.WhyOf[0].Statement != "ended" {
		t.Errorf("what gives it as a reason: %+v", s.WhyOf)
	}
	if s := tell(now, "wrong", on); len(s.SupersededBy) != 1 || s.SupersededBy[0].Statement != "right" || len(s.Disputes) != 1 {
		t.Errorf("the mistaken one: %+v", s)
	}
	if s := tell(before, "wrong", on); len(s.SupersededBy) != 0 || len(s.Disputes) != 0 {
		t.Errorf("the mistaken one, before anybody knew: %+v", s)
	}
	if s := tell(now, "right", on); len(s.Supersedes) != 1 || s.Supersedes[0].Statement != "wrong" || s.Holds != "perhaps" {
		t.Errorf("the one that corrects it: %+v", s)
	}
	if s := tell(now, "treaty", day(t, "2024-06-01")); len(s.Events) != 1 || s.Kind != record.KindInstrument {
		t.Errorf("the treaty: %+v", s)
	}
	for _, id := range []record.StatementID{"right", "nothing"} {
		if _, ok := before.Tell(id, on); ok {
			t.Errorf("%s is told before it was public", id)
		}
	}
}

// The pages of the record that ships: what is on a crossing's is on its border's, every
// statement is told, and no page has what was not public.
func TestEveryPageOfTheRecord(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	v, old := r.Known(day(t, "2026-11-23")), r.Known(day(t, "2010-01-01"))
	for _, x := range r.Crossings {
		list := v.StatementsAt(x.ID)
		if len(list) == 0 && x.ID != "zukhul-tagirkent-kazmalyar" { // of which only the place is recorded
			t.Errorf("crossing %s has an empty page", x.ID)
		}
		border := v.StatementsBetween(x.Posts[0].Area, x.Posts[1].Area)
		for _, s := range list {
			if !slices.Contains(border, s) && s.Meeting == nil && s.Service == nil {
				t.Errorf("%s is about %s and not about its border", s.ID, x.ID)
			}
		}
		for _, s := range old.StatementsAt(x.ID) {
			if s.Public.LastDay() > old.On {
				t.Errorf("%s is on the page of %s as known in 2010", s.ID, x.ID)
			}
		}
	}
	cited := 0
	for _, s := range r.Sources {
		cited += len(v.CitedBy(s.ID))
	}
	if cited < len(v.Visible) {
		t.Errorf("%d citations for %d statements", cited, len(v.Visible))
	}
	for _, s := range v.Visible {
		told, ok := v.Tell(s.ID, v.On)
		if !ok || told.Kind != s.Kind() || (s.Commitment != nil) != (told.Fate != nil) {
			t.Errorf("%s is told as %+v", s.ID, told)
		}
	}
}
