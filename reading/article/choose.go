package article

import (
	"strings"
	"unicode/utf8"

	a "golang.org/x/net/html/atom"
)

// A weigher weighs the blocks of a page: where is the article?
type weigher struct {
	*tree
	aside []bool // nodes that are no part of the article, nor what is inside them
	score []float64
	text  []int32 // bytes of text inside a node, asides left out, and of links among it
	link  []int32
}

// body picks the paragraphs of a page that are its article, in order.
func (t *tree) body() []*para {
	w := &weigher{tree: t, aside: make([]bool, len(t.tag)), score: make([]float64, len(t.tag))}
	w.prune()
	w.sum()
	top := w.top()
	return w.pick(top)
}

// prune marks what the names say is no article. A name is not believed where most of the
// page's text stands: pages are called "has-sidebar", articles "newsletter-article".
func (w *weigher) prune() {
	size := make([]int, len(w.paras)+1)
	for i := range w.paras {
		p := &w.paras[i]
		n := 0
		if len(p.text) >= 60 && p.linkShare() < 0.5 {
			n = len(p.text)
		}
		size[i+1] = size[i] + n
	}
	all := size[len(w.paras)]
	for n := range w.tag {
		if p := w.parent[n]; p >= 0 && w.aside[p] {
			w.aside[n] = true
			continue
		}
		in := size[w.last[n]] - size[w.first[n]]
		s := w.sign[n]
		switch {
		case s&hidden != 0 && in*2 <= all, asideTag(w.tag[n]) && in*2 <= all:
			w.aside[n] = true
		case w.tag[n] == a.Header && !w.inside(n):
			w.aside[n] = in*2 <= all
		case s&saysAside != 0 && s&saysBody == 0 && w.tag[n] != a.Article && w.tag[n] != a.Main && w.tag[n] != a.Body && w.tag[n] != a.Html:
			w.aside[n] = in*2 <= all
		}
	}
}

// inside says whether a block is in what its tags call an article or the main part.
func (w *weigher) inside(n int) bool {
	for p := w.parent[n]; p >= 0; p = w.parent[p] {
		if w.tag[p] == a.Article || w.tag[p] == a.Main {
			return true
		}
	}
	return false
}

// sum counts text and links in each node.
func (w *weigher) sum() {
	text, link := make([]int32, len(w.paras)+1), make([]int32, len(w.paras)+1)
	for i := range w.paras {
		p := &w.paras[i]
		text[i+1], link[i+1] = text[i], link[i]
		if !w.aside[p.node] {
			text[i+1] += int32(len(p.text))
			link[i+1] += p.link
		}
	}
	w.text, w.link = make([]int32, len(w.tag)), make([]int32, len(w.tag))
	for n := range w.tag {
		w.text[n] = text[w.last[n]] - text[w.first[n]]
		w.link[n] = link[w.last[n]] - link[w.first[n]]
	}
}

// top finds the block that holds the article. Each paragraph gives points to the blocks
// around it, the nearer the more; the block with the most wins.
func (w *weigher) top() int32 {
	for i := range w.paras {
		p := &w.paras[i]
		if w.aside[p.node] || len(p.text) < 25 || heading(w.tag[p.node]) {
			continue
		}
		s := (1 + float64(strings.Count(p.text, ",")) + min(float64(utf8.RuneCountInString(p.text))/100, 3)) * (1 - p.linkShare())
		at := p.node
		switch w.tag[at] {
		case a.P, a.Li, a.Pre, a.Blockquote, a.Dd, a.Dt:
			at = w.parent[at]
		}
		for level := 0; at >= 0 && level < 5; level++ {
			switch level {
			case 0:
				w.score[at] += s
			case 1:
				w.score[at] += s / 2
			default:
				w.score[at] += s / float64(3*level)
			}
			at = w.parent[at]
		}
	}
	best, points := int32(0), 0.0
	for n := range w.tag {
		if w.score[n] == 0 {
			continue
		}
		s := (w.score[n] + w.bonus(n)) * (1 - float64(w.link[n])/float64(max(1, w.text[n])))
		if s > points {
			best, points = int32(n), s
		}
	}
	return w.widen(best)
}

func (w *weigher) bonus(n int) float64 {
	b := 0.0
	if w.sign[n]&saysBody != 0 {
		b += 50
	}
	if w.sign[n]&saysArticle != 0 {
		b += 25
	}
	switch w.tag[n] {
	case a.Article, a.Main:
		b += 25
	case a.Div, a.Section:
		b += 5
	case a.Ul, a.Ol, a.Dl, a.Form:
		b -= 3
	}
	return b
}

// widen goes up while the block around holds more of the same: an article whose
// paragraphs stand in several blocks.
func (w *weigher) widen(n int32) int32 {
	best := n
	for p := w.parent[n]; p >= 0; p = w.parent[p] {
		if w.sign[best]&saysBody != 0 || w.tag[best] == a.Article || w.tag[best] == a.Main {
			return best
		}
		more, links := float64(w.text[p]-w.text[best]), float64(w.link[p]-w.link[best])
		enough := 0.1
		if w.tag[p] == a.Body || w.tag[p] == a.Html {
			enough = 0.5
		}
		if more == 0 || more >= enough*float64(w.text[best]) && links < 0.3*more || w.tag[p] == a.Article && links < 0.4*more {
			best = p
		}
	}
	return best
}

// pick lists the paragraphs in a block that are not asides and not lists of links.
func (w *weigher) pick(n int32) []*para {
	var out []*para
	for i := w.first[n]; i < w.last[n]; i++ {
		p := &w.paras[i]
		if w.aside[p.node] || p.linkShare() > 0.66 && len(p.text) < 200 || furniture(p.text) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// furniture says whether a short paragraph is one of those that stand on every page.
func furniture(s string) bool {
	if len(s) > 100 {
		return false
	}
	s = strings.ToLower(strings.Trim(s, " .:…»>›→*-–—|·[]()"))
	if furnitureWhole[s] {
		return true
	}
	for _, p := range furnitureBegins {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// Sentences that every page has, in English: whole paragraphs, and how they begin.
var furnitureWhole = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Split(strings.TrimSpace(`
advertisement|advertising|ad|ads|sponsored|promoted|share|share this|share this article|share on|tweet|print|email|save|copy link|
link copied|listen|listen to this article|comments|comment|leave a reply|leave a comment|post a comment|reply|tags|topics|categories|
related|related articles|related stories|related news|related topics|read more|read also|more|more news|more stories|see also|
also read|most read|most viewed|popular|trending|recommended|you may also like|you might also like|editor's picks|editors' picks|
latest|latest news|subscribe|subscribe now|sign up|sign in|log in|register|newsletter|follow us|load more|show more|back to top|
home|menu|search|close|next|previous|skip to content|story continues below|continue reading|article continues below|
article continues after advertisement|story continues after advertisement|file photo|loading`), "|") {
		m[strings.TrimSpace(s)] = true
	}
	return m
}()

var furnitureBegins = []string{"©", "copyright ©", "copyright (c)", "all rights reserved", "follow us on", "sign up for", "sign up to",
	"subscribe to", "read more:", "read also:", "also read:", "see also:", "related:", "share this", "photo:", "image:", "picture:",
	"photo by", "image credit", "photo credit", "credit:", "filed under", "tags:", "advertisement –", "advertisement -", "advertisement:",
	"download our app", "download the app", "join our", "we use cookies", "this site uses cookies", "last updated", "updated:", "published:"}
