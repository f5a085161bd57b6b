package direction

import (
	"strings"
	"testing"
)

func TestTwoTurnsThatAreOne(t *testing.T) { runAll(t, compounds) }

var compounds = []scene{
	{"onto the other carriageway", `
		a         b         c

		d         e         f`, `
cba Main oneway
def Main oneway
eb Crossover`, []spoken{
		{"deba", "Make a U-turn to the left on Main", nil},
		{"def", "", nil},
	}},
	{"through the median into a side street", `
		          n

		a         b         c

		d         e         f`, `
cba Main oneway
def Main oneway
eb
bn Side`, []spoken{{"debn", "Turn left onto Side", nil}}},
	{"another road 60 m off is two turns", `
		a         b         c






		d         e         f`, `
cba Main oneway
def Main oneway
eb Crossover`, []spoken{{"deba", "Turn left onto Crossover / Turn left onto Main", nil}}},
	{"an offset crossing", `
		          n

		a         bc        d

		           s`, `
abcd Main
nb Side
cs Side`, []spoken{
		{"nbcs", "Go straight over to stay on Side", nil},
		{"scbn", "Go straight over to stay on Side", nil},
		{"abcd", "", nil},
		{"abn", "Turn left onto Side", nil},
		{"scd", "Turn right onto Main", nil},
	}},
	{"an offset of 40 m is two turns", `
		          n

		a         b   c         d

		              s`, `
abcd Main
nb Side
cs Side`, []spoken{{"nbcs", "Turn left onto Main / Turn right onto Side", nil}}},
	{"a short link that ends square at a road is no slip road", `
		a         b         c




		          f         g
		s`, `
abc Main
bf link oneway
fg Side
sf Side`, []spoken{{"abfg", "Turn right towards Side / Turn left onto Side", nil}}},
	{"a slip road", `
		          n
		a   b     c         d
		        e


		          f

		          s`, `
abcd Main
ncfs Side
bef link oneway`, []spoken{
		{"abefs", "Turn right onto Side", nil},
		{"abcd", "", nil},
		{"abcfs", "Turn right onto Side", nil},
	}},
}

func TestRamps(t *testing.T) { runAll(t, ramps) }

var ramps = []scene{
	{"off and on", `
		a         b                                                 c         d
		                    e                             f
		n                             g         h                             m`, `
abcd (A_13;E_43) oneway speed=100
beg link oneway
hfc link oneway
nghm Landstrasse`, []spoken{
		{"abcd", "", nil},
		{"abegh", "Take the ramp on the right towards Landstrasse / Merge onto Landstrasse", nil},
		{"nghfcd", "Take the ramp on the left towards A 13 / Merge onto A 13", nil},
		{"nghm", "", nil},
	}},
	{"a ramp that ends at a road", `
		a         b                                                 c
		                    e         f         p


		                                        q`, `
abc (A_13) oneway speed=100
befp link oneway
qp Landstrasse
pc Landstrasse`, []spoken{
		{"abefpq", "Take the ramp on the right towards Landstrasse / Turn right onto Landstrasse", nil},
	}},
	{"a road bends, its exit goes straight on", `
		a         b         x         y

		                    c         d`, `
abcd (A_13) oneway speed=100
bxy link oneway`, []spoken{
		{"abcd", "Keep right to stay on A 13", nil},
		{"abxy", "Take the ramp on the left", nil},
	}},
	{"motorways part, one by a ramp", `
		a         b         c         d

		                    x         y`, `
ab (US_322) oneway speed=100
bcd (US_422) oneway speed=100
bxy link oneway`, []spoken{
		{"abcd", "Continue onto US 422", nil},
	}},
	{"a fork of ramps", `
		u                             d         e
		a         b         c
		v                             f         g`, `
ab Main
bc link oneway
cd link oneway
ude (A_1) oneway
cf link oneway
vfg (A_2) oneway
bv Other`, []spoken{
		{"abcde", "Take the ramp towards A 1 / Keep left towards A 1 / Merge onto A 1", nil},
		{"abcfg", "Take the ramp towards A 2 / Keep right towards A 2 / Merge onto A 2", nil},
	}},
	{"a short link in a crossing is no ramp", `
		          n
		a         b  c          d
		          s`, `
ab Main
bc link
cd Other
nbs Side`, []spoken{{"abcd", "Continue onto Other", nil}}},
}

