package reading

import (
	"strings"

	"waythrough/reading/lexicon"
	"waythrough/record"
)

// A Reader proposes statements from articles. It is read-only and may be used
// by many at once.
type Reader struct {
	lang  *lexicon.Language
	g     *grammar
	names *names
	rec   *known
}

// New makes a reader whose names are those of a record, which may be nil, and
// of the states of the world.
func New(rec *record.Record) *Reader {
	lang := lexicon.English()
	return &Reader{lang: lang, g: bind(lang), names: gazetteer(rec), rec: recorded(rec)}
}

// maxText bounds what is read of one article: no news item is longer, and the
// rest would only repeat it.
const maxText = 1 << 20

// Read proposes the statements that an article makes, in the order of its
// text.
func (r *Reader) Read(a Article) []Proposal {
	text := a.Text
	if len(text) > maxText {
		text = text[:maxText]
	}
	x := &run{Reader: r, text: text, published: a.Published}
	x.parseAll()
	if !x.concerned() {
		return nil
	}
	for i := range x.sentences {
		x.sentence(&x.sentences[i])
	}
	return x.finish()
}

// A run is the reading of one article.
type run struct {
	*Reader
	text      string
	published record.Day
	sentences []sentence
	context
	drafts    []draft
	topic     Kind     // what was last spoken of, for "it" and "both"
	topicAt   int      // sentence in which it was
	now       int      // sentence being read
	clauses   []clause // of that sentence
	pledged   bool     // an undertaking was told
	parties   [2]int   // the units that last named two areas as a subject
	partiesOf *sentence
	document  bool    // a treaty or its like was told
	blamed    []draft // violence, which is background if something was shut by it
}

// A draft is a proposal before its slots are filled.
type draft struct {
	kind      Kind
	status    Status
	modality  Modality
	c         *clause
	v         *group
	lo, hi    int    // units of the passage
	who       [2]int // units
	sentence  int
	rule      string
	ordinal   string // of a meeting
	parties   [2]int // units of that sentence, in partiesOf
	partiesOf *sentence
}

func (x *run) parseAll() {
	quoted := false
	var toks []token
	last := 0
	for _, sp := range spans(x.text) {
		if hasBlank(x.text[last:sp[0]]) {
			quoted = false // a quotation mark left open ends with its paragraph
		}
		last = sp[1]
		var s sentence
		s, toks = x.parse(x.text, sp[0], sp[1], x.published, &quoted, toks)
		if len(s.units) > 0 {
			x.sentences = append(x.sentences, s)
		}
	}
	x.properNames()
}

// properNames finds the words that are names although they begin a sentence:
// those that are capitalised in the midst of another.
func (x *run) properNames() {
	proper := map[string]bool{}
	for i := range x.sentences {
		us := x.sentences[i].units
		for j := range us {
			if us[j].name() && us[j].thing == nil {
				proper[us[j].word] = true
			}
		}
	}
	for i := range x.sentences {
		us := x.sentences[i].units
		for j := range us {
			if u := &us[j]; u.first && u.capital && u.empty() && (proper[u.word] || j+1 < len(us) && us[j+1].name() && us[j+1].thing == nil || u.hi-u.lo > len(u.word) || x.subjectName(us, j)) {
				u.first = false
			}
		}
	}
}

// subjectName reports whether the unknown word that begins a sentence is a name
// by what follows it: a dash and another name, a comma, or at once the verb
// that its being one alone asks for: "Sarfait has been closed".
func (x *run) subjectName(us []unit, j int) bool {
	if j+1 >= len(us) {
		return false
	}
	next, w := &us[j+1], us[j].word
	if raw := x.text[us[j].lo:us[j].hi]; raw == strings.ToUpper(raw) {
		return false // letters for a firm or an office
	}
	if next.word == "-" {
		return j+2 < len(us) && us[j+2].capital && us[j+2].empty()
	}
	for _, tail := range []string{"s", "ing", "ly", "ed", "ion", "ness"} {
		if strings.HasSuffix(w, tail) {
			return false
		}
	}
	return next.entry.Lemma == "follow" || next.mark == ',' && j+2 < len(us) && us[j+2].is(x.g.wPrep|x.g.wRel|x.g.wDet) || next.is(x.g.wBe|x.g.wHave|x.g.wModal) || next.entry.Verb&(x.g.vOpen|x.g.vClose|x.g.vRemain) != 0
}

func hasBlank(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			n++
		}
	}
	return n > 1
}

// maxUnits bounds a sentence: a list of thousands of words is no sentence.
const maxUnits = 400

func (x *run) sentence(s *sentence) {
	x.now++
	if len(s.units) > maxUnits {
		return
	}
	cs := x.g.clauses(s)
	x.clauses = cs
	for i := range cs {
		x.clause(cs, i)
	}
}
