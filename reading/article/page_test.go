package article_test

import (
	"os"
	"strings"
	"testing"

	"waythrough/reading/article"
)

func TestPage(t *testing.T) {
	b, err := os.ReadFile("testdata/pages/full.html")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/pages/full.txt")
	if err != nil {
		t.Fatal(err)
	}
	art, err := article.Read(b, article.Options{ContentType: "text/html"})
	if err != nil {
		t.Fatal(err)
	}
	if art.Text != strings.TrimSpace(string(want)) {
		t.Errorf("the text is\n%s", art.Text)
	}
	if art.Text[:art.Body] != art.Title+"\n\n" || art.Title != "Gate at Sadakhlo to work at night" {
		t.Errorf("title %q, body from %d", art.Title, art.Body)
	}
	if art.Published.String() != "2024-03-05" || art.PublishedFrom != "meta article:published_time" {
		t.Errorf("published %s, says %s", art.Published, art.PublishedFrom)
	}
	if art.Publisher != "Lori Herald" || art.URL != "https://lori.example/gate" || art.Form != article.Page || art.Notes != nil {
		t.Errorf("%q %q %q %q", art.Publisher, art.URL, art.Form, art.Notes)
	}
}

// story is the text of an article that is long enough to be found.
const story = `<p>The border at Sarpi was opened on Monday, the ministry said, after a week of talks, and lorries began to pass.</p>
<p>Drivers, some of whom had waited for nine days, were let through in groups of twenty, the oldest papers first.</p>`

var storyText = []string{"The border at Sarpi was opened on Monday,", "the oldest papers first."}

// Each page holds the story somewhere among what is not the story.
func TestFindsTheStory(t *testing.T) {
	long := strings.Repeat("<p>Menus, adverts, offers and much else that nobody asked for, at length.</p>", 3)
	for name, page := range map[string]string{
		"article":                `<body><nav>` + long + `</nav><article>` + story + `</article><aside>` + long + `</aside></body>`,
		"divisions only":         `<body><div id=top><a href=/>Home</a></div><div><div>` + story + `</div></div><div class="footer">` + long + `</div>`,
		"tables for layout":      `<body><table><tr><td><a href=1>News</a><br><a href=2>Sport</a><td>` + story + `<tr><td><a href=3>Imprint</a></table>`,
		"no closing tags":        `<html><body><div class=menu><ul><li><a href=1>One<li><a href=2>Two</ul></div><div class=text>` + strings.ReplaceAll(story, "</p>", ""),
		"cookie dialog first":    `<body><div role=dialog>` + long + `</div><main>` + story + `</main>`,
		"hidden menu":            `<body><div style="display: none">` + long + `</div><div hidden>` + long + `</div>` + story,
		"named after a sidebar":  `<body class="has-sidebar newsletter"><div class="with-comments">` + story + `</div><div class=sidebar>` + long[:90] + `</div>`,
		"AMP":                    `<!doctype html><html ⚡><head><style amp-boilerplate>body{visibility:hidden}</style></head><body><amp-sidebar><ul><li><a href=1>One</a></ul></amp-sidebar><article><amp-img src=x></amp-img><div class="article-body">` + story + `</div></article><amp-ad>Buy</amp-ad></body>`,
		"article body marked":    `<body><div class=comments itemprop=articleBody>` + story + `</div><div>` + long + `</div>`,
		"in a form (ASP.NET)":    `<html><body><form action="./"><input type=hidden value=x><div>` + story + `</div></form>`,
		"unclosed button":        `<body><article><div><button>Share</div>` + story + `</article>`,
		"one inside the other":   `<body><article><section>` + story[:strings.Index(story, "\n")] + `</section><section>` + story[strings.Index(story, "\n"):] + `</section></article>`,
		"script between":         `<body><article>` + strings.ReplaceAll(story, "\n", `<script>document.write("<p>closed</p>")</script>`) + `</article>`,
		"XHTML":                  `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body><a name="top"/><div/>` + story + `</body></html>`,
		"only in JSON-LD":        `<html><head><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + strings.Join(plain(story), `\n\n`) + `"}</script></head><body><div id=root></div></body></html>`,
		"paywall: more in JSON":  `<html><head><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","articleBody":"` + strings.Join(plain(story), `\n`) + `"}</script></head><body><p>The border was opened…</p></body></html>`,
		"JSON-LD that is broken": `<html><head><script type="application/ld+json">{"@type": "NewsArticle", </script></head><body>` + story,
	} {
		art, err := article.Read([]byte(page), article.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range storyText {
			if !strings.Contains(art.Text, s) {
				t.Errorf("%s: lacks %q: %q", name, s, art.Text)
			}
		}
		for _, s := range []string{"nobody asked", "Home", "Sport", "Two", "One", "Buy", "Share", "write"} {
			if strings.Contains(art.Text, s) {
				t.Errorf("%s: has %q: %q", name, s, art.Text)
			}
		}
	}
}

func plain(html string) []string {
	var out []string
	for _, line := range strings.Split(html, "\n") {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(line, "<p>"), "</p>"))
	}
	return out
}

