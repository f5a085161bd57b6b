package border

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"waythrough/road/osm"
)

// A File is boundaries that a user names besides the map's own.
type File struct {
	name  string
	lines []fileLine
	areas []fileArea
}

// A fileLine is a line and the codes of the areas left and right of it.
type fileLine struct {
	at          []osm.Point
	left, right string
}

// A fileArea is the boundary of an area: rings, closed, first point last.
type fileArea struct {
	code  string
	rings [][]osm.Point
}

// The properties that name the areas beside a line, and the one within a polygon, in
// lower case; the first that a feature has counts.
var (
	leftNames  = []string{"left", "left_a3", "area_left", "adm0_a3_l"}
	rightNames = []string{"right", "right_a3", "area_right", "adm0_a3_r"}
	areaNames  = []string{"area", "iso3166-1-alpha-3", "iso3166-1:alpha3", "iso_a3", "iso_a3_eh", "iso3", "alpha3", "adm0_a3", "shapegroup", "gid_0",
		"iso3166-1-alpha-2", "iso3166-1:alpha2", "iso_a2", "iso_a2_eh", "iso2", "alpha2", "iso3166-1"}
)

const (
	maxFile   = 4 << 30 // bytes, unpacked
	maxErrors = 20
)

// ReadFile reads a boundary file: GeoJSON, gzipped or not. Its features are lines with
// the areas on both sides, as Natural Earth's ne_10m_admin_0_boundary_lines_land or
// with properties left and right, or polygons with a code of their area, as ISO_A3.
// The error names each feature that can't be used, up to 20.
func ReadFile(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading boundaries: %w", err)
	}
	defer f.Close()
	return Read(filepath.Base(path), f)
}

// Read is ReadFile for what is open already; name stands in errors.
func Read(name string, r io.Reader) (*File, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	in := io.Reader(b)
	if magic, _ := b.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("reading boundaries of %s: %w", name, err)
		}
		in = z
	}
	p := parser{file: &File{name: name}, json: json.NewDecoder(&capped{in, maxFile})}
	if err := p.collection(); err != nil {
		return nil, fmt.Errorf("reading boundaries of %s: %w", name, err)
	}
	if len(p.errs) > 0 {
		return nil, fmt.Errorf("reading boundaries of %s: %w", name, errors.Join(p.errs...))
	}
	if len(p.file.lines)+len(p.file.areas) == 0 {
		return nil, fmt.Errorf("reading boundaries of %s: it holds no line and no polygon; name a GeoJSON FeatureCollection of boundaries", name)
	}
	return p.file, nil
}

// A capped reader fails after so many bytes, instead of ending.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(b []byte) (int, error) {
	if c.left <= 0 {
		return 0, fmt.Errorf("it unpacks to more than %d bytes; leave out what are no boundaries of states", int64(maxFile))
	}
	n, err := c.r.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	return n, err
}

type parser struct {
	file    *File
	json    *json.Decoder
	feature int // counted from 1
	label   string
	errs    []error
}

// collection reads a FeatureCollection, one feature in memory at a time.
func (p *parser) collection() error {
	if t, err := p.json.Token(); err != nil {
		return notJSON(err)
	} else if t != json.Delim('{') {
		return errors.New("it is no GeoJSON FeatureCollection: it must begin with {")
	}
	kind, seen := "", false
	for p.json.More() {
		key, err := p.json.Token()
		if err != nil {
			return notJSON(err)
		}
		switch key {
		case "type":
			var v any
			if err := p.json.Decode(&v); err != nil {
				return notJSON(err)
			}
			kind, _ = v.(string)
		case "features":
			seen = true
			if err := p.features(); err != nil {
				return err
			}
		default:
			var skipped json.RawMessage
			if err := p.json.Decode(&skipped); err != nil {
				return notJSON(err)
			}
		}
	}
	if _, err := p.json.Token(); err != nil {
		return notJSON(err)
	}
	if _, err := p.json.Token(); err == nil {
		return errors.New("something follows the collection; a file holds one GeoJSON object")
	} else if err != io.EOF {
		return notJSON(err)
	}
	if kind != "FeatureCollection" || !seen {
		return fmt.Errorf("it is no GeoJSON FeatureCollection: its type is %q; write {\"type\":\"FeatureCollection\",\"features\":[…]}", kind)
	}
	return nil
}

func notJSON(err error) error {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("it can't be read as GeoJSON: %w", err)
}

func (p *parser) features() error {
	if t, err := p.json.Token(); err != nil {
		return notJSON(err)
	} else if t != json.Delim('[') {
		return errors.New("its features are no list; write \"features\":[…]")
	}
	for p.json.More() {
		var f struct {
			Properties map[string]any
			Geometry   *geometry
		}
		p.feature++
		if err := p.json.Decode(&f); err != nil {
			var wrong *json.UnmarshalTypeError
			if !errors.As(err, &wrong) {
				return fmt.Errorf("feature %d: %w", p.feature, notJSON(err))
			}
			p.fail("its %s can't be of the kind %s; write a feature as GeoJSON says (RFC 7946)", strings.ToLower(wrong.Field), wrong.Value)
			continue
		}
		p.label = ""
		if f.Geometry != nil {
			p.add(properties(f.Properties), f.Geometry)
		}
		if len(p.errs) >= maxErrors {
			p.errs = append(p.errs[:maxErrors], errors.New("and perhaps more"))
			return errors.Join(p.errs...)
		}
	}
	_, err := p.json.Token()
	if err != nil {
		return notJSON(err)
	}
	return nil
}

