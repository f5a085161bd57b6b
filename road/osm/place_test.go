package osm

import (
	"context"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"
	"pgregory.net/rapid"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
)

// placeNode is a node with tags as keys and values in turn.
func placeNode(id int64, tags ...string) pbftest.Node {
	return pbftest.Node{ID: id, Lat: 410000000 + int32(id), Lon: 440000000 - int32(id), Tags: tags}
}

// What a settlement is, and what it is called, as the OSM wiki has it (Key:place,
// Names, Multilingual names).
func TestPlaces(t *testing.T) {
	data := pbftest.Data{Nodes: []pbftest.Node{
		placeNode(9, "place", "hamlet", "name", "Խաշթառակ"),
		placeNode(1, "place", "city", "name", "Գյումրի", "name:en", "Gyumri", "name:ru", "Гюмри", "name:tr", "Gümrü",
			"old_name:ru", "Ленинакан", "old_name", "Leninakan;Alexandropol", "old_name:1924-1990", "Leninakan",
			"alt_name", "Gümri ; ; Gumri", "int_name", "Gyumri", "official_name:sr-Latn", "Đumri", "name:be-x-old", "Гюмры",
			"name:etymology", "Kumayri", "name:etymology:wikidata", "Q1", "alt_name:source", "survey", "population", "121 976",
			"wikipedia", "en:Gyumri", "name:", "nothing", "short_name", "Գյումրի", "name:hy", "Գյումրի", "name:1837-1924", "Alexandropol"),
		placeNode(2, "name", "Town", "place", "town", "population", "1200;1300"),
		placeNode(3, "place", "village", "name", " Village ", "highway", "crossing", "barrier", "bollard"),
		placeNode(4, "place", "village"),                       // nameless
		placeNode(5, "place", "village", "name:en", "No name"), // what it is called here is not said
		placeNode(6, "place", "suburb", "name", "Suburb"),
		placeNode(7, "place", "locality", "name", "Field"),
		placeNode(8, "place", "isolated_dwelling", "name", "House"),
		placeNode(10, "place", "City", "name", "Capital letter"),
		placeNode(11, "place", "village", "name", "  "),
		placeNode(13, "disused:place", "village", "name", "Gone"),
	}, Ways: []pbftest.Way{{ID: 1, Refs: []int64{1, 3}, Tags: []string{"highway", "primary"}}}}
	want := []Place{
		{Node: 1, Kind: City, Name: "Գյումրի", Population: 121976, Names: []PlaceName{
			{"", "Gümri", false}, {"", "Gumri", false}, {"", "Gyumri", false}, {"be-x-old", "Гюмры", false}, {"en", "Gyumri", false},
			{"hy", "Գյումրի", false}, {"ru", "Гюмри", false}, {"sr-Latn", "Đumri", false}, {"tr", "Gümrü", false},
			{"", "Leninakan", true}, {"", "Alexandropol", true}, {"ru", "Ленинакан", true}}},
		{Node: 2, Kind: Town, Name: "Town"},
		{Node: 3, Kind: Village, Name: "Village"},
		{Node: 9, Kind: Hamlet, Name: "Խաշթառակ"},
	}
	for i := range want {
		want[i].At = Point{410000000 + int32(want[i].Node), 440000000 - int32(want[i].Node)}
	}
	slices.SortFunc(data.Nodes, func(a, b pbftest.Node) int { return int(a.ID - b.ID) })
	f := fileOf(t, data)
	for _, g := range []*Graph{extract(t, Options{Workers: 1}, f), extract(t, Options{Workers: 3}, f), extract(t, Options{}, f, f)} {
		if !reflect.DeepEqual(g.Places, want) {
			t.Errorf("got  %+v\nwant %+v", g.Places, want)
		}
		if got := edges(g); got != "1<->3@1" {
			t.Errorf("places change the roads: %s", got)
		}
	}
}

