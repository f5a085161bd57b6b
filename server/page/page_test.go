package page

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"waythrough/ask"
	"waythrough/record"
)

// What each page says, by the record and by facts of the negotiation.
func TestWhatPagesSay(t *testing.T) {
	h := handler(t)
	for _, c := range []struct {
		path string
		says []string
		not  []string
	}{
		{"/crossing/margara-alican?passport=DEU&mode=road&on=2024-07-30",
			[]string{"Margara – Alican", "Armenia Türkiye road ✕ refused", "Türkiye Armenia road ✕ refused", "3 April 1993", "Land border open to citizens of third countries", "760 days",
				"For passport DEU", "Exceptions once made", "Where it lies", "version " + desk(t).Version(), "on 2024-07-30, as known on 2026-11-23"}, []string{"No passport was given"}},
		{"/crossing/margara-alican?on=2024-07-30&known=2024-07-30", nil, []string{"2025-03-2", "Syria"}},
		{"/crossing/sarpi-sarp?passport=DEU&mode=road&on=2024-07-30", []string{"Sarpi", "Georgia Türkiye road"}, []string{"✕ refused"}},
		{"/border/ARM-TUR?on=2024-07-30", []string{"Armenia – Türkiye", "They negotiate", "Closures", "diplomatic relations", "History", "1993-04-03"}, nil},
		{"/commitment/arm-tur-third-country-2022?on=2024-07-30", []string{"to do, by", "agreed since 2022-07-01", "760 days", "summer 2023: missed", "no date was set", "carried out, it would bring"}, nil},
		{"/commitment/arm-tur-third-country-2022?on=2022-07-11&known=2022-07-11", []string{"10 days"}, []string{"2023", "2024"}},
		{"/commitment/arm-tur-rail-assess-2024?on=2024-07-30", []string{"to assess", "Assessment of the rail border gate"}, []string{"Carried out, it would bring"}},
		{"/commitment/arm-tur-flights-2021?on=2024-07-30", []string{"in operation since 2022-02-02", "63 days"}, nil},
		{"/statement/tur-arm-land-closure-1993", []string{"Closure, by Türkiye: refused (by road, foot)", "From 1993-04-03", "a rule", "Because"}, nil},
		{"/source/at-national-2024-07-30", []string{"The National", "read: whoever recorded it read the text", "What rests on it", "at the crossing itself"}, nil},
		{"/process/armenia-turkey?on=2024-07-30", []string{"5 meetings of the series", "Serdar Kılıç", "Ruben Rubinyan", "Margara–Alican", "diplomatic relations (Armenia, Türkiye): none", "760 days pending"}, []string{"6 meetings"}},
		{"/process/armenia-turkey?on=2022-01-01", []string{"None by that day"}, nil},
		{"/may?from=TUR&to=ARM&passport=DEU&mode=road&on=2024-07-30", []string{"Türkiye → Armenia: ✕ refused", "Promised", "decides", "not legal advice", "Lawful does not mean safe"}, nil},
		{"/may", []string{"May I cross?", "Iran"}, nil},
		{"/may?from=TUR&to=ARM&passport=&mode=&on=&known=", []string{"No passport given"}, nil},
		{"/route?from=I%C4%9Fd%C4%B1r&to=Yerevan&passport=DEU&by=car&on=2024-07-30", []string{"Iğdır → Yerevan", "Bavra – Ninotsminda", "Way 1: ◆ formality", "Advisories first", "United States warns of Armenia, Azerbaijan", "The direct way, were there no law", "63 km",
			"The nearest single change", "Margara – Alican, Türkiye → Armenia: ✕ refused"}, nil},
		{"/crossings", []string{"Margara – Alican", "Armenia – Türkiye"}, nil},
		{"/sources", []string{"Radio Free Europe/Radio Liberty"}, nil},
		{"/", []string{"Waythrough", "The news story that began it", "Land border open to citizens of third countries"}, nil},
	} {
		w := get(h, c.path)
		if w.Code != http.StatusOK {
			t.Errorf("%s answers %d: %s", c.path, w.Code, parsed(t, w).text())
			continue
		}
		text := strings.ToLower(parsed(t, w).text())
		for _, s := range c.says {
			if !strings.Contains(text, strings.ToLower(s)) {
				t.Errorf("%s does not say %q", c.path, s)
			}
		}
		for _, s := range c.not {
			if strings.Contains(text, strings.ToLower(s)) {
				t.Errorf("%s says %q", c.path, s)
			}
		}
	}
}

