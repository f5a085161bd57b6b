package whatif_test

import (
	"math"
	"strings"
	"testing"

	"waythrough/whatif"
)

func TestCompareRefuses(t *testing.T) {
	const good = "from,to,mode,distance_m,duration_s\na,b,road,10,10\n"
	const two = "id,name,lat,lon,area,population,gdp,note\na,Alpha,40,40,ARM,1,2,words\nb,Beta,40,41,ARM,1,2,more\n"
	tests := []struct {
		name, places, links string
		ask                 func(*whatif.Question)
		says                []string
	}{
		{"unknown weight", two, good, func(q *whatif.Question) { q.Weight = "gpd" }, []string{`"gpd"`, "gdp", "population"}},
		{"weight in words", two, good, func(q *whatif.Question) { q.Weight = "note" }, []string{`"note"`, "gdp"}},
		{"exponent 0", two, good, func(q *whatif.Question) { q.Exponent = 0 }, []string{"exponent 0"}},
		{"exponent below 0", two, good, func(q *whatif.Question) { q.Exponent = -1 }, []string{"exponent -1"}},
		{"exponent not a number", two, good, func(q *whatif.Question) { q.Exponent = math.NaN() }, []string{"exponent NaN"}},
		{"infinite exponent", two, good, func(q *whatif.Question) { q.Exponent = math.Inf(1) }, []string{"exponent"}},
		{"unknown cost", two, good, func(q *whatif.Question) { q.Cost = "money" }, []string{`"money"`, "duration", "distance"}},
		{"no time between", two, "from,to,mode,distance_m,duration_s\na,b,road,10,0\n", func(*whatif.Question) {}, []string{"a and b", "no cost"}},
		{"no way between", two, "from,to,mode,distance_m,duration_s\na,b,road,0,10\n", func(q *whatif.Question) { q.Cost = whatif.Distance }, []string{"a and b", "no cost"}},
		{"one settlement", two[:strings.Index(two, "b,")], good[:strings.Index(good, "a,b")], func(*whatif.Question) {}, []string{"1 settlement", "two"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := car(openWorld(t, bare, tt.places, tt.links))
			tt.ask(&q)
			sides, err := whatif.Resolve(q.World, whatif.Scenario{Base: "no-law", Ifs: []string{"no-waits"}, On: q.On, Known: q.Known}, nil)
			if err != nil {
				t.Fatal(err)
			}
			q.Before, q.After = sides.Before, sides.After
			a, err := whatif.Compare(t.Context(), q)
			if err == nil {
				t.Fatalf("is answered: %+v", a.MarketAccess)
			}
			for _, s := range tt.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("says %q, without %q", err, s)
				}
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	tests := []struct {
		name string
		base string
		ifs  []string
		says []string
	}{
		{"nothing supposed", "law", nil, []string{"nothing is supposed", "--if", "no-law", "no-waits", "close:"}},
		{"unknown base", "chaos", []string{"no-law"}, []string{`"chaos"`, "no-law"}},
		{"misspelt commitment", "law", []string{"arm-tur-third-contry-2022"}, []string{"arm-tur-third-contry-2022", "nearest: arm-tur-third-country-2022"}},
		{"a statement that is none", "law", []string{"tur-arm-land-closure-1993"}, []string{"tur-arm-land-closure-1993", "no commitment"}},
		{"misspelt crossing", "law", []string{"close:margara-alikan"}, []string{"close:margara-alikan", "nearest: margara-alican"}},
		{"several at once", "chaos", []string{"promise-nobody-made", "close:nowhere-at-all", "none.yaml"}, []string{`"chaos"`, "promise-nobody-made", "nowhere-at-all", "none.yaml"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := whatif.Resolve(shipped(), whatif.Scenario{Base: tt.base, Ifs: tt.ifs, On: today, Known: today}, overShipped(nil))
			if err == nil {
				t.Fatal("is resolved")
			}
			for _, s := range tt.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("says %q, without %q", err, s)
				}
			}
			if strings.Contains(err.Error(), "(nearest: )") {
				t.Errorf("names a nearest that is none: %q", err)
			}
		})
	}
}

// Places that nobody lives at are no settlements: posts and terminals.
func TestSettlements(t *testing.T) {

	a, _ := compare(t, asked("DEU"), "law", "no-waits")
	if a.Settlements != len(a.Towns) || a.Pairs != a.Settlements*(a.Settlements-1) {
		t.Errorf("%d settlements, %d towns, %d pairs", a.Settlements, len(a.Towns), a.Pairs)
	}
	listed := map[string]bool{}
	for _, town := range a.Towns {
		listed[town.ID] = true
	}
	for _, id := range []string{"yerevan", "igdir", "kars", "gyumri", "tbilisi"} {
		if !listed[id] {
			t.Errorf("%s is no settlement", id)
		}
	}
	for _, id := range []string{"margara-alican.arm", "margara-alican.tur", "EVN"} {
		if listed[id] {
			t.Errorf("%s is a settlement", id)
		}
	}
}
