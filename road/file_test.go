package road

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waythrough/geo"
	"waythrough/road/netfile"
	"waythrough/road/worldgen"
)

// drawNetwork draws a network with all that one may have: columns, loops, parallel and
// one-way links, numbers of every size.
func drawNetwork(t *rapid.T) *Network {
	n := &Network{byID: map[string]NodeID{}, Columns: map[string][]float64{}}
	word := rapid.StringMatching(`[a-zÀ-ÿ\x{10d0}-\x{10ff}]{0,6}`)
	number := rapid.OneOf(rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 0.1, 1e-308, math.MaxFloat64}))
	for v := range rapid.IntRange(0, 20).Draw(t, "places") {
		id := fmt.Sprintf("p%02d%s", v, word.Draw(t, "id"))
		n.byID[id] = NodeID(v)
		n.Places = append(n.Places, Place{id, word.Draw(t, "name"), geo.LatLon{Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")},
			"A" + word.Draw(t, "area"), math.Abs(number.Draw(t, "population"))})
	}
	for range rapid.IntRange(0, 3).Draw(t, "columns") {
		column := make([]float64, len(n.Places))
		for v := range column {
			column[v] = number.Draw(t, "value")
		}
		n.Columns[word.Draw(t, "column")] = column
	}
	if len(n.Places) > 0 {
		place := rapid.Custom(func(t *rapid.T) NodeID { return NodeID(rapid.IntRange(0, len(n.Places)-1).Draw(t, "place")) })
		weight := rapid.OneOf(rapid.Int64Range(0, MaxWeight), rapid.SampledFrom([]int64{0, MaxWeight}))
		for range rapid.IntRange(0, 30).Draw(t, "links") {
			n.Links = append(n.Links, Link{place.Draw(t, "from"), place.Draw(t, "to"), rapid.SampledFrom([]string{Road, Foot, Rail}).Draw(t, "mode"),
				Decimetres(weight.Draw(t, "distance")), Millis(weight.Draw(t, "duration")), word.Draw(t, "crossing"), Millis(weight.Draw(t, "wait")), rapid.Bool().Draw(t, "oneway")})
		}
	}
	n.build()
	return n
}

// What is written opens as the same network, to the last bit and arc, and the same network
// gives the same bytes.
func TestFileRoundTrip(t *testing.T) {
	dir := t.TempDir()
	path, twin := filepath.Join(dir, "a.network"), filepath.Join(dir, "b.network")
	rapid.Check(t, func(t *rapid.T) {
		want := drawNetwork(t)
		for _, p := range []string{path, twin} {
			if err := WriteFile(p, want, Source{"places.csv", 5}); err != nil {
				t.Fatal(err)
			}
		}
		got, err := OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !sameNetwork(got, want) {
			t.Fatalf("opened\n%+v\nof\n%+v", got, want)
		}
		a, _ := os.ReadFile(path)
		if b, _ := os.ReadFile(twin); string(a) != string(b) {
			t.Fatal("the same network was written in two ways")
		}
	})
}

// sameNetwork compares all but the index, in which a float's sign may hide.
func sameNetwork(a, b *Network) bool {
	bits := func(n *Network) (out []uint64) {
		for _, p := range n.Places {
			out = append(out, math.Float64bits(p.At.Lat), math.Float64bits(p.At.Lon), math.Float64bits(p.Population))
		}
		for _, name := range sortedKeys(n.Columns) {
			for _, v := range n.Columns[name] {
				out = append(out, math.Float64bits(v))
			}
		}
		return out
	}
	return reflect.DeepEqual(a.Places, b.Places) && reflect.DeepEqual(a.Links, b.Links) && reflect.DeepEqual(a.Columns, b.Columns) &&
		reflect.DeepEqual(bits(a), bits(b)) && reflect.DeepEqual(a.out, b.out) && reflect.DeepEqual(a.into, b.into) && reflect.DeepEqual(a.byID, b.byID)
}

