package direction

import (
	"math"
	"strings"
)

// A language is a table of sentences. {road}, {exit}, {compass}, {from} and {to}
// stand for what a sentence is about.
type language struct {
	sentences map[phrase]sentence
	both      string    // a road's {name} and {ref}
	crossing  string    // added where a boundary is passed: {sentence}, {from}, {to}
	leaving   string    // instead, if only From is known
	entering  string    // if only To is
	compass   [8]string // clockwise from north
	ordinal   func(int) string
}

// A phrase is the place of a sentence. One without a modifier serves all those that
// have none of their own.
type phrase struct {
	Kind
	Modifier
}

// A sentence has forms by what is known of the road. An empty one is replaced by the
// one before it.
type sentence struct {
	bare    string // nothing
	onto    string // its name
	stay    string // its name, and that it is the one travelled before
	towards string // the name of the one behind a ramp; if empty, bare
}

// String says it in English: "Turn left onto Landstrasse".
func (d Instruction) String() string { return english.say(&d) }

func (l *language) say(d *Instruction) string {
	label := road{d.Name, d.Ref}.label(l.both)
	from, to := d.Cut.From, d.Cut.To
	fill := strings.NewReplacer(
		"{road}", label, "{towards}", d.Towards, "{exit}", l.ordinal(d.Exit),
		"{compass}", l.compassPoint(d.Bearing), "{from}", from, "{to}", to)
	text := fill.Replace(l.form(d, label))
	crossing := l.crossing
	switch {
	case d.Kind == Border || d.Cut.none():
		return text
	case to == "":
		crossing = l.leaving
	case from == "":
		crossing = l.entering
	}
	return strings.NewReplacer("{sentence}", text, "{from}", from, "{to}", to).Replace(crossing)
}

// form chooses the sentence and its form.
func (l *language) form(d *Instruction, label string) string {
	s := l.sentence(d)
	switch {
	case label != "" && d.Stay && s.stay != "":
		return s.stay
	case label != "" && s.onto != "":
		return s.onto
	case d.Towards != "" && s.towards != "":
		return s.towards
	}
	return s.bare
}

func (l *language) sentence(d *Instruction) sentence {
	p := phrase{d.Kind, d.Modifier}
	switch {
	case d.Kind == Roundabout && d.Exit == 0:
		return l.sentences[noExit]
	case d.Kind == Depart && d.Flags&ferryFlag != 0:
		return l.sentences[aboard]
	case d.Kind == Border && d.Cut.To == "":
		p = borderOut
	case d.Kind == Border && d.Cut.From == "":
		p = borderIn
	}
	if s, ok := l.sentences[p]; ok {
		return s
	}
	return l.sentences[phrase{Kind: d.Kind}]
}

func (l *language) compassPoint(bearing float64) string {
	a := angle(0, bearing) + 360 + 22.5
	return l.compass[int(math.Floor(a/45))%8]
}
