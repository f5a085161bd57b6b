package dimacs

import (
	"bytes"
	"errors"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := WriteGraph(&b, wantGraph, "four nodes", "", "two\r\nlines"); err != nil {
		t.Fatal(err)
	}
	want := "c four nodes\nc\nc two\nc lines\np sp 4 5\na 1 2 7\na 1 2 7\na 2 2 0\na 3 1 4294967294\na 1 3 5\n"
	if b.String() != want {
		t.Errorf("the graph is written as\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	if err := WriteCoordinates(&b, &Coordinates{[]int32{14, 15, 16, -14, -15, 1799999999}, []int32{0, -4, -5, -900000000, 900000000, 25}}); err != nil {
		t.Fatal(err)
	}
	if want := "p aux sp co 6\nv 1 1 0\nv 2 2 0\nv 3 2 -1\nv 4 -1 -90000000\nv 5 -2 90000000\nv 6 180000000 3\n"; b.String() != want {
		t.Errorf("the coordinates are written as\n%s\nwant\n%s", b.String(), want)
	}
}

// What no file can hold is refused before anything is written.
func TestWriteRefuses(t *testing.T) {
	one := []uint32{1}
	for want, g := range map[string]*Graph{
		"1 tails, 0 heads and 1 weights":                 {2, one, nil, one},
		"1 tails, 1 heads and 2 weights":                 {2, one, one, []uint32{1, 2}},
		"-1 nodes; there may be":                         {-1, nil, nil, nil},
		"4294967296 nodes; there may be":                 {1 << 32, nil, nil, nil},
		"arc 0 leads from node 1 to 1; nodes are":        {1, one, one, one},
		"arc 0 has the weight 4294967295, larger than 4": {2, one, one, []uint32{math.MaxUint32}},
	} {
		var b bytes.Buffer
		if err := WriteGraph(&b, g); err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("writing gives %v and %d bytes, want %s", err, b.Len(), want)
		}
	}
	for want, c := range map[string]*Coordinates{
		"1 longitudes and 0 latitudes":                {[]int32{1}, nil},
		"node 0 lies at longitude 1800000001, latit":  {[]int32{1800000001}, []int32{0}},
		"node 0 lies at longitude 0, latitude -90000": {[]int32{0}, []int32{-900000001}},
	} {
		var b bytes.Buffer
		if err := WriteCoordinates(&b, c); err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("writing gives %v and %d bytes, want %s", err, b.Len(), want)
		}
	}
}

type full struct{ error }

func (f full) Write([]byte) (int, error) { return 0, f.error }

func TestWriteToAFullDisk(t *testing.T) {
	disk := full{errors.New("disk full")}
	if err := WriteGraph(disk, wantGraph); !errors.Is(err, disk.error) {
		t.Errorf("a graph is written to a full disk: %v", err)
	}
	if err := WriteCoordinates(disk, wantPlaces); !errors.Is(err, disk.error) {
		t.Errorf("coordinates are written to a full disk: %v", err)
	}
}

// Any graph is read as it was written; coordinates to half a unit of the file.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.IntRange(1, math.MaxUint32).Draw(t, "nodes")
		node := rapid.Uint32Range(0, uint32(nodes-1))
		n := rapid.IntRange(0, 50).Draw(t, "arcs")
		g := &Graph{Nodes: nodes}
		for range n {
			g.Tail, g.Head = append(g.Tail, node.Draw(t, "tail")), append(g.Head, node.Draw(t, "head"))
			g.Weight = append(g.Weight, rapid.Uint32Range(0, MaxWeight).Draw(t, "weight"))
		}
		var b bytes.Buffer
		if err := WriteGraph(&b, g, rapid.String().Draw(t, "comment")); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadGraph("x", &b); err != nil || !reflect.DeepEqual(got, g) {
			t.Fatalf("%v is read as %v (%v)", g, got, err)
		}
		c := &Coordinates{
			Lon: rapid.SliceOf(rapid.Int32Range(-180e7, 180e7)).Draw(t, "lon"),
		}
		c.Lat = rapid.SliceOfN(rapid.Int32Range(-90e7, 90e7), len(c.Lon), len(c.Lon)).Draw(t, "lat")
		if err := WriteCoordinates(&b, c); err != nil {
			t.Fatal(err)
		}
		got, err := ReadCoordinates("x", &b)
		if err != nil || len(got.Lon) != len(c.Lon) || len(got.Lat) != len(c.Lon) {
			t.Fatalf("%v is read as %v (%v)", c, got, err)
		}
		for i := range c.Lon {
			if max(got.Lon[i]-c.Lon[i], c.Lon[i]-got.Lon[i], got.Lat[i]-c.Lat[i], c.Lat[i]-got.Lat[i]) > finer/2 {
				t.Fatalf("%v is read as %v", c, got)
			}
		}
	})
}

// A file of many buffers is read as it was written, whatever pieces it comes in.
func TestRoundTripOfAGrid(t *testing.T) {
	g := grid(100)
	var b bytes.Buffer
	if err := WriteGraph(&b, g, strings.Repeat("a long comment ", maxLine/10)); err != nil {
		t.Fatal(err)
	}
	for _, r := range []io.Reader{bytes.NewReader(b.Bytes()), strings.NewReader(zipped(b.String())), iotest.HalfReader(bytes.NewReader(b.Bytes()))} {
		if got, err := ReadGraph("x", r); err != nil || !reflect.DeepEqual(got, g) {
			t.Errorf("a grid of %d arcs is read as another (%v)", len(g.Tail), err)
		}
	}
}