// A network of some size, read from its tables.
func TestFileOfTables(t *testing.T) {
	places, links := worldgen.Tables(worldgen.TableOptions{Places: 200, Links: 400, BorderLinks: 30, Areas: 5})
	want, err := Read("places.csv", places, "links.csv", links)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "t.network")
	if err := WriteFile(path, want); err != nil {
		t.Fatal(err)
	}
	got, err := OpenFile(path)
	if err != nil || !sameNetwork(got, want) {
		t.Fatalf("the network changed on its way through the file (%v)", err)
	}
	if kind, err := FileKind(path); kind != Tables || err != nil {
		t.Errorf("it is of the kind %q, %v", kind, err)
	}
	if n, _, ok := got.Nearest(want.Places[7].At); !ok || got.Places[n].At != want.Places[7].At {
		t.Errorf("nearest to place 7 is %d, %v", n, ok)
	}
}

// Every byte of the payload is under a checksum: damage anywhere is refused or, in the
// padding, harmless.
func TestDamagedFile(t *testing.T) {
	n, err := Read("p.csv", []byte(goodPlaces), "l.csv", []byte(goodLinks))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "t.network")
	if err := WriteFile(path, n); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range whole {
		bad := append([]byte{}, whole...)
		bad[at] ^= 0xff
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenFile(path); err == nil || !strings.HasPrefix(err.Error(), path) {
			t.Fatalf("with byte %d of %d changed the error is %v", at, len(whole), err)
		}
	}
}

func TestForeignKinds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.network")
	for about, want := range map[string]string{
		`{"kind": "osm"}`: "holds roads imported from osm",
		`{`:               "what the file says of itself can't be read",
	} {
		w, err := netfile.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(netfile.Write(w, aboutSection, []byte(about)), w.Commit()); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenFile(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want %q", about, err, want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := WriteFile(path, &Network{}); err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyFile(ctx, path, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("verifying under a context that has ended gives %v", err)
	}
}

// FuzzOpenFile writes columns of any content under sound checksums: opening gives an
// error or a network that can be searched.
func FuzzOpenFile(f *testing.F) {
	f.Add(uint8(0), uint16(0), []byte{0xff, 0xff, 0xff, 0xff})
	for section := range uint8(16) {
		f.Add(section, uint16(3), []byte{0, 0, 0, 0x80})
		f.Add(section, uint16(0), []byte{})
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, section uint8, at uint16, data []byte) {
		n, err := Read("p.csv", []byte(goodPlaces), "l.csv", []byte(goodLinks))
		if err != nil {
			t.Fatal(err)
		}
		c, err := columnsOf(n)
		if err != nil {
			t.Fatal(err)
		}
		c.overwrite(section, at, data)
		path := filepath.Join(dir, "t.network")
		w, err := netfile.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Abort()
		if err := netfile.Write(w, aboutSection, []byte(`{"kind":"tables"}`)); err != nil {
			t.Fatal(err)
		}
		for _, s := range c.sections() {
			if err := s.write(w); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		if n, err = OpenFile(path); err != nil {
			return
		}
		for v := range n.Places {
			n.Tree(NodeID(v), Duration, func(l LinkID) (Millis, bool) { return n.Links[l].Duration.Plus(n.Links[l].Wait), true })
		}
		if n.Areas(); len(n.Places) > 0 {
			n.Nearest(n.Places[0].At)
		}
	})
}

// overwrite puts bytes into a column, or, without any, cuts it short.
func (c *fileColumns) overwrite(section uint8, at uint16, data []byte) {
	columns := []any{&c.text, &c.textEnd, &c.placeID, &c.placeName, &c.placeArea, &c.placeAt, &c.placePopulation, &c.columnName, &c.columnValue,
		&c.linkEnds, &c.linkMode, &c.linkCrossing, &c.linkDistance, &c.linkDuration, &c.linkWait, &c.linkOneway}
	column := reflect.ValueOf(columns[int(section)%len(columns)]).Elem()
	if len(data) == 0 {
		column.Set(column.Slice(0, min(int(at), column.Len())))
		return
	}
	var b []byte
	b, _ = binary.Append(b, binary.LittleEndian, column.Interface())
	copy(b[min(int(at), len(b)):], data)
	if _, err := binary.Decode(b, binary.LittleEndian, column.Interface()); err != nil {
		panic(err)
	}
}
