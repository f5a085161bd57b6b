// Package lexicon holds what the reader knows of a language: which words open
// a border and which close it, what kinds of things there are to be opened,
// and the small words that carry tense, polarity and the joints of a sentence.
//
// A language is one text file (en.txt) of classes with their words. Verbs and
// nouns are written once, in their base form, and inflected here, so that a
// person can read and correct the file. Nothing in it is a phrase of an
// article: a class is a meaning, and every word with that meaning belongs to
// it.
package lexicon

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
	"sync"
)

//go:embed en.txt
var english string

//go:embed countries.txt
var countries string

//go:embed towns.txt
var towns string

// Class is a set of word classes. There may be at most 64 of each kind.
type Class uint64

// Form says which inflections of a verb a word may be.
type Form uint8

// The forms of verbs.
const (
	Base Form = 1 << iota
	Third
	Past
	Participle
	Ing
)

// An Entry is everything a word or phrase may be.
type Entry struct {
	Verb, Noun, Word Class
	Form             Form
	Plural           bool // of a noun
	Lemma            string
}

// A Node is one step of the trie of phrases, word by word.
type Node struct {
	Next  map[string]*Node
	Entry *Entry
}

// A Language is a lexicon ready for use. It is read-only and may be shared.
type Language struct {
	Tag   string
	Root  *Node
	verbs map[string]Class
	nouns map[string]Class
	words map[string]Class
}

// English gives the English lexicon.
var English = sync.OnceValue(func() *Language {
	l, err := Parse("en", english)
	if err != nil {
		panic(err) // the embedded table is proved by a test
	}
	return l
})

// Parse reads a language table.
func Parse(tag, table string) (*Language, error) {
	l := &Language{Tag: tag, Root: &Node{}, verbs: map[string]Class{}, nouns: map[string]Class{}, words: map[string]Class{}}
	for i, line := range strings.Split(table, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, list, ok := strings.Cut(line, ":")
		kind, class, named := strings.Cut(head, " ")
		if !ok || !named {
			return nil, fmt.Errorf("lexicon %s, line %d: not of the form “kind class: word, word”", tag, i+1)
		}
		if err := l.add(kind, class, strings.Split(list, ",")); err != nil {
			return nil, fmt.Errorf("lexicon %s, line %d: %w", tag, i+1, err)
		}
	}
	return l, nil
}

func (l *Language) add(kind, class string, words []string) error {
	classes := map[string]map[string]Class{"verb": l.verbs, "noun": l.nouns, "word": l.words}[kind]
	if classes == nil {
		return fmt.Errorf("there are verb, noun and word, not %q", kind)
	}
	bit, ok := classes[class]
	if !ok {
		if len(classes) == 64 {
			return fmt.Errorf("more than 64 classes of kind %s", kind)
		}
		bit = 1 << len(classes)
		classes[class] = bit
	}
	for _, w := range words {
		w = Fold(strings.TrimSpace(w))
		if err := check(kind, w); err != nil {
			return fmt.Errorf("%s %s: %w", kind, class, err)
		}
		switch kind {
		case "verb":
			l.addVerb(w, bit)
		case "noun":
			one, many, _ := strings.Cut(w, "/")
			if many == "" {
				many = plural(one)
			}
			l.entry(one, one).Noun |= bit
			e := l.entry(many, one)
			e.Noun |= bit
			e.Plural = true
		default:
			l.entry(w, w).Word |= bit
		}
	}
	return nil
}

// check refuses a word that cannot be inflected or found.
func check(kind, w string) error {
	first, _, _ := strings.Cut(w, " ")
	forms := strings.Split(first, "/")
	if kind == "noun" {
		forms = strings.Split(w, "/")
	}
	for _, f := range forms {
		if len(Split(f)) == 0 || f[0] == ' ' {
			return fmt.Errorf("%q is no word", w)
		}
	}
	if kind == "verb" && len(forms) == 2 {
		return fmt.Errorf("%q: an irregular verb is written base/past/participle", w)
	}
	return nil
}

func (l *Language) addVerb(w string, bit Class) {
	first, rest := w, ""
	// The slashes of an irregular verb come before the first space.
	if i := strings.IndexByte(w, ' '); i > 0 {
		first, rest = w[:i], w[i:]
	}
	for _, f := range inflect(first) {
		e := l.entry(f.text+rest, strings.SplitN(first, "/", 2)[0]+rest)
		e.Verb |= bit
		e.Form |= f.form
	}
}

// entry finds or makes the entry of a phrase.
func (l *Language) entry(phrase, lemma string) *Entry {
	n := l.Root
	for _, w := range Split(phrase) {
		if n.Next == nil {
			n.Next = map[string]*Node{}
		}
		next := n.Next[w]
		if next == nil {
			next = &Node{}
			n.Next[w] = next
		}
		n = next
	}
	if n.Entry == nil {
		n.Entry = &Entry{Lemma: lemma}
	}
	return n.Entry
}

// Verb gives the union of classes of verbs; unknown names are a fault of the
// program, found by its first use.
func (l *Language) Verb(names ...string) Class { return union(l.verbs, names, "verb") }

// Noun gives the union of classes of nouns.
func (l *Language) Noun(names ...string) Class { return union(l.nouns, names, "noun") }

// Word gives the union of classes of other words.
func (l *Language) Word(names ...string) Class { return union(l.words, names, "word") }

func union(classes map[string]Class, names []string, kind string) Class {
	var c Class
	for _, n := range names {
		bit, ok := classes[n]
		if !ok {
			panic("lexicon: no " + kind + " class " + n)
		}
		c |= bit
	}
	return c
}

// Names lists the names of the classes in a set of verbs, for explanations.
func (l *Language) Names(c Class) []string {
	var names []string
	for n, bit := range l.verbs {
		if c&bit != 0 {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return names
}

// A Country is one line of the table of peoples and capitals.
type Country struct {
	Code                    string
	Names, People, Capitals []string
}

// Countries lists the peoples and capitals of the world.
func Countries() []Country {
	var out []Country
	for _, line := range strings.Split(countries, "\n") {
		f := strings.Split(line, "|")
		if len(f) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		out = append(out, Country{Code: f[0], Names: list(f[1]), People: list(f[2]), Capitals: list(f[3])})
	}
	return out
}

// A Place is a state with towns of it.
type Place struct {
	Code  string
	Towns []string
}

// Towns lists towns and provinces by their states.
func Towns() []Place {
	var out []Place
	for _, line := range strings.Split(towns, "\n") {
		if code, names, ok := strings.Cut(line, "|"); ok && line[0] != '#' {
			out = append(out, Place{code, list(names)})
		}
	}
	return out
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
