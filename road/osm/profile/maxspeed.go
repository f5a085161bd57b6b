package profile

import (
	"math"
	"strconv"
	"strings"
)

// Speeds that limits in words stand for, in km/h.
const (
	walkingPace = 7   // maxspeed=walk
	noLimit     = 140 // maxspeed=none: driven as if this were the limit
	fastestCar  = 130 // whatever the limit
	fastestHGV  = 80  // lorries are held to 80 to 90 by law and governor
)

// speed is what a profile does on an open way in a direction.
func speed(tags Tags, p Profile, c class, country string, forward bool) Speed {
	v := c.base(p)
	limit := limitOf(tags, p, country, forward)
	switch {
	case p == Foot:
	case p == Bicycle:
		if limit > 0 {
			v = min(v, limit)
		}
	case limit > 0 && !c.slow:
		v = limit * c.factor
	case limit > 0:
		v = min(v, limit*c.factor)
	default:
		v = impliedByClass(v, c, tags, country)
	}
	switch p {
	case Car:
		v = min(v, fastestCar)
	case Truck:
		v = min(v, fastestHGV)
	}
	if p.motor() && tags.is("service", "alley", "parking_aisle", "driveway", "drive-through") {
		v = min(v, 10)
	}
	return kmh(max(min(v, surfaceCap(tags, p)), 1))
}

// impliedByClass is the speed where no tag limits it: the class's own, not above
// what the country's law allows there; on motorways, what it allows.
func impliedByClass(v float64, c class, tags Tags, country string) float64 {
	limit := countryLimit(country, c.zone)
	switch {
	case limit == 0:
		return v
	case c.name == "motorway":
		return limit * c.factor
	}
	return min(v, limit*c.factor)
}

// limitOf finds the limit in force in km/h; 0 if none is tagged. The most specific
// key decides: by vehicle and direction, by direction, by vehicle, for all. OSM wiki:
// Key:maxspeed; Key:maxspeed:type, Key:source:maxspeed, Key:zone:maxspeed and
// Key:zone:traffic give the implied limit where maxspeed is not tagged.
func limitOf(tags Tags, p Profile, country string, forward bool) float64 {
	dir := ":backward"
	if forward {
		dir = ":forward"
	}
	var keys []string
	for _, mode := range hierarchy[p][:len(hierarchy[p])-1] {
		keys = append(keys, "maxspeed:"+mode+dir, "maxspeed:"+mode)
	}
	keys = append(keys, "maxspeed"+dir, "maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic")
	limit := 0.0
	for _, key := range keys {
		if limit = Limit(tags.Get(key), country); limit > 0 {
			break
		}
	}
	if advised := Limit(tags.Get("maxspeed:advisory"), country); advised > 0 && (limit == 0 || advised < limit) {
		limit = advised
	}
	return limit
}

// Limit reads a value of maxspeed in km/h; 0 if it says nothing. "50", "30 mph",
// "10 knots", "walk", "none", and what a country's law implies: "DE:urban",
// "FR:zone30"; of several ("60;80") the lowest. Country serves values that name none.
func Limit(value, country string) float64 {
	limit := 0.0
	for part := range strings.SplitSeq(value, ";") {
		if v := oneLimit(strings.TrimSpace(part), country); v > 0 && (limit == 0 || v < limit) {
			limit = v
		}
	}
	return limit
}

func oneLimit(value, country string) float64 {
	switch value {
	case "":
		return 0
	case "walk":
		return walkingPace
	case "none", "unlimited":
		return noLimit
	}
	if v, rest, ok := number(value); ok {
		switch strings.TrimSpace(rest) {
		case "", "km/h", "kmh", "kph", "kmph":
			return speedIn(v, 1)
		case "mph":
			return speedIn(v, 1.609344)
		case "knots", "kn":
			return speedIn(v, 1.852)
		}
		return 0
	}
	value = strings.ToLower(value)
	if code, zone, ok := strings.Cut(value, ":"); ok && (len(code) == 2 || len(code) > 2 && code[2] == '-') {
		if country, value = strings.ToUpper(code[:2]), zone; country == "UK" {
			country = "GB" // written so as often
		}
	}
	if _, zone, ok := strings.Cut(value, "zone"); ok && zoneNames[value] == nil { // zone30, zone:30, DE:30 in zone:maxspeed
		value = strings.TrimPrefix(zone, ":")
	}
	if v, rest, ok := number(value); ok && rest == "" {
		if country == "GB" || country == "US" {
			return speedIn(v, 1.609344)
		}
		return speedIn(v, 1)
	}
	return countryLimit(country, value)
}

func speedIn(v, unit float64) float64 {
	if v *= unit; v >= 1 && v <= 300 {
		return v
	}
	return 0
}

// number splits "30 mph" into 30 and " mph"; a comma may stand for the point.
func number(s string) (v float64, rest string, ok bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || s[end] == ',') {
		end++
	}
	v, err := strconv.ParseFloat(strings.Replace(s[:end], ",", ".", 1), 64)
	return v, s[end:], err == nil && !math.IsInf(v, 0)
}
