package profile

// A Point is what a node means to those who pass it.
type Point struct {
	// Blocked has bit p set if profile p may not pass.
	Blocked uint8
	// BorderControl is barrier=border_control; Customs is amenity=customs or
	// office=customs or government=customs; TollBooth is barrier=toll_booth. All are
	// passed. (A stale border_control is for others to judge.)
	BorderControl, Customs, TollBooth bool
}

// Matters reports whether the node is more than a bend of the road.
func (p Point) Matters() bool { return p != Point{} }

// Blocks reports whether a profile may not pass.
func (p Point) Blocks(of Profile) bool { return p.Blocked>>of&1 != 0 }

// passes says which profiles pass a barrier that no access tag speaks of: letters of
// "ctfb". OSM wiki: Key:barrier. What is not here stops motor vehicles alone.
var passes = map[string]string{
	"no": "ctfb", "entrance": "ctfb", "border_control": "ctfb", "toll_booth": "ctfb", "gate": "ctfb", "lift_gate": "ctfb",
	"swing_gate": "ctfb", "sally_port": "ctfb", "cattle_grid": "ctfb", "height_restrictor": "ctfb", "arch": "ctfb",
	"sliding_gate": "ctfb", "checkpoint": "ctfb", "security_control": "ctfb", "hampshire_gate": "ctfb", "wicket_gate": "fb",
	"bump_gate": "ctfb", "coupure": "ctfb",
	"bus_trap": "tfb", "sump_buster": "tfb", "stile": "f", "turnstile": "f", "full-height_turnstile": "f", "kissing_gate": "f",
	"wall": "", "fence": "", "hedge": "", "retaining_wall": "", "city_wall": "", "yes": "f", "guard_rail": "f",
	"jersey_barrier": "f", "debris": "f", "log": "f", "ditch": "",
}

// Node says what a node means. Its access tags count before its barrier; they count
// without a barrier only where the node is nothing else, since on a crossing or an
// entrance they speak of what crosses or enters.
func Node(tags Tags) Point {
	pt := Point{
		BorderControl: tags.is("barrier", "border_control"),
		TollBooth:     tags.is("barrier", "toll_booth"),
		Customs:       tags.is("amenity", "customs") || tags.is("office", "customs") || tags.is("government", "customs"),
	}
	barrier := tags.Get("barrier")
	if barrier == "" && (tags.Get("highway") != "" || tags.Get("amenity") != "" || tags.Get("entrance") != "" ||
		tags.Get("railway") != "" || tags.Get("public_transport") != "" || pt.Customs) {
		return pt
	}
	for p := range Profile(Count) {
		if blocked(tags, p, barrier) {
			pt.Blocked |= 1 << p
		}
	}
	return pt
}

func blocked(tags Tags, p Profile, barrier string) bool {
	var ignored Use
	if closedByLimits(tags, p, &ignored) {
		return true
	}
	forward, _ := decide(tags, p, ":forward")
	backward, _ := decide(tags, p, ":backward")
	if forward != unsaid && backward != unsaid {
		shutTo := func(r right) bool { return r == private || r == forbidden }
		return shutTo(forward) && shutTo(backward)
	}
	if barrier == "" {
		return false
	}
	if tags.is("locked", "yes") {
		return true
	}
	open, known := passes[barrier]
	switch {
	case barrier == "kerb" && (tags.is("kerb", "flush", "lowered", "no") || tags.is("highway", "crossing")),
		barrier == "bollard" && tags.is("bollard", "rising"), barrier == "fence" && tags.is("sensory", "audible", "audio"):
		return false // OSM wiki: Key:kerb, Key:bollard, Tag:barrier=fence; a kerb on a crossing is the walker's
	case !known:
		open = "fb"
	}
	for i := range open {
		if open[i] == "ctfb"[p] {
			return false
		}
	}
	return true
}
