package record

import "encoding/json"

// An Area is a territory under one border authority.
type Area struct {
	ID       AreaID     `yaml:"id" need:"yes" doc:"ISO 3166-1 alpha-3, XKX, a code that ISO 3166-1 leaves to users (XAA, …), or lowercase words for a de-facto territory, a part or a zone."`
	Kind     AreaKind   `yaml:"kind" need:"yes" doc:"state, dependent, de-facto, zone, or part (of another area)."`
	Name     string     `yaml:"name" need:"yes" doc:"UN short name."`
	Names    Names      `yaml:"names" doc:"Names by language."`
	Demonyms []string   `yaml:"demonyms" doc:"What its people are called."`
	Codes    []string   `yaml:"codes" doc:"Further codes: alpha-2, former codes."`
	PartOf   AreaID     `yaml:"part_of" doc:"The area it is a part of (kind: part)."`
	Timezone string     `yaml:"timezone" doc:"IANA time zone of its border authority."`
	Control  []Control  `yaml:"control" doc:"Who controls it; absent: its own authority."`
	Claims   []Control  `yaml:"claims" doc:"Who claims it."`
	Renamed  []Renaming `yaml:"renamed" doc:"Official names it had before."`
	Ask      string     `yaml:"ask" doc:"Which authority to ask about entry."`

	Pos Pos `yaml:"-"`
}

// Control says that an authority controls or claims an area for a time.
type Control struct {
	By      AuthorityID `yaml:"by" need:"yes" doc:"Who."`
	Valid   Valid       `yaml:"valid" doc:"When."`
	Sources []Citation  `yaml:"sources" doc:"Where it was read or reported."`
}

// Renaming is an earlier official name.
type Renaming struct {
	Name    string     `yaml:"name" need:"yes" doc:"The name."`
	Valid   Valid      `yaml:"valid" need:"yes" doc:"When it was official."`
	Sources []Citation `yaml:"sources" doc:"Where it was read or reported."`
}

// A Crossing is a border crossing point between two areas: a pair of posts.
type Crossing struct {
	ID      CrossingID `yaml:"id" need:"yes" doc:"Lowercase words joined by hyphens."`
	Name    string     `yaml:"name" need:"yes" doc:"The usual name, both posts: Margara – Alican."`
	Names   Names      `yaml:"names" doc:"Names of the crossing as a whole by language."`
	Modes   []Mode     `yaml:"modes" need:"yes" doc:"Modes that physically could use it: road, rail, foot, water."`
	Posts   []Post     `yaml:"posts" need:"yes" doc:"The two posts."`
	Sources []Citation `yaml:"sources" doc:"Where name and place were read or reported."`

	Pos Pos `yaml:"-"`
}

// A Post is one side of a crossing.
type Post struct {
	Area      AreaID    `yaml:"area" need:"yes" doc:"The area it stands in."`
	Part      AreaID    `yaml:"part" doc:"The part of the area it stands in."`
	Name      string    `yaml:"name" need:"yes" doc:"Its name."`
	Names     Names     `yaml:"names" doc:"Names by language."`
	At        []float64 `yaml:"at" need:"yes" doc:"Latitude and longitude, degrees."`
	AccuracyM float64   `yaml:"accuracy_m" doc:"How far off the coordinates may be, metres."`
	Zone      string    `yaml:"zone" doc:"IANA time zone; default: the area's."`
}

// A Terminal is an airport, seaport or international station.
type Terminal struct {
	ID      TerminalID   `yaml:"id" need:"yes" doc:"IATA code where it has one, else lowercase words."`
	Kind    TerminalKind `yaml:"kind" need:"yes" doc:"airport, seaport, station or bus-station."`
	Name    string       `yaml:"name" need:"yes" doc:"Its name."`
	Names   Names        `yaml:"names" doc:"Names by language."`
	Area    AreaID       `yaml:"area" need:"yes" doc:"The area it gives entry to."`
	Part    AreaID       `yaml:"part" doc:"The part of the area."`
	At      []float64    `yaml:"at" need:"yes" doc:"Latitude and longitude, degrees."`
	Zone    string       `yaml:"zone" doc:"IANA time zone; default: the area's."`
	Sea     string       `yaml:"sea" doc:"The water a seaport is on: Black Sea, Caspian Sea, …"`
	Inland  bool         `yaml:"inland" doc:"True if border checks are made elsewhere (at the crossings that services pass), not here."`
	Sources []Citation   `yaml:"sources" doc:"Where name and place were read or reported."`

	Pos Pos `yaml:"-"`
}

// A Town is a populated place as people name it, in any language. Networks
// bring coordinates and roads; the record brings the names.
type Town struct {
	ID    string `yaml:"id" need:"yes" doc:"The id networks use for it."`
	Area  AreaID `yaml:"area" need:"yes" doc:"The area it lies in."`
	Name  string `yaml:"name" need:"yes" doc:"The usual name."`
	Names Names  `yaml:"names" doc:"Names by language."`

	Pos Pos `yaml:"-"`
}

// A Group is a dated set of areas (EU), or an organisation that acts itself.
type Group struct {
	ID      GroupID    `yaml:"id" need:"yes" doc:"Short id: EU, CIS, schengen."`
	Name    string     `yaml:"name" need:"yes" doc:"Its name."`
	Names   Names      `yaml:"names" doc:"Names by language."`
	Members []Member   `yaml:"members" doc:"Its members over time."`
	Sources []Citation `yaml:"sources" doc:"Where membership was read or reported."`

	Pos Pos `yaml:"-"`
}

// A Member belongs to a group for a time.
type Member struct {
	Areas []AreaID `yaml:"areas" need:"yes" doc:"Members with the same dates."`
	Valid Valid    `yaml:"valid" doc:"When."`
}

// A Process is a negotiation over time.
type Process struct {
	ID      ProcessID     `yaml:"id" need:"yes" doc:"Lowercase words joined by hyphens."`
	Title   string        `yaml:"title" need:"yes" doc:"Its title."`
	Parties []AuthorityID `yaml:"parties" need:"yes" doc:"Who negotiates."`
	Envoys  []Person      `yaml:"envoys" doc:"Who speaks for whom, and when."`
	Border  []AreaID      `yaml:"border" doc:"The border it is about."`
	Sources []Citation    `yaml:"sources" doc:"Where it was read or reported."`

	Pos Pos `yaml:"-"`
}

// Names are names by language tag (BCP 47).
type Names map[string][]string

// GobEncode writes the names in order of language, so that an index of the same
// record has the same bytes.
func (n Names) GobEncode() ([]byte, error) { return json.Marshal(map[string][]string(n)) }

// GobDecode reads what GobEncode wrote.
func (n *Names) GobDecode(data []byte) error { return json.Unmarshal(data, (*map[string][]string)(n)) }
