package article

import "strings"

// longLine is more than a line of text that was wrapped by hand: such a line is a
// paragraph pasted on one.
const longLine = 100

// paragraphs splits plain text. A blank line ends a paragraph. A line break alone does so
// where lines are long, as those of text pasted from a page; where they are short it is
// where somebody's line was full, and becomes a blank.
func paragraphs(s string) []string {
	var out []string
	for _, chunk := range chunks(s) {
		var r run
		for i, line := range chunk {
			if i > 0 {
				if endsParagraph(chunk, i-1) && !r.empty() {
					out = append(out, r.take())
				}
				r.gap()
			}
			r.add(line, false)
		}
		if !r.empty() {
			out = append(out, r.take())
		}
	}
	return out
}

// chunks gives the lines between blank lines.
func chunks(s string) [][]string {
	var out [][]string
	var now []string
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n").Replace(s)
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) != "" {
			now = append(now, line)
			continue
		}
		if now != nil {
			out, now = append(out, now), nil
		}
	}
	if now != nil {
		out = append(out, now)
	}
	return out
}

// endsParagraph says whether line i of a chunk, not its last, ends a paragraph: it or the
// next is too long to have been wrapped, and it ends a sentence or is the headline.
func endsParagraph(chunk []string, i int) bool {
	if len(chunk[i]) <= longLine && len(chunk[i+1]) <= longLine {
		return false
	}
	return i == 0 || endsSentence(lastRune(strings.TrimSpace(chunk[i])))
}
