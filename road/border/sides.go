package border

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/geo"
	"waythrough/road/osm"
)

// linesOfFiles adds the lines of files between areas of which the map gives neither
// wholly. Ways of the map between the two stand in for the part of the line that they
// lie along. The first file that has a pair counts.
func (b *builder) linesOfFiles() {
	done := map[[2]string]bool{}
	for _, f := range b.files {
		here := map[[2]string]bool{}
		for _, l := range f.lines {
			pair := [2]string{min(l.left, l.right), max(l.left, l.right)}
			if done[pair] || here[pair] || b.whole[l.left] || b.whole[l.right] || b.drawn[l.left] && b.drawn[l.right] {
				continue
			}
			here[pair] = true
		}
		for _, pair := range sortedPairs(here) {
			done[pair] = true
			b.linesBetween(f, pair)
		}
	}
}

func sortedPairs(m map[[2]string]bool) [][2]string {
	var pairs [][2]string
	for k := range m {
		pairs = append(pairs, k)
	}
	slices.SortFunc(pairs, func(x, y [2]string) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return pairs
}

func (b *builder) linesBetween(f *File, pair [2]string) {
	tracks := f.between(pair[0], pair[1])
	chains := make([][]chain, len(tracks))
	mine, others := b.loose(pair)
	open, _ := join(mine)
	for _, c := range open {
		if best := nearestTrack(tracks, c); best >= 0 {
			chains[best] = append(chains[best], c)
		}
	}
	for i := range tracks {
		fills, ok := tracks[i].with(chains[i], others)
		if !ok {
			fills = tracks[i].piece(0, float64(len(tracks[i].at)-1), tracks[i].at[0], tracks[i].at[len(tracks[i].at)-1])
		}
		for _, x := range fills {
			b.strands = append(b.strands, &strand{at: fine(x.at), codes: x.codes(), left: x.left, right: x.right})
		}
	}
}

// loose takes the ways of the map between two areas that are part of no shape, and
// gives the ends of all others.
func (b *builder) loose(pair [2]string) (mine [][]osm.Point, others map[osm.Point]bool) {
	others = map[osm.Point]bool{}
	for _, s := range b.strands {
		switch {
		case s.way == 0:
		case len(s.shapes) == 0 && len(s.codes) == 2 && s.codes[0] == pair[0] && s.codes[1] == pair[1]:
			mine = append(mine, s.at)
			s.codes = nil
		default:
			others[s.at[0]], others[s.at[len(s.at)-1]] = true, true
		}
	}
	return mine, others
}

// with gives the track with chains in place of what they lie along. At an end of the
// track it is left out beyond a chain that ends where others of the map do: where
// three areas meet, the map and the file differ, and the map is the better.
func (t *track) with(chains []chain, others map[osm.Point]bool) (out []fill, ok bool) {
	laid, ok := t.lay(chains)
	if !ok || len(laid) == 0 {
		return nil, false
	}
	end := len(t.at) - 1
	if h := laid[0]; !t.closed && !others[h.chain.first()] {
		out = append(out, t.piece(0, h.from, t.at[0], h.chain.first())...)
	}
	for i, h := range laid {
		if !t.closed && h.to > float64(end) {
			return nil, false
		}
		s := int(h.from) % end
		out = append(out, fill{h.chain.at, t.left[s], t.right[s]})
		last := i+1 == len(laid)
		switch {
		case !last || t.closed:
			fills, whole := t.gap(h, laid[(i+1)%len(laid)], last)
			if !whole {
				return nil, false
			}
			out = append(out, fills...)
		case !others[h.chain.last()]:
			out = append(out, t.piece(h.to, float64(end), h.chain.last(), t.at[end])...)
		}
	}
	return out, true
}

// nameSides finds which areas lie left and right of each strand: of a shape by where
// its inside is, of the others by those they meet.
func (b *builder) nameSides() {
	b.splitAtTouches()
	for _, d := range b.shapes {
		for _, s := range d.strands {
			if s.mute {
				continue
			}
			if d.insideLeft(s) {
				s.left = cmp.Or(s.left, d.code)
			} else {
				s.right = cmp.Or(s.right, d.code)
			}
		}
	}
	for _, s := range b.strands {
		if len(s.shapes) == 0 || s.mute || (s.left == "") == (s.right == "") {
			continue
		}
		known := cmp.Or(s.left, s.right)
		other := s.other(known)
		if other == "" && s.maritime {
			other = known // the sea beyond is no other's
		}
		if other == "" && len(s.codes) == 1 {
			other = b.neighbour(s, known)
		}
		s.left, s.right = cmp.Or(s.left, other), cmp.Or(s.right, other)
	}
	b.spread()
}

// splitAtTouches cuts strands where the boundary of a shape touches itself: there a
// line that goes straight on may change the side on which the shape lies.
func (b *builder) splitAtTouches() {
	touch := map[osm.Point]bool{}
	for _, d := range b.shapes {
		lines := map[osm.Point]int{} // that leave a point
		for _, s := range d.strands {
			if s.mute {
				continue
			}
			for i, p := range s.at {
				if lines[p] += 2; i == 0 || i == len(s.at)-1 {
					lines[p]--
				}
				if lines[p] > 2 {
					touch[p] = true
				}
			}
		}
	}
	if len(touch) == 0 {
		return
	}
	var all []*strand
	for _, d := range b.shapes {
		d.strands = nil
	}
	for _, s := range b.strands {
		for begin, i := 0, 1; i < len(s.at); i++ {
			if i < len(s.at)-1 && !touch[s.at[i]] {
				continue
			}
			part := *s
			part.at, begin = s.at[begin:i+1], i
			all = append(all, &part)
			for _, k := range part.shapes {
				b.shapes[k].strands = append(b.shapes[k].strands, &part)
			}
		}
	}
	b.strands = all
}

// other is the one area besides a given one, "" if there is none or several.
func (s *strand) other(than string) string {
	if len(s.codes) != 2 || !slices.Contains(s.codes, than) {
		return ""
	}
	if s.codes[0] == than {
		return s.codes[1]
	}
	return s.codes[0]
}

// insideLeft reports whether the shape lies left of one of its strands: a ray from the
// middle of its first segment, to the east or for a level one to the north, counts the
// segments met. It is done in half units, so that the middle is a whole number.
func (d *draft) insideLeft(s *strand) bool {
	level := s.at[0].Lat == s.at[1].Lat
	axis := func(p osm.Point) vector {
		if level { // a turn by a quarter, so that the ray goes north
			return vector{2 * int64(p.Lat), -2 * int64(p.Lon)}
		}
		return vector{2 * int64(p.Lon), 2 * int64(p.Lat)}
	}
	p, q := axis(s.at[0]), axis(s.at[1])
	mid := vector{(p.x + q.x) / 2, (p.y + q.y) / 2}
	odd := false
	for _, o := range d.strands {
		b := axis(o.at[0])
		for _, next := range o.at[1:] {
			a := b
			b = axis(next)
			if (a.y <= mid.y) == (b.y <= mid.y) {
				continue
			}
			low, high := a, b
			if low.y > high.y {
				low, high = high, low
			}
			switch {
			case min(low.x, high.x) > mid.x:
				odd = !odd
			case max(low.x, high.x) < mid.x:
			case cross(vector{high.x - low.x, high.y - low.y}, vector{mid.x - low.x, mid.y - low.y}) > 0:
				odd = !odd
			}
		}
	}
	// odd says whether the inside lies where the ray goes: right of a segment that goes up.
	return odd == (q.y < p.y)
}

// neighbour is the area beyond that of a strand, by the nearest line of a file that has
// it on one side.
func (b *builder) neighbour(s *strand, code string) (found string) {
	const near geo.Metres = 20_000
	least := near
	p := halfWay(s.at)
	for _, f := range b.files {
		for _, l := range f.lines {
			if l.left != code && l.right != code {
				continue
			}
			for i := 1; i < len(l.at); i++ {
				if _, d := nearestOn(l.at[i-1], l.at[i], p); d < least {
					least = d
					if found = l.left; found == code {
						found = l.right
					}
				}
			}
		}
	}
	return found
}

// spread names the sides of strands between two areas from those that meet them at an
// end: turning from one line to the next, one stays in one area.
func (b *builder) spread() {
	ends := map[osm.Point][]*strand{}
	for _, s := range b.strands {
		ends[s.at[0]] = append(ends[s.at[0]], s)
		ends[s.at[len(s.at)-1]] = append(ends[s.at[len(s.at)-1]], s)
	}
	for changed := true; changed; {
		changed = false
		for _, s := range b.strands {
			if s.left != "" || s.right != "" || len(s.codes) != 2 {
				continue
			}
			last := len(s.at) - 1
			if left := s.leftAt(ends, s.at[0], from(s.at[0], s.at[1])); left != "" {
				s.left, s.right, changed = left, s.other(left), true
			} else if right := s.leftAt(ends, s.at[last], from(s.at[last], s.at[last-1])); right != "" {
				s.left, s.right, changed = s.other(right), right, true
			}
		}
	}
}

// leftAt is the area left of a strand that leaves its end here in a direction, as the next
// line on its left has it, or the next on its right the other.
func (s *strand) leftAt(ends map[osm.Point][]*strand, here osm.Point, dir vector) string {
	type ray struct {
		dir         vector
		left, right string
	}
	var next, before *ray
	for _, o := range ends[here] {
		last := len(o.at) - 1
		rays := []ray{{from(o.at[0], o.at[1]), o.left, o.right}, {from(o.at[last], o.at[last-1]), o.right, o.left}}
		for i, at := range []osm.Point{o.at[0], o.at[last]} {
			r := rays[i]
			if at != here || o == s {
				continue
			}
			if next == nil || turnedLess(dir, r.dir, next.dir) {
				next = &r
			}
			if before == nil || turnedLess(dir, before.dir, r.dir) {
				before = &r
			}
		}
	}
	if next == nil {
		return ""
	}
	if slices.Contains(s.codes, next.right) {
		return next.right
	}
	return s.other(before.left)
}

// tellUnknown says which boundaries the map holds in part and no file filled.
func (b *builder) tellUnknown() {
	beside, byFile := map[string]bool{}, map[string]string{}
	for _, s := range b.strands {
		if s.left != s.right {
			beside[s.left], beside[s.right] = true, true
		}
	}
	for _, f := range slices.Backward(b.files) {
		for _, l := range f.lines {
			byFile[l.left], byFile[l.right] = f.name, f.name
		}
		for _, a := range f.areas {
			byFile[a.code] = f.name
		}
	}
	told := map[string]bool{}
	for i := range b.boundaries {
		s := &b.boundaries[i]
		code := codeOfState(s)
		held, missing := b.heldWays(s)
		if code == "" || b.whole[code] || len(held) == 0 || told[code] {
			continue
		}
		told[code] = true
		lack := fmt.Sprintf("%s of the boundary of %s are missing from the map", ways(missing, len(s.Members)), state(s, code))
		remedy := fmt.Sprintf("Name a boundary file that has %s, or an extract that holds all of its boundary.", code)
		switch {
		case byFile[code] != "":
			b.notes = append(b.notes, lack+": where no other state's boundary is whole, that of "+byFile[code]+" is taken.")
		case beside[code]:
			b.notes = append(b.notes, lack+": away from the ways at hand, a point is given to the area beside the nearest of them. "+remedy)
		default:
			b.notes = append(b.notes, lack+": what lies in it is unknown. "+remedy)
		}
	}
}

func ways(missing, of int) string { return fmt.Sprintf("%d of the %d ways", missing, of) }

func state(s *osm.Boundary, code string) string {
	if name := cmp.Or(s.English, s.Name); name != "" {
		return name + " (" + code + ")"
	}
	return fmt.Sprintf("%s (relation %d)", code, s.ID)
}

func gaps(n int) string {
	if n == 1 {
		return "the gap"
	}
	return fmt.Sprintf("what lacked, %d pieces,", n)
}
