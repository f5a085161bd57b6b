package timetable

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"waythrough/geo"
	"waythrough/record"
)

// line writes a feed of one route, far stops, and trips as texts: "08:00 a 08:10/08:12
// b". A minus before a stop forbids to board there, a plus to alight.
func line(zoneName string, first record.Day, days int, trips ...string) *Feed {
	f := &Feed{
		Name: "line", Routes: []Route{{ID: "r", Name: "5 Kars – Gyumri", Operator: "X", Mode: record.Rail, Zone: zone(zoneName)}},
		Calendars: []Calendar{{ID: "daily", Weekdays: [7]bool{true, true, true, true, true, true, true}, First: first, Last: first + record.Day(days) - 1}},
	}
	for i, text := range trips {
		trip := Trip{ID: fmt.Sprint(i), Headsign: "onward"}
		words := strings.Fields(text)
		for w := 0; w+1 < len(words); w += 2 {
			name := words[w+1]
			at := strings.Split(words[w]+"/"+words[w], "/")
			trip.Calls = append(trip.Calls, Call{
				Stop: f.stop(strings.TrimLeft(name, "-+")), Arrives: seconds(at[0]), Departs: seconds(at[1]),
				Board: !strings.HasPrefix(name, "-"), Alight: !strings.HasPrefix(name, "+"),
			})
		}
		f.Trips = append(f.Trips, trip)
	}
	return f
}

// stop gives the stop of a letter, and makes it: a kilometre from its neighbours.
func (f *Feed) stop(name string) int {
	for len(f.Stops) <= int(name[0]-'a') {
		n := len(f.Stops)
		f.Stops = append(f.Stops, Stop{ID: string(rune('a' + n)), Name: "Stop", At: geo.LatLon{Lat: 40 + 0.01*float64(n), Lon: 44}, Zone: f.Routes[0].Zone, Station: n})
	}
	return int(name[0] - 'a')
}

func seconds(clock string) int32 {
	var h, m, s int32
	if _, err := fmt.Sscanf(clock, "%d:%d:%d", &h, &m, &s); err != nil && h == 0 && m == 0 {
		if _, err := fmt.Sscanf(clock, "%d:%d", &h, &m); err != nil {
			panic(clock)
		}
	}
	return h*3600 + m*60 + s
}

