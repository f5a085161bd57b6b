package score

import (
	"regexp"
	"strings"
	"unicode"

	"waythrough/reading"
	"waythrough/reading/lexicon"
)

// find gives the bytes of a passage in a text, whatever the line breaks.
func find(text, passage string) ([2]int, bool) {
	words := strings.Fields(passage)
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	re, err := regexp.Compile(strings.Join(words, `\s+`))
	if err != nil || len(words) == 0 {
		return [2]int{}, false
	}
	at := re.FindStringIndex(text)
	if at == nil {
		return [2]int{}, false
	}
	return [2]int{at[0], at[1]}, true
}

func words(s string) int {
	n, in := 0, false
	for _, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if letter && !in {
			n++
		}
		in = letter
	}
	return n
}

// same reports whether two passages of a text share half the words of the
// shorter one, and how many they share.
func same(text string, a, b [2]int) (int, bool) {
	lo, hi := max(a[0], b[0]), min(a[1], b[1])
	if lo >= hi {
		return 0, false
	}
	shared := words(text[lo:hi])
	return shared, 2*shared >= min(words(text[a[0]:a[1]]), words(text[b[0]:b[1]]))
}

// alike reports whether the kinds are the same, or two that the guide lets an
// annotator choose between at this status.
func alike(a, b reading.Kind, s reading.Status) bool {
	if a == b {
		return true
	}
	either := func(x, y reading.Kind) bool { return a == x && b == y || a == y && b == x }
	switch s {
	case reading.NoDate, reading.Proposed, reading.Ready, reading.Discussed:
		return either(reading.Commitment, reading.Crossing)
	case reading.Failed:
		return either(reading.Commitment, reading.Instrument)
	case reading.Rejected:
		return either(reading.Commitment, reading.Position)
	}
	return false
}

// pair gives for each statement the proposal that finds it, or -1: those that
// share most words first.
func pair(a *Article, got []reading.Proposal, places [][2]int) []int {
	match := make([]int, len(a.Statements))
	for i := range match {
		match[i] = -1
	}
	used := make([]bool, len(got))
	for {
		best, bi, bj := 0, -1, -1
		for i := range match {
			if match[i] >= 0 {
				continue
			}
			for j := range got {
				if used[j] || got[j].Status != a.Statements[i].Status || !alike(got[j].Kind, a.Statements[i].Kind, got[j].Status) {
					continue
				}
				n, ok := same(a.Text, places[i], [2]int{got[j].Start, got[j].End})
				n *= 2
				if got[j].Kind == a.Statements[i].Kind {
					n++
				}
				if ok && n > best {
					best, bi, bj = n, i, j
				}
			}
		}
		if bi < 0 {
			return match
		}
		match[bi], used[bj] = bj, true
	}
}

// repetition reports whether a proposal states what another has found, or what
// is annotated at another place of the article: the guide has each matter
// annotated once, at its fullest mention, and counts no other mention. It is
// the same matter if kind and status are the same and the two share a name, or
// two telling words.
func repetition(a *Article, p *reading.Proposal, places [][2]int) bool {
	for i := range a.Statements {
		s := &a.Statements[i]
		if s.Status != p.Status || !alike(s.Kind, p.Kind, p.Status) {
			continue
		}
		if _, ok := same(a.Text, places[i], [2]int{p.Start, p.End}); ok {
			return true
		}
		names, telling := shared(p.Passage, s.Passage+" "+s.What+" "+strings.Join(s.Where, " "))
		if names > 0 || telling > 1 {
			return true
		}
	}
	return false
}

// shared counts the names and the other telling words that two texts share.
func shared(a, b string) (names, telling int) {
	in := map[string]bool{}
	for _, w := range strings.FieldsFunc(b, func(r rune) bool { return !unicode.IsLetter(r) }) {
		in[w] = true
	}
	for k, w := range strings.FieldsFunc(a, func(r rune) bool { return !unicode.IsLetter(r) }) {
		first := []rune(w)[0]
		switch {
		case !in[w] || len(w) < 4:
		case unicode.IsUpper(first) && k > 0:
			names++
		default:
			telling++
		}
		delete(in, w)
	}
	return names, telling
}

// done, promised, undone and shut are the statuses that must never be taken
// for each other.
var (
	done = map[reading.Status]bool{reading.Open: true, reading.PartlyOpen: true, reading.Held: true, reading.Started: true,
		reading.Resumed: true, reading.InOperation: true, reading.Enacted: true, reading.Signed: true, reading.UsedOnce: true, reading.Agreed: true}
	promised = map[reading.Status]bool{reading.Dated: true, reading.Announced: true, reading.Proposed: true,
		reading.Discussed: true, reading.Stated: true, reading.Agreed: true}
	undone = map[reading.Status]bool{reading.NotImplemented: true, reading.NoDate: true, reading.Denied: true, reading.Failed: true,
		reading.Rejected: true, reading.Cancelled: true}
	shut = map[reading.Status]bool{reading.Closed: true, reading.Suspended: true, reading.Ended: true}
)

// opposite reports whether taking the first for the second turns the meaning.
func opposite(want, got reading.Status) bool {
	switch {
	case want == got:
		return false
	case promised[want] && done[got] && !(want == reading.Agreed && promised[got]):
		return !(promised[got] && want != reading.Proposed) || want == reading.Proposed && got != reading.Agreed
	case undone[want] && (done[got] || promised[got] && got != reading.Stated):
		return true
	case shut[want] && (got == reading.Open || got == reading.Resumed || got == reading.Started || got == reading.InOperation):
		return true
	case (want == reading.Open || want == reading.Resumed || want == reading.Started || want == reading.InOperation) && shut[got]:
		return true
	}
	return false
}

// inverted gives the statement that a wrong proposal turns around, if any: one
// that covers the same passage and that nothing has found.
func inverted(a *Article, p *reading.Proposal, places [][2]int, match []int) *Statement {
	for i := range a.Statements {
		s := &a.Statements[i]
		if match[i] >= 0 || !opposite(s.Status, p.Status) {
			continue
		}
		if _, ok := same(a.Text, places[i], [2]int{p.Start, p.End}); ok {
			return s
		}
	}
	return nil
}

// anyNamed reports whether one of the names wanted is among those found, or
// stands for the same id.
func anyNamed(want []string, got []reading.Entity) bool {
	for _, w := range want {
		w = lexicon.Fold(w)
		for _, g := range got {
			t := lexicon.Fold(g.Text)
			if strings.Contains(t, w) || strings.Contains(w, t) || sameArea(w, g.ID) {
				return true
			}
		}
	}
	return false
}

func sameArea(name, id string) bool {
	for _, c := range lexicon.Countries() {
		if c.Code != id {
			continue
		}
		for _, list := range [][]string{c.Names, c.People, c.Capitals} {
			for _, n := range list {
				if f := lexicon.Fold(n); f == name || strings.HasPrefix(f, name) {
					return true
				}
			}
		}
	}
	return false
}
