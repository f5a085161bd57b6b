package record

import (
	"fmt"
	"slices"
)

// A View is a record as it could be known on a day: statements, ends, renewals
// and events that became public later are not in it. It is read-only.
type View struct {
	*Record
	On Day // the day of knowing

	// Visible holds the statements public by then, less those superseded by
	// another that was public as well.
	Visible []*Statement

	waits map[CrossingID][]*Statement // of those, the observations of waits
}

// Known gives the record as it could be known on a day. It costs one pass over
// the statements.
func (r *Record) Known(day Day) *View {
	v := &View{Record: r, On: day}
	superseded := map[StatementID]bool{}
	for _, s := range r.Statements {
		if v.sees(s.Public) {
			for _, id := range s.Supersedes {
				superseded[id] = true
			}
		}
	}
	for _, s := range r.Statements {
		if v.sees(s.Public) && !superseded[s.ID] {
			v.Visible = append(v.Visible, s)
			v.noteWaits(s)
		}
	}
	return v
}

// sees reports whether what became public on a date was public by the view's
// day. A date known only to the month counts from the end of the month.
func (v *View) sees(public Date) bool { return !public.IsZero() && public.LastDay() <= v.On }

// Valid gives a statement's dates as far as they were known: with the ends and
// renewals that were public.
func (v *View) Valid(s *Statement) Valid {
	valid := s.Valid
	if s.Ended != nil && v.sees(s.Ended.Public) {
		valid.Until = s.Ended.On
	}
	if n := len(valid.Sunsets); n > 0 {
		known := valid.Sunsets[:0:0]
		for _, t := range valid.Sunsets {
			if v.sees(t.Public) {
				known = append(known, t)
			}
		}
		valid.Sunsets = known
	}
	return valid
}

// Holding says how far a statement holds from one minute to another, with its
// dates as far as they were known. A claim whose start nobody gave holds perhaps
// before the day it became public, and surely from then on.
func (v *View) Holding(s *Statement, first, last Minute) Holding {
	valid := v.Valid(s)
	h := valid.At(first, last)
	if h == HoldsSurely && valid.From.IsZero() && first < s.Public.First {
		return HoldsPerhaps
	}
	return h
}

// Notice is the sentence that ends an answer about the record itself.
func (v *View) Notice() string {
	return fmt.Sprintf("This is what recorded sources said, as known on %s; none of it is legal advice. What is marked reported nobody here has read.", v.On)
}

// A Confirmation is the last day on which a source shows a claim to hold.
type Confirmation struct {
	On    Day
	Known bool // false: nothing confirms it
	Basis Basis
}

// Confirmed gives the last confirmation of a statement that was public by the
// view's day. A claim that no dated source confirms counts as confirmed when it
// became public.
func (v *View) Confirmed(s *Statement) Confirmation {
	c := Confirmation{Basis: Reported}
	consider := func(cites []Citation) {
		for _, cite := range cites {
			src := v.Source(cite.Source)
			if !src.Published.IsZero() && !v.sees(src.Published) {
				continue
			}
			if src.Basis == Read {
				c.Basis = Read
			}
			on := cite.Confirms
			if on.IsZero() {
				on = src.Published
			}
			if cite.Silent || on.IsZero() || on.FirstDay() > v.On {
				continue
			}
			if !c.Known || on.FirstDay() > c.On {
				c.On, c.Known = on.FirstDay(), true
			}
		}
	}
	consider(s.Sources)
	for _, t := range v.Valid(s).Sunsets {
		consider(t.Sources)
	}
	for _, e := range v.Events(s) {
		consider(e.Sources)
	}
	if !c.Known {
		start := s.Public
		if !s.Valid.From.IsZero() && s.Valid.From.First > start.First && v.sees(s.Valid.From) {
			start = s.Valid.From
		}
		c.On, c.Known = start.LastDay(), true
	}
	return c
}

// freshFor is how long a claim stays fresh where it does not say itself.
const freshFor = 90

// Fresh is how many days a claim stays fresh after it was last confirmed.
func (s *Statement) Fresh() int {
	if s.Keeps.IsZero() {
		return freshFor
	}
	return s.Keeps.Days()
}

// Events gives the events of a commitment or instrument that were public by the
// view's day, oldest first.
func (v *View) Events(s *Statement) []Event {
	var out []Event
	for _, e := range s.events() {
		if v.sees(e.Public) {
			out = append(out, e)
		}
	}
	return out
}

// Rank is the highest rank among a statement's sources that were public by the
// view's day. A claim without a source ranks as press: commonly reported.
func (v *View) Rank(s *Statement) Rank {
	best, words := len(Rank("").Words()), Rank("").Words()
	for _, cite := range s.Sources {
		src := v.Source(cite.Source)
		if src.Published.IsZero() || v.sees(src.Published) {
			best = min(best, slices.Index(words, string(src.Rank)))
		}
	}
	if best == len(words) {
		return RankPress
	}
	return Rank(words[best])
}

// Means reports whether an area is the one named, a part of it, or on a day a member of the
// group named.
func (r *Record) Means(named, area AreaID, on Day) bool {
	whole := r.Whole(area)
	return named == area || named == whole || r.MemberOf(whole, GroupID(named), on)
}

// MemberOf reports whether an area belonged to a group on a day.
func (r *Record) MemberOf(area AreaID, group GroupID, on Day) bool {
	g := r.Group(group)
	if g == nil {
		return false
	}
	for _, m := range g.Members {
		if has(m.Areas, area) && m.Valid.At(on.Start(), on.End()) == HoldsSurely {
			return true
		}
	}
	return false
}

// Whole gives the area that an area is a part of, or the area itself.
func (r *Record) Whole(id AreaID) AreaID {
	if a := r.Area(id); a != nil && a.PartOf != "" {
		return a.PartOf
	}
	return id
}

// Authorities gives those who control an area on a day: by default its own.
func (r *Record) Authorities(id AreaID, on Day) []AuthorityID {
	a := r.Area(r.Whole(id))
	var out []AuthorityID
	if a != nil {
		for _, c := range a.Control {
			if c.Valid.At(on.Start(), on.End()) == HoldsSurely {
				out = append(out, c.By)
			}
		}
	}
	if out == nil {
		out = []AuthorityID{AuthorityID(r.Whole(id))}
	}
	return out
}
