package direction

import (
	"testing"

	"waythrough/geo"
	"waythrough/road/osm/profile"
)

func TestJunctions(t *testing.T) { runAll(t, junctions) }

var junctions = []scene{
	{"a crossing", `
		          n








		a         b         c









		          s`, `
abc Main
nb North
bs South`, []spoken{
		{"abc", "", nil},
		{"abn", "Turn left onto North", nil},
		{"abs", "Turn right onto South", nil},
		{"nbs", "Continue onto South", nil},
		{"nba", "Turn right onto Main", nil},
	}},
	{"the end of a road", `
		          n


		a         b


		          s`, `
ab Main
nbs Cross`, []spoken{
		{"abn", "Turn left onto Cross", nil},
		{"abs", "Turn right onto Cross", nil},
		{"nbs", "", nil},
		{"nba", "Turn right onto Main", nil},
	}},
	{"a bend without a junction", `
		a         b

		          c         d`, `
abcd Main`, []spoken{{"abcd", "", nil}}},
	{"a bend where the name changes says the name, not the bend", `
		a         b


		          c
		          d`, `
ab Main
bcd Other`, []spoken{{"abcd", "", nil}}}, // 40 m of it: too short to name
	{"a main road bends, a side street goes straight on", `
		a         b         c




		          d`, `
abd Main
bc Side`, []spoken{
		{"abd", "Turn right to stay on Main", nil},
		{"abc", "Go straight on to Side", nil},
		{"dba", "Turn left to stay on Main", nil},
		{"cba", "Continue onto Main", nil},
	}},
	{"a main road bends, a track goes straight on", `
		a         b         c




		          d`, `
abd Main
bc unpaved`, []spoken{
		{"abd", "", nil},
		{"abc", "Go straight on", nil},
	}},
	{"a bend of a road, a side street on its outer side", `
		a         b
		                  c
		          s`, `
abc Main
bs Side`, []spoken{{"abc", "", nil}, {"cba", "", nil}}},
	{"a fork of two equal roads", `
		                    c
		a         b
		                    d`, `
ab Main
bc Upper
bd Lower`, []spoken{
		{"abc", "Keep left onto Upper", nil},
		{"abd", "Keep right onto Lower", nil},
		{"cba", "Continue onto Main", nil},
	}},
	{"a fork without names", `
		                    c
		a         b
		                    d`, `
ab
bc
bd`, []spoken{{"abc", "Keep left", nil}, {"abd", "Keep right", nil}}},
	{"a fork in which the road goes on by name", `
		                    c
		a         b
		                    d`, `
abc Main
bd Lower`, []spoken{{"abc", "Keep left to stay on Main", nil}, {"abd", "Keep right onto Lower", nil}}},
	{"three ways on", `
		                    c
		a         b         d
		                    e`, `
ab Main
bc Upper
bd Middle
be Lower`, []spoken{
		{"abc", "Keep left onto Upper", nil},
		{"abd", "Keep to the middle onto Middle", nil},
		{"abe", "Keep right onto Lower", nil},
	}},
	{"a slight turn off a straight road is a turn", `
		a         b         c


		              d`, `
abc Main
bd Side`, []spoken{{"abc", "", nil}, {"abd", "Turn slightly right onto Side", nil}}},
	{"two right turns", `
		a         b         c



		         d   e`, `
abc Main
bd Near
be Far`, []spoken{{"abd", "Turn sharp right onto Near", nil}, {"abe", "Turn slightly right onto Far", nil}}},
	{"a one-way street met at a corner", `
		          n


		a         b


		          s`, `
ab Main
nbs Cross oneway`, []spoken{{"abs", "Turn right onto Cross", nil}, {"nbs", "", nil}}},
	{"the continuation may not be entered", `
		a         b         c



		          s`, `
ab Main
cb Main oneway
bs Side`, []spoken{{"abs", "Turn right onto Side", nil}}},
	{"a slow road beside the way is no fork", `
		          b         c
		a
		                       d`, `
abc speed=80
bd speed=30`, []spoken{{"abc", "", nil}}},
	{"a dead end", `
		a         b`, `
ab Main`, []spoken{{"aba", "Make a U-turn on Main", nil}}},
}

func TestNames(t *testing.T) { runAll(t, renamed) }

