package article

import (
	"net/url"
	"strings"

	a "golang.org/x/net/html/atom"

	"waythrough/record"
)

// A meta is what a page says of itself, outside its text.
type meta struct {
	title            string // <title>
	ogTitle, ogSite  string
	canonical, ogURL string
	claims           []claim
	data             []linked // JSON-LD
	scripts          int
}

// A claim is one statement of the day of publication.
type claim struct {
	rank int    // the lower the better
	from string // who says so
	date record.Date
}

// publishedNames are the names of <meta> elements that give the day of publication, the
// most reliable first.
var publishedNames = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
	"sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date", "publication_date", "publish-date",
	"publishdate", "pubdate", "article:published", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date",
}

// Ranks of claims: the <meta> names come first in their order, JSON-LD after the first
// three, then elements of the text.
const (
	rankJSON    = 2*3 - 1
	rankElement = 1000
)

// element takes what a start tag says.
func (m *meta) element(tag a.Atom, at *attributes) {
	switch tag {
	case a.Meta:
		m.metaTag(at)
	case a.Link:
		if strings.EqualFold(at.rel, "canonical") && m.canonical == "" {
			m.canonical = at.href
		}
	}
	for prop := range strings.FieldsSeq(at.itemprop) {
		if strings.EqualFold(prop, "datePublished") {
			m.claim(rankElement, "itemprop datePublished", first(at.datetime, at.content))
			return
		}
	}
	if tag == a.Time && at.pubdate {
		m.claim(rankElement+1, "time pubdate", at.datetime)
	}
}

func (m *meta) metaTag(at *attributes) {
	name := strings.ToLower(first(at.property, at.name))
	switch name {
	case "og:title":
		m.ogTitle = first(m.ogTitle, tidy(at.content))
	case "og:site_name":
		m.ogSite = first(m.ogSite, tidy(at.content))
	case "og:url":
		m.ogURL = first(m.ogURL, at.content)
	}
	for i, known := range publishedNames {
		if name == known {
			m.claim(2*i, "meta "+known, at.content)
		}
	}
}

// claim keeps a date that is understood. A page can't make the list long.
func (m *meta) claim(rank int, from, text string) {
	if d := dateOf(text); !d.IsZero() && len(m.claims) < 100 {
		m.claims = append(m.claims, claim{rank, from, d})
	}
}

// published is the day of the best claim. Where the claims of one rank differ, as those
// of teasers of other articles do, none of them is believed, and note says so.
func (m *meta) published() (d record.Date, from, note string) {
	best := claim{rank: 1 << 30}
	for _, c := range m.claims {
		switch {
		case c.rank < best.rank:
			best, note = c, ""
		case c.rank == best.rank && c.date != best.date:
			note = "the page gives several days of publication (" + c.from + ": " + best.date.String() + ", " + c.date.String() + "); none is taken"
		}
	}
	if note != "" || best.from == "" {
		return record.Date{}, "", note
	}
	return best.date, best.from, ""
}

// address is the page's own address, if it is a public one.
func (m *meta) address() string {
	for _, s := range []string{m.canonical, m.ogURL} {
		if u, err := url.Parse(strings.TrimSpace(s)); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
			return u.String()
		}
	}
	return ""
}

// maxTitle is the most bytes of a headline; what is longer is none.
const maxTitle = 500

// headline is the title without the name of the site that <title> often ends with. An h1
// of the same words is how the article itself writes it.
func (m *meta) headline(h1 []string, site string) string {
	said := first(brief(m.jsonHeadline()), brief(m.ogTitle), brief(m.title))
	for _, h := range h1[:min(len(h1), 10)] {
		if h = brief(h); h != "" && (said == "" || sameTitle(said, h) || sameTitle(brief(m.title), h)) {
			return h
		}
	}
	for _, sep := range []string{" | ", " – ", " — ", " - ", " · ", " :: "} {
		if i := strings.LastIndex(said, sep); i > 0 {
			tail := said[i+len(sep):]
			if site != "" && strings.EqualFold(tail, site) || sep == " | " || sep == " :: " {
				return strings.TrimSpace(said[:i])
			}
		}
	}
	return said
}

// sameTitle says whether a heading is a title, or what that begins with, or most of it;
// the name of the site at its end is not.
func sameTitle(title, h string) bool {
	t, s := squeeze(title), squeeze(h)
	return len(h) > 8 && (strings.HasPrefix(t, s) || strings.Contains(t, s) && 2*len(s) > len(t))
}

func brief(s string) string {
	if len(s) > maxTitle {
		return ""
	}
	return s
}

// squeeze makes titles comparable: letters and digits only, in small letters.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u00a0'’‘\"“”«»-–—|.,:;!?", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// tidy is a text on one line.
func tidy(s string) string {
	var r run
	r.add(s, false)
	return r.take()
}
