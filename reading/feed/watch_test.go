package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// titles collects what a watch hands over.
type titles struct {
	got  []string
	fail map[string]error // by title
}

func (c *titles) each(it Item) error {
	if err := c.fail[it.Title]; err != nil {
		return err
	}
	c.got = append(c.got, it.Title)
	return nil
}

func (c *titles) take() string {
	got := strings.Join(c.got, " ")
	c.got = nil
	return got
}

// once does a round, and gives its counts and the titles handed over.
func once(t *testing.T, w *Watcher, list string, c *titles) (Round, string) {
	t.Helper()
	r, err := w.Once(t.Context(), list, c.each)
	if err != nil {
		t.Fatal(err)
	}
	return r, c.take()
}

func itemsOf(names ...string) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "<item><title>%s</title><guid>%s</guid><link>/%s</link><description>d</description></item>", n, n, n)
	}
	return rssOf(b.String())
}

// A day of a watch: what is new is handed over once, oldest first, in the order of the
// list, across restarts; what did not change is not sent again.
func TestWatch(t *testing.T) {
	n := newInternet(t)
	version := `"v1"`
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", version)
		if r.Header.Get("If-None-Match") == version {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if version == `"v1"` {
			io.WriteString(w, itemsOf("a2", "a1"))
		} else {
			io.WriteString(w, itemsOf("a3", "a2", "a1"))
		}
	})
	n.put("b.example/feed", itemsOf("b1"))
	n.put("c.example/feed", "<html><body>gone")
	w, c := n.watcher(t.TempDir()), &titles{}
	list := listOf(t, "http://a.example/feed", "http://b.example/feed", "http://c.example/feed")
	steps := []struct {
		wait        time.Duration
		round, news string
	}{
		{0, "feeds: 2 ok (0 unchanged), 1 failed, 0 backing off, 0 not due; items: 3 new, 0 duplicate, 0 to offer again", "a1 a2 b1"},
		{0, "feeds: 0 ok (0 unchanged), 0 failed, 1 backing off, 2 not due; items: 0 new, 0 duplicate, 0 to offer again", ""},
		{31 * time.Minute, "feeds: 2 ok (1 unchanged), 0 failed, 1 backing off, 0 not due; items: 0 new, 0 duplicate, 0 to offer again", ""},
		{31 * time.Minute, "feeds: 2 ok (0 unchanged), 1 failed, 0 backing off, 0 not due; items: 1 new, 0 duplicate, 0 to offer again", "a3"},
	}
	for i, s := range steps {
		n.pass(s.wait)
		if i == 3 {
			version = `"v2"`
		}
		r, news := once(t, w, list, c)
		if r.String() != s.round || news != s.news {
			t.Errorf("step %d:\ngot  %s: %q\nwant %s: %q", i, r, news, s.round, s.news)
		}
		if i == 0 && (len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0].Error(), "http://c.example/feed: it is a web page, not a feed, and names none; asked again 2024-07-30T12:")) {
			t.Errorf("problems: %v", r.Problems)
		}
	}
}

// An item whose function fails is offered again, though its feed may have dropped it, or
// answer that nothing changed; and it does not hold up the others.
func TestFailedItemsAreOfferedAgain(t *testing.T) {
	n := newInternet(t)
	text := itemsOf("three", "two", "one")
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Last-Modified", "Tue, 30 Jul 2024 10:00:00 GMT")
		if r.Header.Get("If-Modified-Since") != "" && text == "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, text)
	})
	w, list := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed")
	c := &titles{fail: map[string]error{"two": errors.New("the folder is full")}}
	rounds := []struct{ text, news string }{{text, "one three"}, {text, ""}, {"", ""}, {itemsOf("four"), "four"}}
	for i, want := range rounds {
		text = want.text
		r, news := once(t, w, list, c)
		if news != want.news || r.Again != 1 || len(r.Problems) != 1 ||
			r.Problems[0].Error() != `http://a.example/feed: the item "two" (http://a.example/two) is offered again at the next poll: the folder is full` {
			t.Fatalf("round %d: %s: %q, %v", i, r, news, r.Problems)
		}
		n.pass(31 * time.Minute)
	}
	c.fail, text = nil, ""
	if r, news := once(t, w, list, c); news != "two" || r.Again != 0 {
		t.Errorf("at last: %s: %q", r, news)
	}
	n.pass(31 * time.Minute)
	if _, news := once(t, w, list, c); news != "" {
		t.Errorf("and again: %q", news)
	}
}

