package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"waythrough/geo"
	"waythrough/journey"
	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
	"waythrough/whatif"
	"waythrough/world"
)

// Whatif asks what a change of the law would change.
type Whatif struct {
	If       []string `query:"if,explode" json:"if,omitempty" doc:"what is supposed: a commitment, no-law, no-waits, close:CROSSING, or a file of statements (repeatable)" example:"[\"arm-tur-third-country-2022\"]"`
	Base     string   `query:"base" json:"base,omitempty" enum:"law,no-law" doc:"what is compared with: law or no-law (default law)" example:"law"`
	Cost     string   `query:"cost" json:"cost,omitempty" enum:"duration,distance" doc:"the quantity minimised: duration or distance (default duration)" example:"duration"`
	Weight   string   `query:"weight" json:"weight,omitempty" doc:"weight of places: population or a numeric column (default population)" example:"population"`
	Exponent float64  `query:"exponent" json:"exponent,omitempty" default:"1" doc:"exponent of the cost in market access" example:"1"`
	By       string   `query:"by" json:"by,omitempty" enum:"car,truck,bus,motorcycle,bicycle,foot,transit,any" doc:"how: car, truck, bus, motorcycle, bicycle, foot; with services on foot (transit) or by hired car (any) (default car, or the vehicle given)" example:"car"`
	Unknown  string   `query:"unknown" json:"unknown,omitempty" enum:"permit,refuse" doc:"passages whose law is unknown: permit or refuse (default refuse)" example:"refuse"`
	When
	Traveller

	// Places are compared instead of the settlements of the network.
	Places []Site `json:"places,omitempty" doc:"the places to compare, instead of the network's settlements"`
	// Called is what the answer calls the places.
	Called string `json:"-"`
	// Statements are YAML as in a file of the record, which are supposed to hold.
	Statements string `json:"statements,omitempty" doc:"statements that are supposed to hold, YAML as in a file of the record"`
}

// statementsFile is what errors and answers call the statements that a question brings.
const statementsFile = "statements.yaml"

// Whatif compares both sides.
func (d *Desk) Whatif(ctx context.Context, q Whatif) (*whatif.Answer, error) {
	asked, scenario, notes, err := d.compared(&q)
	if err != nil {
		return nil, err
	}
	sides, err := whatif.Resolve(d.world, scenario, d.supposer(q.Statements))
	if err != nil {
		return nil, refused(err, "if", "base")
	}
	asked.Before, asked.After = sides.Before, sides.After
	answer, err := whatif.Compare(ctx, asked)
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	answer.Heading, answer.Assumed = sides.Heading, slices.Concat(sides.Assumed, notes, answer.Assumed)
	answer.Traveller = who(&asked)
	answer.Notice = d.Law(asked.On, asked.Known).Notice("")
	answer.Blockers = sides.Blockers(asked)
	return answer, nil
}

// A Ranking is every pending commitment by what it would bring.
type Ranking struct {
	Traveller   string          `json:"traveller"`
	On          record.Day      `json:"on"`
	Commitments []whatif.Ranked `json:"commitments"`
}

// Sweep supposes each pending commitment by itself.
func (d *Desk) Sweep(ctx context.Context, q Whatif) (*Ranking, error) {
	if len(q.If) > 0 || q.Statements != "" {
		return nil, wrong("if", "every pending commitment is supposed by itself, and nothing beside it")
	}
	asked, scenario, _, err := d.compared(&q)
	if err != nil {
		return nil, err
	}
	list, err := whatif.Sweep(ctx, asked, scenario)
	if err != nil {
		return nil, d.fault(ctx, err)
	}
	return &Ranking{who(&asked), asked.On, list}, nil
}

