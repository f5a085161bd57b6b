package profile

// A Profile is a kind of traveller.
type Profile uint8

// The profiles. Truck is an articulated lorry: see its Vehicle.
const (
	Car Profile = iota
	Truck
	Foot
	Bicycle
	Count = 4
)

var names = [Count]string{"car", "truck", "foot", "bicycle"}

// String is the profile's name: "car".
func (p Profile) String() string { return names[p] }

func (p Profile) motor() bool { return p == Car || p == Truck }

// A Speed is in tenths of km/h; 0 says that a direction may not be used.
type Speed uint16

func kmh(v float64) Speed { return Speed(v*10 + 0.5) }

// Flags say more of a way, for one profile.
type Flags uint32

// The flags.
const (
	// Destination: only to reach something on it, or to deliver. Ways through are
	// forbidden. Of motor vehicles alone.
	Destination Flags = 1 << iota
	// Private: closed, because it is private. The speeds are 0.
	Private
	// Toll: somebody of this profile pays.
	Toll
	// Ferry: a ship, or a train that carries vehicles.
	Ferry
	// Unpaved: by surface or tracktype.
	Unpaved
	// Roundabout: drive around one way.
	Roundabout
	// Reversible: the direction changes with the hour. Closed.
	Reversible
	// Pushing: in one direction at least the bicycle is pushed.
	Pushing
	// Steps: stairs.
	Steps
	// Link: a ramp between roads.
	Link
	// Weight: limited by weight, whether or not this vehicle is too heavy.
	Weight
	// Size: limited by height, width or length, whether or not this vehicle is too large.
	Size
	// Tunnel and Bridge are as tagged.
	Tunnel
	Bridge
)

// A Use is what a profile may do with a way.
type Use struct {
	Forward, Backward Speed
	Flags             Flags
	// Duration of the whole way in milliseconds, as tagged on a ferry; 0 if unsaid.
	// It takes the place of the speeds, which still say which directions are open.
	Duration uint32
}

// Open reports whether any direction may be used.
func (u Use) Open() bool { return u.Forward > 0 || u.Backward > 0 }

// A Tag is a key and its value.
type Tag struct{ Key, Value string }

// Tags are those of one element, in any order.
type Tags []Tag

// Get gives the value of a key, "" if it is absent.
func (t Tags) Get(key string) string {
	for _, tag := range t {
		if tag.Key == key {
			return tag.Value
		}
	}
	return ""
}

func (t Tags) is(key string, values ...string) bool {
	have := t.Get(key)
	for _, v := range values {
		if have == v {
			return true
		}
	}
	return false
}

// Way says what a profile may do with a way. Country is where it lies, as ISO 3166-1
// alpha-2 in capitals, for the limits that its law implies; "" if unknown.
func Way(tags Tags, p Profile, country string) Use {
	c, ok := classOf(tags)
	if !ok || shut(tags, p) {
		return Use{}
	}
	use := Use{Flags: flags(tags, p, c)}
	entry := access(tags, p, c)
	use.Flags |= entry.flags
	if closedByLimits(tags, p, &use) {
		return Use{Flags: use.Flags}
	}
	dir := directions(tags, p, c)
	if dir.reversible {
		return Use{Flags: use.Flags | Reversible}
	}
	push := pushing(tags, p, c, entry)
	for i, to := range []*Speed{&use.Forward, &use.Backward} {
		switch {
		case entry.open[i] && dir.open[i]:
			*to = speed(tags, p, c, country, i == 0)
		case push[i] > 0:
			*to = push[i]
			use.Flags |= Pushing
		}
	}
	if c.ferry && use.Open() {
		use.Duration = Duration(tags.Get("duration"))
	}
	if !use.Open() {
		use.Flags &= Private
	}
	return use
}

// shut reports ways that exist on paper, or in ruins, or are not lines to travel.
// OSM wiki: Key:construction, Key:area, Key:impassable.
func shut(tags Tags, p Profile) bool {
	if !tags.is("construction", "", "no", "minor", "widening") || tags.is("impassable", "yes") ||
		tags.is("status", "impassable") || tags.is("smoothness", "impassable") {
		return true
	}
	return tags.is("area", "yes") && p.motor()
}

func flags(tags Tags, p Profile, c class) Flags {
	f := c.flags
	set := func(on bool, flag Flags) {
		if on {
			f |= flag
		}
	}
	set(tags.is("junction", "roundabout", "circular"), Roundabout)
	set(!tags.is("tunnel", "", "no"), Tunnel)
	set(!tags.is("bridge", "", "no"), Bridge)
	set(unpaved(tags), Unpaved)
	set(toll(tags, p), Toll)
	set(p.motor() && !c.ferry && tags.is("service", "parking_aisle", "driveway", "drive-through"), Destination)
	return f
}

// toll reads Key:toll: toll=yes, toll:motorcar, toll:hgv, toll:bicycle and so on;
// the most specific key decides.
func toll(tags Tags, p Profile) bool {
	for _, key := range hierarchy[p] {
		if key == "access" {
			continue
		}
		if v := tags.Get("toll:" + key); v != "" {
			return v != "no"
		}
	}
	if p == Foot { // toll=yes is about vehicles, ferries apart
		return tags.is("route", "ferry") && tags.is("toll", "yes")
	}
	if p == Car && (tags.is("toll", "hgv") || Kilograms(tags.Get("toll")) > Vehicles[Car].Kilograms) {
		return false // toll=7.5t: above that weight. OSM wiki: Key:toll
	}
	return p.motor() && !tags.is("toll", "", "no")
}
