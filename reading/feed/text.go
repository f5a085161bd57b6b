package feed

import (
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plain gives the words of HTML, without what pages put around an article. It reads
// tokens and builds no tree, so nesting costs nothing.
func plain(source string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	var skip atom.Atom // the element whose end is waited for
	depth := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(out.String()), " ")
		case html.TextToken:
			if skip == 0 {
				out.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case skip == 0 && around(a):
				skip, depth = a, 1
			case skip != 0 && a == skip:
				depth++
			case !inline(a):
				out.WriteByte(' ')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case skip != 0 && a == skip:
				if depth--; depth == 0 {
					skip = 0
				}
			case !inline(a):
				out.WriteByte(' ')
			}
		case html.SelfClosingTagToken:
			out.WriteByte(' ')
		}
	}
}

// plainOf gives the words of an item.
func plainOf(it Item) string {
	text := clean(it.Body, it.ContentType)
	if strings.HasPrefix(it.ContentType, "text/plain") {
		return text
	}
	return plain(text)
}

func around(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form, atom.Noscript, atom.Template, atom.Svg:
		return true
	}
	return false
}

func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Abbr, atom.Cite, atom.Q, atom.Small, atom.Sub, atom.Sup, atom.U, atom.Mark:
		return true
	}
	return false
}

// A textMark is what a text is known by.
type textMark struct {
	host    string
	whole   uint64 // of title and text; 0 of too few words
	print   print  // empty of a text too short to be known again elsewhere
	telling []uint32
}

func markOf(host, title, text string) textMark {
	m := textMark{host: host}
	if p, telling, ok := printOf(text); ok {
		m.print, m.telling = p, telling
	}
	w := words(text)
	if all := append(words(title), w...); len(all) >= 8 && len(w) > 0 {
		m.whole = hashOf(all...)
	}
	return m
}

// hashOf gives the first 64 bits of a SHA-256 over words, never 0.
func hashOf(parts ...string) uint64 {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return max(1, binary.LittleEndian.Uint64(h.Sum(nil)))
}

// hostOf is the site that an address belongs to, as far as a name can tell.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// sameAddress writes an address so that two that lead to one page are equal: without
// fragment and without the parameters that count visits.
func sameAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	u.Scheme = "https"
	kept := []string{}
	for param := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(param), "=")
		if name != "" && !strings.HasPrefix(name, "utm_") && name != "fbclid" && name != "gclid" {
			kept = append(kept, param)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
