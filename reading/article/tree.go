package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	a "golang.org/x/net/html/atom"
)

// Bounds of what is built from one input. Real pages stay far below: of 983 the
// deepest had 40 levels, the longest 9,026 blocks.
const (
	maxDepth = 200     // open elements; deeper ones lose their tags and keep their text
	maxNodes = 100_000 // block elements, and paragraphs
	maxAttrs = 50      // attributes of one element that are looked at
	maxValue = 4096    // bytes of an attribute that are looked at
)

// A tree is the block structure of a document: one entry a block element, in the order
// of their start tags, so that the elements inside node n are those from n+1 to end[n].
type tree struct {
	tag    []a.Atom
	parent []int32 // -1 for the root, node 0
	end    []int32
	sign   []sign  // what its names say it is
	first  []int32 // the paragraphs inside are those from first to last
	last   []int32

	paras []para
	meta  meta
	full  bool // a bound was reached and markup was ignored
}

// A para is one run of text between the borders of blocks.
type para struct {
	text string
	node int32
	link int32 // how many bytes of it are links
}

// linkShare is the part of a paragraph that is links, 0 to 1.
func (p *para) linkShare() float64 { return float64(p.link) / float64(max(1, len(p.text))) }

// A builder makes a tree of the tokens of a document. It keeps a stack of its own, of the
// elements that matter to text, and closes what authors forget to close, so that it
// takes time in proportion to the input whatever the nesting.
type builder struct {
	tree
	stack   []open
	ignored int // elements open beyond maxDepth
	muted   int // the height of the stack at the outermost dropped element; -1 outside
	link    int // the height of the stack where the open link began; -1 outside
	text    run
	lines   strings.Builder // the same text with its lines, if it is preformatted
	raw     a.Atom          // the open element of raw text
	rawType string          // its type attribute
	ended   bool            // the input
}

type open struct {
	tag  a.Atom
	node int32 // -1 for an element that is no block
}

// parse reads HTML. It has no errors: every text is some HTML.
func parse(s string) *tree {
	b := &builder{muted: -1, link: -1}
	b.push(a.Html, 0)
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a string reader has no other
			b.ended = true
			b.flush()
			b.pop(0)
			return &b.tree
		case html.TextToken:
			b.addText(z)
		case html.StartTagToken:
			b.start(z, false)
		case html.SelfClosingTagToken:
			b.start(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.finish(a.Lookup(name))
		}
	}
}

func (b *builder) addText(z *html.Tokenizer) {
	switch {
	case b.raw == a.Script:
		if jsonLD(b.rawType) {
			b.meta.addJSON(string(z.Raw()))
		}
	case b.raw == a.Title && b.meta.title == "":
		var r run
		r.add(string(z.Text()), false)
		b.meta.title = r.take()
	case b.muted < 0:
		s := string(z.Text())
		b.text.add(s, b.link >= 0)
		if tag := b.stack[len(b.stack)-1].tag; tag == a.Pre || tag == a.Listing {
			b.lines.WriteString(s)
		}
	}
}

func (b *builder) start(z *html.Tokenizer, empty bool) {
	name, more := z.TagName()
	tag := a.Lookup(name)
	at := attributes{}
	if more {
		at = readAttributes(z)
	}
	b.raw = 0
	if rawText[tag] {
		b.raw, b.rawType = tag, at.typ
	}
	if b.muted < 0 || tag == a.Meta || tag == a.Link {
		b.meta.element(tag, &at)
	}
	switch natures[tag] {
	case cut:
		if b.muted < 0 {
			b.text.cut()
		}
	case block:
		b.startBlock(tag, at.sign)
	case dropped:
		if len(b.stack) >= maxDepth {
			b.ignored++
			return
		}
		if b.muted < 0 {
			b.muted = len(b.stack)
		}
		b.stack = append(b.stack, open{tag, -1})
	case inline:
		switch {
		case tag == a.A && !empty && (at.href != "" || !more): // <a name=x> is a place, often never closed
			b.link = len(b.stack)
		case tag == a.Q && !empty && b.muted < 0:
			b.text.add("“", b.link >= 0)
		}
	}
}

