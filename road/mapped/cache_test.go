package mapped

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"waythrough/cch"
	"waythrough/road/netfile"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// reopened opens a file, and cuts in it at a price; it tells how many metrics that computed.
func reopened(t *testing.T, path string, ms uint32) (m [measures]cch.MetricArrays, computed int64) {
	t.Helper()
	n := openFile(t, path)
	r := roadsFor(t, n, profile.Car)
	open, err := r.ThroughAt(func(h street.Half) (uint32, bool) { return ms, true })
	if err != nil {
		t.Fatal(err)
	}
	for i := range m {
		m[i] = open.metric[i].Arrays()
	}
	return m, n.updates.Load()
}

func equalMetrics(a, b [measures]cch.MetricArrays) bool {
	for i := range a {
		if !slices.Equal(a[i].Input, b[i].Input) || !slices.Equal(a[i].Narrow.Up, b[i].Narrow.Up) || !slices.Equal(a[i].Narrow.Down, b[i].Narrow.Down) ||
			!slices.Equal(a[i].Wide.Up, b[i].Wide.Up) || !slices.Equal(a[i].Wide.Down, b[i].Wide.Down) {
			return false
		}
	}
	return true
}

func filesIn(t *testing.T, folder string) (out []string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, x := range list {
		out = append(out, filepath.Join(folder, x.Name()))
	}
	return out
}

// Opened a second time, cuts cost no computing and make the same weights, bit by bit; at
// another price they are computed.
func TestWhatWasOpenedIsKept(t *testing.T) {
	path, folder := buildVillage(t), t.TempDir()
	t.Setenv(cacheVariable, cacheOff)
	want, _ := reopened(t, path, 600_000)
	t.Setenv(cacheVariable, folder)
	for i, computed := range []int64{2, 0, 0} {
		if got, n := reopened(t, path, 600_000); n != computed || !equalMetrics(got, want) {
			t.Errorf("opening %d computed %d metrics, want %d; the same: %v", i, n, computed, equalMetrics(got, want))
		}
	}
	if got, n := reopened(t, path, 700_000); n != 2 || equalMetrics(got, want) {
		t.Errorf("at another price %d metrics were computed", n)
	}
	if list := filesIn(t, folder); len(list) != 4 {
		t.Errorf("kept are %v", list)
	}
}