// compared reads a question, without its sides, and the scenario.
func (d *Desk) compared(q *Whatif) (out whatif.Question, s whatif.Scenario, notes []string, err error) {
	q.Unknown, q.Cost, q.Weight = cmp.Or(q.Unknown, "refuse"), cmp.Or(q.Cost, whatif.Duration), cmp.Or(q.Weight, "population")
	on, known, err := d.read(q.When)
	if err != nil {
		return out, s, nil, err
	}
	if q.Unknown != "permit" && q.Unknown != "refuse" {
		return out, s, nil, wrong("unknown", "%q is neither permit nor refuse", q.Unknown)
	}
	out = whatif.Question{World: d.world, Cost: q.Cost, Weight: q.Weight, Exponent: q.Exponent, On: on.FirstDay(), Known: known}
	if out.Traveller, err = d.Traveller(&q.Traveller); err != nil {
		return out, s, nil, err
	}
	if err := q.means(&out); err != nil {
		return out, s, nil, err
	}
	if q.Places != nil {
		if out.Places, notes, err = d.settlements(q); err != nil {
			return out, s, nil, err
		}
	}
	s = whatif.Scenario{Base: q.Base, Ifs: q.If, On: out.On, Known: known, PermitUnknown: q.Unknown == "permit", Rides: out.Rides}
	if out.Rides && q.By == journey.ByAny {
		notes = append(notes, "Roads are travelled in hired cars, and the person alone is judged, not the car.")
	}
	if q.Statements != "" {
		s.Ifs = append(slices.Clone(s.Ifs), statementsFile)
	}
	return out, s, notes, nil
}

// means reads how ways are travelled.
func (q *Whatif) means(out *whatif.Question) error {
	t := &out.Traveller
	out.Mode = cmp.Or(t.Mode, record.Road)
	switch q.By {
	case "", journey.ByCar:
	case journey.ByTransit, journey.ByAny:
		out.Rides, out.Mode, t.Mode, t.Vehicle = true, record.Road, "", "none"
		if q.By == journey.ByTransit {
			out.Mode = record.Foot
		}
		return nil
	case journey.ByFoot:
		out.Mode, t.Vehicle = record.Foot, "none"
	default:
		if !slices.Contains(journey.Ways, q.By) {
			return wrong("by", "%q is no way of travelling; write %s", q.By, strings.Join(journey.Ways, ", "))
		}
		out.Mode, t.Vehicle = record.Road, q.By
	}
	if out.Mode != record.Road && out.Mode != record.Foot {
		return wrong("mode", "%s: only road and foot are compared, and with by any or transit every service", out.Mode)
	}
	if out.Mode == record.Road && t.Vehicle == "" {
		t.Vehicle = "car"
	}
	return nil
}

// supposer opens statements over the record, each over those opened before: what the question
// brought, and files where the desk may read them.
func (d *Desk) supposer(brought string) func(path string) (*record.Record, error) {
	var supposed []record.Folder
	return func(path string) (*record.Record, error) {
		folder := record.Folder{Name: path, FS: fstest.MapFS{statementsFile: {Data: []byte(brought)}}}
		if path != statementsFile || brought == "" {
			if !d.options.Files {
				return nil, errors.New("files can't be named here; send the statements themselves, as statements in the body of a POST")
			}
			info, err := os.Stat(path)
			if err != nil {
				return nil, err
			}
			folder.FS = os.DirFS(path)
			if !info.IsDir() {
				folder = record.Folder{Name: filepath.Dir(path), FS: os.DirFS(filepath.Dir(path)), Only: filepath.Base(path)}
			}
		}
		supposed = append(supposed, folder)
		return builtin.Record(slices.Concat(d.folders, supposed)...)
	}
}

// who names the traveller of a comparison.
func who(q *whatif.Question) string {
	t := q.Traveller
	by := "by " + t.Vehicle
	if t.Vehicle == "" || t.Vehicle == "none" {
		by = "on foot"
	}
	if q.Rides && q.Mode == record.Road {
		by = "by hired car"
	}
	if q.Rides {
		by += " and by every service"
	}
	if len(t.Passports) == 0 {
		return "a resident national of the place each way begins at, ordinary passport, " + by
	}
	return Passports(t) + ", " + by
}

