package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"waythrough/reading"
	"waythrough/reading/article"
	"waythrough/reading/feed"
)

// opened is a sentence that can't be mistaken, and openedOn when it happened if it was
// published on 2024-07-30, a Tuesday.
const (
	opened   = "Armenia and Georgia reopened the Bavra border crossing on Monday."
	openedOn = "2024-07-29"
)

// newsFile writes a file for a test and gives its path.
func newsFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A newsAnswer is the answer of read, as its users decode it.
type newsAnswer struct {
	Title, Text, URL string
	Published        *string
	PublishedFrom    string `json:"published_from"`
	Statements       []proposal
	Notes            []string
}

// A said is a statement that an article must yield: ids and words are those of the answer,
// and of several joined by "|" any will do.
type said struct {
	kind     reading.Kind
	status   reading.Status
	modality reading.Modality
	passage  string   // is part of the passage
	who      []string // are among who
	where    []string
	when     string // is date, from or until; "" if the article gives none
	class    string // is part of class
	repeats  string // "" if it is not asked
}

// founding is what the article that started the project says: the meeting, the two things
// agreed, the promise of Vienna and its fate, the flights, the date not set, the minister's
// position, the closure.
var founding = []said{
	{kind: reading.Meeting, status: reading.Held, modality: reading.Fact, passage: "held talks at the Margara-Alican border crossing",
		who: []string{"ARM", "TUR", "Ruben Rubinyan|Rubinyan", "Serdar Kilic|Kilic"}, where: []string{"margara-alican"}, when: "2024-07-30", repeats: "arm-tur-envoys-5"},
	{kind: reading.Commitment, status: reading.Agreed, modality: reading.Fact, passage: "agreed to assess requirements for a future rail link",
		who: []string{"ARM", "TUR"}, where: []string{"akhurik-akyaka"}, when: "2024-07-30", repeats: "arm-tur-rail-assess-2024"},
	{kind: reading.Commitment, status: reading.Agreed, modality: reading.Fact, passage: "to simplify their mutual visa procedures for diplomatic/official passport holders",
		who: []string{"ARM", "TUR"}, when: "2024-07-30", class: "diplomatic/official passport", repeats: "arm-tur-official-visas-2024"},
	{kind: reading.Meeting, status: reading.Held, modality: reading.Fact, passage: "last meeting in Vienna in July 2022",
		who: []string{"ARM", "TUR"}, where: []string{"Vienna"}, when: "2022-07", repeats: "arm-tur-envoys-4"},
	{kind: reading.Commitment, status: reading.Agreed, modality: reading.Fact, passage: "agreed to open their border for crossings by third-country citizens",
		who: []string{"ARM", "TUR"}, when: "2022-07", class: "third-country citizens", repeats: "arm-tur-third-country-2022"},
	{kind: reading.Commitment, status: reading.NotImplemented, modality: reading.Negated, passage: "never implemented"},
	{kind: reading.Service, status: reading.Started, modality: reading.Fact, passage: "flights have been operating between Istanbul and Yerevan since February 2022",
		where: []string{"istanbul", "yerevan"}, when: "2022-02"},
	{kind: reading.Commitment, status: reading.NoDate, modality: reading.Negated, passage: "did not set a date for opening the border to foreign citizens",
		who: []string{"ARM", "TUR"}, when: "2024-07-30", class: "foreign citizens"},
	{kind: reading.Position, status: reading.Stated, modality: reading.Reported, passage: "ready to completely normalise relations with Turkey, establish diplomatic relations and open",
		who: []string{"Mirzoyan|Ararat Mirzoyan"}, when: "2024-07", repeats: "arm-position-mirzoyan-2024"},
	{kind: reading.Crossing, status: reading.Closed, modality: reading.Fact, passage: "Turkey closed its border with Armenia in 1993",
		who: []string{"TUR"}, when: "1993", repeats: "tur-arm-land-closure-1993"},
}

