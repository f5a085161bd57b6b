package feed

import (
	"strconv"
	"strings"
	"time"
)

// A robots is what a site's robots.txt says to us, by RFC 9309: the rules of every
// group that names us, or else of every group for all (*). The longest pattern that
// matches decides, and allow wins a tie; a line that does not read is passed over.
//
// It is our own because the library at hand refuses a whole file for one bad line, and
// compiles a regular expression from each pattern a stranger wrote. Matching here
// costs the length of the path times that of the pattern.
type robots struct {
	rules []robotsRule
	delay time.Duration
}

type robotsRule struct {
	pattern string
	allow   bool
}

const maxRobotsRules = 20_000

// readRobots reads what a robots.txt says to the crawler of that name (lower case).
func readRobots(text, name string) robots {
	var ours, all robots
	var named bool       // a group names us
	var toUs, toAll bool // whom the group being read is for
	inAgents := false    // the last line that counted was a user-agent
	text = strings.TrimPrefix(text, "\uFEFF")
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			if !inAgents {
				toUs, toAll = false, false
			}
			inAgents = true
			agent := productToken(value)
			toUs = toUs || agent == name
			toAll = toAll || value == "*"
			named = named || agent == name
			continue
		case "allow", "disallow", "crawl-delay":
			inAgents = false
			if toUs {
				ours.add(key, value)
			}
			if toAll {
				all.add(key, value)
			}
		}
	}
	if named {
		return ours
	}
	return all
}

// productToken is the part of a user-agent line that names the crawler.
func productToken(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}

func (r *robots) add(key, value string) {
	if key == "crawl-delay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = time.Duration(min(s, 1e6) * float64(time.Second))
		}
		return
	}
	if value != "" && len(r.rules) < maxRobotsRules {
		r.rules = append(r.rules, robotsRule{escapeLike(value), key == "allow"})
	}
}

// allows says whether a path with its query (in its escaped form) may be asked.
func (r robots) allows(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = escapeLike(path)
	allow, longest := true, 0
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matches(rule.pattern, path) {
			allow, longest = rule.allow, n
		}
	}
	return allow
}

// matches says whether a pattern (* is anything, $ at its end the end) matches the
// beginning of a path. Greedy with one way back, so never more than length × length.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	if !anchored {
		pattern += "*"
	}
	p, s := 0, 0
	star, from := -1, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, s
			p++
			if p == len(pattern) {
				return true
			}
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			from++
			p, s = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// escapeLike writes a path and a pattern the same way: bytes outside ASCII escaped,
// escapes in capitals, and letters, digits and -._~ never escaped.
func escapeLike(s string) string {
	var b strings.Builder
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c = byte(n)
				i += 2
				if !unreserved(c) {
					b.Write([]byte{'%', hex[c>>4], hex[c&15]})
					continue
				}
			}
		}
		if c >= 0x80 || c <= ' ' {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
