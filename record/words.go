package record

// Ids of the record's things. They are distinct types so that one cannot be
// passed for another.
type (
	StatementID string
	SourceID    string
	AreaID      string
	CrossingID  string
	TerminalID  string
	GroupID     string
	ProcessID   string
	// AuthorityID is an area's id, a group's id, or "each".
	AuthorityID string
	// PaperID is a paper's kind, or kind:issuer (visa:ARM).
	PaperID string
)

// EachAuthority stands for every area, each for itself.
const EachAuthority AuthorityID = "each"

// Values of class sets with a meaning of their own.
const (
	Own       = "own"       // nationals of the rule's authority
	Stateless = "stateless" // persons without a nationality
)

// A word is a string type with a closed list of values. The decoder refuses
// others and names the nearest; the JSON Schema lists them.
type word interface{ Words() []string }

// Kind is the kind of a statement.
type Kind string

// The kinds of statement.
const (
	KindRule        Kind = "rule"
	KindCommitment  Kind = "commitment"
	KindMeeting     Kind = "meeting"
	KindInstrument  Kind = "instrument"
	KindService     Kind = "service"
	KindFacility    Kind = "facility"
	KindObservation Kind = "observation"
	KindRelation    Kind = "relation"
	KindPosition    Kind = "position"
	KindAdvisory    Kind = "advisory"
	KindBackground  Kind = "background"
)

// Part is one part of a passage.
type Part string

// The parts of a passage. Transit is an airside change without entry; Every
// answers gate, closure, exit and entry at once for its authority.
const (
	Gate    Part = "gate"
	Closure Part = "closure"
	Exit    Part = "exit"
	Entry   Part = "entry"
	Transit Part = "transit"
	Every   Part = "every"
)

// Words lists the parts.
func (Part) Words() []string {
	return []string{"gate", "closure", "exit", "entry", "transit", "every"}
}

// Effect is what a rule results in.
type Effect string

// The effects, in the order of verdicts.
const (
	Refused   Effect = "refused"
	Unknown   Effect = "unknown"
	Formality Effect = "formality"
	Permitted Effect = "permitted"
)

// Words lists the effects.
func (Effect) Words() []string { return []string{"refused", "unknown", "formality", "permitted"} }

// Subject is whom or what a rule judges.
type Subject string

// The subjects. OfAll judges the passage as one.
const (
	OfPerson  Subject = "person"
	OfVehicle Subject = "vehicle"
	OfCargo   Subject = "cargo"
	OfAll     Subject = "all"
)

// Words lists the subjects.
func (Subject) Words() []string { return []string{"person", "vehicle", "cargo", "all"} }

// Mode is how a traveller moves.
type Mode string

// The modes.
const (
	Road  Mode = "road"
	Rail  Mode = "rail"
	Foot  Mode = "foot"
	Air   Mode = "air"
	Water Mode = "water"
)

// Words lists the modes.
func (Mode) Words() []string { return []string{"road", "rail", "foot", "air", "water"} }

// VisaKind is the result of a visa rule.
type VisaKind string

// The results of visa rules, from freest to refused.
const (
	VisaFree      VisaKind = "free"
	VisaOnArrival VisaKind = "on-arrival"
	VisaETA       VisaKind = "eta"
	VisaElectric  VisaKind = "e-visa"
	VisaRequired  VisaKind = "required"
	VisaRefused   VisaKind = "refused"
)

// Words lists the results of visa rules.
func (VisaKind) Words() []string {
	return []string{"free", "on-arrival", "eta", "e-visa", "required", "refused"}
}

// Parity is odd, even, or that of the day.
type Parity string

// The parities.
const (
	Odd      Parity = "odd"
	Even     Parity = "even"
	AsTheDay Parity = "day"
)

// Words lists the parities.
func (Parity) Words() []string { return []string{"odd", "even", "day"} }

// Basis says whether whoever recorded a claim read the text it rests on.
type Basis string

// The bases, weakest first.
const (
	Reported Basis = "reported"
	Read     Basis = "read"
)

// Words lists the bases.
func (Basis) Words() []string { return []string{"reported", "read"} }

// Rank orders competing claims about one fact.
type Rank string

// The ranks of sources, highest first.
const (
	RankAct       Rank = "act"       // the text itself, or an official act
	RankStatement Rank = "statement" // what a named party said
	RankPress     Rank = "press"     // press and reference works
	RankTable     Rank = "table"     // a scraped table
)

