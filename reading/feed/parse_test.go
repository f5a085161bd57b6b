package feed

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var here = &url.URL{Scheme: "https", Host: "news.example", Path: "/feeds/all"}

func rssOf(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>` + items + `</channel></rss>`
}

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"RSS", rssOf(`<item><title>Later &amp; better</title><link>/b</link><guid>2</guid><pubDate>Wed, 31 Jul 2024 10:00:00 +0400</pubDate><description>&lt;p&gt;Short&lt;/p&gt;</description></item>
			<item><title><![CDATA[The <b>gate</b>]]></title><link>https://other.example/a?x=1&amp;y=2</link><guid isPermaLink="false">1</guid><description>d</description><content:encoded><![CDATA[<p>Whole</p>]]></content:encoded></item>`),
			`1|https://other.example/a?x=1&y=2|The gate|-|<p>Whole</p>|text/html; charset=utf-8
2|https://news.example/b|Later & better|2024-07-31T06:00:00Z|<p>Short</p>|text/html; charset=utf-8
`},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><title>N</title>
			<entry><id>urn:1</id><title type="html">A &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt;</title><link href="a"/><updated>2024-07-30T10:00:00Z</updated><summary>s</summary></entry>
			<entry><id>urn:2</id><title>B</title><link rel="alternate" href="b"/><published>2024-07-29T10:00:00Z</published><updated>2024-07-30T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry></feed>`,
			`urn:2|https://base.example/x/b|B|2024-07-29T10:00:00Z|<p>x</p>|text/html; charset=utf-8
urn:1|https://base.example/x/a|A <i>b</i>|-|s|text/html; charset=utf-8
`},
		{"RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>N</title></channel>
			<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2024-07-30T10:00:00Z</dc:date><description>d</description></item></rdf:RDF>`,
			`|https://news.example/1|One|2024-07-30T10:00:00Z|d|text/html; charset=utf-8
`},
		{"JSON Feed 1.1", `{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[
			{"id":17,"url":"https://news.example/17","title":"T","content_text":"plain & simple <x>","date_published":"2024-07-30T10:00:00+04:00"},
			{"id":"b","url":"/rel","content_html":"<p>x</p>"}]}`,
			`b|https://news.example/rel||-|<p>x</p>|text/html; charset=utf-8
17|https://news.example/17|T|2024-07-30T06:00:00Z|plain & simple <x>|text/plain; charset=utf-8
`},
		{"no link", rssOf(`<item><title>x</title><guid>https://news.example/p</guid></item><item><title>y</title><link>javascript:alert(1)</link></item>`),
			"||y|-||text/html; charset=utf-8\nhttps://news.example/p|https://news.example/p|x|-||text/html; charset=utf-8\n"},
		{"no items", rssOf(""), ""},
		{"after its end", rssOf("<item><guid>1</guid></item>") + "\n<script>tracker()</script>", "1|||-||text/html; charset=utf-8\n"},
		{"undeclared entities", rssOf("<item><guid>1</guid><title>a&nbsp;b &unknown; c & d</title></item>"), "1||a b &unknown; c & d|-||text/html; charset=utf-8\n"},
		{"control characters", rssOf("<item><guid>1</guid><title>a\x01\x0b b\x00</title></item>"), "1||a b|-||text/html; charset=utf-8\n"},
		{"broken UTF-8", rssOf("<item><guid>1</guid><title>a\xff b \xe2\x82</title></item>"), "1||a\uFFFD b \uFFFD|-||text/html; charset=utf-8\n"},
	}
	for _, tt := range tests {
		doc, err := parse([]byte(tt.text), "", here)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got strings.Builder
		for _, e := range doc.entries {
			day := "-"
			if !e.Published.IsZero() {
				day = e.Published.UTC().Format(time.RFC3339)
			}
			fmt.Fprintf(&got, "%s|%s|%s|%s|%s|%s\n", e.GUID, e.URL, e.Title, day, e.Text, e.Type)
		}
		if got.String() != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got.String(), tt.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const title = "Граница открыта"
	doc := func(enc string) string {
		return `<?xml version="1.0" encoding="` + enc + `"?><rss version="2.0"><channel><item><guid>1</guid><title>` + title + `</title></item></channel></rss>`
	}
	cp1251, err := charmap.Windows1251.NewEncoder().String(doc("windows-1251"))
	if err != nil {
		t.Fatal(err)
	}
	utf16be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(doc("utf-16"))
	utf16le, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(doc("utf-16"))
	tests := []struct{ name, body, contentType string }{
		{"UTF-8", doc("utf-8"), ""}, {"UTF-8 with a mark", "\xEF\xBB\xBF" + doc("utf-8"), "text/xml; charset=iso-8859-1"},
		{"declared by the document", cp1251, "application/rss+xml"},
		{"declared by HTTP", strings.Replace(cp1251, "windows-1251", "nonsense", 1), "text/xml; charset=windows-1251"},
		{"HTTP before the document", strings.Replace(cp1251, "windows-1251", "koi8-r", 1), "text/xml; charset=windows-1251"},
		{"UTF-8 declared otherwise", doc("windows-1251"), "text/xml; charset=iso-8859-1"},
		{"UTF-16 with a mark", utf16be, ""}, {"UTF-16 without", utf16le, ""},
		{"UTF-8 declared as UTF-16", doc("utf-16"), ""},
	}
	for _, tt := range tests {
		doc, err := parse([]byte(tt.body), tt.contentType, here)
		if err != nil || len(doc.entries) != 1 || doc.entries[0].Title != title {
			t.Errorf("%s: %+v, %v", tt.name, doc, err)
		}
	}
}

