package when

import "strings"

// findAll finds the expressions of the sentence, from the left, the longest where
// several begin at one word.
func (s *scan) findAll() {
	for i := 0; i < len(s.tokens); {
		f, next, ok := s.at(i)
		if !ok {
			i++
			continue
		}
		f.start, f.end = int(s.tokens[i].start), int(s.tokens[next-1].end)
		s.found = append(s.found, f)
		i = next
	}
}

// at reads the expression that begins at a token: a fixed one, one behind words
// that govern it, or a bare one.
func (s *scan) at(i int) (found, int, bool) {
	t := &s.tokens[i]
	if t.opensNothing() {
		return found{}, 0, false
	}
	w := t.word
	for k := range w.phrases {
		p := &w.phrases[k]
		if s.matches(i, p.words) && !s.leans(i+len(p.words)) {
			return found{kind: p.kind, a: p.a}, i + len(p.words), true
		}
	}
	for k := range w.governs {
		g := w.governs[k]
		if !s.matches(i, g.words) {
			continue
		}
		if f, next, ok := s.lang.expression(s, i+len(g.words), g); ok {
			return f, next, true
		}
	}
	return s.lang.expression(s, i, govern{})
}

// leans reports whether a fixed expression is but the beginning of another: soon
// after, overnight from Monday.
// Nor does one that stands before what it describes name a time: the overnight
// train.
func (s *scan) leans(i int) bool {
	return s.is(i, "after", "as", "from", "on", "between") || s.is(i-1, "overnight") && (s.is(i-2, "the", "a", "an", "this", "that", "its", "their", "no", "any") ||
		s.is(i, "train", "trains", "coach", "coaches", "bus", "buses", "ferry", "ferries", "service", "services", "sailing", "sailings", "flight", "flights", "stay", "stays", "route", "run"))
}

// matches reports whether the words stand at a token, joined by spaces.
func (s *scan) matches(i int, words []string) bool {
	if i+len(words) > len(s.tokens) {
		return false
	}
	for k, w := range words {
		t := &s.tokens[i+k]
		if t.shape != isWord || !strings.EqualFold(s.textOf(t), w) {
			return false
		}
	}
	return true
}

// opensNothing reports whether no expression begins with the token.
func (t *token) opensNothing() bool {
	switch t.shape {
	case isMark, isPossess, isClock:
		return true
	case isWord:
		return t.word == otherWord || t.word.class == wCounted || t.word.class == wClockish || t.word.class == wAttribute
	}
	return false
}

func (s *scan) textOf(t *token) string { return s.text[t.start:t.end] }

// noToken stands for the tokens before the first and after the last.
var noToken = token{shape: isMark, word: otherWord}

// tok gives a token, or one that is nothing outside the sentence.
func (s *scan) tok(i int) *token {
	if i < 0 || i >= len(s.tokens) {
		return &noToken
	}
	return &s.tokens[i]
}

// is reports whether a token is one of some words, in lower case or not.
func (s *scan) is(i int, words ...string) bool {
	t := s.tok(i)
	if t.shape != isWord {
		return false
	}
	for _, w := range words {
		if len(w) == int(t.end-t.start) && strings.EqualFold(s.textOf(t), w) {
			return true
		}
	}
	return false
}

// sign reports whether a token is one of some signs.
func (s *scan) sign(i int, signs string) bool {
	t := s.tok(i)
	return t.shape == isMark && t.sign != 0 && strings.ContainsRune(signs, t.sign)
}

// class gives what the tables say of a token.
func (s *scan) class(i int) class { return s.tok(i).word.class }

const dashes = "-–—‑"

// shareYears gives a date without a year that of the next one, if only "and",
// "or" or a comma stands between: in May and July 2022.
func shareYears(text string, all []found) {
	for i := len(all) - 2; i >= 0; i-- {
		a, b := &all[i], &all[i+1]
		if !a.a.yearless() || b.a.form != calendar || b.a.year == 0 {
			continue
		}
		switch strings.TrimSpace(text[a.end:b.start]) {
		case "and", "or", ",", ", and":
			a.a.year = b.a.year
		}
	}
}
