package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"waythrough/ask"
	"waythrough/record"
)

func showProcess(v *visit) (*sheet, error) {
	id := v.r.PathValue("id")
	if v.view.Process(record.ProcessID(id)) == nil {
		paths := map[string]string{}
		for _, p := range v.view.Processes {
			paths[string(p.ID)] = "/process/"
		}
		return nil, v.missing("process", id, paths)
	}
	p, err := v.desk.Process(v.r.Context(), ask.Process{Process: id, When: ask.When{On: v.On.String(), Known: v.Known.String()}})
	if err != nil {
		return nil, err
	}
	var border string
	if b := v.view.Process(p.Process).Border; len(b) == 2 {
		border = borderID(ordered(b[0], b[1]))
	}
	return &sheet{template: "process", Title: p.Title, About: fmt.Sprintf("%s: meetings, relations, positions, and what became of each commitment.", v.Areas(p.Parties)),
		Path: "/process/" + id, JSON: "/process/" + id + v.keep(), Notice: p.Notice, Body: map[string]any{"View": p, "Line": lineOf(p), "Border": border, "Form": v.form()}}, nil
}

// A line draws a negotiation against time, in units of an SVG picture. Whoever can't see it
// has the same in the lists below it.
type line struct {
	Width, Height, Axis int
	Years               []mark
	Meetings            []mark
	Contacts            []int
	Bars                []bar
}

type mark struct {
	X     int
	Label string
}

// A bar is a commitment, from when it was agreed to when it was settled or the day asked.
type bar struct {
	X, Y, Width int
	Pending     bool
	Title       string
	Status      record.EventKind
}

const (
	lineWidth  = 800
	lineMargin = 24
	barStep    = 34
)

// lineOf begins half a year before the first meeting of the series (or the first contact) and
// ends on the day asked.
func lineOf(p *record.ProcessView) *line {
	first := p.On
	for _, m := range p.Meetings {
		first = min(first, m.On.FirstDay())
	}
	if len(p.Meetings) == 0 {
		for _, m := range p.Contacts {
			first = min(first, m.On.FirstDay())
		}
	}
	first -= 180
	days := max(int(p.On-first), 1)
	at := func(d record.Day) int {
		d = max(first, min(p.On, d))
		return lineMargin + int(d-first)*(lineWidth-2*lineMargin)/days
	}
	l := &line{Width: lineWidth, Axis: 56, Height: 96}
	step := max(1, days/365/10)
	for y := first.Start().Time().Year() + 1; y <= p.On.Start().Time().Year(); y += step {
		l.Years = append(l.Years, mark{at(record.DayOf(y, 1, 1)), strconv.Itoa(y)})
	}
	for _, m := range p.Meetings {
		l.Meetings = append(l.Meetings, mark{at(m.On.FirstDay()), strconv.Itoa(m.N)})
	}
	for _, m := range p.Contacts {
		if d := m.On.FirstDay(); d >= first {
			l.Contacts = append(l.Contacts, at(d))
		}
	}
	y := l.Height
	for _, c := range slices.SortedFunc(slices.Values(p.Commitments), func(a, b record.CommitmentView) int { return cmp.Compare(a.Agreed.First, b.Agreed.First) }) {
		end := p.On
		if !c.Status.Pending() {
			end = c.Since.FirstDay()
		}
		if c.Agreed.IsZero() || end < first {
			continue
		}
		b := bar{X: at(c.Agreed.FirstDay()), Y: y, Pending: c.Status.Pending(), Title: c.Title, Status: c.Status}
		b.Width = max(at(end)-b.X, 4)
		l.Bars = append(l.Bars, b)
		y += barStep
	}
	l.Height = y + 8
	return l
}

// Anchor says from which end the words of a bar are written, so that they stay in the picture.
func (b bar) Anchor() string {
	if b.X > lineWidth/3 {
		return "end"
	}
	return "start"
}

// TextX is where they begin, or end.
func (b bar) TextX() int {
	if b.Anchor() == "end" {
		return max(b.X+b.Width, lineWidth-lineMargin)
	}
	return b.X
}
