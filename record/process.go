package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A ProcessView is a negotiation as of a day: the contract of
// `waythrough process`.
type ProcessView struct {
	Process     ProcessID        `json:"process"`
	Title       string           `json:"title"`
	On          Day              `json:"on"`
	Known       Day              `json:"known"`
	Parties     []AuthorityID    `json:"parties"`
	Envoys      []EnvoyView      `json:"envoys"`
	Meetings    []MeetingView    `json:"meetings"`
	Contacts    []MeetingView    `json:"contacts"`
	Relations   []RelationView   `json:"relations"`
	Positions   []PositionView   `json:"positions"`
	Instruments []InstrumentView `json:"instruments"`
	Commitments []CommitmentView `json:"commitments"`
	Notice      string           `json:"notice"`
}

// EnvoyView is who speaks for a party, and since when.
type EnvoyView struct {
	Name  string      `json:"name"`
	Party AuthorityID `json:"party"`
	Role  string      `json:"role,omitempty"`
	From  Date        `json:"from"`
	Until Date        `json:"until"`
}

// MeetingView is a meeting of the series (N > 0) or another contact.
type MeetingView struct {
	Statement    StatementID   `json:"statement"`
	N            int           `json:"n,omitempty"`
	On           Date          `json:"on"`
	Place        string        `json:"place"`
	Crossing     CrossingID    `json:"crossing,omitempty"`
	Level        string        `json:"level,omitempty"`
	Parties      []AuthorityID `json:"parties"`
	Participants []string      `json:"participants,omitempty"`
	Says         string        `json:"says"`
	Sources      []*SourceView `json:"sources"`
}

// RelationView is a relation that held on the day.
type RelationView struct {
	Statement StatementID   `json:"statement"`
	Parties   []AuthorityID `json:"parties"`
	What      string        `json:"what"`
	State     string        `json:"state"`
	Says      string        `json:"says"`
	Sources   []*SourceView `json:"sources"`
}

// PositionView is what a party said it wanted.
type PositionView struct {
	Statement StatementID   `json:"statement"`
	Holder    AuthorityID   `json:"holder"`
	With      []AuthorityID `json:"with,omitempty"`
	Person    string        `json:"person,omitempty"`
	Role      string        `json:"role,omitempty"`
	On        Date          `json:"on"`
	Says      string        `json:"says"`
	Sources   []*SourceView `json:"sources"`
}

// InstrumentView is a text of the process and what became of it.
type InstrumentView struct {
	Statement StatementID   `json:"statement"`
	Title     string        `json:"title"`
	Signed    Date          `json:"signed"`
	Place     string        `json:"place,omitempty"`
	Says      string        `json:"says"`
	Events    []EventView   `json:"events"`
	Sources   []*SourceView `json:"sources"`
}

// CommitmentView is a commitment and its fate up to the day.
type CommitmentView struct {
	ID          StatementID   `json:"id"`
	Title       string        `json:"title"`
	Says        string        `json:"says"`
	Undertaking Undertaking   `json:"undertaking"`
	Parties     []AuthorityID `json:"parties"`
	Status      EventKind     `json:"status"`
	Since       Date          `json:"since"`
	Agreed      Date          `json:"agreed"`
	DaysPending int           `json:"days_pending"`
	Missed      []Missed      `json:"missed"`
	Events      []EventView   `json:"events"`
	Would       []string      `json:"would"`
	Could       []string      `json:"could"`
	Sources     []*SourceView `json:"sources"`
}

// EventView is one event of a commitment.
type EventView struct {
	On       Date          `json:"on"`
	Event    EventKind     `json:"event"`
	Partly   bool          `json:"partly,omitempty"`
	By       []AuthorityID `json:"by"`
	Place    string        `json:"place,omitempty"`
	Says     string        `json:"says"`
	Due      *Date         `json:"due,omitempty"`
	Who      string        `json:"who,omitempty"`
	Official *bool         `json:"official,omitempty"`
	DeniedBy string        `json:"denied_by,omitempty"`
	Sources  []*SourceView `json:"sources"`
}

