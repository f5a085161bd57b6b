package article_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"waythrough/reading/article"
	"waythrough/record"
)

// The article the project began with: one line, with links inside.
func TestFoundingArticle(t *testing.T) {
	const path = "../../../shared/sources/the-national-2024-07-30.txt"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("NOT TESTED: %v", err)
	}
	art, err := article.Read(b, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if art.Published.String() != "2024-07-30" || art.PublishedFrom != "the file's header" ||
		art.Publisher != "The National (thenationalnews.com)" || art.Form != article.Fragment || art.Body != 0 {
		t.Errorf("%s, %s, %s, %s, %d", art.Published, art.PublishedFrom, art.Publisher, art.Form, art.Body)
	}
	for _, s := range []string{
		"Armenia and Turkey on Tuesday resumed a push to normalise relations",
		"Turkish ally Azerbaijan over the Nagorno-Karabakh region.",
		`and "to simplify their mutual visa procedures for diplomatic/official passport holders".`,
		"“Armenia remains committed and makes", "break away from Baku’s control",
	} {
		if !strings.Contains(art.Text, s) {
			t.Errorf("the text lacks %q", s)
		}
	}
	if strings.ContainsAny(art.Text, "<>\n") || !strings.HasPrefix(art.Text, "Armenia and Turkey") || !strings.HasSuffix(art.Text, "considers a genocide.") {
		t.Errorf("the text is %q", art.Text)
	}
}

func TestFragmentsAndText(t *testing.T) {
	long := strings.Repeat("A sentence of a line that was pasted whole. ", 4)
	for name, c := range map[string]struct{ in, want string }{
		"links keep their blanks":    {`over the<a href="x"> Nagorno-Karabakh </a>region`, "over the Nagorno-Karabakh region"},
		"a comma stays at its word":  {`with <a>Azerbaijan </a>, which`, "with Azerbaijan, which"},
		"a decimal keeps its blank":  {`some<b> </b>.5 of it`, "some .5 of it"},
		"words are not cut":          {`<b>T</b>urkey's re<i>open</i>ing`, "Turkey's reopening"},
		"entities, once":             {`<p>Kars&ndash;Gyumri &amp;amp; &#x110;&#1330;</p>`, "Kars–Gyumri &amp; ĐԲ"},
		"quotes as they are":         {`<p>"a" “b” «c» ‘d’ 'e'</p>`, `"a" “b” «c» ‘d’ 'e'`},
		"quotes by markup":           {`He said <q>we are ready</q>.`, "He said “we are ready”."},
		"paragraphs":                 {`<p>One<p>Two <div>Three</div>Four`, "One\n\nTwo\n\nThree\n\nFour"},
		"line breaks":                {`<p>One.<br>Two<br>lines<br><br>Three`, "One.\n\nTwo lines\n\nThree"},
		"cells and items":            {`<table><tr><td>Petrapole<td>Open</table><ul><li>a<li>b</ul>`, "Petrapole\n\nOpen\n\na\n\nb"},
		"a heading is the headline":  {`<h2>Train to the sea</h2><p>It runs.</p>`, "Train to the sea\n\nIt runs."},
		"what was struck out":        {`<p>will open in <s>May</s> <del>June</del> July`, "will open in July"},
		"scripts and comments":       {`<p>a<!-- x --><script>b</script><style>c</style> d`, "a d"},
		"boilerplate is not removed": {`<div class="ad sidebar"><p>Share</p></div><p>Read more`, "Share\n\nRead more"},
		"preformatted":               {"<pre>One line\nanother.\n\nNext</pre>", "One line another.\n\nNext"},
		"nfc and what has no width":  {"<p>I\u0307ğdi\u0307r bo\u00adr\u200bder\u200f", "İğdi̇r border"},
		"no tags":                    {"a < b and <3 and <John> & co", "a < b and <3 and <John> & co"},
		"text with entities":         {"Kars&ndash;Gyumri", "Kars–Gyumri"},
		"wrapped lines":              {"One line\nand the next.\nAnd more.\n\n\nNext\r\nparagraph.", "One line and the next. And more.\n\nNext paragraph."},
		"pasted lines":               {"Headline\n" + long + "\n" + long, "Headline\n\n" + strings.TrimSpace(long) + "\n\n" + strings.TrimSpace(long)},
		"no-break and odd blanks":    {"1\u00a0May\u2003to\t2\u202fMay\u2028end", "1 May to 2 May end"},
	} {
		art, err := article.Read([]byte(c.in), article.Options{})
		if err != nil || art.Text != c.want || art.Form == article.Page {
			t.Errorf("%s: %q, want %q (%v)", name, art.Text, c.want, err)
		}
	}
}

