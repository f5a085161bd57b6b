package record

// A Statement is one sourced claim. Exactly one of the kind fields (Rule,
// Commitment, …) is set, and names the kind.
type Statement struct {
	ID   StatementID `yaml:"id" need:"yes" doc:"Unique id: lowercase words joined by hyphens."`
	Says string      `yaml:"says" need:"yes" doc:"The claim in one sentence of our own words."`

	// Fact joins competing claims about one fact; see Rank.
	Fact  string `yaml:"fact" doc:"Name of the fact that this claim and others compete about."`
	About Place  `yaml:"about" doc:"What the claim is about, when it is not a rule."`
	Valid Valid  `yaml:"valid" doc:"When the claim holds."`
	Ended *Ended `yaml:"ended" doc:"An end that was learned later, with its own sources."`

	Public      Date   `yaml:"public" doc:"The day the claim became public knowledge; default: the earliest source's publication."`
	PublicBasis string `yaml:"public_basis" doc:"Why the claim is taken to have been public before any source cited."`
	Keeps       Span   `yaml:"keeps" doc:"How long such a claim stays fresh after it was last confirmed; default 90d."`

	Sources    []Citation    `yaml:"sources" doc:"Where the claim was read or reported."`
	Because    []StatementID `yaml:"because" doc:"Statements that give the context or the reason."`
	Supersedes []StatementID `yaml:"supersedes" doc:"Mistaken statements that this one replaces whole."`
	Process    ProcessID     `yaml:"process" doc:"The negotiation the claim belongs to."`

	Rule        *Rule        `yaml:"rule" doc:"Law: who may pass, where, with what."`
	Commitment  *Commitment  `yaml:"commitment" doc:"What parties undertook, and its fate."`
	Meeting     *Meeting     `yaml:"meeting" doc:"A meeting or another contact."`
	Instrument  *Instrument  `yaml:"instrument" doc:"A treaty, protocol, decree or declaration."`
	Service     *Service     `yaml:"service" doc:"A scheduled flight, train, bus or ferry."`
	Facility    *Facility    `yaml:"facility" doc:"The physical state of a post, bridge or line."`
	Observation *Observation `yaml:"observation" doc:"What was seen to happen; permits nothing."`
	Relation    *Relation    `yaml:"relation" doc:"A relation between two parties."`
	Position    *Position    `yaml:"position" doc:"Who says what they want or are ready for."`
	Advisory    *Advisory    `yaml:"advisory" doc:"Who warns of what."`
	Background  *Background  `yaml:"background" doc:"Attributed context."`

	Pos Pos `yaml:"-"`
}

// Kind names the kind of a statement by the one kind field that is set.
func (s *Statement) Kind() Kind {
	switch {
	case s.Rule != nil:
		return KindRule
	case s.Commitment != nil:
		return KindCommitment
	case s.Meeting != nil:
		return KindMeeting
	case s.Instrument != nil:
		return KindInstrument
	case s.Service != nil:
		return KindService
	case s.Facility != nil:
		return KindFacility
	case s.Observation != nil:
		return KindObservation
	case s.Relation != nil:
		return KindRelation
	case s.Position != nil:
		return KindPosition
	case s.Advisory != nil:
		return KindAdvisory
	case s.Background != nil:
		return KindBackground
	}
	return ""
}

// Ended is an end that was learned after the statement was made: until it was
// public, the statement counted as open-ended.
type Ended struct {
	On      Date       `yaml:"on" need:"yes" doc:"The last day the claim held."`
	Public  Date       `yaml:"public" doc:"When the end became public; default: the earliest source's publication, else the day itself."`
	Sources []Citation `yaml:"sources" doc:"Where the end was read or reported."`
}

// A Citation points into a source. Confirms is the last day on which the source
// shows the claim to hold: by default the day it was published.
type Citation struct {
	Source   SourceID `yaml:"source" need:"yes" doc:"Id of the source."`
	At       string   `yaml:"at" doc:"Where in the source: a paragraph, article, page or row."`
	Confirms Date     `yaml:"confirms" doc:"The last day on which the source shows the claim to hold; default: its publication."`
	Silent   bool     `yaml:"silent" doc:"True if the source shows that the claim was made, not that it still holds."`
}

