package journey

import (
	"slices"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
)

// A bench judges for a traveller as a label has left them, on one local day. It keeps
// what it found at each gate: verdicts change only at the minutes that the law names.
type bench struct {
	judge Judge
	rules Rules
	gates [][]spanned // by gate; nil: not yet asked
}

// spanned is a verdict that holds from a minute on.
type spanned struct {
	from    record.Minute
	verdict regime.Verdict
}

type benchKey struct {
	day     record.Day
	riding  record.Mode // of a service; empty: by road
	hired   bool        // by road, without an own vehicle
	plate   record.AreaID
	history int32
}

// benched is a bench with its key.
type benched struct {
	key   benchKey
	bench *bench
}

// bench gives the judge of a day for the traveller of a label: by the service that is
// ridden, with or without an own vehicle, and with the entries made on the way.
func (s *search) bench(day record.Day, riding *service.Line, l *label) *bench {
	key := benchKey{day: day, hired: l.hired, history: l.history}
	lately := &s.lately[day&1]
	if riding == nil && lately.bench != nil && lately.key == key {
		return lately.bench
	}
	if riding != nil {
		key.hired, key.riding = true, riding.Mode
		if t := s.w.Terminal(riding.Calls[0].Terminal); t != nil {
			key.plate = t.Area
		}
	}
	b := s.benches[key]
	if b == nil {
		b = s.newBench(key)
		s.benches[key] = b
	}
	if riding == nil {
		*lately = benched{key, b}
	}
	return b
}

func (s *search) newBench(key benchKey) *bench {
	t, rules := s.query.Traveller, s.law.On(key.day)
	if key.history != 0 {
		t.Entered = slices.Concat(t.Entered, s.past().Made(key.history, key.day))
	}
	if key.hired {
		t.Vehicle, t.Plate, t.Owner = "none", "", ""
	}
	b := &bench{judge: rules.For(t), rules: rules, gates: make([][]spanned, len(s.ground.Gates))}
	if key.riding == record.Road {
		t.Vehicle, t.Plate, t.Owner = "bus", key.plate, "company"
		b.judge = carried{bus: rules.For(t), person: b.judge}
	}
	return b
}

// at gives the verdicts of a day on the passing of a gate, the first from its start.
func (b *bench) at(s *search, gate int32, day record.Day) []spanned {
	if known := b.gates[gate]; known != nil {
		return known
	}
	g := &s.ground.Gates[gate]
	p := s.passage(gate)
	p.At, p.Timed = day.Start(), true
	if g.Far.Zone != g.Near.Zone {
		p.Ahead = s.clocks.ahead(instantOf(p.At+record.DayMinutes/2, g.Near.Zone), g.Far.Zone, g.Near.Zone)
	}
	out := []spanned{{p.At, b.judge.Verdict(p)}}
	for _, m := range b.rules.Breaks(p) {
		p.At = m
		if m <= day.Start() || m > day.End() {
			continue
		}
		if v := b.judge.Verdict(p); v != out[len(out)-1].verdict {
			out = append(out, spanned{m, v})
		}
	}
	b.gates[gate] = out
	return out
}
