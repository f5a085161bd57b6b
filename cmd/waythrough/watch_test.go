package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waythrough/reading"
	"waythrough/reading/feed"
)

// A press is a server on loopback that plays every host, under a clock that runs only while
// someone sleeps: pauses between requests take no time.
type press struct {
	server *httptest.Server
	mu     sync.Mutex
	time   time.Time
	pages  map[string]http.HandlerFunc // by host and path
	asked  map[string]int
}

func newPress(t *testing.T) *press {
	t.Helper()
	p := &press{time: time.Date(2024, 7, 30, 12, 0, 0, 0, time.UTC), pages: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	p.server = httptest.NewServer(p)
	t.Cleanup(p.server.Close)
	return p
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked[r.Host+r.URL.Path]++
	page := p.pages[r.Host+r.URL.Path]
	p.mu.Unlock()
	if page == nil {
		http.NotFound(w, r)
		return
	}
	page(w, r)
}

func (p *press) serve(address string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[address] = h
}

// put has an address answer with a text, and 304 to those who have it.
func (p *press) put(address, kind, text string) {
	tag := fmt.Sprintf(`"%d"`, len(text))
	p.serve(address, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == tag {
			p.mu.Lock()
			p.asked[address+" 304"]++
			p.mu.Unlock()
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("ETag", tag)
		io.WriteString(w, text)
	})
}

func (p *press) times(address string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[address]
}

func (p *press) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.time = p.time.Add(d)
}

// watch is one 'watch --once' on the press's network, in a process of its own as far as the
// folder goes: nothing but the folder is kept from one to the next.
func (p *press) watch(t *testing.T, list, folder string, limits feed.Limits) (out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	a := &app{out: &o, err: &e}
	w, each, err := a.watcher(list, watchFlags{out: folder, once: true, private: true, interval: 30 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	w.Limits = limits
	w.Now = func() time.Time {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.time
	}
	w.Sleep = func(ctx context.Context, d time.Duration) error {
		p.pass(d)
		return ctx.Err()
	}
	w.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	w.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, p.server.Listener.Addr().String())
	}
	if err := a.poll(t.Context(), w, list, each, true); err != nil {
		t.Fatalf("watch: %v", err)
	}
	return o.String(), e.String()
}

func feedList(t *testing.T, feeds ...string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("<opml version=\"2.0\"><body>\n")
	for _, f := range feeds {
		fmt.Fprintf(&b, "<outline text=\"news\" xmlUrl=%q/>\n", f)
	}
	b.WriteString("</body></opml>\n")
	return newsFile(t, "feeds.opml", b.String())
}

// proposed reads every file of a folder of proposals, each of which must be whole, and wants
// nothing else there but what was seen.
func proposed(t *testing.T, folder string) map[string]newsAnswer {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]newsAnswer{}
	for _, e := range entries {
		if e.Name() == ".state" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var a newsAnswer
		if err := json.Unmarshal(b, &a); err != nil || !strings.HasSuffix(e.Name(), ".json") {
			t.Errorf("%s is no whole proposal: %v", e.Name(), err)
		}
		if len(a.Statements) == 0 {
			t.Errorf("%s proposes nothing", e.Name())
		}
		exact(t, a)
		all[e.Name()] = a
	}
	return all
}

const (
	lookalike = "A payment network cut its fees on Monday, and a border collie from Yerevan won the show."
	shut      = "Kyrgyzstan closed its border with Tajikistan on Monday."
	flight    = "The first flight between Tashkent and Dushanbe landed on Monday. Uzbekistan and Tajikistan resumed flights between the two capitals after 25 years."
)

// newsroom puts a feed of each kind on the press: RSS with its texts on pages, Atom and JSON
// with the texts inside. Each has something to say, and something that only looks so.
func newsroom(t *testing.T, p *press) (list string) {
	t.Helper()
	p.put("rss.example/feed", "application/rss+xml", `<rss version="2.0"><channel><title>R</title>
<item><guid>r1</guid><title>The bridge</title><link>http://rss.example/bridge</link><pubDate>Tue, 30 Jul 2024 08:00:00 GMT</pubDate><description>More.</description></item>
<item><guid>r2</guid><title>Dogs</title><link>http://rss.example/dogs</link><pubDate>Tue, 30 Jul 2024 09:00:00 GMT</pubDate><description>`+lookalike+`</description></item>
</channel></rss>`)
	page := `<!doctype html><html><head><title>The bridge</title></head><body><nav><a href="/">` + shut + `</a></nav><article><p>` + opened + `</p><p>Builders had worked on it for a year, a customs officer said.</p></article></body></html>`
	p.put("rss.example/bridge", "text/html; charset=utf-8", page)
	p.put("atom.example/feed", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><updated>2024-07-30T08:00:00Z</updated>
<entry><id>a1</id><title>Border shut</title><link href="http://atom.example/1"/><published>2024-07-30T08:00:00Z</published><updated>2024-07-30T08:00:00Z</updated><content type="html">&lt;p&gt;`+shut+`&lt;/p&gt;</content></entry>
<entry><id>a2</id><title>Fees</title><link href="http://atom.example/2"/><published>2024-07-30T08:00:00Z</published><updated>2024-07-30T08:00:00Z</updated><content type="text">Insurers cut their fees on Tuesday, and rain fell on the border.</content></entry>
</feed>`)
	p.put("json.example/feed", "application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
{"id":"j1","title":"Flights","url":"http://json.example/1","date_published":"2024-07-30T08:00:00Z","content_text":"`+flight+`"}]}`)
	return feedList(t, "http://rss.example/feed", "http://atom.example/feed", "http://json.example/feed", "http://dead.example/feed")
}

