package service

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"waythrough/geo"
	"waythrough/record"
)

// A custom is what is supposed of services of a mode that nobody has described, so that a
// promise of one can be reckoned with at all: how much longer the way is than the straight
// line, how fast it is travelled, what comes on top at both ends together and at each border
// post, and how long before departure one must be there. Every one leaves once a day. For the
// services of the record that ships this gives from 0.5 to 1.6 times the time recorded, for
// half of them from 0.95 to 1.13 times: see TestCustoms.
type custom struct {
	detour, kmh              float64
	ends, atBorder, boarding time.Duration
	way                      string // what it goes over
}

var customs = map[record.Mode]custom{
	record.Rail:  {1.4, 45, 0, 2 * time.Hour, 30 * time.Minute, "line"},
	record.Road:  {1.3, 50, 0, 30 * time.Minute, 15 * time.Minute, "road"},
	record.Water: {1.2, 30, 0, 0, time.Hour, "water"},
	record.Air:   {1, 800, 45 * time.Minute, 0, 2 * time.Hour, "air"},
}

// Supposed gives the lines of the services that a commitment would bring or could lead to, were
// it carried out on a day, and says in sentences what is supposed of them. What nobody has said
// is taken from the last service recorded over the same way: how long it takes, and if that ran
// in the last ten years how often. Where there was none, it takes what distance and mode
// suggest and leaves once a day. The sentences tell which. One already in operation brings none: what it
// brought the record has.
func Supposed(v *record.View, s *record.Statement, on record.Day) (lines []Line, assumed []string) {
	if s.Commitment == nil {
		return nil, nil
	}
	st, _ := v.Standing(s, on)
	for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
		if h.Service == nil || h.Service.Carries == "goods" {
			continue
		}
		if st.Status == record.InOperation {
			assumed = append(assumed, fmt.Sprintf("The service %s is not added: what was promised is in operation since %s, and the record has what runs.", h.Service.Name, st.Since))
			continue
		}
		x, how := complete(v, h.Service, on)
		l := newLine(v, s, &x, record.Valid{})
		l.Says = h.Says
		if how != "" {
			l.Suppose(how)
		}
		lines = append(lines, l)
		if x.BothWays {
			lines = append(lines, l.reverse(v.Record))
		}
		assumed = append(assumed, l.told(v.Record, x.BothWays, how))
	}
	return lines, assumed
}

// told says what runs, and what of that is supposed.
func (l *Line) told(r *record.Record, both bool, how string) string {
	last := l.Calls[len(l.Calls)-1]
	join := "to"
	if both {
		join = "and"
	}
	text := fmt.Sprintf("The service %s runs from %s %s %s", l.Name, r.Terminal(l.Calls[0].Terminal).Name, join, r.Terminal(last.Terminal).Name)
	if both {
		text = strings.Replace(text, "runs from", "runs between", 1)
	}
	text += fmt.Sprintf(" by %s, in %s, with a wait of %s to be expected.", l.Mode, hours(last.Arrives), hours(l.Wait))
	if how != "" {
		text += " " + strings.ToUpper(how[:1]) + how[1:] + "."
	}
	return text
}

// complete fills in what is not known of a service, and says how.
func complete(v *record.View, x *record.Service, on record.Day) (record.Service, string) {
	out := *x
	out.Calls = slices.Clone(x.Calls)
	rules, ok := customs[x.Mode]
	if !ok {
		rules = customs[record.Road] // a walk led by somebody, say
	}
	var unsaid, supposed []string
	model := lastOver(v, x, on)
	if !x.Timed() {
		unsaid = append(unsaid, "how long it would take")
		if model != nil {
			model.time(out.Calls)
			supposed = append(supposed, model.took())
		} else {
			supposed = append(supposed, rules.time(v.Record, out.Calls))
		}
	}
	if !x.Frequent() {
		unsaid = append(unsaid, "how often it would run")
		if model != nil && model.recent(on) {
			out.PerWeek, out.Weekdays, out.Days = model.perWeek(), nil, ""
			who := model.name()
			if !x.Timed() {
				who = "that one" // was named before
			}
			supposed = append(supposed, fmt.Sprintf("%.4g a week, as often as %s left", model.perWeek(), who))
		} else {
			out.PerDay = 1
			supposed = append(supposed, "one departure a day")
		}
	}
	if x.Boarding.IsZero() {
		out.Boarding = span(rules.boarding)
		if model != nil {
			out.Boarding = model.service.Boarding
		}
	}
	if len(unsaid) == 0 {
		return out, ""
	}
	return out, "nobody has said " + strings.Join(unsaid, " or ") + ": supposed is " + strings.Join(supposed, ", and ")
}

