package gtfs

import (
	"cmp"
	"math"
	"time"

	"waythrough/geo"
	"waythrough/service/timetable"
)

// The values of location_type.
const (
	isPlatform = iota // or a stop
	isStation
	isEntrance
	isNode
	isBoardingArea
)

// A place is what an id of stops.txt stands for.
type place struct {
	kind      int
	stop      int32   // of a platform, or of a boarding area's platform; else -1
	platforms []int32 // of a station
}

// stops are those that a row means which names the place.
func (p *place) stops() []int32 {
	if p.kind == isStation {
		return p.platforms
	}
	if p.stop < 0 {
		return nil
	}
	return []int32{p.stop}
}

// A location is a row of stops.txt, until all are read.
type location struct {
	id, name, parent string
	at               geo.LatLon // NaN: blank or faulty
	blankAt          bool
	zone             *time.Location
	kind, line       int
}

func (r *reader) readStops() {
	r.placeIDs.at = map[string]int32{}
	t := r.open("stops.txt", true)
	if t == nil {
		return
	}
	id, name, lat, lon := t.must("stop_id"), t.may("stop_name"), t.must("stop_lat"), t.must("stop_lon")
	kind, parent, zone := t.may("location_type"), t.may("parent_station"), t.may("stop_timezone")
	var all []location
	r.placeIDs.whole = t.each(func() {
		key, ok := t.declare(id, &r.placeIDs, len(all))
		if !ok {
			return
		}
		l := location{id: key, parent: string(t.raw(parent)), line: t.line}
		if l.kind, ok = t.choice(kind, isBoardingArea, isPlatform); !ok {
			r.placeIDs.at[key] = -1
			return
		}
		if l.kind == isPlatform || l.kind == isStation {
			l.name = t.text(name)
			l.blankAt = len(t.raw(lat)) == 0 && len(t.raw(lon)) == 0
			l.at = t.position(lat, lon, l.blankAt)
		}
		if z := string(t.raw(zone)); z != "" {
			if l.zone = r.zoneOf(z); l.zone == nil {
				t.fail(zone, badZone, quoted(z))
			}
		}
		all = append(all, l)
	})
	r.placeStops(all)
}

// position reads where a stop is. Nothing is known to halt at 0,0, in the sea off
// Africa: there it is a number that was left out.
func (t *table) position(lat, lon column, blank bool) geo.LatLon {
	at := geo.LatLon{Lat: t.degrees(lat, 90), Lon: t.degrees(lon, 180)}
	switch {
	case blank:
	case len(t.raw(lat)) == 0 || len(t.raw(lon)) == 0:
		t.fail(lat, "one of stop_lat and stop_lon is blank; give both")
	case math.Abs(at.Lat) < 0.001 && math.Abs(at.Lon) < 0.001:
		t.fail(lat, "0,0 lies in the sea off Africa, and stands for a place not known; give where the stop is")
	}
	return at
}

// placeStops makes stops of the platforms, when all locations are known.
func (r *reader) placeStops(all []location) {
	r.places = make([]place, len(all))
	for i, l := range all {
		r.places[i] = place{kind: l.kind, stop: -1}
		if l.kind == isPlatform {
			r.places[i].stop = int32(len(r.feed.Stops))
			r.feed.Stops = append(r.feed.Stops, timetable.Stop{ID: l.id, Name: l.name, At: l.at, Zone: l.zone, Station: len(r.feed.Stops)})
		}
	}
	for i := range all {
		l, p := &all[i], &r.places[i]
		in := r.parentOf(l, all)
		switch {
		case l.kind == isPlatform && in >= 0:
			station := &r.places[in]
			station.platforms = append(station.platforms, p.stop)
			r.feed.Stops[p.stop].Station = int(station.platforms[0])
			r.complete(p.stop, l, &all[in])
		case l.kind == isPlatform:
			r.complete(p.stop, l, nil)
		case l.kind == isBoardingArea && in >= 0:
			p.stop = r.places[in].stop
		}
	}
}

// parentOf is the location that one lies in; -1 if in none. Since a platform lies in a
// station, a station in nothing and everything else in one of these, there is no loop
// that is not an error here.
func (r *reader) parentOf(l *location, all []location) int32 {
	fail := func(format string, args ...any) int32 {
		r.errors.add("stops.txt", l.line, "parent_station", format, args...)
		return -1
	}
	if l.parent == "" {
		if l.kind > isStation {
			r.warnings.add("stops.txt", l.line, "parent_station", "is blank, and a location of type %d lies in another; it is left out", l.kind)
		}
		return -1
	}
	at, ok := r.placeIDs.at[l.parent]
	switch {
	case l.kind == isStation:
		return fail("a station (location_type 1) lies in no other, but this one in %s; leave the field blank", quoted(l.parent))
	case !ok && r.placeIDs.whole:
		return fail("there is no station %s in stops.txt", quoted(l.parent))
	case !ok || at < 0:
		return -1
	case l.kind == isBoardingArea && all[at].kind != isPlatform:
		return fail("%s has location_type %d, and a boarding area (4) lies on a platform (0)", quoted(l.parent), all[at].kind)
	case l.kind != isBoardingArea && all[at].kind != isStation:
		return fail("%s has location_type %d, and only a station (1) holds stops; give it that type, or leave the field blank", quoted(l.parent), all[at].kind)
	}
	return at
}

// complete supplies what a stop's row leaves blank, from its station if it has one.
func (r *reader) complete(index int32, l, station *location) {
	stop := &r.feed.Stops[index]
	at := geo.LatLon{Lat: math.NaN()}
	if station != nil {
		stop.Name = cmp.Or(stop.Name, station.name)
		stop.Zone = station.zone // even if it is blank: then it is the agency's
		at = station.at
	}
	if stop.Zone == nil {
		stop.Zone = r.zone
	}
	if stop.Name == "" {
		r.warnings.add("stops.txt", l.line, "stop_name", "is blank; the stop goes by its id")
		stop.Name = stop.ID
	}
	switch {
	case !l.blankAt:
	case at.Valid():
		r.warnings.add("stops.txt", l.line, "stop_lat", "is blank; the platform is taken to be where its station is, %s", at)
		stop.At = at
	default:
		r.errors.add("stops.txt", l.line, "stop_lat", "is blank; give where the stop is, in degrees")
	}
}
