package whatif

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road"
	"waythrough/world"
)

// Costs that a question can minimise.
const (
	Duration = "duration"
	Distance = "distance"
)

// A Question compares two sides of one world.
type Question struct {
	World         *world.World
	Before, After Side
	// Traveller is judged at every border; with no passport each pair is judged
	// for a resident national of its origin.
	Traveller regime.Traveller
	Mode      record.Mode // road or foot
	Cost      string      // Duration or Distance
	Weight    string      // population, or a numeric column of the places
	Exponent  float64
	On, Known record.Day
}

// An Answer is the figures of a comparison. Seconds of pairs are those of the way
// that costs least; with cost distance, metres are compared and told beside.
type Answer struct {
	Assumed          []string     `json:"assumed"`
	Heading          string       `json:"heading"`
	Traveller        string       `json:"traveller"`
	Settlements      int          `json:"settlements"`
	Pairs            int          `json:"pairs"`
	PairsNewlyJoined int          `json:"pairs_newly_joined"`
	PairsCut         int          `json:"pairs_cut"`
	PairsQuicker     int          `json:"pairs_quicker"`
	PairsSlower      int          `json:"pairs_slower"`
	MeanSavingS      float64      `json:"mean_saving_s"`
	WeightedSavingS  float64      `json:"weighted_saving_s"`
	MeanSavingM      float64      `json:"mean_saving_m"`
	WeightedSavingM  float64      `json:"weighted_saving_m"`
	MarketAccess     MarketAccess `json:"market_access"`
	Top              []Pair       `json:"top"`
	Towns            []Town       `json:"towns"`
	Blockers         []Blocker    `json:"blockers,omitempty"`
	Notice           string       `json:"notice"`
}

// MarketAccess is the sum of w_j / cost_ij^exponent on both sides.
type MarketAccess struct {
	Before   float64 `json:"before"`
	After    float64 `json:"after"`
	Cost     string  `json:"cost"` // duration in seconds, or distance in metres
	Weight   string  `json:"weight"`
	Exponent float64 `json:"exponent"`
}

// A Pair is an ordered pair of settlements whose way changed. Nil: there is none.
type Pair struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	BeforeS *float64 `json:"before_s"`
	AfterS  *float64 `json:"after_s"`
	BeforeM *float64 `json:"before_m"`
	AfterM  *float64 `json:"after_m"`
}

// A Town is a settlement with what it gains: market access of its own.
type Town struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Area   record.AreaID `json:"area"`
	Lat    float64       `json:"lat"`
	Lon    float64       `json:"lon"`
	Before float64       `json:"market_access_before"`
	After  float64       `json:"market_access_after"`
	Joined int           `json:"newly_joined"` // settlements it newly reaches
	SavedS float64       `json:"mean_saving_s"`
}

// A Blocker is a border that still lets nobody of a kind through, after the
// change.
type Blocker struct {
	Crossing record.CrossingID `json:"crossing"`
	From     record.AreaID     `json:"from"`
	To       record.AreaID     `json:"to"`
	For      string            `json:"for"`
	Verdict  regime.Verdict    `json:"verdict"`
	Reasons  []regime.Reason   `json:"reasons"`
	// WouldHelp lists the other commitments that would better the verdict.
	WouldHelp []regime.Pending `json:"would_help"`
}

// topPairs and the like bound the lists of an answer.
const topPairs = 20

// Compare answers a question. The error says what in it can't be computed: a
// weight that is no column, or two settlements at no cost from one another.
func Compare(q Question) (*Answer, error) {
	c, err := newComparison(q)
	if err != nil {
		return nil, err
	}
	if err := c.run(); err != nil {
		return nil, err
	}
	return c.answer(), nil
}

// comparison accumulates the figures, one origin at a time.
type comparison struct {
	Question
	towns   []road.NodeID
	weights []float64 // by place
	rows    []row     // by town
}

// row is what one origin contributes.
type row struct {
	joined, cut, quicker, slower, finite int
	savedS, savedM                       float64 // sums over finite pairs
	weightedS, weightedM, weight         float64
	before, after                        float64 // market access
	best                                 []change
	zero                                 road.NodeID // a settlement at no cost; itself if there is none
}

// change is a pair whose way changed: the saving of the cost minimised, joined
// pairs first.
type change struct {
	to            road.NodeID
	before, after cost
}

func newComparison(q Question) (*comparison, error) {
	c := &comparison{Question: q}
	net := q.World.Network
	if c.Cost != Duration && c.Cost != Distance {
		return nil, fmt.Errorf("cost %q is neither %s nor %s", c.Cost, Duration, Distance)
	}
	if c.Exponent <= 0 || math.IsInf(c.Exponent, 0) || math.IsNaN(c.Exponent) {
		return nil, fmt.Errorf("exponent %v is not a positive number", c.Exponent)
	}
	if err := c.weigh(net); err != nil {
		return nil, err
	}
	for i := range net.Places {
		if c.settlement(road.NodeID(i)) {
			c.towns = append(c.towns, road.NodeID(i))
		}
	}
	if len(c.towns) < 2 {
		return nil, fmt.Errorf("the network has %d settlements; a comparison needs two", len(c.towns))
	}
	return c, nil
}

