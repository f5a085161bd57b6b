package world

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"waythrough/road/mapped"
)

// keptSample builds the file of a drawn sample and gives a way to join it to its record anew.
func keptSample(t *testing.T) func() *World {
	t.Helper()
	streets, r := samples[0].make(t)
	path := filepath.Join(t.TempDir(), "drawn.network")
	if err := mapped.Build(t.Context(), path, streets, mapped.About{Kind: "osm"}, mapped.Options{}); err != nil {
		t.Fatal(err)
	}
	return func() *World {
		n, err := mapped.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { n.Close() })
		w, err := OpenRoads(n, r)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
}

// computed reports whether anything was prepared that tables are computed with.
func (g *Ground) computed() bool {
	for i := range g.cells {
		if g.cells[i].fixed != nil {
			return true
		}
	}
	return false
}

// sameGround holds one ground against another that was computed: tables, ends and ways.
func sameGround(t *testing.T, what string, w *World, got, want *Ground) {
	t.Helper()
	if !slices.Equal(got.before, want.before) || !slices.Equal(got.stands, want.stands) || len(got.cells) != len(want.cells) {
		t.Fatalf("%s: other ends", what)
	}
	for i := range got.cells {
		if a, b := &got.cells[i], &want.cells[i]; !slices.Equal(a.rows, b.rows) || !slices.Equal(a.columns, b.columns) {
			t.Fatalf("%s: cell %d has other tables", what, i)
		}
	}
	for i, spot := range w.Settlements() {
		a, err1 := got.End(spot)
		b, err2 := want.End(&Spot{ID: spot.ID, Area: spot.Area, At: spot.At})
		if (err1 == nil) != (err2 == nil) {
			t.Fatalf("%s: %v, %v", what, err1, err2)
		}
		if i > 5 || err1 != nil {
			break
		}
		if !slices.Equal(a.Out, b.Out) || !slices.Equal(a.In, b.In) {
			t.Fatalf("%s: %s has other durations", what, spot.ID)
		}
	}
}

// A ground made a second time is read and not computed, and is the same; with other roads
// open, or for another vehicle, it is another.
func TestGroundsAreKept(t *testing.T) {
	t.Setenv("WAYTHROUGH_CACHE", "off")
	open := keptSample(t)
	plain, folder := open(), t.TempDir()
	rows := 0
	for _, v := range []Vehicle{Car, OnFoot} {
		for _, opened := range []Openings{nil, plain.CutPairs()} {
			t.Setenv("WAYTHROUGH_CACHE", "off")
			want, err := plain.Ground(v, opened, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Setenv("WAYTHROUGH_CACHE", folder)
			for i := range 3 {
				w := open()
				g, err := w.Ground(v, opened, nil)
				if err != nil {
					t.Fatal(err)
				}
				if g.computed() == (i > 0) {
					t.Errorf("%s, %d pairs open: time %d was computed: %v", v, len(opened), i, g.computed())
				}
				sameGround(t, string(v), w, g, want)
			}
			rows += want.tableSize()
		}
	}
	if rows < 100 {
		t.Errorf("only %d durations were compared", rows)
	}
}

// What became of a kept table, or where there is no place for it, shows in no answer.
func TestGroundsThatCanNotBeKept(t *testing.T) {
	t.Setenv("WAYTHROUGH_CACHE", "off")
	open := keptSample(t)
	plain := open()
	want, err := plain.Ground(Car, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	t.Setenv("WAYTHROUGH_CACHE", folder)
	if _, err := open().Ground(Car, nil, nil); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v is kept (%v)", list, err)
	}
	kept := filepath.Join(folder, list[0].Name())
	whole, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(whole)
	damaged[len(whole)/2] ^= 1
	for name, b := range map[string][]byte{"damaged": damaged, "cut short": whole[:len(whole)/2], "empty": nil} {
		if err := os.WriteFile(kept, b, 0o644); err != nil {
			t.Fatal(err)
		}
		w := open()
		g, err := w.Ground(Car, nil, nil)
		if err != nil || !g.computed() {
			t.Fatalf("%s: %v", name, err)
		}
		sameGround(t, name, w, g, want)
	}
	t.Setenv("WAYTHROUGH_CACHE", kept) // a file where a folder should be
	w := open()
	g, err := w.Ground(Car, nil, nil)
	if err != nil || !g.computed() {
		t.Fatal(err)
	}
	sameGround(t, "no folder", w, g, want)
}