// alsoSaid bounds what else may be proposed from it: the crossing normally closed, what was
// reconfirmed, what the sides say they want, and the causes of it all.
var alsoSaid = []said{
	{kind: reading.Crossing, status: reading.Closed, modality: reading.Fact, passage: "normally closed"},
	{kind: reading.Commitment, status: reading.Reconfirmed, modality: reading.Fact, passage: "reconfirmed the agreements"},
	{kind: reading.Position, status: reading.Stated, modality: reading.Reported},
	{kind: reading.Background, status: reading.Stated, modality: reading.Fact},
}

func TestReadFounding(t *testing.T) {
	const path = "../../../shared/sources/the-national-2024-07-30.txt"
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the founding article is not at %s: %v", path, err)
	}
	a := answerOf[newsAnswer](t, "read", path)
	exact(t, a)
	if a.Published == nil || *a.Published != "2024-07-30" || a.PublishedFrom != "the file's header" || len(a.Notes) > 0 {
		t.Errorf("published %v, says %s; notes %q", a.Published, a.PublishedFrom, a.Notes)
	}
	used := make([]bool, len(a.Statements))
	for _, want := range founding {
		i := slices.IndexFunc(a.Statements, want.is)
		if i < 0 {
			t.Errorf("not said: %s %s %s %q", want.kind, want.status, want.modality, want.passage)
			continue
		}
		used[i] = true
		want.check(t, a.Statements[i])
	}
	for i, p := range a.Statements {
		if !used[i] && !slices.ContainsFunc(alsoSaid, func(s said) bool { return s.is(p) }) {
			t.Errorf("the article does not say this: %s %s %s %q", p.Kind, p.Status, p.Modality, p.Passage)
		}
	}
}

func (s said) is(p proposal) bool {
	return p.Kind == s.kind && p.Status == s.status && p.Modality == s.modality && strings.Contains(p.Passage, s.passage)
}

func (s said) check(t *testing.T, p proposal) {
	t.Helper()
	has := func(list []string, any string) bool {
		return slices.ContainsFunc(strings.Split(any, "|"), func(w string) bool { return slices.Contains(list, w) })
	}
	for _, w := range s.who {
		if !has(p.Who, w) {
			t.Errorf("%q: who %q, not %s", s.passage, p.Who, w)
		}
	}
	for _, w := range s.where {
		if !has(p.Where, w) {
			t.Errorf("%q: where %q, not %s", s.passage, p.Where, w)
		}
	}
	when := ""
	for _, d := range []*string{p.Date, p.From, p.Until} {
		if d != nil {
			when += *d
		}
	}
	if s.status != reading.NotImplemented && when != s.when {
		t.Errorf("%q: when %q, not %q", s.passage, when, s.when)
	}
	if !strings.Contains(p.Class, s.class) {
		t.Errorf("%q: class %q, not %q", s.passage, p.Class, s.class)
	}
	if s.repeats != "" && p.Repeats != s.repeats {
		t.Errorf("%q: repeats %q, not %q", s.passage, p.Repeats, s.repeats)
	}
}

// exact holds every passage against the characters of the text that it is said to be.
func exact(t *testing.T, a newsAnswer) {
	t.Helper()
	text := []rune(a.Text)
	for _, p := range a.Statements {
		if p.Start < 0 || p.End > len(text) || p.Start >= p.End || string(text[p.Start:p.End]) != p.Passage {
			t.Errorf("characters %d to %d of the text are not the passage %q", p.Start, p.End, p.Passage)
		}
	}
}