// A Source is a text somebody published.
type Source struct {
	ID        SourceID `yaml:"id" need:"yes" doc:"Unique id: lowercase words joined by hyphens."`
	Publisher string   `yaml:"publisher" need:"yes" doc:"Who published the text."`
	Title     string   `yaml:"title" doc:"Title of the text."`
	Published Date     `yaml:"published" doc:"When it was published."`
	URL       string   `yaml:"url" doc:"Its own full address."`
	Where     string   `yaml:"where" doc:"A partial reference, when no full address is known."`
	Basis     Basis    `yaml:"basis" need:"yes" doc:"read: the recorder read the text; reported: commonly reported, no text read yet."`
	Rank      Rank     `yaml:"rank" need:"yes" doc:"What sort of text it is; competing claims rank by it."`
	Lang      string   `yaml:"lang" doc:"Language of the text, BCP 47."`

	Pos Pos `yaml:"-"`
}

// A Meeting is one in the numbered series of its process (N > 0) or another
// contact (N = 0).
type Meeting struct {
	N            int           `yaml:"n" doc:"Number in the process's series; absent for other contacts."`
	On           Date          `yaml:"on" need:"yes" doc:"When it was held."`
	At           string        `yaml:"at" doc:"Where it was held, by name."`
	Crossing     CrossingID    `yaml:"crossing" doc:"The crossing where it was held, if it was at one."`
	Parties      []AuthorityID `yaml:"parties" need:"yes" doc:"The parties."`
	Participants []Person      `yaml:"participants" doc:"Who spoke for whom."`
	Level        string        `yaml:"level" doc:"Level of the contact: envoys, ministers, leaders, technical, …"`
}

// A Person acts for a party.
type Person struct {
	Name  string      `yaml:"name" need:"yes" doc:"Name."`
	Party AuthorityID `yaml:"party" doc:"For whom."`
	Role  string      `yaml:"role" doc:"Office held."`
	Valid Valid       `yaml:"valid" doc:"When."`
}

// An Instrument is a text with legal or political force.
type Instrument struct {
	Title   string        `yaml:"title" need:"yes" doc:"Its title."`
	Signed  Date          `yaml:"signed" doc:"When it was signed or adopted."`
	At      string        `yaml:"at" doc:"Where."`
	Parties []AuthorityID `yaml:"parties" need:"yes" doc:"Who signed."`
	Events  []Event       `yaml:"events" doc:"What became of it."`
}

// A Facility is the physical state of a post, bridge, station or line. One in
// ruins or unbuilt lets nobody through, whatever the law.
type Facility struct {
	What  string        `yaml:"what" need:"yes" doc:"The thing: post, road bridge, railway line, …"`
	State FacilityState `yaml:"state" need:"yes" doc:"Its state."`
	Side  AreaID        `yaml:"side" doc:"The area on whose side it stands, if on one."`
	Modes []Mode        `yaml:"modes" doc:"Modes it serves; default: those of the crossing."`
}

// An Observation says what was seen to happen. It never permits anything.
type Observation struct {
	From   AreaID  `yaml:"from" doc:"Direction: from this area."`
	To     AreaID  `yaml:"to" doc:"Direction: into this area."`
	Counts []Count `yaml:"counts" doc:"What was counted."`
	Waits  []Wait  `yaml:"waits" doc:"How long passing took, by whom or what passed."`
}

// A Count is a number that was observed.
type Count struct {
	What string `yaml:"what" need:"yes" doc:"What was counted."`
	N    int    `yaml:"n" need:"yes" doc:"How many."`
	Per  string `yaml:"per" doc:"Per what: day, year, …"`
}

// A Relation holds between two parties.
type Relation struct {
	Parties []AuthorityID `yaml:"parties" need:"yes" doc:"The two parties."`
	What    string        `yaml:"what" need:"yes" doc:"Which relation: diplomatic relations, recognition, alliance, …"`
	State   string        `yaml:"state" need:"yes" doc:"Its state: none, established, severed, …"`
}

// A Position is what a party says it wants or is ready for.
type Position struct {
	Holder AuthorityID   `yaml:"holder" need:"yes" doc:"Whose position."`
	With   []AuthorityID `yaml:"with" doc:"Who holds it too, in the same text."`
	Person string        `yaml:"person" doc:"Who stated it."`
	Role   string        `yaml:"role" doc:"The office of whoever stated it."`
	On     Date          `yaml:"on" need:"yes" doc:"When it was stated."`
}

// An Advisory is a warning. It never changes a verdict.
type Advisory struct {
	By    AuthorityID `yaml:"by" need:"yes" doc:"Who warns."`
	Level string      `yaml:"level" doc:"The warner's own level."`
}

// Background is attributed context, linked by because.
type Background struct {
	By string `yaml:"by" doc:"Whose account it is."`
}
