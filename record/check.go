package record

import (
	"fmt"
	"maps"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
)

// checker holds everything against everything else and collects what is wrong.
type checker struct {
	r         *Record
	completed int // so many statements, the first, have had their public days filled in
	errs      Errors
}

func (c *checker) fail(pos Pos, format string, args ...any) {
	c.errs = append(c.errs, &Error{pos, fmt.Sprintf(format, args...)})
}

func (c *checker) all() {
	for _, s := range c.r.Sources {
		c.source(s)
	}
	for _, a := range c.r.Areas {
		c.area(a)
	}
	for _, g := range c.r.Groups {
		c.group(g)
	}
	for _, x := range c.r.Crossings {
		c.crossing(x)
	}
	for _, t := range c.r.Terminals {
		c.terminal(t)
	}
	for _, t := range c.r.Towns {
		c.areaID(t.Pos, "area", t.Area)
		c.names(t.Pos, t.Names)
	}
	for _, p := range c.r.Processes {
		c.process(p)
	}
	for i, s := range c.r.Statements {
		c.statement(s)
		if i >= c.completed {
			c.public(s)
		}
	}
	c.cycle("supersedes", func(s *Statement) []StatementID { return s.Supersedes })
	c.cycle("overrides", func(s *Statement) []StatementID {
		if s.Rule == nil {
			return nil
		}
		return s.Rule.Overrides
	})
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) slug(pos Pos, id string) {
	if !idPattern.MatchString(id) {
		c.fail(pos, "id %q is not lowercase words joined by hyphens, as margara-alican", id)
	}
}

func (c *checker) source(s *Source) {
	c.slug(s.Pos, string(s.ID))
	if s.Basis == Read {
		if s.Title == "" || s.Published.IsZero() || (s.URL == "" && s.Where == "") {
			c.fail(s.Pos, "source %q is read, so it needs title, published, and url (or where, for a text without an address)", s.ID)
		}
	}
	if s.URL != "" {
		if u, err := url.Parse(s.URL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			c.fail(s.Pos, "source %q: url %q is not a full http address", s.ID, s.URL)
		}
	}
	if s.Lang != "" {
		c.lang(s.Pos, s.Lang)
	}
}

func (c *checker) lang(pos Pos, tag string) {
	if _, err := language.Parse(tag); err != nil {
		c.fail(pos, "%q is not a language tag (BCP 47), as en or hy", tag)
	}
}

func (c *checker) names(pos Pos, n Names) {
	for _, tag := range slices.Sorted(maps.Keys(n)) {
		c.lang(pos, tag)
		for _, name := range n[tag] {
			if strings.TrimFunc(name, unicode.IsSpace) != name || name == "" {
				c.fail(pos, "name %q begins or ends with a space, or is empty", name)
			}
		}
	}
}

func (c *checker) zone(pos Pos, zone string) {
	if zone == "" {
		return
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		c.fail(pos, "%q is not an IANA time zone, as Asia/Yerevan", zone)
	}
}

func (c *checker) point(pos Pos, at []float64) {
	if len(at) != 2 || !(math.Abs(at[0]) <= 90 && math.Abs(at[1]) <= 180) { // so put, NaN is refused
		c.fail(pos, "at: should be [latitude, longitude] in degrees, as [40.027, 44.169]")
	}
}

func (c *checker) area(a *Area) {
	switch {
	case IsState(a.ID), IsUserAssigned(a.ID):
	case inCapitals(a.ID):
		c.fail(a.Pos, "id %q is no code of ISO 3166-1 alpha-3%s, and none that it leaves to users (AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ)",
			a.ID, didYouMean(string(a.ID), stateCodes()))
	default:
		c.slug(a.Pos, string(a.ID))
	}
	if (a.Kind == PartArea) != (a.PartOf != "") {
		c.fail(a.Pos, "area %q: kind part and part_of go together", a.ID)
	}
	if a.PartOf != "" {
		c.areaID(a.Pos, "part_of", a.PartOf)
	}
	c.names(a.Pos, a.Names)
	c.zone(a.Pos, a.Timezone)
	for _, k := range append(slices.Clone(a.Control), a.Claims...) {
		c.authority(a.Pos, "by", k.By)
		c.valid(a.Pos, k.Valid)
		c.citations(a.Pos, k.Sources)
	}
	for _, n := range a.Renamed {
		c.valid(a.Pos, n.Valid)
		c.citations(a.Pos, n.Sources)
	}
}

func (c *checker) group(g *Group) {
	for _, m := range g.Members {
		for _, a := range m.Areas {
			c.areaID(g.Pos, "members", a)
		}
		c.valid(g.Pos, m.Valid)
	}
	c.citations(g.Pos, g.Sources)
	c.names(g.Pos, g.Names)
}

func (c *checker) crossing(x *Crossing) {
	c.slug(x.Pos, string(x.ID))
	if len(x.Posts) != 2 || x.Posts[0].Area == x.Posts[1].Area {
		c.fail(x.Pos, "crossing %q needs two posts in two areas", x.ID)
	}
	for _, p := range x.Posts {
		c.areaID(x.Pos, "posts.area", p.Area)
		if p.Part != "" {
			c.areaID(x.Pos, "posts.part", p.Part)
		}
		c.point(x.Pos, p.At)
		c.zone(x.Pos, p.Zone)
		c.names(x.Pos, p.Names)
	}
	c.names(x.Pos, x.Names)
	c.citations(x.Pos, x.Sources)
}

