package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"golang.org/x/net/html/charset"
)

// Bounds of a list of feeds: what no hand-kept list comes near.
const (
	maxListBytes = 4 << 20
	maxListDepth = 32
	maxListFeeds = 10_000
	maxListFault = 20 // faults told before the rest are left unsaid
)

// A Source is a feed of a list. Line is where the list has it.
type Source struct {
	URL, Title string
	Line       int
}

// ReadOPML reads a list of feeds: every outline with an xmlUrl, at whatever depth,
// once. The name stands before the line in errors; all faults are told, not the
// first only.
func ReadOPML(r io.Reader, name string) ([]Source, error) {
	limited := &io.LimitedReader{R: r, N: maxListBytes + 1}
	l := list{name: name, decoder: xml.NewDecoder(limited), seen: map[string]bool{}}
	l.decoder.CharsetReader = charset.NewReaderLabel
	err := l.read()
	switch {
	case limited.N == 0:
		l.fault("the list is larger than %d MiB: split it", maxListBytes>>20)
	case err != nil:
		var syntax *xml.SyntaxError
		why := err.Error()
		if errors.As(err, &syntax) {
			why = clip(syntax.Msg)
		}
		l.fault("the XML does not read: %s", why)
	case len(l.faults) == 0 && len(l.sources) == 0:
		l.fault("the list has no feed: give each an <outline type=\"rss\" xmlUrl=\"https://…\"/> inside <body>")
	}
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	return l.sources, nil
}

func readList(path string) ([]Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the list of feeds: %w", err)
	}
	defer f.Close()
	return ReadOPML(f, path)
}

type list struct {
	name    string
	decoder *xml.Decoder
	sources []Source
	seen    map[string]bool
	faults  []error
	told    int
}

func (l *list) fault(format string, args ...any) {
	l.told++
	switch line, _ := l.decoder.InputPos(); {
	case l.told < maxListFault:
		l.faults = append(l.faults, fmt.Errorf("%s:%d: "+format, append([]any{l.name, line}, args...)...))
	case l.told == maxListFault:
		l.faults = append(l.faults, fmt.Errorf("%s:%d: more faults follow", l.name, line))
	}
}

// read walks the elements. It returns what makes going on useless.
func (l *list) read() error {
	depth := 0
	for {
		token, err := l.decoder.Token()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case depth == 1 && t.Name.Local != "opml":
				l.fault("the file is <%s>, not a list of feeds: give OPML, as feed readers export it", clip(t.Name.Local))
				return nil
			case depth > maxListDepth:
				l.fault("outlines are nested more than %d deep", maxListDepth)
				return nil
			case t.Name.Local == "outline":
				l.outline(t.Attr)
			}
			if len(l.sources) > maxListFeeds {
				l.fault("the list has more than %d feeds: split it", maxListFeeds)
				return nil
			}
		case xml.EndElement:
			depth--
		}
	}
}

func (l *list) outline(attrs []xml.Attr) {
	var address, title, kind string
	for _, a := range attrs {
		switch strings.ToLower(a.Name.Local) {
		case "xmlurl":
			address = strings.TrimSpace(a.Value)
		case "title":
			title = a.Value
		case "text":
			if title == "" {
				title = a.Value
			}
		case "type":
			kind = strings.ToLower(a.Value)
		}
	}
	switch {
	case address == "" && kind == "include":
		l.fault("an outline includes another list: included lists are not read, put its feeds here")
		return
	case address == "" && (kind == "rss" || kind == "atom"):
		l.fault("the feed %q has no xmlUrl", clip(title))
		return
	case address == "":
		return // a heading
	}
	u, err := feedAddress(address)
	if err != nil {
		l.fault("%v", err)
		return
	}
	if !l.seen[u] {
		l.seen[u] = true
		line, _ := l.decoder.InputPos()
		l.sources = append(l.sources, Source{URL: u, Title: strings.Join(strings.Fields(title), " "), Line: line})
	}
}

// feedAddress reads the address of a feed; feed:// and feed:https:// are http and https.
func feedAddress(s string) (string, error) {
	if rest, ok := strings.CutPrefix(s, "feed:"); ok {
		s = rest
		if strings.HasPrefix(rest, "//") {
			s = "http:" + rest
		}
	}
	u, err := url.Parse(s)
	if err != nil {
		return "", fmt.Errorf("the address %q does not read: write it as https://site/path", clip(s))
	}
	if err := fetchable(u); err != nil {
		return "", err
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String(), nil
}

// fetchable refuses an address that is not of the web.
func fetchable(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("the address %q is not http or https: only those are asked", clip(u.Redacted()))
	case u.Hostname() == "":
		return fmt.Errorf("the address %q names no host", clip(u.Redacted()))
	}
	return nil
}

// clip shortens what others wrote, for a message.
func clip(s string) string {
	const most = 120
	s = strings.ToValidUTF8(s, "\uFFFD")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
