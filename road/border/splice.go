package border

import (
	"cmp"
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/road/osm"
)

// A track is a line of a file with the areas beside each of its segments.
type track struct {
	at          []osm.Point
	left, right []string // by segment
	closed      bool
}

// How far the ends of a gap may lie from the file's line, and over how long a part of
// a fill its line is bent to meet them.
const (
	maxAway geo.Metres = 10_000
	maxBend float64    = 20_000
)

// around gives the lines of a file with an area on one side, joined.
func (f *File) around(code string) []track {
	return f.tracks(func(l fileLine) bool { return l.left == code || l.right == code })
}

// between gives the lines of a file with two areas on the two sides, joined.
func (f *File) between(a, b string) []track {
	return f.tracks(func(l fileLine) bool { return l.left == a && l.right == b || l.left == b && l.right == a })
}

func (f *File) tracks(wanted func(fileLine) bool) []track {
	var lines []fileLine
	var at [][]osm.Point
	for _, l := range f.lines {
		if wanted(l) {
			lines, at = append(lines, l), append(at, l.at)
		}
	}
	chains, rings := join(at)
	var out []track
	for k, list := range [2][]chain{chains, rings} {
		for _, c := range list {
			t := track{at: c.at, closed: k == 1}
			for _, part := range c.parts {
				left, right := lines[part.line].left, lines[part.line].right
				if part.back {
					left, right = right, left
				}
				for range len(at[part.line]) - 1 {
					t.left, t.right = append(t.left, left), append(t.right, right)
				}
			}
			out = append(out, t)
		}
	}
	return out
}

// rings gives the polygons of an area as tracks.
func (f *File) rings(code string) (out []track) {
	for _, a := range f.areas {
		if a.code != code {
			continue
		}
		for _, r := range a.rings {
			t := track{at: r, closed: true, left: make([]string, len(r)-1), right: make([]string, len(r)-1)}
			for i := range t.left {
				t.left[i] = code
			}
			out = append(out, t)
		}
	}
	return out
}

// A chain is lines joined at their ends.
type chain struct {
	at    []osm.Point
	parts []part
}

type part struct {
	line int
	back bool
}

func (c *chain) first() osm.Point { return c.at[0] }
func (c *chain) last() osm.Point  { return c.at[len(c.at)-1] }

// join joins lines at equal ends into chains with two ends and rings with none. The
// first line not yet used begins one; the first that goes on is taken.
func join(lines [][]osm.Point) (chains, rings []chain) {
	ends := map[osm.Point][]int{}
	for i, l := range lines {
		ends[l[0]] = append(ends[l[0]], i)
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], i)
	}
	used := make([]bool, len(lines))
	grow := func(c *chain) {
		for c.first() != c.last() {
			i := slices.IndexFunc(ends[c.last()], func(i int) bool { return !used[i] })
			if i < 0 {
				return
			}
			n := ends[c.last()][i]
			used[n] = true
			l, back := slices.Clone(lines[n]), lines[n][0] != c.last()
			if back {
				slices.Reverse(l)
			}
			c.at, c.parts = append(c.at, l[1:]...), append(c.parts, part{n, back})
		}
	}
	for i := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		c := chain{slices.Clone(lines[i]), []part{{i, false}}}
		grow(&c)
		if c.first() != c.last() {
			c.reverse()
			grow(&c)
			c.reverse()
		}
		if c.first() == c.last() {
			rings = append(rings, c)
		} else {
			chains = append(chains, c)
		}
	}
	return chains, rings
}

func (c *chain) reverse() {
	slices.Reverse(c.at)
	slices.Reverse(c.parts)
	for i := range c.parts {
		c.parts[i].back = !c.parts[i].back
	}
}

// project finds the position on a track nearest to p: segment and fraction.
func (t *track) project(p osm.Point) (position float64, away geo.Metres) {
	away = geo.Metres(math.Inf(1))
	for i := 1; i < len(t.at); i++ {
		q, d := nearestOn(t.at[i-1], t.at[i], p)
		if d < away {
			position, away = float64(i-1), d
			if whole := span(t.at[i-1], t.at[i]); whole > 0 {
				position += min(1, span(t.at[i-1], q)/whole)
			}
		}
	}
	return position, away
}

// halfWay is the middle of a line by its length.
func halfWay(line []osm.Point) osm.Point {
	half := 0.0
	for i := 1; i < len(line); i++ {
		half += span(line[i-1], line[i]) / 2
	}
	for i := 1; i < len(line); i++ {
		d := span(line[i-1], line[i])
		if d >= half && d > 0 {
			return osm.Between(line[i-1], line[i], half/d)
		}
		half -= d
	}
	return line[len(line)-1]
}

func span(a, b osm.Point) float64 { return float64(geo.Distance(a.LatLon(), b.LatLon())) }

// A held is a chain of the map laid onto a track: it stands for the track between two
// positions, counted on by a round where they pass its end.
type held struct {
	chain    chain
	from, to float64
}

// round is the positions of a track; of an open one, one more stands for what lies
// between its ends, as a coast does.
func (t *track) round() float64 {
	if t.closed {
		return float64(len(t.at) - 1)
	}
	return float64(len(t.at))
}