func (c *checker) terminal(t *Terminal) {
	c.areaID(t.Pos, "area", t.Area)
	c.point(t.Pos, t.At)
	c.zone(t.Pos, t.Zone)
	c.names(t.Pos, t.Names)
	c.citations(t.Pos, t.Sources)
}

func (c *checker) process(p *Process) {
	c.slug(p.Pos, string(p.ID))
	for _, a := range p.Parties {
		c.authority(p.Pos, "parties", a)
	}
	for _, e := range p.Envoys {
		c.authority(p.Pos, "envoys.party", e.Party)
		c.valid(p.Pos, e.Valid)
	}
	for _, a := range p.Border {
		c.areaID(p.Pos, "border", a)
	}
	c.citations(p.Pos, p.Sources)
}

// known reports an id that is not in the index, with the nearest that is.
func unknownID[ID ~string, T any](c *checker, pos Pos, what, key string, m map[ID]T, id ID) {
	if _, ok := m[id]; !ok {
		c.fail(pos, "%s: there is no %s %q%s", key, what, id, didYouMean(string(id), sortedIDs(m)))
	}
}

// areaID accepts every area of the record and every ISO 3166-1 alpha-3 code.
func (c *checker) areaID(pos Pos, key string, id AreaID) {
	if c.r.areas[id] == nil && !IsState(id) {
		c.fail(pos, "%s: there is no area %q%s; write an ISO 3166-1 alpha-3 code or an area of the record",
			key, id, didYouMean(string(id), append(sortedIDs(c.r.areas), stateCodes()...)))
	}
}

// optionalArea and optionalAuthority are for keys that may be left out.
func (c *checker) optionalArea(pos Pos, key string, id AreaID) {
	if id != "" {
		c.areaID(pos, key, id)
	}
}

func (c *checker) optionalAuthority(pos Pos, key string, id AuthorityID) {
	if id != "" {
		c.authority(pos, key, id)
	}
}

func (c *checker) authority(pos Pos, key string, id AuthorityID) {
	if id == EachAuthority || c.r.groups[GroupID(id)] != nil {
		return
	}
	c.areaID(pos, key, AreaID(id))
}

func (c *checker) citations(pos Pos, cites []Citation) {
	for _, cite := range cites {
		unknownID(c, pos, "source", "sources", c.r.sources, cite.Source)
		if src := c.r.sources[cite.Source]; src != nil && !src.Published.IsZero() && !cite.Confirms.IsZero() && cite.Confirms.First > src.Published.Last {
			c.fail(pos, "sources: %q was published on %s; it can't confirm anything on %s", cite.Source, src.Published, cite.Confirms)
		}
	}
}

func (c *checker) valid(pos Pos, v Valid) {
	if !v.From.IsZero() && !v.Until.IsZero() && v.Until.Last < v.From.First {
		c.fail(pos, "valid: until %s lies before from %s", v.Until, v.From)
	}
	for i, s := range v.Sunsets {
		c.citations(pos, s.Sources)
		if i > 0 && s.Until.First <= v.Sunsets[i-1].Until.First {
			c.fail(pos, "valid.sunsets: %s does not come after %s; list them in order", s.Until, v.Sunsets[i-1].Until)
		}
		if !v.From.IsZero() && s.Until.Last < v.From.First {
			c.fail(pos, "valid.sunsets: %s lies before from %s", s.Until, v.From)
		}
	}
}

func (c *checker) place(pos Pos, key string, p Place) {
	n := 0
	for _, given := range []bool{len(p.Crossing) > 0, len(p.Terminal) > 0, len(p.Border) > 0, len(p.Area) > 0, p.Among != "", len(p.Service) > 0, p.Each} {
		if given {
			n++
		}
	}
	if n > 1 {
		c.fail(pos, "%s: one of crossing, terminal, border, area, among, service, each; not several", key)
	}
	for _, id := range p.Crossing {
		unknownID(c, pos, "crossing", key, c.r.crossings, id)
	}
	for _, id := range p.Terminal {
		unknownID(c, pos, "terminal", key, c.r.terminals, id)
	}
	for _, id := range append(slices.Clone(p.Border), p.Area...) {
		c.areaID(pos, key, id)
	}
	if len(p.Border) != 0 && len(p.Border) != 2 {
		c.fail(pos, "%s: border takes two areas, as [ARM, TUR]", key)
	}
	if p.Among != "" {
		unknownID(c, pos, "group", key, c.r.groups, p.Among)
	}
	for _, id := range p.Service {
		unknownID(c, pos, "statement", key, c.r.statements, id)
		if s := c.r.statements[id]; s != nil && s.Service == nil {
			c.fail(pos, "%s: %q is not a service", key, id)
		}
	}
}

// cycle reports statements that refer to themselves round a ring.
func (c *checker) cycle(key string, edges func(*Statement) []StatementID) {
	const (
		unseen = iota
		open
		done
	)
	state := map[StatementID]int{}
	var path []StatementID
	var visit func(*Statement)
	visit = func(s *Statement) {
		state[s.ID] = open
		path = append(path, s.ID)
		for _, id := range edges(s) {
			next := c.r.statements[id]
			if next == nil {
				continue
			}
			switch state[id] {
			case open:
				ring := path[slices.Index(path, id):]
				c.fail(s.Pos, "%s: %s goes round in a ring (%s → %s); break it", key, s.ID, strings.ReplaceAll(describe(ring), ", ", " → "), id)
			case unseen:
				visit(next)
			}
		}
		path = path[:len(path)-1]
		state[s.ID] = done
	}
	for _, s := range c.r.Statements {
		if state[s.ID] == unseen {
			visit(s)
		}
	}
}
