package ask

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"waythrough/geo/contour"
	"waythrough/journey"
	"waythrough/record"
	"waythrough/regime"
)

// Reach asks for everything that can be reached from a place within a time.
type Reach struct {
	From   string   `query:"from" json:"from" arg:"FROM" required:"true" doc:"a place in any of its languages, latitude,longitude, or the id of a crossing or terminal" example:"Gyumri"`
	Within []string `query:"within,explode" json:"within" required:"true" doc:"time to travel, as 6h or 90m; several draw several polygons" example:"[\"2h\",\"4h\"]"`
	Travel
}

// A Reached is the answer to Reach: a GeoJSON FeatureCollection with further members.
type Reached struct {
	Type      string           `json:"type"`
	Question  ReachAsked       `json:"question"`
	Traveller regime.Traveller `json:"traveller"`
	People    float64          `json:"people"` // lawfully, within the longest time
	RadiusM   float64          `json:"radius_m"`
	Features  []ReachedArea    `json:"features"`
	Towns     []ReachedTown    `json:"towns"`
	Notes     []string         `json:"notes"`
	Notice    string           `json:"notice"`

	reach *journey.Reach
}

// Reach is what was reached, for who draws it otherwise.
func (r *Reached) Reach() *journey.Reach { return r.reach }

// ReachAsked is the question as it was understood.
type ReachAsked struct {
	From    journey.Point `json:"from"`
	Departs string        `json:"departs"`
	By      string        `json:"by"`
	Unknown string        `json:"unknown"`
	Known   record.Day    `json:"known"`
}

// A ReachedArea is a GeoJSON feature: what is reached in a time by ways at least so good.
type ReachedArea struct {
	Type       string         `json:"type"`
	Properties ReachedWithin  `json:"properties"`
	Geometry   json.Marshaler `json:"geometry"`
}

// ReachedWithin are the properties of a ReachedArea.
type ReachedWithin struct {
	WithinS int64          `json:"within_s"`
	Verdict regime.Verdict `json:"verdict"`
	People  float64        `json:"people"`
}

// A ReachedTown is a settlement that is reached, and how soon.
type ReachedTown struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Area      record.AreaID  `json:"area"`
	People    float64        `json:"population"`
	DurationS int64          `json:"duration_s"`
	Verdict   regime.Verdict `json:"verdict"`
}

// Reach finds it.
func (d *Desk) Reach(ctx context.Context, q Reach) (*Reached, error) {
	spans, err := readSpans(q.Within)
	if err != nil {
		return nil, err
	}
	if q.From == "" {
		return nil, lacking("from", "a place, as Gyumri")
	}
	asked, day, err := d.travel(q.Travel, q.From)
	if err != nil {
		return nil, err
	}
	r, err := d.planner(day, asked.Known).Reach(ctx, *asked, spans)
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	out := &Reached{Type: "FeatureCollection", Question: ReachAsked{r.Question.From, r.Question.Departs, r.Question.By, r.Question.Unknown, r.Question.Known},
		Traveller: r.Traveller, People: r.People(), RadiusM: r.Radius, Features: []ReachedArea{}, Towns: []ReachedTown{}, Notes: r.Notes, Notice: r.Notice, reach: r}
	for _, x := range r.Areas {
		out.Features = append(out.Features, ReachedArea{"Feature", ReachedWithin{x.Seconds, x.Verdict, x.People}, contour.Area(x.Shape)})
	}
	for _, t := range r.Towns {
		out.Towns = append(out.Towns, ReachedTown{t.Spot.ID, t.Spot.Name, t.Spot.Area, t.Spot.Population, t.Seconds, t.Verdict})
	}
	return out, nil
}

// readSpans reads times to travel, in seconds and ascending.
func readSpans(list []string) ([]int64, error) {
	var out []int64
	for _, s := range strings.FieldsFunc(strings.Join(list, ","), func(r rune) bool { return r == ',' }) {
		t, err := time.ParseDuration(s)
		if err != nil || t < time.Second {
			return nil, wrong("within", "%q is no time to travel; write 6h, 90m or 1h30m", s)
		}
		out = append(out, int64(t/time.Second))
	}
	if len(out) == 0 {
		return nil, lacking("within", "a time to travel, as 6h or 90m")
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