// Words lists the ranks, highest first.
func (Rank) Words() []string { return []string{"act", "statement", "press", "table"} }

// Undertaking is what parties undertook to do.
type Undertaking string

// The undertakings. Only Do brings something about.
const (
	Assess    Undertaking = "assess"
	Negotiate Undertaking = "negotiate"
	Do        Undertaking = "do"
)

// Words lists the undertakings.
func (Undertaking) Words() []string { return []string{"assess", "negotiate", "do"} }

// EventKind is a step in the fate of a commitment.
type EventKind string

// The events of commitments.
const (
	Proposed    EventKind = "proposed"
	Agreed      EventKind = "agreed"
	Amended     EventKind = "amended"
	Reconfirmed EventKind = "reconfirmed"
	Enacted     EventKind = "enacted"
	Ready       EventKind = "ready"
	Dated       EventKind = "dated"
	UsedOnce    EventKind = "used-once"
	InOperation EventKind = "in-operation"
	Suspended   EventKind = "suspended"
	Reversed    EventKind = "reversed"
	Lapsed      EventKind = "lapsed"
	Annulled    EventKind = "annulled"
)

// Words lists the events.
func (EventKind) Words() []string {
	return []string{"proposed", "agreed", "amended", "reconfirmed", "enacted", "ready", "dated",
		"used-once", "in-operation", "suspended", "reversed", "lapsed", "annulled"}
}

// FacilityState is the physical state of a facility.
type FacilityState string

// The states of facilities.
const (
	Working           FacilityState = "working"
	ReadyToOpen       FacilityState = "ready"
	PartlyReady       FacilityState = "partly-ready"
	UnderConstruction FacilityState = "under-construction"
	OutOfUse          FacilityState = "out-of-use"
	Unbuilt           FacilityState = "unbuilt"
	InRuins           FacilityState = "in-ruins"
)

// Words lists the states.
func (FacilityState) Words() []string {
	return []string{"working", "ready", "partly-ready", "under-construction", "out-of-use", "unbuilt", "in-ruins"}
}

// Passable reports whether anything could pass, were the law to allow it.
func (f FacilityState) Passable() bool { return f != Unbuilt && f != InRuins }

// AreaKind is what sort of territory an area is.
type AreaKind string

// The kinds of area.
const (
	State     AreaKind = "state"
	Dependent AreaKind = "dependent"
	DeFacto   AreaKind = "de-facto"
	Zone      AreaKind = "zone"
	PartArea  AreaKind = "part"
)

// Words lists the kinds of area.
func (AreaKind) Words() []string { return []string{"state", "dependent", "de-facto", "zone", "part"} }

// TerminalKind is what sort of terminal one is.
type TerminalKind string

// The kinds of terminal.
const (
	Airport    TerminalKind = "airport"
	Seaport    TerminalKind = "seaport"
	Station    TerminalKind = "station"
	BusStation TerminalKind = "bus-station"
)

// Words lists the kinds of terminal.
func (TerminalKind) Words() []string { return []string{"airport", "seaport", "station", "bus-station"} }

// Closed lists of class values. They are plain strings in a Set, so the checker
// holds them here.
var (
	documentTypes = []string{"ordinary", "diplomatic", "service", "special", "official", "emergency", "id-card",
		"border-pass", "refugee", "stateless", "laissez-passer", "seafarer"}
	purposes = []string{"tourism", "business", "transit", "study", "work", "medical", "family", "pilgrimage",
		"return", "evacuation", "asylum", "official", "aid", "crew", "visit"}
	vehicles = []string{"car", "truck", "bus", "motorcycle", "bicycle", "none"}
	waiters  = []string{"car", "truck", "bus", "motorcycle", "bicycle", "foot", "train"}
	owners   = []string{"own", "rented", "company"}
	cargoes  = []string{"persons", "goods", "humanitarian"}
	weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// DocumentTypes lists the types of travel document, ordinary first.
func DocumentTypes() []string { return documentTypes }

// Purposes lists the purposes of a journey.
func Purposes() []string { return purposes }

// Vehicles lists the vehicle classes; none is a person without one.
func Vehicles() []string { return vehicles }

// Owners lists whose a vehicle can be.
func Owners() []string { return owners }

// Cargoes lists what is carried; persons means no cargo.
func Cargoes() []string { return cargoes }
