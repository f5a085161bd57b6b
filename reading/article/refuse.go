package article

import (
	"bytes"
	"fmt"
	"strings"
)

// kinds are the files that are known by their first bytes and hold no text to read.
var kinds = []struct{ magic, name, instead string }{
	{"%PDF-", "a PDF", "convert it to text first, with pdftotext say"},
	{"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB files are such too)", "save the text it holds as .txt or .html"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file", "save it as .txt or .html"},
	{"{\\rtf", "an RTF document", "save it as .txt or .html"},
	{"\x1f\x8b", "compressed with gzip", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it first"},
	{"\xfd7zXZ\x00", "compressed with xz", "unpack it first"},
	{"BZh", "compressed with bzip2", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first"},
	{"\x89PNG\r\n", "a PNG picture", pictures},
	{"\xff\xd8\xff", "a JPEG picture", pictures},
	{"GIF8", "a GIF picture", pictures},
	{"II*\x00", "a TIFF picture", pictures},
	{"MM\x00*", "a TIFF picture", pictures},
	{"\x00\x00\x01\x00", "an icon", pictures},
	{"ID3", "an MP3 recording", recordings},
	{"OggS", "an Ogg recording", recordings},
	{"fLaC", "a FLAC recording", recordings},
	{"\x1aE\xdf\xa3", "a Matroska or WebM film", recordings},
	{"RIFF", "a WebP picture, a WAV recording or an AVI film", recordings},
	{"\x7fELF", "a program", "give the article's page or text"},
	{"MZ\x90", "a program", "give the article's page or text"},
	{"\x00asm", "a program (WebAssembly)", "give the article's page or text"},
	{"SQLite format 3\x00", "an SQLite database", "give the article's page or text"},
	{"wOF", "a font", "give the article's page or text"},
}

const (
	pictures   = "text in a picture is not read; give the article's page or text"
	recordings = "what is shown or said is not read; give a transcript"
)

// notText says why bytes hold no article, or nil.
func notText(b []byte) error {
	for _, k := range kinds {
		if bytes.HasPrefix(b, []byte(k.magic)) {
			return fmt.Errorf("this is %s, not an article; %s", k.name, k.instead)
		}
	}
	if len(b) >= 12 && string(b[4:8]) == "ftyp" {
		return fmt.Errorf("this is a film or a picture (MP4, HEIC or AVIF), not an article; %s", recordings)
	}
	return nil
}

// notArticle says why a text holds no article, or nil. What programs write for one
// another is named; a text of control characters is no text.
func notArticle(s, contentType string) error {
	head := strings.ToLower(strings.TrimSpace(s[:min(len(s), 1024)]))
	if strings.HasPrefix(head, "<?xml") {
		if _, rest, ok := strings.Cut(head, "?>"); ok {
			head = strings.TrimSpace(rest)
		}
	}
	for strings.HasPrefix(head, "<!--") {
		_, rest, ok := strings.Cut(head, "-->")
		if !ok {
			break
		}
		head = strings.TrimSpace(rest)
	}
	switch {
	case hasAny(head, "<rss", "<feed", "<rdf:rdf"):
		return fmt.Errorf("this is a feed of articles, not an article; give it to watch, or one of the pages it names")
	case hasAny(head, "<opml"):
		return fmt.Errorf("this is a list of feeds (OPML), not an article; give it to watch")
	case hasAny(head, "<urlset", "<sitemapindex"):
		return fmt.Errorf("this is a site map, not an article; give one of the pages it names")
	case hasAny(head, "<svg"):
		return fmt.Errorf("this is an SVG picture, not an article; %s", pictures)
	case hasAny(head, `{"`, `[{"`, "{\n", "{\r\n") && !strings.Contains(head, "<"), mediaType(contentType) == "application/json":
		return fmt.Errorf("this is JSON, not an article; give the article's page or text")
	}
	bad, all := 0, 0
	for _, c := range s[:min(len(s), 64<<10)] {
		all++
		if c == '\ufffd' || c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1b' || c >= 0x7f && c < 0xa0 && c != 0x85 {
			bad++
		}
	}
	if bad > 4 && bad*10 > all {
		return fmt.Errorf("these bytes are no text that is known here (%d of the first %d characters are none); give the article's page or text", bad, all)
	}
	return nil
}

func hasAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