func TestWatch(t *testing.T) {
	p := newPress(t)
	list, folder := newsroom(t, p), filepath.Join(t.TempDir(), "proposals")
	out, errOut := p.watch(t, list, folder, feed.Limits{})
	if !strings.Contains(errOut, "feeds: 3 ok (0 unchanged), 1 failed") || !strings.Contains(errOut, "http://dead.example/feed: it answers 404") {
		t.Errorf("the round is told as %q", errOut)
	}
	want := map[string]reading.Status{"http://rss.example/bridge": reading.Open, "http://atom.example/1": reading.Closed, "http://json.example/1": reading.Resumed}
	files := proposed(t, folder)
	if len(files) != len(want) || strings.Count(out, "\n") != len(want) {
		t.Errorf("%d files, %q is told; %d articles say something", len(files), out, len(want))
	}
	for name, a := range files {
		status, ok := want[a.URL]
		if !ok || !slices.ContainsFunc(a.Statements, func(s proposal) bool {
			return s.Status == status && s.Date != nil && *s.Date == openedOn || s.Status == reading.Resumed
		}) {
			t.Errorf("%s, from %q: %+v; want %s on %s", name, a.URL, a.Statements, status, openedOn)
		}
		if a.PublishedFrom != "its feed" || !strings.HasPrefix(name, "2024-07-30-") || !strings.Contains(out, name) {
			t.Errorf("%s: published says %s; %q is told", name, a.PublishedFrom, out)
		}
	}

	// At once again nothing is due; later nothing has changed, which costs the servers little.
	if out, errOut = p.watch(t, list, folder, feed.Limits{}); out != "" || !strings.Contains(errOut, "0 ok (0 unchanged), 0 failed, 1 backing off, 3 not due; items: 0 new") {
		t.Errorf("at once again: %q, %q", out, errOut)
	}
	p.pass(2 * time.Hour)
	if out, errOut = p.watch(t, list, folder, feed.Limits{}); out != "" || !strings.Contains(errOut, "3 ok (3 unchanged)") || p.times("rss.example/feed 304") != 1 {
		t.Errorf("later: %q, %q", out, errOut)
	}
	if got := p.times("rss.example/bridge"); got != 1 {
		t.Errorf("the page was asked %d times", got)
	}
	if after := proposed(t, folder); len(after) != len(files) {
		t.Errorf("%d files, %d before", len(after), len(files))
	}

	// The dead feed comes alive, and a feed has something new.
	p.put("dead.example/feed", "text/xml", `<rss version="2.0"><channel><item><guid>d1</guid><title>Talks</title><link>http://dead.example/1</link><description>Kazakhstan closed its border with Kyrgyzstan on 2 May 2022.</description></item></channel></rss>`)
	p.pass(25 * time.Hour)
	if out, errOut = p.watch(t, list, folder, feed.Limits{}); strings.Count(out, "\n") != 1 || !strings.Contains(errOut, "4 ok (3 unchanged), 0 failed") {
		t.Errorf("alive again: %q, %q", out, errOut)
	}
}

// An agency's text on two sites is proposed once.
func TestWatchAgency(t *testing.T) {
	text := strings.Repeat("Envoys of Armenia and Georgia told the agency of the works on the road. ", 3) + opened +
		" Lorries had queued for weeks on the other road, where the drivers slept in their cabs and cooked on small stoves, and a column of them began to move at dawn. The customs house has six lanes now, two of them for buses, and a hall with a café."
	p := newPress(t)
	for _, site := range []string{"one", "two"} {
		p.put(site+".example/feed", "text/xml", fmt.Sprintf(`<rss version="2.0"><channel><item><guid>%s</guid><title>Bridge opens</title><link>http://%s.example/1</link><pubDate>Tue, 30 Jul 2024 08:00:00 GMT</pubDate><description>%s</description></item></channel></rss>`, site, site, text))
	}
	folder := filepath.Join(t.TempDir(), "proposals")
	_, errOut := p.watch(t, feedList(t, "http://one.example/feed", "http://two.example/feed"), folder, feed.Limits{})
	files := proposed(t, folder)
	if len(files) != 1 || !strings.Contains(errOut, "1 new, 1 duplicate") {
		t.Errorf("%d files; %q", len(files), errOut)
	}
	for _, a := range files {
		if a.URL != "http://one.example/1" {
			t.Errorf("proposed from %s, not from the first of the list", a.URL)
		}
	}
}

