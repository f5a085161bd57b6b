package direction

import (
	"strings"

	"waythrough/road/osm/profile"
)

// A road is what a traveller calls it.
type road struct{ name, ref string }

func (s *Step) road() road { return road{strings.TrimSpace(s.Name), strings.TrimSpace(s.Ref)} }
func (a *Arm) road() road  { return road{strings.TrimSpace(a.Name), strings.TrimSpace(a.Ref)} }

func (r road) known() bool { return r.name != "" || r.ref != "" }

// same reports that two roads have the name in common, or all their numbers, or the
// foremost number while the others of one are among those of the other. A common number
// is not enough: European routes run along one motorway and then another, and who is on
// what was told to be US 23 does not stay on it where only US 62 goes on.
func same(a, b road) bool {
	if a.name != "" && a.name == b.name {
		return true
	}
	if a.ref == "" || b.ref == "" {
		return false
	}
	of, in := among(a.ref, b.ref), among(b.ref, a.ref)
	return of && in || (of || in) && a.number() == b.number()
}

// among reports that each number of the first list is in the second.
func among(these, those string) bool {
	for this := range strings.SplitSeq(these, ";") {
		found := false
		for that := range strings.SplitSeq(those, ";") {
			if strings.TrimSpace(this) == strings.TrimSpace(that) {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// label writes a road as one word or two: "Landstrasse", "A 13", or as the language
// joins them.
func (r road) label(both string) string {
	first := r.number()
	switch {
	case r.name == "":
		return first
	case first == "" || first == r.name:
		return r.name
	}
	return strings.NewReplacer("{name}", r.name, "{ref}", first).Replace(both)
}

// number is the foremost number of a road.
func (r road) number() string {
	first, _, _ := strings.Cut(r.ref, ";")
	return strings.TrimSpace(first)
}

// sign is what a signpost at a ramp says of the road behind it: its number, if it
// has one.
func (r road) sign() string {
	if n := r.number(); n != "" {
		return n
	}
	return r.name
}

// lesser are flags of ways that nobody takes for the road.
const lesser = profile.Unpaved | profile.Destination | profile.Steps | profile.Pushing | profile.Private

func (s *Step) is(f profile.Flags) bool { return s.Flags&f != 0 }

// lesserThan reports an arm that nobody takes for the road travelled.
func (a *Arm) lesserThan(s *Step) bool { return a.Flags&lesser&^s.Flags != 0 }

// slowerThan reports an arm of half the speed of the step or less.
func (a *Arm) slowerThan(s *Step) bool {
	// 1 dm/ms is 3600 tenths of km/h.
	return a.Speed > 0 && s.DurationMS > 0 &&
		2*uint64(a.Speed)*uint64(s.DurationMS) <= 3600*uint64(s.LengthDM)
}
