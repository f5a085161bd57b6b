package whatif_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/whatif"
	"waythrough/world"
)

// Figures against the textbook: places and links as the tables write them, least
// costs by Bellman's equations, and Harris's sum over every ordered pair. Nothing
// here asks the packages under test.

// tables are a network as its two files write it.
type tables struct{ places, links [][]string }

var (
	placeHeader = []string{"id", "name", "lat", "lon", "area", "population", "gdp"}
	linkHeader  = []string{"from", "to", "mode", "distance_m", "duration_s", "crossing", "wait_s", "oneway"}
)

func (t tables) csv() (places, links string) {
	text := func(header []string, rows [][]string) string {
		out := strings.Join(header, ",") + "\n"
		var b strings.Builder
		for _, r := range rows {
			b.WriteString(strings.Join(r, ",") + "\n")
		}
		return out + b.String()
	}
	return text(placeHeader, t.places), text(linkHeader, t.links)
}

// generate makes a network of n places in ten areas, the last of them an island,
// with so many links in all, of which so many join towns of different areas and
// wait 13 to 198 h there.
func generate(seed uint64, n, links, border int) tables {
	rng := rand.New(rand.NewPCG(seed, 11))
	const areas = 10
	var t tables
	area := func(i int) int { return i % areas }
	for i := range n {
		t.places = append(t.places, []string{fmt.Sprintf("t%04d", i), fmt.Sprintf("Town %d", i),
			fmt.Sprintf("%.4f", 40+10*rng.Float64()), fmt.Sprintf("%.4f", 20+20*rng.Float64()),
			fmt.Sprintf("area-%d", area(i)), strconv.Itoa(rng.IntN(2_000_000)), pickText(rng, "", fmt.Sprintf("%.2f", 1e4*rng.Float64()))})
	}
	link := func(a, b int, mode, crossing, wait string) {
		metres := 800 + 90_000*rng.Float64()
		seconds := metres / (8 + 22*rng.Float64())
		t.links = append(t.links, []string{t.places[a][0], t.places[b][0], mode, fmt.Sprintf("%.1f", metres), fmt.Sprintf("%.3f", seconds),
			crossing, wait, pickText(rng, "", "", "", "", "", "", "", "yes")})
	}
	for i := areas; i < n; i++ { // a tree in each area
		link(area(i)+areas*rng.IntN(i/areas), i, "road", "", "")
		t.links[len(t.links)-1][7] = ""
	}
	for len(t.links) < links-border {
		a := rng.IntN(n)
		b := area(a) + areas*rng.IntN((n-area(a)+areas-1)/areas)
		link(a, b, pickText(rng, "road", "road", "road", "road", "road", "road", "rail", "foot"), "", "")
	}
	for len(t.links) < links {
		a, b := rng.IntN(n), rng.IntN(n)
		if area(a) == area(b) || area(a) == areas-1 || area(b) == areas-1 {
			continue
		}
		wait := 3600 * (13 + 185*rng.Float64())
		link(a, b, "road", pickText(rng, "", fmt.Sprintf("post-%d", len(t.links))), fmt.Sprintf("%.1f", wait))
	}
	return t
}

func pickText(rng *rand.Rand, words ...string) string { return words[rng.IntN(len(words))] }

// way is what a way takes: the quantity minimised, and seconds along it.
type way struct{ cost, seconds float64 }

