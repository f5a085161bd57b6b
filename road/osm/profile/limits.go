package profile

import (
	"slices"
	"strconv"
	"strings"
)

// A Vehicle has a size. What exceeds a limit may not pass.
type Vehicle struct {
	Kilograms, AxleKilograms     float64
	Height, Width, Length        float64 // metres
	belowDefaultHeight, goodsLaw bool    // too high for "below_default"; bound by limits on goods vehicles
}

// Vehicles are those that the profiles stand for; walkers and bicycles have none.
// The lorry is the largest that is allowed without a permit in most of Europe and
// Asia: 40 t, 11.5 t an axle, 4.00 × 2.55 × 16.50 m. The car's sizes are OSRM's.
var Vehicles = [Count]Vehicle{
	Car:   {Kilograms: 2000, AxleKilograms: 1200, Height: 2, Width: 1.9, Length: 4.8},
	Truck: {Kilograms: 40000, AxleKilograms: 11500, Height: 4, Width: 2.55, Length: 16.5, belowDefaultHeight: true, goodsLaw: true},
}

// closedByLimits reports whether the profile's vehicle is too heavy or too large,
// and flags ways with limits. OSM wiki: Key:maxweight, Key:maxaxleload,
// Key:maxheight, Key:maxwidth, Key:maxlength; Key:maxweightrating for goods vehicles.
func closedByLimits(tags Tags, p Profile, use *Use) bool {
	if !p.motor() {
		return false
	}
	v := Vehicles[p]
	weights := []string{"maxweight"}
	if v.goodsLaw {
		weights = append(weights, "maxweight:hgv", "maxweightrating", "maxweightrating:hgv")
	}
	closed := false
	check := func(keys []string, have float64, parse func(string) float64, flag Flags) {
		for _, key := range keys {
			if limit := parse(tags.Get(key)); limit > 0 {
				use.Flags |= flag
				closed = closed || have > limit
			}
		}
	}
	check(weights, v.Kilograms, Kilograms, Weight)
	check([]string{"maxaxleload"}, v.AxleKilograms, Kilograms, Weight)
	check([]string{"maxheight", "maxheight:physical"}, v.Height, Metres, Size)
	check([]string{"maxwidth", "maxwidth:physical"}, v.Width, Metres, Size)
	check([]string{"maxlength"}, v.Length, Metres, Size)
	if tags.is("maxheight", "below_default") {
		use.Flags |= Size
		closed = closed || v.belowDefaultHeight
	}
	return closed
}

// Kilograms reads a weight: "7.5", "7.5 t" and "7.5 tons" are tonnes (GraphHopper reads
// tons so too); "kg", "lbs", "st" (short tons) and "lt" (long) as written; of several
// ("4;3.8") the least. 0 if it says nothing. OSM wiki: Key:maxweight.
func Kilograms(value string) float64 {
	return least(value, func(v float64, unit string) float64 {
		switch unit {
		case "", "t", "ton", "tons", "tonne", "tonnes":
			return v * 1000
		case "kg":
			return v
		case "lbs", "lb":
			return v * 0.45359237
		case "st":
			return v * 907.18474
		case "lt":
			return v * 1016.0469088
		}
		return 0
	})
}

// least reads each of the values between semicolons, and gives the least that says
// something. A unit is given in small letters, without blanks around it.
func least(value string, one func(v float64, unit string) float64) float64 {
	all := 0.0
	for part := range strings.SplitSeq(value, ";") {
		if v, unit, ok := number(strings.TrimSpace(part)); ok {
			if v = one(v, strings.ToLower(strings.TrimSpace(unit))); v > 0 && (all == 0 || v < all) {
				all = v
			}
		}
	}
	return all
}

// inFeet and inInches are how the units are written.
var (
	inFeet   = []string{"feet", "foot", "ft", "'"}
	inInches = []string{"inches", "inch", "in", "\"", "''"}
)

// Metres reads a length: "3.5", "3.5 m", "350 cm", "12 ft", `12'6"`, "12 ft 6 in",
// "144 in"; of several ("4;3.8") the least. 0 if it says nothing: "default", "none".
// OSM wiki: Map features/Units.
func Metres(value string) float64 {
	return least(value, func(v float64, unit string) float64 {
		switch {
		case unit == "cm":
			return v / 100
		case slices.Contains([]string{"", "m", "meter", "meters", "metre", "metres"}, unit):
			return v
		case slices.Contains(inInches, unit):
			return v * 0.0254
		}
		for _, feet := range inFeet {
			rest, ok := strings.CutPrefix(unit, feet)
			if !ok {
				continue
			}
			if rest == "" {
				return v * 0.3048
			}
			if inches, unit, ok := number(strings.TrimSpace(rest)); ok && slices.Contains(inInches, strings.TrimSpace(unit)) {
				return v*0.3048 + inches*0.0254
			}
		}
		return 0
	})
}

// Duration reads a value of duration=* in milliseconds: "35" is minutes, "1:30"
// hours and minutes, "00:01:30" with seconds, "PT1H30M" as ISO 8601. 0 if it says
// nothing; at most 49 days. OSM wiki: Key:duration.
func Duration(value string) uint32 {
	const most = 49 * 24 * 3600
	seconds, ok := 0.0, false
	if strings.HasPrefix(value, "P") {
		seconds, ok = isoSeconds(value[1:])
	} else {
		seconds, ok = clockSeconds(value)
	}
	if !ok || seconds <= 0 {
		return 0
	}
	return uint32(min(seconds, most) * 1000)
}

func clockSeconds(value string) (float64, bool) {
	parts := strings.Split(value, ":")
	if len(parts) > 3 {
		return 0, false
	}
	units := []float64{3600, 60, 1}
	if len(parts) == 1 {
		units = units[1:]
	}
	sum := 0.0
	for i, part := range parts {
		v, err := strconv.ParseUint(strings.TrimSpace(part), 10, 16)
		if err != nil {
			return 0, false
		}
		sum += float64(v) * units[i]
	}
	return sum, true
}

func isoSeconds(value string) (float64, bool) {
	sum, clock := 0.0, false
	for value != "" {
		if value[0] == 'T' {
			clock, value = true, value[1:]
			continue
		}
		v, rest, ok := number(value)
		if !ok || rest == "" {
			return 0, false
		}
		unit := map[string]float64{"falseD": 86400, "trueH": 3600, "trueM": 60, "trueS": 1}[strconv.FormatBool(clock)+rest[:1]]
		if unit == 0 {
			return 0, false
		}
		sum, value = sum+v*unit, rest[1:]
	}
	return sum, true
}