func (p *parser) fail(format string, args ...any) {
	where := fmt.Sprintf("feature %d", p.feature)
	if p.label != "" {
		where += " (" + p.label + ")"
	}
	p.errs = append(p.errs, fmt.Errorf(where+": "+format, args...))
}

// properties gives the properties that are text, by their names in lower case. Of
// names that differ in case only, the first in order counts.
func properties(all map[string]any) map[string]string {
	var names []string
	for k := range all {
		names = append(names, k)
	}
	slices.Sort(names)
	out := map[string]string{}
	for _, k := range names {
		s, ok := all[k].(string)
		low := strings.ToLower(k)
		if s = strings.TrimSpace(s); ok && s != "" && s != "-99" && s != "-" && out[low] == "" {
			out[low] = s
		}
	}
	return out
}

// code reads the first of several properties that a feature has; ok is false, and the
// feature at fault, if that is no code.
func (p *parser) code(props map[string]string, names []string) (code string, ok bool) {
	for _, n := range names {
		if s := props[n]; s != "" {
			if code = codeOf(s); code == "" {
				p.fail("%s is %q; write a code of ISO 3166-1, as ARM or AM", n, s)
			}
			return code, code != ""
		}
	}
	return "", true
}

type geometry struct {
	Type        string
	Coordinates json.RawMessage
}

func (p *parser) add(props map[string]string, g *geometry) {
	p.label = props["name"]
	switch g.Type {
	case "LineString":
		p.addLines(props, decode[[][]float64](p, g, func(c [][]float64) [][][]float64 { return [][][]float64{c} }))
	case "MultiLineString":
		p.addLines(props, decode[[][][]float64](p, g, func(c [][][]float64) [][][]float64 { return c }))
	case "Polygon":
		p.addArea(props, decode[[][][]float64](p, g, func(c [][][]float64) [][][]float64 { return c }))
	case "MultiPolygon":
		p.addArea(props, decode[[][][][]float64](p, g, func(c [][][][]float64) [][][]float64 { return slices.Concat(c...) }))
	default:
		p.fail("its geometry is a %q; a boundary is a LineString, MultiLineString, Polygon or MultiPolygon", g.Type)
	}
}

// decode reads coordinates of one shape as a list of lines, nil if they are at fault.
func decode[T any](p *parser, g *geometry, lines func(T) [][][]float64) [][]osm.Point {
	var c T
	if err := json.Unmarshal(g.Coordinates, &c); err != nil {
		p.fail("its coordinates are not those of a %s: %v", g.Type, err)
		return nil
	}
	var out [][]osm.Point
	for _, l := range lines(c) {
		line := make([]osm.Point, len(l))
		for i, at := range l {
			if len(at) < 2 || !(at[0] >= -180 && at[0] <= 180 && at[1] >= -90 && at[1] <= 90) {
				p.fail("%v is no point on earth; write longitude, then latitude, in degrees", at)
				return nil
			}
			line[i] = osm.Point{Lat: int32(math.Round(at[1] * 1e7)), Lon: int32(math.Round(at[0] * 1e7))}
		}
		out = append(out, line)
	}
	return out
}

func (p *parser) addLines(props map[string]string, lines [][]osm.Point) {
	if lines == nil {
		return
	}
	left, ok := p.code(props, leftNames)
	right, ok2 := p.code(props, rightNames)
	if !ok || !ok2 {
		return
	}
	if left == "" && right == "" {
		p.fail("it names no area beside the line; give it the properties left and right, each a code of ISO 3166-1, as ARM (read as well: %s and %s)",
			strings.Join(leftNames[1:], ", "), strings.Join(rightNames[1:], ", "))
		return
	}
	if left == right {
		return // no boundary of an area
	}
	for _, l := range lines {
		for _, part := range unwrapped(l) {
			if at := fine(part); len(at) > 1 {
				p.file.lines = append(p.file.lines, fileLine{at, left, right})
			}
		}
	}
}

// unwrapped cuts a line where it jumps over the antimeridian.
func unwrapped(line []osm.Point) (parts [][]osm.Point) {
	for i := 0; i < len(line); {
		j := i + 1
		for j < len(line) && max(line[j].Lon, line[j-1].Lon)/2-min(line[j].Lon, line[j-1].Lon)/2 < 900_000_000 {
			j++
		}
		if j-i > 1 {
			parts = append(parts, line[i:j])
		}
		i = j
	}
	return parts
}

func (p *parser) addArea(props map[string]string, rings [][]osm.Point) {
	if rings == nil {
		return
	}
	code, ok := p.code(props, areaNames)
	if !ok {
		return
	}
	if code == "" {
		p.fail("it names no area; give it the property ISO_A3, a code of ISO 3166-1, as ARM (read as well: %s)", strings.Join(areaNames, ", "))
		return
	}
	a := fileArea{code: code}
	for i, r := range rings {
		if len(r) < 4 || r[0] != r[len(r)-1] {
			p.fail("ring %d of its polygons is not closed; the last point of a ring is its first", i+1)
			return
		}
		for _, part := range cutRing(r) {
			if part = fine(part); len(part) >= 4 {
				a.rings = append(a.rings, part)
			}
		}
	}
	if len(a.rings) > 0 {
		p.file.areas = append(p.file.areas, a)
	}
}
