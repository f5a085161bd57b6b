package article

import (
	"errors"
	"fmt"
	"html"
	"mime"
	"regexp"
	"slices"
	"strings"

	a "golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"waythrough/record"
)

// An Article is the plain text of an article and what is known of its publication.
type Article struct {
	// Text is the headline, if there is one, and the paragraphs, each apart from the
	// next by "\n\n". It is valid UTF-8 in NFC; within a paragraph there is no white space but
	// single blanks. Offsets of passages are offsets in Text.
	Text string
	// Body is where the text below the headline begins: 0 if Text has no headline.
	Body int

	Title     string
	Publisher string
	URL       string

	// Published is the day of publication, as precisely as it is known: zero if nobody
	// says. It is never taken from the text or the address.
	Published record.Date
	// PublishedFrom is who says so: "given by you", "the file's header", "JSON-LD", "meta
	// article:published_time", "itemprop datePublished", "time pubdate" and the like.
	PublishedFrom string

	// Form is what the input was.
	Form Form
	// Notes are sentences about what was odd, or lost, for whoever looks at the article.
	Notes []string
}

// A Form is what an input was taken for.
type Form string

// The forms. Menus, adverts and the like are looked for, and left out, in pages only.
const (
	Page     Form = "page"
	Fragment Form = "fragment"
	Plain    Form = "text"
)

// Options say what is known of the bytes besides what they say themselves.
type Options struct {
	ContentType string      // of the HTTP response, as text/html; charset=windows-1254
	URL         string      // where it was fetched
	Published   record.Date // the day of publication, if the user gave it; it wins over all
	Limit       int64       // the most bytes read, up to 1 GiB; 0 is DefaultLimit
}

// DefaultLimit is the most bytes of an article that are read: 8 MiB. The largest of 983
// pages had 1.6 MB.
const DefaultLimit = 8 << 20

// Read gives the article in the bytes of a file or of an HTTP response. Its error is a
// sentence that says why there is none.
func Read(b []byte, o Options) (*Article, error) {
	art, err := read(b, o)
	if err != nil {
		return nil, fmt.Errorf("reading the article%s: %w", at(o.URL), err)
	}
	return art, nil
}

func (o Options) limit() int64 {
	if o.Limit > 0 {
		return min(o.Limit, 1<<30)
	}
	return DefaultLimit
}

func at(url string) string {
	if url == "" {
		return ""
	}
	return " at " + url
}

func read(b []byte, o Options) (*Article, error) {
	if int64(len(b)) > o.limit() {
		return nil, fmt.Errorf("it is longer than %d bytes; an article is not: save the part that is", o.limit())
	}
	if err := notText(b); err != nil {
		return nil, err
	}
	s, note := decode(b, o.ContentType)
	h, s, err := cutHeader(s)
	if err != nil {
		return nil, err
	}
	if err := notArticle(s, o.ContentType); err != nil {
		return nil, err
	}
	art := &Article{Form: formOf(s, o.ContentType), URL: first(o.URL, h.url)}
	art.note(note)
	var title string
	var body []string
	switch art.Form {
	case Page:
		title, body = art.page(s)
	case Fragment:
		title, body = art.fragment(s)
	default:
		title, body = art.plain(s, mediaType(o.ContentType) == "text/plain")
	}
	title = first(h.title, title)
	if len(body) == 0 {
		return nil, art.empty()
	}
	art.Publisher = first(h.publisher, art.Publisher)
	if !h.published.IsZero() {
		art.Published, art.PublishedFrom = h.published, "the file's header"
	}
	if !o.Published.IsZero() {
		art.Published, art.PublishedFrom = o.Published, "given by you"
	}
	art.write(title, body)
	return art, nil
}

// write sets Text of the headline and the paragraphs.
func (art *Article) write(title string, body []string) {
	art.Title = norm.NFC.String(title)
	if title != "" && squeeze(brief(body[0])) == squeeze(title) {
		body = body[1:]
	}
	text := norm.NFC.String(strings.Join(body, "\n\n"))
	if title != "" {
		art.Body = len(art.Title) + 2
		text = art.Title + "\n\n" + text
	}
	art.Text = strings.TrimSpace(text)
	art.Body = min(art.Body, len(art.Text))
}

