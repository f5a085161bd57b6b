package builtin

import (
	"strings"
	"testing"

	"waythrough/geo"
	"waythrough/road"
)

func network(t *testing.T) *road.Network {
	t.Helper()
	n, err := Network()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSizeOfTheNetwork(t *testing.T) {
	n := network(t)
	if len(n.Places) < 150 || len(n.Links) < 300 {
		t.Errorf("%d places, %d links; at least 150 and 300 ship", len(n.Places), len(n.Links))
	}
}

// Bounds that a link of real road keeps. Mountain roads wind; none here more than
// Kapan–Meghri, 2.57 times the straight line.
const (
	short          = 2000 // metres; below it rounding hides what the bounds say
	mostWinding    = 2.6
	slowest        = 20 / 3.6 // metres a second
	fastest        = 115 / 3.6
	slowestWalking = 3 / 3.6
	fastestWalking = 6 / 3.6
)

func TestLinksArePlausible(t *testing.T) {
	n := network(t)
	for i, l := range n.Links {
		id := road.LinkID(i)
		straight := float64(geo.Distance(n.Places[l.From].At, n.Places[l.To].At))
		metres, seconds := l.Distance.Metres(), l.Duration.Seconds()
		if metres < straight {
			t.Errorf("%s: %.0f m, less than the %.0f m of the great circle", n.String(id), metres, straight)
		}
		if metres >= short && metres > mostWinding*straight {
			t.Errorf("%s: %.0f m, %.2f times the great circle", n.String(id), metres, metres/straight)
		}
		speed := metres / seconds
		switch {
		case l.Mode == "foot" && (speed < slowestWalking || speed > fastestWalking):
			t.Errorf("%s: %.1f km/h on foot", n.String(id), speed*3.6)
		case l.Mode == "road" && metres >= short && (speed < slowest || speed > fastest):
			t.Errorf("%s: %.0f km/h by road", n.String(id), speed*3.6)
		}
	}
}

func TestBordersArePassedAtPostsOnly(t *testing.T) {
	n := network(t)
	for i, l := range n.Links {
		if !n.Border(road.LinkID(i)) {
			continue
		}
		for _, end := range []road.NodeID{l.From, l.To} {
			crossing, _, isPost := strings.Cut(n.Places[end].ID, ".")
			if !isPost || l.Crossing != crossing {
				t.Errorf("%s crosses a border at %q, which is no post of its crossing", n.String(road.LinkID(i)), n.Places[end].ID)
			}
		}
	}
}

// Every place can be reached from every other by road, were there no law.
func TestTheNetworkIsOne(t *testing.T) {
	n := network(t)
	start, _ := n.Node("yerevan")
	tree := n.Tree(start, road.Duration, func(l road.LinkID) (road.Millis, bool) { return n.Links[l].Duration, true })
	for i, p := range n.Places {
		if _, ok := tree.Path(road.NodeID(i)); !ok {
			t.Errorf("%s (%s) is not joined to Yerevan", p.ID, p.Area)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := road.ReadFS("road/builtin", tables); err != nil {
			b.Fatal(err)
		}
	}
}