func TestNotesWhatIsOdd(t *testing.T) {
	for note, page := range map[string]string{
		"live blog":    `<html><script type="application/ld+json">{"@type":"LiveBlogPosting","datePublished":"2024-05-01","liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2024-05-03"}]}</script><body>` + story,
		"not free":     `<html><script type="application/ld+json">[{"@type":"Report","isAccessibleForFree":false}]</script><body>` + story,
		"several days": `<html><body>` + story + `<p><time itemprop=datePublished datetime=2024-05-01></time><time itemprop=datePublished datetime=2024-05-02></time>`,
		"declared as":  `<html><meta charset=windows-1251><body>` + story + `<p>Türkiye</p>`,
		"is deeper":    `<html>` + strings.Repeat("<div>", 1000) + story,
		"shows less":   `<html><script type="application/ld+json">{"@type":"Article","articleBody":"` + strings.Repeat("long, ", 300) + `."}</script><body>` + story,
	} {
		art, err := article.Read([]byte(page), article.Options{})
		if err != nil || len(art.Notes) != 1 || !strings.Contains(art.Notes[0], note) {
			t.Errorf("want one note with %q: %q, %v", note, art.Notes, err)
		}
		if note == "live blog" && art.Published.String() != "2024-05-01" {
			t.Errorf("a live blog is of the day it began: %s", art.Published)
		}
	}
}

// The headline is the article's own; the site's name goes.
func TestHeadline(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<title>Bridge opens | Daily</title>`, "Bridge opens"},
		{`<title>Bridge opens - Daily</title><meta property=og:site_name content=Daily>`, "Bridge opens"},
		{`<title>Talks - but no bridge</title>`, "Talks - but no bridge"},
		{`<title>Bridge opens today - Daily</title></head><body><h1>Bridge opens today</h1>`, "Bridge opens today"},
		{`<title>x</title><meta property=og:title content="Bridge &amp; road open">`, "Bridge & road open"},
		{`<meta property=og:title content="Bridge opens, says minister"></head><body><h1>Daily</h1><h1>Bridge “opens”, says minister</h1>`, "Bridge “opens”, says minister"},
		{`<title>Bridge opens - Daily Herald</title></head><body><h1>Daily Herald</h1>`, "Bridge opens - Daily Herald"},
		{`</head><body><h1>Bridge opens</h1>`, "Bridge opens"},
		{`<title>` + strings.Repeat("long ", 200) + `</title>`, ""},
	} {
		art, err := article.Read([]byte(`<html><head>`+c.page+story), article.Options{})
		if err != nil || art.Title != c.want || !strings.HasPrefix(art.Text, c.want) || !strings.Contains(art.Text[art.Body:], "The border") {
			t.Errorf("%s: title %q, want %q; %v; %+v", c.page, art.Title, c.want, err, art)
		}
	}
}

// TestColours: commands to a terminal leave nothing in the text.
func TestColours(t *testing.T) {
	for in, want := range map[string]string{
		"The \x1b[31mborder\x1b[0m is open.":      "The border is open.",
		"The border\x1b[1;4m is\x1b[K open.\x1b[": "The border is open.",
		"Gate \x1b7 is shut [31m].":               "Gate 7 is shut [31m].",
	} {
		a, err := article.Read([]byte(in), article.Options{})
		if err != nil || a.Text != want {
			t.Errorf("%q: %q, %v, want %q", in, a.Text, err, want)
		}
	}
}