// lay lays chains onto the track, in its direction and order. It is false if they are
// too far from it or one lies over another.
func (t *track) lay(chains []chain) (out []held, ok bool) {
	ahead := func(a, b float64) float64 { // from a forward to b
		if b < a {
			return b - a + t.round()
		}
		return b - a
	}
	for _, c := range chains {
		c = chain{slices.Clone(c.at), slices.Clone(c.parts)}
		s, d1 := t.project(c.first())
		e, d2 := t.project(c.last())
		m, _ := t.project(halfWay(c.at))
		if max(d1, d2) > maxAway {
			return nil, false
		}
		if ahead(s, m) > ahead(s, e) {
			c.reverse()
			s, e = e, s
		}
		out = append(out, held{c, s, s + ahead(s, e)})
	}
	slices.SortStableFunc(out, func(x, y held) int { return cmp.Compare(x.from, y.from) })
	for i, h := range out {
		limit := out[0].from + t.round()
		if i+1 < len(out) {
			limit = out[i+1].from
		}
		if h.to > limit {
			return nil, false
		}
	}
	return out, true
}

// gap cuts what lies between two chains, the second the next on the track. It is false
// if that leaves the track's end.
func (t *track) gap(h, next held, last bool) ([]fill, bool) {
	lo, hi := h.to, next.from
	if last {
		hi += t.round()
	}
	if lo >= t.round() {
		lo, hi = lo-t.round(), hi-t.round()
	}
	if !t.closed && hi > t.round()-1 {
		return nil, false
	}
	return t.piece(lo, hi, h.chain.last(), next.chain.first()), true
}

// A fill is a piece of a track, bent so that its ends meet those of a gap.
type fill struct {
	at          []osm.Point
	left, right string
}

func (f fill) codes() (codes []string) {
	for _, c := range []string{f.left, f.right} {
		if c != "" {
			codes = append(codes, c)
		}
	}
	slices.Sort(codes)
	return codes
}

// piece cuts the track between two positions and bends it so that it begins in a and
// ends in b: each end is moved by what it lacks, points beyond by less and less. It
// gives a fill for each pair of areas on the way.
func (t *track) piece(lo, hi float64, a, b osm.Point) (out []fill) {
	n := len(t.at) - 1
	point := func(x float64) osm.Point {
		i := min(int(x), 2*n-1)
		if !t.closed {
			i = min(i, n-1)
		}
		return osm.Between(t.at[i%n], t.at[i%n+1], x-float64(i))
	}
	at, segment := []osm.Point{point(lo)}, []int{}
	for k := int(lo) + 1; float64(k) < hi; k++ {
		at, segment = append(at, t.at[(k-1)%n+1]), append(segment, (k-1)%n)
	}
	at, segment = append(at, point(hi)), append(segment, int(max(lo, math.Nextafter(hi, 0)))%n)
	at = bend(at, a, b)
	for i := 0; i < len(segment); {
		j := i + 1
		for j < len(segment) && t.left[segment[j]] == t.left[segment[i]] && t.right[segment[j]] == t.right[segment[i]] {
			j++
		}
		out = append(out, fill{at[i : j+1], t.left[segment[i]], t.right[segment[i]]})
		i = j
	}
	return out
}

func bend(line []osm.Point, a, b osm.Point) []osm.Point {
	done := make([]float64, len(line))
	for i := 1; i < len(line); i++ {
		done[i] = done[i-1] + span(line[i-1], line[i])
	}
	total := done[len(line)-1]
	reach := min(total, maxBend)
	d, e := from(line[0], a), from(line[len(line)-1], b)
	out := slices.Clone(line)
	for i := range out {
		if reach > 0 {
			u, v := max(0, 1-done[i]/reach), max(0, 1-(total-done[i])/reach)
			out[i].Lon += int32(math.Round(float64(u*float64(d.x)) + float64(v*float64(e.x))))
			out[i].Lat += int32(math.Round(float64(u*float64(d.y)) + float64(v*float64(e.y))))
		}
	}
	out[0], out[len(out)-1] = a, b
	return out
}

// closeGaps fills what lies between chains so that rings come of them, by those tracks
// that pass them, and gives the metres filled. Closed tracks that no chain and no ring
// of the map lies on are rings that the map lacks. It is false if a chain stays open,
// or there is nothing to close.
func closeGaps(chains, rings []chain, tracks []track) (out []fill, metres geo.Metres, ok bool) {
	if len(chains) == 0 {
		return nil, 0, false
	}
	byTrack := make([][]chain, len(tracks))
	for _, c := range chains {
		best := nearestTrack(tracks, c)
		if best < 0 {
			return nil, 0, false
		}
		byTrack[best] = append(byTrack[best], c)
	}
	for i := range tracks {
		t := &tracks[i]
		if len(byTrack[i]) == 0 {
			if t.closed && !slices.ContainsFunc(rings, func(r chain) bool { _, d := t.project(r.first()); return d <= maxAway }) {
				out = append(out, t.piece(0, float64(len(t.at)-1), t.at[0], t.at[0])...)
			}
			continue
		}
		laid, fits := t.lay(byTrack[i])
		for k, h := range laid {
			fills, whole := t.gap(h, laid[(k+1)%len(laid)], k+1 == len(laid))
			fits = fits && whole
			out = append(out, fills...)
		}
		if !fits {
			return nil, 0, false
		}
	}
	for _, f := range out {
		for i := 1; i < len(f.at); i++ {
			metres += geo.Metres(span(f.at[i-1], f.at[i]))
		}
	}
	return out, metres, true
}

// nearestTrack is the place of the track to which both ends of a chain lie near, the
// nearest if several, -1 if none.
func nearestTrack(tracks []track, c chain) int {
	best, least := -1, maxAway
	for i := range tracks {
		_, d1 := tracks[i].project(c.first())
		_, d2 := tracks[i].project(c.last())
		if d := max(d1, d2); d < least {
			best, least = i, d
		}
	}
	return best
}
