package ask

import (
	"context"
	"slices"

	"waythrough/record"
	"waythrough/regime"
)

// Crossings asks for every crossing with its verdicts for a traveller on a day, as a map shows
// them.
type Crossings struct {
	If []string `query:"if,explode" json:"if,omitempty" doc:"commitment of the record that is supposed carried out (repeatable)" example:"[\"arm-tur-third-country-2022\"]"`
	When
	Traveller
}

// A Layer is the answer to Crossings: a GeoJSON FeatureCollection with further members.
type Layer struct {
	Type      string           `json:"type"`
	On        record.Date      `json:"on"`
	Known     record.Day       `json:"known"`
	Traveller regime.Traveller `json:"traveller"`
	Features  []CrossingMark   `json:"features"`
	Borders   []BorderMark     `json:"borders"`
	Areas     []AreaMark       `json:"areas"`
	Notice    string           `json:"notice"`
	Assumption
}

// A CrossingMark is a GeoJSON feature: a crossing, at the middle between its posts.
type CrossingMark struct {
	Type       string        `json:"type"`
	ID         string        `json:"id"`
	Geometry   PointGeometry `json:"geometry"`
	Properties MarkedCross   `json:"properties"`
}

// PointGeometry is a GeoJSON point: longitude, latitude.
type PointGeometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// MarkedCross is what a map tells of a crossing.
type MarkedCross struct {
	Name     string              `json:"name"`
	Names    map[string][]string `json:"names,omitempty"`
	Modes    []record.Mode       `json:"modes"`
	Served   bool                `json:"served"` // the mode asked about is one of them
	Posts    []PostMark          `json:"posts"`
	Verdict  regime.Verdict      `json:"verdict"` // the better of both directions
	Stale    bool                `json:"stale"`   // of that verdict
	Verdicts []Direction         `json:"verdicts"`
}

// A PostMark is one side of a crossing.
type PostMark struct {
	Name      string        `json:"name"`
	Area      record.AreaID `json:"area"`
	Lat       float64       `json:"lat"`
	Lon       float64       `json:"lon"`
	AccuracyM float64       `json:"accuracy_m,omitempty"`
}

// A Direction is the best verdict on passing one way, by the mode asked about or by any.
type Direction struct {
	From      record.AreaID        `json:"from"`
	To        record.AreaID        `json:"to"`
	Mode      record.Mode          `json:"mode"`
	Verdict   regime.Verdict       `json:"verdict"`
	Reading   string               `json:"reading"`
	Stale     bool                 `json:"stale"`
	Confirmed *record.Day          `json:"confirmed"`
	Basis     record.Basis         `json:"basis"`
	Decides   []record.StatementID `json:"decides"` // the statements that decide
}

// A BorderMark is the border of two areas: its verdict is the best of the crossings that serve
// the mode; refused if none lets this traveller through, or none serves it.
type BorderMark struct {
	Areas     [2]record.AreaID `json:"areas"`
	Verdict   regime.Verdict   `json:"verdict"`
	Crossings []string         `json:"crossings"`
	Contested bool             `json:"contested"` // one of the areas is claimed by another than controls it
}

// An AreaMark is an area that the record knows, with who controls and who claims it on the day.
type AreaMark struct {
	ID         record.AreaID        `json:"id"`
	Kind       record.AreaKind      `json:"kind"`
	Name       string               `json:"name"`
	Names      map[string][]string  `json:"names,omitempty"`
	Controlled []record.AuthorityID `json:"controlled_by,omitempty"`
	Claimed    []record.AuthorityID `json:"claimed_by,omitempty"`
}

// Crossings judges them: some microseconds for each direction and mode.
func (d *Desk) Crossings(ctx context.Context, q Crossings) (*Layer, error) {
	on, known, err := d.read(q.When)
	if err != nil {
		return nil, err
	}
	t, err := d.Traveller(&q.Traveller)
	if err != nil {
		return nil, err
	}
	supposed, err := d.commitments(q.If, known)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	day := on.FirstDay()
	g := d.supposing(day, known, supposed)
	out := &Layer{Type: "FeatureCollection", On: on, Known: known, Traveller: t, Features: []CrossingMark{}, Borders: []BorderMark{}, Areas: d.areas(day),
		Notice: g.Notice(""), Assumption: d.assume(supposed, day, known)}
	who := g.Profile(t)
	for _, x := range d.world.Record.Crossings {
		mark := CrossingMark{Type: "Feature", ID: string(x.ID), Geometry: PointGeometry{"Point", middle(x)},
			Properties: MarkedCross{Name: x.Name, Names: x.Names, Modes: x.Modes, Served: t.Mode == "" || slices.Contains(x.Modes, t.Mode), Posts: []PostMark{}}}
		p := &mark.Properties
		for i := range x.Posts {
			post, far := &x.Posts[i], &x.Posts[1-i]
			p.Posts = append(p.Posts, PostMark{post.Name, post.Area, post.At[0], post.At[1], post.AccuracyM})
			p.Verdicts = append(p.Verdicts, direction(g, who, x, post.Area, far.Area, on, t.Mode))
		}
		best := slices.MaxFunc(p.Verdicts, func(a, b Direction) int { return int(a.Verdict) - int(b.Verdict) })
		p.Verdict, p.Stale = best.Verdict, best.Stale
		out.Features = append(out.Features, mark)
	}
	out.Borders = out.borders()
	return out, nil
}

