package world

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/record"
	"waythrough/road"
)

const smallRecord = `
areas:
  - {id: ARM, kind: state, name: Armenia, codes: [AM], timezone: Asia/Yerevan, names: {hy: [Հայաստան], fa: [ارمنستان]}}
  - {id: TUR, kind: state, name: Türkiye, codes: [TR], timezone: Europe/Istanbul, names: {en: [Turkey, Republic of Türkiye], ru: [Турция]}}
  - {id: AZE, kind: state, name: Azerbaijan, timezone: Asia/Baku}
crossings:
  - id: margara-alican
    name: Margara – Alican
    names: {hy: [Մարգարայի կամուրջ]}
    modes: [road, foot]
    posts: [{area: ARM, name: Margara, names: {hy: [Մարգարա]}, at: [40.03, 44.17]}, {area: TUR, name: Alican, at: [40.02, 44.16], zone: Asia/Tehran}]
terminals:
  - {id: EVN, kind: airport, name: Zvartnots International Airport, area: ARM, at: [40.15, 44.4], names: {ru: [Звартноц]}}
  - {id: XXX, kind: airport, name: Nowhere, area: ARM, at: [40, 44]}
towns:
  - {id: yerevan, area: ARM, name: Yerevan, names: {hy: [Երևան], ru: [Ереван], ka: [ერევანი], fa: [ایروان], az: [İrəvan], tr: [Erivan], de: [Jerewan, Eriwan]}}
  - {id: igdir, area: TUR, name: Iğdır, names: {ru: [Ыгдыр], hy: [Իգդիր]}}
  - {id: goycay, area: AZE, name: Göyçay, names: {en: [Geokchay], ru: [Гёкчай], fa: ["گوی\u200cچای", کوک چای]}}
statements:
  - {id: ruin, says: The bridge is in ruins., public: 2020-01-01, public_basis: test, about: {crossing: margara-alican}, valid: {from: 2024-01-01}, facility: {what: bridge, state: in-ruins, modes: [road]}}
`

const smallPlaces = `id,name,lat,lon,area,population
yerevan,Yerevan,40.18,44.51,ARM,1000000
igdir,Iğdır,39.92,44.04,TUR,80000
goycay,Göyçay,40.65,47.74,AZE,38000
alican-village,Alican,39.5,43,TUR,500
astara-n,Astara,38.46,48.87,AZE,15000
astara-s,Astara,38.43,48.87,IRN,39000
EVN,Yerevan Zvartnots Airport,40.15,44.4,ARM,0
margara-alican.arm,Margara,40.03,44.17,ARM,0
margara-alican.tur,Alican,40.02,44.16,TUR,0
`

const smallLinks = `from,to,mode,distance_m,duration_s,crossing,wait_s,oneway
margara-alican.arm,margara-alican.tur,road,700,130,margara-alican,,
astara-n,astara-s,road,700,130,unheard-of,,
`

