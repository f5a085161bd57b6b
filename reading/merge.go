package reading

import (
	"slices"
	"sort"
	"strings"

	"waythrough/reading/lexicon"
	"waythrough/reading/when"
)

// finish fills the drafts' slots, joins repetitions, and marks what the record
// has already.
func (x *run) finish() []Proposal {
	if x.unchanged() {
		return nil
	}
	x.blames()
	sort.SliceStable(x.drafts, func(i, j int) bool {
		a, b := &x.drafts[i], &x.drafts[j]
		return a.sentence < b.sentence || a.sentence == b.sentence && a.lo < b.lo
	})
	var out []Proposal
	meeting := ""
	title := x.title()
	var inTitle []bool
	for i := range x.drafts {
		p := x.proposal(&x.drafts[i])
		switch {
		case p.Kind == Meeting && p.Status == Held:
			if p.Date == "" {
				p.Date = x.newsDay(&x.drafts[i])
			}
			meeting = max(meeting, p.Date) // EDTF sorts as text
		case p.Kind == Commitment && p.Date == "" && p.From == "" && (p.Status == Agreed || p.Status == Reconfirmed || p.Status == Discussed):
			p.Date = meeting
		}
		out = append(out, p)
		inTitle = append(inTitle, p.End <= title)
	}
	drop := make([]bool, len(out))
	copy(drop, inTitle)           // a headline says less than the text under it
	like := map[[2]string][]int{} // only what has kind and status in common can repeat
	for i := range out {
		k := [2]string{string(out[i].Kind), string(out[i].Status)}
		like[k] = append(like[k], i)
	}
	for i := range out {
		group := like[[2]string{string(out[i].Kind), string(out[i].Status)}]
		near, _ := slices.BinarySearch(group, i)
		for _, j := range group[max(0, near-maxLike):min(len(group), near+maxLike)] {
			if i != j && !drop[i] && !drop[j] && repeated(&out[i], &out[j]) {
				drop[i] = true
				break
			}
		}
	}
	kept := out[:0]
	for i := range out {
		if !drop[i] {
			out[i].Repeats = x.rec.repeats(&out[i])
			kept = append(kept, out[i])
		}
	}
	return kept
}

// maxLike is how many statements of a kind and status, before and after one, it
// is compared with: more than any article has, and few enough that a text of a
// megabyte does not take the square of its statements.
const maxLike = 64

// newsDay is the day named in the same sentence as a draft, or in the one
// before: "resumed talks on Tuesday. The envoys met at …".
func (x *run) newsDay(d *draft) string {
	for n := d.sentence; n >= max(1, d.sentence-1); n-- {
		us := x.sentences[n-1].units
		for i := range us {
			if us[i].date == nil {
				continue
			}
			s := &x.sentences[n-1]
			for _, f := range when.Find(x.text[s.lo:s.hi], x.published, when.Past) {
				if t := f.Value.Date; len(t.Text) == len("2006-01-02") && (x.published == 0 || t.FirstDay() <= x.published) {
					return t.Text
				}
			}
		}
	}
	return ""
}

// title gives the end of the headline: a first sentence on its own line
// without a full stop.
func (x *run) title() int {
	if len(x.sentences) < 4 {
		return 0
	}
	s := &x.sentences[0]
	if strings.HasSuffix(x.text[s.lo:s.hi], ".") || !strings.Contains(x.text[s.hi:x.sentences[1].lo], "\n") && !strings.Contains(x.text[s.hi:x.sentences[1].lo], "|") {
		return 0
	}
	return s.hi
}

// repeated reports whether a says no more than b: the same kind and status,
// about the same, and shorter.
func repeated(a, b *Proposal) bool {
	if a.Kind != b.Kind || a.Status != b.Status {
		return false
	}
	if a.Start < b.End && b.Start < a.End {
		return a.End-a.Start < b.End-b.Start || a.End-a.Start == b.End-b.Start && a.Start > b.Start
	}
	if conflict(a.Date, b.Date) || conflict(a.From, b.From) || conflict(a.Class, b.Class) || !meets(a.Where, b.Where) {
		return false
	}
	shared, least := common(a.Passage, b.Passage)
	if shared*3 < least*2 {
		return false
	}
	return len(a.Passage) < len(b.Passage) || len(a.Passage) == len(b.Passage) && a.Start > b.Start
}

func conflict(a, b string) bool { return a != "" && b != "" && a != b }

func meets(a, b []Entity) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, e := range a {
		for _, f := range b {
			if e.Text == f.Text || e.ID != "" && e.ID == f.ID {
				return true
			}
		}
	}
	return false
}

var small = map[string]bool{"the": true, "and": true, "for": true, "that": true, "with": true, "was": true, "were": true, "has": true,
	"have": true, "had": true, "its": true, "their": true, "which": true, "from": true, "been": true, "said": true, "will": true, "are": true}

// common counts the telling words that two texts share, and those of the
// shorter one.
func common(a, b string) (shared, least int) {
	in := map[string]bool{}
	na := 0
	for _, w := range lexicon.Split(lexicon.Fold(a)) {
		if len(w) > 2 && !small[w] && !in[w] {
			in[w] = true
			na++
		}
	}
	nb := 0
	for _, w := range lexicon.Split(lexicon.Fold(b)) {
		if len(w) > 2 && !small[w] {
			nb++
			if in[w] {
				shared++
				delete(in, w)
			}
		}
	}
	return shared, max(min(na, nb), 1)
}
