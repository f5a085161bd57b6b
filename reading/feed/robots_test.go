package feed

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// From RFC 9309, its examples (section 2.2.2, 2.2.3 and 5) among them.
func TestRobots(t *testing.T) {
	tests := []struct {
		name, text, path string
		allowed          bool
	}{
		{"nothing said", "", "/a", true},
		{"all refused", "User-agent: *\nDisallow: /", "/a", false},
		{"nothing refused", "User-agent: *\nDisallow:", "/a", true},
		{"itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"another", "User-agent: otherbot\nDisallow: /", "/a", true},
		{"ours beats all", "User-agent: *\nDisallow: /\nUser-agent: Waythrough\nDisallow: /x", "/a", true},
		{"ours beats all, before", "User-agent: WAYTHROUGH/1.0 (x)\nDisallow: /x\n\nUser-agent: *\nAllow: /", "/x", false},
		{"a longer name", "User-agent: waythroughbot\nDisallow: /", "/a", true},
		{"a shorter name", "User-agent: way\nDisallow: /", "/a", true},
		{"two agents", "User-agent: a\nUser-agent: waythrough\nDisallow: /", "/a", false},
		{"groups merged", "User-agent: waythrough\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: waythrough\nDisallow: /c", "/c", false},
		{"longest wins", "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false},
		{"longest wins, else", "User-agent: *\nAllow: /example/page/\nDisallow: /example/", "/example/page/x", true},
		{"allow wins a tie", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", true},
		{"prefix", "User-agent: *\nDisallow: /fish", "/fish.html", false},
		{"case matters", "User-agent: *\nDisallow: /fish", "/Fish.asp", true},
		{"star", "User-agent: *\nDisallow: /*.php", "/folder/a.php?x=1", false},
		{"star and end", "User-agent: *\nDisallow: /*.php$", "/a.php?x=1", true},
		{"star and end, ends", "User-agent: *\nDisallow: /*.php$", "/a.php", false},
		{"end", "User-agent: *\nDisallow: /a$", "/ab", true},
		{"star alone", "User-agent: *\nDisallow: *", "/ab", false},
		{"a dollar inside", "User-agent: *\nDisallow: /a$b", "/a$b", false},
		{"query", "User-agent: *\nDisallow: /*?", "/a?b", false},
		{"escaped", "User-agent: *\nDisallow: /ツ", "/%E3%83%84", false},
		{"escaped both ways", "User-agent: *\nDisallow: /foo/%62%61%7A", "/foo/baz", false},
		{"an escaped slash is none", "User-agent: *\nDisallow: /a%2fb", "/a/b", true},
		{"small letters in escapes", "User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false},
		{"comments and spaces", "\uFEFF# hello\n  USER-AGENT : * # all\r\n\r\n disallow : /a # it\r\n", "/a", false},
		{"bad lines passed over", "User-agent: *\nnonsense\nCrawl-delay: soon\nDisallow: /a", "/a", false},
		{"rules before any agent", "Disallow: /a\nUser-agent: x\nDisallow: /b", "/a", true},
		{"other keys don't part a group", "User-agent: a\nSitemap: https://x/\nUser-agent: *\nDisallow: /a", "/a", false},
	}
	for _, tt := range tests {
		if got := readRobots(tt.text, productName).allows(tt.path); got != tt.allowed {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	delays := []struct {
		text string
		want time.Duration
	}{
		{"User-agent: *\nCrawl-delay: 10", 10 * time.Second}, {"User-agent: *\nCrawl-delay: 0.5", time.Second / 2},
		{"User-agent: *\nCrawl-delay: 10\nUser-agent: waythrough\nDisallow:", 0},
		{"User-agent: *\nCrawl-delay: -1", 0}, {"User-agent: *\nCrawl-delay: NaN", 0}, {"User-agent: *\nCrawl-delay: 1e99", 1e6 * time.Second},
	}
	for _, tt := range delays {
		if got := readRobots(tt.text, productName).delay; got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}

// A pattern matches as the regular expression of the same meaning does.
func TestMatchesAgainstRegexp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`/[ab*]{0,8}\$?`).Draw(t, "pattern")
		path := rapid.StringMatching(`/[ab]{0,12}`).Draw(t, "path")
		expr, end := strings.CutSuffix(pattern, "$")
		expr = "^" + strings.ReplaceAll(expr, "*", ".*")
		if end {
			expr += "$"
		}
		if got, want := matches(pattern, path), regexp.MustCompile(expr).MatchString(path); got != want {
			t.Fatalf("%q on %q: %v", pattern, path, got)
		}
	})
}
