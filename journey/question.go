package journey

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/record"
	"waythrough/regime"
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

// telling is law that says what it asks about entries.
type telling interface {
	view(day record.Day) *record.View
}

func (r regimes) view(day record.Day) *record.View { return r.law.On(day).View() }

// questionsOf lists what a law asks about the entries of a traveller; nil if it does not say.
func questionsOf(law Law, t regime.Traveller, day record.Day) []question {
	l, ok := law.(telling)
	if !ok {
		return nil
	}
	out := []question{}
	seen := map[string]bool{}
	add := func(q question) {
		q.Evidence, q.Absent, q.Within = nil, false, record.Span{}
		if key := fmt.Sprintf("%+v", q); !seen[key] {
			seen[key] = true
			out = append(out, q)
		}
	}
	v := l.view(day)
	for _, s := range v.Visible {
		if s.Rule != nil {
			asksOf(s.Rule, &t, v.Record, add)
		}
		if s.Commitment == nil {
			continue
		}
		for _, list := range [][]record.Hypothetical{s.Commitment.Would, s.Commitment.Could} {
			for i := range list {
				if list[i].Rule != nil {
					asksOf(list[i].Rule, &t, v.Record, add)
				}
			}
		}
	}
	return out
}

// asksOf adds the questions of a rule.
func asksOf(r *record.Rule, t *regime.Traveller, rec *record.Record, add func(question)) {
	for _, h := range r.Class.History {
		switch {
		case h.Stamp != "":
			if h.Absent {
				add(question{History: record.History{Stamp: h.Stamp}})
			}
		case h.Stays != "":
			if h.Days <= spent(t)+int(longestJourney/day)+1 { // else no journey spends as many
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
func mayHold(t *regime.Traveller, n *record.Need) bool {
	return slices.ContainsFunc(t.Holds, func(held record.PaperID) bool {
		like := func(p record.PaperID) bool { return kind(p) == kind(held) }
		return like(n.Paper) || slices.ContainsFunc(n.Or, like)
	})
}

// spent is how many days somebody says to have been anywhere, at most.
func spent(t *regime.Traveller) int {
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
func (q *question) after(s *search, told uint32, entered []regime.Entered) uint32 {
	e := &entered[len(entered)-1]
	means := func(named record.AreaID) bool { return named != "" && s.means(named, e.Area, e.On) }
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
			told = q.days(s, entered)
		}
		return told
	}
	if means(q.CuredBy) {
		told = 1
	}
	if means(q.Entered) && q.takes(e) && (q.From == "" || e.From == "" || s.w.Record.Whole(e.From) == q.From || e.From == q.From) {
		told = 2
	}
	return told
}

// takes reports whether an entry is of the kind asked about, its area aside.
func (q *question) takes(e *regime.Entered) bool {
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
func (q *question) days(s *search, entered []regime.Entered) uint32 {
	var days []record.Day
	for i := range entered {
		if e := &entered[i]; s.means(q.Stays, e.Area, e.On) && !slices.Contains(days, e.On) {
			days = append(days, e.On)
		}
	}
	return uint32(min(len(days), q.Days))
}
