package netfile

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/cespare/xxhash/v2"
)

// runBlocks is how many blocks a worker checks at a time: 8 MiB, a millisecond or two.
const runBlocks = 128

// Verify reads the whole payload and compares it with its checksums, on all cores. The
// error names the first damaged piece and the sections it lies in. The function progress,
// if any, learns how many bytes were read of how many: one call at a time, ascending.
func (f *File) Verify(ctx context.Context, progress func(done, total int64)) error {
	if err := f.hold(); err != nil {
		return err
	}
	defer f.release()
	if err := f.uncut(); err != nil {
		return err
	}
	v := verification{f: f, ctx: ctx, progress: progress, total: f.payloadEnd() - headerSize}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(v.work)
	}
	wg.Wait()
	if v.err != nil {
		return v.err
	}
	if v.done < v.total {
		return fmt.Errorf("verifying %s, after %d of %d bytes: %w", f.path, v.done, v.total, context.Cause(ctx))
	}
	return f.uncut() // what was cut within the last page reads as zeros
}

// uncut refuses a file whose length has changed since it was opened.
func (f *File) uncut() error {
	info, err := f.f.Stat()
	if err != nil {
		return &Error{f.path, "can't be verified", err}
	}
	if info.Size() != int64(len(f.data)) {
		return &Error{f.path, fmt.Sprintf("was changed while in use: it had %d bytes and has %d. %s", len(f.data), info.Size(), again), nil}
	}
	return nil
}

type verification struct {
	f        *File
	ctx      context.Context
	progress func(done, total int64)
	total    int64
	next     atomic.Int64 // the first run that nobody has taken
	failed   atomic.Bool

	mu   sync.Mutex
	done int64
	bad  int // the run of err
	err  error
}

// work takes runs in turn. A run once taken is always finished, so of several damaged
// pieces the same one is reported whatever the number of workers.
func (v *verification) work() {
	for !v.failed.Load() && v.ctx.Err() == nil {
		run := int(v.next.Add(1) - 1)
		first := run * runBlocks
		if first >= len(v.f.sums) {
			return
		}
		v.report(run, v.check(first, min(first+runBlocks, len(v.f.sums))))
	}
}

func (v *verification) check(first, end int) error {
	bad := -1
	err := v.f.Guard(func() {
		for i := first; i < end && bad < 0; i++ {
			lo, hi := v.f.block(i)
			if xxhash.Sum64(v.f.data[lo:hi]) != v.f.sums[i] {
				bad = i
			}
		}
	})
	if err == nil && bad >= 0 {
		return v.f.damage(bad)
	}
	return err
}

func (v *verification) report(run int, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err != nil {
		v.failed.Store(true)
		if v.err == nil || run < v.bad {
			v.bad, v.err = run, err
		}
		return
	}
	lo, _ := v.f.block(run * runBlocks)
	_, hi := v.f.block(min((run+1)*runBlocks, len(v.f.sums)) - 1)
	v.done += hi - lo
	if v.progress != nil {
		v.progress(v.done, v.total)
	}
}

// block says where a block of the payload begins and ends.
func (f *File) block(i int) (lo, hi int64) {
	lo = headerSize + int64(i)*blockSize
	return lo, min(lo+blockSize, f.payloadEnd())
}

func (f *File) payloadEnd() int64 {
	if len(f.sections) == 0 {
		return headerSize
	}
	return f.sections[len(f.sections)-1].end()
}

// damage names the sections that a block touches; zeros after a section count as its own.
func (f *File) damage(block int) error {
	lo, hi := f.block(block)
	var touched []string
	for _, s := range f.sections {
		if s.Offset < hi && s.end() > lo {
			touched = append(touched, fmt.Sprintf("%q (bytes %d to %d of its %d)", s.Name, max(0, lo-s.Offset), min(hi-s.Offset, s.Bytes), s.Bytes))
		}
	}
	if more := len(touched) - 5; more > 0 {
		touched = append(touched[:5], fmt.Sprintf("and %d more sections", more))
	}
	return &Error{f.path, fmt.Sprintf("is damaged between bytes %d and %d: in section %s. %s", lo, hi, strings.Join(touched, ", "), again), nil}
}