// weigh takes the weights from a column.
func (c *comparison) weigh(net *road.Network) error {
	c.weights = make([]float64, len(net.Places))
	if c.Weight == "population" {
		for i := range net.Places {
			c.weights[i] = net.Places[i].Population
		}
		return nil
	}
	column, ok := net.Columns[c.Weight]
	if !ok {
		names := []string{"population"}
		for name := range net.Columns {
			names = append(names, name)
		}
		slices.Sort(names)
		return fmt.Errorf("the network's places have no numeric column %q; there are %v", c.Weight, names)
	}
	copy(c.weights, column)
	return nil
}

// settlement reports whether a place counts as one: all but the record's terminals
// and the posts of its crossings.
func (c *comparison) settlement(n road.NodeID) bool {
	if c.World.TerminalAt(n) != nil {
		return false
	}
	return !c.World.IsPost(n)
}

// run searches from every settlement on both sides, on all cores.
func (c *comparison) run() error {
	c.rows = make([]row, len(c.towns))
	physical := c.World.Physical(c.On, c.Known)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			graphs := map[record.AreaID][2]*graph{}
			before, after := make([]cost, len(c.weights)), make([]cost, len(c.weights))
			for i := int(next.Add(1)) - 1; i < len(c.towns); i = int(next.Add(1)) - 1 {
				home := c.home(c.towns[i])
				g, ok := graphs[home]
				if !ok {
					g = [2]*graph{c.graph(&c.Before, home, physical), c.graph(&c.After, home, physical)}
					graphs[home] = g
				}
				g[0].from(c.towns[i], before)
				g[1].from(c.towns[i], after)
				c.rows[i] = c.row(c.towns[i], before, after)
			}
		}()
	}
	wg.Wait()
	for i := range c.rows {
		if z := c.rows[i].zero; z != c.towns[i] {
			a, b := c.World.Network.Places[c.towns[i]].ID, c.World.Network.Places[z].ID
			return fmt.Errorf("%s and %s lie at no cost from one another; market access would be infinite", a, b)
		}
	}
	return nil
}

// home is the area whose nationals are judged from a place; "" where the question
// names the traveller.
func (c *comparison) home(n road.NodeID) record.AreaID {
	if len(c.Traveller.Passports) > 0 {
		return ""
	}
	return c.World.Record.Whole(c.World.Area(n))
}

func (c *comparison) graph(side *Side, home record.AreaID, physical func(record.CrossingID, record.Mode) bool) *graph {
	t := c.Traveller
	if home != "" {
		t = resident(t, home)
	}
	return newGraph(c.World, side, t, c.Mode, c.Cost == Distance, physical)
}

// resident makes a traveller a resident national of an area.
func resident(t regime.Traveller, home record.AreaID) regime.Traveller {
	t.Passports = []regime.Passport{{Nationality: home, Type: "ordinary"}}
	t.Residence = home
	return t
}

// row adds up what one origin contributes.
func (c *comparison) row(from road.NodeID, before, after []cost) row {
	r := row{zero: from}
	for _, to := range c.towns {
		if to == from {
			continue
		}
		b, a := before[to], after[to]
		w := c.weights[from] * c.weights[to]
		r.before += c.potential(&r, to, b)
		r.after += c.potential(&r, to, a)
		switch {
		case b == unreachable && a == unreachable:
			continue
		case b == unreachable:
			r.joined++
		case a == unreachable:
			r.cut++
		default:
			saved := c.pair(b, a)
			r.finite++
			r.savedS += saved.s
			r.savedM += saved.m
			r.weight += w
			r.weightedS += w * saved.s
			r.weightedM += w * saved.m
			if a.first < b.first {
				r.quicker++
			} else if a.first > b.first {
				r.slower++
			}
		}
		if a.less(b) {
			r.best = keep(r.best, change{to, b, a})
		}
	}
	return r
}

// potential is w_j / cost^exponent; an unreachable place adds nothing.
func (c *comparison) potential(r *row, to road.NodeID, k cost) float64 {
	if k == unreachable {
		return 0
	}
	value := road.Millis(k.first).Seconds()
	if c.Cost == Distance {
		value = road.Decimetres(k.first).Metres()
	}
	if value == 0 {
		r.zero = to
		return 0
	}
	if c.Exponent == 1 {
		return c.weights[to] / value
	}
	return c.weights[to] / math.Pow(value, c.Exponent)
}

// measured is a cost in seconds and metres.
type measured struct{ s, m float64 }

func (c *comparison) measure(k cost) measured {
	time, length := k.first, k.second
	if c.Cost == Distance {
		time, length = length, time
	}
	return measured{road.Millis(time).Seconds(), road.Decimetres(length).Metres()}
}

func (c *comparison) pair(before, after cost) measured {
	b, a := c.measure(before), c.measure(after)
	return measured{b.s - a.s, b.m - a.m}
}

// keep holds the largest changes, joined pairs first, then the largest saving.
func keep(list []change, x change) []change {
	i, _ := slices.BinarySearchFunc(list, x, largerFirst)
	if i == topPairs {
		return list
	}
	list = slices.Insert(list, i, x)
	return list[:min(len(list), topPairs)]
}

func largerFirst(a, b change) int {
	return cmp.Or(cmp.Compare(b.before.first-b.after.first, a.before.first-a.after.first), cmp.Compare(a.after.first, b.after.first), cmp.Compare(a.to, b.to))
}
