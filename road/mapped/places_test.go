package mapped

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// Places come out of the file as they went in, and stand when it is closed.
func TestPlacesAreKept(t *testing.T) {
	onEach(t, 2, func(t *testing.T, s *source) {
		got, err := s.net.Places()
		if err != nil {
			t.Fatal(err)
		}
		if len(got) < 2 || !reflect.DeepEqual(got, s.streets.Places) {
			t.Errorf("got %+v\nwant %+v", got, s.streets.Places)
		}
	})
	n, err := Open(buildVillage(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := n.Places()
	n.Close()
	var text string
	for _, p := range got {
		text += fmt.Sprintf("%s %s %s %d %v; ", n.About.Areas[p.Area], p.Kind, p.Name, p.Population, p.Names)
	}
	want := "LIE village Here 1200 [{hy Այստեղ false} {ru Здесь false} { Before true}]; AUT hamlet There 0 []; "
	if err != nil || text != want {
		t.Errorf("got  %s, %v\nwant %s", text, err, want)
	}
}

// BenchmarkPlaces reads places of three names each:
//
//	go test ./road/mapped -run '^$' -bench Places
func BenchmarkPlaces(b *testing.B) {
	s := villageStreets(b)
	for i := range 100_000 {
		p := osm.Place{Node: int64(1000 + i), At: osm.Point{Lat: 1, Lon: 1}, Kind: osm.Village, Name: fmt.Sprint("Village ", i),
			Names: []osm.PlaceName{{Lang: "en", Text: fmt.Sprint("Village ", i)}, {Lang: "ru", Text: fmt.Sprint("Деревня ", i)}}}
		s.Places = append(s.Places, street.Place{Place: p})
	}
	path := filepath.Join(b.TempDir(), "x.network")
	if err := Build(context.Background(), path, s, About{}, Options{Profiles: []profile.Profile{profile.Car}}); err != nil {
		b.Fatal(err)
	}
	n, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	for b.Loop() {
		n.places = nil
		if _, err := n.Places(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(s.Places)), "ns/place")
}
