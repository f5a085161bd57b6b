package journey

import (
	"fmt"
	"slices"

	"waythrough/record"
	"waythrough/regime"
)

// history is the entries made on the way that law asks about: of all that no rule can tell
// apart, those of the way that came first.
type history struct {
	entered []regime.Entered
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

// enter counts a visit to an area and what the law may later ask about it. It is
// false if the area was visited too often.
func (s *search) enter(l *label, p regime.Passage, on record.Day, rules Rules) bool {
	i, ok := s.areas[p.To]
	return s.enterArea(l, p, i, ok, on, rules)
}

// enterArea is enter where the place of the area among the ground's is known.
func (s *search) enterArea(l *label, p regime.Passage, i int, ok bool, on record.Day, rules Rules) bool {
	if ok && !s.uncounted {
		if l.visits[i] >= s.most {
			return false
		}
		l.visits = s.labels.visitsOf(l.visits)
		l.visits[i]++
		l.tired = l.tired || l.visits[i]+1 >= s.most
	}
	if !s.asked(p.To, i, ok, on, rules) {
		return true
	}
	n := s.after(l.history, regime.Entered{Area: p.To, Via: via(p), From: p.From, On: on, OnWay: true})
	if s.uncounted && n != l.history {
		s.recount = true
		return false
	}
	l.history = n
	return true
}

// after gives the history that an entry makes of another: the same if no rule can tell.
// Windows in which law counts days are longer than a journey, so that entries differ by the
// day only where some rule counts days spent: see made.
func (s *search) after(h int32, e regime.Entered) int32 {
	if !s.questioned {
		s.questions, s.questioned = questionsOf(s.law, s.query.Traveller, s.startDay()), true
		s.dated = slices.ContainsFunc(s.questions, func(q question) bool { return q.Stays != "" })
	}
	t := turn{history: h, area: e.Area, via: e.Via, from: e.From}
	if s.dated {
		t.on = e.On
	}
	if n, known := s.turns[t]; known {
		return n
	}
	before := &s.histories[h]
	entered := append(slices.Clip(before.entered), e)
	told, key := s.tell(before, entered)
	n, known := s.known[key]
	if s.questions != nil && slices.Equal(told, before.told) {
		n, known = h, true
	}
	if !known {
		n = int32(len(s.histories))
		s.known[key] = n
		s.histories = append(s.histories, history{entered, told})
	}
	s.turns[t] = n
	return n
}

// made lists the entries of a history for the law of a day. Where their days tell nothing
// all are of that day, since they may be those of a way that came later.
func (s *search) made(h int32, on record.Day) []regime.Entered {
	list := s.histories[h].entered
	if s.questions == nil || s.dated {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].On = on
	}
	return list
}

// tell gives what the questions are told by a history to which an entry was added, and as
// a key. Of a law that does not say what it asks everything counts, but the day.
func (s *search) tell(before *history, entered []regime.Entered) (told []uint32, key string) {
	if s.questions == nil {
		for _, e := range entered {
			key += fmt.Sprintf("%s@%s<%s\n", e.Area, e.Via, e.From)
		}
		return nil, key
	}
	told = make([]uint32, len(s.questions))
	copy(told, before.told)
	for i := range s.questions {
		if told[i] = s.questions[i].after(s, told[i], entered); told[i] != 0 {
			key += fmt.Sprintf("%d:%d ", i, told[i])
		}
	}
	if s.dated && key != "" {
		key += entered[len(entered)-1].On.String() // what comes next is later than this
	}
	return told, key
}

// asked reports whether some rule asks about earlier entries into an area: of the
// day of departure, or of the day of the entry.
func (s *search) asked(area record.AreaID, index int, indexed bool, on record.Day, rules Rules) bool {
	if !indexed {
		return s.asks(area, on, rules)
	}
	key := [2]record.Day{s.startDay(), on}
	list := s.asking[key]
	if list == nil {
		list = make([]bool, len(s.ground.Areas))
		for i, a := range s.ground.Areas {
			list[i] = s.asks(a, on, rules)
		}
		s.asking[key] = list
	}
	return list[index]
}

func (s *search) startDay() record.Day { return s.clocks.local(s.depart, s.from[0].Spot.Zone).Day() }

func (s *search) asks(area record.AreaID, on record.Day, rules Rules) bool {
	start := s.startDay()
	for _, r := range []Rules{s.law.On(start), rules} {
		for _, named := range r.HistoryAreas() {
			if s.means(named, area, start) {
				return true
			}
		}
	}
	return false
}

// via names the crossing or terminal by which a passage enters.
func via(p regime.Passage) string {
	if p.Crossing != "" {
		return string(p.Crossing)
	}
	return string(p.Enters)
}
