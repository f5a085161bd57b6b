package journey

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Ways of travelling that a Query may name.
const (
	ByCar        = "car" // or whatever vehicle the traveller has
	ByTruck      = "truck"
	ByBus        = "bus"
	ByMotorcycle = "motorcycle"
	ByBicycle    = "bicycle"
	ByFoot       = "foot"
	ByTransit    = "transit" // on foot and by every service
	ByAny        = "any"     // roads and every service; see settle
)

// What to do with passages whose law is unknown.
const (
	ShowUnknown   = "show"   // found, marked, never hiding a lawful way
	PermitUnknown = "permit" // taken like lawful ones, still marked
	RefuseUnknown = "refuse" // left out
)

// Ways lists what By may be, Unknowns what Unknown may be.
var (
	Ways     = []string{ByCar, ByTruck, ByBus, ByMotorcycle, ByBicycle, ByFoot, ByTransit, ByAny}
	Unknowns = []string{ShowUnknown, PermitUnknown, RefuseUnknown}
)

// A Query asks for the way from one place to another.
type Query struct {
	From, To  world.Place
	Traveller regime.Traveller
	By        string        // one of Ways; default car
	Unknown   string        // one of Unknowns; default show
	Depart    record.Minute // local at From
	ArriveBy  record.Minute // local at To; not zero: Depart is not used
	Known     record.Day    // what was public by then
	Most      int           // itineraries wanted at most; 0: eight
	// ItinerariesOnly leaves out the direct way and the nearest change.
	ItinerariesOnly bool
	// Supposed are commitments taken to be carried out, beside the record's own law.
	Supposed []record.StatementID

	remembered bool     // the law is the record's: what is learnt of it is kept
	hired      bool     // by any without a vehicle of one's own
	notes      []string // what was taken to be so
	// gated are pairs of areas between which cuts are judged one by one, though they were
	// open on the day of departure.
	gated world.Openings
	until record.Day // by when the journey ends, where that is known beforehand
}

// Morning is when a journey departs of which only the day is given.
func Morning(day record.Day) record.Minute { return day.Start() + 8*60 }

// settle fills in defaults. The notes say what was taken to be so.
func (q Query) settle(w *world.World) (Query, []string, error) {
	if q.By == "" {
		q.By = ByCar
	}
	if q.Unknown == "" {
		q.Unknown = ShowUnknown
	}
	if !slices.Contains(Ways, q.By) {
		return q, nil, fmt.Errorf("by %q is no way of travelling; write %s", q.By, strings.Join(Ways, ", "))
	}
	if !slices.Contains(Unknowns, q.Unknown) {
		return q, nil, fmt.Errorf("unknown %q is none of %s", q.Unknown, strings.Join(Unknowns, ", "))
	}
	if len(q.From.Spots) == 0 || len(q.To.Spots) == 0 {
		return q, nil, fmt.Errorf("a journey needs a place to begin and a place to end")
	}
	if err := q.clocks(); err != nil {
		return q, nil, err
	}
	if q.Most <= 0 || q.Most > mostItineraries {
		q.Most = mostItineraries
	}
	notes := []string{}
	for _, n := range []string{q.From.Note, q.To.Note} {
		if n != "" {
			notes = append(notes, n)
		}
	}
	q.Traveller.Entered = slices.Clone(q.Traveller.Entered)
	if t := &q.Traveller; t.Cargo == "goods" && (t.GoodsFrom == "" || t.GoodsTo == "") {
		t.GoodsFrom = cmp.Or(t.GoodsFrom, w.Record.Whole(q.From.Spots[0].Area))
		t.GoodsTo = cmp.Or(t.GoodsTo, w.Record.Whole(q.To.Spots[0].Area))
		notes = append(notes, fmt.Sprintf("The goods are taken to come from %s and go to %s, as the journey does; --goods-from and --goods-to say otherwise.", w.AreaName(t.GoodsFrom), w.AreaName(t.GoodsTo)))
	}
	q.setVehicle()
	if q.hired && q.By == ByAny {
		notes = append(notes, "No vehicle was named: roads are travelled in hired cars, and the person alone is judged, not the car.")
	}
	if len(q.Traveller.Passports) == 0 {
		home := w.Record.Whole(q.From.Spots[0].Area)
		if w.Record.IsState(home) {
			q.Traveller.Passports = []regime.Passport{{Nationality: home, Type: "ordinary"}}
			if q.Traveller.Residence == "" {
				q.Traveller.Residence = home
			}
			notes = append(notes, fmt.Sprintf("No passport was named: judged for a national of %s with an ordinary passport.", w.AreaName(home)))
		}
	}
	return q, notes, nil
}

