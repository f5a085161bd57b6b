package profile

import "strings"

// hierarchy lists the access keys of each profile, the most specific first. OSM
// wiki: Key:access, "Transport mode restrictions"; Key:hgv_articulated.
var hierarchy = [Count][]string{
	Car:     {"motorcar", "motor_vehicle", "vehicle", "access"},
	Truck:   {"hgv_articulated", "hgv", "motor_vehicle", "vehicle", "access"},
	Foot:    {"foot", "access"},
	Bicycle: {"bicycle", "vehicle", "access"},
}

// opens are the keys that open a class which is closed by default. Broader ones do
// not: access=yes on a footway speaks of walkers.
var opens = map[string]bool{"motorcar": true, "hgv": true, "hgv_articulated": true, "motor_vehicle": true, "foot": true, "bicycle": true}

// A right is what an access value says.
type right uint8

const (
	unsaid      right = iota // as if the tag were not there
	allowed                  // yes
	destination              // to reach something on it; walkers and bicycles pass, as with OSRM and GraphHopper
	private                  // to nobody without leave
	forbidden                // no
	dismount                 // pushed
)

// rights are the values of access keys. OSM wiki: Key:access, "List of possible
// values". A value that is not here says nothing: unknown, discouraged, variable.
var rights = map[string]right{
	"yes": allowed, "true": allowed, "1": allowed, "designated": allowed, "official": allowed, "permissive": allowed,
	"public": allowed, "destination": destination, "customers": destination, "delivery": destination,
	"private": private, "permit": private, "residents": private, "employees": private, "members": private,
	"no": forbidden, "false": forbidden, "0": forbidden, "agricultural": forbidden, "forestry": forbidden,
	"agricultural;forestry": forbidden, "military": forbidden, "emergency": forbidden, "psv": forbidden, "bus": forbidden,
	"restricted": forbidden, "use_sidepath": forbidden, "closed": forbidden, "impassable": forbidden, "none": forbidden,
	"dismount": dismount,
}

// rightOf reads a value; of a list ("destination;delivery") the most generous part counts.
func rightOf(value string, p Profile) right {
	r := rights[value]
	if r == unsaid && strings.Contains(value, ";") {
		for part := range strings.SplitSeq(value, ";") {
			if of := rights[strings.TrimSpace(part)]; of != unsaid && (r == unsaid || of < r) {
				r = of
			}
		}
	}
	if value == "delivery" && !p.motor() {
		return forbidden
	}
	if r == dismount && p != Bicycle {
		return unsaid
	}
	return r
}

// An entry is who is let in, forward and backward.
type entry struct {
	open     [2]bool
	dismount bool
	refused  bool // both directions, by a tag for bicycles
	flags    Flags
}

// access applies the hierarchy to each direction.
func access(tags Tags, p Profile, c class) entry {
	var e entry
	byTag := 0
	for i, suffix := range []string{":forward", ":backward"} {
		r, key := decide(tags, p, suffix)
		closed := c.closedTo(p) || tags.is("motorroad", "yes") && !p.motor() || passengersOnly(tags, p, c)
		if closed && !opens[key] && r != private && r != forbidden {
			continue
		}
		switch r {
		case unsaid, allowed:
			e.open[i] = true
		case destination:
			e.open[i] = true
			if p.motor() {
				e.flags |= Destination
			}
		case private:
			e.flags |= Private
		case dismount:
			e.dismount = true
		}
		if (r == private || r == forbidden) && key == "bicycle" {
			byTag++
		}
	}
	e.refused = byTag == 2
	if c.base(p) == 0 || tags.is("service", "emergency_access") && p.motor() {
		e.open = [2]bool{}
	}
	return e
}

// decide finds the key that says something of a direction, and what.
func decide(tags Tags, p Profile, suffix string) (right, string) {
	for _, key := range hierarchy[p] {
		for _, k := range []string{key + suffix, key} {
			if v := tags.Get(k); v != "" {
				if r := rightOf(v, p); r != unsaid {
					return r, key
				}
			}
		}
	}
	return unsaid, ""
}

// passengersOnly reports a ferry that says it takes walkers or bicycles and nothing
// of motor vehicles. OSM wiki: Tag:route=ferry, "Access".
func passengersOnly(tags Tags, p Profile, c class) bool {
	if !c.ferry || !p.motor() {
		return false
	}
	if tags.is("vehicle", "yes", "designated", "permissive") || tags.is("access", "yes", "permissive") {
		return false
	}
	return tags.is("foot", "yes", "designated") || tags.is("bicycle", "yes", "designated")
}

// pushing gives the speeds of a bicycle on foot, in directions in which walkers may
// go; 0 where it may not be pushed. OSM wiki: bicycle=dismount; bicycle=no forbids
// riding, and engines take it to forbid pushing too.
func pushing(tags Tags, p Profile, c class, e entry) (push [2]Speed) {
	if p != Bicycle || c.ferry && !e.dismount || e.refused || tags.is("junction", "roundabout", "circular") {
		return push
	}
	walk := access(tags, Foot, c)
	for i := range push {
		if e.dismount || walk.open[i] {
			push[i] = kmh(min(4, c.base(Foot)))
			if c.ferry {
				push[i] = kmh(c.base(Bicycle))
			}
		}
	}
	return push
}