// HTTP's word for plain text holds: tags and entities in it are text.
func TestContentType(t *testing.T) {
	in := "Write <b>bold</b> &amp; so."
	art, err := article.Read([]byte(in), article.Options{ContentType: "text/plain; charset=utf-8"})
	if err != nil || art.Text != in || art.Form != article.Plain {
		t.Errorf("%+v %v", art, err)
	}
	art, err = article.Read([]byte("<!DOCTYPE html><p>A page."), article.Options{ContentType: "text/plain"})
	if err != nil || art.Form != article.Page || art.Text != "A page." {
		t.Errorf("a page that HTTP calls text: %+v %v", art, err)
	}
}

func TestHeader(t *testing.T) {
	day := record.DateOf(record.DayOf(2025, 1, 2))
	for _, c := range []struct{ in, text, published, from string }{
		{"published: 2024-07-30\n---\nBody.", "Body.", "2024-07-30", "the file's header"},
		{"Title: A day\r\nPublished : 2024-07\r\nform: x: y\r\n-----\r\nBody.", "A day\n\nBody.", "2024-07", "the file's header"},
		{"published: 2024-07-30\nBody.", "published: 2024-07-30 Body.", "", ""},
		{"published: 2024-07-30\nnote: x\n---\nBody.", "published: 2024-07-30 note: x --- Body.", "", ""},
		{"---\nBody.", "--- Body.", "", ""},
		{"publisher: X\n---\n<html><meta name=pubdate content=2024-07-29><body><p>Body of a page.", "Body of a page.", "2024-07-29", "meta pubdate"},
		{"published: 2024-07-30\n---\n<html><meta name=pubdate content=2024-07-29><body><p>Body of a page.", "Body of a page.", "2024-07-30", "the file's header"},
	} {
		art, err := article.Read([]byte(c.in), article.Options{})
		if err != nil || art.Text != c.text || art.Published.String() != c.published || art.PublishedFrom != c.from {
			t.Errorf("%q: %+v %v", c.in, art, err)
		}
		if art, err = article.Read([]byte(c.in), article.Options{Published: day}); err != nil || art.Published != day || art.PublishedFrom != "given by you" {
			t.Errorf("%q with a day of the user's: %+v %v", c.in, art, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for in, says := range map[string]string{
		"":                                      "no text in it",
		" \n\u200b\t":                           "no text in it",
		"<p> </p>":                              "no text in it",
		"<html><body><div id=app></div></body>": "scripts fill in",
		"%PDF-1.7\n%\xe2\xe3":                   "a PDF",
		"PK\x03\x04\x14\x00":                    "ZIP",
		"\x89PNG\r\n\x1a\n":                     "PNG",
		"\x1f\x8b\x08\x00":                      "gzip",
		"\x00\x00\x00\x18ftypmp42":              "MP4",
		"\x01\x02\x03\x04\x05\x06abc\x0e\x0f":   "no text that is known",
		`<?xml version="1.0"?><!-- x --><rss version="2.0"><channel/></rss>`: "a feed",
		`<feed xmlns="http://www.w3.org/2005/Atom"></feed>`:                  "a feed",
		`<?xml version="1.0"?><opml/>`:                                       "list of feeds",
		`<urlset></urlset>`:                                                  "site map",
		`{"items": [1, 2]}`:                                                  "JSON",
		"published: yesterday\n---\nBody.":                                   "published in the header",
		"published: 03/05/2024\n---\nBody.":                                  "published in the header",
	} {
		art, err := article.Read([]byte(in), article.Options{URL: "https://a.example/x"})
		if err == nil || art != nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "reading the article at https://a.example/x: ") {
			t.Errorf("%q: %v, %v", in, art, err)
		}
	}
}

func TestLimit(t *testing.T) {
	if _, err := article.Read(make([]byte, article.DefaultLimit+1), article.Options{}); err == nil || !strings.Contains(err.Error(), "longer than 8388608 bytes") {
		t.Error(err)
	}
	for n, fits := range map[int]bool{10: true, 11: false} {
		_, err := article.Read(bytes.Repeat([]byte("a"), n), article.Options{Limit: 10})
		if (err == nil) != fits {
			t.Errorf("%d bytes with a limit of 10: %v", n, err)
		}
	}
}
