package page

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What the answers to the story's questions must say, by its sentence and question. A question
// without a line here would be linked and not held.
var storyAnswers = map[string][]string{
	"How did the negotiation stand that day?":                      {"5 meetings of the series", "2022-07-01 vienna", "2024-07-30 margara–alican"},
	"May a German drive over it, that day?":                        {"türkiye → armenia: ✕ refused", "since 3 april 1993", "keeps margara closed"},
	"The crossing, that day":                                       {"armenia türkiye road ✕ refused", "türkiye armenia road ✕ refused"},
	"What was undertaken?":                                         {"to assess", "akyaka/akhurik", "agreed since 2024-07-30"},
	"May one go by rail?":                                          {"✕ refused"},
	"What became of it?":                                           {},
	"All meetings up to that day":                                  {"5 meetings of the series", "1 2022-01-14 moscow", "5 2024-07-30", "diplomatic relations (armenia, türkiye): none"},
	"May one drive from Azerbaijan to Armenia?":                    {"azerbaijan → armenia: ✕ refused"},
	"How long has it been pending?":                                {"760 days", "agreed since 2022-07-01", "days pending"},
	"And were it kept?":                                            {"carried out: land border open to citizens of third countries", "türkiye → armenia: ● permitted"},
	"May a German fly, that day?":                                  {"türkiye → armenia: ● permitted"},
	"Which days had been announced, and missed?":                   {"summer 2023: missed", "2023-06: missed", "no date was set"},
	"Who said what they wanted?":                                   {},
	"The way from Iğdır to Yerevan, and what blocks the short one": {"bavra – ninotsminda", "63 km", "margara – alican, türkiye → armenia: ✕ refused"},
	"And on the day after it was shut?":                            {"türkiye → armenia: ✕ refused"},
	"The border and its history":                                   {"1993-04-03", "armenia – türkiye"},
	"The border of Armenia and Azerbaijan":                         {"armenia – azerbaijan", "✕ refused"},
	"What the two negotiate about":                                 {"recognition (türkiye, armenia): established"},
	"/commitment/arm-tur-official-visas-2024?on=2024-07-30":        {"simpler visas", "agreed since 2024-07-30"},
	"/commitment/arm-tur-flights-2021?on=2024-07-30":               {"in operation since 2022-02-02"},
	"without preconditions":                                        {"both sides want to go on without preconditions"},
	"For Türkiye, officials speak of fewer problems":               {},
}

// Every statement that the story links exists and has a page; every question answers, and says
// what its sentence claims.
func TestStory(t *testing.T) {
	h := handler(t)
	page := parsed(t, get(h, "/story"))
	r := desk(t).World().Record
	for _, f := range story {
		if !strings.Contains(page.text(), f.Says) {
			t.Errorf("the page lacks: %s", f.Says)
		}
		for _, id := range f.Statements {
			if s := r.Statement(id); s == nil {
				t.Errorf("%q rests on %s, which is no statement", f.Says, id)
			} else if w := get(h, pathOf(s)); w.Code != http.StatusOK {
				t.Errorf("%s answers %d", pathOf(s), w.Code)
			}
		}
		if len(f.Statements) == 0 || len(f.Questions) == 0 {
			t.Errorf("%q has no statement or no question", f.Says)
		}
		for _, q := range f.Questions {
			want, held := storyAnswers[q.Asks]
			want = append(append([]string{}, want...), storyAnswers[q.Path]...)
			if !held {
				t.Errorf("no test holds the answer to %q", q.Asks)
			}
			w := get(h, q.Path)
			text := strings.ToLower(parsed(t, w).text())
			if w.Code != http.StatusOK {
				t.Errorf("%s answers %d", q.Path, w.Code)
			}
			for _, s := range want {
				if !strings.Contains(text, s) {
					t.Errorf("%s does not say %q", q.Path, s)
				}
			}
		}
	}
	var first string
	for _, a := range page.all("a") {
		if href, _ := a.attr("href"); strings.HasPrefix(href, "https://www.thenationalnews.com/") {
			first = href
		}
	}
	if first == "" {
		t.Error("the page does not lead to the story itself")
	}
}

// No run of five words is the newspaper's.
func TestStoryIsInOurWords(t *testing.T) {
	const path = "../../../shared/sources/the-national-2024-07-30.txt"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("NOT TESTED: %s is not here: %v", path, err)
	}
	theirs := map[string]bool{}
	runs(string(data), func(run string) { theirs[run] = true })
	for _, f := range story {
		runs(f.Says, func(run string) {
			if theirs[run] {
				t.Errorf("%q is copied: %s", run, f.Says)
			}
		})
	}
}

// runs visits every run of five words, without case and marks.
func runs(text string, visit func(string)) {
	words := strings.FieldsFunc(strings.ToLower(norm.NFKD.String(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for i := 0; i+5 <= len(words); i++ {
		visit(strings.Join(words[i:i+5], " "))
	}
}
