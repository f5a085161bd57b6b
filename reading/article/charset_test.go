package article_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"waythrough/reading/article"
)

func encode(t *testing.T, name, s string) string {
	t.Helper()
	e, _ := charset.Lookup(name)
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("%s in %s: %v", s, name, err)
	}
	return out
}

const (
	turkish  = "Iğdır’daki Alican sınır kapısı bugün açıldı, şimdi geçiş serbest."
	russian  = "Граница между Арменией и Турцией на этой неделе была открыта впервые."
	korean   = "국경 검문소가 월요일에 다시 열렸다고 외교부가 밝혔다."
	armenian = "Մարգարայի անցակետը բացվեց երկուշաբթի օրը։"
	german   = "Der Übergang an der Grenze wird für Fußgänger geöffnet."
	polish   = "Przejście graniczne w Kuźnicy zostało wczoraj otwarte, śladów żadnych."
)

// The same text in many encodings, declared rightly, wrongly or not at all.
func TestEncodings(t *testing.T) {
	for _, c := range []struct{ name, text, in, http, note string }{
		{"UTF-8", armenian, armenian, "", ""},
		{"UTF-8 with its mark, declared as another", armenian, "\ufeff" + armenian, "text/html; charset=euc-kr", ""},
		{"HTTP says", turkish, encode(t, "windows-1254", turkish), "text/html; charset=windows-1254", ""},
		{"HTTP says latin5", turkish, encode(t, "windows-1254", turkish), "text/html; charset=ISO-8859-9", ""},
		{"the page says", turkish, `<html><meta charset="windows-1254"><body><p>` + encode(t, "windows-1254", turkish), "text/html", ""},
		{"the page says it the old way", russian, `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><body><p>` + encode(t, "windows-1251", russian), "", ""},
		{"the page says it late", korean, `<html><head>` + strings.Repeat("<!-- x -->", 500) + `<meta charset=euc-kr><body><p>` + encode(t, "euc-kr", korean), "", ""},
		{"XML says", german, `<?xml version="1.0" encoding="ISO-8859-1"?><html><body><p>` + encode(t, "windows-1252", german), "", ""},
		{"HTTP goes before the page", russian, `<html><meta charset=windows-1252><body><p>` + encode(t, "koi8-r", russian), "text/html; charset=koi8-r", ""},
		{"UTF-8, called something else", korean, `<html><meta charset=euc-kr><body><p>` + korean, "", "declared as euc-kr; read as utf-8"},
		{"UTF-8, called latin by HTTP", turkish, turkish, "text/plain; charset=iso-8859-1", "declared as windows-1252; read as utf-8"},
		{"Cyrillic, called latin", russian, encode(t, "windows-1251", russian), "text/plain; charset=iso-8859-1", "declared as windows-1252; read as windows-1251"},
		{"Cyrillic, called UTF-8", russian, encode(t, "windows-1251", russian), "text/plain; charset=utf-8", "declared as utf-8; read as windows-1251"},
		{"not declared: windows-1251", russian, encode(t, "windows-1251", russian), "", "read as windows-1251"},
		{"not declared: KOI8-R", russian, encode(t, "koi8-r", russian), "", "read as koi8-r"},
		{"not declared: Western", german, encode(t, "windows-1252", german), "", "read as windows-1252"},
		{"not declared: Turkish", turkish, `<html lang="tr-TR"><body><p>` + encode(t, "windows-1254", turkish), "", "read as windows-1254"},
		{"not declared: Korean", korean, `<html lang=ko><body><p>` + encode(t, "euc-kr", korean), "", "read as euc-kr"},
		{"not declared: Polish", polish, `<html lang='pl'><body><p>` + encode(t, "windows-1250", polish), "", "read as windows-1250"},
		{"UTF-16 with its mark", armenian, "\xff\xfe" + encode(t, "utf-16le", armenian), "", ""},
		{"UTF-16, big end first", armenian, "\xfe\xff" + encode(t, "utf-16be", armenian), "", ""},
		{"UTF-16 without a mark", "The gate opened, " + armenian, encode(t, "utf-16le", "The gate opened, "+armenian), "", "read as utf-16le"},
		{"a page that calls itself UTF-16 and is not", german, `<html><meta charset=utf-16><body><p>` + german, "", ""},
		{"an encoding nobody knows", german, german, "text/plain; charset=klingon", ""},
		{"ISO-2022-JP", "国境が開いた。", encode(t, "iso-2022-jp", "国境が開いた。"), "text/plain; charset=iso-2022-jp", ""},
	} {
		art, err := article.Read([]byte(c.in), article.Options{ContentType: c.http})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if art.Text != c.text || !strings.Contains(strings.Join(art.Notes, ";"), c.note) || (c.note == "") != (len(art.Notes) == 0) {
			t.Errorf("%s: %q, notes %q", c.name, art.Text, art.Notes)
		}
	}
}

// What is broken is replaced, and what stands beside it is kept.
func TestBrokenEncodings(t *testing.T) {
	for _, c := range []struct{ in, http, want string }{
		{"sınır kapısı \xff\xfe\xc3 açıldı, şimdi geçiş", "text/plain; charset=utf-8", "sınır kapısı \ufffd açıldı, şimdi geçiş"},
		{"sınır kapısı açıldı \xc5", "text/html; charset=utf-8", "sınır kapısı açıldı \ufffd"},
		{"\xff\xfeA\x00\x00\xd8B\x00C", "", "A\ufffdB\ufffd"},
		{encode(t, "euc-kr", "국경") + "\xff 1", "text/plain; charset=euc-kr", "국경\ufffd 1"},
	} {
		art, err := article.Read([]byte(c.in), article.Options{ContentType: c.http})
		if err != nil || art.Text != c.want {
			t.Errorf("%q: %+v %v", c.in, art, err)
		}
	}
}
