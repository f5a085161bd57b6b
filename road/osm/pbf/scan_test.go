package pbf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"

	"waythrough/road/osm/pbf/pbftest"
)

// extracts are the real files at hand; a test that needs them is skipped, loudly,
// where they are not.
func extracts(t testing.TB) []string {
	paths, _ := filepath.Glob("../../../../shared/data/osm/*.osm.pbf")
	if len(paths) == 0 {
		t.Skip("SKIPPED: no extracts in ../shared/data/osm beside the repository")
	}
	return paths
}

// contents copies a file out of blocks, in the types of pbftest.
func contents(f *File, o Options) (pbftest.Data, error) {
	var d pbftest.Data
	last := int64(-1)
	err := f.Scan(context.Background(), o, func(b *Block) error {
		if b.Offset <= last {
			return fmt.Errorf("block at %d comes after that at %d", b.Offset, last)
		}
		last = b.Offset
		collect(b, &d)
		return nil
	})
	return d, err
}

func collect(b *Block, d *pbftest.Data) {
	tags := func(ts []Tag) (out []string) {
		for _, t := range ts {
			out = append(out, string(b.String(t.Key)), string(b.String(t.Value)))
		}
		return out
	}
	for i, id := range b.Nodes.ID {
		d.Nodes = append(d.Nodes, pbftest.Node{ID: id, Lat: b.Nodes.Lat[i], Lon: b.Nodes.Lon[i], Tags: tags(b.NodeTags(i))})
	}
	for i, id := range b.Ways.ID {
		refs := append([]int64(nil), b.Ways.RefsOf(i)...)
		d.Ways = append(d.Ways, pbftest.Way{ID: id, Refs: refs, Tags: tags(b.WayTags(i))})
	}
	r := &b.Relations
	for i, id := range r.ID {
		rel := pbftest.Relation{ID: id, Tags: tags(b.RelationTags(i))}
		for from, to := r.Members(i); from < to; from++ {
			rel.Members = append(rel.Members, pbftest.Member{Type: byte(r.Type[from]), ID: r.Member[from], Role: string(b.String(r.Role[from]))})
		}
		d.Relations = append(d.Relations, rel)
	}
}

