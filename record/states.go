package record

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// Kosovo is the user-assigned code that design and travel documents use; ISO
// 3166-1 has none.
const kosovo AreaID = "XKX"

// IsState reports whether the id is an ISO 3166-1 alpha-3 code, or XKX.
func IsState(id AreaID) bool {
	if id == kosovo {
		return true
	}
	if len(id) != 3 {
		return false
	}
	for _, r := range id {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	region, err := language.ParseRegion(string(id))
	// A code that was replaced (DDR) is no state of today.
	return err == nil && region.IsCountry() && region.ISO3() == string(id) && region.Canonicalize() == region
}

// NearestState gives the code that one in capitals was meant for; false if s is
// not written as a code, or none is near.
func NearestState(s string) (AreaID, bool) {
	if len(s) != 3 || strings.ToUpper(s) != s {
		return "", false
	}
	near, ok := Nearest(s, stateCodes())
	return AreaID(near), ok
}

// Alpha3 gives the alpha-3 code of an ISO 3166-1 alpha-2 code in capitals.
func Alpha3(s string) (AreaID, bool) {
	if len(s) != 2 || strings.ToUpper(s) != s {
		return "", false
	}
	region, err := language.ParseRegion(s)
	if err != nil || !IsState(AreaID(region.ISO3())) {
		return "", false
	}
	return AreaID(region.ISO3()), true
}

// States lists the states of ISO 3166-1 that have an alpha-3 code, and XKX.
func States() []AreaID {
	codes := stateCodes()
	out := make([]AreaID, len(codes))
	for i, c := range codes {
		out[i] = AreaID(c)
	}
	return out
}

// stateCodes lists the codes that IsState accepts.
var stateCodes = sync.OnceValue(func() []string {
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region.String() == string([]rune{a, b}) && IsState(AreaID(region.ISO3())) {
				codes = append(codes, region.ISO3())
			}
		}
	}
	return append(codes, string(kosovo))
})
