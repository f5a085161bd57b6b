package article_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"waythrough/reading/article"
)

// Inputs made to exhaust whoever reads them. They are read, or refused in words; what
// they hold besides is found. (That they take their time in proportion to their length is
// seen by the test's ending; nothing here is timed.)
func TestHostileInput(t *testing.T) {
	const n = 100_000
	for name, in := range map[string]string{
		"deep":              "<html>" + strings.Repeat("<div>", n) + story,
		"deep and closed":   "<html>" + strings.Repeat("<div>", n) + story + strings.Repeat("</div>", n),
		"deep lists":        "<html>" + strings.Repeat("<ul><li>", n) + story,
		"deep formatting":   "<html>" + strings.Repeat("<b><i>", n) + story,
		"deep tables":       "<html>" + strings.Repeat("<table><tr><td>", n) + story,
		"end tags":          "<html>" + strings.Repeat("</div></p></table>", n) + story,
		"misnested":         "<html>" + strings.Repeat("<p><b></p></b><a><div></a></div>", n/4) + "</a></div>" + story,
		"attributes":        "<html><body " + strings.Repeat("class=ad hidden ", n) + ">" + story,
		"a long attribute":  "<html><body class='" + strings.Repeat("sidebar ", n) + "'>" + story,
		"metadata":          "<html>" + strings.Repeat("<meta name=date content=2024-07-30>", n) + story,
		"headings":          "<html><title>" + strings.Repeat("a", n) + "</title>" + strings.Repeat("<h1>aaaaaaaaaa</h1>", n/10) + story,
		"XML entities":      `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "` + strings.Repeat("&b;", n) + `"><!ENTITY b SYSTEM "file:///etc/passwd">]><html><body>` + story + "<p>&a;&b;",
		"HTML entities":     "<html><body>" + story + "<p>" + strings.Repeat("&#x110000;&#0;&#xd800;&#99999999999999999999;&CounterClockwiseContourIntegral", n/20),
		"deep JSON":         `<html><script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, n) + `</script>` + story,
		"much JSON":         "<html>" + strings.Repeat(`<script type="application/ld+json">{"@type":"Article"}</script>`, n/10) + story,
		"unclosed comment":  "<html><body>" + story + strings.Repeat("<!-- ", n),
		"unclosed tags":     "<html><body>" + story + strings.Repeat("<a b='", n),
		"combining letters": "<html><body>" + story + "<p>" + strings.Repeat("\u0301\u0323", n),
		"NUL":               "<html><body>" + story + strings.Repeat("\x00", 20),
	} {
		art, err := article.Read([]byte(in), article.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range storyText {
			if !strings.Contains(art.Text, s) {
				t.Errorf("%s: lacks %q: %.300q", name, s, art.Text)
			}
		}
		if strings.Contains(art.Text, "root:") {
			t.Errorf("%s: a file is read", name)
		}
		sound(t, art)
	}
}

// sound checks what holds of every article.
func sound(t interface{ Errorf(string, ...any) }, art *article.Article) {
	if !utf8.ValidString(art.Text) || art.Text == "" || strings.TrimSpace(art.Text) != art.Text || strings.Contains(art.Text, "\n\n\n") ||
		strings.Contains(strings.ReplaceAll(art.Text, "\n\n", ""), "\n") || strings.ContainsAny(art.Text, "\x00\t\r\u00a0\u00ad\u200b\u202e") || strings.Contains(art.Text, "  ") {
		t.Errorf("the text is not as promised: %.2000q", art.Text)
	}
	if art.Body < 0 || art.Body > len(art.Text) || art.Body > 0 && strings.TrimSpace(art.Text[:art.Body]) != art.Title {
		t.Errorf("the body begins at %d of %.2000q; the headline is %q", art.Body, art.Text, art.Title)
	}
	if art.Published.IsZero() != (art.PublishedFrom == "") {
		t.Errorf("published %q, says %q", art.Published, art.PublishedFrom)
	}
}

// Inline markup, wherever it stands, changes no letter of a text.
func TestMarkupChangesNoText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Zéıİß“”"'’(),.:–0-9]{1,8}`)
		var want, html strings.Builder
		html.WriteString("<b></b>") // so that it is a fragment, whatever follows
		for i := range rapid.IntRange(1, 20).Draw(t, "words") {
			w := word.Draw(t, "word")
			if i > 0 && rapid.Bool().Draw(t, "blank") {
				if w == "," || w == "." || w == ")" {
					w = "x" + w // a blank before these is taken for a slip of the markup
				}
				if strings.IndexAny(w, ",.)") == 0 {
					w = "x" + w
				}
				want.WriteString(" ")
				html.WriteString(rapid.SampledFrom([]string{" ", "\n", " <b> </b>", "<i> </i>", "&nbsp;", "\u2009\t"}).Draw(t, "white"))
			}
			want.WriteString(w)
			at := rapid.IntRange(0, len([]rune(w))).Draw(t, "at")
			left, right := string([]rune(w)[:at]), string([]rune(w)[at:])
			tag := rapid.SampledFrom([]string{"b", "a href=x", "span class=ad", "font color=red", "x-y", "em"}).Draw(t, "tag")
			name, _, _ := strings.Cut(tag, " ")
			html.WriteString(left + "<" + tag + ">" + right + "</" + name + ">")
		}
		art, err := article.Read([]byte(html.String()), article.Options{ContentType: "text/html; charset=utf-8"})
		if err != nil {
			t.Fatalf("%s: %v", html.String(), err)
		}
		if art.Text != want.String() {
			t.Fatalf("%s\nis read as %q\nnot          %q", html.String(), art.Text, want.String())
		}
	})
}

