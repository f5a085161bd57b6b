package direction

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waythrough/geo"
	"waythrough/road/osm/profile"
)

// Bearings end in whole degrees, steps begin in them plus 0.19, arms plus 0.37 and a
// hundredth for each: no two are alike, opposite, or a limit apart.
func drawPath(t *rapid.T) []Step {
	names := rapid.SampledFrom([]string{"", "", "A", "A", "B", "C"})
	refs := rapid.SampledFrom([]string{"", "", "", "1", "1;9", "2;9"})
	flags := rapid.SampledFrom([]profile.Flags{0, 0, 0, 0, 0, profile.Link, profile.Link, profile.Roundabout, profile.Roundabout,
		profile.Ferry, profile.Unpaved, profile.Destination})
	whole := rapid.Custom(func(t *rapid.T) float64 {
		if rapid.Bool().Draw(t, "near straight") {
			return float64((360 + rapid.IntRange(-35, 35).Draw(t, "bearing")) % 360)
		}
		return float64(rapid.IntRange(0, 359).Draw(t, "bearing"))
	})
	n := rapid.IntRange(1, 12).Draw(t, "steps")
	path := make([]Step, n)
	in := 0.0
	for i := range path {
		s := &path[i]
		s.Name, s.Ref, s.Flags = names.Draw(t, "name"), refs.Draw(t, "ref"), flags.Draw(t, "flags")
		s.LengthDM = 2 * rapid.SampledFrom([]uint32{5, 50, 140, 400, 2000}).Draw(t, "length")
		s.DurationMS = s.LengthDM * rapid.SampledFrom([]uint32{40, 80}).Draw(t, "pace")
		s.BearingOut = math.Mod(in+whole.Draw(t, "turn"), 360) + 0.19
		s.BearingIn = math.Mod(math.Floor(s.BearingOut)+whole.Draw(t, "bend"), 360)
		in = s.BearingIn
		s.Back = i > 0 && s.Flags&profile.Roundabout == 0 && rapid.IntRange(0, 15).Draw(t, "back") == 0
		if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
			s.Cut = Cut{"LIE", "AUT"}
		}
		for k := range rapid.IntRange(0, 3).Draw(t, "arms") {
			s.Arms = append(s.Arms, Arm{Bearing: whole.Draw(t, "arm") + 0.37 + float64(k)/100, Name: names.Draw(t, "arm name"),
				Ref: refs.Draw(t, "arm ref"), Flags: flags.Draw(t, "arm flags"), Open: rapid.Bool().Draw(t, "open"),
				Speed: rapid.SampledFrom([]profile.Speed{0, 100, 450, 900}).Draw(t, "speed")})
		}
		s.At = geo.LatLon{Lat: float64(i)}
	}
	path[0].Flags &^= profile.Roundabout // which side it is driven on could not be seen
	return path
}

func TestAnyPathHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		holds(t, path, Directions(path, geo.LatLon{Lat: 90}))
	})
}

// Bearings may be anything, a step of no length anywhere.
func TestAnyNumberHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		wild := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), -1e300, 180, -180, 360}))
		for i := range path {
			s := &path[i]
			s.BearingOut, s.BearingIn = wild.Draw(t, "out"), wild.Draw(t, "in")
			for k := range s.Arms {
				s.Arms[k].Bearing = wild.Draw(t, "arm")
			}
			s.LengthDM *= rapid.Uint32Range(0, 1).Draw(t, "none")
			s.Flags = profile.Flags(rapid.Uint32().Draw(t, "flags"))
		}
		list := Directions(path, geo.LatLon{Lat: 90})
		for i := range list {
			list[i].Bearing = 0 // as of At, below, no number equals itself
		}
		holds(t, path, list)
	})
}

// The mirrored map has the mirrored directions, driving on the other side.
func TestMirror(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		list := Directions(path, geo.LatLon{})
		mirrored := turned(path, func(b float64) float64 { return 360 - b })
		for i, d := range Directions(mirrored, geo.LatLon{}) {
			m := d.Modifier
			if m > Straight && m != Around {
				m = Straight + SlightLeft + 1 - m
			}
			if i >= len(list) || d.Kind != list[i].Kind || d.First != list[i].First || d.Exit != list[i].Exit || m != list[i].Modifier {
				t.Fatalf("mirrored: %v\nas drawn: %v", Directions(mirrored, geo.LatLon{}), list)
			}
		}
	})
}

