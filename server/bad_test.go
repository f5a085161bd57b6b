package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// An attack is an operation with what it takes, from the description.
type attack struct {
	path, method string
	params       []describedParam
	body         map[string]any // properties of the body
}

// attacked is a server and its operations, made once.
var attacked = sync.OnceValue(func() (out struct {
	handler http.Handler
	attacks []attack
	kinds   map[string]any // components
}) {
	s, err := New(Options{Desk: shipped()})
	if err != nil {
		panic(err)
	}
	out.handler = s.Handler()
	w := httptest.NewRecorder()
	out.handler.ServeHTTP(w, httptest.NewRequest("GET", "/openapi.json", nil))
	var d described
	var whole struct {
		Components struct{ Schemas map[string]any }
	}
	if json.Unmarshal(w.Body.Bytes(), &d) != nil || json.Unmarshal(w.Body.Bytes(), &whole) != nil {
		panic("the description can't be read")
	}
	out.kinds = whole.Components.Schemas
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			op := d.Paths[path][method]
			a := attack{path: path, method: strings.ToUpper(method), params: op.Parameters}
			if body := op.RequestBody.Content["application/json"].Schema; body != nil {
				name := strings.TrimPrefix(body["$ref"].(string), "#/components/schemas/")
				a.body = out.kinds[name].(map[string]any)["properties"].(map[string]any)
			}
			out.attacks = append(out.attacks, a)
		}
	}
	return out
})

// words are values that are wrong somewhere: empty, huge, other scripts and directions, not
// UTF-8, signs of other languages, numbers at their ends, dates that are none, and values
// that are right elsewhere.
var badWords = []string{"", " ", "0", "-1", "1e309", "NaN", "Inf", "-Infinity", "9223372036854775808", "0x10", "null", "true", "[]", "{}", "\x00", "a\x00b", "\xff\xfe", "\ufeff", "\u202eABC", "ԱԲԳ", "é́́́", "💥",
	"'; DROP TABLE", "../../../etc/passwd", "/etc/passwd", "<script>", "%s%n", "${x}", strings.Repeat("A", 201), strings.Repeat("é", 5000), "TUR", "DEU:diplomatic", "DEU:nothing", "stateless", "2024-02-30", "2024-13", "0000-00-00", "-9999-01-01",
	"99999-01-01", "2024-07-30T25:00", "2024-07-30/2024-08-01", "2024-07-30T08:00", "today", "2024-07-30", "91,181", "40.1,44.5", "NaN,NaN", "visa:ARM", "visa:", ":", "@", "abkhazia@psou:2024-05-01", "close:", "close:margara-alican", "no-law", "no-waits",
	"arm-tur-third-country-2022", "statements.yaml", "6h", "-6h", "1000000h", "0s", "armenia-turkey", "yerevan", "Yerevan", "json", "csv"}

// right are values that are wanted for what a question can't do without, so that what is
// wrong elsewhere is reached.
var right = map[string]string{"from": "TUR", "to": "ARM", "q": "Yer", "since": "2024-01-01", "process": "armenia-turkey", "within": "1h"}

// bad draws a value for a body: of whatever type.
func bad(t *rapid.T, deep int) any {
	switch rapid.IntRange(0, 9).Draw(t, "type") {
	case 0:
		return rapid.SampledFrom([]any{nil, true, false}).Draw(t, "plain")
	case 1:
		return rapid.SampledFrom([]float64{0, -1, 1, 0.5, 1e308, -1e308, math.MaxInt64, 5e-324}).Draw(t, "number")
	case 2:
		if deep > 2 {
			return []any{}
		}
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) any { return bad(t, deep+1) }), 0, 3).Draw(t, "list")
	case 3:
		if deep > 2 {
			return map[string]any{}
		}
		return map[string]any{rapid.SampledFrom([]string{"id", "lat", "lon", "columns", "from", ""}).Draw(t, "key"): bad(t, deep+1)}
	case 4:
		return rapid.String().Draw(t, "text")
	case 5:
		return []any{rapid.SampledFrom(badWords).Draw(t, "only")}
	}
	return rapid.SampledFrom(badWords).Draw(t, "word")
}

// No value of any parameter of the description, alone or beside others, by address or by
// body, gives anything but an answer or a problem that is no fault of the server's.
func TestBadInputIsNoFaultOfTheServer(t *testing.T) {
	a := attacked()
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SampledFrom(a.attacks).Draw(t, "operation")
		r := x.request(t)
		w := httptest.NewRecorder()
		a.handler.ServeHTTP(w, r)
		judge(t, w, x.path)
	})
}

