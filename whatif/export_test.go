package whatif

import (
	"context"
	"time"

	"waythrough/world"
)

// LayAgain makes the ground and the tables of the settlements of a base once more, in a
// world just opened, and tells what each took.
func (b *Base) LayAgain(w *world.World) (overlay, tables time.Duration, gates int, err error) {
	begin := time.Now()
	m := b.before.board.movement
	g, err := w.Ground(b.vehicle, m.open, m.gated)
	if err != nil {
		return 0, 0, 0, err
	}
	g = g.On(w.Barriers(b.Question.On, b.Question.Known))
	overlay = time.Since(begin)
	_, err = g.Chart(context.Background(), b.least, b.towns)
	return overlay, time.Since(begin) - overlay, len(g.Gates), err
}
