package worldgen

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waythrough/geo"
	"waythrough/road"
)

func networkOf(t interface{ Fatal(...any) }, o TableOptions) *road.Network {
	places, links := Tables(o)
	n, err := road.Read("places.csv", places, "links.csv", links)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTables(t *testing.T) {
	n := networkOf(t, TableOptions{Seed: 1})
	border := 0
	for i, l := range n.Links {
		hours := l.Wait.Seconds() / 3600
		if n.Border(road.LinkID(i)) {
			border++
			if l.Crossing == "" || hours < 13 || hours > 198 {
				t.Errorf("%s: crossing %q, a wait of %.1f h", n.String(road.LinkID(i)), l.Crossing, hours)
			}
		} else if l.Crossing != "" || l.Wait != 0 {
			t.Errorf("%s: crossing %q within an area", n.String(road.LinkID(i)), l.Crossing)
		}
		straight := float64(geo.Distance(n.Places[l.From].At, n.Places[l.To].At))
		if l.Distance.Metres() < straight || l.Distance.Metres() > 2*straight {
			t.Errorf("%s: %.0f m, and %.0f m as the crow flies", n.String(road.LinkID(i)), l.Distance.Metres(), straight)
		}
		if speed := l.Distance.Metres() / l.Duration.Seconds() * 3.6; speed < 35 || speed > 100 {
			t.Errorf("%s: %.0f km/h", n.String(road.LinkID(i)), speed)
		}
	}
	if len(n.Places) != 1400 || len(n.Links) != 2300 || border != 320 || len(n.Areas()) != 24 {
		t.Errorf("%d places in %d areas, %d links, %d over borders; want 1400, 24, 2300, 320", len(n.Places), len(n.Areas()), len(n.Links), border)
	}
	for _, column := range []string{"population", "gdp"} {
		if v := n.Columns[column]; len(v) != 1400 || slices.Min(v) <= 0 {
			t.Errorf("column %s is missing, or holds a place without", column)
		}
	}
}

func TestSameTables(t *testing.T) {
	p, l := Tables(TableOptions{Seed: 4, Places: 200, Links: 300})
	p2, l2 := Tables(TableOptions{Seed: 4, Places: 200, Links: 300})
	if !bytes.Equal(p, p2) || !bytes.Equal(l, l2) {
		t.Error("one seed makes two networks")
	}
	if p3, _ := Tables(TableOptions{Seed: 5, Places: 200, Links: 300}); bytes.Equal(p, p3) {
		t.Error("two seeds make one network")
	}
}

// Whatever is asked for, every place is joined to every other, and no two twice.
func TestAnyTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := TableOptions{Seed: rapid.Uint64().Draw(t, "seed"), Places: rapid.IntRange(-1, 80).Draw(t, "places"),
			Links: rapid.IntRange(-1, 200).Draw(t, "links"), BorderLinks: rapid.IntRange(-1, 60).Draw(t, "border"), Areas: rapid.IntRange(-1, 90).Draw(t, "areas")}
		if o.Places == 0 {
			o.Places = 3
		}
		n := networkOf(t, o)
		tree := n.Tree(0, road.Duration, func(l road.LinkID) (road.Millis, bool) { return n.Links[l].Duration, true })
		for i, p := range n.Places {
			if _, ok := tree.Path(road.NodeID(i)); !ok {
				t.Fatalf("%s is not joined to %s", p.ID, n.Places[0].ID)
			}
		}
		seen := map[[2]road.NodeID]bool{}
		for _, l := range n.Links {
			key := [2]road.NodeID{min(l.From, l.To), max(l.From, l.To)}
			if seen[key] {
				t.Fatalf("%v is linked twice", key)
			}
			seen[key] = true
		}
	})
}
