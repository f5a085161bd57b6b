package mapped

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"waythrough/road/border"
	"waythrough/road/osm/profile"
	"waythrough/road/outline"
	"waythrough/road/street"
)

// outlinesOf are the shapes of all areas.
func outlinesOf(n *street.Network, areas *border.Areas) *outline.Set {
	var shapes []outline.Shape
	for _, s := range areas.Shapes() {
		shapes = append(shapes, outline.Shape{Area: uint16(slices.Index(n.Codes, s.Area)), Lines: s.Lines})
	}
	return outline.Build(shapes)
}

// walkOutlines has every ring at every zoom.
func walkOutlines(n *Network) {
	s, err := n.Outlines()
	if err != nil {
		return
	}
	for r := range s.Rings() {
		for z := range uint8(outline.MaxZoom + 1) {
			s.Ring(nil, r, z)
		}
	}
}

// Outlines come out of a file as they went in, and stand when it is closed.
func TestOutlines(t *testing.T) {
	streets, areas := villageMap(t)
	want := outlinesOf(streets, areas)
	n, err := Open(buildVillage(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := n.Outlines()
	if err != nil {
		t.Fatal(err)
	}
	if len(n.About.Notes) != 0 {
		t.Errorf("the notes are %q", n.About.Notes)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("of the outlines %+v there came %+v", want, got)
	}
	// Two rectangles of 0.1 degrees with a side in common: three arcs.
	if len(got.Area) != 2 || got.Rings() != 2 || len(got.FirstPoint) != 4 || len(got.Arc) != 4 {
		t.Errorf("the village has the outlines %+v", got)
	}
}

// A file made before outlines were kept opens, is whole, has none, and says so; one without
// areas has nothing to say.
func TestFileWithoutOutlines(t *testing.T) {
	old := filepath.Join(t.TempDir(), "old.network")
	rewrite(t, buildVillage(t), old, map[string]func([]byte){"outline": func([]byte) {}})
	for path, notes := range map[string]int{old: 1, filepath.Join("testdata", "before-outlines.network"): 1} {
		n := openFile(t, path)
		s, err := n.Outlines()
		if err != nil || len(s.Area) != 0 || s.Rings() != 0 {
			t.Errorf("%s has the outlines %+v (%v)", path, s, err)
		}
		if len(n.About.Notes) != notes || n.About.Notes[notes-1] != noOutlines {
			t.Errorf("%s says %q", path, n.About.Notes)
		}
		if err := n.Verify(context.Background(), nil); err != nil {
			t.Error(err)
		}
	}
	streets := villageStreets(t)
	streets.Codes, streets.Cuts = []string{""}, nil
	clear(streets.Area)
	path := filepath.Join(t.TempDir(), "none.network")
	if err := Build(context.Background(), path, streets, About{Kind: "osm"}, Options{Profiles: []profile.Profile{profile.Car}}); err != nil {
		t.Fatal(err)
	}
	if n := openFile(t, path); len(n.About.Notes) != 0 {
		t.Errorf("without areas it says %q", n.About.Notes)
	}
}

// Outlines of areas that the network does not have are refused before anything is written.
func TestForeignOutlines(t *testing.T) {
	streets, areas := villageMap(t)
	s := outlinesOf(streets, areas)
	s.Area[0] = 3
	err := Build(context.Background(), filepath.Join(t.TempDir(), "x.network"), streets, About{Kind: "osm"}, Options{Outlines: s})
	if err == nil {
		t.Error("an outline of area 3 of 3 was written")
	}
}
