package feed

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestNext(t *testing.T) {
	night := rhythm{}
	for h := range 6 {
		night.SkipHours[h] = true
	}
	weekend := rhythm{SkipDays: [7]bool{0: true, 6: true}}
	always := rhythm{}
	for h := range always.SkipHours {
		always.SkipHours[h] = true
	}
	tests := []struct {
		name      string
		r         rhythm
		now, want string
	}{
		{"nothing asked", rhythm{}, "2024-07-30T12:00:00Z", "2024-07-30T12:30:00Z"},
		{"a short ttl", rhythm{TTL: time.Minute}, "2024-07-30T12:00:00Z", "2024-07-30T12:30:00Z"},
		{"a long ttl", rhythm{TTL: 3 * time.Hour}, "2024-07-30T12:00:00Z", "2024-07-30T15:00:00Z"},
		{"an endless ttl", rhythm{TTL: 9999 * time.Hour}, "2024-07-30T12:00:00Z", "2024-07-31T12:00:00Z"},
		{"at night", night, "2024-07-30T23:50:00Z", "2024-07-31T06:00:00Z"},
		{"at night elsewhere", night, "2024-07-31T03:50:00+04:00", "2024-07-31T06:00:00Z"},
		{"by day", night, "2024-07-30T06:10:00Z", "2024-07-30T06:40:00Z"},
		{"on Friday evening", weekend, "2024-08-02T23:45:00Z", "2024-08-05T00:00:00Z"},
		{"on Saturday", weekend, "2024-08-03T12:00:00Z", "2024-08-05T00:00:00Z"},
		{"never", always, "2024-07-30T12:00:00Z", "2024-08-01T12:30:00Z"},
	}
	for _, tt := range tests {
		got := tt.r.next(at(tt.now), 30*time.Minute).UTC()
		if !got.Equal(at(tt.want)) {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}

func TestBackOff(t *testing.T) {
	const address = "https://a.example/feed"
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1000).Draw(t, "failures")
		interval := time.Duration(rapid.Int64Range(int64(time.Minute), int64(12*time.Hour)).Draw(t, "interval"))
		plain := interval
		for i := 1; i < n && plain < longestWait; i++ {
			plain = min(2*plain, longestWait)
		}
		got := backOff(address, n, interval)
		if got < plain*3/4 || got > plain*5/4 {
			t.Fatalf("%v after %d failures, want %v give or take a quarter", got, n, plain)
		}
		if got != backOff(address, n, interval) {
			t.Fatal("not the same twice")
		}
	})
	if backOff(address, 1, time.Hour) == backOff(address+"2", 1, time.Hour) {
		t.Error("feeds that failed together are asked together")
	}
}

func TestRetryAfter(t *testing.T) {
	now := at("2024-07-30T12:00:00Z")
	tests := []struct {
		header string
		want   time.Duration // 0 for none
	}{
		{"120", 2 * time.Minute}, {"0", time.Minute}, {" 3600 ", time.Hour}, {"9223372036854775807", 24 * time.Hour},
		{"Tue, 30 Jul 2024 14:00:00 GMT", 2 * time.Hour}, {"Tue, 30 Jul 2019 14:00:00 GMT", time.Minute},
		{"Tue, 30 Jul 2099 14:00:00 GMT", 24 * time.Hour}, {"", 0}, {"soon", 0}, {"-5", 0}, {"99999999999999999999", 0},
	}
	for _, tt := range tests {
		got := retryAfter(tt.header, now)
		if tt.want == 0 && !got.IsZero() || tt.want != 0 && !got.Equal(now.Add(tt.want)) {
			t.Errorf("%q: %v, want %v later", tt.header, got, tt.want)
		}
	}
}