// Feeds that mean ill are named, each with what it did; the others are read all the same.
func TestWatchHostile(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	var names strings.Builder
	for i := range 30 {
		fmt.Fprintf(&names, `<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	p.put("xml.example/feed", "text/xml", `<!DOCTYPE rss [<!ENTITY l0 "lol">`+names.String()+`]><rss version="2.0"><channel><item><guid>1</guid><title>&l30;</title><description>&l30;</description></item></channel></rss>`)
	p.put("deep.example/feed", "text/xml", `<rss version="2.0"><channel>`+strings.Repeat("<a>", 100_000))
	p.put("cut.example/feed", "text/xml", `<rss version="2.0"><channel><item>`)
	p.put("page.example/feed", "text/html", "<html><body>"+opened+"</body></html>")
	p.serve("giga.example/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1073741824")
		io.WriteString(w, "<rss>")
	})
	p.serve("endless.example/feed", func(w http.ResponseWriter, _ *http.Request) {
		for range 1 << 14 {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	p.serve("drip.example/feed", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	p.serve("loop.example/feed", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/feed", http.StatusFound) })
	p.put("good.example/feed", "text/xml", `<rss version="2.0"><channel><item><guid>1</guid><title>Bridge</title><link>http://good.example/1</link><description>`+opened+`</description></item></channel></rss>`)
	hostile := map[string]string{"deep": "nested more than 100 deep", "cut": "cut short", "page": "", "giga": "announces 1024.0 MiB",
		"endless": "sends more than", "drip": "took longer than", "loop": "the redirects go in a circle"}
	feeds := []string{"http://xml.example/feed", "http://good.example/feed"}
	for name := range hostile {
		feeds = append(feeds, "http://"+name+".example/feed")
	}
	slices.Sort(feeds)
	folder := filepath.Join(t.TempDir(), "proposals")
	_, errOut := p.watch(t, feedList(t, feeds...), folder, feed.Limits{Body: 2 << 20, Whole: 2 * time.Second})
	for name, want := range hostile {
		found := false
		for line := range strings.Lines(errOut) {
			found = found || strings.HasPrefix(line, "  http://"+name+".example/feed: ") && strings.Contains(line, want)
		}
		if !found {
			t.Errorf("%s is not named with %q in %s", name, want, errOut)
		}
	}
	if len(errOut) > 8000 {
		t.Errorf("%d bytes are told", len(errOut))
	}
	files := proposed(t, folder)
	if len(files) != 1 {
		t.Errorf("%d files; the good feed says one thing", len(files))
	}
	for _, a := range files {
		if len(a.Text) > 1000 {
			t.Errorf("an entity was expanded: %d bytes", len(a.Text))
		}
	}
}

// Killed in the midst of its work, a watch leaves whole files only, and the next goes on where
// it was: every article is proposed, in one file. An interrupt ends it well.
func TestWatchKilled(t *testing.T) {
	t.Parallel()
	const articles = 150
	long := strings.Repeat("The road to the bridge was mended by workers from both towns, who drank tea with the drivers there. ", 12)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, `<rss version="2.0"><channel>`)
		for i := range articles {
			fmt.Fprintf(w, `<item><guid>k%d</guid><title>Item %d</title><pubDate>Tue, 30 Jul 2024 08:00:00 GMT</pubDate><description>Number %d. %s %s</description></item>`, i, i, i, opened, long)
		}
		io.WriteString(w, `</channel></rss>`)
	}))
	defer site.Close()
	folder := filepath.Join(t.TempDir(), "proposals")
	list := feedList(t, site.URL+"/feed")
	start := func() (*exec.Cmd, io.Reader, *bufio.Reader) {
		c := exec.Command("waythrough", "watch", list, "--private", "--out", folder)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		errOut, err := c.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Process.Kill() })
		return c, out, bufio.NewReader(errOut)
	}
	c, out, _ := start()
	told := bufio.NewScanner(out)
	for i := 0; i < 5 && told.Scan(); i++ {
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.Wait()
	before, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	if len(before) < 5 {
		t.Fatalf("%d files when it was killed", len(before))
	}

	c, out, errOut := start()
	go io.Copy(io.Discard, out)
	round, err := errOut.ReadString('\n')
	if err != nil || !strings.Contains(round, "1 ok") {
		t.Errorf("the next round is told as %q, %v", round, err)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, errOut)
	if err := c.Wait(); err != nil {
		t.Errorf("interrupted, it ends with %v", err)
	}
	partial, _ := filepath.Glob(filepath.Join(folder, "*.partial"))
	for _, path := range partial { // of the write that was cut short: never taken for a proposal
		os.Remove(path)
	}
	if files := proposed(t, folder); len(files) != articles || len(partial) > 1 {
		t.Errorf("%d files and %d partial ones of %d articles; %d before the kill", len(files), len(partial), articles, len(before))
	}
	if strings.Contains(round, fmt.Sprintf(" %d new", articles)) {
		t.Errorf("all were offered again: %s", round)
	}
}
