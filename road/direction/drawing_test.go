package direction

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road/osm/profile"
)

// A drawing is a map as a person draws it: letters are places, 10 m apart across and
// down, north above. Ways are lines "abc Name (Ref) flag flag": each pair of
// neighbouring letters is an edge.
type drawing struct {
	at    map[rune][2]float64 // metres east and north
	edges []edge
}

type edge struct {
	from, to  rune
	name, ref string
	flags     profile.Flags
	oneway    bool
	closed    bool
	speed     profile.Speed
}

var flagWords = map[string]profile.Flags{
	"link": profile.Link, "roundabout": profile.Roundabout, "ferry": profile.Ferry,
	"unpaved": profile.Unpaved, "destination": profile.Destination, "private": profile.Private,
	"steps": profile.Steps, "bridge": profile.Bridge,
}

// draw reads a map and its ways.
func draw(t testing.TB, picture, ways string) *drawing {
	d := &drawing{at: map[rune][2]float64{}}
	for y, line := range strings.Split(picture, "\n") {
		for x, r := range []rune(line) {
			if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
				if _, twice := d.at[r]; twice {
					t.Fatalf("place %c is drawn twice", r)
				}
				d.at[r] = [2]float64{float64(10 * x), float64(-10 * y)}
			}
		}
	}
	for line := range strings.SplitSeq(strings.TrimSpace(ways), "\n") {
		words := strings.Fields(line)
		e := edge{speed: 500}
		for _, word := range words[1:] {
			switch speed, isSpeed := strings.CutPrefix(word, "speed="); {
			case flagWords[word] != 0:
				e.flags |= flagWords[word]
			case word == "oneway":
				e.oneway = true
			case word == "closed":
				e.closed = true
			case isSpeed:
				n, err := strconv.Atoi(speed)
				if err != nil {
					t.Fatal(err)
				}
				e.speed = profile.Speed(n * 10)
			case strings.HasPrefix(word, "("):
				e.ref = strings.ReplaceAll(strings.Trim(word, "()"), "_", " ")
			default:
				e.name = strings.ReplaceAll(word, "_", " ")
			}
		}
		letters := []rune(words[0])
		for i := 1; i < len(letters); i++ {
			e.from, e.to = letters[i-1], letters[i]
			for _, r := range letters[i-1 : i+1] {
				if _, ok := d.at[r]; !ok {
					t.Fatalf("place %c of way %q is not drawn", r, line)
				}
			}
			d.edges = append(d.edges, e)
		}
	}
	return d
}

func (d *drawing) bearing(from, to rune) float64 {
	a, b := d.at[from], d.at[to]
	return math.Mod(math.Atan2(b[0]-a[0], b[1]-a[1])*180/math.Pi+360, 360)
}

func (d *drawing) length(from, to rune) float64 {
	a, b := d.at[from], d.at[to]
	return math.Hypot(b[0]-a[0], b[1]-a[1])
}

func (d *drawing) place(r rune) geo.LatLon {
	return geo.LatLon{Lat: d.at[r][1] / 1e5, Lon: d.at[r][0] / 1e5}
}

// open reports whether an edge may be travelled from a place.
func (e *edge) open(from rune) bool {
	return !e.closed && e.flags&profile.Private == 0 && (!e.oneway || e.from == from)
}

// path makes the steps of a route over places. A cut "ab LIE AUT" is a boundary at
// the start of step ab.
func (d *drawing) path(t testing.TB, route string, cuts ...string) []Step {
	places := []rune(route)
	var path []Step
	came := -1
	for i := 1; i < len(places); i++ {
		from, to := places[i-1], places[i]
		took := slices.IndexFunc(d.edges, func(e edge) bool { return e.from == from && e.to == to || e.from == to && e.to == from })
		if took < 0 || !d.edges[took].open(from) {
			t.Fatalf("route %s: no open edge from %c to %c", route, from, to)
		}
		e := &d.edges[took]
		length := uint32(10 * d.length(from, to))
		s := Step{Name: e.name, Ref: e.ref, Flags: e.flags, LengthDM: length,
			DurationMS: length * 3600 / uint32(e.speed), BearingOut: d.bearing(from, to), BearingIn: d.bearing(from, to),
			Back: took == came, At: d.place(from)}
		for k := range d.edges {
			a := &d.edges[k]
			if k == took || k == came || a.from != from && a.to != from {
				continue
			}
			other := a.to
			if a.to == from {
				other = a.from
			}
			s.Arms = append(s.Arms, Arm{Bearing: d.bearing(from, other), Name: a.name, Ref: a.ref,
				Flags: a.flags, Open: a.open(from), Speed: a.speed})
		}
		for _, c := range cuts {
			if w := strings.Fields(c); w[0] == string(from)+string(to) {
				s.Cut = Cut{strings.Trim(w[1], "-"), strings.Trim(w[2], "-")}
			}
		}
		path = append(path, s)
		came = took
	}
	return path
}

