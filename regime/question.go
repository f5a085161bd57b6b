package regime

import (
	"slices"
	"strings"

	"waythrough/record"
)

// A question is one thing that some rule asks about the entries made on a way. Entries that
// answer all questions alike are one to the law, in whatever order they were made; so two
// ways that made them can be compared. What is kept of a way is a small number for each
// question:
//
//	an entry of a kind   0 none, 1 cured since and none again, 2 one not cured
//	days spent           how many, up to as many as are asked for
//	a stamp              1 got
//	entries of a paper   how many, up to as many as it is good for
//
// Questions of all rules known on the day of knowing count, also of those not in force: more
// of them tell more ways apart than need be, and never fewer.
type question struct {
	record.History
	unsaid bool          // an entry of which it was not said by what way it was made counts
	uses   record.AreaID // entries into it use up a paper…
	good   int           // …that is good for so many
}

// same reports whether two questions are told the same by any entries.
func (q question) same(o question) bool {
	return q.Entered == o.Entered && slices.Equal(q.Via, o.Via) && slices.Equal(q.NotVia, o.NotVia) && q.From == o.From && q.Stamp == o.Stamp &&
		q.Stays == o.Stays && q.Days == o.Days && q.CuredBy == o.CuredBy && q.unsaid == o.unsaid && q.uses == o.uses && q.good == o.good
}

// questions calls add for what a law asks about the entries of a traveller on ways of so many
// days.
func (g *Regime) questions(t *Traveller, days int, add func(question)) {
	v := g.View()
	for _, s := range v.Visible {
		if s.Rule != nil {
			asksOf(s.Rule, t, days, v.Record, add)
		}
		if s.Commitment == nil {
			continue
		}
		for _, list := range [][]record.Hypothetical{s.Commitment.Would, s.Commitment.Could} {
			for i := range list {
				if list[i].Rule != nil {
					asksOf(list[i].Rule, t, days, v.Record, add)
				}
			}
		}
	}
}

// asksOf adds the questions of a rule.
func asksOf(r *record.Rule, t *Traveller, days int, rec *record.Record, add func(question)) {
	for _, h := range r.Class.History {
		switch {
		case h.Stamp != "":
			if h.Absent {
				add(question{History: record.History{Stamp: h.Stamp}})
			}
		case h.Stays != "":
			if h.Days <= spent(t)+days+1 { // else no way spends as many
				add(question{History: record.History{Stays: h.Stays, Days: h.Days}})
			}
		default:
			add(question{History: h})
			if len(h.Via) > 0 || len(h.NotVia) > 0 || h.From != "" {
				add(question{History: h, unsaid: true})
			}
		}
	}
	needs := r.Needs
	if r.Visa != nil && r.Visa.Entries > 0 {
		needs = append(slices.Clip(needs), record.Need{Paper: "visa", Or: []record.PaperID{"eta", "e-visa", "residence-permit"}, Entries: r.Visa.Entries})
	}
	for i := range needs {
		if n := &needs[i]; n.Entries > 0 && mayHold(t, n) {
			for _, a := range entered(r, rec) {
				add(question{uses: a, good: n.Entries})
			}
		}
	}
}

// entered lists the areas that passages lead into which a rule judges, as far as its place
// tells. One of each area, of a group or of a service judges no entries but by areas' own rules.
func entered(r *record.Rule, rec *record.Record) []record.AreaID {
	if r.To != "" {
		return []record.AreaID{r.To}
	}
	out := slices.Concat(r.Place.Area, r.Place.Border)
	for _, id := range r.Place.Crossing {
		if x := rec.Crossing(id); x != nil {
			out = append(out, x.Posts[0].Area, x.Posts[1].Area)
		}
	}
	for _, id := range r.Place.Terminal {
		if t := rec.Terminal(id); t != nil {
			out = append(out, t.Area)
		}
	}
	return out
}

// mayHold reports whether somebody holds a paper of a kind that is needed. Who holds none
// can't use it up.
func mayHold(t *Traveller, n *record.Need) bool {
	return slices.ContainsFunc(t.Holds, func(held record.PaperID) bool {
		like := func(p record.PaperID) bool { return kind(p) == kind(held) }
		return like(n.Paper) || slices.ContainsFunc(n.Or, like)
	})
}

// spent is how many days somebody says to have been anywhere, at most.
func spent(t *Traveller) int {
	n := 0
	for i := range t.Entered {
		n += max(t.Entered[i].Days, 1)
	}
	return n
}

func kind(p record.PaperID) string {
	k, _, _ := strings.Cut(string(p), ":")
	return k
}

// after gives what a question is told once the last of some entries was made.
func (q *question) after(r *record.Record, told uint32, entered []Entered) uint32 {
	e := &entered[len(entered)-1]
	means := func(named record.AreaID) bool { return named != "" && r.Means(named, e.Area, e.On) }
	switch {
	case q.good > 0:
		if means(q.uses) {
			told = min(told+1, uint32(q.good))
		}
		return told
	case q.Stamp != "":
		if e.Via != "" && means(q.Stamp) {
			told = 1
		}
		return told
	case q.Stays != "":
		if means(q.Stays) {
			told = q.days(r, entered)
		}
		return told
	}
	if means(q.CuredBy) {
		told = 1
	}
	if means(q.Entered) && q.takes(e) && (q.From == "" || e.From == "" || r.Whole(e.From) == q.From || e.From == q.From) {
		told = 2
	}
	return told
}

// takes reports whether an entry is of the kind asked about, its area aside.
func (q *question) takes(e *Entered) bool {
	via := record.CrossingID(e.Via)
	switch {
	case len(q.Via)+len(q.NotVia) > 0 && via == "", q.From != "" && e.From == "":
		return q.unsaid
	case len(q.Via) > 0 && !slices.Contains(q.Via, via), slices.Contains(q.NotVia, via):
		return false
	}
	return true
}

// days counts the days of entries into an area.
func (q *question) days(r *record.Record, entered []Entered) uint32 {
	var days []record.Day
	for i := range entered {
		if e := &entered[i]; r.Means(q.Stays, e.Area, e.On) && !slices.Contains(days, e.On) {
			days = append(days, e.On)
		}
	}
	return uint32(min(len(days), q.Days))
}
