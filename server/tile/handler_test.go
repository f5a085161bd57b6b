package tile

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"waythrough/ask"
)

func handler(t testing.TB) http.Handler {
	d := desk(t)
	return New(func() *ask.Desk { return d })
}

func TestAddresses(t *testing.T) {
	h := handler(t)
	for _, c := range []struct {
		path      string
		status    int
		parameter string
	}{
		{"/tiles/0/0/0.mvt", 200, ""},
		{"/tiles/14/10202/6233.mvt", 200, ""},
		{"/tiles/14/16383/16383.mvt", 200, ""},
		{"/tiles/crossings/7/79/48.mvt", 200, ""},
		{"/tiles/15/0/0.mvt", 404, "z"},
		{"/tiles/4294967296/0/0.mvt", 400, "z"},
		{"/tiles/3/8/0.mvt", 404, "x"},
		{"/tiles/3/0/8.mvt", 404, "x"},
		{"/tiles/-1/0/0.mvt", 400, "z"},
		{"/tiles/03/0/0.mvt", 400, "z"},
		{"/tiles/3/1.5/0.mvt", 400, "x"},
		{"/tiles/3/0/NaN.mvt", 400, "y"},
		{"/tiles/3/0/0.png", 404, "y"},
		{"/tiles/rivers/3/0/0.mvt", 404, "layer"},
		{"/tiles/", 404, ""},
		{"/tiles/a/b/c/d/e/f", 404, ""},
	} {
		w := get(h, c.path)
		if w.Code != c.status {
			t.Errorf("%s answers %d, not %d: %s", c.path, w.Code, c.status, w.Body)
			continue
		}
		if c.status == 200 {
			continue
		}
		var problem struct{ Detail, Parameter string }
		if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || problem.Parameter != c.parameter || problem.Detail == "" {
			t.Errorf("%s answers %s", c.path, w.Body)
		}
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s answers a %s", c.path, got)
		}
	}
}

// Packed or plain, a tile is the same; a tile that is had already is not sent.
func TestPackedAndUnchanged(t *testing.T) {
	h := handler(t)
	plain, packed := get(h, "/tiles/6/39/24.mvt"), get(h, "/tiles/6/39/24.mvt", "Accept-Encoding", "br, gzip")
	if plain.Header().Get("Content-Encoding") != "" || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("encodings are %q and %q", plain.Header().Get("Content-Encoding"), packed.Header().Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(data, plain.Body.Bytes()) {
		t.Fatalf("%d bytes unpacked, %d plain (%v)", len(data), plain.Body.Len(), err)
	}
	if got := decoded(t, data); got[layerRoads] == nil || got[layerCrossings] == nil || got[layerPlaces] == nil || got[layerAreas] == nil {
		t.Errorf("the tile has layers %v", got)
	}
	if w := get(h, "/tiles/6/39/24.mvt", "Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Error("gzip was refused and sent")
	}
	tag := plain.Header().Get("ETag")
	for header, status := range map[string]int{tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200} {
		if w := get(h, "/tiles/6/39/24.mvt", "If-None-Match", header); w.Code != status || (status == 304) != (w.Body.Len() == 0) {
			t.Errorf("If-None-Match %s answers %d with %d bytes", header, w.Code, w.Body.Len())
		}
	}
	if other := get(h, "/tiles/6/39/25.mvt").Header().Get("ETag"); other == tag || !strings.Contains(tag, desk(t).Version()) {
		t.Errorf("tags are %s and %s", tag, other)
	}
}

// A new desk is served at once.
func TestSwap(t *testing.T) {
	d := desk(t)
	h := New(func() *ask.Desk { return d })
	before := get(h, "/tiles/crossings/0/0/0.mvt")
	var err error
	if d, err = ask.Open(ask.Options{Records: []string{"testdata/record"}}); err != nil {
		t.Fatal(err)
	}
	after := get(h, "/tiles/crossings/0/0/0.mvt")
	if before.Header().Get("ETag") == after.Header().Get("ETag") {
		t.Error("the tag stays")
	}
	if a, b := len(decoded(t, before.Body.Bytes())[layerCrossings].Features), len(decoded(t, after.Body.Bytes())[layerCrossings].Features); b != a+1 {
		t.Errorf("%d crossings became %d; the folder adds one", a, b)
	}
}

// heavy is a network whose classes take too much room, from one on.
type heavy struct{ fits class }

func (heavy) top(uint32) class { return classes - 1 }
func (h heavy) layer(_ address, upTo class) (*mvt.Layer, error) {
	l := &mvt.Layer{Name: layerRoads, Version: 2, Extent: extent}
	for c := range upTo + 1 {
		f := geojson.NewFeature(lineSetOf(int(c)))
		f.Properties["class"] = int(c)
		f.Properties["name"] = strings.Repeat("x", map[bool]int{true: 10, false: maxBytes}[c <= h.fits])
		l.Features = append(l.Features, f)
	}
	return l, nil
}

func lineSetOf(y int) orb.LineString { return orb.LineString{{0, float64(y)}, {9, float64(y)}} }

// A tile that would be too large leaves out the least important roads.
func TestTooMuch(t *testing.T) {
	for fits := range classes {
		s := &sheet{roads: heavy{fits}}
		data, err := s.tile(address{14, 0, 0}, []string{layerRoads})
		if err != nil {
			t.Fatal(err)
		}
		if got := decoded(t, data)[layerRoads].Features; len(got) != int(fits)+1 || len(data) > maxBytes {
			t.Errorf("%d classes fit, %d were sent in %d bytes", fits+1, len(got), len(data))
		}
	}
}

// The cache holds what it is given until it is full, and never more than its room.
func TestCache(t *testing.T) {
	var c cache
	draws := 0
	draw := func() ([]byte, error) { draws++; return bytes.Repeat([]byte{byte(draws)}, 10), nil }
	for range 3 {
		if _, err := c.packed("a", draw); err != nil {
			t.Fatal(err)
		}
	}
	if draws != 1 {
		t.Errorf("a tile was drawn %d times", draws)
	}
	big := make([]byte, maxKept/8)
	for i := range 100 {
		c.put(string(rune('b'+i)), big)
		sum := 0
		for _, m := range []map[string][]byte{c.fresh, c.old} {
			for _, d := range m {
				sum += len(d)
			}
		}
		if sum > maxKept {
			t.Fatalf("%d bytes are kept", sum)
		}
	}
	if _, ok := c.get(string(rune('b' + 99))); !ok {
		t.Error("what was kept last is gone")
	}
	if _, ok := c.get("a"); ok {
		t.Error("what nobody asked for is kept for ever")
	}
}

// No address is a fault of the server.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"0/0/0.mvt", "roads/14/1/1.mvt", "../x", "99999999999999999999/0/0.mvt", "%2e/\x00/1.mvt", "0/0/0.mvt/", "//"} {
		f.Add(s)
	}
	h := handler(f)
	f.Fuzz(func(t *testing.T, path string) {
		if w := get(h, "/tiles/"+path); w.Code >= 500 {
			t.Errorf("%q answers %d: %s", path, w.Code, w.Body)
		}
	})
}