// direction gives the best verdict on a crossing in one direction.
func direction(g *regime.Regime, who *regime.Profile, x *record.Crossing, from, to record.AreaID, on record.Date, mode record.Mode) Direction {
	modes := x.Modes
	if mode != "" {
		if !slices.Contains(modes, mode) {
			return Direction{From: from, To: to, Verdict: regime.Unknown, Reading: "no passage by " + string(mode), Decides: []record.StatementID{}}
		}
		modes = []record.Mode{mode}
	}
	passage := regime.Passage{From: from, To: to, Crossing: x.ID}
	if on.First == on.Last {
		passage.At, passage.Timed = on.First, true
	}
	best := Direction{From: from, To: to, Mode: modes[0]}
	for i, m := range modes {
		passage.Mode = m
		if v := g.Verdict(passage, who); i == 0 || v > best.Verdict {
			best.Mode, best.Verdict = m, v
		}
	}
	passage.Mode = best.Mode
	j := g.Judge(passage, who)
	best.Reading, best.Stale, best.Confirmed, best.Basis, best.Decides = j.Reading, j.Stale, j.Confirmed, j.Basis, []record.StatementID{}
	for _, r := range j.Reasons {
		if r.Decides && r.Statement != "" {
			best.Decides = append(best.Decides, r.Statement)
		}
	}
	return best
}

// middle is the point between the posts of a crossing: they are near enough for a mean.
func middle(x *record.Crossing) [2]float64 {
	a, b := x.Posts[0].At, x.Posts[1].At
	return [2]float64{(a[1] + b[1]) / 2, (a[0] + b[0]) / 2}
}

// borders tells of each border of the layer's crossings the best verdict there.
func (l *Layer) borders() []BorderMark {
	out := []BorderMark{}
	for _, f := range l.Features {
		pair := [2]record.AreaID{f.Properties.Posts[0].Area, f.Properties.Posts[1].Area}
		if pair[1] < pair[0] {
			pair[0], pair[1] = pair[1], pair[0]
		}
		i := slices.IndexFunc(out, func(b BorderMark) bool { return b.Areas == pair })
		if i < 0 {
			i = len(out)
			out = append(out, BorderMark{Areas: pair, Contested: l.contested(pair[0]) || l.contested(pair[1])})
		}
		if f.Properties.Served {
			out[i].Verdict = max(out[i].Verdict, f.Properties.Verdict)
		}
		out[i].Crossings = append(out[i].Crossings, f.ID)
	}
	return out
}

// contested reports whether an area is claimed by another than controls it.
func (l *Layer) contested(id record.AreaID) bool {
	i := slices.IndexFunc(l.Areas, func(a AreaMark) bool { return a.ID == id })
	return i >= 0 && len(l.Areas[i].Claimed) > 0
}

// areas tells of each area of the record who controls it and who else claims it on a day.
func (d *Desk) areas(day record.Day) []AreaMark {
	out := []AreaMark{}
	holds := func(v record.Valid) bool {
		return (v.From.IsZero() || v.From.FirstDay() <= day) && (v.Until.IsZero() || v.Until.LastDay() >= day)
	}
	for _, a := range d.world.Record.Areas {
		mark := AreaMark{ID: a.ID, Kind: a.Kind, Name: a.Name, Names: a.Names}
		for _, c := range a.Control {
			if holds(c.Valid) {
				mark.Controlled = append(mark.Controlled, c.By)
			}
		}
		for _, c := range a.Claims {
			if holds(c.Valid) && !slices.Contains(mark.Controlled, c.By) {
				mark.Claimed = append(mark.Claimed, c.By)
			}
		}
		out = append(out, mark)
	}
	return out
}
