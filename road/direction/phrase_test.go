package direction

import (
	"strconv"
	"strings"
	"testing"

	"waythrough/road/osm/profile"
)

func TestAngles(t *testing.T) {
	for _, tt := range []struct {
		from, to float64
		want     Modifier
	}{
		{0, 0, Straight}, {0, 19.9, Straight}, {0, 20, SlightRight}, {0, 50, Right}, {0, 90, Right}, {0, 130, SharpRight},
		{0, 169.9, SharpRight}, {0, 170, Around}, {0, 180, Around}, {0, 190, Around}, {0, 190.1, SharpLeft}, {0, 230, SharpLeft},
		{0, 270, Left}, {0, 310, Left}, {0, 340, SlightLeft}, {0, 340.1, Straight}, {350, 10, SlightRight}, {10, 350, SlightLeft},
		{359, 1, Straight}, {-90, 270, Straight}, {720, 90, Right},
	} {
		if got := modifier(angle(tt.from, tt.to)); got != tt.want {
			t.Errorf("from %v to %v is %v, should be %v", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestSameRoad(t *testing.T) {
	for _, tt := range []struct {
		a, b road
		want bool
	}{
		{road{}, road{}, false},
		{road{"Main", ""}, road{"Main", ""}, true},
		{road{"Main", ""}, road{"", ""}, false},
		{road{"Main", "1"}, road{"Other", "1"}, true},
		{road{"Main", "1"}, road{"Main", "2"}, true},
		{road{"", "A 13;E 43"}, road{"", "E 43;A 13"}, true},
		{road{"", "A 13; E 43"}, road{"", "A 13"}, true},
		{road{"", "A 13; E 43"}, road{"", "E 43"}, false}, // told as A 13 and as E 43
		{road{"Third Street", "US 23;US 33;US 62;SR 3"}, road{"Rich Street", "US 62;SR 3"}, false},
		{road{"Rich Street", "US 62;SR 3"}, road{"Rich Street Bridge", "US 62;SR 3"}, true},
		{road{"High Street", "US 62;SR 3"}, road{"High Street", "US 23"}, true},
		{road{"", "US 62;SR 3"}, road{"", "US 62;US 40"}, false},
		{road{"", "A 13;E 43"}, road{"", "A 14;E 43"}, false},
		{road{"Main", ""}, road{"", "B 1"}, false},
		{road{"", "A 1"}, road{"", "A 13"}, false},
	} {
		if same(tt.a, tt.b) != tt.want || same(tt.b, tt.a) != tt.want {
			t.Errorf("%v and %v the same: should be %v", tt.a, tt.b, tt.want)
		}
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{1: "first", 10: "tenth", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd", 23: "23rd", 24: "24th", 111: "111th"} {
		if got := englishOrdinal(n); got != want {
			t.Errorf("%d: %s, should be %s", n, got, want)
		}
	}
}

func TestCompass(t *testing.T) {
	for bearing, want := range map[float64]string{0: "north", 22: "north", 23: "north-east", 90: "east", 135: "south-east",
		180: "south", -180: "south", 225: "south-west", 270: "west", 315: "north-west", 337: "north-west", 338: "north", 720: "north", -90: "west"} {
		if got := english.compassPoint(bearing); got != want {
			t.Errorf("%v: %s, should be %s", bearing, got, want)
		}
	}
}

// Every kind has a sentence for every modifier and whatever is known of the road.
func TestEveryDirectionHasWords(t *testing.T) {
	for k := range Kind(kinds) {
		for m := range Modifier(modifiers) {
			if k == Turn && m == Unsaid || k == Keep && m != Straight && m != Left && m != Right ||
				k == Ramp && (m == Unsaid || m == Around) {
				continue // never made
			}
			for _, d := range []Instruction{{}, {Name: "Main"}, {Ref: "A 1;E 2"}, {Name: "Main", Stay: true}, {Towards: "A 1"}} {
				for _, cut := range []Cut{{}, {"LIE", "AUT"}, {"LIE", ""}, {"", "AUT"}} {
					if k == Border && cut.none() {
						continue
					}
					for exit := range 2 {
						d.Kind, d.Modifier, d.Cut, d.Exit = k, m, cut, exit
						text := d.String()
						if text == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") || strings.HasSuffix(text, " ") {
							t.Errorf("%v %v %+v reads %q", k, m, d, text)
						}
						if !strings.Contains(text, cut.From) || !strings.Contains(text, cut.To) {
							t.Errorf("%v %v over %v reads %q", k, m, cut, text)
						}
					}
				}
			}
			if k.String() == "unknown" || m.String() == "unknown" {
				t.Errorf("kind %d or modifier %d has no name", k, m)
			}
		}
	}
	if Kind(200).String() != "unknown" || Modifier(200).String() != "unknown" || (Instruction{Kind: 200}).String() != "" {
		t.Error("a kind that is none has words")
	}
}

// What a road is called is never read as a place of a sentence.
func TestNamesAreOnlyNames(t *testing.T) {
	d := Instruction{Kind: Turn, Modifier: Left, Name: "{to} {ref} {sentence}", Ref: "{name}", Cut: Cut{"{to}", "AUT"}}
	want := "Turn left onto {to} {ref} {sentence} ({name}), crossing the boundary from {to} to AUT"
	if got := d.String(); got != want {
		t.Errorf("%q, should be %q", got, want)
	}
}

// Another language is another table: here some German, with its own order of words.
func TestAnotherLanguage(t *testing.T) {
	german := language{
		both:     "{name} ({ref})",
		crossing: "{sentence}; dort Grenze {from}–{to}",
		ordinal:  func(n int) string { return strconv.Itoa(n) + "." },
		compass:  [8]string{"Norden", "Nordosten", "Osten", "Südosten", "Süden", "Südwesten", "Westen", "Nordwesten"},
		sentences: map[phrase]sentence{
			{Kind: Depart}:     {bare: "Nach {compass} losfahren", onto: "Auf {road} nach {compass} losfahren"},
			{Turn, Left}:       {bare: "Links abbiegen", onto: "Links abbiegen auf {road}", stay: "Links abbiegen und auf {road} bleiben"},
			{Kind: Roundabout}: {bare: "Im Kreisverkehr die {exit} Ausfahrt nehmen", onto: "Im Kreisverkehr die {exit} Ausfahrt auf {road} nehmen"},
		},
	}
	for _, tt := range []struct {
		d    Instruction
		want string
	}{
		{Instruction{Kind: Depart, Bearing: 91, Name: "Aeulestrasse"}, "Auf Aeulestrasse nach Osten losfahren"},
		{Instruction{Kind: Turn, Modifier: Left, Name: "Aeulestrasse", Cut: Cut{"LIE", "AUT"}}, "Links abbiegen auf Aeulestrasse; dort Grenze LIE–AUT"},
		{Instruction{Kind: Turn, Modifier: Left, Name: "Aeulestrasse", Stay: true}, "Links abbiegen und auf Aeulestrasse bleiben"},
		{Instruction{Kind: Roundabout, Modifier: Left, Exit: 3, Ref: "A 13;E 43"}, "Im Kreisverkehr die 3. Ausfahrt auf A 13 nehmen"},
		{Instruction{Kind: Roundabout, Exit: 3, Towards: "A 13"}, "Im Kreisverkehr die 3. Ausfahrt nehmen"},
	} {
		if got := german.say(&tt.d); got != tt.want {
			t.Errorf("%q, should be %q", got, tt.want)
		}
	}
}

func TestFerryDeparture(t *testing.T) {
	d := Instruction{Kind: Depart, Name: "Rhine", Flags: profile.Ferry | profile.Toll}
	if got := d.String(); got != "Start on the ferry Rhine" {
		t.Error(got)
	}
}
