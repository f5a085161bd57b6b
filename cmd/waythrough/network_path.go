package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"waythrough/geo"
	"waythrough/road/direction"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

const roadsAlone = "This is the way by road alone. No law was asked: 'waythrough route' and 'waythrough may' answer for that."

// pathAnswer is a way by road, or why there is none.
type pathAnswer struct {
	Found      bool            `json:"found"`
	Reason     string          `json:"reason,omitempty"` // why there is none
	Try        []string        `json:"try,omitempty"`    // areas to name with --union
	DistanceM  float64         `json:"distance_m"`
	DurationS  float64         `json:"duration_s"`
	Profile    string          `json:"profile"`
	Measure    string          `json:"measure"`
	From       pathEnd         `json:"from"`
	To         pathEnd         `json:"to"`
	Flags      []string        `json:"flags"`
	Directions []directionStep `json:"directions"`
	Geometry   [][2]float64    `json:"geometry"`
	Notes      []string        `json:"notes"`
	Notice     string          `json:"notice"`
}

// A pathEnd is a place asked about, and the place on a road that was taken for it.
type pathEnd struct {
	Lat     float64    `json:"lat"`
	Lon     float64    `json:"lon"`
	Snapped [2]float64 `json:"snapped"`
	OffM    float64    `json:"off_m"`
	Area    string     `json:"area"`
	Way     int64      `json:"way"`
}

type directionStep struct {
	Text      string   `json:"text"`
	Kind      string   `json:"kind"`
	Modifier  string   `json:"modifier,omitempty"`
	Name      string   `json:"name,omitempty"`
	Ref       string   `json:"ref,omitempty"`
	Exit      int      `json:"exit,omitempty"`
	DistanceM float64  `json:"distance_m"`
	DurationS float64  `json:"duration_s"`
	Lat       float64  `json:"lat"`
	Lon       float64  `json:"lon"`
	Cut       []string `json:"cut,omitempty"` // the areas left and entered
}

type pathFlags struct {
	by, measure string
	unions      []string
	near        float64
	from, to    geo.LatLon
}

