package article

import "testing"

func TestDateOf(t *testing.T) {
	for in, want := range map[string]string{
		"2024-07-30":                      "2024-07-30",
		"2024-07-30T23:30:00+04:00":       "2024-07-30", // the publisher's day
		"2024-07-30T00:30:00.000Z":        "2024-07-30",
		"2024-07-30 08:00":                "2024-07-30",
		"2024/7/3":                        "2024-07-03",
		"2024.07.30":                      "2024-07-30",
		"20240730":                        "2024-07-30",
		"20240730T120000Z":                "2024-07-30",
		"20240730120000":                  "2024-07-30",
		"2024-07":                         "2024-07",
		"1924":                            "1924",
		"Tue, 30 Jul 2024 08:00:00 GMT":   "2024-07-30",
		"Tue, 30 Jul 2024 08:00:00 +0400": "2024-07-30",
		"Tue Jul 30 08:00:00 EEST 2024":   "2024-07-30",
		"Tue Jul 30 2024 08:00:00 GMT+0400 (AMT)": "2024-07-30",
		" July  30, 2024 ":                        "2024-07-30",
		"Jul 30, 2024 5:04 PM":                    "2024-07-30",
		"30 July 2024":                            "2024-07-30",
		"Tuesday, July 30, 2024":                  "2024-07-30",
		"1722326400":                              "2024-07-30",
		"1722326400000":                           "2024-07-30",
		"":                                        "",
		"03/05/2024":                              "", // two days
		"30.07.24":                                "",
		"yesterday":                               "",
		"0001-01-01T00:00:00Z":                    "", // what software writes for none
		"1970-01-01T00:00:00Z":                    "",
		"2024-02-30":                              "",
		"2024-13-01":                              "",
		"2024-00":                                 "",
		"0000":                                    "",
		"9999-12-31":                              "",
		"2024-07-301":                             "",
		"20241301":                                "",
		"99999999999999999999":                    "",
	} {
		if got := dateOf(in).String(); got != want {
			t.Errorf("%q is read as %q, not %q", in, got, want)
		}
	}
}

// Only what a page says for machines counts, and the better claim before the worse.
func TestPublished(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for name, c := range map[string]struct{ html, want, from string }{
		"nothing":              {`<p>Published on 2024-07-30 <a href="/2023/09/20/x">here</a> <time datetime=2024-07-30>`, "", ""},
		"modified only":        {`<meta property="article:modified_time" content="2024-07-30"><meta name=revised content=2024-07-30>` + ld(`{"@type":"NewsArticle","dateModified":"2024-07-30","dateCreated":"2024-07-01"}`), "", ""},
		"Open Graph":           {`<meta property="article:published_time" content="2024-07-30">`, "2024-07-30", "meta article:published_time"},
		"Open Graph, as name":  {`<META NAME="Article:Published_Time" CONTENT="2024-07-30">`, "2024-07-30", "meta article:published_time"},
		"JSON-LD":              {ld(`{"@type":"NewsArticle","datePublished":"2024-07-30"}`), "2024-07-30", "JSON-LD"},
		"JSON-LD in a list":    {ld(`[{"@type":"Organization"},{"@type":["ReportageNewsArticle"],"datePublished":"2024-07-30"}]`), "2024-07-30", "JSON-LD"},
		"JSON-LD in a graph":   {ld(`{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01","mainEntity":{"@type":"Article","datePublished":"2024-07-30"}}]}`), "2024-07-30", "JSON-LD"},
		"JSON-LD with lines":   {ld("<!--\n{\"@type\":\"Article\",\"headline\":\"a\nb\",\"datePublished\":\"2024-07-30\"}"), "2024-07-30", "JSON-LD"},
		"JSON-LD, not one":     {ld(`{"@type":"Article","datePublished":"2024-07-30"}{`), "", ""},
		"JSON-LD, others":      {ld(`{"@type":"ItemList","itemListElement":[{"@type":"Article","datePublished":"2024-07-30"}]}`), "", ""},
		"JSON-LD, odd types":   {ld(`{"@type":7,"datePublished":[]}`) + ld(`[[[[[[[[[{"@type":"Article","datePublished":"2024-07-30"}]]]]]]]]]`), "", ""},
		"Dublin Core":          {`<meta name="DC.date" content="2024-07">`, "2024-07", "meta dc.date"},
		"itemprop":             {`<span itemprop="datePublished" content="2024-07-30">`, "2024-07-30", "itemprop datePublished"},
		"time itemprop":        {`<time itemprop="dateCreated datePublished" datetime="2024-07-30T10:00">Tuesday</time>`, "2024-07-30", "itemprop datePublished"},
		"time pubdate":         {`<time pubdate datetime=2024-07-30>`, "2024-07-30", "time pubdate"},
		"the better":           {`<meta name=date content=2024-08-01><meta itemprop=datePublished content=2024-07-31><meta property=article:published_time content=2024-07-30>`, "2024-07-30", "meta article:published_time"},
		"JSON-LD before dc":    {`<meta name=dc.date content=2024-08-01>` + ld(`{"@type":"Article","datePublished":"2024-07-30"}`), "2024-07-30", "JSON-LD"},
		"not a date":           {`<meta property=article:published_time content="{{date}}"><meta name=dc.date content=2024-07-30>`, "2024-07-30", "meta dc.date"},
		"the same, twice":      {`<time pubdate datetime=2024-07-30></time><time pubdate datetime=2024-07-30>`, "2024-07-30", "time pubdate"},
		"teasers that differ":  {`<time pubdate datetime=2024-07-30></time><time pubdate datetime=2024-07-29>`, "", ""},
		"a script's own words": {`<script>var datePublished = "2024-07-30"</script><!-- <meta name=date content=2024-07-30> -->`, "", ""},
	} {
		m := parse(c.html).meta
		d, from, _ := m.published()
		if d.String() != c.want || from != c.from {
			t.Errorf("%s: %q (%s), want %q (%s)", name, d, from, c.want, c.from)
		}
	}
}
