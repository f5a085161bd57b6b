package journey

import "context"

// A watch ends searches: all that are made for one question share it. It ends them when
// its context ends, and when something could not be read.
type watch struct {
	ctx   context.Context //nolint:containedctx // it lives as long as the question
	err   error
	asked uint8
}

// pause is how many labels are settled between two looks at the context: they take some
// microseconds each.
const pause = 16

func newWatch(ctx context.Context) *watch { return &watch{ctx: ctx} }

// over reports whether a search is to end, to be asked at each step of it.
func (w *watch) over() bool {
	if w.asked++; w.asked%pause == 0 {
		w.look()
	}
	return w.err != nil
}

// look is over, and looks at the context at once.
func (w *watch) look() error {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	return w.err
}

// fail notes what went wrong first.
func (w *watch) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}
