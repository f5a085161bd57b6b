package pbf

import (
	"context"
	"io"
	"runtime"
	"sync"
)

// Options say what a scan is to read. The zero value reads everything.
type Options struct {
	Kinds   Kinds // to parse; 0 is All
	Workers int   // that unpack and parse; 0 is one a processor
	// Skip, if not nil, is asked for each blob of data by its Offset, in the order of
	// the file and by one goroutine; a blob skipped is not read.
	Skip func(offset int64) bool
	// Peek lets a blob that begins with elements of kinds not asked for, and has no
	// room for others after them, go by with only its beginning unpacked. What lies
	// deeper in it is then neither seen nor checked.
	Peek bool
	// Progress, if not nil, is told how many bytes of the file are done, rising, by
	// the goroutine that called the scan.
	Progress func(done int64)
}

// Scan reads the file and gives its blocks in order to one function, on the
// goroutine of the caller. The first error ends it: the function's own as it is,
// one of the file as an [*Error], or that of the context.
func (f *File) Scan(ctx context.Context, o Options, fn func(*Block) error) error {
	return run(ctx, f, o, true, func(b *Block) (*Block, error) { return b, nil }, fn)
}

// Each reads the file, makes something of each block on the workers, and hands
// that over in the order of the file on the goroutine of the caller. work must
// bear several calls at once and must not keep the block.
func Each[T any](ctx context.Context, f *File, o Options, work func(*Block) (T, error), done func(T) error) error {
	return run(ctx, f, o, false, work, done)
}

// A job is a blob on its way. Two channels carry it: to some worker, and to the
// caller, who waits for ready.
type job[T any] struct {
	frame   frame
	ordinal int
	packed  []byte
	block   *Block
	out     T
	err     error
	ready   chan struct{}
}

// A scan is the state that its goroutines share.
type scan[T any] struct {
	*File
	Options
	jobs, order chan *job[T]
	free        chan *job[T] // as many as there ever are
	keep        bool         // blocks live until done has returned
	blocks      sync.Pool
	work        func(*Block) (T, error)
}

func run[T any](ctx context.Context, f *File, o Options, keep bool, work func(*Block) (T, error), done func(T) error) error {
	if o.Kinds == 0 {
		o.Kinds = All
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	depth := 4 * o.Workers
	s := &scan[T]{File: f, Options: o, keep: keep, work: work,
		jobs: make(chan *job[T], depth), order: make(chan *job[T], depth), free: make(chan *job[T], depth)}
	s.blocks.New = func() any { return new(Block) }
	for range depth {
		s.free <- &job[T]{ready: make(chan struct{}, 1)}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait() // after cancel: nothing of the scan outlives it
	defer cancel()
	wg.Go(func() { s.feed(ctx) })
	for range o.Workers {
		wg.Go(s.serve)
	}
	return s.collect(ctx, done)
}

// feed reads blobs one after another and sends them off. An error is a job too:
// it takes its turn, so that the first in the file is the one told.
func (s *scan[T]) feed(ctx context.Context) {
	defer close(s.order)
	defer close(s.jobs)
	header := make([]byte, maxHeader)
	for offset, ordinal := s.first, 0; ; {
		at, err := s.frameAt(offset, header)
		if err == io.EOF {
			return
		}
		isData := at.kind == "OSMData"
		if err == nil {
			offset = at.end()
			known := isData || at.kind == "OSMHeader"
			if !known && offset <= s.size || isData && s.Skip != nil && s.Skip(at.offset) {
				continue // blobs of other types are to be passed over, says the format
			}
		}
		var j *job[T]
		select {
		case j = <-s.free:
		case <-ctx.Done():
			return
		}
		j.frame, j.ordinal, j.err = at, ordinal, nil
		if err == nil {
			j.packed, err = s.read(at, j.packed)
		}
		if err != nil {
			j.err = s.fault(at.offset, err)
		}
		if isData {
			ordinal++
		}
		s.order <- j // room for all jobs there are
		s.jobs <- j  // from here on it is the worker's
		if err != nil {
			return
		}
	}
}

// serve works on jobs until there are no more.
func (s *scan[T]) serve() {
	var x inflater
	for j := range s.jobs {
		if j.err == nil {
			j.err = s.do(j, &x)
		}
		j.ready <- struct{}{}
	}
}

func (s *scan[T]) do(j *job[T], x *inflater) error {
	if j.frame.kind == "OSMHeader" { // files put together by appending have several
		if err := new(Header).read(j.packed); err != nil {
			return s.fault(j.frame.offset, err)
		}
		return nil
	}
	b := s.blocks.Get().(*Block)
	b.Offset, b.Ordinal = j.frame.offset, j.ordinal
	passed := false
	if s.Peek {
		passed = x.peek(j.packed, b, s.Kinds)
	}
	if !passed {
		var err error
		if b.raw, err = x.blob(j.packed, b.raw); err == nil {
			err = b.decode(s.Kinds)
		}
		if err != nil {
			return s.fault(j.frame.offset, err)
		}
	}
	var err error
	j.out, err = s.work(b)
	if s.keep {
		j.block = b
	} else {
		s.blocks.Put(b)
	}
	return err
}

// collect hands over what the workers made, in order.
func (s *scan[T]) collect(ctx context.Context, done func(T) error) error {
	var none T
	for j := range s.order {
		<-j.ready
		if j.err != nil {
			return j.err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if j.frame.kind == "OSMData" {
			if err := done(j.out); err != nil {
				return err
			}
		}
		if s.Progress != nil {
			s.Progress(j.frame.end())
		}
		if j.block != nil {
			s.blocks.Put(j.block)
		}
		j.block, j.out = nil, none
		s.free <- j
	}
	return ctx.Err()
}