// What is no feed, or would cost too much, is named.
func TestHostileFeeds(t *testing.T) {
	entities := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`
	tests := []struct{ name, text, want string }{
		{"empty", "", "it is empty"}, {"spaces", " \r\n\t", "it is empty"},
		{"text", "Not found", `it is no feed: it begins with "Not found"`},
		{"a PDF", "%PDF-1.7\n", "it is no feed"}, {"gzip", "\x1f\x8b\x08\x00", "it is no feed"},
		{"a page", "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/real.xml'></head>", "a web page, not a feed: the page names https://news.example/real.xml as its feed"},
		{"a page without", "<html><body>Log in", "a web page, not a feed, and names none"},
		{"a sitemap", "<?xml version='1.0'?>\n<urlset><url/></urlset>", "it is XML whose root is <urlset>, not a feed"},
		{"a declaration", "<?xml version='1.0'?>", "it is empty"},
		{"a comment", "<!-- nothing -->", "it holds no element"},
		{"cut short", strings.TrimSuffix(rssOf("\n<item><title>x</title>"), "</channel></rss>"), "it is cut short: <item> has no end when it ends in line 2"},
		{"cut in a tag", "<rss><channel><ite", "it is cut short"},
		{"a wrong end", "<rss>\n<channel>< item></rss>", "line 2: its XML does not read: "},
		{"a long name", "<rss><" + strings.Repeat("┤", 5000) + "item>", "line 1: its XML does not read: invalid XML name: ┤"},
		{"deep", "<rss><channel>" + strings.Repeat("<a:b>", 1_000_000), "elements are nested more than 100 deep"},
		{"deep in one entry", "<rss><channel><item>" + strings.Repeat("<x>", 200), "elements are nested more than 100 deep"},
		{"many elements", "<rss><channel>" + strings.Repeat("<a/>", 200_000), "more than 100000 elements"},
		{"many attributes", "<rss " + attributes("a%d='x' ", 1000) + ">", "<rss> has more than 128 attributes"},
		{"many prefixes", "<rss><channel " + attributes("xmlns:a%d='x' ", 100) + ">", "more than 64 prefixes"},
		{"many pieces", "<rss><channel><x:y>" + strings.Repeat("a", 1<<20) + strings.Repeat("b<!---->", 100_000), "a text is broken into too many pieces"},
		{"JSON cut short", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"`, "it is cut short: its JSON has no end"},
		{"deep JSON", `{"a":` + strings.Repeat("[", 1_000_000), "nested more than 100 deep"},
		{"much JSON", `{"items":[` + strings.Repeat("{},", 200_000), "more than 100000 objects and lists"},
		{"no JSON", "{% if feed %}", "its JSON does not read"},
		{"JSON of another kind", `{"items":{"a":1}}`, "it can't be read as a feed"},
	}
	for _, tt := range tests {
		doc, err := parse([]byte(tt.text), "", here)
		if err == nil || !strings.Contains(err.Error(), tt.want) || len(err.Error()) > 500 {
			t.Errorf("%s: %+v, %v; want %q", tt.name, doc, err, tt.want)
		}
	}
	// Entities a document declares are left as they stand, whatever they would grow to.
	doc, err := parse([]byte(entities+strings.TrimPrefix(rssOf("<item><guid>1</guid><title>&c;&x;</title></item>"), `<?xml version="1.0"?>`)), "", here)
	if err != nil || doc.entries[0].Title != "&c;&x;" {
		t.Errorf("entities: %+v, %v", doc, err)
	}
	if doc, err := parse([]byte(rssOf(strings.Repeat("<item><title>x</title></item>", 5000))), "", here); err != nil || len(doc.entries) != maxEntries {
		t.Errorf("many items: %v", err)
	}
}

