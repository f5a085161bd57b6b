package feed

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// An internet is a server on loopback that plays every public host, and a clock that runs
// only while someone sleeps. Names ending in .inside are at private addresses.
type internet struct {
	t      *testing.T
	server *httptest.Server
	mu     sync.Mutex
	time   time.Time
	slept  []time.Duration
	pages  map[string]http.HandlerFunc // by host and path
	asked  []string                    // host and path, robots.txt left out
	active map[string]int              // requests at once, by host
	most   int
}

func newInternet(t *testing.T) *internet {
	n := &internet{t: t, time: at("2024-07-30T12:00:00Z"), pages: map[string]http.HandlerFunc{}, active: map[string]int{}}
	n.server = httptest.NewServer(n)
	t.Cleanup(n.server.Close)
	return n
}

func (n *internet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	n.active[r.Host]++
	n.most = max(n.most, n.active[r.Host])
	if r.URL.Path != "/robots.txt" {
		n.asked = append(n.asked, r.Host+r.URL.RequestURI())
	}
	page := n.pages[r.Host+r.URL.Path]
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		n.active[r.Host]--
		n.mu.Unlock()
	}()
	if page == nil {
		http.NotFound(w, r)
		return
	}
	page(w, r)
}

// put has an address answer with a text.
func (n *internet) put(address, text string) {
	n.serve(address, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(text, "<html") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, text)
	})
}

func (n *internet) serve(address string, h http.HandlerFunc) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pages[address] = h
}

// took gives what was asked since the last time, in order.
func (n *internet) took() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked := strings.Join(n.asked, " ")
	n.asked = nil
	return asked
}

func (n *internet) now() time.Time {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.time
}

func (n *internet) pass(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.time = n.time.Add(d)
}

func (n *internet) sleep(ctx context.Context, d time.Duration) error {
	n.pass(d)
	n.mu.Lock()
	n.slept = append(n.slept, d)
	n.mu.Unlock()
	return ctx.Err()
}

func (n *internet) resolve(_ context.Context, host string) ([]netip.Addr, error) {
	switch {
	case strings.HasSuffix(host, ".inside"):
		return []netip.Addr{netip.MustParseAddr("10.0.0.7")}, nil
	case strings.HasSuffix(host, ".none"):
		return nil, errors.New("no such host")
	}
	return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
}

func (n *internet) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if !strings.HasPrefix(address, "8.8.8.8:") {
		n.t.Errorf("connected to %s", address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, n.server.Listener.Addr().String())
}

func (n *internet) watcher(folder string) *Watcher {
	return &Watcher{Folder: folder, Now: n.now, Sleep: n.sleep, Resolve: n.resolve, Dial: n.dial}
}

// client is one without a list and a round.
func (n *internet) client(l Limits) *client {
	w := n.watcher(n.t.TempDir())
	w.Limits = l
	watch, err := w.open(nil)
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { watch.store.close() })
	return watch.client
}

func listOf(t *testing.T, feeds ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "FEEDS.opml")
	var b strings.Builder
	b.WriteString("<opml><body>\n")
	for _, f := range feeds {
		fmt.Fprintf(&b, "<outline xmlUrl=%q/>\n", f)
	}
	b.WriteString("</body></opml>\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func redirectTo(status int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	}
}

func gzipped(w http.ResponseWriter, f func(z *gzip.Writer)) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	f(z)
	z.Close()
}
