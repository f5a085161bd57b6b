package feed

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadOPML(t *testing.T) {
	const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE opml>
<opml version="2.0"><head><title>Borders</title></head>
<body>
  <outline text="South Caucasus">
    <outline text="Agency" type="rss" xmlUrl="https://agency.example/rss"/>
    <outline text="Deeper"><outline text="x" title="  The
      Paper " type="atom" XMLURL=" https://paper.example/atom?a=1&amp;b=2#top "/></outline>
  </outline>
  <outline text="again" xmlUrl="https://agency.example/rss"/>
  <outline text="old" xmlUrl="feed://old.example/feed"/>
  <outline text="old" xmlUrl="feed:https://older.example/feed"/>
  <outline text="a heading"/>
  <outline text="a page" type="link" url="https://page.example/"/>
</body></opml>`
	got, err := ReadOPML(strings.NewReader(text), "FEEDS.opml")
	if err != nil {
		t.Fatal(err)
	}
	want := "[{https://agency.example/rss Agency 6} {https://paper.example/atom?a=1&b=2 The Paper 8} " +
		"{http://old.example/feed old 11} {https://older.example/feed old 12}]"
	if fmt.Sprint(got) != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	russian := "<?xml version=\"1.0\" encoding=\"windows-1251\"?><opml><body><outline text=\"\xc3\xf0\xe0\xed\xe8\xf6\xe0\" xmlUrl=\"http://a.example/\"/></body></opml>"
	if got, err = ReadOPML(strings.NewReader(russian), "x"); err != nil || got[0].Title != "Граница" {
		t.Errorf("windows-1251: %v, %v", got, err)
	}
}

func TestOPMLFaults(t *testing.T) {
	body := func(s string) string { return "<opml><body>\n" + s + "\n</body></opml>" }
	tests := []struct{ name, text, want string }{
		{"empty", "", "x.opml:1: the list has no feed: give each"},
		{"no feed", body(`<outline text="a"/>`), "the list has no feed"},
		{"a feed", "<rss><channel/></rss>", "x.opml:1: the file is <rss>, not a list of feeds"},
		{"text", "https://a.example/feed\n", "the list has no feed"},
		{"cut short", "<opml><body>\n\n<outline xmlUrl='http://a.example/'>", "x.opml:3: the XML does not read: unexpected EOF"},
		{"not closed", body("<outline xmlUrl='http://a.example/'>"), "x.opml:3: the XML does not read: element <outline> closed by </body>"},
		{"two faults", body("<outline xmlUrl='ftp://a.example/'/>\n<outline xmlUrl='https:///x'/>"),
			"x.opml:2: the address \"ftp://a.example/\" is not http or https: only those are asked\nx.opml:3: the address \"https:///x\" names no host"},
		{"no address", body("<outline type='rss' text='Agency'/>"), `x.opml:2: the feed "Agency" has no xmlUrl`},
		{"an unreadable address", body("<outline xmlUrl='https://a b/%zz'/>"), "does not read: write it as"},
		{"a password", body("<outline xmlUrl='ftp://me:secret@a.example/'/>"), "me:xxxxx@"},
		{"included", body("<outline type='include' url='https://a.example/list'/>"), "included lists are not read"},
		{"entities", `<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + body("<outline text='&b;' xmlUrl='http://a.example'/>"), "invalid character entity &b;"},
		{"deep", "<opml>" + strings.Repeat("<outline>", 100_000), "x.opml:1: outlines are nested more than 32 deep"},
		{"large", body(strings.Repeat(" ", 5<<20)), "larger than 4 MiB: split it"},
		{"many", body(strings.Repeat("<outline xmlUrl='gopher://a'/>\n", 5000)), "more faults follow"},
	}
	for _, tt := range tests {
		got, err := ReadOPML(strings.NewReader(tt.text), "x.opml")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v; want %q", tt.name, got, err, tt.want)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || len(err.Error()) > 5000) {
			t.Errorf("%s: the error tells too much: %v", tt.name, err)
		}
	}
	var many strings.Builder
	for i := range maxListFeeds + 1 {
		fmt.Fprintf(&many, "<outline xmlUrl='http://a.example/%d'/>", i)
	}
	if _, err := ReadOPML(strings.NewReader(body(many.String())), "x.opml"); err == nil || !strings.Contains(err.Error(), "more than 10000 feeds") {
		t.Errorf("too many feeds: %v", err)
	}
}

func FuzzOPML(f *testing.F) {
	f.Add(`<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://a.example/"/></outline></body></opml>`)
	f.Add("<?xml version='1.0' encoding='windows-1251'?><opml><outline xmlUrl='feed://\xe0/'>")
	f.Add(`<opml><outline xmlUrl="http://[::1%25a]/%zz"/><outline xmlUrl="http://a/&#10;"/></opml>`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ReadOPML(strings.NewReader(text), "x")
		if (err == nil) != (len(got) > 0) {
			t.Fatalf("%d feeds and %v", len(got), err)
		}
		seen := map[string]bool{}
		for _, s := range got {
			again, err := feedAddress(s.URL)
			if err != nil || again != s.URL || seen[s.URL] || s.Line < 1 {
				t.Fatalf("%+v: again %q, %v", s, again, err)
			}
			seen[s.URL] = true
		}
	})
}
