package whatif

import (
	"context"
	"fmt"
	"sync"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
	"waythrough/whatif/allpairs"
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
	// Rides says that services are taken, those of each side's Lines; by road, then, in hired
	// cars. Further are lines of sides that will be compared later.
	Rides     bool
	Further   []service.Line
	Places    *Places // whose ways are compared; nil: the settlements of the network
	Cost      string  // Duration or Distance
	Weight    string  // population, or a numeric column of the places
	Exponent  float64
	On, Known record.Day
}

// Places are settlements with their weights.
type Places struct {
	Spots   []*world.Spot
	Weights []float64
}

// An Answer is the figures of a comparison. Seconds and metres of pairs are those of the
// way that costs least; imported roads tell only the one that is minimised.
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
	MeanSavingS      *float64     `json:"mean_saving_s"`
	WeightedSavingS  *float64     `json:"weighted_saving_s"`
	MeanSavingM      *float64     `json:"mean_saving_m"`
	WeightedSavingM  *float64     `json:"weighted_saving_m"`
	MarketAccess     MarketAccess `json:"market_access"`
	Top              []Pair       `json:"top"`
	Towns            []Town       `json:"towns"`
	Crossings        []Crossing   `json:"crossings"` // that open or close
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

// Compare answers a question. The error says what in it can't be computed: a
// weight that is no column, or two settlements at no cost from one another. Once ctx is
// done it stops within some hundredths of a second, with an error that wraps that of ctx.
func Compare(ctx context.Context, q Question) (*Answer, error) {
	b, err := NewBase(ctx, q)
	if err != nil {
		return nil, err
	}
	return b.Compare(ctx, q.After)
}

// Compare compares another side with the base. Once ctx is done it stops, with an error that
// wraps that of ctx; the base can be asked again.
func (b *Base) Compare(ctx context.Context, after Side) (*Answer, error) {
	if !b.knows(after.Law) {
		q := b.Question
		q.After = after
		return Compare(ctx, q)
	}
	v, err := b.layOut(ctx, &after)
	if err != nil {
		return nil, fmt.Errorf("laying out the side after: %w", err)
	}
	top := &topList{}
	rows := make([]row, len(b.towns))
	if v.board == b.before.board {
		err = b.revise(ctx, &v, top, rows)
	} else {
		err = b.anew(ctx, &v, top, rows)
	}
	if err != nil {
		return nil, fmt.Errorf("computing the side after: %w", b.tooLong(err))
	}
	for i := range rows {
		if err := b.atNoCost(i, rows[i].zero); err != nil {
			return nil, err
		}
	}
	a := b.answer(rows, top.list)
	a.Crossings = b.changedCrossings(&v)
	return a, nil
}

// revise makes the rows of a side on the board of the side before: those of which nothing
// changes are told, those of which something does begin from what they were.
func (b *Base) revise(ctx context.Context, v *view, top *topList, rows []row) error {
	x := v.board
	changed := make([]bool, len(b.towns))
	tallies := sync.Pool{New: func() any { return &tally{Base: b, board: x, top: top} }}
	err := b.matrix.Changes(ctx, v.side, func(c *allpairs.Change) {
		t := tallies.Get().(*tally)
		defer tallies.Put(t)
		town := x.towns[c.From]
		t.begin(town)
		for i, k := range c.To {
			var before, after way
			before.Cost, before.ok = c.Before(i)
			after.Cost, after.ok = c.After(i)
			t.pair(int(k), before, after)
		}
		rows[town], changed[town] = t.end(), true
	})
	if err != nil {
		return err
	}
	return onAllCores(ctx, len(b.towns), func(town int) {
		if !changed[town] {
			t := tallies.Get().(*tally)
			defer tallies.Put(t)
			t.begin(town)
			rows[town] = t.end()
		}
	})
}

// anew makes the rows of a side on another board than before: all are searched.
func (b *Base) anew(ctx context.Context, v *view, top *topList, rows []row) error {
	x, y := b.before.board, v.board
	m, err := y.network.Compute(ctx, v.side)
	if err != nil {
		return err
	}
	return onAllCores(ctx, len(b.towns), func(town int) {
		t := tally{Base: b, board: x, top: top}
		t.begin(town)
		was, is := b.matrix.Row(x.place[town]), m.Row(y.place[town])
		for k, to := range x.towns {
			var before, after way
			before.Cost, before.ok = was.To(k)
			after.Cost, after.ok = is.To(y.place[to])
			if before != after {
				t.pair(k, before, after)
			}
		}
		rows[town] = t.end()
	})
}