// said are the directions of a route, as sentences.
func (d *drawing) said(t testing.TB, route string, cuts ...string) []string {
	path := d.path(t, route, cuts...)
	places := []rune(route)
	list := Directions(path, d.place(places[len(places)-1]))
	holds(t, path, list)
	var out []string
	for _, i := range list {
		out = append(out, i.String())
	}
	return out
}

// holds checks what is true of the directions of any path.
func holds(t interface {
	Helper()
	Errorf(string, ...any)
}, path []Step, list []Instruction) {
	t.Helper()
	if list[len(list)-1].Kind != Arrive || len(path) > 0 && list[0].Kind != Depart {
		t.Errorf("does not begin with a departure or end with an arrival: %v", list)
	}
	next, length, duration := 0, uint64(0), uint64(0)
	for i, d := range list {
		if d.First != next || d.End < d.First || d.End == d.First && d.Kind != Arrive {
			t.Errorf("direction %d, %v, covers steps %d to %d; the one before ends at %d", i, d, d.First, d.End, next)
		}
		if i > 0 && d.Kind == Depart || i < len(list)-1 && d.Kind == Arrive {
			t.Errorf("direction %d is %v", i, d)
		}
		if i < len(list)-1 && (d.At != path[d.First].At) {
			t.Errorf("direction %d, %v, is not where its first step is", i, d)
		}
		if text := d.String(); text == "" || strings.ContainsAny(text, "{}") {
			t.Errorf("direction %d reads %q", i, text)
		}
		next, length, duration = d.End, length+d.LengthDM, duration+d.DurationMS
	}
	for _, s := range path {
		length, duration = length-uint64(s.LengthDM), duration-uint64(s.DurationMS)
	}
	if next != len(path) || length != 0 || duration != 0 {
		t.Errorf("covers %d steps of %d; off by %d dm and %d ms", next, len(path), int64(length), int64(duration))
	}
	cuts := map[int]Cut{}
	for i, s := range path {
		if !s.Cut.none() {
			cuts[i] = s.Cut
		}
	}
	for _, d := range list {
		if cuts[d.First] == d.Cut {
			delete(cuts, d.First)
		}
	}
	if len(cuts) > 0 {
		t.Errorf("boundaries not told at steps %v", slices.Sorted(maps.Keys(cuts)))
	}
}

func TestDrawingKnowsItsAngles(t *testing.T) {
	d := draw(t, "b c\na d", "abc\ncd oneway")
	got := fmt.Sprint(d.bearing('a', 'b'), d.bearing('b', 'c'), d.bearing('c', 'd'), d.bearing('c', 'b'), d.length('b', 'c'))
	if got != "0 90 180 270 20" {
		t.Error(got)
	}
}

// A route over a drawing and what should be said.
type spoken struct {
	route string
	want  string // sentences, apart by " / ", without the departure and the arrival
	cuts  []string
}

// scene is a drawing with routes.
type scene struct {
	name, picture, ways string
	routes              []spoken
}

func (s *scene) run(t *testing.T) {
	t.Run(s.name, func(t *testing.T) {
		d := draw(t, s.picture, s.ways)
		for _, r := range s.routes {
			got := d.said(t, r.route, r.cuts...)
			if mid := strings.Join(got[1:len(got)-1], " / "); mid != r.want {
				t.Errorf("%s: %q\nshould be %q", r.route, mid, r.want)
			}
		}
	})
}

func runAll(t *testing.T, scenes []scene) {
	for i := range scenes {
		scenes[i].run(t)
	}
}
