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
	if !inCapitals(id) || IsUserAssigned(id) { // CLDR has XKK for Kosovo
		return false
	}
	region, err := language.ParseRegion(string(id))
	// A code that was replaced (DDR) is no state of today.
	return err == nil && region.IsCountry() && region.ISO3() == string(id) && region.Canonicalize() == region
}

// stateless is what travel documents write for persons without a nationality (ICAO 9303).
const stateless AreaID = "XXA"

// IsUserAssigned reports whether ISO 3166-1 leaves a code to its users: AAA to AAZ, QMA
// to QZZ, XAA to XZZ, ZZA to ZZZ. Such a code means what a record says it means, and
// nothing without one. XKX, which is in common use, and XXA of travel documents are no
// longer free.
func IsUserAssigned(id AreaID) bool {
	if !inCapitals(id) || id == kosovo || id == stateless {
		return false
	}
	switch {
	case id[0] == 'X':
		return true
	case id[0] == 'Q':
		return id[1] >= 'M'
	}
	return id[:2] == "AA" || id[:2] == "ZZ"
}

// IsState reports whether an id is a state's: by ISO 3166-1, or since the record describes
// a state under a code that is left to users.
func (r *Record) IsState(id AreaID) bool {
	if IsState(id) {
		return true
	}
	a := r.areas[id]
	return a != nil && a.Kind == State && IsUserAssigned(id)
}

// inCapitals reports whether an id is written as an alpha-3 code.
func inCapitals(id AreaID) bool {
	return len(id) == 3 && strings.Trim(string(id), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
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

// Alpha3 gives the alpha-3 code of an ISO 3166-1 alpha-2 code in capitals, and of XK.
func Alpha3(s string) (AreaID, bool) {
	if len(s) != 2 || strings.ToUpper(s) != s {
		return "", false
	}
	if s == "XK" {
		return kosovo, true
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