// Of a place that several extracts hold the first one's word counts, and it is one.
func TestPlacesOfSeveralExtracts(t *testing.T) {
	north := fileOf(t, pbftest.Data{Nodes: []pbftest.Node{placeNode(2, "place", "town", "name", "Two"), placeNode(3, "place", "village", "name", "Three")}})
	south := fileOf(t, pbftest.Data{Nodes: []pbftest.Node{placeNode(1, "place", "village", "name", "One"), placeNode(2, "place", "village", "name", "Zwei"), placeNode(3)}})
	for _, tt := range []struct {
		files []*pbf.File
		want  string
	}{{[]*pbf.File{north, south}, "1 One village, 2 Two town, 3 Three village"}, {[]*pbf.File{south, north}, "1 One village, 2 Zwei village, 3 Three village"}} {
		var got []string
		for _, p := range extract(t, Options{}, tt.files...).Places {
			got = append(got, strconv.FormatInt(p.Node, 10)+" "+p.Name+" "+p.Kind.String())
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s, want %s", s, tt.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for suffix, want := range map[string]bool{"en": true, "hy": true, "pnb": true, "sr-Latn": true, "be-x-old": true, "zh_pinyin": true, "ja-Hira": true,
		"es-419": true, "": false, "e": false, "left": false, "prefix": false, "EN": false, "ru:word_stress": false, "-en": false, "en US": false,
		"en-" + strings.Repeat("x", 40): false, "ру": false} {
		if isLanguage(suffix) != want {
			t.Errorf("%q is a language: %v", suffix, !want)
		}
	}
}

// populations are tags as they are found on the map, and what they say.
var populations = map[string]uint32{
	"5229": 5229, "24678": 24678, "1": 1, "100000000": 100_000_000, " 430 ": 430,
	"12 345": 12345, "12\u00a0345": 12345, "12\u2009345": 12345, "12\u202f345": 12345, "1 234 567": 1234567,
	"12,345": 12345, "12.345": 12345, "12'345": 12345, "12’345": 12345, "1.234.567": 1234567,
	"~1200": 1200, "≈1200": 1200, "~ 1 200": 1200, "ca. 1200": 1200, "ca 1200": 1200, "c. 1200": 1200, "circa 1200": 1200,
	"1200 (2011)": 1200, "12 345 (census of 2011)": 12345, "~1200(2011)": 1200,
	// Nothing that could be read in two ways is read.
	"1200;1300": 0, "1200;1200": 0, "1200-1300": 0, "1200/1300": 0, "<100": 0, ">1000": 0, "100+": 0, "+100": 0,
	"": 0, "0": 0, "00": 0, "0123": 0, "-5": 0, "many": 0, "1e6": 0, "0x10": 0, "1.5": 0, "1,5": 0, "12.34": 0, "1234.567": 0, "12 34": 0, "12 3456": 0,
	"1  234": 0, "1,234.567": 0, "1.234,567": 0, "1,234,56": 0, "1,": 0, "1.234.": 0, ",123": 0, "~": 0, "~~5": 0, "ca.": 0, "1.2 million": 0,
	"12k": 0, "5 families": 0, "(2011)": 0, "(2011) 1200": 0, "1200 (2011": 0, "1200 2011)": 0, "1200 (2011) (2012)": 0, "1200 (2011) men": 0,
	"100000001": 0, "4294967296": 0, "18446744073709551617": 0, "١٢٣": 0, "1200 hab.": 0,
}

func TestPopulation(t *testing.T) {
	for text, want := range populations {
		if got := population(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

// A number is read back however its thousands are set apart.
func TestPopulationIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint32Range(1, mostPeople).Draw(t, "n")
		digits, apart := strconv.Itoa(int(n)), rapid.SampledFrom([]string{"", " ", "\u00a0", "\u2009", "\u202f", ",", ".", "'", "’"}).Draw(t, "apart")
		text := ""
		for i, d := range digits {
			if i > 0 && (len(digits)-i)%3 == 0 {
				text += apart
			}
			text += string(d)
		}
		text = rapid.SampledFrom([]string{"", "~", "≈ ", "ca. ", " "}).Draw(t, "about") + text + rapid.SampledFrom([]string{"", " ", " (2011)", "(estimate)"}).Draw(t, "remark")
		if got := population(text); got != n {
			t.Errorf("%q is %d", text, got)
		}
	})
}

// FuzzPopulation: what is read of any text is all its digits, in their order, but for a
// remark in parentheses; with anything but what may stand around numbers nothing is read.
func FuzzPopulation(f *testing.F) {
	for text := range populations {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := population(text)
		if n > mostPeople {
			t.Fatalf("%q is %d: more than there can be", text, n)
		}
		if n == 0 {
			return
		}
		text, _, _ = strings.Cut(text, "(")
		digits := ""
		for _, r := range text {
			if r >= '0' && r <= '9' {
				digits += string(r)
			} else if strings.ContainsRune(";-/<>+eE", r) {
				t.Fatalf("%q is no number, and read as %d", text, n)
			}
		}
		if digits != strconv.Itoa(int(n)) {
			t.Fatalf("%q is read as %d", text, n)
		}
	})
}

