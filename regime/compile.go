package regime

import (
	"slices"
	"sync"

	"waythrough/record"
)

// A Regime is a record's law on one local day, as it could be known on another.
// It is safe for concurrent use.
type Regime struct {
	view        *record.View
	day         record.Day
	first, last record.Minute

	universe []record.AreaID
	numbers  map[record.AreaID]int16

	rules       []*rule                        // the law of the day
	supposed    []*rule                        // what commitments not yet carried out would bring
	all         []*rule                        // both, by their id
	at          map[record.CrossingID][]*rule  // those that speak of crossings alone, by crossing
	elsewhere   []*rule                        // the others
	exceptions  []*rule                        // exceptions that ended before the day
	authorities map[record.AuthorityID][]*rule // the rules of each, by their number
	beaten      map[record.AuthorityID][]bits  // beaten[x][i] has bit j: rule i of x is beaten by its rule j
	papers      []record.PaperID               // that some class asks for
	history     []record.AreaID                // that some class's history asks about

	mu    sync.RWMutex
	sites map[siteKey]*site
}

// bits is a set of small numbers.
type bits []uint64

func (b bits) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bits) set(i int)      { b[i>>6] |= 1 << (i & 63) }

// Compile prepares the law of a day, as it could be known on another. It costs
// one pass over the statements and, for each authority, the square of the number
// of its rules.
func Compile(r *record.Record, on, known record.Day) *Regime {
	return compile(r, on, known, nil)
}

// CompileSupposing is Compile with what commitments would bring (or could lead to)
// taken for law: it beats the rules of the same authorities that are not narrower.
func CompileSupposing(r *record.Record, on, known record.Day, carriedOut []record.StatementID) *Regime {
	return compile(r, on, known, carriedOut)
}

// compile is Compile with further rules supposed to hold: those that the named
// commitments would bring.
func compile(r *record.Record, on, known record.Day, carriedOut []record.StatementID) *Regime {
	g := &Regime{view: r.Known(known), day: on, first: on.Start(), last: on.End(),
		numbers: map[record.AreaID]int16{}, sites: map[siteKey]*site{}}
	g.number(record.AreaID(record.Stateless))
	g.countAreas()
	for _, s := range g.view.Visible {
		switch {
		case s.Rule != nil:
			g.addRule(s)
		case s.Facility != nil:
			g.addFacility(s)
		case s.Commitment != nil:
			g.addCommitment(s, slices.Contains(carriedOut, s.ID))
		}
	}
	g.order()
	return g
}

// number gives an area its place in the universe. After compiling, areas the
// record does not mention get none (see known).
func (g *Regime) number(id record.AreaID) int16 {
	if n, ok := g.numbers[id]; ok {
		return n
	}
	n := int16(len(g.universe))
	g.universe = append(g.universe, id)
	g.numbers[id] = n
	return n
}

// countAreas numbers every area that the record mentions, and one that stands
// for all the others, so that sets have one length.
func (g *Regime) countAreas() {
	for _, a := range g.view.Areas {
		g.number(a.ID)
	}
	for _, group := range g.view.Groups {
		for _, m := range group.Members {
			for _, a := range m.Areas {
				g.number(a)
			}
		}
	}
	mention := func(r *record.Rule) {
		c := &r.Class
		for _, s := range []record.Set{c.Nationals, c.Residents, c.Plate, c.GoodsFrom, c.GoodsTo} {
			for _, name := range slices.Concat(s.In, s.Out) {
				if name != record.Own && g.view.Group(record.GroupID(name)) == nil {
					g.number(record.AreaID(name))
				}
			}
		}
		if r.Authority != record.EachAuthority {
			g.number(record.AreaID(r.Authority))
		}
	}
	for _, s := range g.view.Visible {
		if s.Rule != nil {
			mention(s.Rule)
		}
		if s.Commitment != nil {
			for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
				if h.Rule != nil {
					mention(h.Rule)
				}
			}
		}
	}
	g.number(elsewhere)
}

// elsewhere stands for every area that no statement mentions: no rule tells one
// of them from another.
const elsewhere record.AreaID = "elsewhere"

func (g *Regime) known(id record.AreaID) int16 {
	if id == "" {
		return unsaid
	}
	if n, ok := g.numbers[id]; ok {
		return n
	}
	return g.numbers[elsewhere]
}

func (g *Regime) addRule(s *record.Statement) {
	valid := g.view.Valid(s)
	holding := g.view.Holding(s, g.first, g.last)
	if holding == record.HoldsNot {
		if s.Rule.Exception && valid.Until.Last < g.first {
			g.exceptions = append(g.exceptions, g.newRule(s, s.Rule, s.Rule.Authority, valid, holding))
		}
		return
	}
	for _, authority := range g.imposers(s.Rule) {
		g.rules = append(g.rules, g.airside(g.newRule(s, s.Rule, authority, valid, holding))...)
	}
}