// Places in a text are counted in characters, not in bytes or in halves of an emoji.
func TestReadOffsets(t *testing.T) {
	before := "Ախուրյան գետի վրա 🌉🇦🇲: ճանապարհը բաց է։\n\n"
	path := newsFile(t, "armenian.txt", before+opened+"\n\nნინოწმინდა 🙂 "+"Armenia closed its border with Iran on 1 July 2024.\n")
	a := answerOf[newsAnswer](t, "read", path, "--published", "2024-07-30")
	exact(t, a)
	if i := slices.IndexFunc(a.Statements, func(p proposal) bool { return p.Status == reading.Open }); i < 0 {
		t.Errorf("the crossing did not open: %+v", a.Statements)
	} else if p := a.Statements[i]; p.Start != utf8.RuneCountInString(before) || *p.Date != openedOn {
		t.Errorf("the passage begins at %d, %d characters into the text; date %s", p.Start, utf8.RuneCountInString(before), *p.Date)
	}
	if !slices.ContainsFunc(a.Statements, func(p proposal) bool { return p.Status == reading.Closed && p.Start > 100 }) {
		t.Errorf("the border did not close: %+v", a.Statements)
	}
}

// Counting characters agrees with counting from the beginning, in any order.
func TestCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.StringN(0, 300, -1).Draw(t, "text"), rapid.IntRange(1, 20).Draw(t, "times"))
		count := characters(text)
		var starts []int
		for i := range text {
			starts = append(starts, i)
		}
		for range 20 {
			at := rapid.SampledFrom(append(starts, len(text))).Draw(t, "at")
			if got, want := count(at), utf8.RuneCountInString(text[:at]); got != want {
				t.Fatalf("%d characters up to byte %d; they are %d", got, at, want)
			}
		}
	})
}

// The fields of the contract, every one in each statement; what is not known is null or empty.
func TestReadFields(t *testing.T) {
	path := newsFile(t, "a.txt", opened)
	fields := []string{"class", "date", "end", "from", "kind", "modality", "mode", "passage", "start", "status", "until", "what", "where", "who"}
	for _, published := range []string{"", "2024-07-30"} {
		args := []string{"read", path}
		if published != "" {
			args = append(args, "--published", published)
		}
		a := answerOf[struct{ Statements []map[string]json.RawMessage }](t, args...)
		if len(a.Statements) != 1 {
			t.Fatalf("%d statements, not 1", len(a.Statements))
		}
		s := a.Statements[0]
		if got := slices.Sorted(maps.Keys(s)); !slices.Equal(got, fields) {
			t.Errorf("fields %q, not %q", got, fields)
		}
		date := "null"
		if published != "" {
			date = `"` + openedOn + `"`
		}
		for field, want := range map[string]string{"kind": `"crossing"`, "status": `"open"`, "modality": `"fact"`, "date": date,
			"from": "null", "until": "null", "start": "0", "end": "64", "class": `""`, "mode": `""`} {
			if string(s[field]) != want {
				t.Errorf("published %q: %s is %s, not %s", published, field, s[field], want)
			}
		}
	}
}

