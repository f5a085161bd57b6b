package page

import (
	"embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"waythrough/record"
)

//go:embed templates style.css
var files embed.FS

//go:embed style.css
var style []byte

func serveStyle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	send(w, r, http.StatusOK, style)
}

var funcs = template.FuncMap{
	"verdict":  verdict,
	"days":     days,
	"km":       func(m int64) string { return kilometres(float64(m)) },
	"lasting":  lasting,
	"clock":    clock,
	"pair":     func(root, value any) pair { return pair{root, value} },
	"join":     func(list any) string { return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(list)), ", "), "[]") },
	"spaced":   func(s any) string { return strings.NewReplacer("-", " ", "_", " ").Replace(fmt.Sprint(s)) },
	"sentence": sentence,
	"capital":  capital,
	"deref": func(p *int) int {
		if p == nil {
			return 0
		}
		return *p
	},
	"few":    few,
	"latlon": func(at []float64) string { return fmt.Sprintf("%.5f, %.5f", at[0], at[1]) },
}

// A fewer is the sources of a claim that a page of many claims shows at once, and the others.
type fewer struct{ Shown, More []*record.SourceView }

// few names the earliest two and the latest; all stand on the claim's own page.
func few(list []*record.SourceView) fewer {
	if len(list) <= 4 {
		return fewer{Shown: list}
	}
	last := len(list) - 1
	return fewer{[]*record.SourceView{list[0], list[1], list[last]}, list[2:last]}
}

// A pair hands a part of a template its page besides its matter.
type pair struct{ Root, V any }

// shapes tell verdicts and states without colour.
var shapes = map[string]string{"permitted": "●", "formality": "◆", "unknown": "?", "refused": "✕", "unrecorded": "✕"}

// verdict writes a verdict as its shape and word, in a class of its own. Other words than those of
// verdicts are escaped like any.
func verdict(v any) template.HTML {
	word := fmt.Sprint(v)
	shape, ok := shapes[word]
	if !ok {
		return template.HTML(template.HTMLEscapeString(word))
	}
	return template.HTML(`<span class="verdict ` + word + `"><span class="shape" aria-hidden="true">` + shape + `</span>` + word + `</span>`)
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func kilometres(m float64) string {
	if m < 10_000 {
		return fmt.Sprintf("%.1f km", m/1000)
	}
	return fmt.Sprintf("%.0f km", m/1000)
}

// lasting writes a duration in seconds.
func lasting(s int64) string {
	minutes := (s + 30) / 60
	switch {
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes < 48*60:
		return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
	}
	return fmt.Sprintf("%d days %d h", minutes/60/24, minutes/60%24)
}

// clock writes a moment of an answer as a day and an hour, on the clock of the place.
func clock(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// sentence begins with a capital and ends with a stop.
func sentence(s string) string {
	if s = capital(s); s != "" && !strings.ContainsRune(".!?", rune(s[len(s)-1])) {
		s += "."
	}
	return s
}

// A named is the names of a thing in one language.
type named struct {
	Lang, Text string
}

// names lists them in order of languages.
func names(n record.Names) (out []named) {
	for _, lang := range slices.Sorted(maps.Keys(n)) {
		out = append(out, named{lang, strings.Join(n[lang], ", ")})
	}
	return out
}