// More items than are kept to be offered again are asked for again, all of them.
func TestManyFailedItems(t *testing.T) {
	n := newInternet(t)
	var names []string
	for i := range maxAgain + 50 {
		names = append(names, fmt.Sprint("i", i))
	}
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", "x")
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, itemsOf(names...))
	})
	w, list := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed")
	full := func(Item) error { return errors.New("full") }
	if r, err := w.Once(t.Context(), list, full); err != nil || r.Again != len(names) || len(r.Problems) != mostTold+1 {
		t.Errorf("%s, %v, %v", r, r.Problems, err)
	}
	n.pass(time.Hour)
	if r, _ := once(t, w, list, &titles{}); r.New != len(names) {
		t.Errorf("afterwards %s", r)
	}
}

// One agency text on two sites is handed over once; its correction is handed over.
func TestDuplicates(t *testing.T) {
	n := newInternet(t)
	item := func(title, link, text string) string {
		return rssOf("<item><title>" + title + "</title><link>" + link + "</link><description>" + text + "</description></item>")
	}
	n.put("a.example/feed", item("first", "http://a.example/x", gateReport))
	n.put("b.example/feed", item("copy", "http://b.example/y", "CAPITAL (Agency) — "+gateReport[:strings.Index(gateReport, "Trade")]))
	n.put("c.example/feed", item("correction", "http://c.example/z", strings.Replace(gateReport, "would be opened", "was opened", 1)))
	n.put("d.example/feed", item("same address", "https://www.a.example/x?utm_source=d", "something else"))
	list := listOf(t, "http://a.example/feed", "http://b.example/feed", "http://c.example/feed", "http://d.example/feed")
	for _, parallel := range []int{1, 8} {
		w, c := n.watcher(t.TempDir()), &titles{}
		w.Parallel = parallel
		r, news := once(t, w, list, c)
		if news != "first correction" || r.Duplicate != 1 || r.New != 2 {
			t.Errorf("%d at once: %s: %q", parallel, r, news)
		}
		n.pass(time.Hour)
		if r, news := once(t, w, list, c); news != "" || r.Duplicate != 0 {
			t.Errorf("an hour later: %s: %q", r, news)
		}
	}
}

// The same answers give the same items in the same order, however many feeds are asked at once.
func TestOrder(t *testing.T) {
	n := newInternet(t)
	var feeds []string
	for i := range 20 {
		host := fmt.Sprintf("h%d.example", i%5)
		n.put(fmt.Sprintf("%s/%d", host, i), itemsOf(fmt.Sprintf("%d-b", i), fmt.Sprintf("%d-a", i)))
		feeds = append(feeds, fmt.Sprintf("http://%s/%d", host, i))
	}
	list := listOf(t, feeds...)
	var want string
	for i := range 20 {
		want += fmt.Sprintf("%d-a %d-b ", i, i)
	}
	for _, parallel := range []int{1, 3, 16} {
		w, c := n.watcher(t.TempDir()), &titles{}
		w.Parallel = parallel
		if _, news := once(t, w, list, c); news+" " != want {
			t.Errorf("%d at once: %s", parallel, news)
		}
	}
	if n.most != 1 {
		t.Errorf("%d requests to a host at once", n.most)
	}
}

