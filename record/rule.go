package record

// A Rule is law: for a class of travellers, vehicles or cargo, at a place, in a
// direction, one part of a passage is permitted, refused, or needs papers.
type Rule struct {
	Part      Part        `yaml:"part" need:"yes" doc:"Which part of a passage it answers; every: all four, for its authority."`
	Authority AuthorityID `yaml:"authority" need:"yes" doc:"Who imposes it: an area, an organisation, or each (every area for itself)."`
	Place     Place       `yaml:"place" need:"yes" doc:"Where it holds."`
	From      AreaID      `yaml:"from" doc:"Only for passages out of this area."`
	To        AreaID      `yaml:"to" doc:"Only for passages into this area."`
	Subject   Subject     `yaml:"subject" doc:"Whom it judges: person, vehicle, cargo or all. Default: all for gate, closure and every; person for exit, entry and transit."`
	Class     Class       `yaml:"class" doc:"For whom or what; empty means everyone."`
	Schedule  *Schedule   `yaml:"schedule" doc:"Season, weekdays and hours, local at the authority's post."`

	Effect Effect `yaml:"effect" doc:"The result; a visa rule has visa instead."`
	Visa   *Visa  `yaml:"visa" doc:"A visa rule. One that names no document type means ordinary passports."`
	Needs  []Need `yaml:"needs" doc:"Papers without which the passage is not permitted (effect: formality)."`

	Stay         *Stay         `yaml:"stay" doc:"The longest stay."`
	Limits       []string      `yaml:"limits" doc:"Parts of the area that the stay is limited to."`
	Duties       []Duty        `yaml:"duties" doc:"What must be done after entry."`
	Consequences []Consequence `yaml:"consequences" doc:"What follows later, at another border, and by whom."`
	Quota        *Quota        `yaml:"quota" doc:"How many may pass in a time."`

	Exception bool          `yaml:"exception" doc:"An exception once made: shown later as a precedent."`
	Overrides []StatementID `yaml:"overrides" doc:"Rules this one beats by name."`
}

// A Place is where a rule holds or what a claim is about: exactly one of its
// fields is set.
type Place struct {
	Crossing []CrossingID  `yaml:"crossing" doc:"One or more crossings."`
	Terminal []TerminalID  `yaml:"terminal" doc:"One or more terminals."`
	Border   []AreaID      `yaml:"border" doc:"Two areas: all that passes from one to the other, by land, water or air."`
	Area     []AreaID      `yaml:"area" doc:"One or more areas, or parts of areas: everything that enters or leaves them."`
	Among    GroupID       `yaml:"among" doc:"All borders between two members of a group."`
	Service  []StatementID `yaml:"service" doc:"One or more services."`
	Each     bool          `yaml:"each" doc:"Every area of the authority's own (with authority: each)."`
}

// A Class selects travellers, vehicles and cargo: every dimension given must
// match. A dimension left out matches all.
type Class struct {
	Nationals Set       `yaml:"nationals" doc:"Nationalities: area codes, groups, stateless, or own (nationals of the authority)."`
	Documents Set       `yaml:"documents" doc:"Types of the travel document shown."`
	Papers    Set       `yaml:"papers" doc:"Further papers of which one is held, as kind:issuer."`
	Residents Set       `yaml:"residents" doc:"Areas of residence."`
	Age       *AgeRange `yaml:"age" doc:"Age in years."`
	Purpose   Set       `yaml:"purpose" doc:"Purpose of the journey."`
	Mode      Set       `yaml:"mode" doc:"Modes: road, rail, foot, air, water."`
	Vehicle   Set       `yaml:"vehicle" doc:"Vehicles: car, truck, bus, motorcycle, bicycle, none."`
	Plate     Set       `yaml:"plate" doc:"Where the vehicle is registered."`
	Owner     Set       `yaml:"owner" doc:"Whose the vehicle is: own, rented, company."`
	Cargo     Set       `yaml:"cargo" doc:"persons (no cargo), goods, humanitarian."`
	GoodsFrom Set       `yaml:"goods_from" doc:"Origin of the goods."`
	GoodsTo   Set       `yaml:"goods_to" doc:"Destination of the goods."`
	Parity    Parity    `yaml:"parity" doc:"Parity of the document number: odd, even, or day (that of the day of the month)."`
	History   []History `yaml:"history" doc:"What must (or must not) have happened before; all must hold."`
	Named     string    `yaml:"named" doc:"Only persons or cargo on a list that the act names: who."`
}

