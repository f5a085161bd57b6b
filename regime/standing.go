package regime

import "waythrough/record"

// fewDoubtful is how many rules of uncertain dates are tried in every combination.
const fewDoubtful = 6

// authority judges one authority's rules that match. Rules whose dates are not
// known well enough are tried in force and not, in every combination; if that
// matters, it is unknown.
func (g *Regime) authority(pt part, matched []*rule, t *trial) outcome {
	doubtful := t.countDoubtful(matched)
	switch {
	case doubtful == 0:
		return g.standing(pt, matched, t, 0)
	case doubtful > fewDoubtful:
		return outcome{verdict: Unknown, unsure: true}
	}
	all := g.standing(pt, matched, t, 0)
	for without := uint(1); without < 1<<doubtful; without++ {
		if g.standing(pt, matched, t, without).verdict != all.verdict {
			return outcome{verdict: Unknown, unsure: true}
		}
	}
	return all
}

func (t *trial) countDoubtful(matched []*rule) int {
	n := 0
	for _, c := range matched {
		if t.doubtful(c) {
			n++
		}
	}
	return n
}

// doubtful reports whether it is not known if a rule was in force.
func (t *trial) doubtful(c *rule) bool {
	if c.partial && t.passage.Timed {
		return c.valid.At(t.now, t.now) == record.HoldsPerhaps
	}
	return c.holding == record.HoldsPerhaps
}

// standing gives the weakest effect of the rules that no other beats, those left
// out that are doubtful and whose bit in without is set. Rules that beat one
// another in a ring all stand: the weakest of everything is then taken.
func (g *Regime) standing(pt part, matched []*rule, t *trial, without uint) outcome {
	if len(matched) == 1 && without == 0 {
		return outcome{verdict: t.effect(matched[0])}
	}
	in := t.profile.standing[:0]
	for _, c := range matched {
		if t.doubtful(c) {
			out := without&1 != 0
			without >>= 1
			if out {
				continue
			}
		}
		in = append(in, c)
	}
	if len(in) == 0 {
		return outcome{verdict: silence(pt)}
	}
	out, found := g.weakestOf(in, t, true)
	if !found {
		out, _ = g.weakestOf(in, t, false)
		out.conflict = true
	}
	return out
}

// weakestOf gives the weakest effect of rules, of those unbeaten only or of all;
// false if there is none. Rules that claim different things about one fact, with
// none above the others, leave it unknown.
func (g *Regime) weakestOf(in []*rule, t *trial, unbeaten bool) (outcome, bool) {
	out, first := outcome{verdict: Permitted}, true
	for _, c := range in {
		if unbeaten && g.isBeaten(c, in, t) {
			continue
		}
		e := t.effect(c)
		if g.tied(c, e, in, t, unbeaten) {
			e, out.tied = Unknown, true
		}
		out.conflict = out.conflict || (!first && e != out.verdict)
		out.verdict, first = min(out.verdict, e), false
	}
	return out, !first
}

// tied reports whether another rule that stands claims something else about c's
// fact.
func (g *Regime) tied(c *rule, effect Verdict, in []*rule, t *trial, unbeaten bool) bool {
	if c.fact == "" {
		return false
	}
	for _, o := range in {
		if o != c && o.fact == c.fact && t.effect(o) != effect && !(unbeaten && g.isBeaten(o, in, t)) {
			return true
		}
	}
	return false
}

// isBeaten reports whether one of the rules beats c. A gate out of its hours also
// yields to another that is in its own and no wider: hours of the week and of the
// weekend are two rules.
func (g *Regime) isBeaten(c *rule, in []*rule, t *trial) bool {
	row := g.beaten[c.authority][c.number]
	shut := t.shut(c)
	for _, o := range in {
		if row.has(o.number) {
			return true
		}
		if shut && o != c && o.part == record.Gate && o.source.Schedule != nil && !t.shut(o) && g.inside(o, c) {
			return true
		}
	}
	return false
}
