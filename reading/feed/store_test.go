package feed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Killed at any point of a round, a watch offers everything at least once, and only what
// was being handed over twice.
func TestKilled(t *testing.T) {
	n := newInternet(t)
	n.put("a.example/feed", itemsOf("5", "4", "3", "2", "1"))
	list := listOf(t, "http://a.example/feed")
	for kill := range 5 {
		folder := t.TempDir()
		c, snapshot := &titles{}, filepath.Join(t.TempDir(), "copy")
		handed := 0
		_, err := n.watcher(folder).Once(t.Context(), list, func(it Item) error {
			if handed == kill {
				if err := os.CopyFS(snapshot, os.DirFS(folder)); err != nil {
					t.Fatal(err)
				}
			}
			handed++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(snapshot, "feeds", aside+"x"), []byte("{"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, news := once(t, n.watcher(snapshot), list, c); news != "1 2 3 4 5"[2*kill:] {
			t.Errorf("killed at the %d. item: then %q", kill+1, news)
		}
		if _, err := os.Stat(filepath.Join(snapshot, "feeds", aside+"x")); err == nil {
			t.Error("what was being written is still there")
		}
	}
}

func TestRefusals(t *testing.T) {
	n := newInternet(t)
	folder := t.TempDir()
	list := listOf(t, "http://a.example/feed")
	none := func(Item) error { return nil }
	if _, err := n.watcher("").Once(t.Context(), list, none); err == nil || !strings.Contains(err.Error(), "needs a folder") {
		t.Errorf("no folder: %v", err)
	}
	if err := n.watcher(folder).Run(t.Context(), "none.opml", none); err == nil || !strings.Contains(err.Error(), "opening the list of feeds: open none.opml") {
		t.Errorf("no list: %v", err)
	}
	s, err := openStore(folder, today)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.watcher(folder).Once(t.Context(), list, none); err == nil || !strings.Contains(err.Error(), "another process is watching with the folder") {
		t.Errorf("taken: %v", err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	path := s.path("feeds", "http://a.example/feed")
	if err := os.WriteFile(path, []byte(`{"url":"http://a.exa`), 0o644); err != nil {
		t.Fatal(err)
	}
	n.put("a.example/feed", itemsOf("x"))
	r, err := n.watcher(folder).Once(t.Context(), list, none)
	if err != nil || r.New != 1 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Error(), "is damaged, and begun anew") {
		t.Errorf("a damaged file: %s, %v, %v", r, r.Problems, err)
	}
	if got, err := s.feed("http://a.example/feed"); err != nil || got.Next.IsZero() {
		t.Errorf("its file afterwards: %+v, %v", got, err)
	}
}
