package world

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that no decomposition takes to their plain form, and those that Persian
// and Arabic keyboards write differently.
var letters = strings.NewReplacer(
	"ı", "i", "ə", "e", "ł", "l", "ß", "ss", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "æ", "ae", "œ", "oe",
	"եվ", "եւ", // Երևան is written ԵՐԵՎԱՆ in capitals
	"ي", "ی", "ى", "ی", "ك", "ک",
)

// Fold gives the form under which names are compared: lower case, without
// diacritics, with ı as i, ə as e, ß as ss and so on, the two Persian spellings of
// ی and ک as one, and every run of spaces, hyphens and other punctuation as one
// space. Scripts are kept: Երևան stays Armenian.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKD.String(s))) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ', r == '\'', r == '’', r == 'ʼ', r == 'ʻ', r == '‘':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return letters.Replace(b.String())
}
