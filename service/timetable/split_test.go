package timetable

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"waythrough/record"
)

// All runs that touch several areas are listed, with their times, and no others; and
// within areas there are as many trips as remain.
func TestCrossBorderListsEveryRun(t *testing.T) {
	listed := 0
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 12))
		feeds, area, around := drawWorld(rng)
		tt, err := Compile(feeds)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		inland, abroad := tt.Split(func(stop int) string { return area[stop] })
		o := newOracle(feeds, area)
		from := (int64(around)-1)*dayMillis + rng.Int64N(144)*600_000
		until := from + rng.Int64N(4*144)*600_000
		for call := range 3 {
			want, got := o.leaving(call, from, until), []string{}
			trips := 0
			for _, b := range abroad {
				got = append(got, leaving(t, b, call, from, until)...)
				trips += b.Trips()
				checkCalls(t, tt, b, area)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d: runs that leave call %d from %d until %d are\n%v, want\n%v", seed, call, from, until, got, want)
			}
			listed += len(got)
			if _, rest := inland.Size(); rest+trips != tt.Trips() {
				t.Fatalf("seed %d: %d trips within areas and %d over borders are not %d", seed, rest, trips, tt.Trips())
			}
		}
	}
	if listed < 2000 {
		t.Errorf("%d runs are too few to prove anything", listed)
	}
}

// leaving writes the runs of a pattern that leave a call in a span, and checks that they
// come in order at every call.
func leaving(t *testing.T, b *CrossBorder, call int, from, until int64) (out []string) {
	t.Helper()
	if call >= len(b.Calls) {
		return nil
	}
	var before *Run
	for r := range b.Runs(call, from, until) {
		info := b.Trip(r.Trip)
		line := fmt.Sprint(info.ID, " ", info.Headsign, " ", info.Estimated, " ", r.Day)
		for i, c := range b.Calls {
			line += fmt.Sprint(" ", c.Stop, c.Area, r.Arrives(i), r.Departs(i), c.Board, c.Alight)
			if before != nil && (before.Arrives(i) > r.Arrives(i) || before.Departs(i) > r.Departs(i)) {
				t.Fatalf("run %q is overtaken at call %d", line, i)
			}
		}
		out, before = append(out, line), &r
	}
	return out
}

func checkCalls(t *testing.T, tt *Timetable, b *CrossBorder, area []string) {
	t.Helper()
	if tt.Route(b.Route).Mode != record.Rail || tt.Route(b.Route).Operator != "o" {
		t.Fatalf("pattern %d is of route %+v", b.Pattern, tt.Route(b.Route))
	}
	touched := map[string]bool{}
	for _, c := range b.Calls {
		touched[c.Area] = true
		if c.Area != area[c.Stop] {
			t.Fatalf("pattern %d calls at stop %d in %q, which lies in %q", b.Pattern, c.Stop, c.Area, area[c.Stop])
		}
	}
	if len(touched) < 2 {
		t.Fatalf("pattern %d is listed as over borders and stays in %v", b.Pattern, touched)
	}
}

func (o *oracle) leaving(call int, from, until int64) []string {
	out := []string{}
	for _, r := range o.border {
		if call >= len(r.calls) || r.calls[call].departs < from || r.calls[call].departs >= until {
			continue
		}
		line := fmt.Sprint(r.id, " ", r.headsign, " ", r.estimated, " ", r.day)
		for _, c := range r.calls {
			line += fmt.Sprint(" ", c.stop, o.area[c.stop], c.arrives, c.departs, c.board, c.alight)
		}
		out = append(out, line)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(a, b) })
	return out
}

// An iterator may be left at any run.
func TestRunsMayBeLeft(t *testing.T) {
	f := line("Europe/Berlin", record.DayOf(2024, 6, 3), 7, "08:00 a 08:10 b", "09:00 a 09:10 b")
	_, abroad := compiled(t, f).Split(func(stop int) string { return []string{"DEU", "AUT"}[stop] })
	n := 0
	for range abroad[0].Runs(0, instant("2024-06-01T00:00:00Z"), instant("2024-07-01T00:00:00Z")) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d runs were given, want to leave at the third of 14", n)
	}
}