func instant(text string) int64 {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

func compiled(t testing.TB, feeds ...*Feed) *Timetable {
	t.Helper()
	tt, err := Compile(feeds)
	if err != nil {
		t.Fatal(err)
	}
	return tt
}

func everywhere(int) string { return "" }

// Service days count from noon less twelve hours: on the days of changed clocks a trip
// leaves when the clock shows its hour, and trips of the small hours lie an hour off.
func TestDaysOfChangedClocks(t *testing.T) {
	for _, c := range []struct{ zone, day, leaves, want string }{
		// Clocks are put on from 02:00 to 03:00 on 31 March 2024 in Berlin.
		{"Europe/Berlin", "2024-03-31", "08:00", "2024-03-31T08:00:00+02:00"},
		{"Europe/Berlin", "2024-03-31", "01:30", "2024-03-31T00:30:00+01:00"},
		{"Europe/Berlin", "2024-03-30", "26:30", "2024-03-31T03:30:00+02:00"},
		// And back from 03:00 to 02:00 on 27 October 2024.
		{"Europe/Berlin", "2024-10-27", "08:00", "2024-10-27T08:00:00+01:00"},
		{"Europe/Berlin", "2024-10-27", "00:30", "2024-10-27T01:30:00+02:00"},
		{"Europe/Berlin", "2024-10-26", "25:30", "2024-10-27T01:30:00+02:00"},
		{"Europe/Berlin", "2024-10-26", "27:30", "2024-10-27T02:30:00+01:00"},
		// Istanbul put its clocks back last on 8 November 2015, at 04:00 to 03:00.
		{"Europe/Istanbul", "2015-11-08", "08:00", "2015-11-08T08:00:00+02:00"},
		{"Europe/Istanbul", "2015-11-08", "02:00", "2015-11-08T03:00:00+03:00"},
		{"Europe/Istanbul", "2024-03-31", "02:00", "2024-03-31T02:00:00+03:00"},
		// Lord Howe moves its clocks by half an hour.
		{"Australia/Lord_Howe", "2024-04-07", "12:00", "2024-04-07T12:00:00+10:30"},
		{"Australia/Lord_Howe", "2024-04-07", "00:30", "2024-04-07T01:00:00+11:00"},
	} {
		var day record.Day
		if err := day.UnmarshalText([]byte(c.day)); err != nil {
			t.Fatal(err)
		}
		f := line(c.zone, day, 1, c.leaves+" a 40:00 b")
		inland, _ := compiled(t, f).Split(everywhere)
		s := NewSearcher(inland)
		want := instant(c.want)
		for _, q := range []struct {
			at    int64
			rides bool
		}{{want, true}, {want + 1, false}} {
			if err := s.Search([]Start{{0, q.at}}, q.at+3*dayMillis, 1); err != nil {
				t.Fatal(err)
			}
			if j, ok := s.Journey(1, 1); ok != q.rides || ok && j.Legs[0].Departs != want {
				t.Errorf("%s, %s, %s: asked at %d ms, %v %+v; it leaves at %s", c.zone, c.day, c.leaves, q.at-want, ok, j, c.want)
			}
		}
	}
}

// What overtakes is set apart, on one day and from one day to the next.
func TestPatternsAreInOrder(t *testing.T) {
	june := record.DayOf(2024, 6, 3)
	for _, c := range []struct {
		name     string
		days     int
		trips    []string
		patterns [][]string
	}{
		{"one after another", 7, []string{"09:00 a 09:30 b", "08:00 a 08:30 b"}, [][]string{{"1", "0"}}},
		{"an express overtakes", 7, []string{"08:00 a 09:30 b", "08:10 a 08:30 b"}, [][]string{{"0"}, {"1"}}},
		{"together all the way", 7, []string{"08:00 a 08:30 b", "08:00 a 08:30 b"}, [][]string{{"0", "1"}}},
		{"one leaves later and arrives with the other", 7, []string{"08:00 a 08:30 b", "08:10 a 08:30 b"}, [][]string{{"0", "1"}}},
		{"the rules differ", 7, []string{"08:00 a 08:30 b", "09:00 a 09:30 -b", "10:00 a 10:30 +b"}, [][]string{{"0"}, {"1"}, {"2"}}},
		{"of this night and of the next early morning", 7, []string{"00:10 a 02:00 b", "24:20 a 24:50 b"}, [][]string{{"0"}, {"1"}}},
		{"the same, but there is no next morning", 1, []string{"00:10 a 02:00 b", "24:20 a 24:50 b"}, [][]string{{"0", "1"}}},
		{"a day apart to the minute", 7, []string{"00:10 a 02:00 b", "24:10 a 26:00 b"}, [][]string{{"0", "1"}}},
	} {
		tt := compiled(t, line("Asia/Yerevan", june, c.days, c.trips...))
		var got [][]string
		for p := range tt.Patterns() {
			var ids []string
			for i := tt.firstTrip[p]; i < tt.firstTrip[p+1]; i++ {
				ids = append(ids, tt.text(tt.tripID[i]))
			}
			got = append(got, ids)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.patterns) {
			t.Errorf("%s: patterns are %v, want %v", c.name, got, c.patterns)
		}
	}
	// A day of 23 hours makes runs overtake that others keep apart.
	berlin := []string{"00:10 a 02:00 b", "24:00 a 26:00 b"}
	if n := compiled(t, line("Europe/Berlin", record.DayOf(2024, 3, 30), 3, berlin...)).Patterns(); n != 2 {
		t.Errorf("over the night of 31 March there are %d patterns, want 2", n)
	}
	if n := compiled(t, line("Europe/Berlin", june, 3, berlin...)).Patterns(); n != 1 {
		t.Errorf("in June there are %d patterns, want 1", n)
	}
}

// Headways give runs from the first until before the last; where only the interval is
// promised they say so.
func TestHeadways(t *testing.T) {
	f := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "00:00 a 00:05/00:06 b 00:20 c")
	f.Trips[0].Runs = []Headway{{First: 8 * 3600, Last: 9 * 3600, Every: 1200}, {First: 9 * 3600, Last: 9*3600 + 1, Every: 600, Exact: true}}
	tt := compiled(t, f)
	_, abroad := tt.Split(func(stop int) string { return fmt.Sprint(stop) })
	var got []string
	for r := range abroad[0].Runs(0, instant("2024-06-03T00:00:00+04:00"), instant("2024-06-04T00:00:00+04:00")) {
		got = append(got, fmt.Sprint(time.UnixMilli(r.Arrives(2)).In(zone("Asia/Yerevan")).Format("15:04"), " ", abroad[0].Trip(r.Trip).Estimated))
	}
	want := []string{"08:20 true", "08:40 true", "09:00 true", "09:20 false"}
	if !slices.Equal(got, want) || tt.Trips() != 4 || tt.About.Feeds[0].Trips != 4 {
		t.Errorf("runs arrive %v, want %v", got, want)
	}
}

