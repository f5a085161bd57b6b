package feed

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// swollen has a.example send too much, or what is packed wrongly.
func swollen(n *internet) {
	n.serve("a.example/announced", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1073741824")
		w.Write([]byte("x"))
	})
	n.serve("a.example/gigabyte", func(w http.ResponseWriter, r *http.Request) {
		for range 1 << 14 {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	n.serve("a.example/bomb", func(w http.ResponseWriter, r *http.Request) {
		gzipped(w, func(z *gzip.Writer) {
			for range 1 << 12 {
				if _, err := z.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		})
	})
	n.serve("a.example/members", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		var empty strings.Builder
		gzip.NewWriter(&empty).Close()
		io.WriteString(w, strings.Repeat(empty.String(), 1<<16))
	})
	n.serve("a.example/notgzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, "<rss>, not packed at all")
	})
	n.serve("a.example/halfgzip", func(w http.ResponseWriter, r *http.Request) {
		var b strings.Builder
		z := gzip.NewWriter(&b)
		io.WriteString(z, strings.Repeat("text ", 1000))
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, b.String()[:b.Len()-9])
	})
	n.serve("a.example/brotli", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		io.WriteString(w, "x")
	})
}

// slow has a.example send too little, too slowly, or send us elsewhere.
func slow(n *internet) {
	n.serve("a.example/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, "half")
	})
	n.serve("a.example/drip", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "x")
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	n.serve("a.example/silent", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	n.serve("a.example/headers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
	})
	n.serve("a.example/circle", redirectTo(302, "http://b.example/circle"))
	n.serve("b.example/circle", redirectTo(302, "//a.example/circle#again"))
	n.serve("a.example/self", redirectTo(301, ""))
	n.serve("a.example/file", redirectTo(302, "file:///etc/passwd"))
	n.serve("a.example/inside", redirectTo(302, "http://intranet.inside/admin"))
	n.serve("a.example/metadata", redirectTo(307, "http://169.254.169.254/latest/meta-data/"))
	n.serve("a.example/loopback", redirectTo(307, "http://[::ffff:127.0.0.1]:8080/"))
	n.serve("a.example/far", func(w http.ResponseWriter, r *http.Request) {
		redirectTo(302, "/far?"+r.URL.RawQuery+"x")(w, r)
	})
}

// Whatever a server does, the answer is bounded and the error says what it did.
func TestHostileServers(t *testing.T) {
	n := newInternet(t)
	swollen(n)
	slow(n)
	tests := []struct{ address, want string }{
		{"http://a.example/announced", "a.example announces 1024.0 MiB: 64.0 KiB are the most that is read"},
		{"http://a.example/gigabyte", "a.example sends more than 64.0 KiB"},
		{"http://a.example/bomb", "that unpack to more than 64.0 KiB"},
		{"http://a.example/members", "sends more than 64.0 KiB"},
		{"http://a.example/notgzip", "says that it sends gzip, and does not"},
		{"http://a.example/halfgzip", "a.example broke off its answer after"},
		{"http://a.example/brotli", `packs its answer by "br", though only gzip was offered`},
		{"http://a.example/cut", "a.example broke off its answer after 4 bytes"},
		{"http://a.example/drip", "a.example took longer than 400ms: given up"},
		{"http://a.example/silent", "a.example did not begin to answer within 200ms: given up"},
		{"http://a.example/headers", "asking a.example: "},
		{"http://a.example/circle", "the redirects go in a circle: http://a.example/circle to http://b.example/circle to http://a.example/circle"},
		{"http://a.example/self", "the redirect names no address"},
		{"http://a.example/far", "more than 5 redirects: http://a.example/far to http://a.example/far?x to"},
		{"http://a.example/file", `redirected from http://a.example/file: the address "file:///etc/passwd" is not http or https`},
		{"http://a.example/inside", "redirected from http://a.example/inside: intranet.inside is at 10.0.0.7, a private address"},
		{"http://a.example/metadata", "169.254.169.254 is the metadata address of a cloud"},
		{"http://a.example/loopback", "127.0.0.1"},
		{"http://intranet.inside/feed", "intranet.inside is at 10.0.0.7, a private address: only public addresses are asked"},
		{"http://127.0.0.1/feed", "127.0.0.1 is a loopback address"},
		{"http://gone.none/feed", "asking gone.none: the name gone.none is not found"},
		{"http://a.example/" + strings.Repeat("x", 5000), "is not asked: 4096 are the most"},
		{"gopher://a.example/", "is not http or https"},
		{"http://a b/", "does not read"},
	}
	patient := n.client(Limits{Body: 64 << 10})
	hasty := map[string]*client{
		"http://a.example/drip":   n.client(Limits{Whole: 400 * time.Millisecond}),
		"http://a.example/silent": n.client(Limits{Header: 200 * time.Millisecond}),
	}
	for _, tt := range tests {
		c := hasty[tt.address]
		if c == nil {
			c = patient
		}
		a, err := c.ask(t.Context(), query{address: tt.address, limit: c.limits.Body})
		if err == nil || !strings.Contains(err.Error(), tt.want) || len(err.Error()) > 500 {
			t.Errorf("%.60s: %+v, %v; want %q", tt.address, a, err, tt.want)
		}
	}
}

