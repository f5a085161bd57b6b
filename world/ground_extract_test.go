package world

import (
	"math/rand/v2"
	"os"
	"testing"

	"waythrough/record"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// extracts are real roads. Of Liechtenstein the crossings are recorded; about Heidelberg no
// border is near, but it has islands and roads for who has business there.
var extracts = []*sample{
	{name: "liechtenstein", make: func(t testing.TB) (*street.Network, *record.Record) {
		r := recordIn(t, "testdata/liechtenstein")
		r.Terminals = append(r.Terminals, &record.Terminal{ID: "VAD", Name: "Vaduz", Area: "LIE", At: []float64{47.141, 9.521}},
			&record.Terminal{ID: "FEL", Name: "Feldkirch", Area: "AUT", At: []float64{47.2195, 9.573}})
		return streetsOf(t, nil, extract(t.(*testing.T), "liechtenstein")), r
	}},
	{name: "heidelberg", make: func(t testing.TB) (*street.Network, *record.Record) {
		return streetsOf(t, nil, extract(t.(*testing.T), "heidelberg")), &record.Record{
			Terminals: []*record.Terminal{{ID: "HDB", Name: "Heidelberg", At: []float64{49.4036, 8.6756}}}}
	}},
}

// long reports whether thousands of ways are wanted and not a sample.
var long = os.Getenv("WAYTHROUGH_LONG") != ""

// On real roads too every ground is what a walk finds with the same cuts barred: a sample
// of gates and places, or thousands of pairs if WAYTHROUGH_LONG is set.
func TestGroundOfExtractsIsWalked(t *testing.T) {
	count, list := 3, []Vehicle{Car, OnFoot}
	if long {
		count, list = 30, vehicles
	}
	for _, s := range extracts {
		t.Run(s.name, func(t *testing.T) {
			list := list
			if !long && s.name == "heidelberg" { // building it for all takes seconds
				s.built, list = []profile.Profile{profile.Car}, list[:1]
			}
			s.open(t)
			rng := rand.New(rand.NewPCG(3, 5))
			var c compared
			for _, v := range list {
				k := s.walker(v)
				for i, open := range s.openings() {
					if !long && i == 1 || i > 0 && len(s.world.CutPairs()) == 0 {
						continue
					}
					g, err := s.world.Ground(v, open, nil)
					if err != nil {
						t.Fatal(err)
					}
					checkTables(t, s, g, k, s.price(open), rng, &c, count)
				}
				shut := s.shut(rng)
				g, err := s.world.Free(v, s.world.Barriers(0, 0), shut, true)
				if err != nil {
					t.Fatal(err)
				}
				checkTables(t, s, g, k, s.free(v, s.world.Barriers(0, 0), shut, true), rng, &c, count)
			}
			if t.Log(c); c.reached < 30 || len(s.world.CutPairs()) > 0 && c.not == 0 {
				t.Errorf("only %d ways and %d that are none were compared", c.reached, c.not)
			}
		})
	}
}
