package timetable

import (
	"math/rand/v2"
	"testing"

	"waythrough/record"
)

// CompareDays asks the search and the oracle the same of some days of a feed, so many
// times, with all stops in one area.
func CompareDays(t *testing.T, f *Feed, first, last record.Day, times int) {
	t.Helper()
	some := *f
	some.Calendars = nil
	for _, k := range f.Calendars {
		k.First, k.Last = max(k.First, first), min(k.Last, last)
		var added []record.Day
		for _, d := range k.Added {
			if d >= first && d <= last {
				added = append(added, d)
			}
		}
		k.Added = added
		some.Calendars = append(some.Calendars, k)
	}
	tt := compiled(t, &some)
	o := newOracle([]*Feed{&some}, make([]string, len(f.Stops)))
	inland, _ := tt.Split(everywhere)
	s := NewSearcher(inland)
	rng := rand.New(rand.NewPCG(1, 21))
	rides := 0
	for range times {
		at := first.Start().Time().UnixMilli() + rng.Int64N(int64(last-first+1)*dayMillis)
		r, _ := compare(t, 0, o, s, []Start{{rng.IntN(o.stops), at}, {rng.IntN(o.stops), at + 600_000}}, at+rng.Int64N(20*3600*1000), 1+rng.IntN(4))
		rides += r
	}
	if rides < 10*times {
		t.Errorf("%d rides from %s to %s are too few to prove anything", rides, first, last)
	}
}