// What is not there is told with what is near to it; what can't be read, with its parameter.
func TestRefusals(t *testing.T) {
	h := handler(t)
	for _, c := range []struct {
		path   string
		status int
		says   string
	}{
		{"/crossing/margara-alikan", 404, "margara-alican"},
		{"/crossing/margara", 404, "margara-alican"},
		{"/commitment/third-country", 404, "arm-tur-third-country-2022"},
		{"/statement/tur-arm-land-closure-1992", 404, "tur-arm-land-closure-1993"},
		{"/source/at-national-2024-07-31", 404, "at-national-2024-07-30"},
		{"/process/armenia-turkiye", 404, "armenia-turkey"},
		{"/border/ARM-TUX", 404, "ARM-TUR"},
		{"/border/", 404, "Not found"},
		{"/nothing/here", 404, "Not found"},
		{"/statement/arm-tur-rail-assess-2024-x", 404, "Not found"},
		{"/statement/arm-margara-syria-aid-2025?known=2024-07-30", 404, "was not public by 2024-07-30"},
		{"/source/at-todayaz-2025-03-20?known=2024-07-30", 404, "was not published by"},
		{"/crossing/margara-alican?on=2024", 400, "on: 2024 is more than a day"},
		{"/crossing/margara-alican?known=yesterday", 400, "known:"},
		{"/crossing/margara-alican?passport=DEUX", 400, "DEUX"},
		{"/crossing/margara-alican?mode=rowing", 400, "rowing"},
		{"/may?from=TUR&to=ARM&age=40", 400, "POST"},
		{"/route?from=Iğdır&to=Yerevan&stamp=AZE", 400, "/v1/route"},
		{"/may?from=TUR", 400, "To is missing"},
		{"/may?from=TUR&to=TUR", 400, "border has two sides"},
		{"/route?from=Atlantis&to=Yerevan", 400, "Atlantis"},
		{"/feed/crossing/nowhere.atom", 404, "no feed"},
		{"/feed/crossing/margara-alican.rss", 404, "no feed"},
		{"/feed/rule/margara-alican.atom", 404, "no feed"},
		{"/feed/changes.atom?known=x", 400, "known"},
	} {
		w := get(h, c.path)
		if text := parsed(t, w).text(); w.Code != c.status || !strings.Contains(strings.ToLower(text), strings.ToLower(c.says)) {
			t.Errorf("%s answers %d: %s", c.path, w.Code, text)
		}
		if got := w.Header().Get("Cache-Control"); got != "no-store" && !strings.HasPrefix(c.path, "/feed") {
			t.Errorf("%s may be kept: %q", c.path, got)
		}
	}
}

// A border has one address, a commitment too.
func TestMoved(t *testing.T) {
	h := handler(t)
	for from, to := range map[string]string{
		"/border/TUR-ARM":                                     "/border/ARM-TUR",
		"/border/arm-tur?on=2024-07-30":                       "/border/ARM-TUR?on=2024-07-30",
		"/statement/arm-tur-third-country-2022?on=2024-07-30": "/commitment/arm-tur-third-country-2022?on=2024-07-30",
	} {
		if w := get(h, from); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != to {
			t.Errorf("%s answers %d, %s", from, w.Code, w.Header().Get("Location"))
		}
	}
}

// The days asked about stay in the links of a page.
func TestDaysStay(t *testing.T) {
	w := get(handler(t), "/crossing/margara-alican?on=2024-07-30&known=2024-08-01")
	kept := 0
	for _, a := range parsed(t, w).all("a") {
		href, _ := a.attr("href")
		for _, kind := range []string{"/statement/", "/source/", "/commitment/", "/border/", "/may?"} {
			if strings.HasPrefix(href, kind) {
				u, err := url.Parse(href)
				if err != nil || u.Query().Get("on") != "2024-07-30" || u.Query().Get("known") != "2024-08-01" {
					t.Errorf("the link %s forgets the days", href)
				}
				kept++
			}
		}
	}
	if kept < 10 {
		t.Errorf("%d links keep the days", kept)
	}
}

// The same question gives the same bytes and tag; a page that is there already is not sent.
func TestSameBytes(t *testing.T) {
	d := desk(t)
	for _, path := range []string{"/", "/crossing/margara-alican?passport=DEU", "/border/ARM-TUR", "/process/armenia-turkey", "/sources", "/feed/changes.atom", "/page/style.css", "/story"} {
		a, b := get(New(func() *ask.Desk { return d }), path), get(New(func() *ask.Desk { return d }), path)
		tag := a.Header().Get("ETag")
		if a.Body.String() != b.Body.String() || tag == "" || tag != b.Header().Get("ETag") {
			t.Errorf("%s differs from itself", path)
		}
		if w := get(handler(t), path, "If-None-Match", `"x", `+tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s is sent again: %d", path, w.Code)
		}
	}
}