func BenchmarkFirstTile(b *testing.B) {
	n := drawnRoads(b, 100_000)
	for _, z := range []uint32{6, 13} {
		b.Run(map[uint32]string{6: "far", 13: "near"}[z], func(b *testing.B) {
			p := n.Streets.At[len(n.Streets.At)/2].LatLon()
			for range b.N {
				s := &sheet{roads: &streets{n: n}}
				if _, err := s.tile(tileOf(z, p.Lat, p.Lon), []string{layerRoads}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(n.Streets.From)), "ns/edge")
		})
	}
}

func BenchmarkTile(b *testing.B) {
	drawn := &sheet{roads: &streets{n: drawnRoads(b, 100_000)}}
	n := drawn.roads.(*streets).n.Streets
	shippedSheet := newSheet(desk(b).World())
	for _, c := range []struct {
		name     string
		s        *sheet
		z        uint32
		lat, lon float64
	}{
		{"tables/6", shippedSheet, 6, 40.2, 44.5}, {"tables/12", shippedSheet, 12, 40.2, 44.5},
		{"imported/6", drawn, 6, 0, 0}, {"imported/9", drawn, 9, 0, 0}, {"imported/12", drawn, 12, 0, 0}, {"imported/14", drawn, 14, 0, 0},
	} {
		b.Run(c.name, func(b *testing.B) {
			if c.lat == 0 {
				p := n.At[len(n.At)/2].LatLon()
				c.lat, c.lon = p.Lat, p.Lon
			}
			size := 0
			for range b.N {
				data, err := c.s.tile(tileOf(c.z, c.lat, c.lon), layers[:1])
				if err != nil {
					b.Fatal(err)
				}
				size = len(data)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// Before there are data, a tile is asked for again.
func TestNoDataYet(t *testing.T) {
	if w := get(New(func() *ask.Desk { return nil }), "/tiles/0/0/0.mvt"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("without data the answer is %d", w.Code)
	}
}
