package feed

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

func TestFetch(t *testing.T) {
	n := newInternet(t)
	n.put("news.test/a", "<html><p>The border is shut.</p></html>")
	n.serve("news.test/robots.txt", func(http.ResponseWriter, *http.Request) {
		t.Error("robots.txt was asked for a page that a person named")
	})
	n.serve("news.test/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	n.serve("news.test/in", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://printer.inside/", http.StatusFound)
	})
	n.serve("news.test/on", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://news.test/a", http.StatusFound)
	})
	w := n.watcher("")
	for _, address := range []string{"http://news.test/a", "http://news.test/on"} {
		it, err := w.Fetch(context.Background(), address)
		if err != nil {
			t.Fatal(err)
		}
		if it.URL != "http://news.test/a" || !strings.Contains(string(it.Body), "border") || !strings.HasPrefix(it.ContentType, "text/html") {
			t.Errorf("%s gave %+v", address, it)
		}
	}
	for address, want := range map[string]string{
		"http://news.test/gone":   "410",
		"http://news.test/in":     "10.0.0.7",
		"http://printer.inside/x": "10.0.0.7",
		"file:///etc/hostname":    "http",
		"http://nowhere.none/":    "no such host",
	} {
		if _, err := w.Fetch(context.Background(), address); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want one that says %q", address, err, want)
		}
	}
}