// What somebody writes into an address comes back as text.
func TestEscaped(t *testing.T) {
	h := handler(t)
	const bad = `"><script>alert(1)</script>`
	for _, path := range []string{"/crossing/" + url.PathEscape(bad), "/crossing/margara-alican?passport=" + url.QueryEscape(bad), "/may?from=" + url.QueryEscape(bad) + "&to=ARM",
		"/route?from=" + url.QueryEscape(bad) + "&to=Yerevan", "/border/" + url.PathEscape(bad), "/feed/crossing/" + url.PathEscape(bad), "/crossing/margara-alican?on=" + url.QueryEscape(bad)} {
		w := get(h, path)
		if w.Code < 400 || len(parsed(t, w).all("script")) > 0 || strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("%s answers %d: %s", path, w.Code, w.Body)
		}
		if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s may be sniffed: %q", path, got)
		}
	}
}

// A name of the server that is none is not written into the page.
func TestHost(t *testing.T) {
	for host, want := range map[string]string{"example.org": "http://example.org/crossing/margara-alican", "[::1]:80": "http://[::1]:80/crossing/margara-alican", `a"b`: "/crossing/margara-alican"} {
		r := httptest.NewRequest(http.MethodGet, "/crossing/margara-alican", nil)
		r.Host = host
		w := httptest.NewRecorder()
		handler(t).ServeHTTP(w, r)
		var cited string
		for _, n := range parsed(t, w).all("span") {
			if class, _ := n.attr("class"); class == "address" {
				cited = n.text()
			}
		}
		if cited != want {
			t.Errorf("served as %s the page is cited as %q", host, cited)
		}
	}
}

// No address is a fault of the server.
func FuzzAddress(f *testing.F) {
	for _, s := range [][2]string{{"/", ""}, {"/crossing/margara-alican", "on=2024-07-30"}, {"/border/ARM-TUR", "known=1993"}, {"/may", "from=TUR&to=ARM&passport=DEU"},
		{"/route", "from=Iğdır&to=40.1,44.5&arrive-by=2024-07-30T18:00"}, {"/feed/border/ARM-TUR.atom", ""}, {"/statement/%00", "on=-9999-01-01"}, {"/process/armenia-turkey", "on=9999-12-31"},
		{"/source/x", "passport=stateless&mode=road"}, {"/commitment/arm-tur-third-country-2022", "on=0001-01-01&known=0001-01-01"}} {
		f.Add(s[0], s[1])
	}
	h := handler(f)
	f.Fuzz(func(t *testing.T, path, query string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.URL.RawQuery = "/"+strings.TrimPrefix(path, "/"), query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%q?%q answers %d", path, query, w.Code)
		}
	})
}

func BenchmarkPages(b *testing.B) {
	h := handler(b)
	for name, path := range map[string]string{"statement": "/statement/tur-arm-land-closure-1993", "crossing": "/crossing/margara-alican?passport=DEU", "border": "/border/ARM-TUR?passport=DEU",
		"process": "/process/armenia-turkey", "may": "/may?from=TUR&to=ARM&passport=DEU&mode=road", "feed": "/feed/changes.atom"} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if w := get(h, path); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// Work that is stopped, and a server without data yet, say so.
func TestStopped(t *testing.T) {
	stopped, stop := context.WithCancel(context.Background())
	stop()
	r := httptest.NewRequest(http.MethodGet, "/route?from=Kars&to=Yerevan&passport=DEU&on=2024-07-30", nil).WithContext(stopped)
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "Stopped") {
		t.Errorf("stopped work answers %d: %s", w.Code, w.Body)
	}
	if w := get(New(func() *ask.Desk { return nil }), "/"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("without data the answer is %d", w.Code)
	}
}

// Where a page has many claims it shows three sources of each, and has the others at hand; the
// claim's own page shows all.
func TestFewSources(t *testing.T) {
	h := handler(t)
	count := func(path string) (shown, all int) {
		for _, list := range parsed(t, get(h, path)).all("ul") {
			class, _ := list.attr("class")
			for _, a := range list.all("a") {
				if href, _ := a.attr("href"); strings.HasPrefix(href, "/source/") {
					all++
					if class == "sources" {
						shown++
					}
				}
			}
		}
		return shown, all
	}
	r := desk(t).World().Record
	want := len(r.Statement("tur-arm-land-closure-1993").Sources)
	if shown, all := count("/statement/tur-arm-land-closure-1993"); shown != want || all != want {
		t.Errorf("the statement's page shows %d of %d sources, of %d", shown, all, want)
	}
	if _, all := count("/may?from=TUR&to=ARM&at=margara-alican&passport=DEU&mode=road&on=2024-07-30"); all < want {
		t.Errorf("an answer has %d sources; one reason alone has %d", all, want)
	}
	if got := few(make([]*record.SourceView, 9)); len(got.Shown) != 3 || len(got.More) != 6 {
		t.Errorf("of nine %d are shown and %d are not", len(got.Shown), len(got.More))
	}
	if got := few(make([]*record.SourceView, 4)); len(got.Shown) != 4 || len(got.More) != 0 {
		t.Errorf("of four %d are shown", len(got.Shown))
	}
}
