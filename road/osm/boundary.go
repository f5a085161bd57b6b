package osm

import (
	"slices"
	"strings"

	"waythrough/road/osm/pbf"
)

// A Boundary is a state's, from a relation boundary=administrative, admin_level=2.
// OSM wiki: Tag:boundary=administrative.
type Boundary struct {
	ID             int64
	Name, English  string // name, name:en
	Alpha2, Alpha3 string // ISO 3166-1, in capitals; "" if untagged
	Members        []BoundaryMember
	// Rings are closed, first point last, and hold the members that are at hand.
	// Complete says that these are all and each is part of a ring: Rings are then the
	// whole boundary.
	Rings    []Ring
	Complete bool
}

// A BoundaryMember is a way of a boundary.
type BoundaryMember struct {
	Way   int64
	Inner bool // of a hole
	Held  bool // by an extract, with all its nodes: it is in Borders
}

// A Ring is a closed line.
type Ring struct {
	Points []Point
	Inner  bool
}

// A BoundaryLine is a way on the boundary of a state: a member of a Boundary or
// tagged admin_level=2 itself.
type BoundaryLine struct {
	Way                int64
	Points             []Point // those at hand; see Broken
	Broken             bool    // nodes are missing
	Maritime, Disputed bool
	Of                 []int64 // ids of the boundaries it belongs to
}

// A borderWay is a way that may turn out to be on a boundary.
type borderWay struct {
	id                 int64
	refs               []int64
	tagged             bool // admin_level=2 itself
	maritime, disputed bool
}

// boundaryOf reads a relation; ok is false if it is no boundary of a state.
func boundaryOf(b *pbf.Block, i int) (s Boundary, ok bool) {
	tags := stringTags(b, b.RelationTags(i))
	if tags.Get("boundary") != "administrative" || tags.Get("admin_level") != "2" {
		return s, false
	}
	s = Boundary{ID: b.Relations.ID[i], Name: tags.Get("name"), English: tags.Get("name:en")}
	for _, key := range []string{"ISO3166-1:alpha2", "ISO3166-1", "country_code_iso3166_1_alpha_2"} {
		if s.Alpha2 == "" {
			s.Alpha2 = strings.ToUpper(tags.Get(key))
		}
	}
	s.Alpha3 = strings.ToUpper(tags.Get("ISO3166-1:alpha3"))
	from, to := b.Relations.Members(i)
	for m := from; m < to; m++ {
		role := string(b.String(b.Relations.Role[m]))
		if b.Relations.Type[m] == pbf.WayMember && (role == "outer" || role == "inner" || role == "") {
			s.Members = append(s.Members, BoundaryMember{Way: b.Relations.Member[m], Inner: role == "inner"})
		}
	}
	return s, true
}

// borderWayOf reads a way that may lie on a boundary: one tagged so, and coasts and
// rivers, which are members without being tagged. Roads are looked up later.
func borderWayOf(b *pbf.Block, i int) (w borderWay, ok bool) {
	tags := stringTags(b, b.WayTags(i))
	w.tagged = tags.Get("boundary") == "administrative" && tags.Get("admin_level") == "2"
	if !w.tagged && tags.Get("boundary") != "administrative" && tags.Get("natural") != "coastline" && tags.Get("waterway") != "river" {
		return w, false
	}
	w.id, w.refs = b.Ways.ID[i], slices.Clone(b.Ways.RefsOf(i))
	w.maritime = tags.Get("maritime") == "yes" || tags.Get("border_type") == "territorial"
	w.disputed = tags.Get("disputed") == "yes"
	return w, true
}

// rings joins lines, each a list of places, at their ends into closed ones. It
// reports whether every line found its place. The first line not yet used begins a
// ring; at each end the first line that continues is taken.
func rings(lines [][]int32) (closed [][]int32, all bool) {
	ends := map[int32][]int{}
	for i, l := range lines {
		ends[l[0]] = append(ends[l[0]], i)
		ends[l[len(l)-1]] = append(ends[l[len(l)-1]], i)
	}
	used := make([]bool, len(lines))
	all = true
	for i := range lines {
		if used[i] {
			continue
		}
		used[i] = true
		ring := slices.Clone(lines[i])
		for ring[0] != ring[len(ring)-1] {
			next := -1
			for _, j := range ends[ring[len(ring)-1]] {
				if !used[j] {
					next = j
					break
				}
			}
			if next < 0 {
				break
			}
			used[next] = true
			l := slices.Clone(lines[next])
			if l[0] != ring[len(ring)-1] {
				slices.Reverse(l)
			}
			ring = append(ring, l[1:]...)
		}
		if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
			all = false
			continue
		}
		closed = append(closed, ring)
	}
	return closed, all
}