func (a *app) networkPath() *cobra.Command {
	var q pathFlags
	c := &cobra.Command{
		Use:   "path NETWORK FROM TO [--by car|truck|foot|bicycle] [--measure duration|length] [--union LIE,CHE]...",
		Short: "Find the best way by road between two positions, and put it into words",
		Long: `Path finds the quickest or shortest way over the roads of a network file. FROM and
TO are latitude,longitude; put -- before them if one is negative. Borders are
closed, so that a way stays in the area where it begins, but for those between
the areas named together by --union. It asks no law.`,
		Example: "  waythrough network path liechtenstein.network 47.1410,9.5209 47.2190,9.5570\n" +
			"  waythrough network path liechtenstein.network 47.1410,9.5209 47.1690,9.4880 --union LIE,CHE --by bicycle",
		Args: func(_ *cobra.Command, args []string) (err error) {
			if len(args) != 3 {
				return errors.New("path takes a network file and two positions, FROM and TO, as 47.1410,9.5209")
			}
			if q.from, err = readPosition("FROM", args[1]); err != nil {
				return err
			}
			q.to, err = readPosition("TO", args[2])
			return err
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return withRoads(args[0], func(n *mapped.Network) error {
				answer, err := pathOver(n, &q)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(answer)
				}
				return printPath(newPage(a.out), n, answer)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&q.by, "by", "car", strings.Join(profileNames(), ", "))
	f.StringVar(&q.measure, "measure", "duration", "what to have least of: duration or length")
	f.StringArrayVar(&q.unions, "union", nil, "areas between which borders are open, as LIE,CHE (repeatable)")
	f.Float64Var(&q.near, "near", 500, "how many metres from FROM and TO a road may be")
	// It fails only for a flag that does not exist.
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(profileNames(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// readPosition reads latitude,longitude.
func readPosition(name, s string) (geo.LatLon, error) {
	lat, lon, ok := strings.Cut(s, ",")
	y, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	p := geo.LatLon{Lat: y, Lon: x}
	if !ok || err1 != nil || err2 != nil || !p.Valid() {
		return p, fmt.Errorf("%s: %q is no position: write latitude,longitude in degrees, as 47.1410,9.5209", name, s)
	}
	return p, nil
}

// candidates are how many roads near an end are tried: the nearest may lead nowhere, and a
// yard or a park of which no way leads out has many.
var candidates = []int{5, 300}

func pathOver(n *mapped.Network, q *pathFlags) (*pathAnswer, error) {
	by, err := readProfile("--by", q.by)
	if err != nil {
		return nil, err
	}
	m, err := readMeasure(q.measure)
	if err != nil {
		return nil, err
	}
	if !(q.near > 0) {
		return nil, question(fmt.Errorf("--near: %v is no distance: write metres, as 500", q.near))
	}
	r, err := roadsOf(n, by, q.unions)
	if err != nil {
		return nil, err
	}
	router := r.Router(m)
	var ends [2][]mapped.Snap
	var from, to mapped.Snap
	found := false
	for _, most := range candidates {
		if ends, err = endsOf(n, router, q, most); err != nil {
			return nil, err
		}
		if from, to, found, err = nearestJoined(r, m, ends[0], ends[1]); found || err != nil {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	answer := &pathAnswer{Profile: q.by, Measure: q.measure, Notice: roadsAlone, Flags: []string{}, Directions: []directionStep{}, Geometry: [][2]float64{}, Notes: []string{}}
	answer.From, answer.To = endOf(n, q.from, from), endOf(n, q.to, to)
	if n.About.Kind == "dimacs" {
		answer.Notes = append(answer.Notes, n.About.Notes...)
	}
	if !found {
		answer.explain(n, by)
		if answer.From.Area == answer.To.Area || len(q.unions) > 0 {
			answer.islands(n, router, from, to, q.near)
		}
		return answer, nil
	}
	if from != ends[0][0] || to != ends[1][0] {
		answer.Notes = append(answer.Notes, fmt.Sprintf("No way joins the roads nearest to the two places; this one begins on a road %.0f m from the first and ends on one %.0f m from the second.",
			float64(from.Off), float64(to.Off)))
	}
	answer.describe(router, from, to)
	return answer, nil
}

// roadsOf gives the roads of a profile with the borders open within unions.
func roadsOf(n *mapped.Network, by profile.Profile, unions []string) (*mapped.Roads, error) {
	r, err := n.Roads(by)
	if err != nil {
		return nil, err
	}
	for _, union := range unions {
		codes := trimmed(strings.Split(union, ","))
		for _, code := range codes {
			if err := checkArea(n, "--union", code); err != nil {
				return nil, err
			}
		}
		if len(codes) < 2 {
			return nil, question(fmt.Errorf("--union %s: a union is of two areas at least; write them with a comma between, as LIE,CHE", union))
		}
		if r, err = r.Union(codes); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func trimmed(list []string) (out []string) {
	for _, s := range list {
		out = append(out, strings.TrimSpace(s))
	}
	return out
}

// endsOf finds the roads near the two places, nearest first.
func endsOf(n *mapped.Network, router *mapped.Router, q *pathFlags, most int) (ends [2][]mapped.Snap, err error) {
	for i, at := range [2]geo.LatLon{q.from, q.to} {
		if ends[i], err = router.Snap(at, geo.Metres(q.near), most); err != nil {
			return ends, question(fmt.Errorf("%s: %w", [2]string{"FROM", "TO"}[i], err))
		}
		// A road beyond a border is not near, whatever the metres.
		area := areaOf(n, ends[i][0])
		ends[i] = slices.DeleteFunc(ends[i], func(s mapped.Snap) bool { return areaOf(n, s) != area })
	}
	return ends, nil
}

// nearestJoined finds, of the pairs of places that a way joins, those nearest to where was
// asked. Without any it gives the nearest.
func nearestJoined(r *mapped.Roads, m mapped.Measure, from, to []mapped.Snap) (s, t mapped.Snap, found bool, err error) {
	s, t = from[0], to[0]
	costs, err := r.Matrix(m, from, to)
	if err != nil {
		return s, t, false, err
	}
	for i, a := range from {
		for j, b := range to {
			if costs[i*len(to)+j] != mapped.Unreachable && (!found || a.Off+b.Off < s.Off+t.Off) {
				s, t, found = a, b, true
			}
		}
	}
	return s, t, found, nil
}

func endOf(n *mapped.Network, asked geo.LatLon, s mapped.Snap) pathEnd {
	at := s.At.LatLon()
	return pathEnd{asked.Lat, asked.Lon, [2]float64{at.Lat, at.Lon}, tenths(float64(s.Off)), areaOf(n, s), n.Streets.Way[s.Edge]}
}

func areaOf(n *mapped.Network, s mapped.Snap) string {
	return n.Streets.Codes[n.Streets.Area[n.Streets.From[s.Edge]]]
}

func tenths(v float64) float64 { return float64(int64(v*10+0.5)) / 10 }

func (a *pathAnswer) describe(q *mapped.Router, from, to mapped.Snap) {
	path, ok := q.Path(from, to)
	a.Found = ok
	a.DistanceM, a.DurationS = float64(path.Length)/10, float64(path.Duration)/1000
	for _, d := range q.Directions(&path) {
		a.Directions = append(a.Directions, stepOf(&d))
	}
	for _, p := range q.Geometry(&path) {
		a.Geometry = append(a.Geometry, [2]float64{p.Lat, p.Lon})
	}
	flags := q.Flags(&path)
	for _, f := range []struct {
		flag profile.Flags
		name string
	}{
		{profile.Toll, "toll"}, {profile.Ferry, "ferry"}, {profile.Unpaved, "unpaved"}, {profile.Destination, "destination"},
		{profile.Pushing, "pushing"}, {profile.Steps, "steps"}, {profile.Weight, "weight-limit"}, {profile.Size, "size-limit"},
		{profile.Tunnel, "tunnel"}, {profile.Bridge, "bridge"},
	} {
		if flags&f.flag != 0 {
			a.Flags = append(a.Flags, f.name)
		}
	}
}

func stepOf(d *direction.Instruction) directionStep {
	s := directionStep{
		Text: d.String(), Kind: d.Kind.String(), Modifier: d.Modifier.String(), Name: d.Name, Ref: d.Ref, Exit: d.Exit,
		DistanceM: float64(d.LengthDM) / 10, DurationS: float64(d.DurationMS) / 1000, Lat: d.At.Lat, Lon: d.At.Lon,
	}
	if d.Cut != (direction.Cut{}) {
		s.Cut = []string{d.Cut.From, d.Cut.To}
	}
	return s
}

func printPath(p *page, n *mapped.Network, a *pathAnswer) error {
	if !a.Found {
		p.printf("%s  %s\n", bold.Render("NONE"), a.Reason)
		if len(a.Try) > 0 {
			p.text(0, fmt.Sprintf("Roads lead there if borders are open: --union %s", strings.Join(a.Try, ",")))
		}
	} else {
		took := hours(int64(a.DurationS + 0.5))
		if n.About.Kind == "dimacs" {
			took = fmt.Sprintf("%.0f units of time", a.DurationS*1000)
		}
		p.printf("%s by %s, %s, the way of least %s\n", bold.Render(distance(a.DistanceM)), a.Profile, took, a.Measure)
	}
	for _, e := range []struct {
		name string
		end  pathEnd
	}{{"from", a.From}, {"to", a.To}} {
		p.printf("%s %.5f,%.5f, on the road %.0f m from there, in %s\n", e.name, e.end.Lat, e.end.Lon, e.end.OffM, areaName(e.end.Area))
	}
	if len(a.Flags) > 0 {
		p.printf("on the way: %s\n", strings.Join(a.Flags, ", "))
	}
	if len(a.Directions) > 0 {
		p.section("Directions")
	}
	for i, d := range a.Directions {
		far := ""
		if d.DistanceM > 0 {
			far = "  " + faint.Render(distance(d.DistanceM))
		}
		p.item(fmt.Sprintf("%3d", i+1), d.Text+far)
	}
	for _, note := range a.Notes {
		p.item("!", note)
	}
	return p.end(a.Notice)
}

// distance writes metres as a traveller reads them.
func distance(m float64) string {
	if m < 1000 {
		return fmt.Sprintf("%.0f m", m)
	}
	return kilometres(int64(m + 0.5))
}
