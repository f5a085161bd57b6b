package feed

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
)

// maxEntries of a feed are read, the first ones.
const maxEntries = 2000

// An entry is an item as its feed has it. Its JSON is what is kept of one that has to be
// offered again.
type entry struct {
	GUID      string    `json:"guid,omitempty"`
	URL       string    `json:"url,omitempty"` // absolute, http or https, or none
	Title     string    `json:"title,omitempty"`
	Published time.Time `json:"published"` // zero if the feed doesn't say
	Text      string    `json:"text,omitempty"`
	Type      string    `json:"type,omitempty"`  // of Text
	Tries     int       `json:"tries,omitempty"` // that its page was asked for, in vain
	IDs       []uint64  `json:"ids"`             // what it is known by
}

// A document is a feed that was read: its entries, the oldest first.
type document struct {
	entries []entry
	rhythm  rhythm
}

// parse reads a feed that came from an address. Its error says what is wrong with "it".
func parse(body []byte, contentType string, at *url.URL) (doc *document, err error) {
	text := clean(body, contentType)
	if err := guard(text, at); err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil { // gofeed's fault, in a feed of a shape it did not expect
			doc, err = nil, fmt.Errorf("it can't be read as a feed: %v", r)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	f, err := p.ParseString(text)
	if err != nil {
		return nil, fmt.Errorf("it can't be read as a feed: %s", clip(err.Error()))
	}
	doc = &document{rhythm: rhythmOf(f)}
	published := publishedOf(f)
	j, isJSON := f.OriginalFeed().(*json.Feed)
	for i, item := range f.Items[:min(len(f.Items), maxEntries)] {
		if item == nil {
			continue
		}
		e := entry{GUID: strings.TrimSpace(item.GUID), URL: absolute(item.Link, at), Title: oneLine(item.Title),
			Published: published(i), Text: item.Content, Type: "text/html; charset=utf-8"}
		if strings.TrimSpace(e.Text) == "" {
			e.Text = item.Description
		}
		if isJSON && i < len(j.Items) && j.Items[i].ContentHTML == "" {
			e.Type = "text/plain; charset=utf-8"
		}
		if e.URL == "" && strings.HasPrefix(e.GUID, "http") {
			e.URL = absolute(e.GUID, at)
		}
		doc.entries = append(doc.entries, e)
	}
	slices.Reverse(doc.entries)
	return doc, nil
}

// guard names what is no feed, and refuses a shape that would cost too much to read.
func guard(text string, at *url.URL) error {
	whole := text // with the lines before it, which errors count
	text = strings.TrimLeft(text, " \t\r\n")
	switch {
	case text == "":
		return errors.New("it is empty")
	case text[0] == '{':
		return guardJSON(text)
	case text[0] != '<':
		return fmt.Errorf("it is no feed: it begins with %q", firstWords(text))
	case page(text):
		if found := announced(text, at); found != "" {
			return fmt.Errorf("it is a web page, not a feed: the page names %s as its feed", clip(found))
		}
		return errors.New("it is a web page, not a feed, and names none")
	}
	root, err := guardXML(whole)
	if err != nil {
		return err
	}
	switch strings.ToLower(root) {
	case "rss", "rdf", "feed":
		return nil
	}
	return fmt.Errorf("it is XML whose root is <%s>, not a feed: RSS, Atom and JSON Feed are read", clip(root))
}

func firstWords(text string) string { return clip(text[:min(len(text), 40)]) }

// page says whether a text is HTML: by its doctype or its first element.
func page(text string) bool {
	z := html.NewTokenizer(strings.NewReader(text[:min(len(text), 4096)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.DoctypeToken:
			return strings.HasPrefix(strings.ToLower(strings.TrimSpace(string(z.Text()))), "html")
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "html", "head", "body", "title", "meta", "div", "script", "p":
				return true
			}
			return false
		}
	}
}

// announced finds the feed that a page links to in its head.
func announced(text string, at *url.URL) string {
	z := html.NewTokenizer(strings.NewReader(text[:min(len(text), 256<<10)]))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return ""
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		if t.Data != "link" {
			continue
		}
		var href, rel, kindOf string
		for _, a := range t.Attr {
			switch a.Key {
			case "href":
				href = a.Val
			case "rel":
				rel = strings.ToLower(a.Val)
			case "type":
				kindOf = strings.ToLower(a.Val)
			}
		}
		if strings.Contains(rel, "alternate") && (strings.Contains(kindOf, "rss") || strings.Contains(kindOf, "atom") || strings.Contains(kindOf, "feed+json")) {
			return absolute(href, at)
		}
	}
}