// Passports names the documents of a traveller: "passport DEU and TUR diplomatic".
func Passports(t regime.Traveller) string {
	var out []string
	for _, p := range t.Passports {
		out = append(out, Document(p))
	}
	if len(out) == 0 {
		return "no passport given"
	}
	return "passport " + strings.Join(out, " and ")
}

// Document names a document: "DEU", "DEU diplomatic".
func Document(p regime.Passport) string {
	if p.Type == "ordinary" {
		return string(p.Nationality)
	}
	return string(p.Nationality) + " " + p.Type
}

// notesTold bounds how many remarks on single places are told.
const notesTold = 3

// settlements gives the places to compare with their weights, and tells what is to be known of
// them.
func (d *Desk) settlements(q *Whatif) (*whatif.Places, []string, error) {
	found, err := d.find("places", q.Places)
	if err != nil {
		return nil, nil, err
	}
	out := &whatif.Places{}
	var wrongs, notes []string
	type site struct {
		area record.AreaID
		at   geo.LatLon
	}
	before := map[site]int{}
	for i, p := range found {
		from, s := &q.Places[i], *p.Spots[0]
		s.ID, s.Name = from.ID, cmp.Or(from.Name, s.Name)
		out.Spots = append(out.Spots, &s)
		here := site{s.Area, s.At}
		switch first, again := before[here]; {
		case len(p.Spots) > 1:
			wrongs = append(wrongs, fmt.Sprintf("%s: %s lies on both sides of a border; name a place on one of them", from.told(i), s.ID))
		case again:
			wrongs = append(wrongs, fmt.Sprintf("%s: %s is the place of %s again; leave one out, or place it by lat and lon", from.told(i), s.ID, q.Places[first].short(first)))
		default:
			before[here] = i
		}
		if p.Note != "" {
			notes = append(notes, p.Note)
		}
	}
	if len(wrongs) > 0 {
		return nil, nil, wrong("places", "%s", strings.Join(wrongs, "\n"))
	}
	if out.Weights, err = weights(q, out.Spots); err != nil {
		return nil, nil, err
	}
	if more := len(notes) - notesTold; more > 1 {
		notes = append(notes[:notesTold], fmt.Sprintf("Of %d further places the like holds.", more))
	}
	called := cmp.Or(q.Called, "the question")
	return out, append([]string{fmt.Sprintf("Compared are the places of %s.", called)}, notes...), nil
}

// weights are the figures that places bring, or the network's populations.
func weights(q *Whatif, spots []*world.Spot) ([]float64, error) {
	own, brought := make([]float64, len(spots)), true
	for i := range q.Places {
		v, ok := q.Places[i].Columns[q.Weight]
		if !(v >= 0) || math.IsInf(v, 0) {
			return nil, wrong("places", "%s: %s is %v; a weight is a number that is not negative", q.Places[i].told(i), q.Weight, v)
		}
		own[i], brought = v, brought && ok
	}
	if brought {
		return own, nil
	}
	if q.Weight == "population" {
		for i, s := range spots {
			own[i] = s.Population
		}
		if slices.ContainsFunc(own, func(v float64) bool { return v > 0 }) {
			return own, nil
		}
	}
	columns := figures(q.Places)
	if len(columns) == 0 {
		return nil, wrong("weight", "there is no column %s to weight by; it has no numeric column beside lat and lon; add one", q.Weight)
	}
	return nil, advise("weight", func(as Spelling) error {
		return fmt.Errorf("there is no column %s to weight by; name one of its own with %s: %s", q.Weight, as("weight", ""), strings.Join(columns, ", "))
	})
}

// figures lists the columns that every place has.
func figures(sites []Site) []string {
	var out []string
	for name := range sites[0].Columns {
		if !slices.ContainsFunc(sites, func(s Site) bool { _, ok := s.Columns[name]; return !ok }) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
