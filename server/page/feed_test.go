package page

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed/atom"

	"waythrough/ask"
	"waythrough/record"
)

func readFeed(t *testing.T, h http.Handler, path string) *atom.Feed {
	t.Helper()
	w := get(h, path)
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%s answers %d, %s", path, w.Code, w.Header().Get("Content-Type"))
	}
	feed, err := (&atom.Parser{}).Parse(w.Body)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return feed
}

var urnID = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// Every feed of the record holds what RFC 4287 requires, and the changes of the record.
func TestFeeds(t *testing.T) {
	h := handler(t)
	d := desk(t)
	r := d.World().Record
	paths := map[string]func(*record.Statement) bool{"/feed/changes.atom": nil}
	for _, x := range r.Crossings {
		at := r.Known(theDay).StatementsAt(x.ID)
		paths["/feed/crossing/"+string(x.ID)+".atom"] = func(o *record.Statement) bool { return slices.Contains(at, o) }
	}
	for _, s := range r.Statements {
		if s.Commitment != nil {
			paths["/feed/commitment/"+string(s.ID)+".atom"] = func(o *record.Statement) bool { return o == s }
		}
	}
	feeds := map[string]bool{}
	for path, about := range paths {
		feed := readFeed(t, h, path)
		checkFeed(t, path, feed)
		if feeds[feed.ID] {
			t.Errorf("%s has the id of another feed", path)
		}
		feeds[feed.ID] = true
		want := r.Known(theDay).Changes(-1<<30, theDay, about)
		if len(feed.Entries) != min(len(want), mostEntries) {
			t.Errorf("%s has %d entries of %d changes", path, len(feed.Entries), len(want))
		}
		for i, e := range feed.Entries {
			if !strings.Contains(e.Title, want[i].Says) || !strings.HasPrefix(e.Updated, want[i].On.String()) {
				t.Errorf("%s: entry %d is %q of %s, not %q of %s", path, i, e.Title, e.Updated, want[i].Says, want[i].On)
			}
		}
	}
	if n := len(readFeed(t, h, "/feed/border/ARM-TUR.atom").Entries); n < 50 {
		t.Errorf("the border has %d changes", n)
	}
}

func checkFeed(t *testing.T, path string, feed *atom.Feed) {
	t.Helper()
	if !urnID.MatchString(feed.ID) || feed.Title == "" || len(feed.Authors) != 1 || feed.UpdatedParsed == nil {
		t.Errorf("%s lacks what a feed must have: %q, %q, %v, %s", path, feed.ID, feed.Title, feed.Authors, feed.Updated)
	}
	self := ""
	for _, l := range feed.Links {
		if l.Rel == "self" {
			self = l.Href
		}
	}
	if self != "http://example.org"+path {
		t.Errorf("%s calls itself %s", path, self)
	}
	ids := map[string]bool{}
	var last time.Time
	for i, e := range feed.Entries {
		if !urnID.MatchString(e.ID) || ids[e.ID] || e.Title == "" || e.UpdatedParsed == nil || len(e.Links) != 1 || !strings.HasPrefix(e.Links[0].Href, "http://example.org/") {
			t.Errorf("%s: entry %d is %+v", path, i, e)
			continue
		}
		ids[e.ID] = true
		if i > 0 && e.UpdatedParsed.After(last) {
			t.Errorf("%s: entry %d is later than the one before", path, i)
		}
		if last = *e.UpdatedParsed; last.After(theDay.Start().Time()) {
			t.Errorf("%s: entry %d is of a day to come", path, i)
		}
	}
	if len(feed.Entries) > 0 && feed.Updated != feed.Entries[0].Updated {
		t.Errorf("%s was updated %s, its first entry %s", path, feed.Updated, feed.Entries[0].Updated)
	}
}

// A crossing that opens is told: with a later record the feed has a new entry before the others,
// which keep their ids; the oldest makes room.
func TestTellMeWhenItOpens(t *testing.T) {
	before := readFeed(t, handler(t), "/feed/crossing/margara-alican.atom")
	d, err := ask.Open(ask.Options{Records: []string{"testdata/record"}, Today: func() record.Day { return theDay }})
	if err != nil {
		t.Fatal(err)
	}
	after := readFeed(t, New(func() *ask.Desk { return d }), "/feed/crossing/margara-alican.atom")
	ids := map[string]bool{}
	for _, e := range after.Entries {
		ids[e.ID] = true
	}
	for _, e := range before.Entries[:mostEntries-1] {
		if !ids[e.ID] {
			t.Errorf("the id of %q changed", e.Title)
		}
	}
	if after.ID != before.ID || ids[before.Entries[mostEntries-1].ID] || !strings.Contains(after.Entries[0].Title, "opened for the test") {
		t.Errorf("the first entry is %q", after.Entries[0].Title)
	}
}

// The XML is well formed to a strict reader, whatever the record holds.
func TestFeedIsStrictXML(t *testing.T) {
	w := get(handler(t), "/feed/changes.atom")
	d := xml.NewDecoder(w.Body)
	d.Strict = true
	for {
		if _, err := d.Token(); err != nil {
			if err.Error() != "EOF" {
				t.Error(err)
			}
			return
		}
	}
}