// SourceView is a source as an answer names it.
type SourceView struct {
	ID        SourceID `json:"id"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	Published Date     `json:"published"`
	URL       string   `json:"url"`
	At        string   `json:"at,omitempty"`
	Where     string   `json:"where,omitempty"`
	Basis     Basis    `json:"basis"`
	Rank      Rank     `json:"rank"`
}

// Cite gives the citations whose sources were public by the view's day, as
// answers name them.
func (v *View) Cite(cites []Citation) []*SourceView {
	out := []*SourceView{}
	for _, c := range cites {
		s := v.Source(c.Source)
		if s.Published.IsZero() || v.sees(s.Published) {
			out = append(out, &SourceView{s.ID, s.Title, s.Publisher, s.Published, s.URL, c.At, s.Where, s.Basis, s.Rank})
		}
	}
	return out
}

// Negotiation gives a process as of a day. The error says that there is none of
// that id, with the nearest.
func (v *View) Negotiation(id ProcessID, on Day) (*ProcessView, error) {
	p := v.Process(id)
	if p == nil {
		return nil, fmt.Errorf("there is no process %q%s; the record has %s", id, didYouMean(string(id), sortedIDs(v.processes)), strings.Join(sortedIDs(v.processes), ", "))
	}
	out := &ProcessView{Process: p.ID, Title: p.Title, On: on, Known: v.On, Parties: p.Parties,
		Envoys: []EnvoyView{}, Meetings: []MeetingView{}, Contacts: []MeetingView{}, Relations: []RelationView{},
		Positions: []PositionView{}, Instruments: []InstrumentView{}, Commitments: []CommitmentView{}, Notice: v.Notice()}
	for _, e := range p.Envoys {
		if e.Valid.From.FirstDay() <= min(on, v.On) {
			out.Envoys = append(out.Envoys, EnvoyView{e.Name, e.Party, e.Role, e.Valid.From, e.Valid.Until})
		}
	}
	for _, s := range v.Visible {
		if s.Process == id {
			v.tell(out, s, on)
		}
	}
	out.sort()
	return out, nil
}

// tell adds one statement of the process.
func (v *View) tell(out *ProcessView, s *Statement, on Day) {
	switch {
	case s.Meeting != nil && s.Meeting.On.FirstDay() <= on:
		m := v.meeting(s)
		if m.N > 0 {
			out.Meetings = append(out.Meetings, m)
		} else {
			out.Contacts = append(out.Contacts, m)
		}
	case s.Relation != nil && v.Valid(s).At(on.Start(), on.End()) >= HoldsLapsed:
		r := s.Relation
		out.Relations = append(out.Relations, RelationView{s.ID, r.Parties, r.What, r.State, s.Says, v.Cite(s.Sources)})
	case s.Position != nil && s.Position.On.FirstDay() <= on:
		p := s.Position
		out.Positions = append(out.Positions, PositionView{s.ID, p.Holder, p.With, p.Person, p.Role, p.On, s.Says, v.Cite(s.Sources)})
	case s.Instrument != nil && s.Instrument.Signed.FirstDay() <= on:
		i := s.Instrument
		out.Instruments = append(out.Instruments, InstrumentView{s.ID, i.Title, i.Signed, i.At, s.Says, v.eventViews(s, on), v.Cite(s.Sources)})
	case s.Commitment != nil:
		if st, ok := v.Standing(s, on); ok {
			out.Commitments = append(out.Commitments, v.commitmentView(s, st, on))
		}
	}
}

func (v *View) meeting(s *Statement) MeetingView {
	m := s.Meeting
	out := MeetingView{Statement: s.ID, N: m.N, On: m.On, Place: m.At, Crossing: m.Crossing, Level: m.Level, Parties: m.Parties,
		Says: s.Says, Sources: v.Cite(s.Sources)}
	for _, p := range m.Participants {
		out.Participants = append(out.Participants, fmt.Sprintf("%s (%s)", p.Name, p.Party))
	}
	return out
}

// Commitment tells how a commitment stood on a day; false if nothing had happened by then.
func (v *View) Commitment(s *Statement, on Day) (CommitmentView, bool) {
	st, ok := v.Standing(s, on)
	if !ok {
		return CommitmentView{}, false
	}
	return v.commitmentView(s, st, on), true
}

func (v *View) commitmentView(s *Statement, st Standing, on Day) CommitmentView {
	c := s.Commitment
	out := CommitmentView{ID: s.ID, Title: c.Title, Says: s.Says, Undertaking: c.Undertaking, Parties: c.Parties, Status: st.Status,
		Since: st.Since, Agreed: st.Agreed, DaysPending: st.DaysPending, Missed: st.Missed, Events: v.eventViews(s, on),
		Would: []string{}, Could: []string{}, Sources: v.Cite(s.Sources)}
	if out.Missed == nil {
		out.Missed = []Missed{}
	}
	for _, h := range c.Would {
		out.Would = append(out.Would, h.Says)
	}
	for _, h := range c.Could {
		out.Could = append(out.Could, h.Says)
	}
	return out
}

func (v *View) eventViews(s *Statement, on Day) []EventView {
	out := []EventView{}
	for _, e := range v.Events(s) {
		if e.On.FirstDay() > on {
			continue
		}
		x := EventView{On: e.On, Event: e.Event, Partly: e.Partly, By: e.By, Place: e.At, Says: e.Says, Who: e.Who,
			DeniedBy: e.DeniedBy, Sources: v.Cite(e.Sources)}
		if e.Event == Dated {
			due, official := e.Due, e.Official
			x.Due, x.Official = &due, &official
		}
		if x.By == nil {
			x.By = []AuthorityID{}
		}
		out = append(out, x)
	}
	return out
}

// sort puts everything in order of time, oldest first.
func (p *ProcessView) sort() {
	slices.SortStableFunc(p.Meetings, func(a, b MeetingView) int { return cmp.Compare(a.N, b.N) })
	slices.SortStableFunc(p.Contacts, func(a, b MeetingView) int { return cmp.Compare(a.On.First, b.On.First) })
	slices.SortStableFunc(p.Positions, func(a, b PositionView) int { return cmp.Compare(a.On.First, b.On.First) })
	slices.SortStableFunc(p.Instruments, func(a, b InstrumentView) int { return cmp.Compare(a.Signed.First, b.Signed.First) })
	slices.SortStableFunc(p.Commitments, func(a, b CommitmentView) int { return cmp.Compare(a.Agreed.First, b.Agreed.First) })
}
