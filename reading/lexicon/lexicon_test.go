package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestInflect(t *testing.T) {
	for verb, want := range map[string]string{
		"open":              "open opens opened opened opening",
		"close":             "close closes closed closed closing",
		"shut/shut/shut":    "shut shuts shut shut shutting",
		"agree":             "agree agrees agreed agreed agreeing",
		"ratify":            "ratify ratifies ratified ratified ratifying",
		"ban":               "ban bans banned banned banning",
		"stop":              "stop stops stopped stopped stopping",
		"admit":             "admit admits admitted admitted admitting",
		"visit":             "visit visits visited visited visiting",
		"tie":               "tie ties tied tied tying",
		"flee/fled/fled":    "flee flees fled fled fleeing",
		"begin/began/begun": "begin begins began begun beginning",
		"pass":              "pass passes passed passed passing",
		"veto":              "veto vetoes vetoed vetoed vetoing",
	} {
		var got []string
		for _, f := range inflect(verb) {
			got = append(got, f.text)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %s, want %s", verb, g, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Kılıç": "kilic", "TÜRKİYE": "turkiye", "Gürbulak": "gurbulak", "Kuźnica": "kuznica", "Böyük Kəsik": "boyuk kasik",
		"Margara–Alican": "margara-alican", "didn’t": "didn't", "Łódź": "lodz", "Straße": "strasse", "Маргара": "маргара", "": "", "plain": "plain",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestPhrases(t *testing.T) {
	l := English()
	for _, c := range []struct {
		phrase string
		class  Class
		form   Form
	}{
		{"called off", l.Verb("cancel"), Past | Participle},
		{"entered into force", l.Verb("inforce"), Past | Participle},
		{"has", 0, 0},
		{"reopened", l.Verb("open"), Past | Participle},
	} {
		n := l.Root
		for _, w := range Split(c.phrase) {
			if n = n.Next[w]; n == nil {
				t.Fatalf("%s is not in the lexicon", c.phrase)
			}
		}
		if n.Entry.Verb&c.class != c.class || n.Entry.Form&c.form != c.form {
			t.Errorf("%s: %+v", c.phrase, *n.Entry)
		}
	}
}

// TestCountries: every state has a code of three letters or a record's word,
// and no name stands for two of them but those that two states share.
func TestCountries(t *testing.T) {
	owner := map[string]string{}
	for _, c := range Countries() {
		if c.Code == "" {
			t.Errorf("a line without a code: %+v", c)
		}
		for _, list := range [][]string{c.Names, c.People, c.Capitals} {
			for _, n := range list {
				if o := owner[Fold(n)]; o != "" && o != c.Code {
					t.Errorf("%s is of %s and of %s", n, o, c.Code)
				}
				owner[Fold(n)] = c.Code
			}
		}
	}
	if len(owner) < 400 {
		t.Errorf("%d names", len(owner))
	}
}

func TestParseRefuses(t *testing.T) {
	for _, table := range []string{"verb", "verb open", "adverb x: y", "verb open: open,,close", "verb a: /", "verb a: go/went", "noun b: /x", "word c: !", "noun: a"} {
		if _, err := Parse("xx", table); err == nil {
			t.Errorf("%q was read", table)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("verb open: open, shut/shut/shut\nnoun border: border, city/cities\n# c\nword not: not, n't")
	f.Add("verb0: /")
	f.Add("verb a: be\nverb b: e\nnoun c: y/")
	f.Fuzz(func(t *testing.T, table string) {
		if l, err := Parse("xx", table); err == nil && l.Root == nil {
			t.Fatal("no lexicon and no error")
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Kılıç’s")
	f.Add("\xff\x00İ")
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if utf8.ValidString(s) && !utf8.ValidString(folded) {
			t.Fatalf("%q folds to %q", s, folded)
		}
		Split(folded)
	})
}
