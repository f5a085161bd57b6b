package tile

import (
	"bytes"
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"waythrough/ask"
	"waythrough/road/importer"
	"waythrough/road/mapped"
	"waythrough/road/worldgen"
)

var shipped = sync.OnceValues(func() (*ask.Desk, error) { return ask.Open(ask.Options{}) })

func desk(t testing.TB) *ask.Desk {
	t.Helper()
	d, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var drawnWorlds sync.Map // nodes → func() (*mapped.Network, error)

// drawnRoads imports a world of our own.
func drawnRoads(t testing.TB, nodes int) *mapped.Network {
	t.Helper()
	made, _ := drawnWorlds.LoadOrStore(nodes, sync.OnceValues(func() (*mapped.Network, error) {
		folder, err := os.MkdirTemp("", "tile")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder) // what is mapped stays
		pbf, out := filepath.Join(folder, "drawn.osm.pbf"), filepath.Join(folder, "drawn.network")
		var data bytes.Buffer
		if err := worldgen.New(worldgen.Options{Seed: 3, Nodes: nodes}).WritePBF(&data); err != nil {
			return nil, err
		}
		if err := os.WriteFile(pbf, data.Bytes(), 0o600); err != nil {
			return nil, err
		}
		if _, err := importer.Extracts(context.Background(), []string{pbf}, importer.Options{Output: out}); err != nil {
			return nil, err
		}
		return mapped.Open(out)
	}))
	n, err := made.(func() (*mapped.Network, error))()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// get asks a handler.
func get(h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL.Path = path
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// decoded reads a tile by layer.
func decoded(t testing.TB, data []byte) map[string]*mvt.Layer {
	t.Helper()
	list, err := mvt.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*mvt.Layer{}
	for _, l := range list {
		out[l.Name] = l
	}
	return out
}

// tileOf is the tile in which a point lies.
func tileOf(z uint32, lat, lon float64) address {
	n := math.Exp2(float64(z))
	rad := lat * math.Pi / 180
	return address{z, uint32((lon + 180) / 360 * n), uint32((1 - math.Asinh(math.Tan(rad))/math.Pi) / 2 * n)}
}

// lines gives the lines of a geometry.
func lines(t testing.TB, g orb.Geometry) []orb.LineString {
	t.Helper()
	switch g := g.(type) {
	case orb.LineString:
		return []orb.LineString{g}
	case orb.MultiLineString:
		return g
	}
	t.Fatalf("a road is a %T", g)
	return nil
}

// off is how far a point lies from a piece of line.
func off(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

// nearest is how far a point lies from the nearest of some lines.
func nearest(p orb.Point, all []orb.LineString) float64 {
	best := math.Inf(1)
	for _, l := range all {
		for i := 1; i < len(l); i++ {
			best = min(best, off(p, l[i-1], l[i]))
		}
	}
	return best
}
