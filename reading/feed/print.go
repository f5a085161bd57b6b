package feed

import (
	"encoding/binary"
	"hash/fnv"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A print is what is kept of a text to know it again when another site carries it.
//
// Shingles are the hashes of every three words in a row of a sentence, its ends counted
// as words. A new text is a copy of an old one if at least 80 % of its shingles are in the
// old one: containment, not likeness, since outlets cut an agency's text more than they
// change it, and a text that says more than the old one must not be dropped. Sentences
// left out leave no trace in what remains.
//
// That alone would also drop a correction that turns one word ("will open", "opened",
// "did not open"). So a text is no copy either if a shingle with a telling word (turns,
// below: negations, modal verbs, what becomes of a border, days, months; and every
// number) is not in the old one, or if it has the words before or after a telling word
// of the old one, and not that word.
//
// The threshold was set on the texts of print_test.go, which prints what it measures (go
// test -run TestCopies -v): copies trimmed and lightly edited share 90 to 100 % of their
// shingles with what they copy, a text longer by a third than the old one 74 %, another
// report of one event 3 %. Corrections of one word share up to 99 %: no threshold tells
// them from copies, the telling words do. They are English; in other languages only
// numbers guard. What is lost: a fifth of new words without a telling one.
type print struct {
	shingles []uint32 // sorted, each once
	// edges holds, for each telling word, the shingle before it and the one that leads up
	// to it, and the one after it and the one that leads away from it.
	edges [][2]uint32
}

const (
	copyShare = 0.80
	// A shorter text is too little to know again: teasers are alike without being copies.
	leastWords = 30
	mostWords  = 2000
)

// turns are the words whose coming or going changes what a report says.
var turns = wordSet(`
	no not never none nobody nothing without cannot neither nor can unless until if may might could would will be
	yet still again back only except not hardly fails failed fail refuse refuses refused reject rejects rejected
	deny denies denied denial cancel cancels cancelled canceled postpone postpones postponed delay delays delayed
	suspend suspends suspended halt halts halted lift lifts lifted ban bans banned
	open opens opened opening reopen reopens reopened reopening close closes closed closing closure shut shuts
	resume resumes resumed start starts started begin begins began end ends ended stop stops stopped
	agree agrees agreed sign signs signed approve approves approved ratify ratified enact enacted
	plan plans planned propose proposes proposed expect expected
	today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday
	january february march april june july august september october november december
	one two three four five six seven eight nine ten hundred thousand million`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

var contractions = strings.NewReplacer("’", "'", "can't", "cannot", "can’t", "cannot", "won't", "will not", "won’t", "will not",
	"n't", " not", "n’t", " not")

// words cuts a text into its words, in lower case; "didn't" is "did not".
func words(text string) []string {
	var out []string
	for sentence := range sentences(text) {
		out = append(out, sentence...)
	}
	return out
}

// sentences cuts a text into sentences of words: at every full stop, question mark and
// exclamation mark. Abbreviations part sentences too, the same ones wherever they stand.
func sentences(text string) iter.Seq[[]string] {
	text = contractions.Replace(strings.ToLower(text))
	return func(yield func([]string) bool) {
		left := mostWords
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".!?։。！？।؟", r) }) {
			found := strings.FieldsFunc(part, func(r rune) bool {
				return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
			})
			found = found[:min(len(found), left)]
			left -= len(found)
			if len(found) > 0 && !yield(found) || left == 0 {
				return
			}
		}
	}
}

// A dateline (PLACE, 30 July (Agency) —) is each outlet's own and no part of the text.
func withoutDateline(text string) string {
	text = strings.TrimSpace(text)
	for _, dash := range []string{" — ", " – ", " -- ", ") - "} {
		if at := strings.Index(text[:min(len(text), 100)], dash); at >= 0 {
			place, _, _ := strings.Cut(text[:at], ",")
			place, _, _ = strings.Cut(place, "(")
			if place == strings.ToUpper(place) {
				return text[at+len(dash):]
			}
		}
	}
	return text
}

// printOf gives the print of a text and its shingles with telling words; false of a text
// too short to know again.
func printOf(text string) (p print, telling []uint32, ok bool) {
	count := 0
	for sentence := range sentences(withoutDateline(text)) {
		count += len(sentence)
		w := make([]string, 0, len(sentence)+4)
		w = append(append(append(w, "", ""), sentence...), "", "")
		hashes := make([]uint32, len(w)-2)
		for i := range hashes {
			hashes[i] = hashWords(w[i : i+3]...)
		}
		p.shingles = append(p.shingles, hashes...)
		for i := 2; i < len(w)-2; i++ {
			if !tells(w[i]) {
				continue
			}
			telling = append(telling, hashes[i-2:i+1]...)
			// With one end of the sentence at most: two are in too many sentences.
			if i >= 4 {
				p.edges = append(p.edges, [2]uint32{hashes[i-3], hashes[i-2]})
			}
			if i+3 < len(w)-1 {
				p.edges = append(p.edges, [2]uint32{hashes[i+1], hashes[i]})
			}
		}
	}
	slices.Sort(p.shingles)
	p.shingles = slices.Compact(p.shingles)
	return p, telling, count >= leastWords
}

func tells(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return turns[word] || unicode.IsDigit(first)
}

func hashWords(words ...string) uint32 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	sum := h.Sum64()
	return uint32(sum ^ sum>>32)
}

// share is the part of p's shingles that old has as well.
func (p print) share(old print) float64 {
	if len(p.shingles) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(p.shingles) && j < len(old.shingles); {
		switch a, b := p.shingles[i], old.shingles[j]; {
		case a == b:
			common++
			i++
			j++
		case a < b:
			i++
		default:
			j++
		}
	}
	return float64(common) / float64(len(p.shingles))
}

// copies says whether a text, with its telling shingles, says nothing that an old one
// did not.
func (p print) copies(old print, telling []uint32) bool {
	if p.share(old) < copyShare {
		return false
	}
	for _, s := range telling {
		if !old.has(s) {
			return false
		}
	}
	for _, e := range old.edges {
		if p.has(e[0]) && !p.has(e[1]) {
			return false
		}
	}
	return true
}

func (p print) has(shingle uint32) bool {
	_, ok := slices.BinarySearch(p.shingles, shingle)
	return ok
}

// pack writes a print: the number of its shingles, they, and the edges, little-endian.
func (p print) pack() []byte {
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(p.shingles)))
	for _, s := range p.shingles {
		out = binary.LittleEndian.AppendUint32(out, s)
	}
	for _, e := range p.edges {
		out = binary.LittleEndian.AppendUint32(out, e[0])
		out = binary.LittleEndian.AppendUint32(out, e[1])
	}
	return out
}

// unpack reads what pack wrote; what doesn't read is no print.
func unpack(data []byte) (p print, ok bool) {
	if len(data) < 4 {
		return p, false
	}
	n := uint64(binary.LittleEndian.Uint32(data))
	data = data[4:]
	if 4*n > uint64(len(data)) || (uint64(len(data))-4*n)%8 != 0 {
		return p, false
	}
	p.shingles = make([]uint32, n)
	for i := range p.shingles {
		p.shingles[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	if !slices.IsSorted(p.shingles) {
		return print{}, false
	}
	for data = data[4*n:]; len(data) > 0; data = data[8:] {
		p.edges = append(p.edges, [2]uint32{binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])})
	}
	return p, true
}
