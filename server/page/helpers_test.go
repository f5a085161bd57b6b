package page

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"waythrough/ask"
	"waythrough/record"
)

// theDay is the day the tests ask on.
var theDay = record.DayOf(2026, 11, 23)

var opened = sync.OnceValues(func() (*ask.Desk, error) {
	return ask.Open(ask.Options{Today: func() record.Day { return theDay }})
})

func desk(t testing.TB) *ask.Desk {
	t.Helper()
	d, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func handler(t testing.TB) http.Handler {
	d := desk(t)
	return New(func() *ask.Desk { return d })
}

// get asks a handler; an address that is none is not asked.
func get(h http.Handler, address string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	r.URL, r.RequestURI, r.Host = u, address, "example.org"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// A node is an element of a page.
type node struct{ *html.Node }

func parsed(t testing.TB, w *httptest.ResponseRecorder) node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return node{n}
}

// all gives the elements of a name, in order.
func (n node) all(name string) (out []node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (d.Data == name || name == "*") {
			out = append(out, node{d})
		}
	}
	return out
}

func (n node) attr(key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// text is what a reader sees, runs of space as one.
func (n node) text() string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent.Data != "title" || d.Parent.Namespace != "") {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