// imposers gives the authorities of a rule: each area of the record for itself,
// or the one named.
func (g *Regime) imposers(r *record.Rule) []record.AuthorityID {
	if r.Authority != record.EachAuthority {
		return []record.AuthorityID{r.Authority}
	}
	var out []record.AuthorityID
	for _, a := range g.view.Areas {
		if a.Kind != record.PartArea {
			out = append(out, record.AuthorityID(a.ID))
		}
	}
	return out
}

// physically is the authority of a place that nothing can pass.
const physically record.AuthorityID = ""

func (g *Regime) addFacility(s *record.Statement) {
	valid := g.view.Valid(s)
	holding := g.view.Holding(s, g.first, g.last)
	if s.Facility.State.Passable() || holding == record.HoldsNot || len(s.About.Crossing) == 0 {
		return
	}
	bar := &record.Rule{Part: record.Gate, Place: s.About, Effect: record.Refused}
	for _, m := range s.Facility.Modes {
		bar.Class.Mode.In = append(bar.Class.Mode.In, string(m))
	}
	r := g.newRule(s, bar, physically, valid, holding)
	r.physical = true
	g.rules = append(g.rules, r)
}

// addCommitment keeps what a commitment pending on the day would bring; if it is
// supposed carried out, as law.
func (g *Regime) addCommitment(s *record.Statement, carriedOut bool) {
	standing, ok := g.view.Standing(s, g.day)
	if !carriedOut && (!ok || !standing.Status.Pending()) {
		return
	}
	for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
		if h.Rule == nil {
			continue
		}
		for _, authority := range g.imposers(h.Rule) {
			r := g.newRule(s, h.Rule, authority, record.Valid{}, record.HoldsSurely)
			r.supposed, r.given = s.ID, carriedOut
			if carriedOut {
				g.rules = append(g.rules, g.airside(r)...)
			} else {
				g.supposed = append(g.supposed, g.airside(r)...)
			}
		}
	}
}

// order works out, for each authority, which of its rules beats which.
func (g *Regime) order() {
	g.authorities = map[record.AuthorityID][]*rule{}
	g.all, g.at = slices.Concat(g.rules, g.supposed), map[record.CrossingID][]*rule{}
	for i, r := range g.all {
		r.id = i
		if len(r.place.Crossing) == 0 {
			g.elsewhere = append(g.elsewhere, r)
		}
		for _, id := range r.place.Crossing {
			if list := g.at[id]; len(list) == 0 || list[len(list)-1] != r {
				g.at[id] = append(list, r)
			}
		}
		r.number = len(g.authorities[r.authority])
		g.authorities[r.authority] = append(g.authorities[r.authority], r)
		g.note(r)
	}
	g.beaten = make(map[record.AuthorityID][]bits, len(g.authorities))
	for authority, list := range g.authorities {
		rows := make([]bits, len(list))
		for i, b := range list {
			rows[i] = make(bits, (len(list)+63)/64)
			for j, a := range list {
				if _, ok := g.beats(a, b); ok {
					rows[i].set(j)
				}
			}
		}
		g.beaten[authority] = rows
	}
}

// note remembers the papers and the history that a rule asks about.
func (g *Regime) note(r *rule) {
	asks := func(a record.AreaID) {
		if a != "" && !slices.Contains(g.history, a) {
			g.history = append(g.history, a)
		}
	}
	if r.counts() {
		for _, a := range g.counted(r) {
			asks(a)
		}
	}
	if r.class.rest == nil {
		return
	}
	for _, p := range r.class.rest.Papers.In {
		if id := record.PaperID(p); !slices.Contains(g.papers, id) {
			g.papers = append(g.papers, id)
		}
	}
	for _, h := range r.class.rest.History {
		asks(h.Entered)
		asks(h.Stays)
		asks(h.CuredBy)
		if h.Absent {
			asks(h.Stamp)
		}
	}
}

// HistoryAreas lists the areas (or groups) whose earlier entries some rule of
// the day asks about.
func (g *Regime) HistoryAreas() []record.AreaID { return g.history }

// AsksAbout reports whether some rule of the day asks about earlier entries into
// an area: by itself, by the area it is a part of, or by a group.
func (g *Regime) AsksAbout(area record.AreaID) bool {
	return slices.ContainsFunc(g.history, func(named record.AreaID) bool { return g.belongs(area, named) })
}

// Day is the local day whose law this is.
func (g *Regime) Day() record.Day { return g.day }

// View is the record the law was compiled from.
func (g *Regime) View() *record.View { return g.view }

