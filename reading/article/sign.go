package article

import (
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// A sign is what the names of an element (tag, class, id, role) say of its text.
type sign uint8

const (
	saysAside   sign = 1 << iota // menus, adverts, comments, links to other articles
	saysArticle                  // the text of an article
	saysBody                     // the text of the article, said by a standard (itemprop=articleBody)
	hidden                       // not shown
)

// asideWords and articleWords are words of class names and ids, as pages use them: most
// in English whatever the language of the page, since the software that writes them is.
var asideWords, articleWords = set(`
	ad ads adv advert adverts advertisement advertising adsense banner billboard dfp sponsor sponsored promo promos promotion
	aside sidebar sidebars rail rightrail secondary complementary widget widgets
	breadcrumb breadcrumbs menu menus nav navi navbar navigation toolbar pager pagination pagenav skip
	footer foot masthead topbar colophon copyright imprint impressum
	comment comments commentlist disqus respond replies discussion trackback trackbacks pingback
	share sharing sharebar sharedaddy social socials addthis addtoany follow likes facebook twitter
	related relateds recommended recommendation recommendations recirculation recirc more morelinks readmore readalso alsoread
	popular trending mostread mostviewed outbrain taboola teaser teasers latest similar jp-relatedposts
	newsletter newsletters subscribe subscription signup login register paywall piano donate donation
	cookie cookies consent gdpr cmp popup modal overlay lightbox dialog toast
	tag tags taglist tagcloud topics keywords categories postmetadata
	byline authorbox bio credit credits caption captions figcaption wp-caption-text
	gallery carousel slideshow slider poll rating ratings print search searchform attribution`),
	set(`article articlebody articletext articlecontent body content contenttext entry main page post postbody postcontent
	story storybody text blog news maincontent hentry`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// attributes are those of an element that something here looks at.
type attributes struct {
	class, id, role, itemprop, property, name, content, href, rel, datetime, typ string
	pubdate                                                                      bool
	sign                                                                         sign
}

func readAttributes(z *html.Tokenizer) attributes {
	var at attributes
	for range maxAttrs {
		k, v, more := z.TagAttr()
		if len(v) <= maxValue {
			at.set(k, v)
		}
		if !more {
			break
		}
	}
	at.sign |= signOf(at.class) | signOf(at.id)
	switch strings.ToLower(at.role) {
	case "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar":
		at.sign |= saysAside
	case "main", "article":
		at.sign |= saysArticle
	}
	if strings.EqualFold(at.itemprop, "articleBody") || strings.EqualFold(at.property, "articleBody") {
		at.sign |= saysBody | saysArticle
	}
	return at
}

func (at *attributes) set(key, v []byte) {
	value := ""
	switch string(key) {
	case "class", "id", "role", "itemprop", "property", "name", "content", "href", "rel", "datetime", "type", "style": // no other is kept
		value = string(v)
	}
	switch string(key) {
	case "class":
		at.class = value
	case "id":
		at.id = value
	case "role":
		at.role = value
	case "itemprop":
		at.itemprop = value
	case "property":
		at.property = value
	case "name":
		at.name = value
	case "content":
		at.content = value
	case "href":
		at.href = value
	case "rel":
		at.rel = value
	case "datetime":
		at.datetime = value
	case "type":
		at.typ = value
	case "pubdate":
		at.pubdate = true
	case "hidden":
		at.sign |= hidden
	case "style":
		if strings.Contains(strings.ReplaceAll(strings.ToLower(value), " ", ""), "display:none") {
			at.sign |= hidden
		}
	}
}

// signOf gives the signs in a class or id: "post-content" holds the words post and content,
// "rightRail" right and rail.
func signOf(names string) sign {
	var s sign
	for _, name := range strings.Fields(names) {
		low := strings.ToLower(name)
		look := func(word string) {
			if asideWords[word] {
				s |= saysAside
			}
			if articleWords[word] {
				s |= saysArticle
			}
		}
		look(low)
		start := 0
		for i := 1; i <= len(name); i++ {
			if i == len(name) || !letter(name[i]) || upper(name[i]) && !upper(name[i-1]) {
				look(strings.Trim(low[start:i], "-_0123456789:./"))
				start = i
			}
		}
	}
	return s
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }

// asideTag says whether an element is by its meaning not the text of an article.
func asideTag(tag a.Atom) bool {
	switch tag {
	case a.Nav, a.Aside, a.Footer, a.Menu, a.Dialog, a.Figcaption, a.Search, a.Dir, a.Caption:
		return true
	}
	return false
}