var seeds = []string{
	"", "a", "<p>a", "published: 2024-07-30\n---\nx", "<html><title>t</title><h1>t</h1><p>a<br><br>b<td>c", "\xff\xfea\x00", "\xfe\xff\x00a", "<pre>a\n\nb",
	`<html><script type="application/ld+json">{"@type":"Article","articleBody":"x","datePublished":"2024-07-30"}</script>`,
	"<html><meta charset=euc-kr>\xb1\xb9", "<s><p></s><q>x</q><a><div></a></div>", "&amp;&#0;&ndash;", "<svg><title>x</title></svg><select><p>", "<html>" + story,
	"a\u2028b\u2029c\fd\re", "<?xml version='1.0' encoding='utf-16'?><html>", "\x1b$B9q6-\x1b(B", "<plaintext><p>x", "<html><table><p><td></p></table>x",
}

// Whatever the bytes, an article or a sentence comes back, and the same each time.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "text/html; charset=windows-1254")
		f.Add([]byte(s), "text/plain; charset=iso-2022-jp")
	}
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		o := article.Options{ContentType: contentType}
		art, err := article.Read(b, o)
		again, errAgain := article.Read(b, o)
		if !reflect.DeepEqual(art, again) || (err == nil) != (errAgain == nil) {
			t.Errorf("twice read, and not the same: %+v %v; %+v %v", art, err, again, errAgain)
		}
		if err != nil {
			if art != nil || !strings.HasPrefix(err.Error(), "reading the article: ") {
				t.Errorf("%+v, %v", art, err)
			}
			return
		}
		sound(t, art)
	})
}

// The same, as a page, whose article is looked for.
func FuzzPage(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		art, err := article.Read([]byte("<html>"+s+"</table></table>"+story), article.Options{ContentType: "text/html; charset=utf-8"})
		if err == nil {
			sound(t, art)
		}
	})
}

// One page of the size of a newspaper's: an article of 40 paragraphs among 1,500 links
// and scripts of 150 kB.
func BenchmarkPage(b *testing.B) {
	links := strings.Repeat(`<li class="menu-item item-7"><a class="x" href="/news/some/where" data-track="1">A link to something</a></li>`, 750)
	page := []byte(`<!DOCTYPE html><html><head><meta charset=utf-8><script>` + strings.Repeat("var a = 1; ", 14000) + `</script></head><body><nav><ul>` + links +
		`</ul></nav><main><article>` + strings.Repeat(story, 20) + `</article></main><footer><ul>` + links + `</ul></footer></body></html>`)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Read(page, article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkText(b *testing.B) {
	text := []byte(strings.Repeat(strings.Join(plain(story), "\n\n")+"\n\n", 10))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Read(text, article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
