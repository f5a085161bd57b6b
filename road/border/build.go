package border

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"waythrough/geo"
	"waythrough/road/osm"
)

// A strand is a line while areas are made of it.
type strand struct {
	at          []osm.Point
	way         int64    // of the map, 0 if from a file
	codes       []string // of the areas it is the boundary of, in order
	left, right string   // as far as known
	shapes      []int    // places in builder.shapes
	maritime    bool
	mute        bool
}

// A draft is a shape while areas are made of it.
type draft struct {
	code    string
	byFile  bool
	strands []*strand
}

type builder struct {
	boundaries []osm.Boundary
	files      []*File
	ways       map[int64]*strand
	strands    []*strand // of the map, then of files
	shapes     []*draft
	whole      map[string]bool // areas whose whole boundary the map gives, gaps filled
	drawn      map[string]bool // areas with polygons of a file
	notes      []string
}

// New makes areas of a map's boundaries, as osm.Extract gives them, and of files in
// the order in which they are to be asked; either may be nil. Without lines only
// boundaries that are complete serve. The notes are sentences for the user: which
// boundaries the map holds in part, and what was done about it.
func New(boundaries []osm.Boundary, lines []osm.BoundaryLine, files ...*File) (*Areas, []string) {
	b := &builder{boundaries: boundaries, files: files, ways: map[int64]*strand{}, whole: map[string]bool{}, drawn: map[string]bool{}}
	b.readWays(lines)
	b.wholeStates()
	b.brokenStates()
	b.drawnAreas()
	b.linesOfFiles()
	b.nameSides()
	b.tellUnknown()
	return b.index(), b.notes
}

// Countries gives the function that osm.Options.Country wants: ISO 3166-1 alpha-2 by
// point, by the same areas as New makes.
func Countries(files ...*File) func([]osm.Boundary, []osm.BoundaryLine) func(osm.Point) string {
	return func(boundaries []osm.Boundary, lines []osm.BoundaryLine) func(osm.Point) string {
		a, _ := New(boundaries, lines, files...)
		return a.Country
	}
}

// readWays takes the lines of the map that are whole, and the codes of their states.
func (b *builder) readWays(lines []osm.BoundaryLine) {
	codes := map[int64]string{}
	for i := range b.boundaries {
		codes[b.boundaries[i].ID] = codeOfState(&b.boundaries[i])
	}
	for _, l := range lines {
		s := &strand{at: fine(l.Points), way: l.Way, maritime: l.Maritime}
		for _, id := range l.Of {
			if c := codes[id]; c != "" {
				s.codes = append(s.codes, c)
			}
		}
		slices.Sort(s.codes)
		s.codes = slices.Compact(s.codes)
		if len(s.at) > 1 && !l.Broken && len(s.codes) > 0 {
			b.ways[l.Way] = s
			b.strands = append(b.strands, s)
		}
	}
}

// heldWays are the strands of a boundary's members, each once, and how many members
// are missing.
func (b *builder) heldWays(s *osm.Boundary) (held []*strand, missing int) {
	seen := map[int64]bool{}
	for _, m := range s.Members {
		if seen[m.Way] {
			continue
		}
		seen[m.Way] = true
		if w := b.ways[m.Way]; w != nil {
			held = append(held, w)
		} else {
			missing++
		}
	}
	return held, missing
}

// wholeStates makes shapes of complete boundaries.
func (b *builder) wholeStates() {
	for i := range b.boundaries {
		s := &b.boundaries[i]
		code := codeOfState(s)
		if code == "" || !s.Complete {
			continue
		}
		strands, missing := b.heldWays(s)
		if missing > 0 {
			strands = b.byRings(code, s.Rings)
		}
		b.addShape(&draft{code: code, strands: strands})
		b.whole[code] = true
	}
}

// byRings makes strands of rings whose ways are not at hand: a few segments each, for
// what lies beyond may be another state from any on.
func (b *builder) byRings(code string, rings []osm.Ring) (strands []*strand) {
	const few = 16
	for _, r := range rings {
		for at := fine(r.Points); len(at) > 1; at = at[min(few, len(at)-1):] {
			strands = append(strands, &strand{at: at[:min(few+1, len(at))], codes: []string{code}})
		}
	}
	b.strands = append(b.strands, strands...)
	return strands
}

func (b *builder) addShape(d *draft) {
	if len(b.shapes) == math.MaxUint16 {
		return // more than there are states by far
	}
	for _, s := range d.strands {
		s.shapes = append(s.shapes, len(b.shapes))
	}
	b.shapes = append(b.shapes, d)
}

// brokenStates fills the gaps of states that have no complete boundary. Of several
// relations of one state the one with the most ways at hand is taken.
func (b *builder) brokenStates() {
	best := map[string]int{}
	for i := range b.boundaries {
		code := codeOfState(&b.boundaries[i])
		if code == "" || b.whole[code] {
			continue
		}
		held, _ := b.heldWays(&b.boundaries[i])
		if len(held) == 0 {
			continue
		}
		if j, ok := best[code]; ok {
			if other, _ := b.heldWays(&b.boundaries[j]); len(other) >= len(held) {
				continue
			}
		}
		best[code] = i
	}
	for i := range b.boundaries {
		code := codeOfState(&b.boundaries[i])
		if j, ok := best[code]; ok && i == j {
			b.fillState(code, &b.boundaries[i])
		}
	}
}

