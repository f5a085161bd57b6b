package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/road"
	"waythrough/whatif"
	"waythrough/world"
)

// sample is an answer with everything that is awkward to write: a name with
// markup, a comma and a quote, a town that is newly joined, one that loses.
func sample() *whatif.Answer {
	return &whatif.Answer{
		Heading: `Assumption, "not" agreed <b>&`, Assumed: []string{`Suppose A & B < C.`, "Nobody waits."}, Traveller: `passport "DEU" & co`,
		Settlements: 3, Pairs: 6, PairsNewlyJoined: 1, PairsQuicker: 2, Notice: "This is <no> legal advice & more.",
		MarketAccess: whatif.MarketAccess{Before: 10, After: 12, Cost: "duration", Weight: "population", Exponent: 1},
		Towns: []whatif.Town{
			{ID: "a", Name: `Ağrı, "the <old> town" & 'more'`, Area: "TUR", Lat: 39.7, Lon: 43.05, Before: 1, After: 3, Joined: 1, SavedS: 12.5},
			{ID: "b", Name: "Երևան", Area: "ARM", Lat: 40.18, Lon: 44.51, Before: 0, After: 2},
			{ID: "c", Name: "C", Area: "ARM", Lat: 40.5, Lon: 44, Before: 9, After: 7, SavedS: -3},
		},
	}
}

func sampleWorld(t *testing.T) *world.World {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(
		"statements:\n  - {id: nothing, says: Nothing., public: 2020-01-01, public_basis: test, background: {by: nobody}}\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := road.Read("places.csv", []byte("id,name,lat,lon,area,population\na,A,39.7,43.05,TUR,1\nb,B,40.18,44.51,ARM,1\nc,C,40.5,44,ARM,1\n"),
		"links.csv", []byte("from,to,mode,distance_m,duration_s\na,b,road,1,1\nb,c,road,1,1\na,c,rail,1,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	return world.Open(n, r)
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	a := sample()
	if err := CSV(&b, a); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+len(a.Towns) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	for i, town := range a.Towns {
		row := rows[i+1]
		if row[at("id")] != town.ID || row[at("name")] != town.Name || row[at("area")] != string(town.Area) {
			t.Errorf("row %v is not %+v", row, town)
		}
		for name, want := range map[string]float64{"lat": town.Lat, "lon": town.Lon, "market_access_before": town.Before,
			"market_access_after": town.After, "newly_joined": float64(town.Joined), "mean_saving_s": town.SavedS} {
			if got, err := strconv.ParseFloat(row[at(name)], 64); err != nil || got != want {
				t.Errorf("%s of %s is %q, want %v", name, town.ID, row[at(name)], want)
			}
		}
	}
}

func TestGeoJSON(t *testing.T) {
	var b bytes.Buffer
	a := sample()
	if err := GeoJSON(&b, a); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type, Heading, Traveller string
		Assumed                  []string
		Features                 []struct {
			Type     string
			Geometry struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || got.Heading != a.Heading || !slices.Equal(got.Assumed, a.Assumed) || got.Traveller != a.Traveller || len(got.Features) != len(a.Towns) {
		t.Fatalf("is %+v", got)
	}
	for i, f := range got.Features {
		town := a.Towns[i]
		if f.Type != "Feature" || f.Geometry.Type != "Point" || !slices.Equal(f.Geometry.Coordinates, []float64{town.Lon, town.Lat}) {
			t.Errorf("%s lies at %+v: longitude comes first", town.ID, f)
		}
		if f.Properties["id"] != town.ID || f.Properties["name"] != town.Name || f.Properties["market_access_after"] != town.After {
			t.Errorf("%s is %v", town.ID, f.Properties)
		}
	}
	b.Reset()
	if err := GeoJSON(&b, &whatif.Answer{}); err != nil || !strings.Contains(b.String(), `"features":[]`) {
		t.Errorf("of no towns: %s, %v", b.String(), err)
	}
}

// drawing is what the tests ask of a map.
type drawing struct {
	text              string
	circles, borders  int
	width, height     float64
	elements, foreign []string // foreign: what would be loaded from elsewhere
}

func read(t *testing.T, data []byte) drawing {
	t.Helper()
	var d drawing
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return d
		}
		if err != nil {
			t.Fatalf("the map is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			d.text += string(token)
		case xml.StartElement:
			d.start(t, token)
		}
	}
}

func (d *drawing) start(t *testing.T, e xml.StartElement) {
	t.Helper()
	d.elements = append(d.elements, e.Name.Local)
	if slices.Contains([]string{"script", "image", "use", "foreignObject", "style", "a"}, e.Name.Local) {
		d.foreign = append(d.foreign, e.Name.Local)
	}
	for _, at := range e.Attr {
		switch {
		case at.Name.Local == "xmlns":
		case at.Name.Local == "href", strings.Contains(at.Value, "url("), strings.HasPrefix(at.Name.Local, "on"), strings.Contains(at.Value, "://"):
			d.foreign = append(d.foreign, at.Name.Local+"="+at.Value)
		case at.Name.Local == "stroke-dasharray":
			d.borders++
		case at.Name.Local == "viewBox":
			box := strings.Fields(at.Value)
			d.width, _ = strconv.ParseFloat(box[2], 64)
			d.height, _ = strconv.ParseFloat(box[3], 64)
		case strings.Contains(at.Value, "NaN"), strings.Contains(at.Value, "Inf"):
			t.Errorf("%s of a %s is %s", at.Name.Local, e.Name.Local, at.Value)
		}
	}
	if e.Name.Local == "circle" {
		d.circles++
	}
}

func TestSVG(t *testing.T) {
	var b bytes.Buffer
	a := sample()
	if err := SVG(&b, sampleWorld(t), a); err != nil {
		t.Fatal(err)
	}
	d := read(t, b.Bytes())
	if len(d.foreign) > 0 {
		t.Errorf("the map loads or runs %v", d.foreign)
	}
	if d.elements[0] != "svg" || d.circles != len(a.Towns) || d.borders != 1 {
		t.Errorf("%s with %d discs and %d borders", d.elements[0], d.circles, d.borders)
	}
	for _, s := range []string{a.Heading, a.Traveller, a.Notice, a.Assumed[0], a.Towns[0].Name, "Երևան", "newly joined", "+200.00 %", "-22.22 %", "+20.00 %"} {
		if !strings.Contains(d.text, s) {
			t.Errorf("the map does not say %q", s)
		}
	}
	if !strings.Contains(b.String(), "&lt;b&gt;&amp;") {
		t.Error("the heading is not escaped")
	}
}

// A map stays one that can be shown, wherever its towns lie and however they are
// called.
func TestSVGOfAwkwardPlaces(t *testing.T) {
	tests := map[string][]whatif.Town{
		"one under another":    {{ID: "a", Lat: 40, Lon: 44}, {ID: "b", Lat: 41, Lon: 44}},
		"all in one point":     {{ID: "a", Lat: 40, Lon: 44}, {ID: "b", Lat: 40, Lon: 44}},
		"at a pole":            {{ID: "a", Lat: 90, Lon: 0}, {ID: "b", Lat: 89, Lon: 90}},
		"around the earth":     {{ID: "a", Lat: -80, Lon: -180}, {ID: "b", Lat: 80, Lon: 180}},
		"a control character":  {{ID: "a", Name: "A\x01\x0b", Lat: 40, Lon: 44}, {ID: "b", Name: "B", Lat: 41, Lon: 45}},
		"gain from nothing":    {{ID: "a", Lat: 40, Lon: 44, After: 1}, {ID: "b", Lat: 41, Lon: 45}},
		"everything lost":      {{ID: "a", Lat: 40, Lon: 44, Before: 1}, {ID: "b", Lat: 41, Lon: 45}},
		"a gain without bound": {{ID: "a", Lat: 40, Lon: 44, Before: math.SmallestNonzeroFloat64, After: 1e300}, {ID: "b", Lat: 41, Lon: 45, Before: 1, After: 2}},
	}
	for name, towns := range tests {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := SVG(&b, sampleWorld(t), &whatif.Answer{Towns: towns}); err != nil {
				t.Fatal(err)
			}
			d := read(t, b.Bytes())
			// What changes nothing may lie beyond the frame.
			if d.circles == 0 || d.circles > len(towns) || !(d.height >= 150 && d.height <= 20*d.width) {
				t.Errorf("%d discs on %v × %v", d.circles, d.width, d.height)
			}
		})
	}
}

