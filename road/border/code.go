package border

import (
	"strings"

	"golang.org/x/text/language"

	"waythrough/road/osm"
)

// ofNaturalEarth are codes that files use in place of ISO's. What has no code in ISO
// 3166-1 (CYN, SOL, KAS, CNM, ESB, WSB, KAB, USG, …) is kept as the file has it.
var ofNaturalEarth = map[string]string{
	"ALD": "ALA", "KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD",
	"RKS": "XKX", "UNK": "XKX", "XKK": "XKX", "XKO": "XKX",
}

// codeOf gives the code of an area as a map or a file writes it: three letters or
// digits, or ISO's two letters; "" if it is neither.
func codeOf(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	for i := range len(s) {
		if c := s[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9' || i == 0) {
			return ""
		}
	}
	switch {
	case len(s) == 3 && ofNaturalEarth[s] != "":
		return ofNaturalEarth[s]
	case len(s) == 3:
		return s
	case s == "XK":
		return "XKX"
	case len(s) != 2:
		return ""
	}
	r, err := language.ParseRegion(s)
	if err != nil || !r.IsCountry() || r.ISO3() == "ZZZ" {
		return ""
	}
	return r.ISO3()
}

// codeOfState is the code of a boundary of the map, "" if it is none of a state.
func codeOfState(b *osm.Boundary) string {
	if c := codeOf(b.Alpha3); len(b.Alpha3) == 3 && c != "" {
		return c
	}
	if len(b.Alpha2) == 2 {
		return codeOf(b.Alpha2)
	}
	return ""
}

// alpha2 gives the two letters of a code, "" if ISO has none.
func alpha2(code string) string {
	if code == "XKX" {
		return "XK"
	}
	if len(code) != 3 {
		return ""
	}
	r, err := language.ParseRegion(code)
	if err != nil || !r.IsCountry() || r.ISO3() != code {
		return ""
	}
	if s := r.String(); len(s) == 2 {
		return s
	}
	return ""
}
