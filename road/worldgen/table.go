package worldgen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"waythrough/geo"
)

// TableOptions of Tables. The zero value is 1,400 places and 2,300 links in 24 areas,
// 320 of the links over borders.
type TableOptions struct {
	Seed   uint64
	Places int // at least 2
	// Links in all, and those that join places of different areas. Where the places
	// can't be joined by so few, or offer not so many, there are more or fewer.
	Links, BorderLinks int
	Areas              int
	// WaitHours are the least and the most that is waited at a border; 13 and 198 if 0.
	WaitHours [2]float64
}

// Tables draws the two tables that road.Read reads, places.csv and links.csv: towns
// with their area, population and gdp, and a connected network of roads between
// neighbours. O(Places²): meant for some thousands.
func Tables(o TableOptions) (places, links []byte) {
	t := &tabled{o: o.sane()}
	t.dice = newDice(t.o.Seed, forTable, 0)
	t.drawPlaces()
	return t.writePlaces(), t.writeLinks(t.chooseLinks(t.neighbours()))
}

func (o TableOptions) sane() TableOptions {
	o.Places = max(cmp.Or(o.Places, 1400), 2)
	o.Links = max(cmp.Or(o.Links, 2300), o.Places-1)
	o.BorderLinks = max(min(cmp.Or(o.BorderLinks, 320), o.Links), 0)
	o.Areas = max(min(cmp.Or(o.Areas, 24), o.Places, maxAreas), 1)
	if o.WaitHours[0] <= 0 || o.WaitHours[1] < o.WaitHours[0] {
		o.WaitHours = [2]float64{13, 198}
	}
	return o
}

type tabled struct {
	o     TableOptions
	dice  *dice
	at    []xy
	id    []string
	name  []string
	area  []int
	heads []float64 // population
}

// A pair of places, by number, and the metres between them.
type pair struct {
	a, b   int
	metres float64
}

// spacing is the mean distance of neighbours in metres.
const spacing = 38e3

func (t *tabled) drawPlaces() {
	d, n := t.dice, t.o.Places
	half := spacing * math.Sqrt(float64(n)) / 2
	draw := func() xy { return xy{d.between(-half, half), d.between(-half, half)} }
	seeds := make([]xy, t.o.Areas)
	for i := range seeds {
		seeds[i] = draw()
	}
	used := map[string]bool{}
	for i := range n {
		at := draw()
		for range 20 { // keep some way off the others
			if !slices.ContainsFunc(t.at, func(o xy) bool { return o.distance(at) < spacing/4 }) {
				break
			}
			at = draw()
		}
		if i < len(seeds) { // no area without a place
			at = seeds[i]
		}
		area := 0
		for a, s := range seeds {
			if s.distance(at) < seeds[area].distance(at) {
				area = a
			}
		}
		name := placeName(d)
		id := strings.ToLower(name)
		for k := 2; used[id]; k++ {
			id = fmt.Sprintf("%s-%d", strings.ToLower(name), k)
		}
		used[id] = true
		t.at, t.id, t.name = append(t.at, at), append(t.id, id), append(t.name, name)
		t.area = append(t.area, area)
		t.heads = append(t.heads, math.Floor(min(2000*math.Exp(d.tail(1.4)), 15e6)))
	}
}

// neighbours lists pairs of places that are near, those of the Gabriel graph first
// (Gabriel, Sokal 1969: no third place lies in the circle on their line), each kind by
// length. That graph is planar, and about as dense as roads are.
func (t *tabled) neighbours() []pair {
	const near = 14
	var gabriel, others []pair
	for a := range t.at {
		list := t.nearTo(a, near)
		for i, p := range list {
			clear := !slices.ContainsFunc(list[:i], func(q pair) bool {
				x, y := q.metres, t.at[q.b].distance(t.at[p.b])
				return x*x+y*y < p.metres*p.metres
			})
			p.a, p.b = min(a, p.b), max(a, p.b)
			if clear {
				gabriel = append(gabriel, p)
			} else {
				others = append(others, p)
			}
		}
	}
	all := make([]pair, 0, len(gabriel)+len(others))
	seen := map[[2]int]bool{}
	for _, list := range [][]pair{gabriel, others} {
		slices.SortFunc(list, byLength)
		for _, p := range list {
			if !seen[[2]int{p.a, p.b}] {
				seen[[2]int{p.a, p.b}] = true
				all = append(all, p)
			}
		}
	}
	return all
}

