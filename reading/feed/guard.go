package feed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of a feed's shape. Real ones stay under a tenth of each. They are counted in a
// pass of their own, before a tree is built: readers of feeds follow nesting on the
// stack, and glue a text together piece by piece, at the square of their number.
const (
	maxDepth    = 100
	maxElements = 100_000
	maxAttrs    = 128
	maxPrefixes = 64
	maxGlued    = 1 << 29 // bytes copied if each piece of an element's text is added to those before
)

// guardXML reads a document as gofeed will, counts, and gives the name of its root.
func guardXML(text string) (root string, err error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	g := xmlGuard{prefixes: map[string]bool{}}
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if err != nil {
			return g.root, g.unreadable(err, line)
		}
		done, err := g.take(token)
		if err != nil {
			return g.root, fmt.Errorf("line %d: %w", line, err)
		}
		if done {
			return g.root, nil
		}
	}
}

func (g *xmlGuard) unreadable(err error, line int) error {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return errors.New("it holds no element")
	case !errors.As(err, &syntax):
		return fmt.Errorf("line %d: %w", line, err)
	case strings.Contains(syntax.Msg, "unexpected EOF") && len(g.open) > 0:
		return fmt.Errorf("it is cut short: <%s> has no end when it ends in line %d", clip(g.open[len(g.open)-1].name), line)
	case strings.Contains(syntax.Msg, "unexpected EOF"):
		return fmt.Errorf("it is cut short, in line %d", line)
	}
	return fmt.Errorf("line %d: its XML does not read: %s", line, clip(syntax.Msg))
}

type xmlGuard struct {
	root     string
	open     []openElement
	elements int
	glued    int
	prefixes map[string]bool
}

type openElement struct {
	name string
	text int
}

// take counts a token. It is done when the root ends.
func (g *xmlGuard) take(token xml.Token) (done bool, err error) {
	switch t := token.(type) {
	case xml.StartElement:
		g.elements++
		if g.root == "" {
			g.root = t.Name.Local
		}
		g.open = append(g.open, openElement{name: t.Name.Local})
		switch {
		case len(g.open) > maxDepth:
			return false, fmt.Errorf("elements are nested more than %d deep", maxDepth)
		case g.elements > maxElements:
			return false, fmt.Errorf("it has more than %d elements", maxElements)
		case len(t.Attr) > maxAttrs:
			return false, fmt.Errorf("<%s> has more than %d attributes", clip(t.Name.Local), maxAttrs)
		}
		for _, a := range t.Attr {
			if a.Name.Space == "xmlns" {
				g.prefixes[a.Name.Local] = true
			}
		}
		if len(g.prefixes) > maxPrefixes {
			return false, fmt.Errorf("it declares more than %d prefixes", maxPrefixes)
		}
	case xml.EndElement:
		g.open = g.open[:len(g.open)-1]
		return len(g.open) == 0, nil
	case xml.CharData:
		if len(g.open) > 0 {
			here := &g.open[len(g.open)-1]
			here.text += len(t)
			if g.glued += here.text; g.glued > maxGlued {
				return false, errors.New("a text is broken into too many pieces")
			}
		}
	}
	return false, nil
}

// guardJSON counts the objects and arrays of a document and their depth.
func guardJSON(text string) error {
	d := json.NewDecoder(strings.NewReader(text))
	depth, elements := 0, 0
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF && depth == 0 && elements > 0:
			return nil
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return errors.New("it is cut short: its JSON has no end")
		case err != nil:
			return fmt.Errorf("byte %d: its JSON does not read: %s", d.InputOffset(), clip(err.Error()))
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
			elements++
		case json.Delim('}'), json.Delim(']'):
			if depth--; depth == 0 {
				return nil
			}
		}
		switch {
		case depth > maxDepth:
			return fmt.Errorf("its JSON is nested more than %d deep", maxDepth)
		case elements > maxElements:
			return fmt.Errorf("its JSON has more than %d objects and lists", maxElements)
		}
	}
}
