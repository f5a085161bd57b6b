package server

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"waythrough/server/tag"
)

const dated2024 = "/v1/may?from=TUR&to=ARM&passport=DEU&mode=road&on=2024-07-30&known=2024-07-30"

// What a client has is not sent again as long as data, day and question stay what they are.
func TestAnswersAreKeptByVersionAndDay(t *testing.T) {
	s, at := running(t, Options{})
	tag := func(address string) string {
		r := get(t, at+address)
		if r.status != http.StatusOK || r.header.Get("Cache-Control") != "no-cache" {
			t.Fatalf("%s: %d %v", address, r.status, r.header)
		}
		return r.header.Get("ETag")
	}
	first, undated := tag(dated2024), tag("/v1/may?from=TUR&to=ARM&passport=DEU")
	if first == "" || first == undated {
		t.Errorf("tags %q and %q", first, undated)
	}
	if again := tag("/v1/may?known=2024-07-30&to=ARM&from=TUR&on=2024-07-30&mode=road&passport=DEU"); again != first {
		t.Errorf("in another order the question has the tag %s, not %s", again, first)
	}
	for _, had := range []string{first, `"x", ` + first, first[2:]} {
		r := get(t, at+dated2024, "If-None-Match", had)
		if r.status != http.StatusNotModified || len(r.body) > 0 || r.header.Get("ETag") != first {
			t.Errorf("with If-None-Match %s: %d, %d bytes, tag %s", had, r.status, len(r.body), r.header.Get("ETag"))
		}
	}
	s.Swap(desk("2026-11-24")) // the same data, a day later
	if got := tag(dated2024); got != first {
		t.Errorf("a question with its days has another tag tomorrow: %s, not %s", got, first)
	}
	if got := tag("/v1/may?from=TUR&to=ARM&passport=DEU"); got == undated {
		t.Errorf("a question of today has the tag %s tomorrow too", got)
	}
	s.Swap(other())
	if got := tag(dated2024); got == first {
		t.Errorf("other data have the same tag %s", got)
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	_, at := running(t, Options{})
	plain := get(t, at+dated2024, "Accept-Encoding", "identity").body
	for coding, open := range map[string]func(io.Reader) io.Reader{
		"gzip": func(r io.Reader) io.Reader { z, _ := gzip.NewReader(r); return z },
		"zstd": func(r io.Reader) io.Reader { z, _ := zstd.NewReader(r); return z },
	} {
		r := get(t, at+dated2024, "Accept-Encoding", coding)
		if r.header.Get("Content-Encoding") != coding || len(r.body) > len(plain)/3 {
			t.Errorf("%s: coding %q, %d bytes of %d", coding, r.header.Get("Content-Encoding"), len(r.body), len(plain))
			continue
		}
		if got, err := io.ReadAll(open(bytes.NewReader(r.body))); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s: %v, and not the same bytes", coding, err)
		}
	}
}

// Every answer says what a page may load; programs on other sites may read, and may ask
// before they send JSON.
func TestHeadersOfSecurityAndOfOtherSites(t *testing.T) {
	_, at := running(t, Options{})
	for _, address := range []string{dated2024, "/v1/nothing", "/healthz", "/openapi.json", "/nothing", "/v1/may?x=1"} {
		h := get(t, at+address).header
		for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": "*"} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q, want %q", address, name, h.Get(name), want)
			}
		}
	}
	r := send(t, "OPTIONS", at+"/v1/may", "", "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	if r.status != http.StatusNoContent || r.header.Get("Access-Control-Allow-Methods") != "GET, HEAD, POST, OPTIONS" || r.header.Get("Access-Control-Allow-Headers") != "Content-Type, If-None-Match" {
		t.Errorf("asked before: %d %v", r.status, r.header)
	}
	if r := send(t, "PUT", at+"/", "x"); r.status != http.StatusMethodNotAllowed {
		t.Errorf("PUT / gave %d", r.status)
	}
}

// The app's files are served as they are, compressed where that helps; those named after
// what they hold for ever. What is no file of the app is a page.
func TestAssets(t *testing.T) {
	script := bytes.Repeat([]byte("export const map = 1;\n"), 500)
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		if page := []byte("page " + r.URL.Path); !tag.Unchanged(w, r, tag.Of(page)) {
			w.Write(page)
		}
	})
	files := fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>x</title>")}, "assets/map-3f2a.js": {Data: script}, ".keep": {}}
	_, at := running(t, Options{Assets: files, Pages: pagesOf(pages)})
	for _, c := range []struct{ path, kind, cache, body string }{
		{"/", "text/html; charset=utf-8", "no-cache", "<!doctype html><title>x</title>"},
		{"/index.html", "text/html; charset=utf-8", "no-cache", "<!doctype html><title>x</title>"},
		{"/assets/map-3f2a.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", string(script)},
		{"/crossing/margara-alican", "text/plain; charset=utf-8", "no-cache", "page /crossing/margara-alican"},
		{"/.keep", "text/plain; charset=utf-8", "no-cache", "page /.keep"},
	} {
		r := get(t, at+c.path)
		if r.status != 200 || r.header.Get("Content-Type") != c.kind || r.header.Get("Cache-Control") != c.cache || string(r.body) != c.body {
			t.Errorf("%s: %d %v %.60q", c.path, r.status, r.header, r.body)
		}
		if head := send(t, "HEAD", at+c.path, ""); head.status != 200 || len(head.body) != 0 || head.header.Get("ETag") != r.header.Get("ETag") {
			t.Errorf("HEAD %s: %d, %d bytes, %v", c.path, head.status, len(head.body), head.header)
		}
		if again := get(t, at+c.path, "If-None-Match", r.header.Get("ETag")); again.status != http.StatusNotModified {
			t.Errorf("%s: %d with the tag it has", c.path, again.status)
		}
	}
	for _, coding := range []string{"gzip", "zstd"} {
		r := get(t, at+"/assets/map-3f2a.js", "Accept-Encoding", "br, "+coding+";q=0.8")
		if r.header.Get("Content-Encoding") != coding || len(r.body) > 200 {
			t.Errorf("%s: %q, %d bytes", coding, r.header.Get("Content-Encoding"), len(r.body))
		}
	}
	if _, err := New(Options{Assets: fstest.MapFS{"a.js": {}}}); err == nil {
		t.Error("an app without index.html is served")
	}
}