// request draws a request with values for some parameters.
func (x attack) request(t *rapid.T) *http.Request {
	word := func(name string) string {
		if v, ok := right[name]; ok && rapid.IntRange(0, 2).Draw(t, "right") > 0 {
			return v
		}
		if rapid.IntRange(0, 4).Draw(t, "drawn") == 0 {
			return rapid.String().Draw(t, name)
		}
		return rapid.SampledFrom(badWords).Draw(t, name)
	}
	if x.method == http.MethodPost {
		body := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(x.body)) {
			v, needed := right[name]
			switch {
			case needed && rapid.Bool().Draw(t, "right"):
				body[name] = v
				if name == "within" {
					body[name] = []string{v}
				}
			case rapid.IntRange(0, 6).Draw(t, "take "+name) == 0:
				body[name] = bad(t, 0)
			}
		}
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", x.path, strings.NewReader(string(text)))
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	path, query := x.path, url.Values{}
	for _, p := range x.params {
		switch _, needed := right[p.Name]; {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(word(p.Name)))
		case needed || rapid.IntRange(0, 4).Draw(t, "take "+p.Name) == 0:
			query.Add(p.Name, word(p.Name))
			if rapid.IntRange(0, 9).Draw(t, "again") == 0 {
				query.Add(p.Name, word(p.Name))
			}
		}
	}
	r := httptest.NewRequest("GET", "http://test/", nil)
	r.URL = &url.URL{Scheme: "http", Host: "test", Path: path, RawQuery: query.Encode()}
	if raw, err := url.PathUnescape(path); err == nil {
		r.URL.Path, r.URL.RawPath = raw, path
	}
	return r
}

// judge holds what came back against what may.
func judge(t rapid.TB, w *httptest.ResponseRecorder, path string) {
	switch {
	case w.Code >= 500:
		t.Fatalf("%s gave %d: %s", path, w.Code, w.Body)
	case w.Code >= 400:
		var p Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Detail == "" || p.Status != w.Code {
			t.Fatalf("%s gave %d without a problem that says so: %s", path, w.Code, w.Body)
		}
	case w.Code >= 300 && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect:
		t.Fatalf("%s gave %d", path, w.Code)
	}
}

// unreadable are questions that can't be read, and what has to be said of them.
var unreadable = []struct {
	method, address, body string
	status                int
	parameter             string
	says                  []string
}{
	{"GET", "/v1/may?from=TUR&to=ARM&pasport=DEU", "", 400, "pasport", []string{"did you mean passport?"}},
	{"GET", "/v1/may?from=TUR&to=ARM&colour=red", "", 400, "colour", []string{"there are", "passport", "vehicle"}},
	{"GET", "/v1/may?from=TUR&to=ARM&residence=DEU", "", 400, "residence", []string{"POST /v1/may"}},
	{"GET", "/v1/route?from=a&to=b&entered=abkhazia@psou:2024-05-01", "", 400, "entered", []string{"POST /v1/route"}},
	{"GET", "/v1/may?from=TUR&from=GEO&to=ARM", "", 400, "from", []string{"2 times"}},
	{"GET", "/v1/may?from=%zz", "", 400, "", []string{"%25"}},
	{"GET", "/v1/may?to=ARM", "", 422, "from", []string{"missing", "area left"}},
	{"GET", "/v1/may?from=TUR&to=ARN", "", 422, "to", []string{"Armenia"}},
	{"GET", "/v1/may?from=TUR&to=ARM&on=2024-02-30", "", 422, "on", []string{"2024-02-30"}},
	{"GET", "/v1/may?from=TUR&to=ARM&passport=DUE", "", 422, "passport", []string{"DEU"}},
	{"GET", "/v1/places?q=Yer&most=many", "", 422, "most", []string{"invalid integer", "how many"}},
	{"GET", "/v1/places?q=Yer&most=51", "", 422, "most", []string{"50"}},
	{"GET", "/v1/route?from=Kars&to=Gyumri&by=horse", "", 422, "by", []string{"car"}},
	{"GET", "/v1/process/armenia-turky", "", 404, "process", []string{"armenia-turkey"}},
	{"GET", "/v1/reach?from=Gyumri", "", 422, "within", []string{"6h"}},
	{"GET", "/v1/whatif?if=/etc/passwd", "", 422, "if", []string{"statements"}},
	{"GET", "/v1/whatif?if=" + promise + "&exponent=NaN", "", 422, "exponent", nil},
	{"POST", "/v1/whatif", `{"if":["no-law"],"places":[{"id":"Kars","columns":{"x":-1}},{"id":"Gyumri","columns":{"x":-1e308}}],"weight":"x"}`, 422, "places", []string{"not negative"}},
	{"POST", "/v1/whatif", `{"if":["no-law"],"places":[{"id":"Kars"},{"id":"Gyumri"}],"exponent":1e308,"format":"csv"}`, 422, "exponent", []string{"exponent"}},
	{"GET", "/v1/mai", "", 404, "", []string{"/v1/may"}},
	{"GET", "/v1/nothing", "", 404, "", []string{"/v1/route"}},
	{"DELETE", "/v1/may", "", 405, "", []string{"GET or POST"}},
	{"GET", "/v1/matrix", "", 405, "", []string{"POST"}},
	{"POST", "/v1/may?from=TUR", `{}`, 400, "from", []string{"body"}},
	{"POST", "/v1/may", `{"from":"TUR"`, 400, "", []string{"JSON"}},
	{"POST", "/v1/may", ` `, 400, "", []string{"empty"}},
	{"POST", "/v1/may", `[]`, 422, "", []string{"object"}},
	{"POST", "/v1/may", `{"from":"TUR"}`, 422, "to", []string{"missing", "area entered"}},
	{"POST", "/v1/may", `{"from":"TUR","to":"ARM","age":"old"}`, 422, "age", []string{"integer", "age in years"}},
	{"POST", "/v1/may", `{"from":"TUR","to":"ARM","age":-1}`, 422, "age", []string{">= 0"}},
	{"POST", "/v1/may", `{"from":"TUR","to":"ARM","residense":"DEU"}`, 422, "residense", []string{"did you mean residence?"}},
	{"POST", "/v1/may", `{"from":"TUR","to":"ARM","passport":"DEU"}`, 422, "passport", []string{"array"}},
	{"POST", "/v1/matrix", `{"places":[]}`, 422, "places", []string{"missing"}},
	{"POST", "/v1/matrix", `{"places":[{"id":"Nowhere at all"}]}`, 422, "places", []string{"places[0]"}},
	{"POST", "/v1/matrix", `{"places":[` + strings.Repeat(`{"id":"Kars"},`, 1000) + `{"id":"Kars"}]}`, 422, "places", []string{"1000"}},
	{"POST", "/v1/whatif", `{"if":["` + promise + `"],"statements":"` + strings.Repeat("a", 70000) + `"}`, 422, "statements", []string{"65536"}},
	{"POST", "/v1/may", `{"from":"` + strings.Repeat("a", 1<<20) + `"}`, 413, "", []string{"1048576"}},
}

