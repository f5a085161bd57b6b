package regime

import "waythrough/record"

// A Passage is one step over a border: through a crossing, or by a scheduled
// service from a terminal of one area to a terminal of another; or a change between two
// services without stepping over one.
type Passage struct {
	From, To record.AreaID
	Mode     record.Mode

	Crossing record.CrossingID // over land or water…
	Leaves   record.TerminalID // …or from this terminal (may be empty: any)…
	Enters   record.TerminalID // …into this one

	Service record.StatementID // the service taken, where there is one

	// Transit is staying airside at the terminal Enters between two services, the one
	// from an area of From and the next into one of To. Nobody enters or leaves the area
	// of the terminal: see Regime.Verdict.
	Transit bool

	// At is the local minute at the post that is left, when Timed: hours of opening and
	// changes within the day then count. Otherwise the passage is judged for the
	// day: open at some hour is open.
	At    record.Minute
	Timed bool
	// Ahead is by how many minutes clocks of the area entered are ahead of At: the rules
	// of whoever controls it are on those.
	Ahead record.Minute
}

// parts lists the parts that are asked, in order. The airside of a terminal lies before
// the border: whoever stays there is asked neither exit nor entry.
func (p *Passage) parts() []part {
	if p.Transit {
		return airsideParts
	}
	return borderParts
}

var (
	borderParts  = []part{gate, closure, exit, entry}
	airsideParts = []part{gate, closure, transit}
)

// unrecorded reports whether the border is passed at no crossing or terminal of
// the record. Only free movement opens a gate there: a rule for a whole border
// speaks of its crossings.
func (p *Passage) unrecorded() bool { return p.Crossing == "" && p.Leaves == "" && p.Enters == "" }
