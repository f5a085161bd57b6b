package journey

import (
	"time"

	"waythrough/record"
	"waythrough/road"
	"waythrough/service"
)

// An instant counts milliseconds from 1970-01-01T00:00Z.
type instant int64

const (
	minute instant = 60_000
	hour           = 60 * minute
	day            = 24 * hour
	never  instant = road.Unreachable
)

// time gives the instant as a zone's clock shows it.
func (t instant) time(zone *time.Location) time.Time { return time.UnixMilli(int64(t)).In(zone) }

// local gives the minute that a zone's clock shows.
func (t instant) local(zone *time.Location) record.Minute { return record.MinuteOf(t.time(zone)) }

func instantOf(m record.Minute, zone *time.Location) instant {
	return instant(service.Instant(m, zone).UnixMilli())
}

// plus adds a duration by road; never if it saturates.
func (t instant) plus(d road.Millis) instant {
	if d >= road.Unreachable {
		return never
	}
	return t + instant(d)
}

// clocks tells what clocks show, quickly: a zone's offset holds for months, and looking
// it up takes longer than all else that is done with a gate.
type clocks struct {
	spells map[*time.Location]*spell
	last   *spell
	zone   *time.Location
}

func newClocks() *clocks { return &clocks{spells: map[*time.Location]*spell{}} }

// spell is a span of time with one offset from UTC, both in milliseconds.
type spell struct{ from, until, offset instant }

func (c *clocks) local(t instant, zone *time.Location) record.Minute {
	if c.zone != zone || c.last == nil {
		if c.spells[zone] == nil {
			c.spells[zone] = &spell{}
		}
		c.zone, c.last = zone, c.spells[zone]
	}
	s := c.last
	if t < s.from || t >= s.until {
		at := t.time(zone)
		_, offset := at.Zone()
		*s = spell{-1 << 62, 1 << 62, instant(offset) * 1000}
		from, until := at.ZoneBounds()
		if !from.IsZero() {
			s.from = instant(from.UnixMilli())
		}
		if !until.IsZero() {
			s.until = instant(until.UnixMilli())
		}
	}
	local := t + s.offset
	m := local / minute
	if local < 0 && local%minute != 0 {
		m--
	}
	return record.Minute(m)
}

// ahead is by how many minutes one zone's clocks are ahead of another's.
func (c *clocks) ahead(t instant, far, near *time.Location) record.Minute {
	return c.local(t, far) - c.local(t, near)
}