func attributes(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestRhythm(t *testing.T) {
	doc, err := parse([]byte(rssOf("<ttl>90</ttl><skipHours><hour>24</hour><hour> 3 </hour><hour>99</hour></skipHours><skipDays><day>Sunday</day><day>Someday</day></skipDays>")), "", here)
	if err != nil {
		t.Fatal(err)
	}
	want := rhythm{TTL: 90 * time.Minute, SkipHours: [24]bool{0: true, 3: true}, SkipDays: [7]bool{0: true}}
	if doc.rhythm != want {
		t.Errorf("got %+v", doc.rhythm)
	}
	doc, err = parse([]byte(`<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>`), "", here)
	if err != nil || doc.rhythm.TTL != 6*time.Hour {
		t.Errorf("got %+v, %v", doc, err)
	}
}

// Items are known by GUID within their feed and by address anywhere; a front page that
// several items link to names none of them.
func TestIdentify(t *testing.T) {
	a := []entry{{GUID: "1", URL: "https://a.example/x?utm_source=rss#top"}, {URL: "http://www.a.example/y"}, {GUID: "3", URL: "https://a.example/"}, {GUID: "4", URL: "https://a.example/"}, {Title: "bare"}}
	b := []entry{{GUID: "1", URL: "https://a.example/x"}, {GUID: "9", URL: "https://a.example/y?fbclid=1"}, {GUID: "3"}, {GUID: "5", URL: "https://a.example/"}, {Title: "bare"}}
	identify(a, "https://a.example/feed")
	identify(b, "https://b.example/feed")
	for i, want := range []bool{true, true, false, false, false} {
		same := false
		for _, x := range a[i].IDs {
			for _, y := range b[i].IDs {
				same = same || x == y
			}
		}
		if same != want {
			t.Errorf("%+v and %+v: the same is %v", a[i], b[i], same)
		}
	}
	if len(a[2].IDs) != 1 || a[2].IDs[0] == a[3].IDs[0] || len(a[4].IDs) != 1 {
		t.Errorf("%+v", a)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(rssOf("<item><title>x</title><link>/a</link><guid>1</guid></item><ttl>5</ttl>")), "text/xml; charset=utf-8")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="a"><entry><id>1</id><title type="xhtml"><div>x</div></title><content type="html">&lt;a href="b"&gt;</content><published>2024-01-01</published></entry></feed>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"content_text":"x"},null]}`), "application/json")
	f.Add([]byte("<?xml version='1.0' encoding='koi8-r'?><rdf:RDF><item><dc:date>\xc7</dc:date></item></rdf:RDF>"), "text/xml; charset=windows-1251")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Add([]byte("<!doctype html><link rel=alternate type=rss href=//x>"), "text/html")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc, err := parse(body, contentType, here)
		if err != nil {
			if len(err.Error()) > 1000 || strings.Contains(err.Error(), "runtime error") && !strings.Contains(err.Error(), "nil pointer") {
				t.Fatalf("%v", err)
			}
			return
		}
		identify(doc.entries, "https://a.example/")
		for _, e := range doc.entries {
			if len(e.IDs) == 0 || !utf8.ValidString(e.Text+e.Title) || strings.ContainsAny(e.Title, "\n\t") {
				t.Fatalf("%+v", e)
			}
			if e.URL != "" && absolute(e.URL, nil) != e.URL {
				t.Fatalf("the address %q", e.URL)
			}
		}
		doc.rhythm.next(at("2024-07-30T12:00:00Z"), time.Hour)
	})
}