func TestAsk(t *testing.T) {
	n := newInternet(t)
	var headers http.Header
	n.serve("a.example/", func(w http.ResponseWriter, r *http.Request) {
		headers = r.Header.Clone()
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		gzipped(w, func(z *gzip.Writer) { io.WriteString(z, "hello") })
	})
	n.serve("a.example/moved", redirectTo(301, "/new"))
	n.serve("a.example/new", redirectTo(308, "http://b.example/feed"))
	n.put("b.example/feed", "here")
	n.serve("a.example/found", redirectTo(301, "/elsewhere"))
	n.serve("a.example/elsewhere", redirectTo(302, "http://b.example/feed"))
	c := n.client(Limits{})
	for range 2 {
		a, err := c.ask(t.Context(), query{address: "http://me:secret@a.example/", etag: `"v1"`, lastModified: "yesterday", limit: 100})
		if err != nil || string(a.body) != "hello" {
			t.Fatalf("%+v, %v", a, err)
		}
	}
	for key, want := range map[string]string{"User-Agent": "waythrough (reads news feeds for changes at borders)", "Cookie": "", "Referer": "",
		"If-None-Match": `"v1"`, "If-Modified-Since": "yesterday", "Accept-Encoding": "gzip", "Authorization": "Basic bWU6c2VjcmV0"} {
		if got := headers.Get(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	a, err := c.ask(t.Context(), query{address: "http://a.example/moved", limit: 100})
	if err != nil || a.moved != "http://b.example/feed" || string(a.body) != "here" {
		t.Errorf("moved for good: %+v, %v", a, err)
	}
	if a, err = c.ask(t.Context(), query{address: "http://a.example/found", limit: 100}); err != nil || a.moved != "" {
		t.Errorf("moved for now: %+v, %v", a, err)
	}
	if got := agent(" editor@site.example\r\nX: y "); got != "waythrough (reads news feeds for changes at borders; +editor@site.example X: y)" {
		t.Errorf("agent: %q", got)
	}
}

// A host is asked one thing at a time, with a pause that its robots.txt may lengthen.
func TestManners(t *testing.T) {
	n := newInternet(t)
	n.put("a.example/robots.txt", "User-agent: waythrough\nDisallow: /private\nCrawl-delay: 7")
	n.put("a.example/1", "x")
	n.put("a.example/private/2", "x")
	c := n.client(Limits{})
	began := n.now()
	errs := make(chan error)
	for i := range 6 {
		go func() {
			_, err := c.ask(t.Context(), query{address: fmt.Sprintf("http://a.example/1?%d", i), limit: 100, robots: true})
			errs <- err
		}()
	}
	for range 6 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n.most != 1 {
		t.Errorf("%d requests at once", n.most)
	}
	// Two seconds after robots.txt, seven between each two that follow.
	if took := n.now().Sub(began); took != (2+5*7)*time.Second {
		t.Errorf("seven requests within %v", took)
	}
	_, err := c.ask(t.Context(), query{address: "http://a.example/private/2?q", limit: 100, robots: true})
	var refused *robotsError
	if !errors.As(err, &refused) || err.Error() != "the robots.txt of a.example asks not to read /private/2?q" {
		t.Errorf("against robots.txt: %v", err)
	}
}

func TestRobotsAnswers(t *testing.T) {
	n := newInternet(t)
	tests := []struct {
		host   string
		robots http.HandlerFunc
		want   string // "" for allowed
	}{
		{"none.example", nil, ""},
		{"forbidden.example", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }, ""},
		{"broken.example", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, "broken.example answers 500 to the request for its robots.txt: nothing else is asked of it for an hour"},
		{"busy.example", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Retry-After", "600"); w.WriteHeader(429) }, "asks to be left alone until 2024-"},
		{"moved.example", redirectTo(301, "http://rules.example/robots.txt"), "asks not to read /feed"},
		{"circle.example", redirectTo(301, "http://circle.example/robots.txt"), "reading robots.txt first: the redirects go in a circle"},
		{"inside.example", redirectTo(301, "http://x.inside/"), "a private address"},
		{"long.example", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "User-agent: *\nDisallow: /feed\n"+strings.Repeat("# padding\n", 100_000)+"Allow: /feed\n")
		}, "asks not to read /feed"},
	}
	n.put("rules.example/robots.txt", "User-agent: *\nDisallow: /feed")
	c := n.client(Limits{})
	for _, tt := range tests {
		if tt.robots != nil {
			n.serve(tt.host+"/robots.txt", tt.robots)
		}
		n.put(tt.host+"/feed", "x")
		_, err := c.ask(t.Context(), query{address: "http://" + tt.host + "/feed", limit: 100, robots: true})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.host, err, tt.want)
		}
	}
}

// A host that asks to be left alone is, whatever of it is asked for.
func TestLater(t *testing.T) {
	n := newInternet(t)
	n.serve("a.example/1", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Retry-After", "600"); w.WriteHeader(503) })
	n.put("a.example/2", "x")
	n.put("b.example/2", "x")
	c := n.client(Limits{})
	ask := func(address string) error {
		_, err := c.ask(t.Context(), query{address: address, limit: 100})
		return err
	}
	first := ask("http://a.example/1")
	want := "a.example answers 503 (Service Unavailable) and asks to be left alone until 2024-07-30T12:10:00Z"
	if first == nil || first.Error() != want {
		t.Errorf("%v, want %s", first, want)
	}
	if err := ask("http://a.example/2"); err == nil || err.Error() != want {
		t.Errorf("its other page: %v", err)
	}
	if err := ask("http://b.example/2"); err != nil {
		t.Errorf("another host: %v", err)
	}
	n.pass(10 * time.Minute)
	if err := ask("http://a.example/2"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestAskCancelled(t *testing.T) {
	n := newInternet(t)
	ctx, cancel := context.WithCancel(t.Context())
	n.serve("a.example/", func(w http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if _, err := n.client(Limits{}).ask(ctx, query{address: "http://a.example/", limit: 100}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