// AgeRange bounds an age in whole years, both ends included; 0 is open.
type AgeRange struct {
	Min int `yaml:"min" doc:"Youngest age."`
	Max int `yaml:"max" doc:"Oldest age."`
}

// A History condition looks at earlier entries and stamps.
type History struct {
	Entered  AreaID       `yaml:"entered" doc:"An earlier entry into this area…"`
	Via      []CrossingID `yaml:"via" doc:"…through one of these crossings or terminals…"`
	NotVia   []CrossingID `yaml:"not_via" doc:"…through none of these…"`
	From     AreaID       `yaml:"from" doc:"…coming from this area."`
	Stamp    AreaID       `yaml:"stamp" doc:"A stamp of this area in the passport shown."`
	Evidence []string     `yaml:"evidence" doc:"What counts as evidence, in words."`
	Stays    AreaID       `yaml:"stays" doc:"Days already spent in this area or group…"`
	Days     int          `yaml:"days" doc:"…at least this many…"`
	Within   Span         `yaml:"within" doc:"…within this time before the passage."`
	CuredBy  AreaID       `yaml:"cured_by" doc:"A later entry into this area cures it."`
	Absent   bool         `yaml:"absent" doc:"True: the condition holds if no such thing happened."`
}

// A Visa is the result of a visa rule.
type Visa struct {
	Kind          VisaKind `yaml:"kind" need:"yes" doc:"free, on-arrival, eta, e-visa, required, or refused."`
	Stay          Span     `yaml:"stay" doc:"Longest stay."`
	Within        Span     `yaml:"within" doc:"Window within which stays add up."`
	Entries       int      `yaml:"entries" doc:"Entries that one visa allows; absent: any number."`
	Fee           string   `yaml:"fee" doc:"Fee, with currency."`
	Lead          Span     `yaml:"lead" doc:"Time from application to issue."`
	Where         string   `yaml:"where" doc:"Where it is issued."`
	Discretionary bool     `yaml:"discretionary" doc:"True if issue is at the authority's discretion."`
}

// A Need is a paper. Any of Or serves as well.
type Need struct {
	Paper         PaperID     `yaml:"paper" need:"yes" doc:"The paper, as kind:issuer or kind."`
	Or            []PaperID   `yaml:"or" doc:"Papers that serve as well."`
	Issuer        AuthorityID `yaml:"issuer" doc:"Who issues it."`
	Where         string      `yaml:"where" doc:"Where it is issued."`
	Fee           string      `yaml:"fee" doc:"Fee, with currency."`
	Lead          Span        `yaml:"lead" doc:"Time from application to issue."`
	Entries       int         `yaml:"entries" doc:"Entries that it allows; absent: any number."`
	Discretionary bool        `yaml:"discretionary" doc:"True if issue is at the issuer's discretion."`
}

// A Stay bounds days in the area entered.
type Stay struct {
	Days   Span `yaml:"days" need:"yes" doc:"Longest stay."`
	Within Span `yaml:"within" doc:"Window within which stays add up."`
}

// A Duty follows entry.
type Duty struct {
	What   string      `yaml:"what" need:"yes" doc:"What must be done."`
	Within Span        `yaml:"within" doc:"How soon after entry."`
	To     AuthorityID `yaml:"to" doc:"To whom it is owed."`
}

// A Consequence is suffered later, at another border.
type Consequence struct {
	What string      `yaml:"what" need:"yes" doc:"What follows."`
	At   AreaID      `yaml:"at" doc:"At whose border."`
	By   AuthorityID `yaml:"by" doc:"By whom."`
}

// A Quota bounds how many may pass.
type Quota struct {
	N    int    `yaml:"n" need:"yes" doc:"How many."`
	What string `yaml:"what" need:"yes" doc:"Of what: persons, trucks, …"`
	Per  string `yaml:"per" need:"yes" doc:"In what time: session, day, …"`
}

// A Set is a list of values, or everything but a list. The zero Set is
// everything.
type Set struct {
	In  []string // nil: everything not in Out
	Out []string
}

// Any reports whether the set leaves nothing out.
func (s Set) Any() bool { return s.In == nil && len(s.Out) == 0 }

// IsZero reports whether no place is given.
func (p Place) IsZero() bool {
	return len(p.Crossing) == 0 && len(p.Terminal) == 0 && len(p.Border) == 0 &&
		len(p.Area) == 0 && p.Among == "" && len(p.Service) == 0 && !p.Each
}
