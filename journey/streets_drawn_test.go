package journey

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
	"waythrough/road/worldgen"
	"waythrough/world"
	"waythrough/world/walktest"
)

// roadsOf is a drawn world with its law, as imported roads and as the streets that those
// were made of.
type roadsOf struct {
	name    string
	options worldgen.Options
	law     worldgen.RecordOptions
	more    func(codes []string, crossings []worldgen.Crossing) string // a further file of the record

	once    sync.Once
	streets *street.Network
	n       *mapped.Network
	w       *world.World
	p       *Planner
	of      map[street.Edge]record.CrossingID
	walkers map[profile.Profile]*walktest.Walker
	routers map[profile.Profile]*mapped.Router
}

var drawnWorlds = []*roadsOf{
	{name: "plain", options: worldgen.Options{Seed: 1, Nodes: 2500, Areas: 8, Crossings: 4}},
	{name: "night", options: worldgen.Options{Seed: 2, Nodes: 4000, Areas: 10, Crossings: 3}, law: worldgen.RecordOptions{Night: 0.8, Changed: 0.5, Shut: 0.4, Promised: 1}},
	{name: "history", options: worldgen.Options{Seed: 3, Nodes: 2500, Areas: 9, Crossings: 4}, law: worldgen.RecordOptions{Seed: 4, Silent: 0.3, Unions: 3}, more: historyAndRuins},
}

// historyEnds is a world in which three areas refuse whoever has been in either of two.
var historyEnds = &roadsOf{name: "refusing", options: worldgen.Options{Seed: 7, Nodes: 2500, Areas: 8, Crossings: 4},
	more: func(codes []string, _ []worldgen.Crossing) string {
		text := "statements:\n"
		for _, area := range codes[len(codes)-3:] {
			text += hasBeen(area, codes[0]) + hasBeen(area, codes[1])
		}
		return text
	}}

// unionsAsked is a world of unions in which two areas refuse whoever has been in one of
// three others, in unions or not.
var unionsAsked = &roadsOf{name: "unions", options: worldgen.Options{Seed: 9, Nodes: 2500, Areas: 9, Crossings: 4}, law: worldgen.RecordOptions{Seed: 2, Unions: 3},
	more: func(codes []string, _ []worldgen.Crossing) string {
		text := "statements:\n"
		for _, area := range codes[len(codes)-2:] {
			text += hasBeen(area, codes[0]) + hasBeen(area, codes[2]) + hasBeen(area, codes[4])
		}
		return text
	}}

// historyAndRuins has the last area refuse who has been in the first, and every ninth
// crossing in ruins.
func historyAndRuins(codes []string, crossings []worldgen.Crossing) string {
	var b strings.Builder
	b.WriteString("statements:\n" + hasBeen(codes[len(codes)-1], codes[0]))
	for i := 0; i < len(crossings); i += 9 {
		fmt.Fprintf(&b, "  - {id: ruins-%d, says: S., about: {crossing: [%s]}, valid: {from: 2001-01-01}, keeps: 100y, public: 2000-01-01, public_basis: test, facility: {what: bridge, state: in-ruins}}\n", i, crossings[i].ID)
	}
	return b.String()
}

// hasBeen is a rule by which an area refuses who has been in another.
func hasBeen(area, other string) string {
	return fmt.Sprintf("  - {id: been-%s-%s, says: S., valid: {from: 2000-01-01}, keeps: 100y, public: 2000-01-01, public_basis: test, rule: {part: entry, authority: %s, place: {area: %[3]s}, class: {history: [{entered: %[4]s}]}, effect: refused}}\n",
		strings.ToLower(area), strings.ToLower(other), area, other)
}

