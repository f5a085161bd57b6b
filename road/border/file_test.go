package border

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waythrough/road/osm"
)

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func feature(properties, kind, coordinates string) string {
	return `{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"` + kind + `","coordinates":` + coordinates + `}}`
}

const ring = `[[1,2],[3,2],[3,4],[1,2]]`

func TestReadFile(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"left and right", collection(feature(`"left":"ARM","right":"TR"`, "LineString", `[[43.5,41],[43.6,40.5,999]]`)), "ARM|TUR 2"},
		{"Natural Earth's", collection(feature(`"adm0_a3_l":"KOS","adm0_a3_r":"SRB","type":"Land"`, "MultiLineString", `[[[20,42],[20,43]],[[21,42],[21,43],[22,43]]]`)), "XKX|SRB 2, XKX|SRB 3"},
		{"one side", collection(feature(`"left":"ARM","right":null`, "LineString", `[[1,2],[3,4]]`)), "ARM| 2"},
		{"the same on both sides", collection(feature(`"left":"ARM","right":"AM"`, "LineString", `[[1,2],[3,4]]`), feature(`"left":"ARM","right":"GE"`, "LineString", `[[1,2],[3,4]]`)), "ARM|GEO 2"},
		{"over the antimeridian", collection(feature(`"left":"RUS","right":"USA"`, "LineString", `[[179,1],[180,1],[-180,1],[-179,1]]`)), "RUS|USA 2, RUS|USA 2"},
		{"a code of nobody's", collection(feature(`"ISO_A3":"-99","ADM0_A3":"CYN"`, "Polygon", `[`+ring+`]`)), "CYN 4"},
		{"ISO before others", collection(feature(`"ADM0_A3":"SDS","ISO_A3":"SSD"`, "MultiPolygon", `[[`+ring+`],[`+ring+`]]`)), "SSD 4 4"},
		{"two letters", collection(feature(`"ISO3166-1-Alpha-3":"","iso_a2":"xk"`, "Polygon", `[`+ring+`]`)), "XKX 4"},
		{"geoBoundaries'", collection(feature(`"shapeGroup":"GEO","shapeName":"Georgia"`, "Polygon", `[`+ring+`]`)), "GEO 4"},
		{"no geometry", collection(`{"type":"Feature","properties":null,"geometry":null}`, feature(`"area":"AND"`, "Polygon", `[`+ring+`]`)), "AND 4"},
		{"members in any order", `{"features":[` + feature(`"area":"AND"`, "Polygon", `[`+ring+`]`) + `],"crs":{"a":[1]},"type":"FeatureCollection"}`, "AND 4"},
	} {
		f, err := Read("file.geojson", strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := contents(f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// contents lists what a file holds, with the number of points.
func contents(f *File) string {
	var out []string
	digits := func(n int) string { return " " + string(rune('0'+n)) }
	for _, l := range f.lines {
		out = append(out, l.left+"|"+l.right+digits(len(l.at)))
	}
	for _, a := range f.areas {
		s := a.code
		for _, r := range a.rings {
			s += digits(len(r))
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestReadFileRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{``, "can't be read as GeoJSON: unexpected EOF"},
		{`[]`, "must begin with {"},
		{`{"type":"Feature"}`, `its type is "Feature"`},
		{collection(feature(`"area":"AND"`, "Polygon", `[`+ring+`]`)) + "{}", "something follows"},
		{`{"type":"FeatureCollection"}`, "write {\"type\":\"FeatureCollection\""},
		{`{"type":"FeatureCollection","features":{}}`, "its features are no list"},
		{collection(), "holds no line and no polygon"},
		{collection(`{"type":"Feature","properties":{}}`), "holds no line and no polygon"},
		{collection(feature(`"left":"ARM","right":"TUR"`, "LineString", `[[1,2],[3,4]]`))[:90], "can't be read as GeoJSON"},
		{collection(feature(`"name":"Here"`, "LineString", `[[1,2],[3,4]]`)), "feature 1 (Here): it names no area beside the line; give it the properties left and right"},
		{collection(feature(``, "Polygon", `[`+ring+`]`)), "feature 1: it names no area; give it the property ISO_A3"},
		{collection(feature(`"left":"Armenia","right":"TUR"`, "LineString", `[[1,2],[3,4]]`)), `feature 1: left is "Armenia"; write a code`},
		{collection(feature(`"area":"QQ"`, "Polygon", `[`+ring+`]`)), `area is "QQ"`},
		{collection(feature(`"area":"ARM"`, "Polygon", `[[[1,2],[3,2],[3,4]]]`)), "ring 1 of its polygons is not closed"},
		{collection(feature(`"area":"ARM"`, "Point", `[1,2]`)), `its geometry is a "Point"`},
		{collection(feature(`"area":"ARM"`, "Polygon", `[[1,2]]`)), "its coordinates are not those of a Polygon"},
		{collection(feature(`"left":"ARM","right":"TUR"`, "LineString", `[[1,2],[3,91]]`)), "[3 91] is no point on earth"},
		{collection(feature(`"left":"ARM","right":"TUR"`, "LineString", `[[1],[3,4]]`)), "[1] is no point on earth"},
		{collection(`{"type":"Feature","properties":[1],"geometry":null}`), "feature 1: its properties can't be of the kind array"},
		{collection(feature(``, "Polygon", `[]`), feature(``, "Point", `[]`)), "feature 2: its geometry"},
		{collection(strings.Repeat(feature(``, "Point", `[]`)+",", 50) + feature(``, "Point", `[]`)), "and perhaps more"},
	} {
		_, err := Read("file.geojson", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "reading boundaries of file.geojson: ") {
			t.Errorf("%s:\n got %v\nwant … %s …", c.text, err, c.want)
		}
	}
}

func TestReadFileUnpacks(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(collection(feature(`"area":"AND"`, "Polygon", `[`+ring+`]`))))
	z.Close()
	path := filepath.Join(t.TempDir(), "any.name")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := ReadFile(path)
	if err != nil || contents(f) != "AND 4" {
		t.Fatalf("%v %v", f, err)
	}
	if _, err := Read("broken", bytes.NewReader(b.Bytes()[:b.Len()-12])); err == nil {
		t.Error("a file cut short is read")
	}
	if _, err := ReadFile(filepath.Join(t.TempDir(), "none")); err == nil || !strings.HasPrefix(err.Error(), "reading boundaries: open ") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestACappedReaderFails(t *testing.T) {
	b := make([]byte, 8)
	c := &capped{strings.NewReader("1234567890"), 9}
	for _, want := range []int{8, 1} {
		if n, err := c.Read(b); n != want || err != nil {
			t.Fatalf("%d bytes, %v", n, err)
		}
	}
	if _, err := c.Read(b); err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("beyond its limit: %v", err)
	}
}

func TestCodes(t *testing.T) {
	for s, want := range map[string]string{"LIE": "LIE", "li": "LIE", " ch ": "CHE", "XK": "XKX", "KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD",
		"CYN": "CYN", "B00": "B00", "": "", "-99": "", "QQ": "", "EU": "", "001": "", "Schweiz": "", "é": "", "L I": ""} {
		if got := codeOf(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"LIE": "LI", "XKX": "XK", "GBR": "GB", "CYN": "", "": "", "ZZZ": ""} {
		if got := alpha2(s); got != want {
			t.Errorf("the two letters of %q are %q, want %q", s, got, want)
		}
	}
	if got := codeOfState(&osm.Boundary{Alpha2: "FR", Alpha3: "?"}); got != "FRA" {
		t.Errorf("a state with a bad code of three letters and a good one of two is %q", got)
	}
	if got := codeOfState(&osm.Boundary{Name: "France — Andorra"}); got != "" {
		t.Errorf("a relation of two states is %q", got)
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add([]byte(collection(feature(`"left":"ARM","right":"TUR","name":"x"`, "LineString", `[[1,2],[3,4],[3,4],[-170,80],[170,-80]]`))))
	f.Add([]byte(collection(feature(`"left":"ARM","right":null`, "MultiLineString", `[[[1,2],[3,4]],[[3,4],[1,4]],[]]`))))
	f.Add([]byte(collection(feature(`"ISO_A3":"ARM"`, "Polygon", `[`+ring+`,[[-180,-90],[180,-90],[180,90],[-180,-90]]]`))))
	f.Add([]byte(collection(feature(`"ISO_A2":"AM"`, "MultiPolygon", `[[`+ring+`],[`+ring+`]]`), feature(`"left":"TUR","right":"ARM"`, "LineString", `[[1,2],[3,2]]`))))
	f.Add([]byte("\x1f\x8b"))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"properties":{"ISO_A3":"FJI"},"geometry":{"type":"Polygon","coordinates":[[[178,-18],[-179,-18],[-179,-16],[178,-16],[178,-18]]]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("file", bytes.NewReader(data))
		if err != nil {
			if file != nil {
				t.Fatal("a file with an error is returned")
			}
			return
		}
		a, _ := New(nil, nil, file)
		line := []osm.Point{{Lat: 10_000_000, Lon: 15_000_000}, {Lat: 35_000_000, Lon: 20_000_000}, {Lat: 30_000_000, Lon: 40_000_000}}
		for _, l := range file.lines {
			line = append(line, l.at[0])
		}
		runs := a.Along(nil, line)
		for i := range runs {
			if i > 0 && (runs[i].Area == runs[i-1].Area || runs[i].From != runs[i-1].To || runs[i].To < runs[i].From) {
				t.Fatalf("runs %v", runs)
			}
		}
		if runs[0].From != 0 || runs[len(runs)-1].To != float64(len(line)-1) {
			t.Fatalf("runs %v of %d points", runs, len(line))
		}
	})
}