// fillState makes a shape of the ways held and of pieces of a file, if one serves.
func (b *builder) fillState(code string, s *osm.Boundary) {
	held, missing := b.heldWays(s)
	lines := make([][]osm.Point, len(held))
	for i, h := range held {
		lines[i] = h.at
	}
	chains, rings := join(lines)
	for _, f := range b.files {
		for _, tracks := range [][]track{f.around(code), f.rings(code)} {
			fills, metres, ok := closeGaps(chains, rings, tracks)
			if !ok {
				continue
			}
			d := &draft{code: code, strands: held}
			for _, fill := range fills {
				n := &strand{at: fine(fill.at), codes: fill.codes()}
				d.strands = append(d.strands, n)
				b.strands = append(b.strands, n)
			}
			b.addShape(d)
			b.whole[code] = true
			b.notes = append(b.notes, fmt.Sprintf("%s of the boundary of %s are missing from the map; %s was drawn after %s over %.1f km, and is as exact as that file.",
				ways(missing, len(s.Members)), state(s, code), gaps(len(fills)), f.name, float64(metres)/1000))
			return
		}
	}
}

// drawnAreas makes shapes of the polygons of files, for areas that the map does not
// give. The first file that has an area counts.
func (b *builder) drawnAreas() {
	for _, f := range b.files {
		here := map[string]*draft{}
		for _, a := range f.areas {
			if b.whole[a.code] || b.drawn[a.code] {
				continue
			}
			d := here[a.code]
			if d == nil {
				d = &draft{code: a.code, byFile: true}
				here[a.code] = d
			}
			for _, r := range a.rings {
				s := &strand{at: r, codes: []string{a.code}, mute: true}
				d.strands = append(d.strands, s)
				b.strands = append(b.strands, s)
			}
		}
		for _, code := range sortedKeys(here) {
			b.addShape(here[code])
			b.drawn[code] = true
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// index lays the strands out.
func (b *builder) index() *Areas {
	a := &Areas{codes: []string{""}}
	for _, s := range b.strands {
		a.codes = append(a.codes, s.left, s.right)
	}
	for _, d := range b.shapes {
		a.codes = append(a.codes, d.code)
	}
	slices.Sort(a.codes)
	a.codes = slices.Compact(a.codes)
	rank := b.rankShapes(a)
	var boxes []geo.Box
	for _, s := range b.strands {
		if s.left == s.right && len(s.shapes) == 0 {
			continue
		}
		l := border{left: a.number(s.left), right: a.number(s.right), mute: s.mute}
		for _, k := range s.shapes {
			l.shapes = append(l.shapes, rank[k])
		}
		for i := 1; i < len(s.at); i++ {
			a.from, a.to = append(a.from, s.at[i-1]), append(a.to, s.at[i])
			a.line = append(a.line, uint32(len(a.lines)))
			boxes = append(boxes, boxOf(s.at[i-1:i+1]))
		}
		a.lines = append(a.lines, l)
	}
	for _, c := range a.codes {
		a.alpha2 = append(a.alpha2, alpha2(c))
	}
	a.boxes = geo.NewBoxes(boxes)
	a.cells = newCells(a)
	return a
}

func (a *Areas) number(code string) area {
	i, _ := slices.BinarySearch(a.codes, code)
	return area(i)
}

// rankShapes puts shapes in the order in which they count, and gives the new place of
// each.
func (b *builder) rankShapes(a *Areas) []uint16 {
	order := make([]int, len(b.shapes))
	size := make([]float64, len(b.shapes))
	for i, d := range b.shapes {
		order[i], size[i] = i, d.size()
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := b.shapes[i], b.shapes[j]
		if x.byFile != y.byFile {
			if y.byFile {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(size[i], size[j]), strings.Compare(x.code, y.code))
	})
	rank := make([]uint16, len(order))
	for place, i := range order {
		rank[i] = uint16(place)
		box := geo.Box{MinLat: math.MaxInt32, MinLon: math.MaxInt32, MaxLat: math.MinInt32, MaxLon: math.MinInt32}
		for _, s := range b.shapes[i].strands {
			x := boxOf(s.at)
			box = geo.Box{MinLat: min(box.MinLat, x.MinLat), MinLon: min(box.MinLon, x.MinLon), MaxLat: max(box.MaxLat, x.MaxLat), MaxLon: max(box.MaxLon, x.MaxLon)}
		}
		a.shapes = append(a.shapes, shape{a.number(b.shapes[i].code), box})
	}
	return rank
}

// size compares shapes by the box around them: it need only tell an enclave from what
// lies around it.
func (d *draft) size() float64 {
	lat, lon := [2]float64{math.Inf(1), math.Inf(-1)}, [2]float64{math.Inf(1), math.Inf(-1)}
	for _, s := range d.strands {
		x := boxOf(s.at)
		lat = [2]float64{min(lat[0], float64(x.MinLat)), max(lat[1], float64(x.MaxLat))}
		lon = [2]float64{min(lon[0], float64(x.MinLon)), max(lon[1], float64(x.MaxLon))}
	}
	return (lat[1] - lat[0]) * (lon[1] - lon[0])
}
