package builtin_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"waythrough/record"
	"waythrough/record/builtin"
)

// shipped is the record as its YAML files have it.
func shipped(t *testing.T) *record.Record {
	t.Helper()
	r, err := record.Load(builtin.Files())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestIndexEqualsFiles(t *testing.T) {
	indexed, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(index(t, indexed), index(t, shipped(t))) {
		t.Fatal("record.index is not what the YAML files give: run go generate ./record/builtin")
	}
}

func index(t *testing.T, r *record.Record) []byte {
	t.Helper()
	data, err := r.Index()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A folder laid over the index is checked with the whole of it.
func TestFurtherFolder(t *testing.T) {
	further := func(yaml string) (*record.Record, error) {
		return builtin.Record(record.Folder{Name: "mine", FS: fstest.MapFS{"a.yaml": {Data: []byte(yaml)}}})
	}
	r, err := further("statements:\n  - {id: mine, says: Mine., public: 2026-11-01, public_basis: I say so., about: {crossing: margara-alican}, background: {by: me}}\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.Statement("mine") == nil || r.Crossing("margara-alican") == nil {
		t.Error("one of the two records is not in the whole")
	}
	_, err = further("crossings:\n  - {id: margara-alican, name: M, modes: [road], posts: [{area: ARM, name: A, at: [1, 2]}, {area: TUR, name: B, at: [1, 2]}]}\n")
	if err == nil || !strings.HasPrefix(record.AsErrors(err).Error(), `mine/a.yaml:2: crossing "margara-alican" is already defined`) {
		t.Errorf("an id used twice gives %v", err)
	}
}

// The crossings between ARM, TUR, GEO, AZE, IRN and RUS that the facts were
// collected for, with the middle between the posts, give or take some kilometres.
func TestCrossingsOfTheCaucasus(t *testing.T) {
	tests := []struct {
		id       record.CrossingID
		between  [2]record.AreaID
		lat, lon float64 // 0, 0: no place was known
	}{
		{"margara-alican", [2]record.AreaID{"ARM", "TUR"}, 40.027, 44.169},
		{"akhurik-akyaka", [2]record.AreaID{"ARM", "TUR"}, 40.731, 43.747},
		{"ani-bridge", [2]record.AreaID{"ARM", "TUR"}, 40.503, 43.576},
		{"sarpi-sarp", [2]record.AreaID{"GEO", "TUR"}, 41.521, 41.548},
		{"vale-turkgozu", [2]record.AreaID{"GEO", "TUR"}, 41.587, 42.818},
		{"kartsakhi-aktas", [2]record.AreaID{"GEO", "TUR"}, 41.230, 43.213},
		{"kartsakhi-canbaz-rail", [2]record.AreaID{"GEO", "TUR"}, 41.208, 43.301},
		{"maradidi-muratli", [2]record.AreaID{"GEO", "TUR"}, 41.489, 41.728},
		{"bagratashen-sadakhlo", [2]record.AreaID{"ARM", "GEO"}, 41.229, 44.829},
		{"ayrum-sadakhlo-rail", [2]record.AreaID{"ARM", "GEO"}, 41.243, 44.810},
		{"gogavan-guguti", [2]record.AreaID{"ARM", "GEO"}, 41.206, 44.317},
		{"bavra-ninotsminda", [2]record.AreaID{"ARM", "GEO"}, 41.127, 43.787},
		{"privolnoye-akhkerpi", [2]record.AreaID{"ARM", "GEO"}, 41.159, 44.556},
		{"agarak-norduz", [2]record.AreaID{"ARM", "IRN"}, 38.851, 46.198},
		{"kazbegi-verkhny-lars", [2]record.AreaID{"GEO", "RUS"}, 42.744, 44.623},
		{"roki", [2]record.AreaID{"south-ossetia", "RUS"}, 42.600, 44.115},
		{"psou", [2]record.AreaID{"abkhazia", "RUS"}, 43.394, 40.008},
		{"psou-rail", [2]record.AreaID{"abkhazia", "RUS"}, 43.394, 40.008},
		{"red-bridge-sinig-korpu", [2]record.AreaID{"GEO", "AZE"}, 41.330, 45.069},
		{"lagodekhi-balakan", [2]record.AreaID{"GEO", "AZE"}, 41.789, 46.329},
		{"gardabani-boyuk-kesik-rail", [2]record.AreaID{"GEO", "AZE"}, 41.390, 45.180},
		{"sadarak-dilucu", [2]record.AreaID{"AZE", "TUR"}, 39.654, 44.799},
		{"julfa-jolfa", [2]record.AreaID{"AZE", "IRN"}, 38.956, 45.632},
		{"shahtakhti-poldasht", [2]record.AreaID{"AZE", "IRN"}, 39.349, 45.069},
		{"astara", [2]record.AreaID{"AZE", "IRN"}, 38.443, 48.875},
		{"samur-yarag-kazmalyar", [2]record.AreaID{"AZE", "RUS"}, 41.637, 48.420},
		{"yeraskh-sadarak", [2]record.AreaID{"ARM", "AZE"}, 39.733, 44.826},
		{"ijevan-gazakh", [2]record.AreaID{"ARM", "AZE"}, 0, 0},
		{"kornidzor-hakari", [2]record.AreaID{"ARM", "AZE"}, 39.6, 46.5},
		{"meghri-agbend", [2]record.AreaID{"ARM", "AZE"}, 0, 0},
		{"gurbulak-bazargan", [2]record.AreaID{"TUR", "IRN"}, 39.415, 44.374},
		{"esendere-sero", [2]record.AreaID{"TUR", "IRN"}, 37.717, 44.621},
	}
	r := shipped(t)
	for _, tt := range tests {
		x := r.Crossing(tt.id)
		if x == nil {
			t.Errorf("there is no crossing %s", tt.id)
			continue
		}
		a, b := x.Posts[0], x.Posts[1]
		if between := [2]record.AreaID{a.Area, b.Area}; between != tt.between && between != [2]record.AreaID{tt.between[1], tt.between[0]} {
			t.Errorf("%s is between %v, should be between %v", tt.id, between, tt.between)
		}
		if d := kilometres((a.At[0]+b.At[0])/2, (a.At[1]+b.At[1])/2, tt.lat, tt.lon); tt.lat != 0 && d > 8 {
			t.Errorf("%s lies %.0f km from where it should", tt.id, d)
		}
	}
	for _, x := range r.Crossings {
		if len(x.Posts) != 2 {
			t.Errorf("%s has %d posts", x.ID, len(x.Posts))
			continue
		}
		if d := kilometres(x.Posts[0].At[0], x.Posts[0].At[1], x.Posts[1].At[0], x.Posts[1].At[1]); d > 25 {
			t.Errorf("the posts of %s are %.0f km apart", x.ID, d)
		}
	}
}

// kilometres is good enough for a few of them: a degree is 111.2 km.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	return 111.2 * math.Hypot(lat1-lat2, (lon1-lon2)*math.Cos(lat1*math.Pi/180))
}

func TestSources(t *testing.T) {
	read := 0
	for _, s := range shipped(t).Sources {
		if s.Basis != record.Read {
			continue
		}
		read++
		if s.Title == "" || s.Published.IsZero() || (s.URL == "" && s.Where == "") {
			t.Errorf("%s: source %s was read and has no title, date or address", s.Pos, s.ID)
		}
	}
	if read < 100 {
		t.Errorf("%d sources were read; should be 100 at least", read)
	}
}

func TestSays(t *testing.T) {
	for _, s := range shipped(t).Statements {
		if !strings.HasSuffix(s.Says, ".") {
			t.Errorf("%s: %s does not end with a full stop: %s", s.Pos, s.ID, s.Says)
		}
		if n := utf8.RuneCountInString(s.Says); n > 400 {
			t.Errorf("%s: %s says what it says in %d characters", s.Pos, s.ID, n)
		}
	}
}

// What belongs to somebody's desk does not ship.
func TestNothingOfTheDeskShips(t *testing.T) {
	desk := regexp.MustCompile(`(?i)(^|[\s"'(\[])(/(work|home|root|tmp|users|mnt|var)/|[a-z]:\\|file://)|\b(todo|fixme|xxx|lorem ipsum|assistant)\b`)
	folder := builtin.Files()
	names, err := fs.Glob(folder.FS, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(folder.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if found := desk.FindString(line); found != "" {
				t.Errorf("%s:%d: %q: %s", name, i+1, found, line)
			}
		}
	}
}

// The six meetings of the special representatives.
func TestArmeniaTurkeyMeetings(t *testing.T) {
	today := record.DayOf(2026, 11, 23)
	p, err := shipped(t).Known(today).Negotiation("armenia-turkey", today)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2022-01-14", "2022-02-24", "2022-05-03", "2022-07-01", "2024-07-30", "2025-09-12"}
	if len(p.Meetings) != len(want) {
		t.Fatalf("the process has %d meetings, should have %d", len(p.Meetings), len(want))
	}
	for i, m := range p.Meetings {
		if m.N != i+1 || m.On.String() != want[i] {
			t.Errorf("meeting %d is number %d on %s, should be on %s", i+1, m.N, m.On, want[i])
		}
		if len(m.Sources) == 0 {
			t.Errorf("meeting %d has no source", m.N)
		}
	}
}

// The record as it is handed out, item by item, is the record: its JSON decodes,
// and its YAML loads again and is equal.
func TestRoundTrip(t *testing.T) {
	r := shipped(t)
	lists := map[string]string{"source": "sources", "area": "areas", "group": "groups", "crossing": "crossings",
		"terminal": "terminals", "town": "towns", "process": "processes", "statement": "statements"}
	texts := map[string]*strings.Builder{}
	for item := range r.Items() {
		checkJSON(t, item)
		yaml, err := item.YAML()
		if err != nil {
			t.Fatal(err)
		}
		b := texts[item.What]
		if b == nil {
			b = &strings.Builder{}
			b.WriteString(lists[item.What] + ":\n")
			texts[item.What] = b
		}
		b.WriteString("  - " + strings.ReplaceAll(strings.TrimSpace(string(yaml)), "\n", "\n    ") + "\n")
	}
	files := fstest.MapFS{}
	for what, b := range texts {
		files[lists[what]+".yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	again, err := record.Load(record.Folder{Name: "again", FS: files})
	if err != nil {
		t.Fatal(err)
	}
	for item := range r.Items() {
		if item.What == "town" { // an id of a town is its own only inside its area
			continue
		}
		other, err := again.Item(item.ID)
		if err != nil {
			t.Error(err)
			continue
		}
		if a, b := placeless(item.Value), placeless(other.Value); !reflect.DeepEqual(a, b) {
			t.Errorf("%s %s comes back as another:\n%+v\n%+v", item.What, item.ID, a, b)
		}
	}
	if len(r.Towns) != len(again.Towns) {
		t.Fatalf("of %d towns %d come back", len(r.Towns), len(again.Towns))
	}
	for i, town := range r.Towns {
		if !reflect.DeepEqual(placeless(town), placeless(again.Towns[i])) {
			t.Errorf("town %s comes back as another", town.ID)
		}
	}
}

// placeless copies a thing without the place where it stands.
func placeless(x any) any {
	v := reflect.New(reflect.TypeOf(x).Elem()).Elem()
	v.Set(reflect.ValueOf(x).Elem())
	v.FieldByName("Pos").SetZero()
	return v.Interface()
}

func checkJSON(t *testing.T, item record.Item) {
	t.Helper()
	data, err := json.Marshal(item.Value)
	if err != nil {
		t.Errorf("%s %s: %v", item.What, item.ID, err)
		return
	}
	var decoded map[string]any
	if err := json.Unmarshal(data, &decoded); err != nil || decoded["id"] != item.ID {
		t.Errorf("%s %s as JSON is %s: %v", item.What, item.ID, data, err)
	}
}
