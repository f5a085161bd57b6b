package timetable

import (
	"encoding/json"
	"fmt"
	"time"

	"waythrough/road/netfile"
)

// Version is the format of files that this program writes, and the only one it reads:
// a timetable is compiled again sooner than converted.
//
//	1  the first
const Version = 1

// The sections that tell a timetable from other files of arrays.
const (
	versionSection = "timetable/version"
	aboutSection   = "timetable/about"
)

// A section is a column and the name under which the file keeps it. One list of them
// serves writing and reading alike.
type section struct {
	name  string
	write func(*netfile.Writer) error
	read  func(*netfile.File) error
}

func column[T any](name string, data *[]T) section {
	return section{
		name:  name,
		write: func(w *netfile.Writer) error { return netfile.Write(w, name, *data) },
		read: func(f *netfile.File) (err error) {
			*data, err = netfile.Section[T](f, name)
			return err
		},
	}
}

func (a *arrays) sections() []section {
	return []section{
		column("stop/at", &a.stopAt), column("stop/id", &a.stopID), column("stop/name", &a.stopName),
		column("stop/zone", &a.stopZone), column("stop/station", &a.stopStation), column("stop/change", &a.stopChange),
		column("route/id", &a.routeID), column("route/name", &a.routeName), column("route/operator", &a.routeBy),
		column("route/mode", &a.routeMode), column("route/zone", &a.routeZone),
		column("zone/name", &a.zoneName), column("zone/start", &a.zoneStart), column("calendar/day", &a.calendarDay),
		column("pattern/route", &a.patternRoute), column("pattern/calendar", &a.patternCalendar),
		column("pattern/call/first", &a.firstCall), column("pattern/trip/first", &a.firstTrip), column("pattern/time/first", &a.firstTime),
		column("call/stop", &a.callStop), column("call/rule", &a.callRule),
		column("trip/id", &a.tripID), column("trip/headsign", &a.tripSign),
		column("trip/calendar", &a.tripCalendar), column("trip/estimated", &a.tripEstimated), column("time", &a.times),
		column("foot/first", &a.firstFoot), column("foot/to", &a.footTo), column("foot/seconds", &a.footSeconds),
		column("text", &a.textBytes), column("text/end", &a.textEnd),
	}
}

// WriteFile stores the timetable: see package netfile for how files come and go. The
// same timetable gives the same bytes.
func (t *Timetable) WriteFile(path string) error {
	about, err := json.Marshal(t.About)
	if err != nil {
		return fmt.Errorf("describing the timetable %s: %w", path, err)
	}
	w, err := netfile.Create(path)
	if err != nil {
		return err
	}
	defer w.Abort()
	version := []uint32{Version}
	for _, s := range append([]section{column(versionSection, &version), column(aboutSection, &about)}, t.sections()...) {
		if err := s.write(w); err != nil {
			return err
		}
	}
	return w.Commit()
}

// OpenFile maps the file of a timetable. It checks all that leads from one array into
// another, so that no search can fail on it, in time that grows with the trips and not
// with their calls; [Timetable.Verify] checks the rest. Close it after use.
func OpenFile(path string) (*Timetable, error) {
	f, err := netfile.OpenAs(path, "compiled services")
	if err != nil {
		return nil, err
	}
	t := &Timetable{file: f}
	var broken error
	if err = f.Guard(func() { broken = t.load(f) }); err == nil {
		err = broken
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("opening the timetable %s: %w", path, err)
	}
	return t, nil
}

func (t *Timetable) load(f *netfile.File) error {
	if err := checkVersion(f); err != nil {
		return err
	}
	about, err := netfile.Section[byte](f, aboutSection)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(about, &t.About); err != nil {
		return fmt.Errorf("what the file says of itself can't be read, compile it again: %w", err)
	}
	for _, s := range t.sections() {
		if err := s.read(f); err != nil {
			return err
		}
	}
	if err := t.check(); err != nil {
		return fmt.Errorf("%w: compile it again", err)
	}
	t.loadZones()
	return nil
}

func checkVersion(f *netfile.File) error {
	for _, s := range f.Sections() {
		if s.Name != versionSection {
			continue
		}
		version, err := netfile.Section[uint32](f, versionSection)
		if err != nil {
			return err
		}
		if len(version) != 1 || version[0] != Version {
			return fmt.Errorf("it has version %d and only version %d can be read: compile it again from its feeds", version, Version)
		}
		return nil
	}
	return fmt.Errorf("it is a file of arrays, but of no timetable: it has no section %q. Give the file that a timetable was compiled into", versionSection)
}

// loadZones finds the zones by name. One that this machine does not know has the offset
// of the first day: no search uses it, only whoever writes times.
func (t *Timetable) loadZones() {
	for i, n := range t.zoneName {
		name := t.text(n)
		zone, err := time.LoadLocation(name)
		if err != nil || name == "Local" {
			offset := 0
			if t.About.Days > 0 {
				offset = int(int64(t.About.First)*86_400 - t.start(uint32(i), 0)/1000)
			}
			zone = time.FixedZone(name, offset)
		}
		t.zones = append(t.zones, zone)
	}
}
