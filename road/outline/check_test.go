package outline

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"pgregory.net/rapid"

	"waythrough/road/osm"
)

// columnsOf reads a set of any bytes: what a file might hold.
func columnsOf(data []byte) *Set {
	s := &Set{}
	r := bytes.NewReader(data)
	count := func() int {
		n, _ := r.ReadByte()
		return int(n % 16)
	}
	words := func() (out []uint32) {
		for range count() {
			n, _ := r.ReadByte()
			out = append(out, uint32(n))
		}
		return out
	}
	for range count() {
		n, _ := r.ReadByte()
		s.Area = append(s.Area, uint16(n))
	}
	s.FirstRing, s.FirstArc, s.Arc, s.FirstPoint = words(), words(), words(), words()
	for range count() {
		var p [2]int8
		_ = binary.Read(r, binary.LittleEndian, &p)
		s.Point = append(s.Point, osm.Point{Lat: int32(p[0]) * degree, Lon: int32(p[1]) * degree})
	}
	for range count() {
		n, _ := r.ReadByte()
		s.Zoom = append(s.Zoom, n)
	}
	return s
}

// Lines that are no boundary, which cross and cover themselves and need not close, give a set
// that passes all the same: no import fails on one bad polygon.
func TestAnyLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shapes := make([]Shape, rapid.IntRange(1, 3).Draw(t, "shapes"))
		side := rapid.Int32Range(2, 6).Draw(t, "side")
		unit := rapid.SampledFrom([]int32{1, 1000, 300_000, 50_000_000}).Draw(t, "unit")
		for i := range shapes {
			shapes[i].Area = uint16(i)
			for range rapid.IntRange(0, 3).Draw(t, "lines") {
				var line []osm.Point
				for range rapid.IntRange(1, 12).Draw(t, "points") {
					line = append(line, osm.Point{Lat: unit * rapid.Int32Range(0, side).Draw(t, "y"), Lon: unit * rapid.Int32Range(0, side).Draw(t, "x")})
				}
				if rapid.IntRange(0, 4).Draw(t, "closed") > 0 {
					line = append(line, line[0])
				}
				shapes[i].Lines = append(shapes[i].Lines, line)
			}
		}
		if err := Build(shapes).Check(len(shapes)); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzCheck: of columns that pass, every ring can be had at every zoom, closed and with three
// corners; no columns fail otherwise than by an error.
func FuzzCheck(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 1, 2, 0, 1, 2, 0, 1, 1, 0, 2, 0, 4, 4, 0, 0, 0, 9, 9, 9, 0, 0, 4, 0, 0, 0, 0})
	f.Add([]byte{1, 1, 2, 0, 1, 2, 0, 2, 2, 0, 3, 3, 0, 3, 6, 6, 0, 0, 0, 9, 9, 9, 0, 0, 5, 5, 9, 9, 6, 0, 0, 0, 0, 3, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		s := columnsOf(data)
		if s.Check(3) != nil {
			return
		}
		for r := range s.Rings() {
			for z := range uint8(MaxZoom + 1) {
				ring := s.Ring(nil, r, z)
				if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
					t.Fatalf("ring %d of %+v is %v at zoom %d", r, s, ring, z)
				}
			}
			s.Hole(r)
		}
	})
}

// What a file may hold and no set does is told.
func TestCheck(t *testing.T) {
	whole := func() *Set { return Build(newCountry(5, 4, 3, 5, 0.1).shapes) }
	for name, spoil := range map[string]func(s *Set){
		"an area that is not":        func(s *Set) { s.Area[0] = 4 },
		"an outline without rings":   func(s *Set) { s.FirstRing[1] = 0 },
		"rings that are not there":   func(s *Set) { s.FirstRing[len(s.FirstRing)-1]++ },
		"rows out of order":          func(s *Set) { s.FirstArc[1] = s.FirstArc[2] + 1 },
		"an arc that is not":         func(s *Set) { s.Arc[0] = math.MaxUint32 },
		"arcs that do not join":      func(s *Set) { s.Arc[0] ^= 1; s.Arc[len(s.Arc)-1] ^= 1 },
		"an arc of one point":        func(s *Set) { s.FirstPoint[1] = 1 },
		"a zoom too many":            func(s *Set) { s.Zoom = append(s.Zoom, 0) },
		"a zoom that is none":        func(s *Set) { s.Zoom[1] = MaxZoom + 1 },
		"an end that is not shown":   func(s *Set) { s.Zoom[0] = 1 },
		"a point beyond the pole":    func(s *Set) { s.Point[0].Lat = 90*degree + 1 },
		"a ring the wrong way round": func(s *Set) { *s = *Build(draw(t, "1 0,0 1,0 1,1 0,1")); s.Arc[0] ^= 1 },
		"no rows":                    func(s *Set) { s.FirstArc = nil },
		"a ring without its corners": func(s *Set) { *s = *Build(draw(t, "1 0,0 1,0 1,1 0,1")); s.Zoom[1], s.Zoom[2] = 1, 1 },
	} {
		s := whole()
		spoil(s)
		if err := s.Check(4); err == nil {
			t.Errorf("%s passes", name)
		}
	}
	if err := whole().Check(4); err != nil {
		t.Error(err)
	}
}