// Real extracts hold the settlements that a library finds in them, and those of
// Liechtenstein and Andorra are known.
func TestPlacesOfRealExtracts(t *testing.T) {
	tests := []struct {
		file  string
		names []string // in some language
	}{
		{"liechtenstein", []string{"Vaduz", "Schaan", "Balzers", "Triesen", "Triesenberg", "Planken", "Eschen", "Mauren", "Gamprin", "Ruggell", "Schellenberg",
			"Вадуц", "ვადუცი", "ファドゥーツ"}},
		{"andorra", []string{"Andorra la Vella", "Canillo", "Encamp", "Ordino", "la Massana", "Sant Julià de Lòria", "les Escaldes", "Андорра-ла-Велья", "آندورا لاولا"}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			path := "../../../shared/data/osm/" + tt.file + ".osm.pbf"
			f, err := pbf.Open(path)
			if err != nil {
				t.Skipf("SKIPPED: %v", err)
			}
			defer f.Close()
			g := extract(t, Options{}, f)
			if got, want := placesByHand(g), placesOfLibrary(t, path); !reflect.DeepEqual(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
			known := map[string]bool{}
			for _, p := range g.Places {
				known[strings.ToLower(p.Name)] = true
				for _, n := range p.Names {
					known[strings.ToLower(n.Text)] = true
				}
			}
			for _, name := range tt.names {
				if !known[strings.ToLower(name)] {
					t.Errorf("%s is not there", name)
				}
			}
		})
	}
}

// A handful is what two readers must agree on of a place.
type handful struct {
	name, russian string
	at            Point
}

func placesByHand(g *Graph) map[int64]handful {
	out := map[int64]handful{}
	for _, p := range g.Places {
		h := handful{name: p.Name, at: p.At}
		for _, n := range p.Names {
			if n.Lang == "ru" && !n.Old {
				h.russian += n.Text
			}
		}
		out[p.Node] = h
	}
	return out
}

func placesOfLibrary(t *testing.T, path string) map[int64]handful {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := osmpbf.New(context.Background(), file, 2)
	defer s.Close()
	s.SkipWays, s.SkipRelations = true, true
	out := map[int64]handful{}
	for s.Scan() {
		n, ok := s.Object().(*osm.Node)
		if !ok || n.Tags.Find("name") == "" {
			continue
		}
		switch n.Tags.Find("place") {
		case "city", "town", "village", "hamlet":
			at := Point{int32(math.Round(n.Lat * 1e7)), int32(math.Round(n.Lon * 1e7))}
			out[int64(n.ID)] = handful{n.Tags.Find("name"), n.Tags.Find("name:ru"), at}
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