func (r *roadsOf) open(t testing.TB) {
	t.Helper()
	r.once.Do(func() {
		drawn := worldgen.New(r.options)
		var data bytes.Buffer
		if err := drawn.WritePBF(&data); err != nil {
			t.Fatal(err)
		}
		r.streets = streetsOf(t, data.Bytes())
		files := fstest.MapFS{"law.yaml": {Data: drawn.Record(r.law)}}
		if r.more != nil {
			files["more.yaml"] = &fstest.MapFile{Data: []byte(r.more(r.streets.Codes[1:], drawn.Crossings()))}
		}
		law, err := record.Load(record.Folder{Name: "drawn", FS: files})
		if err != nil {
			t.Fatal(err)
		}
		folder, err := os.MkdirTemp("", "journey")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder) // what is mapped stays
		path := filepath.Join(folder, "drawn.network")
		if err := mapped.Build(context.Background(), path, r.streets, mapped.About{Kind: "osm"}, mapped.Options{Profiles: []profile.Profile{profile.Car, profile.Truck, profile.Foot}}); err != nil {
			t.Fatal(err)
		}
		if r.n, err = mapped.Open(path); err != nil {
			t.Fatal(err)
		}
		if r.w, err = world.OpenRoads(r.n, law); err != nil {
			t.Fatal(err)
		}
		r.p, r.of = New(r.w), map[street.Edge]record.CrossingID{}
		of := world.MatchCuts(r.streets, law).Of
		for c, e := range r.streets.Cuts {
			r.of[e] = of[c]
		}
		r.walkers, r.routers = map[profile.Profile]*walktest.Walker{}, map[profile.Profile]*mapped.Router{}
	})
	if r.routers == nil {
		t.Skip("NOT TESTED: the world could not be made")
	}
}

func (r *roadsOf) area(v street.Node) record.AreaID {
	return record.AreaID(r.streets.Codes[r.streets.Area[v]])
}

func profileFor(mode record.Mode, vehicle string) profile.Profile {
	switch {
	case mode == record.Foot:
		return profile.Foot
	case vehicle == "truck":
		return profile.Truck
	}
	return profile.Car
}

func (r *roadsOf) walker(mode record.Mode, vehicle string) *walktest.Walker {
	p := profileFor(mode, vehicle)
	if r.walkers[p] == nil {
		r.walkers[p] = walktest.New(r.streets, p)
	}
	return r.walkers[p]
}

// snap is where a place touches the roads of a profile: the nearest of its area that is no
// island, whatever cuts are open.
func (r *roadsOf) snap(t testing.TB, p profile.Profile, s *world.Spot) (mapped.Snap, bool) {
	t.Helper()
	if r.routers[p] == nil {
		roads, err := r.n.Roads(p)
		if err != nil {
			t.Fatal(err)
		}
		if roads, err = roads.Through(func(street.Edge) bool { return true }); err != nil {
			t.Fatal(err)
		}
		r.routers[p] = roads.Router(mapped.Duration)
	}
	q := r.routers[p]
	all, err := q.Snap(s.At, 5000, 400)
	if err != nil {
		return mapped.Snap{}, false
	}
	all = slices.DeleteFunc(all, func(x mapped.Snap) bool { return r.area(r.streets.From[x.Edge]) != s.Area })
	for _, x := range all {
		_, leads := q.LeadsTo(x, 64)
		_, led := q.LeadHere(x, 64)
		if !leads && !led {
			return x, true
		}
	}
	if len(all) == 0 {
		return mapped.Snap{}, false
	}
	return all[0], true
}

// somebody draws a traveller who departs at some hour.
func (r *roadsOf) somebody(t testing.TB, rng *rand.Rand) Query {
	t.Helper()
	areas := r.w.Record.Areas
	day := record.DayOf(2024, 7, 30)
	if rng.IntN(3) == 0 { // on the eve of some change of law, if there is one in 2023
		s := r.w.Record.Statements[rng.IntN(len(r.w.Record.Statements))]
		if from := s.Valid.From.FirstDay(); s.Rule != nil && from > record.DayOf(2003, 1, 1) {
			day = from - 1
		}
	}
	q := Query{By: ByCar, Known: day + 3, Depart: day.Start() + record.Minute(rng.IntN(24*60)),
		Traveller: regime.Traveller{Vehicle: "car", Passports: []regime.Passport{{Nationality: areas[rng.IntN(len(areas))].ID, Type: "ordinary"}}}}
	switch rng.IntN(5) {
	case 0:
		q.By, q.Traveller.Vehicle, q.Traveller.Cargo = ByTruck, "truck", "goods"
		q.Traveller.GoodsFrom, q.Traveller.GoodsTo = areas[rng.IntN(len(areas))].ID, areas[rng.IntN(len(areas))].ID
	case 1:
		q.By, q.Traveller.Vehicle = ByFoot, "none"
	case 2:
		q.Traveller.Passports = append(q.Traveller.Passports, regime.Passport{Nationality: areas[rng.IntN(len(areas))].ID, Type: "ordinary"})
	}
	return q
}