func (art *Article) note(s string) {
	if s != "" {
		art.Notes = append(art.Notes, s)
	}
}

func (art *Article) empty() error {
	if art.Form == Page {
		return errors.New("the page has no text of an article; it may be one that scripts fill in: open it in a browser and save or copy its text")
	}
	return errors.New("there is no text in it")
}

// page reads a whole page: menus, adverts and the like are left out.
func (art *Article) page(s string) (title string, body []string) {
	t := parse(s)
	art.take(t)
	var h1 []string
	for i := range t.paras {
		if t.tag[t.paras[i].node] == a.H1 {
			h1 = append(h1, t.paras[i].text)
		}
	}
	title = t.meta.headline(h1, art.Publisher)
	for _, p := range t.body() {
		body = append(body, p.text)
		// What little stands above the headline belongs to the page.
		if t.tag[p.node] == a.H1 && p.text == title && weight(body) < 500 {
			body = body[:0]
		}
	}
	if spare := paragraphs(t.meta.articleBody()); weight(spare) > 2*weight(body) {
		art.note("the text is that of the page's JSON-LD; the page itself shows less")
		body = spare
	}
	return title, body
}

// take keeps what the markup says of the article, and what was odd.
func (art *Article) take(t *tree) {
	var note string
	art.Published, art.PublishedFrom, note = t.meta.published()
	art.note(note)
	art.Publisher = t.meta.publisher()
	art.URL = first(art.URL, t.meta.address())
	if t.full {
		art.note(fmt.Sprintf("the markup is deeper than %d levels or has more than %d blocks; what lies beyond runs together", maxDepth, maxNodes))
	}
	if slices.ContainsFunc(t.meta.data, func(l linked) bool { return l.live }) {
		art.note("this is a live blog: its updates may be of later days than its publication")
	}
	if slices.ContainsFunc(t.meta.data, func(l linked) bool { return l.closed }) {
		art.note("the page is not free to read; this may be the beginning of the article only")
	}
}

// fragment reads a piece of HTML that is the article and nothing else.
func (art *Article) fragment(s string) (title string, body []string) {
	t := parse(s)
	for i := range t.paras {
		if p := &t.paras[i]; t.sign[p.node]&hidden == 0 {
			body = append(body, p.text)
		}
	}
	art.take(t)
	if len(body) > 1 && heading(t.tag[t.paras[0].node]) {
		title = body[0]
	}
	return title, body
}

// plain reads text. A short first paragraph that ends as no sentence does is the headline.
func (art *Article) plain(s string, declared bool) (title string, body []string) {
	if !declared && strings.Contains(s, "&") && entity.MatchString(s) {
		s = html.UnescapeString(s)
	}
	body = paragraphs(s)
	if len(body) > 1 && len(body[0]) <= 160 && !endsSentence(lastRune(body[0])) && endsSentence(lastRune(body[1])) {
		title = body[0]
	}
	return title, body
}

var entity = regexp.MustCompile(`&(#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});`)

func weight(list []string) int {
	n := 0
	for _, s := range list {
		n += len(s)
	}
	return n
}

func lastRune(s string) rune {
	r := []rune(s[max(0, len(s)-4):])
	return r[len(r)-1]
}

func mediaType(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return t
}

// known finds the tags of HTML in a text; "<3" and "a < b" are none.
var known = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]{0,11})(\s[^<>]*|/)?>`)

// formOf says what a text is: a page has elements that only pages have, a fragment has
// some markup, all else is text. What HTTP calls plain text is, unless it begins as pages
// do.
func formOf(s, contentType string) Form {
	head := strings.ToLower(strings.TrimSpace(s[:min(len(s), 512)]))
	if hasAny(head, "<!doctype html", "<html") {
		return Page
	}
	if mediaType(contentType) == "text/plain" {
		return Plain
	}
	form := Plain
	if !strings.Contains(s, "<") {
		return form
	}
	for _, m := range known.FindAllStringSubmatch(s, 20_000) {
		tag := a.Lookup([]byte(strings.ToLower(m[2])))
		if pageTags[tag] {
			return Page
		}
		if tag != 0 {
			form = Fragment
		}
	}
	return form
}
