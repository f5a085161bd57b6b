package article

import (
	"fmt"
	"strings"

	"waythrough/record"
)

// A header is the lines that a file may begin with, to say what its text does not:
//
//	publisher: The National (thenationalnews.com)
//	published: 2024-07-30
//	form: HTML fragment as received
//	---
//
// The keys are title, publisher, published, url and form (free words, not used), each at
// most once. A text whose first lines are not all such, or that has no line of hyphens
// after them, has no header.
type header struct {
	title, publisher, url string
	published             record.Date
}

// maxHeader is how many lines a header has at most.
const maxHeader = 20

// cutHeader splits a text into its header and the rest. The error is about a header that
// says a day of publication which is none.
func cutHeader(s string) (h header, rest string, err error) {
	seen := map[string]string{}
	rest = s
	for range maxHeader {
		line, after, found := strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if !found {
			return header{}, s, nil
		}
		rest = after
		if strings.Trim(line, "-") == "" && len(line) >= 3 && len(seen) > 0 {
			return headerOf(seen, rest)
		}
		key, value, ok := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if _, twice := seen[key]; !ok || twice || !headerKeys[key] {
			return header{}, s, nil
		}
		seen[key] = strings.TrimSpace(value)
	}
	return header{}, s, nil
}

var headerKeys = set("title publisher published url form")

func headerOf(seen map[string]string, rest string) (header, string, error) {
	h := header{title: tidy(seen["title"]), publisher: tidy(seen["publisher"]), url: seen["url"]}
	if day := seen["published"]; day != "" {
		d, err := record.ParseDate(day)
		if err != nil {
			return header{}, "", fmt.Errorf("published in the header: %w", err)
		}
		h.published = d
	}
	return h, rest, nil
}
