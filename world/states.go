package world

import (
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"waythrough/record"
)

// stateNames finds states that the record does not describe by their names in the
// languages of the record, as CLDR has them. Made when first needed.
var stateNames = sync.OnceValue(func() map[string]record.AreaID {
	names := map[string]record.AreaID{}
	for _, lang := range []language.Tag{language.English, language.Armenian, language.Turkish, language.Georgian,
		language.Azerbaijani, language.Persian, language.Russian} {
		namer := display.Regions(lang)
		for _, id := range record.States() {
			region, err := language.ParseRegion(string(id))
			if err != nil {
				continue
			}
			if f := Fold(namer.Name(region)); f != "" {
				if _, taken := names[f]; !taken {
					names[f] = id
				}
			}
		}
	}
	return names
})