// textbook gives the least cost of every ordered pair by Bellman's equations, over
// the roads of the tables; +∞ where there is no way.
func textbook(t *testing.T, tb tables, byDistance, waits, borders bool) [][]way {
	t.Helper()
	type arc struct {
		from, to int
		way
	}
	number := map[string]int{}
	for i, p := range tb.places {
		number[p[0]] = i
	}
	var arcs []arc
	for _, l := range tb.links {
		from, to := number[l[0]], number[l[1]]
		atBorder := tb.places[from][4] != tb.places[to][4]
		if l[2] != "road" || (atBorder && !borders) {
			continue
		}
		seconds := numberOf(t, l[4])
		if waits {
			seconds += numberOf(t, l[6])
		}
		w := way{seconds, seconds}
		if byDistance {
			w.cost = numberOf(t, l[3])
		}
		arcs = append(arcs, arc{from, to, w})
		if l[7] != "yes" {
			arcs = append(arcs, arc{to, from, w})
		}
	}
	out := make([][]way, len(tb.places))
	for origin := range out {
		row := make([]way, len(tb.places))
		for i := range row {
			row[i] = way{math.Inf(1), math.Inf(1)}
		}
		row[origin] = way{}
		for changed := true; changed; {
			changed = false
			for _, a := range arcs {
				if c := row[a.from].cost + a.cost; c < row[a.to].cost {
					row[a.to] = way{c, row[a.from].seconds + a.seconds}
					changed = true
				}
			}
		}
		out[origin] = row
	}
	return out
}

func numberOf(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// figures are those of an answer that the textbook fixes.
type figures struct {
	joined, cut, quicker, slower  int
	mean, weighted, before, after float64
}

// sum adds the pairs up.
func sum(t *testing.T, tb tables, before, after [][]way, weight string, exponent float64) figures {
	t.Helper()
	column := 5
	if weight == "gdp" {
		column = 6
	}
	w := make([]float64, len(tb.places))
	for i, p := range tb.places {
		w[i] = numberOf(t, p[column])
	}
	var f figures
	var finite, saved, weights, weighted float64
	for i := range before {
		for j := range before {
			if i == j {
				continue
			}
			b, a := before[i][j], after[i][j]
			f.before += w[j] / math.Pow(b.cost, exponent) // w/∞ is 0
			f.after += w[j] / math.Pow(a.cost, exponent)
			switch noB, noA := math.IsInf(b.cost, 1), math.IsInf(a.cost, 1); {
			case noB && noA:
			case noB:
				f.joined++
			case noA:
				f.cut++
			default:
				finite++
				saved += b.seconds - a.seconds
				weights += w[i] * w[j]
				weighted += w[i] * w[j] * (b.seconds - a.seconds)
				if d := b.cost - a.cost; d > 1e-4 {
					f.quicker++
				} else if d < -1e-4 {
					f.slower++
				}
			}
		}
	}
	f.mean, f.weighted = saved/finite, weighted/weights
	return f
}

func figuresOf(a *whatif.Answer) figures {
	return figures{a.PairsNewlyJoined, a.PairsCut, a.PairsQuicker, a.PairsSlower, *a.MeanSavingS, *a.WeightedSavingS, a.MarketAccess.Before, a.MarketAccess.After}
}

// near reports whether figures are the same to six digits.
func (f figures) near(g figures) bool {
	close := func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Max(math.Abs(a), math.Abs(b))+1e-9 }
	return f.joined == g.joined && f.cut == g.cut && f.quicker == g.quicker && f.slower == g.slower &&
		close(f.mean, g.mean) && close(f.weighted, g.weighted) && close(f.before, g.before) && close(f.after, g.after)
}

// bare is a record that says nothing of any border of these tables.
const bare = `statements:
  - {id: nothing, says: Nothing is said of any border., public: 2020-01-01, public_basis: made up for a test, background: {by: nobody}}
`

func openWorld(t testing.TB, yaml, places, links string) *world.World {
	t.Helper()
	n, err := road.Read("places.csv", []byte(places), "links.csv", []byte(links))
	if err != nil {
		t.Fatal(err)
	}
	return world.Open(n, load(t, yaml))
}

