package record_test

import (
	"testing"

	"waythrough/record"
)

// ISO 3166-1 leaves four ranges of codes to its users. No state has one of them, but
// Kosovo, whose code is in common use; XXA is what travel documents write for persons
// without a nationality.
func TestUserAssigned(t *testing.T) {
	count := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				id := record.AreaID([]rune{a, b, c})
				want := id >= "AAA" && id <= "AAZ" || id >= "QMA" && id <= "QZZ" || id >= "XAA" && id <= "XZZ" || id >= "ZZA"
				want = want && id != "XKX" && id != "XXA"
				if got := record.IsUserAssigned(id); got != want {
					t.Errorf("%s is left to users: %v", id, got)
				}
				if want && record.IsState(id) {
					t.Errorf("%s is left to users and a state's", id)
				}
				if want {
					count++
				}
			}
		}
	}
	if count != 26+14*26+26*26+26-2 {
		t.Errorf("%d codes", count)
	}
	if id, ok := record.Alpha3("XK"); id != "XKX" || !ok {
		t.Errorf("XK is %q, %v", id, ok)
	}
	for _, id := range []record.AreaID{"", "X", "XA", "XAAA", "xaa", "XA1", "XÄ", "qmx", "AA\x00"} {
		if record.IsUserAssigned(id) || record.IsState(id) {
			t.Errorf("%q is a code", id)
		}
	}
}

// A record may describe areas under such codes, and speak of them everywhere.
func TestAreasUnderCodesLeftToUsers(t *testing.T) {
	r := load(t, `
sources: [{id: paper, publisher: P, published: 2024-01-01, basis: reported, rank: press}]
areas:
  - {id: XAA, kind: state, name: One, timezone: UTC, control: [{by: XAA}], claims: [{by: QMA}]}
  - {id: QMA, kind: dependent, name: Two}
  - {id: AAZ, kind: part, part_of: XAA, name: Three}
groups: [{id: both, name: Both, members: [{areas: [XAA, QMA]}]}]
crossings:
  - {id: one-two, name: One – Two, modes: [road], posts: [{area: XAA, part: AAZ, name: One, at: [1, 2]}, {area: QMA, name: Two, at: [1, 2]}]}
statements:
  - {id: a, says: A., sources: [{source: paper}], rule: {part: entry, authority: XAA, place: {area: XAA}, from: QMA, class: {nationals: [QMA, own], plate: {except: [XAA]}}, effect: permitted}}
  - {id: b, says: B., sources: [{source: paper}], rule: {part: closure, authority: QMA, place: {border: [XAA, QMA]}, effect: refused}}
  - {id: c, says: C., sources: [{source: paper}], relation: {parties: [XAA, QMA], what: trade, state: none}}
`)
	for id, want := range map[record.AreaID]bool{"XAA": true, "QMA": false, "AAZ": false, "XAB": false, "ARM": true, "XKX": true} {
		if r.IsState(id) != want {
			t.Errorf("%s is a state: %v", id, !want)
		}
	}
	if r.Area("XAA").Name != "One" || r.Area("QMA").Kind != record.Dependent {
		t.Errorf("%+v, %+v", r.Area("XAA"), r.Area("QMA"))
	}
}