var renamed = []scene{
	{"a road renamed", "a         b         c", "ab Main\nbc Other", []spoken{{"abc", "Continue onto Other", nil}}},
	{"one number, many names", "a         b         c", "ab Main (B_191)\nbc Other (B_191)", []spoken{{"abc", "", nil}}},
	{"one name, the number ends", "a         b         c", "ab Main (B_191)\nbc Main", []spoken{{"abc", "", nil}}},
	{"one number of two ends", "a         b         c", "ab (A_13;E_43)\nbc (A_13)", []spoken{{"abc", "", nil}}},
	{"a European route on another motorway", "a         b         c", "ab (A_13;E_43)\nbc (A_14;E_43)",
		[]spoken{{"abc", "Continue onto A 14", nil}}},
	{"off the road onto one of its numbers", `
		a         b         d

		          c`, "ab Third_Street (US_23;US_62)\nbc Rich_Street (US_62)\nbd Third_Street", []spoken{{"abc", "Turn right onto Rich Street (US 62)", nil}}},
	{"from a name to a number", "a         b         c", "ab Main\nbc (B_191)", []spoken{{"abc", "Continue onto B 191", nil}}},
	{"the name goes and comes", "a         b         c         d", "ab Main\nbc\ncd Main", []spoken{{"abcd", "", nil}}},
	{"a named bridge, short", "a         b       c         d", "ab Main\nbc Long_Bridge bridge\ncd Main", []spoken{{"abcd", "", nil}}},
	{"a short name on the way to another", "a         b    c         d", "ab Main\nbc Square\ncd Other",
		[]spoken{{"abcd", "Continue onto Other", nil}}},
	{"a name too short before the end", "a         b       c", "ab Main\nbc Square", []spoken{{"abc", "", nil}}},
	{"a piece without a name after a turn", `
		a         b c         d



		          s`, "sb Side\nab Main\nbc\ncd Main", []spoken{{"sbcd", "Turn right onto Main", nil}}},
	{"a name long after a turn", `
		a         b                 c         d



		          s`, "sb Side\nab Main\nbc\ncd Main", []spoken{{"sbcd", "Turn right / Continue onto Main", nil}}},
	{"a street lent to another at an offset", `
		                  e
		                  f
		a         b       c         d

		          s`, "abcd Main\nsb Side\ncfe Side", []spoken{
		{"sbcfe", "Turn right onto Main / Turn left onto Side", nil}}},
}

// A hairpin may bend by any angle; at a junction the same is turning around.
func TestHairpin(t *testing.T) {
	path := []Step{{LengthDM: 500, BearingOut: 0, BearingIn: 0}, {LengthDM: 500, BearingOut: 178, BearingIn: 178}}
	if got := Directions(path, geo.LatLon{}); len(got) != 2 {
		t.Errorf("a hairpin: %v", got)
	}
	path[1].Arms = []Arm{{Bearing: 10, Open: true}}
	if got := Directions(path, geo.LatLon{}); len(got) != 3 || got[1].Kind != UTurn || got[1].Modifier != Around {
		t.Errorf("at a junction: %v", got)
	}
}

// The margins of the package comment, each tried a degree to either side.
func TestMargins(t *testing.T) {
	for _, tt := range []struct {
		what         string
		taken, other string // names, after A
		flags        profile.Flags
		speed        profile.Speed
		margin       float64
	}{
		{"another road", "B", "C", 0, 600, 30},
		{"no names", "", "", 0, 600, 30},
		{"the road goes on", "A", "C", 0, 600, 15},
		{"a ramp", "B", "", profile.Link, 600, 5},
		{"a slow road", "B", "C", 0, 300, 0},
		{"a road that is hardly slower", "B", "C", 0, 301, 30},
		{"a track", "B", "", profile.Unpaved, 600, 0},
		{"a driveway", "B", "", profile.Destination, 600, 0},
		{"a ramp from the road that goes on", "A", "", profile.Link, 600, -10},
		{"a slow road from the road that goes on", "A", "C", 0, 300, -10},
	} {
		for _, turn := range []float64{14, 35} {
			for _, beyond := range []float64{-1, 1} {
				path := []Step{{Name: "A", LengthDM: 2000, DurationMS: 12_000},
					{Name: tt.taken, LengthDM: 2000, DurationMS: 12_000, BearingOut: turn,
						Arms: []Arm{{Bearing: -(turn + tt.margin + beyond), Name: tt.other, Flags: tt.flags, Open: true, Speed: tt.speed}}}}
				got := Directions(path, geo.LatLon{})[1].Kind
				if said := got == Keep || got == Turn; said != (beyond < 0) {
					t.Errorf("%s: the way at %v°, the other at %v°: %v", tt.what, turn, path[1].Arms[0].Bearing, got)
				}
			}
		}
	}
}