// time sets the times of calls from how far apart they lie, and says by what rule.
func (c custom) time(r *record.Record, calls []record.Call) string {
	var way geo.Metres
	at, posts := place(r, calls[0]), 0
	takes := c.ends
	for i := 1; i < len(calls); i++ {
		here := place(r, calls[i])
		d := geo.Metres(float64(geo.Distance(at, here)) * c.detour)
		at, way = here, way+d
		takes += max(time.Minute, time.Duration(float64(d)/1000/c.kmh*float64(time.Hour)))
		calls[i].After = span(takes)
		if calls[i].Crossing != "" && calls[i].Stop.IsZero() && c.atBorder > 0 {
			calls[i].Stop = span(c.atBorder)
			posts++
		}
		takes += minutes(calls[i].Stop)
	}
	text := fmt.Sprintf("%g km/h over %.0f km of %s", c.kmh, float64(way)/1000, c.way)
	if c.detour != 1 {
		text += fmt.Sprintf(" (%g times the straight line)", c.detour)
	}
	if c.ends > 0 {
		text += ", " + hours(c.ends) + " for both ends"
	}
	if posts > 0 {
		text += fmt.Sprintf(", %s at each border post", hours(c.atBorder))
	}
	return text
}

// span is a duration as the record has it, in whole minutes.
func span(d time.Duration) record.Span {
	n := int64(d.Round(time.Minute).Minutes())
	return record.Span{Text: fmt.Sprintf("%dm", n), Minutes: n}
}

// place is where a call lies: of a crossing, at its first post.
func place(r *record.Record, c record.Call) geo.LatLon {
	var at []float64
	if t := r.Terminal(c.Terminal); t != nil {
		at = t.At
	} else if x := r.Crossing(c.Crossing); x != nil {
		at = x.Posts[0].At
	}
	if len(at) != 2 {
		return geo.LatLon{}
	}
	return geo.LatLon{Lat: at[0], Lon: at[1]}
}

// A model is a service recorded over some way, and the times at which it called there.
type model struct {
	service *record.Service
	valid   record.Valid
	after   []record.Span // by call of the way
	stop    []record.Span
}

// lastOver gives the service of the record over the way of another, in either direction, that
// ran last by a day; nil if there was none.
func lastOver(v *record.View, x *record.Service, on record.Day) *model {
	var best *model
	for _, s := range v.Visible {
		if s.Service == nil || s.Service.Mode != x.Mode || s.Service.Carries == "goods" {
			continue
		}
		m := &model{service: s.Service, valid: v.Valid(s)}
		if m.valid.From.First <= on.End() && (m.follow(x.Calls, s.Service.Calls) || m.follow(x.Calls, mirrored(s.Service.Calls))) && (best == nil || m.later(best)) {
			best = m
		}
	}
	return best
}

// follow finds the calls of a way, in order, among those of a service, with the time since the
// first. It is false if they are not all there.
func (m *model) follow(way, calls []record.Call) bool {
	m.after, m.stop = nil, nil
	var start int64
	for _, c := range calls {
		if len(m.after) == len(way) {
			break
		}
		if next := way[len(m.after)]; c.Terminal != next.Terminal || c.Crossing != next.Crossing {
			continue
		}
		if len(m.after) == 0 {
			start = c.After.Minutes + c.Stop.Minutes
		}
		m.after, m.stop = append(m.after, span(time.Duration(max(0, c.After.Minutes-start))*time.Minute)), append(m.stop, c.Stop)
	}
	return len(m.after) == len(way)
}

// mirrored gives calls as on the way back.
func mirrored(calls []record.Call) []record.Call {
	var out []record.Call
	end := calls[len(calls)-1].After.Minutes
	for _, c := range slices.Backward(calls) {
		c.After.Minutes = end - c.After.Minutes - c.Stop.Minutes
		out = append(out, c)
	}
	return out
}

// later reports whether a service ended after another, or began after it where neither ended
// first.
func (m *model) later(o *model) bool {
	end := func(m *model) record.Minute {
		if m.valid.Until.IsZero() {
			return 1 << 60
		}
		return m.valid.Until.Last
	}
	return cmp.Or(cmp.Compare(end(m), end(o)), cmp.Compare(m.valid.From.First, o.valid.From.First)) > 0
}

// time sets the times of calls to those of the model.
func (m *model) time(calls []record.Call) {
	for i := range calls {
		calls[i].After = m.after[i]
		if i > 0 && i < len(calls)-1 && calls[i].Stop.IsZero() {
			calls[i].Stop = m.stop[i]
		}
	}
}

// perWeek is how often it left.
func (m *model) perWeek() float64 {
	var l Line
	for i, name := range weekdays {
		l.weekdays[i] = len(m.service.Weekdays) == 0 || slices.Contains(m.service.Weekdays, name)
	}
	l.parity = m.service.Days
	return cmp.Or(float64(len(m.service.Departures))*l.daysAWeek(), m.service.PerWeek, m.service.PerDay*l.daysAWeek())
}

// lately is how many days before a service may have ended that still tells how often another
// would run: how long a way takes lasts longer.
const lately = 10 * 366

func (m *model) recent(on record.Day) bool {
	return m.valid.Until.IsZero() || m.valid.Until.LastDay() >= on-lately
}

func (m *model) took() string {
	return fmt.Sprintf("%s, as %s took", hours(minutes(m.after[len(m.after)-1])), m.name())
}

// name tells which service was the last over a way.
func (m *model) name() string {
	if m.valid.Until.IsZero() {
		return m.service.Name
	}
	return fmt.Sprintf("%s, the last recorded over that way, until %s,", m.service.Name, m.valid.Until)
}
