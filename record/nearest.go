package record

import "fmt"

// Nearest gives the word of the list that is closest to s by edits (insertion,
// deletion, substitution, or swap of neighbours), if it is close enough to be a
// slip: at most a third of its letters, and at least one.
func Nearest(s string, words []string) (string, bool) {
	best, bestDistance := "", 1+max(1, len([]rune(s))/3)
	for _, w := range words {
		if d := editDistance([]rune(s), []rune(w), bestDistance); d < bestDistance {
			best, bestDistance = w, d
		}
	}
	return best, best != ""
}

func didYouMean(s string, words []string) string {
	if w, ok := Nearest(s, words); ok {
		return fmt.Sprintf(" (did you mean %q?)", w)
	}
	return ""
}

// editDistance is the optimal string alignment distance of a and b, or limit if
// it is not below limit.
func editDistance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return min(row[len(b)], limit)
}
