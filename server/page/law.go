package page

import (
	"slices"

	"waythrough/ask"
	"waythrough/record"
	"waythrough/regime"
)

// law gives the law of the day asked about, as known.
func (v *visit) law() *regime.Regime { return v.desk.Law(v.On, v.Known) }

// A status is whether one may pass one way, by one mode.
type status struct {
	Crossing  record.CrossingID
	From, To  record.AreaID
	Mode      record.Mode
	Verdict   regime.Verdict
	Reading   string
	Confirmed *record.Day
	Stale     bool
	Basis     record.Basis
	Decides   []claimRef
	Says      []string // of parts about which no rule is recorded
	Depends   []regime.Dependence
	Path      string // of the whole answer
}

// statuses judges crossings both ways, by every mode or the one that was chosen; some
// microseconds each. Other than an answer to /may they tell of no promise and no precedent.
func (v *visit) statuses(crossings ...*record.Crossing) (out []status, err error) {
	t, err := v.desk.Traveller(&ask.Traveller{Who: v.Who})
	if err != nil {
		return nil, err
	}
	g := v.law()
	who := g.Profile(t)
	for _, x := range crossings {
		modes := x.Modes
		if slices.Contains(modes, t.Mode) {
			modes = []record.Mode{t.Mode}
		}
		for i := range x.Posts {
			from, to := x.Posts[i].Area, x.Posts[1-i].Area
			for _, m := range modes {
				j := g.Judge(regime.Passage{From: from, To: to, Mode: m, Crossing: x.ID}, who)
				out = append(out, v.status(x.ID, from, to, m, &j))
			}
		}
	}
	return out, nil
}

func (v *visit) status(at record.CrossingID, from, to record.AreaID, mode record.Mode, j *regime.Judgement) status {
	s := status{Crossing: at, From: from, To: to, Mode: mode, Verdict: j.Verdict, Reading: j.Reading, Confirmed: j.Confirmed, Stale: j.Stale, Basis: j.Basis,
		Depends: j.DependsOn, Path: v.Ask(from, to, at, mode)}
	for _, r := range j.Reasons {
		switch {
		case !r.Decides:
		case r.Statement == "":
			s.Says = append(s.Says, r.Says)
		default:
			s.Decides = append(s.Decides, claimRef{r.Statement, r.Says, "/statement/" + string(r.Statement)})
		}
	}
	return s
}
