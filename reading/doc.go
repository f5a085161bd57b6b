// Package reading takes an article and proposes the statements it makes about
// borders: who did, said or undertook what, where, when, for whom, each with
// the exact passage. A person accepts or rejects; nothing enters a record here.
//
// What matters is never to take one thing for another. "Agreed to open",
// "will open", "opened", "was to open but never did", "could open if" and
// "denied that it had opened" are six statements with different statuses, and
// the difference lies in the grammar, not in the words. So an article is read
// in steps that a person can follow by each proposal's Why:
//
//	text       → sentences → units: words, phrases, names, dates     units.go, names.go
//	units      → verb groups: tense, voice, negation, modality       verbs.go
//	verbs      → clauses: joints, subject, who is speaking           clauses.go, speakers.go
//	clause     → event: what kind of verb, of what kind of thing     rules*.go
//	event      → status: by tense, negation, modality, attribution   settle.go
//	statement  → who, where, when, for whom, by which mode           slots.go
//	statements → repetitions joined, those of the record marked      merge.go
//
// The words are in package lexicon, one table a language; the names are the
// record's, and the states of the world with towns of theirs, by which an
// article that names no state is still seen to be about two. Nothing is
// proposed from an article that is not about a border, a service over one, a
// visa or the relations of two states (context.go).
//
// A rule asks for classes, never for words of one article: what kind of verb,
// done to what kind of thing, for whom (rules_letting.go: whom "to" and "for"
// narrow a gate to), when (settle.go: which tense and which day), and what
// came before: "it" and "they" are what was last spoken of, and what "followed"
// or was "done likewise" is what was last told (rules_echo.go). Where polarity
// or modality stay open, nothing is proposed.
//
// Reading is deterministic, uses no network and keeps nothing between
// articles; a Reader may be shared. The articles of the corpus (150 words on
// average) take 0.6 ms each.
//
// What it does not see: a matter told without a verb ("cars in February"), by a
// verb that no class of the lexicon holds or by a picture ("the flag went up
// over the embassy"), what a pronoun stands for beyond the matter last spoken
// of, and background that neither a joint nor violence ties to a closure.
package reading

import "waythrough/record"

// An Article is a plain text and the day it was published. Without a day, a
// date that is relative to it ("on Tuesday") has no value.
type Article struct {
	Text      string
	Published record.Day // zero: not known
}

// A Kind is what a proposed statement is about.
type Kind string

// The kinds of proposals.
const (
	Meeting    Kind = "meeting"
	Instrument Kind = "instrument"
	Commitment Kind = "commitment"
	Crossing   Kind = "crossing"
	Service    Kind = "service"
	Visa       Kind = "visa"
	Relation   Kind = "relation"
	Position   Kind = "position"
	Background Kind = "background"
	Other      Kind = "other"
)

// A Status is how far the matter has come.
type Status string

// The statuses. What is yet to come is never Open, Held or Started; what did
// not happen is never a negated Open.
const (
	Proposed       Status = "proposed"
	Agreed         Status = "agreed"
	Amended        Status = "amended"
	Reconfirmed    Status = "reconfirmed"
	Enacted        Status = "enacted"
	Ready          Status = "ready"
	Dated          Status = "dated"
	UsedOnce       Status = "used-once"
	InOperation    Status = "in-operation"
	Suspended      Status = "suspended"
	Reversed       Status = "reversed"
	Lapsed         Status = "lapsed"
	Annulled       Status = "annulled"
	Discussed      Status = "discussed"
	Signed         Status = "signed"
	Held           Status = "held"
	Cancelled      Status = "cancelled"
	Open           Status = "open"
	PartlyOpen     Status = "partly-open"
	Closed         Status = "closed"
	PartlyClosed   Status = "partly-closed"
	Started        Status = "started"
	Resumed        Status = "resumed"
	Ended          Status = "ended"
	NotImplemented Status = "not-implemented"
	NoDate         Status = "no-date"
	Denied         Status = "denied"
	Failed         Status = "failed"
	Rejected       Status = "rejected"
	Stated         Status = "stated"
	Announced      Status = "announced"
)

// A Modality is how the text vouches for a statement.
type Modality string

// The modalities.
const (
	Fact        Modality = "fact"
	Reported    Modality = "reported"
	Planned     Modality = "planned"
	Conditional Modality = "conditional"
	Hoped       Modality = "hoped"
	Negated     Modality = "negated"
)

// An Entity is a name as the text has it, and the record's id for it: an area,
// a crossing, a terminal or a town; empty if the record has none.
type Entity struct {
	Text string `json:"text"`
	ID   string `json:"id"`
}

// A Proposal is one statement that the article makes. Dates are EDTF; a
// deadline ends in ~. Text[Start:End] is the passage, in bytes.
type Proposal struct {
	Kind     Kind     `json:"kind"`
	Who      []Entity `json:"who"`
	Where    []Entity `json:"where"`
	What     string   `json:"what"`
	Class    string   `json:"class"`
	Mode     string   `json:"mode"`
	Status   Status   `json:"status"`
	Modality Modality `json:"modality"`
	From     string   `json:"from"`
	Until    string   `json:"until"`
	Date     string   `json:"date"`
	Passage  string   `json:"passage"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Repeats  string   `json:"repeats"` // statement of the record that says the same; empty: none
	Why      []string `json:"why"`     // the steps that led here
}