// Whatever became of a kept file, or stands in its place: it is left aside, and made anew.
func TestKeptFilesThatAreNot(t *testing.T) {
	path, folder := buildVillage(t), t.TempDir()
	t.Setenv(cacheVariable, cacheOff)
	want, _ := reopened(t, path, 600_000)
	t.Setenv(cacheVariable, folder)
	reopened(t, path, 600_000)
	kept := filesIn(t, folder)
	if len(kept) != 2 {
		t.Fatalf("kept are %v", kept)
	}
	whole, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(kept[1])
	if err != nil {
		t.Fatal(err)
	}
	bad := map[string][]byte{"empty": {}, "cut short": whole[:len(whole)-1], "cut in its payload": whole[:100], "longer": append(slices.Clone(whole), 0),
		"text": []byte("not of ours"), "that of another key": other}
	for i := 0; i < len(whole); i += 37 {
		b := slices.Clone(whole)
		b[i] ^= 0x10
		bad[fmt.Sprintf("damaged at byte %d", i)] = b
	}
	for name, b := range bad {
		if err := os.WriteFile(kept[0], b, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, n := reopened(t, path, 600_000); n != 1 || !equalMetrics(got, want) {
			t.Errorf("%s: %d metrics were computed, want 1; the same: %v", name, n, equalMetrics(got, want))
		}
		if again, err := os.ReadFile(kept[0]); err != nil || !slices.Equal(again, whole) {
			t.Errorf("%s: it was not made anew (%v)", name, err)
		}
	}
}

// Changes that don't fit, in a file that is whole and says it is of this key, are computed.
func TestKeptChangesThatDoNotFit(t *testing.T) {
	path, folder := buildVillage(t), t.TempDir()
	t.Setenv(cacheVariable, folder)
	want, _ := reopened(t, path, 600_000)
	n := openFile(t, path)
	r := roadsFor(t, n, profile.Car)
	open, err := r.ThroughAt(func(h street.Half) (uint32, bool) { return 600_000, true }, Duration)
	if err != nil {
		t.Fatal(err)
	}
	n.Keep(fmt.Sprintf("opening %s for car by duration", open.Opening()), func(w *netfile.Writer) error {
		if err := netfile.Write(w, "upward", []uint32{1 << 30}); err != nil {
			return err
		}
		if err := netfile.Write(w, "narrow", [][2]uint32{{1, 1}}); err != nil {
			return err
		}
		return netfile.Write(w, "wide", [][2]uint64{})
	})
	if got, computed := reopened(t, path, 600_000); computed != 1 || !equalMetrics(got, want) {
		t.Errorf("%d metrics were computed", computed)
	}
}

// Beside the network, or in the user's folder, or nowhere: never an error.
func TestWhereItIsKept(t *testing.T) {
	old := leastKept
	defer func() { leastKept = old }()
	path, user := buildVillage(t), t.TempDir()
	t.Setenv(cacheVariable, "")
	t.Setenv("XDG_CACHE_HOME", user)
	beside := path + keptSuffix

	reopened(t, path, 1000)
	if len(filesIn(t, beside))+len(filesIn(t, user)) != 0 {
		t.Error("a small network left something behind")
	}
	leastKept = 0
	reopened(t, path, 1000)
	if _, n := reopened(t, path, 1000); n != 0 || len(filesIn(t, beside)) != 2 || len(filesIn(t, user)) != 0 {
		t.Errorf("beside it are %v", filesIn(t, beside))
	}
	if err := os.RemoveAll(beside); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(beside, []byte("in the way"), 0o444); err != nil { // as good as a folder that can't be written
		t.Fatal(err)
	}
	reopened(t, path, 1000)
	if _, n := reopened(t, path, 1000); n != 0 || len(filesIn(t, filepath.Join(user, "waythrough"))) != 2 {
		t.Errorf("in the user's folder are %v", filesIn(t, user))
	}
	t.Setenv(cacheVariable, beside)
	if _, n := reopened(t, path, 1000); n != 2 {
		t.Errorf("with a file for a folder %d metrics were computed", n)
	}
	t.Setenv(cacheVariable, cacheOff)
	if _, n := reopened(t, path, 1000); n != 2 {
		t.Errorf("switched off, %d metrics were computed", n)
	}
}

// A network built anew under the same name has nothing of what was kept of the old one, and
// of those beside it that is removed.
func TestAnotherNetworkHasItsOwn(t *testing.T) {
	old := leastKept
	leastKept = 0
	defer func() { leastKept = old }()
	t.Setenv(cacheVariable, "")
	path := buildVillage(t)
	reopened(t, path, 1000)
	first := filesIn(t, path+keptSuffix)
	if err := Build(t.Context(), path, villageStreets(t), About{Kind: "osm", Sources: nil}, Options{Profiles: []profile.Profile{profile.Car}}); err != nil {
		t.Fatal(err)
	}
	if _, n := reopened(t, path, 1000); n != 2 {
		t.Errorf("%d metrics were computed of the new network, want 2", n)
	}
	for _, name := range filesIn(t, path+keptSuffix) {
		if slices.Contains(first, name) {
			t.Errorf("%s is of the old network and still there", name)
		}
	}
}

// No more than so many are kept: the newest.
func TestFoldersStaySmall(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(cacheVariable, folder)
	n := openFile(t, buildVillage(t))
	foreign := filepath.Join(folder, "0000000000000000-0123456789abcdef"+keptSuffix)
	if err := os.WriteFile(foreign, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	const last = mostKept + 6
	for i := range last + 1 {
		n.Keep(fmt.Sprint(i), func(w *netfile.Writer) error { return nil })
	}
	if list := filesIn(t, folder); len(list) != mostKept+1 || !slices.Contains(list, foreign) {
		t.Errorf("%d files are kept", len(list))
	}
	f := n.Kept(fmt.Sprint(last))
	if f == nil {
		t.Fatal("the newest is not kept")
	}
	f.Close()
}

// Several at once keep one whole file, and all have the same.
func TestKeepingAtOnce(t *testing.T) {
	path, folder := buildVillage(t), t.TempDir()
	t.Setenv(cacheVariable, cacheOff)
	want, _ := reopened(t, path, 5000)
	t.Setenv(cacheVariable, folder)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got, _ := reopened(t, path, 5000); !equalMetrics(got, want) {
				t.Error("another metric")
			}
		})
	}
	wait.Wait()
	if _, n := reopened(t, path, 5000); n != 0 || len(filesIn(t, folder)) != 2 {
		t.Errorf("%d metrics were computed; kept are %v", n, filesIn(t, folder))
	}
}

// Roads opened by one measure are those opened by all, by that one.
func TestOneMeasureIsAsGoodAsAll(t *testing.T) {
	n := openFile(t, buildVillage(t))
	for _, p := range []profile.Profile{profile.Car, profile.Foot} {
		r, err := n.Roads(p)
		if err != nil {
			t.Fatal(err)
		}
		all, err := r.ThroughAt(free)
		if err != nil {
			t.Fatal(err)
		}
		for m := range Measure(measures) {
			one, err := r.ThroughAt(free, m)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := one.metric[m].Arrays(), all.metric[m].Arrays(); !slices.Equal(a.Narrow.Up, b.Narrow.Up) || !slices.Equal(a.Narrow.Down, b.Narrow.Down) || one.metric[1-m] != nil {
				t.Errorf("%s by %s: another metric", p, m)
			}
			if one.Opening() != all.Opening() || one.Opening() == "" || r.Opening() != "" {
				t.Errorf("%s by %s: opening %q, of all %q", p, m, one.Opening(), all.Opening())
			}
		}
	}
}

// To a router across, islands are what they are with all cuts open.
func TestAcrossIsThroughAllCuts(t *testing.T) {
	onEach(t, 1, func(t *testing.T, s *source) {
		for r := range s.net.each(t) {
			all, err := r.ThroughAt(free, Duration)
			if err != nil {
				t.Fatal(err)
			}
			q, want := r.Across(Duration), all.Router(Duration)
			more := 0
			for e := street.Edge(0); int(e) < len(s.streets.From); e += 7 {
				x := Snap{Edge: e, Share: 0.5}
				if s.streets.IsCut(e) || len(q.halves(x)) == 0 {
					continue
				}
				a, b := q.LeadsTo(x, 200)
				c, d := want.LeadsTo(x, 200)
				e1, f1 := q.LeadHere(x, 200)
				g, h := want.LeadHere(x, 200)
				if a != c || b != d || e1 != g || f1 != h {
					t.Fatalf("%s from edge %d: %d, %v and %d, %v; want %d, %v and %d, %v", r.p, e, a, b, e1, f1, c, d, g, h)
				}
				more++
			}
			if more == 0 {
				t.Errorf("%s: nothing was compared", r.p)
			}
		}
	})
}