func small(t testing.TB) *World {
	t.Helper()
	r, err := record.Load(record.Folder{Name: "test", FS: fstest.MapFS{"r.yaml": {Data: []byte(smallRecord)}}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := road.Read("p", []byte(smallPlaces), "l", []byte(smallLinks))
	if err != nil {
		t.Fatal(err)
	}
	return Open(n, r)
}

func TestFind(t *testing.T) {
	w := small(t)
	tests := []struct{ query, want string }{
		{"yerevan", "yerevan"}, {"Yerevan", "yerevan"}, {"  YEREVAN ", "yerevan"},
		{"Երևան", "yerevan"}, {"Երեւան", "yerevan"}, {"ԵՐԵՎԱՆ", "yerevan"},
		{"Ереван", "yerevan"}, {"ერევანი", "yerevan"}, {"ᲔᲠᲔᲕᲐᲜᲘ", "yerevan"},
		{"ایروان", "yerevan"}, {"ايروان", "yerevan"}, // Persian and Arabic ya
		{"İrəvan", "yerevan"}, {"irevan", "yerevan"}, {"IRƏVAN", "yerevan"}, {"Erivan", "yerevan"}, {"Jerewan", "yerevan"},
		{"Iğdır", "igdir"}, {"IĞDIR", "igdir"}, {"iğdir", "igdir"}, {"Igdir", "igdir"}, {"Ыгдыр", "igdir"}, {"Իգդիր", "igdir"},
		{"Goycay", "goycay"}, {"göyçay", "goycay"}, {"Гёкчай", "goycay"}, {"Гекчай", "goycay"},
		{"گوی\u200cچای", "goycay"}, {"گویچای", "goycay"}, {"كوك چاي", "goycay"},
		{"EVN", "EVN"}, {"evn", "EVN"}, {"Zvartnots International Airport", "EVN"}, {"Звартноц", "EVN"},
		{"margara-alican", "margara-alican.arm margara-alican.tur"}, {"Margara – Alican", "margara-alican.arm margara-alican.tur"},
		{"Մարգարայի կամուրջ", "margara-alican.arm margara-alican.tur"}, {"Մարգարա", "margara-alican.arm"},
		{"Alican", "alican-village"}, {"Astara", "astara-s"}, {"unheard-of", "astara-n astara-s"},
		{"Armenia", "yerevan"}, {"Հայաստան", "yerevan"}, {"Turkey", "igdir"}, {"Türkiye", "igdir"}, {"TUR", "igdir"}, {"ارمنستان", "yerevan"},
		{"40.2, 44.5", "yerevan"}, {"39.9,44.0", "igdir"},
	}
	for _, tt := range tests {
		p, err := w.Find(tt.query)
		got := "?"
		if err == nil {
			var ids []string
			for _, spot := range p.Spots {
				ids = append(ids, spot.ID)
			}
			got = strings.Join(ids, " ")
		}
		if got != tt.want {
			t.Errorf("Find(%q) = %q (%v), want %q", tt.query, got, err, tt.want)
		}
	}
}

func TestFindSaysWhatItChose(t *testing.T) {
	w := small(t)
	for query, want := range map[string]string{
		"Astara":   `"Astara" is taken to be Astara (astara-s, IRN); it may also mean Astara (astara-n, Azerbaijan).`,
		"Turkey":   "Türkiye is an area; its most populous place, Iğdır, is taken.",
		"TUR":      "Türkiye is an area; its most populous place, Iğdır, is taken.",
		"yerevan":  "",
		"39.9,44.": "39.9,44. is taken to be Iğdır, 4.1 km away; the way between is not counted.",
	} {
		if p, err := w.Find(query); err != nil || p.Note != want {
			t.Errorf("Find(%q) notes %q, %v, want %q", query, p.Note, err, want)
		}
	}
}

func TestFindSuggests(t *testing.T) {
	w := small(t)
	_, err := w.Find("Yeravan")
	var lost *NotFoundError
	if !errors.As(err, &lost) || !slices.Contains(lost.Suggestions, "Yerevan") || len(lost.Suggestions) > 3 {
		t.Errorf("error is %v", err)
	}
	for query, want := range map[string]string{
		"zzzzzzzz": "write a name in any language",
		"10,10":    "within 50 km of 10,10",
		"95,200":   "no position",
		"Yerevam":  "did you mean Yerevan",
	} {
		if _, err := w.Find(query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Find(%q) says %v, want %q", query, err, want)
		}
	}
}

func TestFindArea(t *testing.T) {
	w := small(t)
	for query, want := range map[string]record.AreaID{
		"Turkey": "TUR", "türkiye": "TUR", "TR": "TUR", "tur": "TUR", "Турция": "TUR", "DEU": "DEU", "deu": "DEU", "Հայաստան": "ARM",
	} {
		if got, err := w.FindArea(query); err != nil || got != want {
			t.Errorf("FindArea(%q) = %q, %v, want %q", query, got, err, want)
		}
	}
	if _, err := w.FindArea("Armenie"); err == nil || !strings.Contains(err.Error(), "did you mean Armenia?") {
		t.Errorf("error is %v", err)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"İstanbul": "istanbul", "ISTANBUL": "istanbul", "Straße": "strasse", "Łódź": "lodz", "Ørsted": "orsted", "Đakovo": "dakovo",
		"Kağızman": "kagizman", "Şəki": "seki", "Ё": "е", "N'Djamena": "ndjamena", "Saint–Denis (Réunion)": "saint denis reunion",
		"كابل": "کابل", "  a  b ": "a b", "": "", "—": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"İstanbul", "Երևան", "کوک چای", "\xff", "ᲔᲠ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and of that %q", s, once, twice)
		}
	})
}

func TestWorld(t *testing.T) {
	w := small(t)
	if !slices.Equal(w.Unplaced, []record.TerminalID{"XXX"}) {
		t.Errorf("unplaced: %v", w.Unplaced)
	}
	tur, arm := w.PostSpot("margara-alican", "TUR"), w.PostSpot("margara-alican", "ARM")
	if tur.Zone.String() != "Asia/Tehran" || arm.Zone.String() != "Asia/Yerevan" {
		t.Errorf("zones of the posts: %s, %s", tur.Zone, arm.Zone)
	}
	iran, _ := w.Find("astara-s")
	if _, offset := time.Unix(0, 0).In(iran.Spots[0].Zone).Zone(); offset != 3*3600 {
		t.Errorf("an area without a zone is %d s off UTC", offset)
	}
	if to, ok := w.Beyond("margara-alican", "ARM"); to != "TUR" || !ok {
		t.Errorf("beyond Margara lies %q", to)
	}
	if _, ok := w.Beyond("margara-alican", "AZE"); ok {
		t.Error("the crossing touches an area it does not")
	}
	day := record.DayOf(2024, 7, 1)
	if b := w.Barriers(day, day); !b.Bar("margara-alican", record.Road) || b.Bar("margara-alican", record.Foot) {
		t.Error("the ruined road bridge can be driven over, or not walked over")
	}
	if b := w.Barriers(day-365, day); b.Bar("margara-alican", record.Road) {
		t.Error("the bridge was in ruins before it was")
	}
}