func (r *roadsOf) place(t testing.TB, rng *rand.Rand) world.Place {
	t.Helper()
	if towns := r.w.Settlements(); rng.IntN(2) == 0 && len(towns) > 0 {
		return world.Place{Spots: []*world.Spot{towns[rng.IntN(len(towns))]}}
	}
	at := r.streets.At[rng.IntN(len(r.streets.At))].LatLon()
	p, err := r.w.Find(fmt.Sprintf("%.7f,%.7f", at.Lat+(rng.Float64()-0.5)/500, at.Lon+(rng.Float64()-0.5)/500))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (q *Query) way() record.Mode {
	if q.By == ByFoot {
		return record.Foot
	}
	return record.Road
}

// wanders gives the exhaustive search from a place for each class, under a law; at is the
// day whose rules tell what is remembered.
func (r *roadsOf) wanders(t testing.TB, q Query, law *world.Law, depart int64, on record.Day, from mapped.Snap, least regime.Verdict) *wander {
	t.Helper()
	who := q.Traveller
	area := q.From.Spots[0].Area
	own := slices.ContainsFunc(who.Passports, func(p regime.Passport) bool { return p.Nationality == area })
	o := r.asking(law, who, q.way(), on, depart, least)
	if !own && law.On(on).AsksAbout(area) {
		o.traveller.Entered = append(slices.Clone(who.Entered), regime.Entered{Area: area, On: on})
	}
	return o.wander(from)
}

var classesOf = []regime.Verdict{regime.Unknown, regime.Formality, regime.Permitted}

// quickestOf is the duration of the quickest itinerary with a verdict at least so good, in
// seconds; -1 if there is none.
func quickestOf(a *Answer, least regime.Verdict) int64 {
	best := int64(-1)
	for _, it := range a.Itineraries {
		if it.Verdict >= least && (best < 0 || it.DurationS < best) {
			best = it.DurationS
		}
	}
	return best
}

// ends gives where a query begins and ends on the streets.
func (r *roadsOf) ends(t testing.TB, q Query) (from, to mapped.Snap, ok bool) {
	p := profileFor(q.way(), q.Traveller.Vehicle)
	from, ok1 := r.snap(t, p, q.From.Spots[0])
	to, ok2 := r.snap(t, p, q.To.Spots[0])
	return from, to, ok1 && ok2
}

func departing(q Query) int64 { return int64(instantOf(q.Depart, q.From.Spots[0].Zone)) }

// asks gives queries of somebody from somewhere to somewhere else, with the ends on the roads
// near to these: so many, but for those that have none.
func (r *roadsOf) asks(t testing.TB, rng *rand.Rand, most int) iter.Seq2[Query, [2]mapped.Snap] {
	return func(yield func(Query, [2]mapped.Snap) bool) {
		for range most {
			q := r.somebody(t, rng)
			q.From, q.To = r.place(t, rng), r.place(t, rng)
			from, to, ok := r.ends(t, q)
			if ok && !same(q.From, q.To) && !yield(q, [2]mapped.Snap{from, to}) {
				return
			}
		}
	}
}

// many is how many of something are drawn: so many for each world, or thirty times that
// if WAYTHROUGH_LONG is set.
func many(few int) int {
	if os.Getenv("WAYTHROUGH_LONG") != "" {
		return 30 * few
	}
	return few
}

func onDrawnWorlds(t *testing.T, test func(t *testing.T, r *roadsOf, rng *rand.Rand)) {
	for i, r := range drawnWorlds {
		t.Run(r.name, func(t *testing.T) {
			r.open(t)
			test(t, r, rand.New(rand.NewPCG(uint64(i), 11)))
		})
	}
}

// said says what a query asks, so that it can be asked again.
func (q *Query) said() string {
	to := "anywhere"
	if len(q.To.Spots) > 0 {
		to = fmt.Sprintf("%s (%s)", q.To.Spots[0].ID, q.To.Spots[0].Area)
	}
	return fmt.Sprintf("%v, a %s with %q, by %s from %s (%s) to %s, %s, known %s", q.Traveller.Passports, q.Traveller.Vehicle, q.Traveller.Cargo, q.By, q.From.Spots[0].ID, q.From.Spots[0].Area, to,
		q.Depart.Time().Format("2006-01-02 15:04"), q.Known)
}
