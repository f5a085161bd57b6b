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
	return err == nil && region.IsCountry() && region.ISO3() == string(id)
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
