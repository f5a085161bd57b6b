package allpairs

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel does 0 … n-1 on all cores, until it is done or told to stop: then the error is
// that of the context. start makes what one worker needs.
func parallel(ctx context.Context, n int, start func() func(i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			do := start()
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
