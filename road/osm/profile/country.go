package profile

// zones are limits that a country's law implies, in km/h; 0 is unknown.
type zones struct{ urban, rural, motorway, livingStreet float64 }

// countries gives them for ordinary cars, by ISO 3166-1 alpha-2. Values are those of
// the OSM wiki, page "Default speed limits" (revision 2607051, October 2023), with
// motorways of BE, CZ, FI, GB, IT and NL, and urban GB and all CY, from the page
// "Speed limits", where the first tells them by kinds of road. Where a country has
// no limit for the whole of it (CA, US), it is not here. Miles are rounded.
var countries = map[string]zones{
	"AD": {50, 60, 120, 20}, "AE": {0, 100, 120, 0}, "AF": {0, 90, 0, 0}, "AL": {40, 80, 110, 0},
	"AM": {60, 90, 110, 20}, "AR": {0, 110, 130, 0}, "AT": {50, 100, 130, 7}, "AU": {50, 100, 0, 0},
	"AZ": {60, 90, 110, 20}, "BA": {50, 80, 130, 7}, "BE": {50, 90, 120, 20}, "BG": {50, 90, 140, 20},
	"BH": {60, 100, 0, 0}, "BO": {40, 80, 0, 0}, "BR": {0, 100, 0, 0}, "BY": {60, 90, 110, 20},
	"CH": {50, 80, 120, 20}, "CL": {50, 100, 0, 0}, "CN": {50, 70, 120, 0}, "CO": {50, 90, 120, 0},
	"CY": {50, 80, 100, 0}, "CZ": {50, 90, 130, 20}, "DE": {50, 100, noLimit, 7},
	"DK": {50, 80, 130, 15}, "EC": {50, 100, 0, 0}, "EE": {50, 90, 0, 20}, "EG": {60, 90, 0, 0},
	"ES": {30, 90, 120, 20}, "FI": {50, 100, 120, 20}, "FR": {50, 80, 130, 20}, "GB": {48, 97, 113, 32},
	"GE": {60, 90, 110, 20}, "GR": {50, 90, 130, 0}, "HK": {0, 50, 0, 0}, "HR": {50, 90, 130, 7},
	"HU": {50, 90, 130, 20}, "ID": {50, 80, 0, 0}, "IE": {50, 80, 120, 0}, "IL": {50, 80, 110, 30},
	"IN": {70, 70, 120, 0}, "IS": {50, 80, 0, 10}, "IT": {50, 90, 130, 30}, "JP": {0, 60, 100, 0},
	"KE": {50, 100, 0, 0}, "KG": {60, 90, 110, 0}, "KH": {60, 100, 0, 0}, "KR": {50, 60, 80, 0},
	"KZ": {60, 110, 140, 20}, "LI": {50, 80, 0, 0}, "LT": {50, 90, 130, 20}, "LU": {50, 90, 130, 20},
	"LV": {50, 90, 0, 20}, "MC": {50, 50, 0, 0}, "MD": {50, 90, 0, 20}, "MK": {50, 90, 130, 0},
	"MM": {48, 80, 0, 0}, "MN": {60, 80, 0, 20}, "MT": {50, 80, 0, 0}, "MX": {0, 80, 115, 0},
	"NL": {50, 80, 100, 15}, "NO": {50, 80, 110, 7}, "NP": {40, 80, 0, 0}, "NZ": {50, 100, 0, 10},
	"PE": {40, 60, 0, 0}, "PH": {30, 40, 0, 0}, "PK": {55, 70, 0, 0}, "PL": {50, 90, 140, 20},
	"PS": {50, 80, 110, 0}, "PT": {50, 90, 120, 20}, "RO": {50, 90, 130, 20}, "RS": {50, 80, 120, 10},
	"RU": {60, 90, 110, 20}, "SA": {50, 120, 0, 0}, "SE": {50, 70, 110, 7}, "SI": {50, 90, 130, 10},
	"SK": {50, 90, 130, 20}, "TH": {80, 90, 0, 0}, "TN": {50, 90, 110, 0}, "TR": {50, 90, 120, 0},
	"TW": {0, 50, 0, 0}, "TZ": {50, 110, 0, 0}, "UA": {50, 90, 130, 20}, "UY": {45, 90, 0, 0},
	"UZ": {70, 100, 0, 0}, "VN": {0, 80, 120, 0}, "XK": {50, 80, 130, 0}, "ZA": {60, 100, 120, 0},
}

// zoneNames are the contexts that maxspeed=DE:urban and its kin name. OSM wiki:
// Key:maxspeed, "Implicit values".
var zoneNames = map[string]func(zones) float64{
	"urban":           func(z zones) float64 { return z.urban },
	"rural":           func(z zones) float64 { return z.rural },
	"nsl_single":      func(z zones) float64 { return z.rural },
	"trunk":           func(z zones) float64 { return z.rural },
	"motorway":        func(z zones) float64 { return z.motorway },
	"nsl_dual":        func(z zones) float64 { return z.motorway }, // GB: 70 mph on both
	"living_street":   func(z zones) float64 { return z.livingStreet },
	"pedestrian_zone": func(zones) float64 { return walkingPace },
	"bicycle_road":    func(zones) float64 { return 30 },
	"walk":            func(zones) float64 { return walkingPace },
	"nsl_restricted":  func(z zones) float64 { return z.urban },
	"urban_motorway":  func(z zones) float64 { return z.rural },
	"urban_primary":   func(z zones) float64 { return z.urban },
	"urban_secondary": func(z zones) float64 { return z.urban },
	"rural_main":      func(z zones) float64 { return z.rural },
	"rural_secondary": func(z zones) float64 { return z.rural },
	"default":         func(z zones) float64 { return z.rural },
	"express":         func(z zones) float64 { return z.rural },
}

// countryLimit is the limit of a context under a country's law; 0 if unknown.
func countryLimit(country, zone string) float64 {
	if of := zoneNames[zone]; of != nil {
		return of(countries[country])
	}
	return 0
}
