package timetable

// A dayTable holds when the service days of a search start, in each zone, in
// milliseconds since its base.
type dayTable struct {
	first, days int // of the timetable's
	starts      []int32
}

const dayMillis = 86_400_000

// set takes the days whose runs may be under way from base on, until so long after it.
// A day starts within 36 hours of its midnight in UTC, and a trip begins up to a day
// before that.
func (d *dayTable) set(of *Domestic, base int64, until int32) {
	t := of.t
	day := func(instant int64) int { // in the timetable
		return int(max(-1, min(int64(maxDays), floorDiv(instant, dayMillis)-int64(t.About.First))))
	}
	longest := int64(of.longest) * 1000
	first := max(0, day(base-longest-2*dayMillis))
	end := min(t.About.Days, day(base+int64(until)+3*dayMillis)+1)
	for first < end && !d.any(t, first, func(start int64) bool { return start+longest >= base }) {
		first++
	}
	for first < end && !d.any(t, end-1, func(start int64) bool { return start-dayMillis <= base+int64(until) }) {
		end--
	}
	d.first, d.days, d.starts = first, max(0, end-first), d.starts[:0]
	for z := range t.zoneName {
		for i := range d.days {
			// One zone's last day may lie later than can matter, or than 32 bits reach.
			d.starts = append(d.starts, int32(min(t.start(uint32(z), first+i)-base, int64(until)+dayMillis+1)))
		}
	}
}

// any reports whether a day's start in any zone is such.
func (d *dayTable) any(t *Timetable, day int, such func(start int64) bool) bool {
	for z := range t.zoneName {
		if such(t.start(uint32(z), day)) {
			return true
		}
	}
	return false
}

// start is when a day of the search starts.
func (d *dayTable) start(zone uint32, day int) int32 { return d.starts[int(zone)*d.days+day] }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
