package journey

import (
	"waythrough/record"
	"waythrough/regime"
)

// An Answer is the contract of `waythrough route`.
type Answer struct {
	Question    Asked            `json:"question"`
	Traveller   regime.Traveller `json:"traveller"` // as judged
	Itineraries []Itinerary      `json:"itineraries"`
	Direct      *Direct          `json:"direct"` // nil: there is no way at all
	// NearestChange is nil if no single commitment would open a better way.
	NearestChange *Change              `json:"nearest_change"`
	Notes         []string             `json:"notes"`
	Advisories    []regime.AdvisoryRef `json:"advisories"`
	Notice        string               `json:"notice"`
}

// Asked is the question as it was understood.
type Asked struct {
	From    Point      `json:"from"`
	To      Point      `json:"to"`
	Departs string     `json:"departs"` // RFC 3339, on the clock of the place
	By      string     `json:"by"`
	Unknown string     `json:"unknown"`
	Known   record.Day `json:"known"`
}

// An Itinerary is a way found, from end to end.
type Itinerary struct {
	Departs     string         `json:"departs"` // RFC 3339, on the clock of the place
	Arrives     string         `json:"arrives"`
	DurationS   int64          `json:"duration_s"`
	DistanceM   int64          `json:"distance_m"` // of services: as the crow flies
	Verdict     regime.Verdict `json:"verdict"`    // the weakest of its legs
	Formalities []Formality    `json:"formalities"`
	Legs        []Leg          `json:"legs"`
	// Advisories are those of the answer's that concern this way.
	Advisories []record.StatementID `json:"advisories"`
}

// A Formality is papers needed at one border.
type Formality struct {
	At    string        `json:"at"` // crossing or terminal
	From  record.AreaID `json:"from"`
	To    record.AreaID `json:"to"`
	Needs []regime.Need `json:"needs"`
}

// Kinds of legs.
const (
	Drive  = "drive"  // by road, whatever the vehicle
	Walk   = "walk"   // on foot
	Border = "border" // over a border, the usual wait included
	Wait   = "wait"   // for a post to open
	Board  = "board"  // waiting at a terminal for a service to leave
	Ride   = "ride"   // on a train, bus or ferry
	Fly    = "fly"
	// Transit is waiting for a flight without entering the area of the terminal.
	Transit = "transit"
)

// A Leg is one piece of an itinerary.
type Leg struct {
	Kind      string       `json:"kind"`
	Mode      record.Mode  `json:"mode"`
	From      Point        `json:"from"`
	To        Point        `json:"to"`
	Departs   string       `json:"departs"`
	Arrives   string       `json:"arrives"`
	DistanceM int64        `json:"distance_m"`
	DurationS int64        `json:"duration_s"`
	Via       []string     `json:"via,omitempty"` // places passed, for directions
	Geometry  [][2]float64 `json:"geometry"`      // longitude, latitude

	// Of a border, and of a flight or ferry that passes one between its terminals.
	Crossing     string          `json:"crossing"` // id of the crossing or of the terminal entered
	CrossingName string          `json:"crossing_name,omitempty"`
	Verdict      *regime.Verdict `json:"verdict"` // nil: no border
	Reasons      []regime.Reason `json:"reasons"`
	// Judgement is everything the verdict rests on, the reasons included.
	Judgement *regime.Judgement `json:"-"`
	Aged
	// Wait is the usual one at this border; nil: none is known.
	Wait *Queue `json:"wait,omitempty"`

	Service *ServiceRef `json:"service,omitempty"`
}

// Aged is what a border leg says of its verdict beyond the verdict itself.
type Aged struct {
	Reading   string              `json:"reading,omitempty"`
	Confirmed *record.Day         `json:"confirmed,omitempty"`
	AgeDays   *int                `json:"age_days,omitempty"`
	Basis     record.Basis        `json:"basis,omitempty"`
	Stale     bool                `json:"stale"`
	Needs     []regime.Need       `json:"needs,omitempty"`
	DependsOn []regime.Dependence `json:"depends_on,omitempty"`
	// Documents are the passports that may be shown on leaving and on entering, where
	// several were given: the best choice first.
	Documents []regime.Combination `json:"documents,omitempty"`
}

// A Queue is how long one waits at a border, and the observation that says so: that of the
// record or, where Statement is empty, what the network tells.
type Queue struct {
	MedianS    int64                `json:"median_s"`
	NineInTenS int64                `json:"nine_in_ten_s,omitempty"` // within which nine in ten pass; 0: not known
	Statement  record.StatementID   `json:"statement,omitempty"`
	Says       string               `json:"says"`
	Confirmed  *record.Day          `json:"confirmed,omitempty"`
	Stale      bool                 `json:"stale,omitempty"`
	Sources    []*record.SourceView `json:"sources"`
}

// A ServiceRef names the service of a leg.
type ServiceRef struct {
	Statement record.StatementID `json:"statement"`
	Name      string             `json:"name"`
	Operators []string           `json:"operators"`
	Says      string             `json:"says"`
	Estimate  string             `json:"estimate,omitempty"`  // what is supposed of it
	Uncertain bool               `json:"uncertain,omitempty"` // the record is not sure that it ran
}

// A Point is a place on the way.
type Point struct {
	ID   string        `json:"id"`
	Name string        `json:"name"`
	Area record.AreaID `json:"area"`
	Lat  float64       `json:"lat"`
	Lon  float64       `json:"lon"`
}

// Direct is the quickest way if no law were in the way: every link there is, at
// any hour, usual waits kept. It is never given as instructions to follow.
type Direct struct {
	DistanceM int64     `json:"distance_m"`
	DurationS int64     `json:"duration_s"`
	Legs      []Leg     `json:"legs"`
	BlockedBy []Blocker `json:"blocked_by"`

	borders []passedBorder
}

// Unrecorded is the verdict on a border passed where no crossing is recorded.
const Unrecorded = "unrecorded"

// A Blocker is a border of the direct way that does not let this traveller pass.
type Blocker struct {
	Crossing     string          `json:"crossing"`
	CrossingName string          `json:"crossing_name"`
	From         record.AreaID   `json:"from"`
	To           record.AreaID   `json:"to"`
	Verdict      string          `json:"verdict"` // refused, unknown, or unrecorded
	Reading      string          `json:"reading"`
	Reasons      []regime.Reason `json:"reasons"` // those that decide

	DependsOn []regime.Dependence `json:"depends_on,omitempty"`
}
