package regime

import (
	"fmt"
	"slices"

	"waythrough/record"
)

// Histories numbers the entries that a traveller can have made on the way, as far as law
// asks about them: entries that no rule can tell from others have the number of those that
// came first. Number 0 is none. It serves one goroutine at a time.
type Histories struct {
	record    *record.Record // nil: of no law
	questions []question
	dated     bool // some of them count days
	list      []history
	known     map[string]int32 // by what is told
	turns     map[turn]int32
}

// history is the entries made.
type history struct {
	entered []Entered
	told    []uint32 // by question, what it tells: see question.after
}

// A turn is an entry made after a history.
type turn struct {
	history int32
	area    record.AreaID
	via     string
	from    record.AreaID
	on      record.Day // 0: no rule counts days
}

// NewHistories numbers what some laws together can tell apart of the ways of a traveller
// that last so many days. The record of the last one holds what those of the others name.
// Of no law, everything counts but the day.
func NewHistories(t *Traveller, days int, laws ...*Regime) *Histories {
	h := &Histories{list: []history{{}}, known: map[string]int32{"": 0}, turns: map[turn]int32{}}
	for _, g := range laws {
		h.record = g.View().Record
		g.questions(t, days, func(q question) {
			if !h.asks(q) {
				h.questions = append(h.questions, q)
			}
		})
	}
	h.dated = slices.ContainsFunc(h.questions, func(q question) bool { return q.Stays != "" })
	return h
}

// Cover reports whether what a law can tell apart has different numbers.
func (h *Histories) Cover(t *Traveller, days int, g *Regime) bool {
	all := h.record != nil
	g.questions(t, days, func(q question) { all = all && h.asks(q) })
	return all
}

func (h *Histories) asks(q question) bool {
	return slices.ContainsFunc(h.questions, q.same)
}

// Len is how many there are.
func (h *Histories) Len() int { return len(h.list) }

// After gives the number of what an entry makes of a history. Windows in which law counts
// days are taken to be longer than a way lasts, so that entries differ by the day only where
// some rule counts days spent: see Made.
func (h *Histories) After(n int32, e Entered) int32 {
	t := turn{history: n, area: e.Area, via: e.Via, from: e.From}
	if h.dated {
		t.on = e.On
	}
	if next, known := h.turns[t]; known {
		return next
	}
	before := &h.list[n]
	entered := append(slices.Clip(before.entered), e)
	told, key := h.tell(before, entered)
	next, known := h.known[key]
	if h.record != nil && slices.Equal(told, before.told) {
		next, known = n, true
	}
	if !known {
		next = int32(len(h.list))
		h.known[key] = next
		h.list = append(h.list, history{entered, told})
	}
	h.turns[t] = next
	return next
}

// Made lists the entries of a history for the law of a day. Where their days tell nothing
// all are of that day, since they may be those of a way that came later.
func (h *Histories) Made(n int32, on record.Day) []Entered {
	list := h.list[n].entered
	if h.record == nil || h.dated {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].On = on
	}
	return list
}

// tell gives what the questions are told by a history to which an entry was added, and as
// a key.
func (h *Histories) tell(before *history, entered []Entered) (told []uint32, key string) {
	if h.record == nil {
		for _, e := range entered {
			key += fmt.Sprintf("%s@%s<%s\n", e.Area, e.Via, e.From)
		}
		return nil, key
	}
	told = make([]uint32, len(h.questions))
	copy(told, before.told)
	for i := range h.questions {
		if told[i] = h.questions[i].after(h.record, told[i], entered); told[i] != 0 {
			key += fmt.Sprintf("%d:%d ", i, told[i])
		}
	}
	if h.dated && key != "" {
		key += entered[len(entered)-1].On.String() // what comes next is later than this
	}
	return told, key
}