// Changes at a stop take two minutes, or what the feed says, or are forbidden.
func TestChanges(t *testing.T) {
	ask := func(change ...Transfer) string {
		f := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:30 b", "08:30 b 09:00 c", "08:31:59 b 09:10 c", "08:32 b 09:20 c", "08:40 b 09:30 c")
		f.Transfers = change
		inland, _ := compiled(t, f).Split(everywhere)
		s := NewSearcher(inland)
		if err := s.Search([]Start{{0, instant("2024-06-03T07:00:00+04:00")}}, instant("2024-06-03T12:00:00+04:00"), 0); err != nil {
			t.Fatal(err)
		}
		for _, a := range s.Arrivals(2, nil) {
			return time.UnixMilli(a.At).In(zone("Asia/Yerevan")).Format("15:04")
		}
		return "never"
	}
	for _, c := range []struct {
		name   string
		change []Transfer
		want   string
	}{
		{"two minutes", nil, "09:20"},
		{"at once", []Transfer{{From: 1, To: 1, Seconds: 0}}, "09:00"},
		{"ten minutes", []Transfer{{From: 1, To: 1, Seconds: 600}}, "09:30"},
		{"the longer of two sayings", []Transfer{{From: 1, To: 1, Seconds: 600}, {From: 1, To: 1, Seconds: 60}}, "09:30"},
		{"forbidden", []Transfer{{From: 1, To: 1, Seconds: 60}, {From: 1, To: 1, Forbidden: true}}, "never"},
		{"elsewhere", []Transfer{{From: 2, To: 2, Seconds: 600}}, "09:20"},
	} {
		if got := ask(c.change...); got != c.want {
			t.Errorf("%s: arrival %s, want %s", c.name, got, c.want)
		}
	}
}

// Stops within 400 m are joined, of one feed or of two, unless the feed says otherwise.
func TestFootpaths(t *testing.T) {
	feed := func(lat ...float64) *Feed {
		f := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b 08:20 c")
		for i := range f.Stops {
			f.Stops[i].At.Lat = lat[i]
		}
		return f
	}
	// A ten-thousandth of a degree of latitude is 11.12 m: 300 m take 325 s, 30 m two minutes.
	one, two := feed(40, 40.0027, 40.00297), feed(40.00405, 41, 42)
	one.Transfers = []Transfer{{From: 0, To: 2, Seconds: 1000}, {From: 1, To: 0, Forbidden: true}}
	tt := compiled(t, one, two)
	got := map[string]int32{}
	for from := range tt.Stops() {
		tt.Footpath(from, func(to int, s int32) { got[fmt.Sprint(from, "-", to)] = s })
	}
	want := map[string]int32{"0-1": 326, "0-2": 1000, "1-2": 120, "2-0": 358, "2-1": 120, "1-3": 163, "3-1": 163, "2-3": 131, "3-2": 131}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("footpaths are %v, want %v", got, want)
	}
	if tt.FeedOf(2) != 0 || tt.FeedOf(3) != 1 || tt.FeedOf(5) != 1 {
		t.Errorf("stops 2, 3 and 5 are of feeds %d, %d, %d", tt.FeedOf(2), tt.FeedOf(3), tt.FeedOf(5))
	}
}