func (b *builder) startBlock(tag a.Atom, s sign) {
	for {
		top := b.stack[len(b.stack)-1].tag
		if top == a.P || slices.Contains(closedBy[top], tag) || heading(top) && heading(tag) {
			b.flush()
			b.pop(len(b.stack) - 1)
			continue
		}
		if top == a.S || top == a.Del || top == a.Strike { // may stand in a paragraph that ends here
			if below := len(b.stack) - 2; below > 0 && b.stack[below].tag == a.P {
				b.pop(below)
				continue
			}
		}
		break
	}
	b.flush()
	b.push(tag, s)
}

func (b *builder) push(tag a.Atom, s sign) {
	if len(b.stack) >= maxDepth || len(b.tag) >= maxNodes {
		b.ignored++
		b.full = true
		return
	}
	parent := int32(-1)
	for i := len(b.stack) - 1; i >= 0 && parent < 0; i-- {
		parent = b.stack[i].node
	}
	b.stack = append(b.stack, open{tag, int32(len(b.tag))})
	b.tag = append(b.tag, tag)
	b.parent = append(b.parent, parent)
	b.end = append(b.end, 0)
	b.sign = append(b.sign, s)
	b.first = append(b.first, int32(len(b.paras)))
	b.last = append(b.last, 0)
}

// pop closes the open elements down to a height of the stack.
func (b *builder) pop(height int) {
	for i := len(b.stack) - 1; i >= height; i-- {
		if n := b.stack[i].node; n >= 0 {
			b.end[n], b.last[n] = int32(len(b.tag)), int32(len(b.paras))
		}
	}
	b.stack = b.stack[:height]
	if b.muted >= height {
		b.muted = -1
	}
	if b.link > height {
		b.link = -1
	}
}

// finish handles an end tag: it closes the innermost open element of that name, unless
// that lies outside the table cell or, for a paragraph, outside the block it stands in.
func (b *builder) finish(tag a.Atom) {
	b.raw = 0
	n := natures[tag]
	switch {
	case tag == a.A:
		b.link = -1
	case tag == a.Q && b.muted < 0:
		b.text.add("”", b.link >= 0)
	case tag == a.Html || tag == a.Body || n != block && n != dropped:
	case b.ignored > 0 && n == block:
		b.ignored--
		b.text.gap()
	default:
		i := len(b.stack) - 1
		for ; i > 0 && b.stack[i].tag != tag; i-- {
			if fence(b.stack[i].tag, tag) {
				return
			}
		}
		if i > 0 {
			if n == block {
				b.flush()
			}
			b.pop(i)
		}
	}
}

// fence says whether an end tag has no effect beyond an open element.
func fence(open, end a.Atom) bool {
	switch end {
	case a.P, a.S, a.Del, a.Strike:
		return natures[open] == block
	case a.Li:
		return open == a.Ul || open == a.Ol
	case a.Table, a.Tr, a.Td, a.Th, a.Tbody, a.Thead, a.Tfoot, a.Caption:
		return open == a.Table
	}
	return open == a.Td || open == a.Th || open == a.Caption
}

// flush ends the paragraph that is being read.
func (b *builder) flush() {
	if b.text.empty() || b.muted >= 0 {
		return
	}
	if len(b.paras) >= maxNodes && !b.ended {
		b.full = true
		b.text.gap()
		return
	}
	node := int32(0)
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].node >= 0 {
			node = b.stack[i].node
			break
		}
	}
	link := b.text.link
	whole := b.text.take()
	parts := strings.Split(whole, "\n")
	if b.lines.Len() > 0 {
		parts = paragraphs(b.lines.String())
		b.lines.Reset()
	}
	for _, part := range parts {
		if part != "" {
			b.paras = append(b.paras, para{part, node, int32(link * len(part) / max(1, len(whole)))})
		}
	}
}
