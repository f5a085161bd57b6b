package worldgen

import "fmt"

// A class is a kind of way, the lesser first.
type class uint8

const (
	noClass class = iota
	steps
	footway
	cycleway
	path
	track // from here on cars may go
	service
	livingStreet
	residential
	unclassified
	tertiary
	secondary
	primary
	trunk
	motorway
	ferry
)

var classNames = [...]string{"", "steps", "footway", "cycleway", "path", "track", "service", "living_street", "residential",
	"unclassified", "tertiary", "secondary", "primary", "trunk", "motorway", ""}

func (c class) forCars() bool { return c >= track }

// Access of a look.
const (
	openAccess = iota
	privateAccess
	destinationAccess
	noMotors
)

// A look is what the tags of a way say, names and numbers apart.
type look struct {
	class     class
	link      bool
	round     bool
	oneway    bool
	bridge    bool
	tunnel    bool
	toll      bool
	access    uint8
	speed     uint8 // km/h; 0 is untagged
	surface   uint8 // place in surfaces
	minutes   uint8 // of a ferry
	roundTrip bool  // bicycles may go against a oneway
}

var surfaces = [...]string{"", "asphalt", "paving_stones", "concrete", "gravel", "compacted", "ground", "cobblestone", "unpaved"}

// tags writes a look as OSM tags.
func (l look) tags() []string {
	if l.class == ferry {
		t := []string{"route", "ferry", "duration", fmt.Sprintf("%02d:%02d", l.minutes/60, l.minutes%60), "motor_vehicle", "yes"}
		if l.toll {
			t = append(t, "toll", "yes")
		}
		return t
	}
	name := classNames[l.class]
	if l.link {
		name += "_link"
	}
	t := []string{"highway", name}
	add := func(on bool, key, value string) {
		if on {
			t = append(t, key, value)
		}
	}
	add(l.round, "junction", "roundabout")
	add(l.oneway, "oneway", "yes")
	add(l.roundTrip, "oneway:bicycle", "no")
	add(l.bridge, "bridge", "yes")
	add(l.tunnel, "tunnel", "yes")
	add(l.bridge, "layer", "1")
	add(l.toll, "toll", "yes")
	add(l.access == privateAccess, "access", "private")
	add(l.access == destinationAccess, "motor_vehicle", "destination")
	add(l.access == noMotors, "motor_vehicle", "no")
	add(l.speed > 0, "maxspeed", fmt.Sprint(l.speed))
	add(l.surface > 0, "surface", surfaces[l.surface])
	return t
}

// refOf is a road's number, from that of its route.
func refOf(c class, route uint32) string {
	switch {
	case route == 0:
		return ""
	case c == motorway:
		return fmt.Sprintf("A %d", route%900+1)
	case c == trunk:
		return fmt.Sprintf("N %d", route%900+1)
	case c == primary, c == secondary:
		return fmt.Sprintf("%c %d", "RL"[c&1], route%9000+1)
	}
	return ""
}

// dress draws what the tags of a road of a class say: its surface and its limit.
func dress(d *dice, c class, settled bool) look {
	l := look{class: c}
	switch {
	case c == track:
		l.surface = []uint8{0, 4, 5, 6, 8}[d.pick(0.35, 0.25, 0.1, 0.2, 0.1)]
	case !c.forCars():
		l.surface = []uint8{0, 1, 2, 4, 6}[d.pick(0.5, 0.2, 0.1, 0.1, 0.1)]
	default:
		l.surface = []uint8{0, 1, 2, 3, 7}[d.pick(0.35, 0.55, 0.05, 0.03, 0.02)]
	}
	switch {
	case c >= tertiary && settled:
		l.speed = []uint8{50, 30, 60}[d.pick(0.75, 0.15, 0.1)]
	case c >= tertiary:
		l.speed = []uint8{0, 70, 80, 100}[d.pick(0.4, 0.25, 0.2, 0.15)]
	case c >= livingStreet && settled:
		l.speed = []uint8{0, 30, 50}[d.pick(0.5, 0.35, 0.15)]
	}
	return l
}