// What can't be meant is refused with a sentence that names it.
func TestCompileRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(f *Feed)
		want  string
	}{
		{"no stop", func(f *Feed) { f.Trips[0].Calls[1].Stop = 9 }, `trip "0" calls at stop 9, and there are 2 stops`},
		{"no route", func(f *Feed) { f.Trips[0].Route = -1 }, `trip "0" is of route -1`},
		{"no calendar", func(f *Feed) { f.Trips[0].Calendar = 3 }, `trip "0" runs by calendar 3`},
		{"one call", func(f *Feed) { f.Trips[0].Calls = f.Trips[0].Calls[:1] }, `has 1 calls`},
		{"back in time", func(f *Feed) { f.Trips[0].Calls[1].Arrives = 60 }, `goes back in time at its call 2, at stop "b"`},
		{"leaves before it arrives", func(f *Feed) { f.Trips[0].Calls[1].Departs -= 9 }, `goes back in time at its call 2`},
		{"for weeks", func(f *Feed) { f.Trips[0].Calls[1] = Call{Stop: 1, Arrives: 2e6, Departs: 2e6} }, `more than ten days`},
		{"no headway", func(f *Feed) { f.Trips[0].Runs = []Headway{{0, 3600, 0, true}} }, `runs every 0 seconds`},
		{"a run each second", func(f *Feed) { f.Trips[0].Runs = []Headway{{0, 86400, 1, true}} }, `gives 86400 runs`},
		{"headways for weeks", func(f *Feed) { f.Trips[0].Runs = []Headway{{0, 1 << 30, 1 << 29, true}} }, `not within ten days`},
		{"transfer from nowhere", func(f *Feed) { f.Transfers = []Transfer{{From: -1}} }, `leads from stop -1 to stop 0`},
		{"transfer back in time", func(f *Feed) { f.Transfers = []Transfer{{Seconds: -1}} }, `takes -1 seconds`},
		{"stop nowhere", func(f *Feed) { f.Stops[1].At.Lat = 91 }, `stop "b" lies nowhere`},
		{"stop of no station", func(f *Feed) { f.Stops[1].Station = 2 }, `stop "b" is of station 2`},
		{"stop without zone", func(f *Feed) { f.Stops[1].Zone = nil }, `stop "b" has no time zone`},
		{"route without zone", func(f *Feed) { f.Routes[0].Zone = nil }, `route "r" has no time zone`},
		{"route in the machine's zone", func(f *Feed) { f.Routes[0].Zone = time.Local }, `time zone of this machine`},
		{"route by nothing", func(f *Feed) { f.Routes[0].Mode = "" }, `route "r" goes by ""`},
		{"for centuries", func(f *Feed) { f.Calendars[0].Last = record.DayOf(9999, 12, 31) }, `calendar "daily" runs from 2024-06-03 to 9999-12-31`},
		{"beyond all years", func(f *Feed) { f.Calendars[0].Last = 1 << 60 }, `calendar "daily" names the day`},
		{"years apart", func(f *Feed) { f.Calendars[0].Added = []record.Day{record.DayOf(1800, 1, 1)} }, `the feeds cover 1800-01-01 to 2024-06-03`},
	} {
		f := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b")
		c.spoil(f)
		if tt, err := Compile([]*Feed{f}); err == nil || !strings.Contains(err.Error(), c.want) || tt != nil {
			t.Errorf("%s: error is %v, want one that says %q", c.name, err, c.want)
		}
	}
}

