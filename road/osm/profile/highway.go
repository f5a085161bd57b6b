package profile

// A class is a kind of way: who may use it unless tags say otherwise, and speeds.
type class struct {
	name  string
	car   float64 // km/h where no limit is known
	truck float64
	foot  float64
	bike  float64
	shut  string // profiles that may not use it by default: letters of "ctfb"
	zone  string // whose limit of a country's law it falls under
	// factor of a limit that is driven in truth; slow classes never exceed their own speed
	factor float64
	slow   bool
	ferry  bool
	flags  Flags
}

// classes are the values of highway=*. A value that is not here is no way to
// travel: construction, proposed, abandoned, razed, raceway, bus_guideway, escape,
// rest_area and so on. OSM wiki: Key:highway; defaults of access: "OSM tags for
// routing/Access restrictions", but for cycleways, which walkers may use as with the
// engines in the field. Speeds of the car are those of OSRM.
var classes = byName([]class{
	{name: "motorway", car: 90, truck: 75, foot: 5, bike: 15, shut: "fb", zone: "motorway", factor: 0.9},
	{name: "motorway_link", car: 45, truck: 40, foot: 5, bike: 15, shut: "fb", zone: "motorway", factor: 0.9, flags: Link},
	{name: "trunk", car: 85, truck: 70, foot: 5, bike: 15, zone: "rural", factor: 0.9},
	{name: "trunk_link", car: 40, truck: 35, foot: 5, bike: 15, zone: "rural", factor: 0.9, flags: Link},
	{name: "primary", car: 65, truck: 60, foot: 5, bike: 15, zone: "rural", factor: 0.9},
	{name: "primary_link", car: 30, truck: 30, foot: 5, bike: 15, zone: "rural", factor: 0.9, flags: Link},
	{name: "secondary", car: 55, truck: 50, foot: 5, bike: 15, zone: "rural", factor: 0.9},
	{name: "secondary_link", car: 25, truck: 25, foot: 5, bike: 15, zone: "rural", factor: 0.9, flags: Link},
	{name: "tertiary", car: 40, truck: 35, foot: 5, bike: 15, zone: "rural", factor: 0.8},
	{name: "tertiary_link", car: 20, truck: 20, foot: 5, bike: 15, zone: "rural", factor: 0.8, flags: Link},
	{name: "unclassified", car: 25, truck: 25, foot: 5, bike: 15, zone: "rural", factor: 0.8},
	{name: "road", car: 25, truck: 20, foot: 5, bike: 15, zone: "rural", factor: 0.8},
	{name: "residential", car: 25, truck: 20, foot: 5, bike: 15, zone: "urban", factor: 0.8},
	{name: "living_street", car: 10, truck: 10, foot: 5, bike: 10, zone: "living_street", factor: 0.8, slow: true},
	{name: "service", car: 15, truck: 10, foot: 5, bike: 12, zone: "urban", factor: 0.8, slow: true},
	{name: "track", car: 15, truck: 10, foot: 5, bike: 12, zone: "rural", factor: 0.8, slow: true},
	{name: "busway", car: 40, truck: 30, foot: 5, bike: 15, shut: "ctfb", zone: "urban", factor: 0.8},
	{name: "pedestrian", car: 5, truck: 5, foot: 5, bike: 10, shut: "ctb", zone: "urban", factor: 0.8, slow: true},
	{name: "footway", car: 5, truck: 5, foot: 5, bike: 10, shut: "ctb", zone: "urban", factor: 0.8, slow: true},
	{name: "path", car: 5, truck: 5, foot: 5, bike: 12, shut: "ct", zone: "rural", factor: 0.8, slow: true},
	{name: "cycleway", car: 5, truck: 5, foot: 5, bike: 17, shut: "ct", zone: "urban", factor: 0.8, slow: true},
	{name: "bridleway", car: 5, truck: 5, foot: 5, bike: 8, shut: "ctfb", zone: "rural", factor: 0.8, slow: true},
	{name: "steps", foot: 2, bike: 2, shut: "ctb", factor: 1, slow: true, flags: Steps},
	{name: "corridor", foot: 4, bike: 4, shut: "ctb", factor: 1, slow: true},
	{name: "elevator", foot: 2, bike: 2, shut: "ctb", factor: 1, slow: true},
	{name: "platform", foot: 4, bike: 4, shut: "ctb", factor: 1, slow: true},
	// route=ferry and route=shuttle_train where no duration is tagged
	{name: "ferry", car: 10, truck: 10, foot: 10, bike: 10, factor: 1, slow: true, ferry: true, flags: Ferry},
	{name: "shuttle_train", car: 35, truck: 35, foot: 35, bike: 35, shut: "fb", factor: 1, slow: true, ferry: true, flags: Ferry},
})

func byName(list []class) map[string]class {
	m := make(map[string]class, len(list))
	for _, c := range list {
		m[c.name] = c
	}
	return m
}

// classOf finds the class of a way. Ferries are ways tagged route=ferry (OSM wiki:
// Tag:route=ferry); platforms and piers are walked.
func classOf(tags Tags) (class, bool) {
	switch {
	case tags.is("route", "ferry", "shuttle_train"):
		return classes[tags.Get("route")], true
	case tags.Get("highway") != "":
		name := tags.Get("highway")
		if name == "ferry" || name == "shuttle_train" {
			return class{}, false
		}
		c, ok := classes[name]
		return c, ok
	case tags.is("railway", "platform"), tags.is("public_transport", "platform"), tags.is("man_made", "pier"):
		return classes["platform"], true
	}
	return class{}, false
}

// base is the class's own speed for a profile; 0 if it can't be used at all.
func (c class) base(p Profile) float64 {
	return [Count]float64{c.car, c.truck, c.foot, c.bike}[p]
}

// closedTo reports whether the class is closed to a profile by default.
func (c class) closedTo(p Profile) bool {
	for i := range c.shut {
		if c.shut[i] == "ctfb"[p] {
			return true
		}
	}
	return false
}
