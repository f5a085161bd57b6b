package service

import (
	"fmt"
	"math"
	"sync"
	"time"

	"waythrough/record"
)

// zones keeps the time zones loaded, by name: loading one reads a file.
var zones sync.Map

// Zone gives a time zone by its IANA name. Where there is none, or it can't be
// loaded, it is the nautical zone of the longitude, in whole hours.
func Zone(name string, lon float64) *time.Location {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	if name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			zones.Store(name, zone)
			return zone
		}
	}
	hours := int(math.Round(lon / 15))
	return time.FixedZone(fmt.Sprintf("UTC%+d", hours), hours*3600)
}

// ZoneOf gives the time zone of a terminal: its own, else its area's.
func ZoneOf(r *record.Record, t *record.Terminal) *time.Location {
	name := t.Zone
	if a := r.Area(t.Area); name == "" && a != nil {
		name = a.Timezone
	}
	lon := 0.0
	if len(t.At) == 2 {
		lon = t.At[1]
	}
	return Zone(name, lon)
}

// Instant gives the moment at which a clock in a zone shows a local minute. A
// minute that the clock skips or shows twice, when it is put on or back, means one
// of the two that lie next to it, always the same.
func Instant(m record.Minute, zone *time.Location) time.Time {
	t := m.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, zone)
}
