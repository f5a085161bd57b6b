package journey

import (
	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// Law gives the rules of each local day.
type Law interface {
	On(day record.Day) Rules
	// Steady reports whether the rules of all days from one to another are the same but for
	// the hours; it may say no where they are.
	Steady(from, to record.Day) bool
}

// Rules are the law of one local day.
type Rules interface {
	// For prepares a traveller.
	For(t regime.Traveller) Judge
	// Breaks lists the minutes of the day at which the verdict on a passage may
	// change.
	Breaks(p regime.Passage) []record.Minute
	// HistoryAreas lists the areas whose earlier entries some rule asks about.
	HistoryAreas() []record.AreaID
}

// A Judge judges passages for one traveller on one day. It is used by one search
// only.
type Judge interface {
	Verdict(p regime.Passage) regime.Verdict
	Judge(p regime.Passage) regime.Judgement
}

// regimes is the law of a record.
type regimes struct{ law *world.Law }

// LawOf makes a record's law the law of a search.
func LawOf(l *world.Law) Law { return regimes{l} }

func (r regimes) On(day record.Day) Rules         { return regimeRules{r.law.On(day)} }
func (r regimes) Steady(from, to record.Day) bool { return r.law.Steady(from, to) }

type regimeRules struct{ *regime.Regime }

func (r regimeRules) For(t regime.Traveller) Judge { return regimeJudge{r.Regime, r.Profile(t)} }

type regimeJudge struct {
	g *regime.Regime
	p *regime.Profile
}

func (j regimeJudge) Verdict(p regime.Passage) regime.Verdict { return j.g.Verdict(p, j.p) }
func (j regimeJudge) Judge(p regime.Passage) regime.Judgement { return j.g.Judge(p, j.p) }

// lawless permits everything at any hour.
type lawless struct{}

func (lawless) On(record.Day) Rules                   { return lawless{} }
func (lawless) Steady(_, _ record.Day) bool           { return true }
func (lawless) For(regime.Traveller) Judge            { return lawless{} }
func (lawless) Breaks(regime.Passage) []record.Minute { return nil }
func (lawless) HistoryAreas() []record.AreaID         { return nil }
func (lawless) Verdict(regime.Passage) regime.Verdict { return regime.Permitted }
func (lawless) Judge(regime.Passage) regime.Judgement {
	return regime.Judgement{Verdict: regime.Permitted, Reading: regime.Permitted.String()}
}

// carried judges a passenger of a bus: where both bus and person may pass, the
// person's judgement is told, since the papers of the bus are its operator's.
type carried struct{ bus, person Judge }

func (c carried) Verdict(p regime.Passage) regime.Verdict {
	bus := c.bus.Verdict(p)
	if person := c.person.Verdict(p); bus >= regime.Formality && person >= regime.Formality {
		return person
	}
	return bus
}

func (c carried) Judge(p regime.Passage) regime.Judgement {
	if c.bus.Verdict(p) >= regime.Formality && c.person.Verdict(p) >= regime.Formality {
		return c.person.Judge(p)
	}
	return c.bus.Judge(p)
}
