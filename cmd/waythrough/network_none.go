package main

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
)

// explain says why there is no way, and which union might help.
func (a *pathAnswer) explain(n *mapped.Network, by profile.Profile) {
	from, to := a.From.Area, a.To.Area
	switch {
	case from == to && from == "":
		a.Reason = fmt.Sprintf("no way by %s joins the two places", by)
	case from == to:
		a.Reason = fmt.Sprintf("no way by %s that stays within %s joins the two places", by, from)
		return
	default:
		a.Reason = fmt.Sprintf("no way by %s stays within %s: the first place lies there, the second in %s", by, areaName(from), areaName(to))
	}
	if from == "" || to == "" {
		return
	}
	a.Try = chain(n, by, from, to)
}

// chain is the fewest areas to pass from one to another over cuts that a profile may use,
// both included; nil if there are none.
func chain(n *mapped.Network, by profile.Profile, from, to string) []string {
	next := map[string][]string{}
	for _, c := range n.Cuts() {
		if c.From != "" && c.To != "" && slices.Contains(c.Profiles, by) {
			next[c.From], next[c.To] = append(next[c.From], c.To), append(next[c.To], c.From)
		}
	}
	before, queue := map[string]string{from: from}, []string{from}
	for len(queue) > 0 && before[to] == "" {
		area := queue[0]
		queue = queue[1:]
		for _, beside := range next[area] {
			if before[beside] == "" {
				before[beside] = area
				queue = append(queue, beside)
			}
		}
	}
	if before[to] == "" {
		return nil
	}
	way := []string{to}
	for area := to; area != from; area = before[area] {
		way = append(way, before[area])
	}
	slices.Reverse(way)
	return way
}

// largestIsland is how many pieces of road may be one. One of more, or of half of the
// network, is not the reason why there is no way.
const largestIsland = 1000

// islands adds to why there is no way that the road nearest to a place leads nowhere, or
// that nothing leads to it.
func (a *pathAnswer) islands(n *mapped.Network, q *mapped.Router, from, to mapped.Snap, near float64) {
	most := min(largestIsland, len(n.Streets.From)/2)
	var why []string
	if roads, all := q.LeadsTo(from, most); all {
		why = append(why, fmt.Sprintf("the road nearest to FROM leads nowhere, only %s can be reached from there", many(roads, "piece of road")))
	}
	if roads, all := q.LeadHere(to, most); all {
		why = append(why, fmt.Sprintf("the road nearest to TO can be reached from %s only", many(roads, "piece of road")))
	}
	if why != nil {
		a.Reason += ": " + strings.Join(why, ", and ")
		a.Notes = append(a.Notes, fmt.Sprintf("Name a place nearer to a road that leads on, or allow more than %.0f m with --near.", near))
	}
}