func load(t testing.TB, files ...string) *record.Record {
	t.Helper()
	r, err := loadRecord(files...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func loadRecord(files ...string) (*record.Record, error) {
	var folders []record.Folder
	for i, text := range files {
		folders = append(folders, record.Folder{Name: fmt.Sprintf("test-%d", i), FS: fstest.MapFS{"r.yaml": {Data: []byte(text)}}})
	}
	return record.Load(folders...)
}

// today is the day of most questions here: that of the fifth meeting.
var today = record.DayOf(2024, 7, 30)

// car asks for everybody by car, weighted by population.
func car(w *world.World) whatif.Question {
	return whatif.Question{World: w, Mode: record.Road, Traveller: regime.Traveller{Vehicle: "car"}, Cost: whatif.Duration,
		Weight: "population", Exponent: 1, On: today, Known: record.DayOf(2026, 11, 23)}
}

// compare resolves a scenario and answers it.
func compare(t testing.TB, q whatif.Question, base string, ifs ...string) (*whatif.Answer, *whatif.Sides) {
	t.Helper()
	return compareWith(t, q, whatif.Scenario{Base: base, Ifs: ifs}, nil)
}

func compareWith(t testing.TB, q whatif.Question, s whatif.Scenario, open func(string) (*record.Record, error)) (*whatif.Answer, *whatif.Sides) {
	t.Helper()
	s.On, s.Known = q.On, q.Known
	sides, err := whatif.Resolve(q.World, s, open)
	if err != nil {
		t.Fatal(err)
	}
	q.Before, q.After = sides.Before, sides.After
	a, err := whatif.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a, sides
}

func TestTextbook(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		againstTextbook(t, generate(seed, 200, 330, 46), []string{"gdp", "population"}, []float64{1, 1.5})
	}
}

// The size of the network that the mission names: 1,400 places and 2,300 links, of
// which 320 are border links.
func TestTextbookAtSize(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	start := time.Now()
	tb := generate(7, 1400, 2300, 320)
	if len(tb.places) != 1400 || len(tb.links) != 2300 {
		t.Fatalf("%d places, %d links", len(tb.places), len(tb.links))
	}
	againstTextbook(t, tb, []string{"gdp"}, []float64{1})
	t.Log("took", time.Since(start))
}

func againstTextbook(t *testing.T, tb tables, weights []string, exponents []float64) {
	t.Helper()
	places, links := tb.csv()
	w := openWorld(t, bare, places, links)
	for _, cost := range []string{whatif.Duration, whatif.Distance} {
		byDistance := cost == whatif.Distance
		queues, flowing := textbook(t, tb, byDistance, true, true), textbook(t, tb, byDistance, false, true)
		inside := textbook(t, tb, byDistance, true, false)
		for _, weight := range weights {
			for _, exponent := range exponents {
				q := car(w)
				q.Cost, q.Weight, q.Exponent = cost, weight, exponent
				name := fmt.Sprintf("cost %s, weight %s, exponent %v", cost, weight, exponent)
				a, _ := compare(t, q, "no-law", "no-law", "no-waits")
				if n := len(tb.places); a.Settlements != n || a.Pairs != n*(n-1) {
					t.Fatalf("%d settlements, %d pairs of %d places", a.Settlements, a.Pairs, n)
				}
				want := sum(t, tb, queues, flowing, weight, exponent)
				if !figuresOf(a).near(want) {
					t.Errorf("%s, queues gone: %+v, want %+v", name, figuresOf(a), want)
				}
				if want.mean <= 0 || (want.quicker == 0) != byDistance {
					t.Errorf("%s: the network tells nothing apart: %+v", name, want)
				}
				if weight == "population" && exponent == 1 {
					a, _ = compare(t, q, "law", "no-law")
					if want := sum(t, tb, inside, queues, weight, exponent); !figuresOf(a).near(want) {
						t.Errorf("%s, law gone: %+v, want %+v", name, figuresOf(a), want)
					}
				}
				if m := a.MarketAccess; m.Cost != cost || m.Weight != weight || m.Exponent != exponent {
					t.Errorf("%s is told as %+v", name, m)
				}
			}
		}
	}
}