// oracle reads the same with a library.
func oracle(t testing.TB, r io.Reader) pbftest.Data {
	var d pbftest.Data
	s := osmpbf.New(context.Background(), r, 2)
	defer s.Close()
	for s.Scan() {
		switch e := s.Object().(type) {
		case *osm.Node:
			d.Nodes = append(d.Nodes, pbftest.Node{ID: int64(e.ID), Lat: tenMillionths(int64(round(e.Lat * 1e9))), Lon: tenMillionths(int64(round(e.Lon * 1e9))), Tags: pairs(e.Tags)})
		case *osm.Way:
			w := pbftest.Way{ID: int64(e.ID), Tags: pairs(e.Tags)}
			for _, n := range e.Nodes {
				w.Refs = append(w.Refs, int64(n.ID))
			}
			d.Ways = append(d.Ways, w)
		case *osm.Relation:
			rel := pbftest.Relation{ID: int64(e.ID), Tags: pairs(e.Tags)}
			for _, m := range e.Members {
				kind := map[osm.Type]byte{osm.TypeNode: 0, osm.TypeWay: 1, osm.TypeRelation: 2}[m.Type]
				rel.Members = append(rel.Members, pbftest.Member{Type: kind, ID: m.Ref, Role: m.Role})
			}
			d.Relations = append(d.Relations, rel)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return d
}

func round(v float64) float64 {
	if v < 0 {
		return v - 0.5
	}
	return v + 0.5
}

func pairs(tags osm.Tags) (out []string) {
	for _, t := range tags {
		out = append(out, t.Key, t.Value)
	}
	return out
}

func TestExtractsAgainstTheLibrary(t *testing.T) {
	for _, path := range extracts(t) {
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := contents(f, Options{})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if hasPlainNodes(t, f) {
			t.Logf("%s: the library does not read nodes one by one; it is given them dense, as read here", f.Name())
			raw = pbftest.Bytes(got, 8000)
		}
		compare(t, f.Name(), got, oracle(t, bytes.NewReader(raw)))
		_ = f.Close()
	}
}

// hasPlainNodes reports whether a file holds nodes one by one, over which the
// library panics.
func hasPlainNodes(t testing.TB, f *File) (plain bool) {
	err := f.Scan(context.Background(), Options{}, func(b *Block) error {
		block := fields{rest: b.raw}
		for block.next() {
			group := fields{rest: block.data}
			plain = plain || block.num == 2 && group.next() && group.num == 1
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func compare(t *testing.T, name string, got, want pbftest.Data) {
	t.Helper()
	if len(got.Nodes) != len(want.Nodes) || len(got.Ways) != len(want.Ways) || len(got.Relations) != len(want.Relations) {
		t.Fatalf("%s: %d nodes, %d ways, %d relations, want %d, %d, %d", name,
			len(got.Nodes), len(got.Ways), len(got.Relations), len(want.Nodes), len(want.Ways), len(want.Relations))
	}
	for i := range got.Nodes {
		if !equalNodes(got.Nodes[i], want.Nodes[i]) {
			t.Fatalf("%s: node %+v, want %+v", name, got.Nodes[i], want.Nodes[i])
		}
	}
	for i := range got.Ways {
		if !equalWays(got.Ways[i], want.Ways[i]) {
			t.Fatalf("%s: way %+v, want %+v", name, got.Ways[i], want.Ways[i])
		}
	}
	for i := range got.Relations {
		if !equalRelations(got.Relations[i], want.Relations[i]) {
			t.Fatalf("%s: relation %+v, want %+v", name, got.Relations[i], want.Relations[i])
		}
	}
}

func equalNodes(a, b pbftest.Node) bool {
	return a.ID == b.ID && a.Lat == b.Lat && a.Lon == b.Lon && slices.Equal(a.Tags, b.Tags)
}

func equalWays(a, b pbftest.Way) bool {
	return a.ID == b.ID && slices.Equal(a.Refs, b.Refs) && slices.Equal(a.Tags, b.Tags)
}

func equalRelations(a, b pbftest.Relation) bool {
	return a.ID == b.ID && slices.Equal(a.Members, b.Members) && slices.Equal(a.Tags, b.Tags)
}

const small = `
n1 47.1 9.5
n2 -47.2 -9.6 barrier=gate access=private
n3 89.9999999 180
n4000000000 0 0
w10 1,2,3,1 highway=primary name=Hohe_Straße
w11 3,1
r5 w10@from,n2@via,w11@to,r6@ type=restriction restriction=no_left_turn
r6 n1@ type=site
`

func TestEveryFormOfAFile(t *testing.T) {
	want := pbftest.MustParse(small)
	for _, form := range []pbftest.Writer{{}, {Raw: true}, {Plain: true}, {Raw: true, Plain: true}} {
		for _, size := range []int{1, 2, 100} {
			var b bytes.Buffer
			w := pbftest.NewWriter(&b)
			w.Raw, w.Plain = form.Raw, form.Plain
			w.Write(want, size)
			whole := b.Len()
			w.Blob("Weather", []byte("to be passed over"))
			f, err := New("small", bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if !f.Header.SortedByID() || f.Header.Program != "pbftest" {
				t.Errorf("header %+v", f.Header)
			}
			got, err := contents(f, Options{})
			if err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprintf("raw %v, plain %v, %d a block", form.Raw, form.Plain, size)
			compare(t, name, got, want)
			if !form.Plain { // the library does not read nodes one by one
				compare(t, name+", the library", oracle(t, bytes.NewReader(b.Bytes()[:whole])), want)
			}
		}
	}
}

// A scan that asks for less gets the same of what it asks for, peeking or not.
func TestKindsAndPeek(t *testing.T) {
	for _, path := range extracts(t)[:3] { // the others add time alone
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		all, err := contents(f, Options{Workers: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, peek := range []bool{false, true} {
			got, err := contents(f, Options{Kinds: Ways | Relations, Peek: peek})
			if err != nil {
				t.Fatal(err)
			}
			compare(t, f.Name(), got, pbftest.Data{Ways: all.Ways, Relations: all.Relations})
			got, err = contents(f, Options{Kinds: Nodes, Peek: peek})
			if err != nil {
				t.Fatal(err)
			}
			compare(t, f.Name(), got, pbftest.Data{Nodes: all.Nodes})
		}
		_ = f.Close()
	}
}
