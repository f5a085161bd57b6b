package timetable

import (
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"waythrough/geo"
	"waythrough/record"
)

// A tape gives numbers from bytes: small ones mostly, at times any.
type tape struct{ bytes []byte }

func (p *tape) next(below int) int {
	if len(p.bytes) == 0 {
		return 0
	}
	b := p.bytes[0]
	p.bytes = p.bytes[1:]
	if b == 0xff && len(p.bytes) >= 4 {
		n := int(int32(binary.LittleEndian.Uint32(p.bytes)))
		p.bytes = p.bytes[4:]
		return n
	}
	return int(b) % max(1, below)
}

func (p *tape) flag() bool { return p.next(2) == 0 }

// feed reads a feed, sound or not.
func (p *tape) feed() *Feed {
	zones := []*time.Location{zone("Europe/Berlin"), zone("Asia/Yerevan"), nil}
	f := &Feed{Name: "fuzz"}
	for i := range 1 + min(p.next(6), 6) {
		f.Stops = append(f.Stops, Stop{Zone: zones[i%2], Station: p.next(i + 1), At: geo.LatLon{Lat: 40 + float64(p.next(100))/5000, Lon: float64(p.next(100)) / 5000}})
	}
	for range 1 + min(p.next(3), 3) {
		f.Routes = append(f.Routes, Route{Mode: record.Road, Zone: zones[(p.next(64)&63)/31%3]})
	}
	for range 1 + min(p.next(3), 3) {
		k := Calendar{First: record.Day(19_800 + p.next(9)), Last: record.Day(19_805 + p.next(9))}
		for i := range k.Weekdays {
			k.Weekdays[i] = p.flag()
		}
		if p.flag() {
			k.Added = []record.Day{record.Day(19_800 + p.next(20))}
		}
		f.Calendars = append(f.Calendars, k)
	}
	for range 1 + min(p.next(12), 12) {
		trip := Trip{ID: strconv.Itoa(len(f.Trips)), Route: p.next(len(f.Routes)), Calendar: p.next(len(f.Calendars))}
		at := int32(p.next(150) * 600)
		for range 2 + min(p.next(4), 4) {
			c := Call{Stop: p.next(len(f.Stops)), Arrives: at, Departs: at + int32(p.next(3)*60), Board: p.flag(), Alight: p.flag()}
			at = c.Departs + int32(p.next(40)*60)
			trip.Calls = append(trip.Calls, c)
		}
		if p.next(9) == 8 {
			first := int32(p.next(99) * 600)
			trip.Runs = append(trip.Runs, Headway{first, first + int32(p.next(50)*100), 1 + int32(p.next(90)*20), p.flag()})
		}
		f.Trips = append(f.Trips, trip)
	}
	for range min(p.next(4), 4) {
		f.Transfers = append(f.Transfers, Transfer{p.next(len(f.Stops)), p.next(len(f.Stops)), int32(p.next(200)), p.flag()})
	}
	return f
}

// Any feed is refused with an error, or gives a timetable that is sound and that answers
// as the oracle does.
func FuzzCompile(f *testing.F) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 16))
		b := make([]byte, 400)
		for i := range b {
			b[i] = byte(rng.IntN(255 + int(seed/15))) // the last ones with any numbers
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p := &tape{b}
		feeds := []*Feed{p.feed(), p.feed()}
		tt, err := Compile(feeds)
		if err != nil {
			return
		}
		if err := tt.Verify(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		area := make([]string, tt.Stops())
		for i := range area {
			area[i] = []string{"A", "B"}[i%5/4]
		}
		if len(area) == 0 || tt.Trips() > 300 || tt.About.Days > 100 {
			return
		}
		inland, _ := tt.Split(func(stop int) string { return area[stop] })
		s := NewSearcher(inland)
		start := Start{max(0, p.next(len(area))) % len(area), 19_804*dayMillis + int64(p.next(200)%200)*600_000}
		compare(t, 0, newOracle(feeds, area), s, []Start{start}, start.At+3*dayMillis, 3)
	})
}

// Whatever stands in the columns of a file: what passes the check of opening is searched
// without panic, and Verify ends.
func FuzzColumns(f *testing.F) {
	feeds, _, _ := drawWorld(rand.New(rand.NewPCG(3, 17)))
	whole, err := Compile(feeds)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{0, 0, 0, 1, 0, 0, 0})
	f.Add([]byte{5, 0, 0, 1, 0, 0, 0, 27, 3, 0, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		d := clone(whole)
		columns := columnsOf(d)
		for ; len(b) >= 7; b = b[7:] { // a column, an element, a value
			c := columns[int(b[0])%len(columns)]
			if len(c.bytes) == 0 {
				continue
			}
			at := int(binary.LittleEndian.Uint16(b[1:])) * c.size % len(c.bytes)
			copy(c.bytes[at:at+c.size], b[3:7])
		}
		if d.check() == nil {
			ask(d)
		}
		_ = d.Verify(t.Context(), nil)
	})
}