// What can't be read is told with the parameter and what would do.
func TestProblemsNameTheParameter(t *testing.T) {
	_, at := running(t, Options{})
	for _, c := range unreadable {
		r := send(t, c.method, at+c.address, c.body)
		if r.status != c.status {
			t.Errorf("%s %s %.80s: %d, want %d: %.300s", c.method, c.address, c.body, r.status, c.status, r.body)
			continue
		}
		p := r.problem(t)
		if p.Parameter != c.parameter {
			t.Errorf("%s %s %.80s names the parameter %q, want %q: %s", c.method, c.address, c.body, p.Parameter, c.parameter, p.Detail)
		}
		for _, s := range c.says {
			if !strings.Contains(p.Detail, s) {
				t.Errorf("%s %s %.80s: %q says nothing of %q", c.method, c.address, c.body, p.Detail, s)
			}
		}
		if r.header.Get("Cache-Control") != "no-store" || r.header.Get("ETag") != "" {
			t.Errorf("%s %s %.80s: a problem may be kept: %v", c.method, c.address, c.body, r.header)
		}
	}
	r := send(t, "POST", at+"/v1/may", `{"from":"TUR"}`, "Content-Type", "text/plain")
	if r.status != http.StatusUnsupportedMediaType {
		t.Errorf("a body in text/plain: %d", r.status)
	}
}

// Whatever stands in an address and in a body, nothing is the server's fault.
func FuzzAddress(f *testing.F) {
	for _, path := range []string{"may?from=TUR&to=ARM&passport=DEU&on=2024-07-30", "route?from=Kars&to=Gyumri&by=foot", "process/armenia-turkey?known=1993", "places?q=%00&most=3", "crossings?if=x&on=today", "events?at=margara-alican", "changes?since=2024&until=", "commitments?at=ARM", "../x", "may/%2e%2e/", "may?;"} {
		f.Add(path)
	}
	a := attacked()
	f.Fuzz(func(t *testing.T, path string) {
		u, err := url.ParseRequestURI("/v1/" + path)
		if err != nil || strings.Contains(u.Path, "whatif") || strings.Contains(u.Path, "sweep") || strings.Contains(u.Path, "reach") {
			return // these take seconds
		}
		r := httptest.NewRequest("GET", "http://test/", nil)
		r.URL = u
		w := httptest.NewRecorder()
		a.handler.ServeHTTP(w, r)
		judge(t, w, path)
	})
}

// FuzzBody does the same for bodies.
func FuzzBody(f *testing.F) {
	for i, body := range []string{`{"from":"TUR","to":"ARM","passport":["DEU"],"entered":["abkhazia@psou:2024-05-01"]}`, `{"from":"Kars","to":"Gyumri","age":1e3}`, `{"places":[{"id":"Kars","lat":1,"lon":2},{"id":"Gyumri"}],"format":"csv"}`, `{"holds":[null]}`, `[`, "\xff", `{"from":{"from":[]}}`} {
		f.Add(uint8(i), body)
	}
	a := attacked()
	f.Fuzz(func(t *testing.T, which uint8, body string) {
		path := []string{"/v1/may", "/v1/route", "/v1/matrix", "/v1/crossings"}[which%4]
		r := httptest.NewRequest("POST", path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		a.handler.ServeHTTP(w, r)
		judge(t, w, fmt.Sprintf("%s with %q", path, body))
	})
}