// nearTo lists the pairs of a place with those nearest to it, by length.
func (t *tabled) nearTo(a, most int) (list []pair) {
	for b := range t.at {
		p := pair{a, b, t.at[a].distance(t.at[b])}
		if a == b || len(list) == most && p.metres >= list[most-1].metres {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, p, byLength)
		if len(list) == most {
			list = list[:most-1]
		}
		list = slices.Insert(list, at, p)
	}
	return list
}

func byLength(x, y pair) int {
	return cmp.Or(cmp.Compare(x.metres, y.metres), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

func (t *tabled) border(p pair) bool { return t.area[p.a] != t.area[p.b] }

// chooseLinks takes what joins all places, borders last, and then as many of each kind
// as asked for.
func (t *tabled) chooseLinks(near []pair) (links []pair) {
	f := newForest(len(t.at))
	taken := make([]bool, len(near))
	count := [2]int{} // inner, border
	kind := func(p pair) int {
		if t.border(p) {
			return 1
		}
		return 0
	}
	take := func(i int) {
		taken[i] = true
		count[kind(near[i])]++
		links = append(links, near[i])
	}
	for k := range count {
		for i, p := range near {
			if kind(p) == k && f.join(int32(p.a), int32(p.b)) {
				take(i)
			}
		}
	}
	for { // islands that have no near neighbour beyond their own
		p, ok := t.nearestApart(f)
		if !ok {
			break
		}
		f.join(int32(p.a), int32(p.b))
		count[kind(p)]++
		links = append(links, p)
	}
	want := [2]int{t.o.Links - t.o.BorderLinks, t.o.BorderLinks}
	for i, p := range near {
		if k := kind(p); !taken[i] && count[k] < want[k] {
			take(i)
		}
	}
	return links
}

func (t *tabled) nearestApart(f forest) (best pair, ok bool) {
	for a := range t.at {
		if f.root(int32(a)) == f.root(0) {
			continue
		}
		for b := range t.at {
			if d := t.at[a].distance(t.at[b]); f.root(int32(a)) != f.root(int32(b)) && (!ok || d < best.metres) {
				best, ok = pair{min(a, b), max(a, b), d}, true
			}
		}
	}
	return best, ok
}

func (t *tabled) writePlaces() []byte {
	var b strings.Builder
	b.WriteString("id,name,lat,lon,area,population,gdp\n")
	order := make([]int, len(t.id))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Compare(t.id[x], t.id[y]) })
	for _, i := range order {
		p := onEarth(t.at[i])
		head := newDice(t.o.Seed, forTable, t.area[i]+1).between(1500, 45000) * t.dice.between(0.7, 1.4)
		fmt.Fprintf(&b, "%s,%s,%.5f,%.5f,%s,%.0f,%.0f\n", t.id[i], t.name[i], float64(p.lat)/1e7, float64(p.lon)/1e7,
			areaCode(t.area[i]), t.heads[i], t.heads[i]*head)
	}
	return []byte(b.String())
}

func (t *tabled) writeLinks(links []pair) []byte {
	d := t.dice
	for i, p := range links {
		if t.id[p.a] > t.id[p.b] {
			links[i].a, links[i].b = p.b, p.a
		}
	}
	slices.SortFunc(links, func(x, y pair) int {
		return cmp.Or(cmp.Compare(t.id[x.a], t.id[y.a]), cmp.Compare(t.id[x.b], t.id[y.b]))
	})
	var b strings.Builder
	b.WriteString("from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\n")
	for _, p := range links {
		straight := geo.Distance(onEarth(t.at[p.a]).degrees(), onEarth(t.at[p.b]).degrees())
		metres := math.Ceil(float64(straight)*d.between(1.12, 1.6)) + 2 // positions are written to a metre
		seconds := math.Ceil(metres / (d.between(40, 95) / 3.6))
		crossing, wait := "", ""
		if t.border(p) {
			crossing = t.id[p.a] + "-" + t.id[p.b]
			low, high := math.Log(t.o.WaitHours[0]), math.Log(t.o.WaitHours[1])
			wait = fmt.Sprintf("%.0f", 3600*math.Exp(d.between(low, high)))
		}
		fmt.Fprintf(&b, "%s,%s,road,%.0f,%.0f,%s,%s,\n", t.id[p.a], t.id[p.b], metres, seconds, crossing, wait)
	}
	return []byte(b.String())
}
