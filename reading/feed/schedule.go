package feed

import (
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Bounds of the times between two polls of a feed.
const (
	longestWait  = 24 * time.Hour     // by ttl, Retry-After or failures
	longestSkip  = 48 * time.Hour     // by hours and days to be left out
	goneWait     = 7 * 24 * time.Hour // after a 410
	shortestWait = time.Minute        // by Retry-After
)

// A rhythm is how often a feed wants to be read.
type rhythm struct {
	TTL       time.Duration `json:"ttl"`
	SkipHours [24]bool      `json:"skip_hours"` // UTC
	SkipDays  [7]bool       `json:"skip_days"`  // from Sunday, UTC
}

// next is when a feed that answered is asked again.
func (r rhythm) next(now time.Time, interval time.Duration) time.Time {
	at := now.Add(max(interval, min(r.TTL, longestWait)))
	for t, last := at, at.Add(longestSkip); t.Before(last); t = t.UTC().Truncate(time.Hour).Add(time.Hour) {
		if u := t.UTC(); !r.SkipHours[u.Hour()] && !r.SkipDays[u.Weekday()] {
			return t
		}
	}
	return at.Add(longestSkip)
}

// backOff is how long a feed is left after it failed so many times in a row: an
// interval, doubled by each further failure, up to a day, and shifted by up to a
// quarter either way. The shift is drawn from the address and the count.
func backOff(address string, failures int, interval time.Duration) time.Duration {
	wait := interval
	for range min(failures-1, 32) {
		wait = min(2*wait, longestWait)
	}
	sum := sha256.Sum256([]byte(address + " " + strconv.Itoa(failures)))
	share := float64(binary.LittleEndian.Uint32(sum[:]))/(1<<32) - 0.5 // from -½ to ½
	return wait + time.Duration(share/2*float64(wait))
}

// retryAfter reads the header of that name: seconds or a date. The time is within
// bounds; it is zero if the header says nothing that reads.
func retryAfter(header string, now time.Time) time.Time {
	header = strings.TrimSpace(header)
	var wait time.Duration
	if s, err := strconv.ParseUint(header, 10, 63); err == nil {
		wait = time.Duration(min(s, uint64(longestWait/time.Second))) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		wait = at.Sub(now)
	} else {
		return time.Time{}
	}
	return now.Add(min(max(wait, shortestWait), longestWait))
}
