package allpairs_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	. "waythrough/whatif/allpairs"
)

// stopping is a context that is done once it has been asked a number of times.
type stopping struct {
	context.Context
	after int64
	asked atomic.Int64
}

func (s *stopping) Err() error {
	if s.asked.Add(1) > s.after {
		return context.Canceled
	}
	return nil
}

// Whatever is told to stop, at any moment, does so at once, and the matrix that was asked
// still tells the same.
func TestStopping(t *testing.T) {
	stopped := 0
	for seed := range instances(60) {
		rng := rand.New(rand.NewPCG(seed, 11))
		w := randomWorld(rng)
		n := w.network(t)
		if seed%2 > 0 {
			n.TraceAlways()
		}
		before := w.randomSide(rng)
		after := w.altered(rng, before)
		m, want := compute(t, n, before), compute(t, n, after)
		for name, do := range map[string]func(context.Context) error{
			"New":     func(ctx context.Context) error { _, err := New(ctx, w.cells, w.links, w.group); return err },
			"Compute": func(ctx context.Context) error { _, err := n.Compute(ctx, before); return err },
			"Update":  func(ctx context.Context) error { _, err := m.Update(ctx, after); return err },
			"Changes": func(ctx context.Context) error { return m.Changes(ctx, after, func(*Change) {}) },
		} {
			whole := &stopping{Context: t.Context(), after: math.MaxInt64}
			if err := do(whole); err != nil {
				t.Fatal(err)
			}
			if polls := whole.asked.Load(); name == "Compute" && polls < int64(w.towns()) {
				t.Fatalf("seed %d: Compute asks %d times for %d towns", seed, polls, w.towns())
			}
			for range 4 {
				ctx := &stopping{Context: t.Context(), after: rng.Int64N(whole.asked.Load() + 1)}
				err := do(ctx)
				late := ctx.asked.Load() - ctx.after
				if late > 0 {
					stopped++
				}
				if (late > 0) != errors.Is(err, context.Canceled) {
					t.Fatalf("seed %d: %s, stopped after %d questions of %d, says %v", seed, name, ctx.after, whole.asked.Load(), err)
				}
				if most := int64(4*runtime.GOMAXPROCS(0) + 4); late > most {
					t.Fatalf("seed %d: %s, stopped after %d questions, asked %d times more; %d are enough", seed, name, ctx.after, late, most)
				}
			}
		}
		next, err := m.Update(t.Context(), after)
		if err != nil {
			t.Fatal(err)
		}
		sameMatrices(t, next, want)
		same(t, m, w.all(before))
	}
	if stopped < 200 {
		t.Fatalf("only %d were stopped", stopped)
	}
}