// North plays no part, but in the words of the departure.
func TestRotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		by := float64(rapid.IntRange(1, 359).Draw(t, "by"))
		list := Directions(path, geo.LatLon{})
		other := Directions(turned(path, func(b float64) float64 { return b + by }), geo.LatLon{})
		for i := range other {
			other[i].Bearing = list[min(i, len(list)-1)].Bearing
		}
		if !slices.Equal(list, other) {
			t.Fatalf("turned by %v: %v\nas drawn: %v", by, other, list)
		}
	})
}

func turned(path []Step, by func(float64) float64) []Step {
	out := slices.Clone(path)
	for i := range out {
		s := &out[i]
		s.BearingOut, s.BearingIn, s.Arms = by(s.BearingOut), by(s.BearingIn), slices.Clone(s.Arms)
		for k := range s.Arms {
			s.Arms[k].Bearing = by(s.Arms[k].Bearing)
		}
	}
	return out
}

// A node in the middle of an edge, where nothing meets, changes nothing.
func TestSplitEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		var split []Step
		whole := []int{0} // step of path by step of split
		for i, s := range path {
			if rapid.Bool().Draw(t, "split") {
				s.LengthDM, s.DurationMS = s.LengthDM/2, s.DurationMS/2
				half := s
				half.BearingIn = s.BearingOut
				s.Arms, s.Cut, s.Back = nil, Cut{}, false
				split = append(split, half)
				whole = append(whole, i)
			}
			split = append(split, s)
			whole = append(whole, i+1)
		}
		list, other := Directions(path, geo.LatLon{}), Directions(split, geo.LatLon{})
		for i := range other {
			other[i].First, other[i].End, other[i].At = whole[other[i].First], whole[other[i].End], list[min(i, len(list)-1)].At
		}
		if !slices.Equal(list, other) {
			t.Fatalf("split: %v\nwhole: %v", other, list)
		}
	})
}

// Where two roads of different names and no other difference lie ahead, close
// together, the one to take is said; where nothing meets, no turn is.
func TestForksAreSaidAndBendsAreNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		i := rapid.IntRange(0, len(path)-1).Draw(t, "where")
		for k := range path {
			path[k].Flags, path[k].Back, path[k].LengthDM = 0, false, 5000
		}
		fork := i > 0 && rapid.Bool().Draw(t, "fork")
		path[i].Arms = nil
		if fork {
			left := float64(rapid.IntRange(-40, 35).Draw(t, "left"))
			right := left + float64(rapid.IntRange(5, 14).Draw(t, "apart"))
			path[i].BearingOut = path[i-1].BearingIn + left
			path[i].Arms = []Arm{{Bearing: path[i-1].BearingIn + right, Name: "D", Open: true}}
		}
		said := slices.ContainsFunc(Directions(path, geo.LatLon{}), func(d Instruction) bool {
			return d.First == i && (d.Kind == Turn || d.Kind == Keep)
		})
		if said != fork {
			t.Fatalf("at step %d: said %v, should be %v: %v", i, said, fork, path[i])
		}
	})
}

func TestSameInSameOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := drawPath(t)
		before := fmt.Sprint(path)
		a, b := Directions(path, geo.LatLon{}), Directions(path, geo.LatLon{})
		if !slices.Equal(a, b) || fmt.Sprint(path) != before {
			t.Fatal("the same path gave other directions, or was changed")
		}
	})
}

// Steps of no length, however many, cost no more than others.
func TestManyStepsOfNoLength(t *testing.T) {
	for _, flags := range []profile.Flags{0, profile.Link, profile.Roundabout} {
		path := make([]Step, 20_000)
		for i := range path {
			path[i] = Step{Name: fmt.Sprint(i), Flags: flags * profile.Flags(i%40/39^1), BearingOut: 90, Arms: []Arm{{Open: true}}}
		}
		holds(t, path, Directions(path, geo.LatLon{}))
	}
}

// Ten thousand steps, of which every tenth begins at a fork.
func BenchmarkDirections(b *testing.B) {
	path := make([]Step, 10_000)
	for i := range path {
		path[i] = Step{Name: fmt.Sprint("Road ", i/50), LengthDM: 800, DurationMS: 6000}
		if i%10 == 0 {
			path[i].Arms = []Arm{{Bearing: 25, Name: "Other", Open: true, Speed: 480}, {Bearing: 90, Open: true}}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Directions(path, geo.LatLon{})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(path)), "ns/step")
}