// What is no article is refused in a sentence, within bounds, and with the right code: 2 for
// what was asked wrongly, 1 for what can't be had.
func TestReadRefuses(t *testing.T) {
	huge := newsFile(t, "huge.txt", opened)
	if err := os.Truncate(huge, 1<<32); err != nil {
		t.Skipf("no file of 4 GiB can be made: %v", err)
	}
	long := newsFile(t, "long.txt", strings.Repeat(opened+"\n", article.DefaultLimit/len(opened)+1))
	good := newsFile(t, "good.txt", opened)
	tests := []struct {
		name string
		args []string
		code int
		want string
	}{
		{"good", []string{good}, answered, ""},
		{"wrong day", []string{good, "--published", "yesterday"}, unreadable, `"yesterday" is not a date`},
		{"no such day", []string{good, "--published", "2023-02-29"}, unreadable, "is not a date"},
		{"nothing asked", nil, unreadable, "takes an article"},
		{"scheme", []string{"gopher://a/b"}, unreadable, "https://"},
		{"missing", []string{good + "x"}, failed, "no such file"},
		{"folder", []string{filepath.Dir(good)}, failed, "give a file"},
		{"empty", []string{newsFile(t, "e.txt", "")}, failed, "e.txt: reading the article: there is no text in it"},
		{"picture", []string{newsFile(t, "p.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, failed, "picture"},
		{"archive", []string{newsFile(t, "a.zip", "PK\x03\x04\x14\x00\x00\x00")}, failed, "a.zip: reading the article: "},
		{"noise", []string{newsFile(t, "n.txt", strings.Repeat("\x00\x01\xfe", 500))}, failed, "n.txt: reading the article: "},
		{"hole of 4 GiB", []string{huge}, failed, "longer than"},
		{"too long", []string{long}, failed, "longer than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errOut bytes.Buffer
			code := run(append([]string{"read"}, tt.args...), &out, &errOut)
			if code != tt.code || !strings.Contains(errOut.String(), tt.want) || code != answered && out.Len() > 0 {
				t.Errorf("exit %d with %q and %q; want %d and %q", code, errOut.String(), out.String(), tt.code, tt.want)
			}
		})
	}
}

// An address is read as a file is, with what the server says of its encoding; and only if it
// is public, or private ones were allowed.
func TestReadAddress(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=windows-1254")
			fmt.Fprintf(w, "<html><head><meta property='article:published_time' content='2024-07-30'></head><body><article><p>Do\xf0ukap\xfd. %s</p></article></body></html>", opened)
		case "/moved":
			http.Redirect(w, r, "/page", http.StatusFound)
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	for _, path := range []string{"/page", "/moved"} {
		a := answerOf[newsAnswer](t, "read", site.URL+path, "--private")
		exact(t, a)
		if len(a.Statements) != 1 || a.Statements[0].Date == nil || *a.Statements[0].Date != openedOn || a.URL != site.URL+"/page" || !strings.HasPrefix(a.Text, "Doğukapı.") {
			t.Errorf("%s: %+v", path, a)
		}
	}
	for _, tt := range []struct{ path, flag, want string }{
		{"/page", "--explain", "127.0.0.1 is a loopback address: only public addresses are asked"},
		{"/nothing", "--private", "it answers 404"},
		{"/circle", "--private", "the redirects go in a circle"},
	} {
		var out, errOut bytes.Buffer
		if code := run([]string{"read", site.URL + tt.path, tt.flag}, &out, &errOut); code != failed || !strings.Contains(errOut.String(), tt.want) || out.Len() > 0 {
			t.Errorf("%s %s: exit %d, %q", tt.path, tt.flag, code, errOut.String())
		}
	}
}

// A public page that leads to a private one, or whose name has a private address, is refused
// by the name of where it leads.
func TestReadLedAstray(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "public.example" {
			t.Errorf("%s was asked", r.Host)
		}
		http.Redirect(w, r, "http://"+strings.TrimPrefix(r.URL.Path, "/")+"/admin", http.StatusFound)
	}))
	defer site.Close()
	w := feed.Watcher{
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			if host == "intranet.example" {
				return []netip.Addr{netip.MustParseAddr("10.0.0.7")}, nil
			}
			return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if address != "8.8.8.8:80" {
				t.Errorf("connected to %s", address)
			}
			return (&net.Dialer{}).DialContext(ctx, network, site.Listener.Addr().String())
		},
	}
	for address, want := range map[string]string{
		"http://public.example/127.0.0.1":        "127.0.0.1 is a loopback address",
		"http://public.example/intranet.example": "intranet.example is at 10.0.0.7, a private address",
		"http://public.example/169.254.169.254":  "the metadata address of a cloud",
		"http://intranet.example/":               "intranet.example is at 10.0.0.7, a private address",
	} {
		watcher := w
		watcher.Pause = 1
		body, err := readSource(t.Context(), address, &watcher, &article.Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v; want %q", address, body, err, want)
		}
	}
}
