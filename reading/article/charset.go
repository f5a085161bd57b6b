package article

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// declaration finds what a document says of its own encoding near its beginning.
var (
	declaration = regexp.MustCompile(`(?i)<meta[^>]{0,200}\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})|^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})`)
	language    = regexp.MustCompile(`(?i)<html[^>]{0,400}\blang\s*=\s*["']?([a-z]{2,3})`)
)

// declaredWithin is how far into a document it may say its encoding; the standard has
// 1024 bytes, pages take more.
const declaredWithin = 16 << 10

// boms in the order in which they must be tried: that of UTF-32 begins as that of UTF-16.
var boms = []struct {
	mark string
	name string
	enc  encoding.Encoding
}{
	{"\xef\xbb\xbf", "utf-8", encoding.Nop},
	{"\xff\xfe\x00\x00", "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\xfe\xff", "utf-32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"\xff\xfe", "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xfe\xff", "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// decode gives the input as UTF-8 and says, in note, if it is not what it was declared to
// be. Signs count in this order: a byte order mark; UTF-8 that is valid and not all
// ASCII, which nothing else is by chance; what HTTP says; what the document says; what
// the bytes look like. What cannot be read becomes U+FFFD.
func decode(b []byte, contentType string) (text, note string) {
	for _, bom := range boms {
		if bytes.HasPrefix(b, []byte(bom.mark)) {
			return with(bom.enc, b[len(bom.mark):]), ""
		}
	}
	if e, name := wide(b); e != nil {
		return with(e, b), "no encoding is declared; read as " + name
	}
	said := declared(b, contentType)
	if utf8.Valid(b) && !shifts(said) {
		if said != "" && said != "utf-8" && !ascii(b) {
			return string(b), fmt.Sprintf("declared as %s; read as utf-8, which it is", said)
		}
		return string(b), ""
	}
	if said == "utf-8" && mostlyUTF8(b) {
		return strings.ToValidUTF8(string(b), "\ufffd"), "some bytes are no utf-8; they stand as \ufffd"
	}
	guess := looksLike(b)
	if e, _ := charset.Lookup(said); e != nil && said != "utf-8" && said != "replacement" && !(guess == "windows-1251" && said == "windows-1252") {
		return with(e, b), ""
	}
	e, _ := charset.Lookup(guess)
	if said == "" {
		return with(e, b), "no encoding is declared; read as " + guess
	}
	return with(e, b), fmt.Sprintf("declared as %s; read as %s, which it looks like", said, guess)
}

func with(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil { // the decoders here replace what they can't read; should one not:
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

// declared is the encoding that HTTP or the document names, by its standard name, or "".
func declared(b []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if _, name := charset.Lookup(params["charset"]); name != "" {
			return name
		}
	}
	head := b[:min(len(b), declaredWithin)]
	if i := bytes.IndexByte(head, '<'); i < 0 {
		return "" // a text: it has nowhere to say so
	}
	if m := declaration.FindSubmatch(head); m != nil {
		label := string(m[1]) + string(m[2])
		if _, name := charset.Lookup(label); strings.HasPrefix(name, "utf-16") {
			return "utf-8" // a document that could be read this far is not UTF-16
		} else if name != "" {
			return name
		}
	}
	return ""
}

// shifts says whether an encoding writes everything in ASCII bytes, so that being valid
// UTF-8 says nothing.
func shifts(name string) bool { return name == "iso-2022-jp" }

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// wide recognises UTF-16 without a byte order mark: of the bytes of Latin letters, digits
// and blanks every other is 0.
func wide(b []byte) (encoding.Encoding, string) {
	b = b[:min(len(b), 4096)&^1]
	even, odd := 0, 0
	for i := 0; i < len(b); i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	switch pairs := len(b) / 2; {
	case pairs < 4:
	case odd*10 > pairs && even == 0:
		return boms[3].enc, boms[3].name
	case even*10 > pairs && odd == 0:
		return boms[4].enc, boms[4].name
	}
	return nil, ""
}

// mostlyUTF8 says whether nearly all that is not ASCII is UTF-8: a page of UTF-8 with
// something else pasted into it, or cut short.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > bad
}

// looksLike guesses an encoding of one byte a letter: that of the page's language, else
// Cyrillic where letters beyond ASCII stand together in words, else Western European.
// (Armenian has none that is still in use.)
func looksLike(b []byte) string {
	lang := ""
	if m := language.FindSubmatch(b[:min(len(b), declaredWithin)]); m != nil {
		lang = strings.ToLower(string(m[1]))
	}
	switch lang {
	case "tr", "az":
		return "windows-1254"
	case "ko":
		return "euc-kr"
	case "ja":
		return "shift_jis"
	case "zh":
		return "gb18030"
	case "el":
		return "windows-1253"
	case "ar", "fa", "ur":
		return "windows-1256"
	case "he":
		return "windows-1255"
	case "pl", "cs", "sk", "hu", "ro", "hr", "sl":
		return "windows-1250"
	case "lt", "lv", "et":
		return "windows-1257"
	}
	high, pairs, lower, upper := 0, 0, 0, 0
	for i, c := range b {
		if c < 0xc0 {
			continue
		}
		high++
		if i > 0 && b[i-1] >= 0xc0 {
			pairs++
		}
		if c >= 0xe0 {
			lower++
		} else {
			upper++
		}
	}
	switch {
	case high < 8 || pairs*10 < high*6:
		return "windows-1252"
	case upper > lower: // KOI8-R has its small letters where windows-1251 has capitals
		return "koi8-r"
	}
	return "windows-1251"
}
