package reading

import (
	"waythrough/reading/lexicon"
	"waythrough/record"
)

// known is what the record says, arranged to be found again.
type known struct{ claims []claim }

// A claim is one statement, or one event of a commitment.
type claim struct {
	id      string
	kind    Kind
	status  map[Status]bool
	on      record.Date
	parties map[string]bool
	words   map[string]bool
}

func recorded(rec *record.Record) *known {
	k := &known{}
	if rec == nil {
		return k
	}
	for _, s := range rec.Statements {
		switch {
		case s.Meeting != nil:
			k.add(s, Meeting, s.Meeting.On, s.Meeting.Parties, s.Says+" "+s.Meeting.At, Held)
		case s.Commitment != nil:
			for _, e := range s.Commitment.Events {
				k.add(s, Commitment, e.On, s.Commitment.Parties, s.Says+" "+s.Commitment.Title+" "+e.Says, Status(e.Event))
			}
		case s.Instrument != nil:
			k.add(s, Instrument, s.Instrument.Signed, s.Instrument.Parties, s.Says+" "+s.Instrument.Title, Signed)
			for _, e := range s.Instrument.Events {
				k.add(s, Instrument, e.On, s.Instrument.Parties, s.Says+" "+e.Says, Status(e.Event))
			}
		case s.Position != nil:
			k.add(s, Position, s.Position.On, append([]record.AuthorityID{s.Position.Holder}, s.Position.With...), s.Says, Stated)
		case s.Relation != nil:
			k.add(s, Relation, s.Valid.From, s.Relation.Parties, s.Says, Ended, Started, Resumed)
		case s.Rule != nil && s.Rule.Part == record.Closure:
			parties := []record.AuthorityID{s.Rule.Authority}
			k.add(s, Crossing, s.Valid.From, parties, s.Says, Closed, PartlyClosed)
		case s.Service != nil:
			k.add(s, Service, s.Valid.From, nil, s.Says+" "+s.Service.Name, Started, Resumed)
		}
	}
	return k
}

func (k *known) add(s *record.Statement, kind Kind, on record.Date, parties []record.AuthorityID, says string, statuses ...Status) {
	if on.IsZero() {
		return
	}
	c := claim{id: string(s.ID), kind: kind, on: on, status: map[Status]bool{}, parties: map[string]bool{}, words: map[string]bool{}}
	for _, st := range statuses {
		c.status[st] = true
	}
	for _, p := range parties {
		c.parties[string(p)] = true
	}
	for _, w := range lexicon.Split(lexicon.Fold(says)) {
		if len(w) > 3 && !small[w] {
			c.words[w] = true
		}
	}
	k.claims = append(k.claims, c)
}

// repeats gives the statement of the record that says what a proposal says:
// same kind and status, a date that does not exclude it, no other parties, and
// the most words in common (two at least). A proposal without a date repeats
// nothing for certain.
func (k *known) repeats(p *Proposal) string {
	text := p.Date
	if text == "" {
		text = p.From
	}
	on, err := record.ParseDate(text)
	if text == "" || err != nil {
		return ""
	}
	best, found := 1, ""
	var words []string
	for i := range k.claims {
		c := &k.claims[i]
		if c.kind != p.Kind || !c.status[p.Status] || on.Last < c.on.First || c.on.Last < on.First || !c.shares(p.Who) {
			continue
		}
		if words == nil {
			words = lexicon.Split(lexicon.Fold(p.Passage + " " + p.What))
		}
		n := 0
		for _, w := range words {
			if c.words[w] {
				n++
			}
		}
		if n > best {
			best, found = n, c.id
		}
	}
	return found
}

// shares reports whether those named are none other than the parties.
func (c *claim) shares(who []Entity) bool {
	if len(c.parties) == 0 {
		return true
	}
	for _, e := range who {
		if len(e.ID) == 3 && !c.parties[e.ID] {
			return false
		}
	}
	return true
}
