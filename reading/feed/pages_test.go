package feed

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestPages(t *testing.T) {
	n := newInternet(t)
	n.put("a.example/feed", rssOf(`<item><title>paged</title><link>/paged</link><description>teaser</description></item>
		<item><title>full</title><link>/full</link><description>`+gateReport+ferryReport+`</description></item>
		<item><title>private</title><link>/private</link><description>teaser of it</description></item>
		<item><title>missing</title><link>/missing</link><description>teaser of that</description></item>
		<item><title>film</title><link>/film</link><description>a film</description></item>
		<item><title>inside</title><link>http://x.inside/</link><description>led astray</description></item>
		<item><title>ill</title><link>/ill</link><description>what the feed has</description></item>`))
	n.put("a.example/robots.txt", "User-agent: *\nDisallow: /private")
	n.put("a.example/paged", "<html><nav>menu</nav><p>the page</p></html>")
	n.put("a.example/private", "<html>no")
	n.put("a.example/full", "<html>no")
	n.serve("a.example/film", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "video/mp4") })
	n.serve("a.example/ill", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(502) })
	w, list := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed")
	w.Pages = true
	var got []string
	each := func(it Item) error {
		got = append(got, fmt.Sprintf("%s %.30s %s", it.Title, it.Body, it.ContentType))
		return nil
	}
	html := " text/html; charset=utf-8"
	want := "inside led astray" + html + "\nfilm a film" + html + "\nmissing teaser of that" + html + "\nprivate teaser of it" + html +
		"\nfull " + gateReport[:30] + html + "\npaged <html><nav>menu</nav><p>the pa" + html
	r, err := w.Once(t.Context(), list, each)
	if err != nil || strings.Join(got, "\n") != want || r.Again != 1 {
		t.Fatalf("%v, %s\ngot  %s\nwant %s", err, r, strings.Join(got, "\n"), want)
	}
	if len(r.Problems) != 2 || !strings.Contains(r.Problems[0].Error(), "http://x.inside/: x.inside is at 10.0.0.7") ||
		!strings.Contains(r.Problems[1].Error(), `"ill" (http://a.example/ill) is offered again at the next poll: it answers 502`) {
		t.Errorf("problems: %v", r.Problems)
	}
	for range 2 { // tried three times, then it goes with what the feed has
		n.pass(time.Hour)
		got = nil
		if _, err = w.Once(t.Context(), list, each); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Join(got, "\n") != "ill what the feed has"+html {
		t.Errorf("got %q", got)
	}
}

// A feed of many new items has a part of its pages asked for at each poll.
func TestManyPages(t *testing.T) {
	n := newInternet(t)
	var names []string
	for i := range 2*maxPages + 10 {
		names = append(names, fmt.Sprintf("i%d", i))
		n.put(fmt.Sprintf("a.example/i%d", i), "<html>page")
	}
	n.serve("a.example/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", "x")
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, itemsOf(names...))
	})
	w, list, c := n.watcher(t.TempDir()), listOf(t, "http://a.example/feed"), &titles{}
	w.Pages = true
	for i, want := range []int{maxPages, maxPages, 10, 0} {
		if r, _ := once(t, w, list, c); r.New != want || len(r.Problems) != 0 {
			t.Errorf("poll %d: %s, %v", i+1, r, r.Problems)
		}
		n.pass(time.Hour)
	}
}