// A feed that fails is asked ever more rarely; one that is gone, hardly; one that
// answers again, as before.
func TestDeadFeeds(t *testing.T) {
	n := newInternet(t)
	status := 500
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		if status != 200 {
			w.WriteHeader(status)
			return
		}
		io.WriteString(w, itemsOf("x"))
	})
	w, list, c := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed"), &titles{}
	wait := 30 * time.Minute
	for i := range 8 {
		r, _ := once(t, w, list, c)
		got := r.Next.Sub(n.now())
		if r.Failed != 1 || got < wait*3/4-time.Minute || got > wait*5/4 {
			t.Fatalf("failure %d: %s, asked again after %v, want about %v", i+1, r, got, wait)
		}
		n.pass(got)
		wait = min(2*wait, 24*time.Hour)
	}
	status = 410
	if r, _ := once(t, w, list, c); r.Next.Sub(n.now()) < 6*24*time.Hour || !strings.Contains(r.Problems[0].Error(), "gone for good (410): take it from the list") {
		t.Errorf("gone: %s, %v", r, r.Problems)
	}
	n.pass(8 * 24 * time.Hour)
	status = 200
	if r, news := once(t, w, list, c); news != "x" || r.Next.Sub(n.now()) != 30*time.Minute {
		t.Errorf("back: %s, next in %v", r, r.Next.Sub(n.now()))
	}
}

func TestMovedFeed(t *testing.T) {
	n := newInternet(t)
	n.serve("a.example/feed", redirectTo(301, "http://b.example/new"))
	n.put("b.example/new", itemsOf("x"))
	w, list, c := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed"), &titles{}
	for i, want := range []string{"a.example/feed b.example/new", "b.example/new", "b.example/new"} {
		_, news := once(t, w, list, c)
		if asked := n.took(); asked != want || (news == "x") != (i == 0) {
			t.Errorf("round %d asked %s and handed over %q", i, asked, news)
		}
		n.pass(time.Hour)
	}
}

// What a feed lists for long is remembered while it does, and asked for whole at times.
func TestLongMemory(t *testing.T) {
	n := newInternet(t)
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"forever"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, itemsOf("old"))
	})
	w, list, c := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed"), &titles{}
	unchanged, all := 0, ""
	for range 30 {
		r, news := once(t, w, list, c)
		unchanged += r.Unchanged
		all += news
		n.pass(20 * 24 * time.Hour)
	}
	if all != "old" || unchanged < 12 || unchanged > 18 {
		t.Errorf("over 600 days: handed over %q, unchanged %d of 30 times", all, unchanged)
	}
}

func TestRun(t *testing.T) {
	n := newInternet(t)
	n.put("a.example/feed", itemsOf("x"))
	w, list := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed")
	var rounds []Round
	ctx, cancel := context.WithCancel(t.Context())
	w.Report = func(r Round) {
		rounds = append(rounds, r)
		switch len(rounds) {
		case 1: // a list spoilt while it is watched is named, and its last good state kept
			if err := os.WriteFile(list, []byte("<opml><body>"), 0o644); err != nil {
				t.Error(err)
			}
		case 2:
			cancel()
		}
	}
	began := n.now()
	c := &titles{}
	if err := w.Run(ctx, list, c.each); !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	if len(rounds) != 2 || c.take() != "x" || rounds[1].OK != 1 || n.now().Sub(began) < 30*time.Minute {
		t.Errorf("rounds: %v in %v", rounds, n.now().Sub(began))
	}
	if len(rounds[1].Problems) != 1 || !strings.Contains(rounds[1].Problems[0].Error(), "does not read any more; its last good state is watched") {
		t.Errorf("problems: %v", rounds[1].Problems)
	}
}

// The whole way over a real connection to an own host, which must be allowed.
func TestPrivate(t *testing.T) {
	n := newInternet(t)
	address := n.server.Listener.Addr().String()
	n.put(address+"/feed", itemsOf("x"))
	list := listOf(t, "http://"+address+"/feed")
	w, c := &Watcher{Folder: t.TempDir(), Pause: time.Millisecond}, &titles{}
	if r, news := once(t, w, list, c); news != "" || !strings.Contains(r.Problems[0].Error(), "127.0.0.1 is a loopback address: only public addresses are asked, unless private ones are allowed") {
		t.Errorf("not allowed: %q, %v", news, r.Problems)
	}
	w = &Watcher{Folder: t.TempDir(), Pause: time.Millisecond, Private: true}
	if r, news := once(t, w, list, c); news != "x" {
		t.Errorf("allowed: %s %v", r, r.Problems)
	}
}