// A writer that fails is told of.
func TestWritersTellOfFailure(t *testing.T) {
	full := failing{}
	w := sampleWorld(t)
	for name, err := range map[string]error{"CSV": CSV(full, sample()), "GeoJSON": GeoJSON(full, sample()), "SVG": SVG(full, w, sample())} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failing struct{}

var errFull = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

// What opens and closes stands on the map, by signs that no colour is needed for.
func TestSVGOfCrossings(t *testing.T) {
	a := sample()
	a.Crossings = []whatif.Crossing{{ID: "x", Name: "Ford & Pass", Areas: [2]record.AreaID{"ARM", "TUR"}, Lat: 40, Lon: 43.9, Opens: true},
		{ID: "y", Name: "Bridge", Areas: [2]record.AreaID{"ARM", "TUR"}, Lat: 40.3, Lon: 44.2, Closes: true},
		{ID: "z", Name: "Gate", Areas: [2]record.AreaID{"ARM", "TUR"}, Lat: 39.9, Lon: 44.1, Opens: true, Closes: true}}
	var b bytes.Buffer
	if err := SVG(&b, sampleWorld(t), a); err != nil {
		t.Fatal(err)
	}
	d := read(t, b.Bytes())
	for _, s := range []string{"Ford & Pass opens", "Bridge closes", "Gate opens for some and closes for others", "Lozenge", "ARM"} {
		if !strings.Contains(d.text, s) {
			t.Errorf("the map does not say %q", s)
		}
	}
	b.Reset()
	if err := SVG(&b, sampleWorld(t), sample()); err != nil || strings.Contains(b.String(), "Lozenge") {
		t.Errorf("where no crossing changes the map explains signs that it has not: %v", err)
	}
}