// same reports whether two places are one.
func same(a, b world.Place) bool {
	return slices.EqualFunc(a.Spots, b.Spots, func(x, y *world.Spot) bool { return x == y || x.ID == y.ID && x.At == y.At })
}

// clocks holds that the clocks of the places show the minutes asked about: one that is
// left out when they are put on is none.
func (q *Query) clocks() error {
	at, spot, what := q.Depart, q.From.Spots[0], "departure"
	if q.ArriveBy != 0 {
		at, spot, what = q.ArriveBy, q.To.Spots[0], "arrival"
	}
	shown := instantOf(at, spot.Zone).local(spot.Zone)
	if shown == at {
		return nil
	}
	return fmt.Errorf("there is no %s at %s in %s: clocks there (%s) were put from before it to after it; the nearest they show is %s",
		what, at.Time().Format("2006-01-02T15:04"), spot.Name, spot.Zone, shown.Time().Format("2006-01-02T15:04"))
}

// rides reports whether services are taken.
func (q *Query) rides() bool { return q.By == ByAny || q.By == ByTransit }

// vehicle is what the roads are travelled in.
func (q *Query) vehicle() world.Vehicle {
	switch {
	case q.By == ByFoot, q.By == ByTransit:
		return world.OnFoot
	case q.By == ByAny && q.hired:
		return world.Car
	case q.By == ByAny:
		return world.Vehicle(q.Traveller.Vehicle)
	}
	return world.Vehicle(q.By)
}

// setVehicle makes By and the traveller's vehicle agree. By car means in the
// vehicle given. By any one travels in the vehicle given until a service is
// boarded, and in hired cars from then on, or all the way if none is given.
func (q *Query) setVehicle() {
	v := &q.Traveller.Vehicle
	switch {
	case q.By == ByFoot:
		*v = "none"
	case q.By == ByTransit:
		*v, q.hired = "none", true
	case q.By == ByAny:
		q.hired = *v == "" || *v == "none"
	case q.By == ByCar:
		if *v == "" || *v == "none" {
			*v = "car"
		}
	default:
		*v = q.By
	}
	if q.By == ByCar && *v != "car" {
		q.By = *v
	}
}

// setOut takes a traveller who sets out in an area whose entry some rule asks about
// to have entered it, by a way that was not said unless an earlier entry tells; its
// own nationals apart. The note says so.
func (q *Query) setOut(w *world.World, law Law) string {
	from := q.From.Spots[0].Area
	day := q.Depart.Day()
	if q.ArriveBy != 0 {
		day = q.ArriveBy.Day()
	}
	own := slices.ContainsFunc(q.Traveller.Passports, func(p regime.Passport) bool { return p.Nationality == w.Record.Whole(from) })
	told := slices.ContainsFunc(q.Traveller.Entered, func(e regime.Entered) bool { return e.Area == from })
	if own || told || !slices.Contains(law.On(day).HistoryAreas(), from) {
		return ""
	}
	q.Traveller.Entered = append(q.Traveller.Entered, regime.Entered{Area: from, On: day})
	return fmt.Sprintf("By what way %s was entered was not said, and later borders ask: the worst is taken; give --entered %s@CROSSING:DATE.", w.AreaName(from), from)
}