// A siteKey names where a passage is made, for whoever makes it.
type siteKey struct {
	from, to       record.AreaID
	crossing       record.CrossingID
	leaves, enters record.TerminalID
	service        record.StatementID
	transit        bool
}

// A site holds the rules that a passage there can meet, part by part.
type site struct {
	parts    [parts][]voice
	asOne    [parts]bool // every rule of the part judges person, vehicle and cargo as one
	from, to side
}

// A voice is one authority's rules for one part of a passage. It counts if the
// authority controls the side of the border it speaks for; one that only asserts
// law there counts when it refuses.
type voice struct {
	authority record.AuthorityID
	asserted  bool
	forEntry  bool // it controls the area entered: it sees the document shown there
	rules     []*rule
	ids       bits // of the rules, from word firstWord on
	firstWord int
	choices   [attributes][]int16 // values to try, for attributes that rules ask for
}

// site gives the rules of a passage's place; built once, then kept.
func (g *Regime) site(p *Passage) *site {
	key := siteKey{p.From, p.To, p.Crossing, p.Leaves, p.Enters, p.Service, p.Transit}
	g.mu.RLock()
	s := g.sites[key]
	g.mu.RUnlock()
	if s != nil {
		return s
	}
	s = g.buildSite(*p)
	g.mu.Lock()
	g.sites[key] = s
	g.mu.Unlock()
	return s
}

func (g *Regime) buildSite(p Passage) *site {
	s := &site{}
	s.from, s.to = g.sides(p)
	leaving, entering := g.view.Authorities(s.from.area, g.day), g.view.Authorities(s.to.area, g.day)
	if p.Transit {
		leaving = entering // of the terminal's area, both of them
	}
	rules := g.near(p)
	for _, pt := range p.parts() {
		for _, r := range rules {
			if pt == gate && p.unrecorded() && r.place.Among == "" {
				continue
			}
			if r.airside == (p.Transit && pt == closure) && sharePart(r.part, partNames[pt]) && g.touches(r, pt, p, s.from, s.to) {
				s.add(pt, r, g.speaksFor(r.authority, leaving), g.speaksFor(r.authority, entering))
			}
		}
		s.asOne[pt] = true
		for i := range s.parts[pt] {
			v := &s.parts[pt][i]
			s.asOne[pt] = s.asOne[pt] && !slices.ContainsFunc(v.rules, func(r *rule) bool { return r.subject != record.OfAll })
			// Rules come in the order of their ids.
			v.firstWord = v.rules[0].id >> 6
			v.ids = make(bits, v.rules[len(v.rules)-1].id>>6-v.firstWord+1)
			for _, r := range v.rules {
				v.ids.set(r.id - v.firstWord<<6)
			}
			g.choose(v)
		}
	}
	return s
}

// near lists the rules that a passage may meet, by their id: most speak of other crossings.
func (g *Regime) near(p Passage) []*rule {
	here := g.at[p.Crossing]
	switch {
	case p.Transit:
		return g.all
	case len(here) == 0:
		return g.elsewhere
	}
	out := make([]*rule, 0, len(here)+len(g.elsewhere))
	for _, r := range g.elsewhere {
		for len(here) > 0 && here[0].id < r.id {
			out, here = append(out, here[0]), here[1:]
		}
		out = append(out, r)
	}
	return append(out, here...)
}

// add gives a rule to its authority's voice in a part. An act that answers every
// part speaks of leaving only for who controls that side, and so of entering.
func (s *site) add(pt part, r *rule, leaving, entering bool) {
	everywhere := r.physical || (r.place.Among != "" && r.authority == record.AuthorityID(r.place.Among))
	controls := everywhere || (leaving && pt != entry) || (entering && pt != exit)
	if r.part == record.Every && !controls && (pt == exit || pt == entry) {
		return
	}
	v := s.voice(pt, r.authority)
	v.rules = append(v.rules, r)
	v.forEntry = entering
	v.asserted = !controls
}

// voice gives an authority's voice in a part, a new one if it had none.
func (s *site) voice(pt part, authority record.AuthorityID) *voice {
	for i := range s.parts[pt] {
		if s.parts[pt][i].authority == authority {
			return &s.parts[pt][i]
		}
	}
	s.parts[pt] = append(s.parts[pt], voice{authority: authority})
	return &s.parts[pt][len(s.parts[pt])-1]
}

// speaksFor reports whether an authority is one of those, or an organisation
// that one of them belongs to.
func (g *Regime) speaksFor(a record.AuthorityID, controlling []record.AuthorityID) bool {
	return slices.ContainsFunc(controlling, func(c record.AuthorityID) bool {
		return a == c || g.view.MemberOf(record.AreaID(c), record.GroupID(a), g.day)
	})
}