// absolute gives the address that a reference leads to, or "" of one that is not of the web.
func absolute(ref string, at *url.URL) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxAddress {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if at != nil {
		u = at.ResolveReference(u)
	}
	if fetchable(u) != nil {
		return ""
	}
	u.User = nil
	return u.String()
}

func oneLine(title string) string {
	if strings.ContainsAny(title, "<&") {
		title = plain(title)
	}
	return strings.Join(strings.Fields(title), " ")
}

// identify gives each entry what it is known by: its GUID within its feed, and its
// address anywhere. An address that several entries of the feed share (a front page)
// names none of them.
func identify(entries []entry, feed string) {
	shared := map[string]int{}
	for i := range entries {
		shared[entries[i].URL]++
	}
	for i := range entries {
		e := &entries[i]
		e.IDs = nil
		if e.GUID != "" {
			e.IDs = append(e.IDs, hashOf("guid", feed, e.GUID))
		}
		if e.URL != "" && shared[e.URL] == 1 {
			e.IDs = append(e.IDs, hashOf("address", sameAddress(e.URL)))
		}
		if len(e.IDs) == 0 {
			e.IDs = append(e.IDs, hashOf("text", feed, e.URL, e.Title, e.Text))
		}
	}
}

// publishedOf gives the day of publication of each item, where the feed says one: when
// an item was changed is not when it was published, though gofeed takes it so.
func publishedOf(f *gofeed.Feed) func(i int) time.Time {
	a, isAtom := f.OriginalFeed().(*atom.Feed)
	return func(i int) time.Time {
		at := f.Items[i].PublishedParsed
		if isAtom && i < len(a.Entries) {
			at = a.Entries[i].PublishedParsed
		}
		if at == nil || at.Year() < 1900 || at.Year() > 9999 {
			return time.Time{}
		}
		return *at
	}
}

// rhythmOf reads the ttl and the hours and days to be left out, of RSS, and the update
// period of its syndication module.
func rhythmOf(f *gofeed.Feed) (r rhythm) {
	if minutes, ok := periods[extension(f, "updatePeriod")]; ok {
		times, err := strconv.Atoi(extension(f, "updateFrequency"))
		if err != nil || times < 1 {
			times = 1
		}
		r.TTL = minutes / time.Duration(times)
	}
	feed, ok := f.OriginalFeed().(*rss.Feed)
	if !ok {
		return r
	}
	if minutes, err := strconv.Atoi(strings.TrimSpace(feed.TTL)); err == nil && minutes > 0 {
		r.TTL = time.Duration(min(minutes, 1<<20)) * time.Minute
	}
	for _, s := range feed.SkipHours {
		if h, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && h >= 0 && h <= 24 {
			r.SkipHours[h%24] = true
		}
	}
	for _, s := range feed.SkipDays {
		for day := range r.SkipDays {
			if strings.EqualFold(strings.TrimSpace(s), time.Weekday(day).String()) {
				r.SkipDays[day] = true
			}
		}
	}
	return r
}

var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

func extension(f *gofeed.Feed, name string) string {
	for _, e := range f.Extensions["sy"][name] {
		return strings.TrimSpace(e.Value)
	}
	return ""
}
