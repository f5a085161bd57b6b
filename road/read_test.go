package road

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

const goodPlaces = "id,name,lat,lon,area,population,gdp\nb,Beta,40,44.5,ARM,10,1.5\na,Alpha,40,44,TUR,20,\n"
const goodLinks = "from,to,mode,distance_m,duration_s,crossing,wait_s,oneway\na,b,road,1000.04,60.0004,x,1.5,\nb,a,foot,5,5,,,yes\n"

func TestRead(t *testing.T) {
	n, err := Read("p.csv", []byte("\xef\xbb\xbf"+goodPlaces), "l.csv", []byte(goodLinks))
	if err != nil {
		t.Fatal(err)
	}
	a, okA := n.Node("a")
	b, okB := n.Node("b")
	if !okA || !okB || n.Places[a].Name != "Alpha" || n.Places[b].Area != "ARM" {
		t.Fatalf("places are %+v", n.Places)
	}
	if n.Columns["gdp"][a] != 0 || n.Columns["gdp"][b] != 1.5 || n.Columns["population"][a] != 20 || n.Columns["name"] != nil {
		t.Errorf("further columns are %v", n.Columns)
	}
	if l := n.Links[0]; l.Distance != 10000 || l.Duration != 60000 || l.Wait != 1500 || l.Crossing != "x" || l.Oneway || !n.Border(0) {
		t.Errorf("link 0 is %+v", l)
	}
	if got := n.Arcs(a); len(got) != 1 || got[0] != (Arc{0, b}) {
		t.Errorf("arcs of a: %v; the one-way link leads from b only", got)
	}
	if got := n.Arcs(b); len(got) != 2 {
		t.Errorf("arcs of b: %v, want two", got)
	}
}

func TestReadWithoutOptionalColumns(t *testing.T) {
	n, err := Read("p.csv", []byte(goodPlaces), "l.csv", []byte("to,from,duration_s,distance_m,mode\na,b,1,2,road\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l := n.Links[0]; l.Wait != 0 || l.Oneway || l.Crossing != "" || l.Distance != 20 || l.Duration != 1000 {
		t.Errorf("link is %+v", l)
	}
}

func TestReadCollectsEveryError(t *testing.T) {
	places := "id,name,lat,lon,area,population\n" +
		"a,A,40,44,TUR,1\n" +
		"a,A,40,44,TUR,1\n" + // 3: twice
		"b,B,91,44,TUR,1\n" + // 4: no point
		"c,C,NaN,44,TUR,1\n" + // 5: no number
		"d,D,40,44,TUR,-1\n" + // 6: negative
		"e,E,40,44,,1\n" + // 7: no area
		"f,\xff,40,44,TUR,1\n" + // 8: not UTF-8
		"g,G,40\n" // 9: short
	links := "from,to,mode,distance_m,duration_s\n" +
		"a,nowhere,road,1,1\n" + // 2: dangling
		"a,b,road,inf,1\n" + // 3
		"a,b,road,1,-3\n" + // 4
		"a,b,boat,1,1\n" + // 5
		"a,b,road,,1\n" // 6: blank
	_, err := Read("p.csv", []byte(places), "l.csv", []byte(links))
	var errs Errors
	if !errors.As(err, &errs) {
		t.Fatalf("error is %v", err)
	}
	text := err.Error()
	for _, want := range []string{
		`p.csv:3: id "a" is already that of line 2`, "p.csv:4: lat 91", "p.csv:5: lat", "p.csv:6: population", "p.csv:7: area", "p.csv:8: is not UTF-8",
		"p.csv:9: has 3 fields", `l.csv:2: to: there is no place "nowhere"`, `l.csv:3: distance_m: "inf" is not a number`, "l.csv:4: duration_s: -3 is negative",
		`l.csv:5: mode "boat"`, "l.csv:6: distance_m is blank",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no error says %q in:\n%s", want, text)
		}
	}
	if len(errs) != 12 {
		t.Errorf("%d errors, want 12:\n%s", len(errs), text)
	}
}

func TestReadHeaders(t *testing.T) {
	tests := []struct{ places, links, want string }{
		{"", goodLinks, "p.csv:1: has no header"},
		{"id,name,lat,lon,area\n", goodLinks, `column "population" is missing`},
		{goodPlaces, "from,to,mode,distance_m,duration_s,colour\n", `there is no column "colour"`},
		{goodPlaces, "from,to,mode,distance_m,duration_s,to\n", `column "to" is named twice`},
		{goodPlaces, goodLinks + "\"a,b", "is no CSV"},
	}
	for _, tt := range tests {
		if _, err := Read("p.csv", []byte(tt.places), "l.csv", []byte(tt.links)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error is %v, want %q", err, tt.want)
		}
	}
}

func TestReadFSNamesTheMissingFile(t *testing.T) {
	_, err := ReadFS("mine", fstest.MapFS{PlacesFile: {Data: []byte(goodPlaces)}})
	if err == nil || !strings.Contains(err.Error(), "mine/links.csv") {
		t.Errorf("error is %v", err)
	}
}

// Whatever the tables hold, reading them gives a network whose arcs agree with
// its links, or errors; it never panics.
func FuzzRead(f *testing.F) {
	f.Add([]byte(goodPlaces), []byte(goodLinks))
	f.Add([]byte("id,name,lat,lon,area,population\n\"x\ny\",,1e308,-0,Q,1e-300\n"), []byte("from,to,mode,distance_m,duration_s\n,,,,\n"))
	f.Add([]byte("\""), []byte("\"\"\"\n\""))
	f.Fuzz(func(t *testing.T, places, links []byte) {
		n, err := Read("p", places, "l", links)
		if err != nil {
			return
		}
		arcs := 0
		for i := range n.Places {
			for _, a := range n.Arcs(NodeID(i)) {
				l := n.Links[a.Link]
				if !(l.From == NodeID(i) && l.To == a.Head) && !(l.To == NodeID(i) && l.From == a.Head && !l.Oneway) {
					t.Fatalf("arc %v of place %d is not of link %+v", a, i, l)
				}
				arcs++
			}
		}
		want := 0
		for _, l := range n.Links {
			want += 2
			if l.Oneway {
				want--
			}
			if l.Distance < 0 || l.Duration < 0 || l.Wait < 0 || l.Distance > MaxWeight || l.Duration > MaxWeight {
				t.Fatalf("link %+v has a weight out of range", l)
			}
		}
		if arcs != want {
			t.Fatalf("%d arcs for links that make %d", arcs, want)
		}
		if len(n.Places) > 0 {
			n.Tree(0, Duration, func(l LinkID) (Millis, bool) { return n.Links[l].Duration, true })
			n.Nearest(n.Places[0].At)
		}
	})
}
