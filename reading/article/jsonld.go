package article

import (
	"encoding/json"
	"html"
	"strings"
)

// Bounds of JSON-LD: a script that is longer, or the scripts after so many, are not read.
const (
	maxScript  = 2 << 20
	maxScripts = 20
)

// A linked is one article that a page describes in JSON-LD.
type linked struct {
	headline, published, publisher, body string
	live, closed                         bool // a live blog; not free to read
}

// jsonLD says whether a script of this type is JSON-LD.
func jsonLD(typ string) bool {
	t, _, _ := strings.Cut(typ, ";")
	return strings.EqualFold(strings.TrimSpace(t), "application/ld+json")
}

// addJSON takes the articles out of one script. Scripts with line breaks in their
// strings, which are no JSON and common, are read too.
func (m *meta) addJSON(s string) {
	if m.scripts++; m.scripts > maxScripts || len(s) > maxScript {
		return
	}
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "<!--"), "//<![CDATA["), "//]]>")
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		blank := strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, s)
		if json.Unmarshal([]byte(blank), &v) != nil {
			return
		}
	}
	m.walk(v, 0)
}

// walk looks for articles at the places where the one of the page stands: at the top, in
// a list, in @graph, or as mainEntity. Those deeper are of other pages or of updates.
func (m *meta) walk(v any, depth int) {
	if depth > 6 || len(m.data) >= 50 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			m.walk(item, depth+1)
		}
	case map[string]any:
		if l, ok := article(v); ok {
			m.data = append(m.data, l)
			m.claim(rankJSON, "JSON-LD", l.published)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			m.walk(v[key], depth+1)
		}
	}
}

// article reads an object of a type that is an article.
func article(v map[string]any) (linked, bool) {
	is, live := false, false
	for _, t := range list(v["@type"]) {
		name, _ := t.(string)
		live = live || name == "LiveBlogPosting"
		is = is || strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "BlogPosting") || name == "Report"
	}
	if !is {
		return linked{}, false
	}
	l := linked{headline: plainText(v["headline"]), body: plainText(v["articleBody"]), live: live}
	l.published, _ = v["datePublished"].(string)
	for _, p := range list(v["publisher"]) {
		if o, ok := p.(map[string]any); ok && l.publisher == "" {
			l.publisher = plainText(o["name"])
		}
	}
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		l.closed = !free
	case string:
		l.closed = strings.EqualFold(free, "false")
	}
	return l, true
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// plainText is a string of JSON-LD, in which entities may be written as in HTML.
func plainText(v any) string {
	s, _ := v.(string)
	return html.UnescapeString(s)
}

func (m *meta) jsonHeadline() string {
	for _, l := range m.data {
		if l.headline != "" {
			return tidy(l.headline)
		}
	}
	return ""
}

func (m *meta) publisher() string {
	for _, l := range m.data {
		if l.publisher != "" {
			return first(m.ogSite, tidy(l.publisher))
		}
	}
	return m.ogSite
}

// articleBody is the text that JSON-LD holds of the article, or "".
func (m *meta) articleBody() string {
	for _, l := range m.data {
		if l.body != "" {
			return l.body
		}
	}
	return ""
}
