package whatif_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	"waythrough/whatif"
)

// stopping is a context that is done once it has been asked a number of times: a moment that
// does not hang on the clock. How often it is asked afterwards is how much work was still
// begun.
type stopping struct {
	context.Context
	after, asked atomic.Int64
}

func stoppingAfter(t testing.TB, n int64) *stopping {
	s := &stopping{Context: t.Context()}
	s.after.Store(n)
	return s
}

func (s *stopping) Err() error {
	if s.asked.Add(1) > s.after.Load() {
		return context.Canceled
	}
	return nil
}

// stopped holds that what was told to stop did so, and at once.
func (s *stopping) stopped(t *testing.T, err error) {
	t.Helper()
	late := s.asked.Load() - s.after.Load()
	if late <= 0 && err == nil {
		return // it had ended before
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped after %d questions, it says %v", s.after.Load(), err)
	}
	// Each thread may ask a few times, and those that wait for them on the way out.
	if most := int64(4*runtime.GOMAXPROCS(0) + 4); late > most {
		t.Fatalf("stopped after %d questions, it asked %d times more; %d are enough", s.after.Load(), late, most)
	}
}

// A comparison that is told to stop at any moment does so at once, and its base still
// tells what it did.
func TestStopping(t *testing.T) {
	t.Parallel()
	d := drawRoads(t, 4, 5000, 40)
	rng := rand.New(rand.NewPCG(4, 4))
	for range 2 {
		q := d.asking(rng, "road")
		sides, names := d.sides(t, rng, q, 8)
		q.Before = sides[0]
		whole := stoppingAfter(t, math.MaxInt64)
		base, err := whatif.NewBase(whole, q)
		if err != nil {
			t.Fatal(err)
		}
		polls := whole.asked.Load()
		if towns := int64(len(q.Places.Spots)); polls < 3*towns {
			t.Fatalf("%d questions were asked for %d settlements", polls, towns)
		}
		for range 8 {
			ctx := stoppingAfter(t, rng.Int64N(polls))
			_, err := whatif.NewBase(ctx, q)
			ctx.stopped(t, err)
		}
		for k, side := range sides {
			whole := stoppingAfter(t, math.MaxInt64)
			want, err := base.Compare(whole, side)
			if err != nil {
				t.Fatal(err)
			}
			polls := whole.asked.Load()
			for range 6 {
				ctx := stoppingAfter(t, rng.Int64N(polls))
				_, err := base.Compare(ctx, side)
				ctx.stopped(t, err)
			}
			got, err := base.Compare(t.Context(), side)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := text(t, got), text(t, want); a != b {
				t.Fatalf("%s: after having been stopped it tells\n%s\nand before\n%s", names[k], a, b)
			}
		}
	}
}

func TestStoppingASweep(t *testing.T) {
	q := asked("DEU")
	s := whatif.Scenario{On: q.On, Known: q.Known}
	whole := stoppingAfter(t, math.MaxInt64)
	if _, err := whatif.Sweep(whole, q, s); err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 5))
	for range 8 {
		ctx := stoppingAfter(t, rng.Int64N(whole.asked.Load()))
		_, err := whatif.Sweep(ctx, q, s)
		ctx.stopped(t, err)
	}
}
