package page

import (
	"bytes"
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"waythrough/record"
)

// mostEntries bounds a feed: the latest changes.
const mostEntries = 100

// An atomFeed and what is in it are the elements of RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Rights  string      `xml:"rights"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Links    []atomLink   `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// A subject is what a feed is about.
type subject struct {
	path, title, page string
	about             []*record.Statement // nil: all
}

// feed serves the changes of the record as Atom, the latest first. Ids are the same wherever
// and whenever it is served; an entry's day is that of the change, so that an event told late
// comes with its own day.
func (s *server) feed(w http.ResponseWriter, r *http.Request) {
	v, err := s.enter(r)
	var about *subject
	if err == nil {
		about, err = v.subject()
	}
	if err != nil {
		status, page := refusal(err)
		page.visit = v
		page.write(w, status)
		return
	}
	page := &sheet{visit: v, Path: about.path}
	base := strings.TrimSuffix(page.Address(), page.Self())
	changes := v.history(about.about)
	feed := atomFeed{Lang: "en", ID: urn(about.path), Title: about.title, Author: atomAuthor{"Waythrough record"}, Updated: atomDay(v.newest(changes)), Sub: v.view.Notice(),
		Rights: "CC BY 4.0", Links: []atomLink{{"self", "application/atom+xml", page.Address()}, {"alternate", "text/html", base + about.page}}}
	for _, c := range changes[:min(len(changes), mostEntries)] {
		feed.Entries = append(feed.Entries, atomEntry{ID: urn("change", string(c.Statement), c.What, c.On.String(), c.Says), Title: sentence(c.What) + " " + c.Says,
			Updated: atomDay(c.On), Links: []atomLink{{"alternate", "text/html", base + c.Path}}, Category: atomCategory{string(c.Kind)}, Summary: summary(c)})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(feed); err != nil {
		http.Error(w, "This feed can't be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	send(w, r, http.StatusOK, b.Bytes())
}

// newest is the day of the latest change; of none, the first day that counts.
func (v *visit) newest(changes []change) record.Day {
	if len(changes) > 0 {
		return changes[0].On
	}
	return 0
}

func summary(c change) string {
	out := fmt.Sprintf("%s (%s, %s).", c.Says, c.Kind, c.On)
	for _, s := range c.Sources {
		out += fmt.Sprintf(" %s, %s, %s.", s.Publisher, s.Published.Words(), s.Basis)
	}
	return out
}

// subject reads the address of a feed.
func (v *visit) subject() (*subject, error) {
	kind, file := v.r.PathValue("kind"), v.r.PathValue("file")
	if kind == "" {
		return &subject{path: "/feed/changes.atom", title: "Changes in the Waythrough record", page: "/"}, nil
	}
	id, ok := strings.CutSuffix(file, ".atom")
	if !ok {
		return nil, &missingError{what: "feed", id: v.r.URL.Path}
	}
	out := &subject{path: "/feed/" + kind + "/" + url.PathEscape(id) + ".atom", page: "/" + kind + "/" + url.PathEscape(id)}
	switch kind {
	case "crossing":
		if x := v.view.Crossing(record.CrossingID(id)); x != nil {
			out.title, out.about = x.Name, v.view.StatementsAt(x.ID)
			return out, nil
		}
	case "border":
		if pair, ok := v.index.border(clipped(id)); ok && id == borderID(pair) {
			out.title, out.about = v.Area(pair[0])+" – "+v.Area(pair[1]), v.view.StatementsBetween(pair[0], pair[1])
			return out, nil
		}
	case "commitment":
		if s := v.seen(record.StatementID(id)); s != nil && s.Commitment != nil {
			out.title, out.about = s.Commitment.Title, []*record.Statement{s}
			return out, nil
		}
	}
	return nil, &missingError{what: "feed", id: v.r.URL.Path}
}

// atomDay writes a day as RFC 3339 has it.
func atomDay(d record.Day) string { return d.String() + "T00:00:00Z" }

// space is the name space of our ids: a UUID made of the project's name (RFC 9562, version 5).
var space = sha1.Sum(slices.Concat(make([]byte, 16), []byte("waythrough record")))

// urn makes an id of a name, the same wherever it is made: a UUID of version 5.
func urn(parts ...string) string {
	sum := sha1.Sum(slices.Concat(space[:16], []byte(strings.Join(parts, "\x00"))))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