func TestFerriesAndBorders(t *testing.T) { runAll(t, ferriesAndBorders) }

var ferriesAndBorders = []scene{
	{"a ferry", "a         b         c         d         e", "ab Main\nbcd Romanshorn–Friedrichshafen ferry\nde Quay", []spoken{
		{"abcde", "Take the ferry Romanshorn–Friedrichshafen / Leave the ferry and continue on Quay", nil},
		{"abcde", "Take the ferry Romanshorn–Friedrichshafen / Cross the boundary from CHE to DEU and continue on Romanshorn–Friedrichshafen / Leave the ferry and continue on Quay",
			[]string{"cd CHE DEU"}},
	}},
	{"a boundary on a piece without a name", "a         b         c         d", "ab Main\nbc\ncd Main", []spoken{
		{"abcd", "Cross the boundary from LIE to AUT", []string{"bc LIE AUT"}},
	}},
	{"two ferries", "a         b         c         d", "ab Main\nbc One ferry\ncd Two ferry", []spoken{
		{"abcd", "Take the ferry One / Take the ferry Two", nil},
	}},
	{"a boundary", "a         b         c", "ab Main\nbc Other", []spoken{
		{"abc", "Cross the boundary from LIE to AUT and continue on Other", []string{"bc LIE AUT"}},
		{"abc", "Cross the boundary of LIE and continue on Other", []string{"bc LIE -"}},
		{"abc", "Cross the boundary to AUT and continue on Other", []string{"bc - AUT"}},
	}},
	{"a boundary at a turn", `
		                    d
		a         b
		          c         e`, "ab Main\nbc Other\nbd Third\nbe Fourth", []spoken{
		{"abc", "Turn right onto Other, crossing the boundary from LIE to AUT", []string{"bc LIE AUT"}},
		{"abd", "Keep left onto Third, entering AUT", []string{"bd - AUT"}},
	}},
}

func TestDepartsAndArrives(t *testing.T) {
	d := draw(t, "a         b\n\n          c", "ab Main (B_1)\nbc Quay")
	for _, tt := range []struct{ route, want string }{
		{"ab", "Head east on Main (B 1) / Arrive on Main (B 1)"},
		{"cb", "Head north on Quay / Arrive on Quay"},
		{"bc", "Head south on Quay / Arrive on Quay"},
		{"a", "Arrive"},
	} {
		if got := strings.Join(d.said(t, tt.route), " / "); got != tt.want {
			t.Errorf("%s: %q, should be %q", tt.route, got, tt.want)
		}
	}
	// A step of no length at either end is not worth a word.
	d = draw(t, `
	          n
	a         b         c
	          s`, "abc Main\nnbs Side")
	path := d.path(t, "abs")
	path[0].LengthDM = 0
	got := Directions(path, d.place('s'))
	holds(t, path, got)
	if len(got) != 2 || got[0].String() != "Head south on Side" {
		t.Errorf("from a corner: %v", got)
	}
	path = d.path(t, "abs")
	path[1].LengthDM = 0
	got = Directions(path, d.place('s'))
	holds(t, path, got)
	if len(got) != 2 || got[0].String() != "Head east on Main" {
		t.Errorf("to a corner: %v", got)
	}
	if got[0].LengthDM != 1000 || got[0].DurationMS != 1000*7200/1000+720 {
		t.Errorf("to a corner: %d dm, %d ms", got[0].LengthDM, got[0].DurationMS)
	}
}
