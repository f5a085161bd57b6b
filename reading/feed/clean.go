package feed

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var xmlEncoding = regexp.MustCompile(`^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// clean gives a feed in UTF-8, whatever it is in: without byte order mark and XML
// declaration (which would be wrong now), and without the characters XML forbids.
//
// A byte order mark decides, then what the bytes are: text outside ASCII that is valid
// UTF-8 is UTF-8, for no other encoding looks like it for long. Then what HTTP says,
// then what the document says. What doesn't decode becomes U+FFFD.
func clean(body []byte, contentType string) string {
	var text string
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		text = string(body[3:])
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\x00<\x00")):
		text = decode(body, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case bytes.HasPrefix(body, []byte("\xFF\xFE")), bytes.HasPrefix(body, []byte("<\x00")):
		text = decode(body, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case utf8.Valid(body) && !ascii(body):
		text = string(body)
	default:
		text = decode(body, declared(body, contentType))
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.TrimLeft(text, " \t\r\n\uFEFF")
	if strings.HasPrefix(text, "<?xml") {
		if end := strings.Index(text, "?>"); end >= 0 {
			// The line breaks stay, so that lines in errors are the document's.
			text = strings.Repeat("\n", strings.Count(text[:end], "\n")) + text[end+2:]
		}
	}
	return text
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// declared is the encoding that HTTP or the document names; nil is UTF-8.
func declared(body []byte, contentType string) encoding.Encoding {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		if e, name := charset.Lookup(params["charset"]); e != nil && name != "utf-16le" && name != "utf-16be" {
			return e
		}
	}
	if m := xmlEncoding.FindSubmatch(bytes.TrimLeft(body[:min(len(body), 1024)], " \t\r\n")); m != nil {
		if e, name := charset.Lookup(string(m[1])); e != nil && name != "utf-16le" && name != "utf-16be" {
			return e
		}
	}
	return nil
}

func decode(body []byte, e encoding.Encoding) string {
	if e == nil {
		return string(body)
	}
	// Decoders replace what they can't read, and give no other error on whole input.
	out, _, err := transform.Bytes(e.NewDecoder(), body)
	if err != nil {
		return string(body)
	}
	return string(out)
}
