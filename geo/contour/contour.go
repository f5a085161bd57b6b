package contour

import (
	"context"
	"fmt"
	"iter"
	"math"
	"runtime"

	"waythrough/geo"
)

// A Piece is a short straight piece of road, or a point of it, with the seconds after
// departure at which its ends are reached: +Inf where they never are. Between two finite
// arrivals the arrival is linear; a piece with one finite end is reached at that end
// alone. Two-way streets reached from both ends are best given as two pieces that meet
// where the arrivals do.
type Piece struct {
	From, To     geo.LatLon
	AtFrom, AtTo float64
}

// Options say what to draw.
type Options struct {
	// Within are the seconds to draw areas for, ascending; 1 to 255 of them.
	Within []float64

	// Radius is how far from a piece its surroundings reach. 0 derives it: the side of the
	// smallest squares, from 250 m to 5 km, that the reached pieces fill rather than
	// string out along lines, so that neighbouring streets join.
	Radius geo.Metres

	// Resolution is the side of a cell; at most half the radius. 0 stands for a quarter of
	// the radius.
	Resolution geo.Metres

	// Threads is how many threads work; 0 stands for GOMAXPROCS.
	Threads int
}

// A Map is what was reached, and with which radius and resolution it was drawn.
type Map struct {
	Radius, Resolution geo.Metres
	Areas              []Area // one for each of Options.Within
}

// An Area is what is reached within some seconds: disjoint polygons, from south to north.
type Area struct {
	Within   float64
	Polygons []Polygon
}

// A Polygon is an outer ring, counter-clockwise, then the holes in it, clockwise.
type Polygon []Ring

// A Ring is a closed line: its last point is its first again. Coordinates are whole
// numbers of 1e-7 degrees.
type Ring []geo.LatLon

const (
	maxLat     = 85      // degrees; the chart grows without bound towards the poles
	maxSpan    = 90      // degrees of longitude of a piece
	maxRadius  = 100_000 // metres; within it the chart's scale is nearly constant
	maxNodes   = 1 << 28 // of kept tiles: 1.3 GB
	maxEntries = 1 << 28 // pairs of a piece and a tile it comes near
	maxTimes   = math.MaxUint8
)

// Draw draws the areas reached. It reads pieces three or four times, and they must be the
// same each time. Nothing reached is no error: the areas have no polygons.
func Draw(ctx context.Context, pieces iter.Seq[Piece], o Options) (*Map, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("drawing what is reached: %w", err)
	}
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	m, err := draw(ctx, pieces, o)
	if err != nil {
		return nil, fmt.Errorf("drawing what is reached: %w", err)
	}
	return m, nil
}

func draw(ctx context.Context, pieces iter.Seq[Piece], o Options) (*Map, error) {
	latest := o.Within[len(o.Within)-1]
	seen, err := survey(pieces, latest)
	if err != nil {
		return nil, err
	}
	m := &Map{Radius: o.Radius, Resolution: o.Resolution}
	if m.Radius == 0 {
		m.Radius = seen.spacing(pieces, latest, o.Resolution)
	}
	if m.Resolution == 0 {
		m.Resolution = m.Radius / 4
	}
	g, err := newGrid(seen, m.Radius, m.Resolution)
	if err != nil {
		return nil, err
	}
	r, err := collect(g, pieces, o.Within)
	if err != nil {
		return nil, err
	}
	if err := r.nearest(ctx, o.Threads); err != nil {
		return nil, err
	}
	steps, err := r.march(ctx, o.Threads)
	if err != nil {
		return nil, err
	}
	n, err := newNet(ctx, g, steps, o.Threads)
	if err != nil {
		return nil, err
	}
	if err := n.simplify(ctx); err != nil {
		return nil, err
	}
	for i, t := range o.Within {
		m.Areas = append(m.Areas, Area{t, n.polygons(i)})
	}
	return m, nil
}

func (o Options) check() error {
	if len(o.Within) == 0 || len(o.Within) > maxTimes {
		return fmt.Errorf("%d times are asked for; it takes 1 to %d", len(o.Within), maxTimes)
	}
	for i, t := range o.Within {
		switch {
		case !(math.Abs(t) <= math.MaxFloat32):
			return fmt.Errorf("time %d is %v; a number of seconds would do", i+1, t)
		case i > 0 && !(float32(t) > float32(o.Within[i-1])):
			return fmt.Errorf("time %d, %v s, does not come after %v s; order them, each once", i+1, t, o.Within[i-1])
		}
	}
	if !(o.Radius >= 0 && o.Radius <= maxRadius) {
		return fmt.Errorf("the radius is %v m; it may be up to %d, or 0 to derive it from the roads", float64(o.Radius), maxRadius)
	}
	if !(o.Resolution >= 0 && o.Resolution <= maxRadius/2) {
		return fmt.Errorf("the resolution is %v m; it may be up to half the radius, or 0 for a quarter of it", float64(o.Resolution))
	}
	if o.Radius > 0 && o.Resolution > o.Radius/2 {
		return fmt.Errorf("a resolution of %v m is too coarse for a radius of %v m, whose surroundings would fall between the cells; %v m would do",
			float64(o.Resolution), float64(o.Radius), float64(o.Radius/4))
	}
	return nil
}

// A surveyed is what was seen of the pieces on a first reading.
type surveyed struct {
	reached      int
	south, north float64 // of reached pieces, degrees
	least, most  float64 // of the same without sign
}

// survey checks every piece and bounds the reached ones.
func survey(pieces iter.Seq[Piece], latest float64) (surveyed, error) {
	s := surveyed{south: 90, north: -90}
	n := 0
	for p := range pieces {
		n++
		if err := p.check(); err != nil {
			return s, fmt.Errorf("piece %d: %w", n, err)
		}
		if !p.reached(latest) {
			continue
		}
		s.reached++
		for _, q := range [2]geo.LatLon{p.From, p.To} {
			s.south, s.north = min(s.south, q.Lat), max(s.north, q.Lat)
		}
	}
	if n >= math.MaxUint32 {
		return s, fmt.Errorf("there are %d pieces; fewer than 2³² would do", n)
	}
	s.most = max(math.Abs(s.south), math.Abs(s.north))
	s.least = min(math.Abs(s.south), math.Abs(s.north))
	if s.south < 0 && s.north > 0 {
		s.least = 0
	}
	return s, nil
}

func (p Piece) reached(latest float64) bool {
	return float32(min(p.AtFrom, p.AtTo)) <= float32(latest)
}

func (p Piece) check() error {
	for _, q := range [2]geo.LatLon{p.From, p.To} {
		if !q.Valid() {
			return fmt.Errorf("%v is no point on earth", q)
		}
		if math.Abs(q.Lat) > maxLat {
			return fmt.Errorf("%v lies nearer to a pole than %d°, where this chart ends; leave it out", q, maxLat)
		}
	}
	if !(min(p.AtFrom, p.AtTo) >= -math.MaxFloat32) {
		return fmt.Errorf("from %v to %v it is reached at %v and %v s; give seconds, or +Inf where it isn't reached", p.From, p.To, p.AtFrom, p.AtTo)
	}
	if span := math.Abs(p.To.Lon - p.From.Lon); min(span, 360-span) >= maxSpan {
		return fmt.Errorf("from %v to %v it spans %d° of longitude or more; break it into shorter pieces", p.From, p.To, maxSpan)
	}
	return nil
}
