package whatif_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"waythrough/whatif"
)

// A row of areas, each a border from the next at which one waits for days: a way through all
// adds up exactly, in whichever measure is minimised.
func TestLongChains(t *testing.T) {
	t.Parallel()
	const areas = 600
	var places, links strings.Builder
	places.WriteString("id,name,lat,lon,area,population\n")
	links.WriteString("from,to,mode,distance_m,duration_s,crossing,wait_s\n")
	for i := range areas {
		fmt.Fprintf(&places, "p%d,P,40,%g,a%d,1\n", i, float64(i)/10, i)
		if i > 0 {
			fmt.Fprintf(&links, "p%d,p%d,road,%d,%d,,%d\n", i-1, i, 9000+i, 1000+i, 198*3600)
		}
	}
	w := openWorld(t, bare, places.String(), links.String())
	for _, cost := range []string{whatif.Duration, whatif.Distance} {
		q := car(w)
		q.Cost = cost
		a, _ := compare(t, q, "no-law", "no-waits")
		ends := 0.0
		for _, p := range a.Top {
			if p.From == "p0" && p.To == fmt.Sprint("p", areas-1) {
				ends = *p.BeforeS - *p.AfterS
			}
		}
		if want := float64(areas-1) * 198 * 3600; math.Abs(ends-want) > 0.5 && cost == whatif.Duration {
			t.Errorf("by %s a way through all saves %v s, want %v", cost, ends, want)
		}
		if a.Pairs != areas*(areas-1) || a.PairsCut+a.PairsNewlyJoined > 0 {
			t.Errorf("by %s: %+v", cost, a.Pairs)
		}
	}
}
