package whatif_test

import (
	"slices"
	"strings"
	"testing"

	"waythrough/whatif"
)

// What is said of waits hangs together.
func TestAssumedWaits(t *testing.T) {
	tests := []struct {
		ifs   []string
		says  []string
		never []string
	}{
		{[]string{"no-law"}, []string{"waits are the usual ones"}, []string{"Nobody waits"}},
		{[]string{"no-waits"}, []string{"Nobody waits", "compared with has the usual waits"}, []string{"waits are the usual ones"}},
		{[]string{"no-law", "no-waits"}, []string{"Every law is ignored", "Nobody waits"}, []string{"waits are the usual ones", "the usual waits and"}},
		{[]string{promise}, []string{"waits are the usual ones", "services are not counted"}, []string{"Nobody waits"}},
	}
	for _, tt := range tests {
		sides, err := whatif.Resolve(shipped(), whatif.Scenario{Ifs: tt.ifs, On: today, Known: today}, nil)
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(sides.Assumed, "\n")
		for _, s := range tt.says {
			if !strings.Contains(all, s) {
				t.Errorf("%v: %q is not said:\n%s", tt.ifs, s, all)
			}
		}
		for _, s := range tt.never {
			if strings.Contains(all, s) {
				t.Errorf("%v: %q is said:\n%s", tt.ifs, s, all)
			}
		}
	}
}

// A service that a commitment would bring, or could lead to, is named as not counted; of one
// that brings none nothing of the kind is said.
func TestAssumedServices(t *testing.T) {
	const text = `areas:
  - {id: a, kind: de-facto, name: A}
  - {id: b, kind: de-facto, name: B}
terminals:
  - {id: TAA, name: Port A, kind: seaport, area: a, at: [40, 40]}
  - {id: TBB, name: Port B, kind: seaport, area: b, at: [40, 42]}
statements:
  - {id: ferry, says: S., public: 2020-01-01, public_basis: test, commitment: {title: A ferry, undertaking: do, parties: [a, b], would: [{says: A ferry runs., service: {name: Night Ferry, mode: water, operators: [O], calls: [{terminal: TAA}, {terminal: TBB, after: 8h}], per_day: 1, boarding: 1h}}], events: [{on: 2021-01-01, event: agreed, says: E.}]}}
  - {id: gates, says: S., public: 2020-01-01, public_basis: test, commitment: {title: A gate, undertaking: do, parties: [a, b], would: [{says: A gate opens., rule: {part: entry, authority: a, place: {area: a}, effect: permitted}}], events: [{on: 2021-01-01, event: agreed, says: E.}]}}
`
	w := openWorld(t, text, "id,name,lat,lon,area,population\na1,A1,40,40,a,1\nb1,B1,40,42,b,1\n", "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\na1,b1,road,10,10,,,\n")
	for id, named := range map[string]bool{"ferry": true, "gates": false} {
		sides, err := whatif.Resolve(w, whatif.Scenario{Ifs: []string{id}, On: today, Known: today}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(sides.Assumed, func(s string) bool { return strings.Contains(s, "Night Ferry is not counted") }) != named {
			t.Errorf("%s: %q", id, sides.Assumed)
		}
	}
}
