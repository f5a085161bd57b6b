package journey

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"waythrough/world"
)

// Matrix finds the best way from each of some places to each of some others, and calls
// visit for each origin with its row, in their order; nil is no way. Of the query the
// places are not looked at; a journey departs at the same local hour everywhere. Rows are
// worked out on all cores, each by one search to everywhere, and none is kept. It ends with
// ctx, or with the error of visit.
func (p *Planner) Matrix(ctx context.Context, q Query, from, to []world.Place, visit func(origin int, row []*Trip) error) error {
	type done struct {
		row []*Trip
		err error
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	rows := make([]chan done, len(from))
	for i := range rows {
		rows[i] = make(chan done, 1)
	}
	var wait sync.WaitGroup
	defer wait.Wait()
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(from)) {
		wait.Go(func() {
			for i := range next {
				row, err := p.row(ctx, q, from[i], to)
				rows[i] <- done{row, err}
			}
		})
	}
	wait.Go(func() {
		defer close(next)
		for i := range from {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for i := range from {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case d := <-rows[i]:
			if d.err == nil {
				d.err = visit(i, d.row)
			}
			if d.err != nil {
				stop()
				return d.err
			}
		}
	}
	return nil
}

// row finds the ways from one place.
func (p *Planner) row(ctx context.Context, asked Query, from world.Place, to []world.Place) ([]*Trip, error) {
	q, law, err := p.settleFor(asked, from)
	if err != nil {
		return nil, err
	}
	s, err := p.spread(newWatch(ctx), q, law)
	if err != nil {
		return nil, err
	}
	targets := make([]*destination, len(to))
	for j, place := range to {
		e, err := ends(s.ground, place)
		if err != nil {
			return nil, fmt.Errorf("to %s: %w", place.Spots[0].Name, err)
		}
		targets[j] = &destination{ends: e}
	}
	open := slices.Clone(targets)
	s.everywhere(s.depart+longestJourney, func(l *label) {
		for _, d := range open {
			s.arrive(d, l)
		}
	}, func(now instant) bool {
		open = slices.DeleteFunc(open, func(d *destination) bool {
			b := d.best
			lawful := b[0].from != nil && b[0].at <= now
			// A lawful way that takes so much longer than one that hangs on an unknown is
			// none that route would tell.
			late := b[1].from != nil && b[0].from == nil && now > s.depart+patience(b[1].at-s.depart)
			return lawful || late
		})
		return len(open) == 0
	})
	if err := s.watch.look(); err != nil {
		return nil, err
	}
	row := make([]*Trip, len(to))
	for j, d := range targets {
		if same(from, to[j]) {
			continue
		}
		if row[j], err = s.trip(d); err != nil {
			return nil, err
		}
	}
	if len(s.passedShut) > 0 { // free movement ended on the way: see planSettled
		asked.gated = append(slices.Clip(asked.gated), s.passedShut...)
		return p.row(ctx, asked, from, to)
	}
	return row, nil
}
