package gtfs

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"waythrough/record"
	"waythrough/service/timetable"
)

// readInfo reads who published the feed, and for which days.
func (r *reader) readInfo() {
	t := r.open("feed_info.txt", false)
	if t == nil {
		return
	}
	publisher, version := t.may("feed_publisher_name"), t.may("feed_version")
	from, until := t.may("feed_start_date"), t.may("feed_end_date")
	rows := 0
	t.each(func() {
		if rows++; rows > 1 {
			t.warn(wholeLine, "is a second row; a feed is described in one, and the first is kept")
			return
		}
		r.feed.Publisher, r.report.Version = t.text(publisher), t.text(version)
		for _, d := range []struct {
			c   column
			day *record.Day
		}{{from, &r.report.StatedFirst}, {until, &r.report.StatedLast}} {
			if len(t.raw(d.c)) > 0 {
				*d.day, _ = t.date(d.c)
			}
		}
		if first, last := r.report.StatedFirst, r.report.StatedLast; last != 0 && last < first {
			t.warn(until, "%s lies before feed_start_date, %s; neither is used to choose trips", last, first)
		}
	})
}

// zoneOf loads a zone by its name, which must be one of the IANA database.
func (r *reader) zoneOf(name string) *time.Location {
	zone, known := r.zones[name]
	if !known {
		// "Local" would be whichever zone this machine is in.
		if loaded, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
			zone = loaded
		}
		r.zones[name] = zone
	}
	return zone
}

const badZone = "%s is no zone of the IANA database; write one, as Asia/Yerevan"

func (r *reader) readAgencies() {
	r.operators.at = map[string]int32{}
	t := r.open("agency.txt", true)
	if t == nil {
		return
	}
	id, name, zone := t.may("agency_id"), t.may("agency_name"), t.must("agency_timezone")
	firstZone, firstLine := "", 0
	r.operators.whole = t.each(func() {
		key := string(t.raw(id))
		if _, twice := r.operators.at[key]; twice {
			if key == "" {
				t.fail(id, "is blank for a second agency; where there are several, each has an id")
			} else {
				t.fail(id, "%s was declared in an earlier row; an id is used once", quoted(key))
			}
			return
		}
		r.operators.at[key] = int32(len(r.operator))
		r.operator = append(r.operator, t.text(name))
		z := string(t.raw(zone))
		switch loaded := r.zoneOf(z); {
		case loaded == nil:
			t.fail(zone, badZone, quoted(z))
		case firstLine == 0:
			r.zone, firstZone, firstLine = loaded, z, t.line
		case z != firstZone:
			t.fail(zone, "%s differs from %s of line %d; all agencies of a feed have one zone, in which its times are written: give it as two feeds",
				quoted(z), quoted(firstZone), firstLine)
		}
	})
	if r.operators.whole && len(r.operator) == 0 {
		r.errors.add("agency.txt", 0, "", "names no agency; the zone of all times stands there")
	}
}

func (r *reader) readRoutes() {
	r.routes.at = map[string]int32{}
	t := r.open("routes.txt", true)
	if t == nil {
		return
	}
	id, kind := t.must("route_id"), t.must("route_type")
	agency, short, long := t.may("agency_id"), t.may("route_short_name"), t.may("route_long_name")
	r.routes.whole = t.each(func() {
		key, ok := t.declare(id, &r.routes, len(r.feed.Routes))
		if !ok {
			return
		}
		route := timetable.Route{ID: key, Name: routeName(t.text(short), t.text(long)), Zone: r.zone}
		if route.Name == "" {
			t.warn(short, "is blank, and so is route_long_name; the route goes by its id")
			route.Name = key
		}
		route.Operator = r.operatorOf(t, agency)
		route.Mode = t.mode(kind)
		r.feed.Routes = append(r.feed.Routes, route)
	})
}

// operatorOf is the name of a route's agency. It is needed only to tell passengers.
func (r *reader) operatorOf(t *table, agency column) string {
	b := t.raw(agency)
	_, nameless := r.operators.at[""]
	if len(r.operator) == 1 && (len(b) == 0 || nameless) {
		return r.operator[0] // the only one there is
	}
	if len(b) == 0 {
		if r.operators.whole {
			t.warn(agency, "is blank, and there are several agencies; the route is left without an operator")
		}
		return ""
	}
	if at := t.find(agency, &r.operators, "agency.txt", "agency"); at >= 0 {
		return r.operator[at]
	}
	return ""
}

// routeName joins the short and the long name: "5 Kars – Gyumri".
func routeName(short, long string) string {
	if strings.HasPrefix(long+" ", short+" ") { // "S1" and "S1 Airport"
		return long
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s", short, long))
}

// mode is the record's mode of a route_type. It is an error if there is none, since
// another law may hold for another mode.
func (t *table) mode(c column) record.Mode {
	b := t.raw(c)
	v, err := strconv.Atoi(string(b))
	mode := modeOf(v)
	if err != nil || mode == "" {
		t.fail(c, "%s is no type of the reference; write 2 for rail, 3 for bus, 4 for ferry, or an extended one, as 1100 for air", quoted(b))
	}
	if v >= 1600 && mode != "" {
		t.warn(c, "%d says too little; the route is taken for one on the road", v)
	}
	return mode
}

// modeOf maps route_type: 0 to 12 of the reference, and the hundreds of the extended
// types, which come from the European TPEG standard.
func modeOf(kind int) record.Mode {
	switch kind {
	case 0, 1, 2, 5, 6, 7, 12: // tram, metro, rail, cable tram, aerial lift, funicular, monorail
		return record.Rail
	case 3, 11: // bus, trolleybus
		return record.Road
	case 4:
		return record.Water
	}
	switch kind / 100 {
	case 1, 3, 4, 5, 6, 9, 13, 14: // railways, suburban, urban, metro, underground, tram, aerial lift, funicular
		return record.Rail
	case 2, 7, 8, 15, 16, 17: // coach, bus, trolleybus, taxi, self-drive, whatever else
		return record.Road
	case 10, 12: // water, ferry
		return record.Water
	case 11:
		return record.Air
	}
	return ""
}
