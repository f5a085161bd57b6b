package page

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"waythrough/ask"
)

// Every internal link of every page of the whole record leads to a page, from / on; and every
// page is well made.
func TestEveryLinkResolves(t *testing.T) {
	h := handler(t)
	seen, from := map[string]bool{}, map[string]string{}
	queue := []string{"/"}
	count := map[string]int{}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		w := get(h, address)
		for range 2 {
			if w.Code == http.StatusMovedPermanently {
				w = get(h, w.Header().Get("Location"))
			}
		}
		if w.Code != http.StatusOK {
			t.Errorf("%s, linked from %s, answers %d", address, from[address], w.Code)
			continue
		}
		kind, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/")
		kind, _, _ = strings.Cut(kind, "?")
		count[kind]++
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		page := parsed(t, w)
		checkForm(t, address, page)
		for _, next := range links(t, address, page) {
			// a page once, whatever the days, but for the questions of the first pages
			key := next
			if address != "/" && address != "/story" {
				key, _, _ = strings.Cut(next, "?")
				if key == "/may" || key == "/route" {
					continue
				}
			}
			if strings.HasPrefix(next, "/v1/") {
				checkQuestion(t, address, next)
			}
			if !seen[key] && !strings.HasPrefix(next, "/v1/") && next != "/openapi.json" {
				seen[key] = true
				from[next] = address
				queue = append(queue, next)
			}
		}
	}
	r := desk(t).World().Record
	commitments := 0
	for _, s := range r.Statements {
		if s.Commitment != nil {
			commitments++
		}
	}
	for kind, want := range map[string]int{"crossing": len(r.Crossings), "commitment": commitments, "process": len(r.Processes), "border": 10} {
		if count[kind] < want {
			t.Errorf("%d pages of %s were found, not %d", count[kind], kind, want)
		}
	}
	if count["statement"] < 300 || count["source"] < 500 {
		t.Errorf("pages found: %v", count)
	}
}

// checkQuestion holds that an address of the API is one of its questions, with its parameters.
func checkQuestion(t *testing.T, page, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/v1/"), "/")
	params := map[string][]ask.Param{"may": ask.Params(&ask.May{}), "route": ask.Params(&ask.Route{}), "process": ask.Params(&ask.Process{}),
		"crossings": ask.Params(&ask.Crossings{}), "commitments": ask.Params(&ask.Commitments{})}[name]
	if params == nil {
		t.Errorf("%s links to %s, which is no question", page, address)
	}
	for key := range u.Query() {
		if !slices.ContainsFunc(params, func(p ask.Param) bool { return p.Name == key && !p.Private }) {
			t.Errorf("%s links to %s, which takes no %s", page, address, key)
		}
	}
}

// links gives the internal links of a page.
func links(t *testing.T, address string, page node) (out []string) {
	for _, name := range []string{"a", "link"} {
		for _, a := range page.all(name) {
			href, ok := a.attr("href")
			if !ok || href == "" {
				t.Errorf("%s has a link without an address", address)
			}
			if strings.Contains(href, "ZgotmplZ") {
				t.Errorf("%s has an unsafe address", address)
			}
			if strings.HasPrefix(href, "/") && !slices.Contains(out, href) {
				out = append(out, href)
			}
			if u, err := url.Parse(href); err != nil || !strings.HasPrefix(href, "/") && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "data" && href != "#main" {
				t.Errorf("%s links to %q", address, href)
			}
		}
	}
	return out
}

// checkForm holds what every page must be.
func checkForm(t *testing.T, address string, page node) {
	t.Helper()
	if h1 := page.all("h1"); len(h1) != 1 || h1[0].text() == "" {
		t.Errorf("%s has %d headings of the first order", address, len(h1))
	}
	if lang, _ := page.all("html")[0].attr("lang"); lang != "en" {
		t.Errorf("%s is in language %q", address, lang)
	}
	for _, name := range []string{"main", "header", "footer", "nav"} {
		if len(page.all(name)) != 1 {
			t.Errorf("%s has %d elements %s", address, len(page.all(name)), name)
		}
	}
	if text := page.text(); strings.Contains(text, "<nil>") || strings.Contains(text, "%!") || strings.Contains(text, "<no value>") {
		t.Errorf("%s shows what is no word", address)
	}
	if len(page.all("script"))+len(page.all("style"))+len(page.all("iframe")) > 0 {
		t.Errorf("%s has what it may not have", address)
	}
	ids := map[string]bool{}
	for _, n := range page.all("*") {
		if id, ok := n.attr("id"); ok {
			if ids[id] {
				t.Errorf("%s has two elements %q", address, id)
			}
			ids[id] = true
		}
		if _, ok := n.attr("style"); ok {
			t.Errorf("%s has a style in an element, which its policy forbids", address)
		}
	}
	labels := map[string]bool{}
	for _, n := range page.all("label") {
		id, _ := n.attr("for")
		labels[id] = true
	}
	for _, n := range slices.Concat(page.all("input"), page.all("select")) {
		if id, _ := n.attr("id"); !labels[id] {
			t.Errorf("%s has a field %q without a label", address, id)
		}
	}
	for _, n := range page.all("th") {
		if _, ok := n.attr("scope"); !ok {
			t.Errorf("%s has a head of a table without its scope", address)
		}
	}
	level := 1
	for _, n := range page.all("*") {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if now := int(n.Data[1] - '0'); now > level+1 {
				t.Errorf("%s leaps from heading %d to %d (%s)", address, level, now, n.text())
			} else {
				level = now
			}
		}
	}
}
