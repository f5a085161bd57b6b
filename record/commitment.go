package record

import "slices"

// A Commitment is what parties undertook, and the dated events of its fate.
type Commitment struct {
	Title       string         `yaml:"title" need:"yes" doc:"What was undertaken, in a few words."`
	Undertaking Undertaking    `yaml:"undertaking" need:"yes" doc:"assess, negotiate, or do."`
	Parties     []AuthorityID  `yaml:"parties" need:"yes" doc:"Who undertook it."`
	Would       []Hypothetical `yaml:"would" doc:"Rules and services it would bring (only for do)."`
	Could       []Hypothetical `yaml:"could" doc:"Rules and services it could lead to (assess, negotiate)."`
	Events      []Event        `yaml:"events" need:"yes" doc:"Its fate, oldest first."`
}

// A Hypothetical is a rule or service that does not exist yet, or, in words
// only, something that is neither. Supposed carried out, its rule beats those of
// the same authority that are not narrower.
type Hypothetical struct {
	Says    string   `yaml:"says" need:"yes" doc:"What would hold, in one sentence."`
	Rule    *Rule    `yaml:"rule" doc:"The rule."`
	Service *Service `yaml:"service" doc:"The service."`
}

// An Event is one dated step in the fate of a commitment or an instrument.
type Event struct {
	On       Date          `yaml:"on" need:"yes" doc:"When it happened."`
	Event    EventKind     `yaml:"event" need:"yes" doc:"What happened."`
	Partly   bool          `yaml:"partly" doc:"True if only in part: listed, does not raise the status."`
	By       []AuthorityID `yaml:"by" doc:"Whose act it was."`
	At       string        `yaml:"at" doc:"Where."`
	Says     string        `yaml:"says" need:"yes" doc:"What happened, in one sentence of our own words."`
	Due      Date          `yaml:"due" doc:"The day announced (event: dated)."`
	Who      string        `yaml:"who" doc:"Who announced it (event: dated)."`
	Official bool          `yaml:"official" doc:"True if the announcement was official (event: dated)."`
	DeniedBy string        `yaml:"denied_by" doc:"Who denied it (event: dated)."`
	Public   Date          `yaml:"public" doc:"When it became public; default: the earliest source's publication, else the day itself."`
	Sources  []Citation    `yaml:"sources" doc:"Where it was read or reported."`
	Meeting  StatementID   `yaml:"meeting" doc:"The meeting at which it happened."`
}

// A Service is a scheduled flight, train, bus or ferry. Times are local at the
// first call. Of one that does not exist yet, who runs it, how long it takes and when it
// leaves may not be known.
type Service struct {
	Name       string   `yaml:"name" need:"yes" doc:"What travellers call it."`
	Mode       Mode     `yaml:"mode" need:"yes" doc:"air, rail, road (a bus) or water."`
	Operators  []string `yaml:"operators" need:"recorded" doc:"Who runs it."`
	Carries    string   `yaml:"carries" doc:"persons (default) or goods."`
	Calls      []Call   `yaml:"calls" need:"yes" doc:"Terminals called at and crossings passed, in order."`
	Departures []string `yaml:"departures" doc:"Departure times at the first call, as 20:20; where no time is known, per_day or per_week instead."`
	Weekdays   []string `yaml:"weekdays" doc:"Days it leaves: mon … sun; absent: every day."`
	Days       Parity   `yaml:"days" doc:"Leaves on odd or even days of the month."`
	PerDay     float64  `yaml:"per_day" doc:"Departures a day, where no timetable is known."`
	PerWeek    float64  `yaml:"per_week" doc:"Departures a week, where no timetable is known."`
	Boarding   Span     `yaml:"boarding" need:"recorded" doc:"How long before departure one must be there."`
	BothWays   bool     `yaml:"both_ways" doc:"True if the same holds in the other direction."`
}

// A Call is a stop of a service at a terminal, or its passing of a crossing.
type Call struct {
	Terminal TerminalID `yaml:"terminal" doc:"The terminal called at…"`
	Crossing CrossingID `yaml:"crossing" doc:"…or the crossing passed."`
	After    Span       `yaml:"after" doc:"Time since the first departure; of a service that a commitment would bring it may be absent at all calls."`
	Stop     Span       `yaml:"stop" doc:"How long it stands there."`
}

// Timed reports whether it is known how long the service takes.
func (s *Service) Timed() bool {
	return slices.ContainsFunc(s.Calls, func(c Call) bool { return !c.After.IsZero() })
}

// Frequent reports whether it is known when or how often it leaves.
func (s *Service) Frequent() bool { return len(s.Departures) > 0 || s.PerDay > 0 || s.PerWeek > 0 }
