package border

import (
	"cmp"
	"slices"

	"waythrough/road/osm"
)

const (
	round        = 3_600_000_000 // a whole turn
	antimeridian = round / 2
)

// cutRing cuts a closed ring that jumps over the antimeridian into rings on either side of
// it. One that goes round a pole, and so does not come back to where it began, stays as it is,
// and one that goes round the earth more than twice, which is no boundary.
func cutRing(ring []osm.Point) [][]osm.Point {
	lon, jumps := unrolled(ring)
	if !jumps || lon[0] != lon[len(lon)-1] || slices.Max(lon)-slices.Min(lon) > 2*round {
		return [][]osm.Point{ring}
	}
	parts := []sheet{{ring, lon}}
	for turn := slices.Min(lon)/round - 1; turn <= slices.Max(lon)/round+1; turn++ {
		var next []sheet
		for _, s := range parts {
			next = append(next, s.cut(turn*round+antimeridian)...)
		}
		parts = next
	}
	var out [][]osm.Point
	for _, s := range parts {
		out = append(out, s.rolled())
	}
	return out
}

// unrolled gives longitudes that go on where a ring jumps. From one end of the map to the
// other it does not: it runs all the way, as Antarctica's does along the pole.
func unrolled(ring []osm.Point) (lon []int64, jumps bool) {
	turn := int64(0)
	for i, p := range ring {
		if i > 0 {
			switch step := int64(p.Lon) - int64(ring[i-1].Lon); {
			case step == round, step == -round:
			case step > antimeridian:
				turn, jumps = turn-round, true
			case step < -antimeridian:
				turn, jumps = turn+round, true
			}
		}
		lon = append(lon, int64(p.Lon)+turn)
	}
	return lon, jumps
}

// A sheet is a closed ring with longitudes that may lie anywhere.
type sheet struct {
	at  []osm.Point // of which the latitudes count
	lon []int64
}

// rolled brings it back to between -180 and 180 degrees, of which it does not leave one turn.
func (s sheet) rolled() []osm.Point {
	low := slices.Min(s.lon)
	turn := (low + antimeridian) / round
	if (low+antimeridian)%round < 0 {
		turn--
	}
	out := make([]osm.Point, len(s.at))
	for i, p := range s.at {
		out[i] = osm.Point{Lat: p.Lat, Lon: int32(s.lon[i] - turn*round)}
	}
	return out
}

// cut divides the ring at a meridian: where it passes that, sorted by latitude, the first
// and the second have the inside between them, and so the third and the fourth, …
func (s sheet) cut(at int64) []sheet {
	type crossing struct {
		segment int
		lat     int32
	}
	var all []crossing
	for i := 1; i < len(s.lon); i++ {
		if a, b := s.lon[i-1], s.lon[i]; (a < at) != (b < at) {
			share := float64(at-a) / float64(b-a)
			all = append(all, crossing{i, osm.Between(osm.Point{Lat: s.at[i-1].Lat}, osm.Point{Lat: s.at[i].Lat}, share).Lat})
		}
	}
	if len(all) == 0 {
		return []sheet{s}
	}
	order := make([]int, len(all)) // crossings by latitude
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(all[i].lat, all[j].lat) })
	partner := make([]int, len(all))
	for k, i := range order {
		partner[i] = order[k^1]
	}
	// Between a crossing and the next, the ring is on one side. On each side it goes on
	// from the partner of the crossing that it comes to.
	var out []sheet
	done := make([]bool, len(all))
	for first := range all {
		var part sheet
		for i := first; !done[i]; {
			done[i] = true
			end := (i + 1) % len(all)
			part.add(all[i].lat, at)
			for k := all[i].segment; k != all[end].segment; {
				part.add(s.at[k].Lat, s.lon[k])
				if k++; k == len(s.lon) {
					k = 1 // the first point is the last
				}
			}
			part.add(all[end].lat, at)
			i = partner[end]
		}
		if len(part.at) > 0 {
			part.add(part.at[0].Lat, part.lon[0])
			out = append(out, part)
		}
	}
	return out
}

func (s *sheet) add(lat int32, lon int64) {
	s.at, s.lon = append(s.at, osm.Point{Lat: lat}), append(s.lon, lon)
}
