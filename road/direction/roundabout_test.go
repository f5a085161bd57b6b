package direction

import (
	"strings"
	"testing"

	"waythrough/road/osm/profile"
)

// Four roads at a roundabout, driven round counterclockwise.
const four = `
	               n
	               N
	            w     x
	a       A               B       b
	            z     y
	               S
	               s`

const fourWays = `
NwAzSyBxN Ring roundabout oneway
aA West
Ss South
Bb East
Nn North`

func TestRoundabouts(t *testing.T) { runAll(t, fourArms) }

var fourArms = []scene{
	{"four arms", four, fourWays, []spoken{
		{"aAzSs", "At the roundabout take the first exit onto South", nil},
		{"aAzSyBb", "At the roundabout take the second exit onto East", nil},
		{"aAzSyBxNn", "At the roundabout take the third exit onto North", nil},
		{"aAzSyBxNwAa", "At the roundabout take the fourth exit to stay on West", nil},
		{"bBxNn", "At the roundabout take the first exit onto North", nil},
	}},
	{"it ends, begins or stays inside", four, fourWays, []spoken{
		{"aAzSy", "Enter the roundabout", nil},
		{"zSyBb", "Leave the roundabout by the second exit onto East", nil},
		{"zSs", "Leave the roundabout by the first exit onto South", nil},
		{"zSyBx", "", nil},
	}},
	{"a boundary inside", four, fourWays, []spoken{
		{"aAzSyBb", "At the roundabout take the second exit onto East / Cross the boundary from LIE to AUT", []string{"Sy LIE AUT"}},
		{"aAzSs", "At the roundabout take the first exit onto South, crossing the boundary from LIE to AUT", []string{"Az LIE AUT"}},
		{"aAzSs", "At the roundabout take the first exit onto South / Cross the boundary from LIE to AUT", []string{"Ss LIE AUT"}},
	}},
	{"three arms, one road through", four, `
NwAzSyBxN roundabout oneway
aA Main (B_1)
Bb Other (B_1)
Nn North`, []spoken{
		{"aAzSyBb", "At the roundabout take the first exit to stay on Other (B 1)", nil},
		{"aAzSyBxNn", "At the roundabout take the second exit onto North", nil},
	}},
}

func TestRoundaboutsOfOtherKinds(t *testing.T) { runAll(t, otherRoundabouts) }

var otherRoundabouts = []scene{
	{"what counts as an exit", `
	               n
	               N
	            w     x        r
	a       A               B       b
	   p        z     y        q
	               S
	               s`, `
NwAzSyBxN roundabout oneway
aA West
sS South oneway
zp private
yq steps
xr destination
Bb East
Nn North`, []spoken{
		{"aAzSyBb", "At the roundabout take the second exit onto East", nil},
		{"aAzSyBxNn", "At the roundabout take the third exit onto North", nil},
	}},
	{"a driveway with a name is an exit", four, `
NwAzSyBxN roundabout oneway
aA West
Ss Hof destination
Bb East
Nn North`, []spoken{{"aAzSyBb", "At the roundabout take the second exit onto East", nil}}},
	{"five arms, two of them at one node", `
	               n
	               N
	            w     x
	a       A               B       b
	            z     y        c
	               S
	               s`, `
NwAzSyBxN roundabout oneway
aA West
Ss South
Bb East
Bc Lane
Nn North`, []spoken{
		{"aAzSyBc", "At the roundabout take the second exit onto Lane", nil},
		{"aAzSyBb", "At the roundabout take the third exit onto East", nil},
		{"aAzSyBxNn", "At the roundabout take the fourth exit onto North", nil},
		{"bBc", "Turn sharp left onto Lane", nil},
	}},
	{"clockwise", four, `
NxBySzAwN roundabout oneway
aA West
Ss South
Bb East
Nn North`, []spoken{
		{"aAwNn", "At the roundabout take the first exit onto North", nil},
		{"aAwNxBb", "At the roundabout take the second exit onto East", nil},
		{"aAwNxBySs", "At the roundabout take the third exit onto South", nil},
	}},
	{"a ferry from the roundabout", four, `
NwAzSyBxN roundabout oneway
aA West
Ss South
Bb Ship ferry
Nn North`, []spoken{
		{"aAzSyBb", "At the roundabout take the second exit / Take the ferry Ship", nil},
	}},
	{"one after another", `
	      e           j
	a   b   d   g   h   i   q
	      c           f`, `
bcdeb roundabout oneway
hfijh roundabout oneway
ab West
dgh Between
iq East`, []spoken{
		{"abcdghfiq", "At the roundabout take the first exit onto Between / At the roundabout take the first exit onto East", nil},
	}},
	{"two that touch", `
	      e       j
	a   b   d       i   q
	      c       f
	      s`, `
bcdeb roundabout oneway
dfijd roundabout oneway
ab West
cs South
iq East`, []spoken{
		{"abcdfiq", "At the roundabout take the second exit / At the roundabout take the first exit onto East", nil},
	}},
	{"a mini-roundabout is a crossing", `
	          n
	a         b         c
	          s`, `
ab West
bc East (B_1)
bn North
bs South`, []spoken{
		{"abc", "Continue onto East (B 1)", nil},
		{"abn", "Turn left onto North", nil},
		{"abs", "Turn right onto South", nil},
	}},
}

// The direction through a roundabout is that from the road before to the road after.
func TestRoundaboutModifier(t *testing.T) {
	d := draw(t, four, fourWays)
	for route, want := range map[string]Modifier{"aAzSs": Right, "aAzSyBb": Straight, "aAzSyBxNn": Left, "aAzSyBxNwAa": Around} {
		path := d.path(t, route)
		got := Directions(path, d.place('s'))[1]
		if got.Modifier != want || got.First != 1 || got.End != len(path) {
			t.Errorf("%s: %v over steps %d to %d, should be %v over 1 to %d", route, got.Modifier, got.First, got.End, want, len(path))
		}
	}
}

// Without the way round among the arms, the side comes from the entry.
func TestRoundaboutSideFromEntry(t *testing.T) {
	d := draw(t, strings.Replace(four, "z     y", "z     y   c", 1), fourWays+"\nBc Lane")
	path := d.path(t, "aAzSyBc")
	out := &path[len(path)-1]
	kept := out.Arms[:0]
	for _, a := range out.Arms {
		if a.Flags&profile.Roundabout == 0 {
			kept = append(kept, a)
		}
	}
	out.Arms = kept
	if got := Directions(path, d.place('c'))[1].Exit; got != 2 {
		t.Errorf("exit %d, should be 2", got)
	}
}
