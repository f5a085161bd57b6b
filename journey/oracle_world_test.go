package journey

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// fakeLaw draws a verdict for each passage from a seed: always the same, by hours,
// until a day, or by whether A2 was entered before, and through what.
type fakeLaw struct {
	seed uint64
	day  record.Day
	been []regime.Entered
}

func (f fakeLaw) On(day record.Day) Rules       { f.day = day; return f }
func (f fakeLaw) Steady(_, _ record.Day) bool   { return false }
func (f fakeLaw) For(t regime.Traveller) Judge  { f.been = t.Entered; return f }
func (f fakeLaw) HistoryAreas() []record.AreaID { return []record.AreaID{"a2"} }
func (f fakeLaw) Breaks(regime.Passage) []record.Minute {
	var out []record.Minute
	for _, h := range []record.Minute{6, 9, 12, 18} {
		out = append(out, f.day.Start()+h*60)
	}
	return out
}

func (f fakeLaw) Verdict(p regime.Passage) regime.Verdict {
	h := fnv.New64a()
	h.Write([]byte{byte(f.seed), byte(f.seed >> 8)})
	if p.Transit {
		h.Write([]byte{1})
	}
	h.Write([]byte(string(p.From) + string(p.To) + string(p.Crossing) + string(p.Leaves) + string(p.Enters)))
	hour := (p.At - f.day.Start()) / 60
	switch h.Sum64() % 12 {
	case 0:
		return regime.Refused
	case 1:
		return regime.Unknown
	case 2:
		return regime.Formality
	case 3, 4:
		if hour < 6 || hour >= 18 {
			return regime.Refused
		}
	case 5:
		if hour >= 9 && hour < 12 {
			return regime.Formality
		}
		return regime.Unknown
	case 6:
		if hour >= 12 {
			return regime.Unknown
		}
	case 7:
		if f.day >= firstDay+2 {
			return regime.Refused
		}
	case 8:
		if len(f.been) > 0 {
			return regime.Refused
		}
	case 9:
		if len(f.been) == 0 || f.been[0].Via > "x2" {
			return regime.Unknown
		}
	}
	return regime.Permitted
}

func (f fakeLaw) Judge(p regime.Passage) regime.Judgement {
	v := f.Verdict(p)
	return regime.Judgement{Verdict: v, Reading: v.String()}
}

var firstDay = record.DayOf(2024, 7, 30)

var zoneNames = []string{"Europe/Istanbul", "Asia/Tehran", "Asia/Yerevan", "Europe/London"}

// randomWorld makes two to four areas with a few places each, roads, crossings,
// cuts, one flight and one train.
func randomWorld(t *testing.T, rng *rand.Rand) *world.World {
	t.Helper()
	areas, each := 2+rng.IntN(3), 1+rng.IntN(3)
	places, links := "id,name,lat,lon,area,population\n", "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\n"
	var yaml strings.Builder
	yaml.WriteString("areas:\n")
	for a := range areas {
		fmt.Fprintf(&yaml, "  - {id: a%d, kind: zone, name: A%d, timezone: %s}\n", a, a, zoneNames[a])
		for k := range each {
			places += fmt.Sprintf("p%d%d,P%d%d,40,%d.5,a%d,1\n", a, k, a, k, 40+a, a)
			if k > 0 {
				links += fmt.Sprintf("p%d%d,p%d%d,road,1000,%d,,,%s\n", a, rng.IntN(k), a, k, 1800*(1+rng.IntN(6)), pick(rng, "", "", "yes"))
			}
		}
	}
	yaml.WriteString("crossings:\n")
	for x := range areas + rng.IntN(3) {
		a := rng.IntN(areas)
		b := (a + 1 + rng.IntN(areas-1)) % areas
		fmt.Fprintf(&yaml, "  - {id: x%d, name: X%d, modes: [road], posts: [{area: a%d, name: N, at: [40, 40]}, {area: a%d, name: M, at: [40, 41]}]}\n", x, x, a, b)
		crossing := pick(rng, fmt.Sprintf("x%d", x), fmt.Sprintf("x%d", x), fmt.Sprintf("x%d", x), "")
		links += fmt.Sprintf("p%d%d,p%d%d,road,500,%d,%s,%d,%s\n", a, rng.IntN(each), b, rng.IntN(each), 600*(1+rng.IntN(3)), crossing, 1800*rng.IntN(3), pick(rng, "", "", "", "yes"))
	}
	return open(t, yaml.String()+services(rng, areas, each), places, links)
}

func services(rng *rand.Rand, areas, each int) string {
	var y strings.Builder
	y.WriteString("terminals:\n")
	for a := range areas {
		fmt.Fprintf(&y, "  - {id: p%d%d, kind: airport, name: T%d, area: a%d, at: [40, 40]}\n", a, rng.IntN(each), a, a)
	}
	terminals := strings.Split(y.String(), "id: ")[1:]
	id := func(a int) string { return terminals[a][:3] }
	fmt.Fprintf(&y, "statements:\n")
	for n, mode := range []string{"air", "rail"} {
		a := rng.IntN(areas)
		b := (a + 1 + rng.IntN(areas-1)) % areas
		crossing := ""
		if mode == "rail" {
			crossing = fmt.Sprintf("{crossing: x%d, after: 1h, stop: 30m}, ", rng.IntN(areas))
		}
		fmt.Fprintf(&y, "  - {id: s%d, says: S., public: 2020-01-01, public_basis: test, service: {name: S, mode: %s, operators: [O], departures: [%q, \"21:00\"], days: %s, boarding: 1h, both_ways: true, calls: [{terminal: %s}, %s{terminal: %s, after: 3h}]}}\n",
			n, mode, pick(rng, "09:00", "13:30"), pick(rng, "odd", "even"), id(a), crossing, id(b))
	}
	return y.String()
}

func pick(rng *rand.Rand, words ...string) string { return words[rng.IntN(len(words))] }

func open(t testing.TB, yaml, places, links string) *world.World {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(yaml)}}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := road.Read("places", []byte(places), "links", []byte(links))
	if err != nil {
		t.Fatal(err)
	}
	return world.Open(n, r)
}