// Nothing is not an error: no feed, no trip, no day.
func TestNothing(t *testing.T) {
	idle := line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b")
	idle.Calendars[0].Weekdays = [7]bool{}
	for name, feeds := range map[string][]*Feed{"no feed": nil, "an empty feed": {{}}, "no day": {idle}} {
		tt := compiled(t, feeds...)
		if err := tt.Verify(t.Context(), nil); err != nil || tt.Trips() != 0 {
			t.Errorf("%s: %d trips, %v", name, tt.Trips(), err)
		}
		inland, abroad := tt.Split(everywhere)
		s := NewSearcher(inland)
		if tt.Stops() > 0 {
			if err := s.Search([]Start{{0, 5}}, 10, 0); err != nil || len(s.Reached()) != 1 {
				t.Errorf("%s: %d stops are reached, %v", name, len(s.Reached()), err)
			}
		}
		if len(abroad) > 0 {
			t.Errorf("%s: %d patterns over borders", name, len(abroad))
		}
	}
}

// A question that can't be meant is refused, and the answers before it stand.
func TestSearchRefuses(t *testing.T) {
	inland, _ := compiled(t, line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b")).Split(everywhere)
	s := NewSearcher(inland)
	if _, ok := s.Journey(0, 0); ok || len(s.Arrivals(0, nil)) > 0 || len(s.Reached()) > 0 {
		t.Error("something is reached before any search")
	}
	for _, c := range []struct {
		starts []Start
		rounds int
		want   string
	}{
		{nil, 0, "there is no start"}, {[]Start{{2, 0}}, 0, "from stop 2: there are 2"}, {[]Start{{-1, 0}}, 0, "from stop -1"},
		{[]Start{{0, 1 << 62}}, 0, "years 1 to 9999"}, {[]Start{{0, -1 << 62}}, 0, "years 1 to 9999"},
		{[]Start{{0, 0}}, 17, "17 boardings"}, {[]Start{{0, 0}}, -1, "-1 boardings"},
	} {
		if err := s.Search(c.starts, 0, c.rounds); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, %d: error is %v, want one that says %q", c.starts, c.rounds, err, c.want)
		}
	}
	at := instant("2024-06-03T03:00:00Z")
	if err := s.Search([]Start{{0, at}}, 1<<63-1, 0); err != nil || len(s.Reached()) != 2 {
		t.Errorf("with all the time there is, %d stops are reached, %v", len(s.Reached()), err)
	}
	if err := s.Search([]Start{{0, at}}, -1<<63, 0); err != nil || len(s.Reached()) != 0 {
		t.Errorf("with no time at all, %d stops are reached, %v", len(s.Reached()), err)
	}
}

// Bounds count themselves in: a ride may leave when one is ready and arrive when time is
// up, and of two trips that leave together the one that is there first is taken, though
// one sits in the other already.
func TestToTheSecond(t *testing.T) {
	day := record.DayOf(2024, 6, 3)
	for _, c := range []struct {
		name         string
		trips        []string
		until, there string
	}{
		{"no time at all", []string{"08:00 a 08:00 b"}, "08:00", "08:00"},
		{"in time to the second", []string{"08:00 a 08:10 b"}, "08:10", "08:10"},
		{"too late by a second", []string{"08:00 a 08:10:01 b"}, "08:10", ""},
		{"the slower at first is there first", []string{"07:00 a 08:20/08:30 c 08:40 b", "08:00 a 08:20/08:30 c 08:50 b"}, "10:00", "08:40"},
	} {
		f := line("Asia/Yerevan", day, 1, c.trips...)
		inland, _ := compiled(t, f).Split(everywhere)
		s := NewSearcher(inland)
		at := func(clock string) int64 { return instant("2024-06-03T00:00:00+04:00") + int64(seconds(clock))*1000 }
		starts := []Start{{0, at("08:00")}}
		if len(f.Stops) > 2 {
			starts = append(starts, Start{2, at("08:30")})
		}
		if err := s.Search(starts, at(c.until), 1); err != nil {
			t.Fatal(err)
		}
		best := int64(0)
		for _, a := range s.Arrivals(1, nil) {
			best = a.At
		}
		if c.there == "" && best != 0 || c.there != "" && best != at(c.there) {
			t.Errorf("%s: b is reached at %d, want %q", c.name, best, c.there)
		}
	}
}
