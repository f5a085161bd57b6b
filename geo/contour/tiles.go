package contour

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// A tile is tileSide by tileSide nodes, row by row.
type tile struct {
	column, row int // of its first node, divided by tileSide
	near        []uint32
	class       []uint8
}

// nothing is near a node.
const nothing = math.MaxUint32

// A raster is the kept tiles with the pieces that come near them.
type raster struct {
	*grid
	tiles    []tile // by row, then column
	at       map[[2]int32]int32
	segments []segment
	list     []uint32 // of segments, tile by tile
	first    []int    // where each tile's begin in list; one more for the end
	within   []float32
}

// never is the class of a node not reached by any of the times.
func (r *raster) never() uint8 { return uint8(len(r.within)) }

// collect keeps the tiles that reached pieces come near, and the pieces of any kind that
// come near those.
func collect(g *grid, pieces iter.Seq[Piece], within []float64) (*raster, error) {
	r := &raster{grid: g, at: make(map[[2]int32]int32)}
	for _, t := range within {
		r.within = append(r.within, float32(t))
	}
	latest := within[len(within)-1]
	for p := range pieces {
		if !p.reached(latest) {
			continue
		}
		s := g.segment(p)
		g.visit(&s, func(key [2]int32) {
			if _, ok := r.at[key]; !ok {
				r.at[key] = 0
			}
		})
		if len(r.at) > maxNodes/(tileSide*tileSide) {
			return nil, fmt.Errorf("what is reached takes more than %d cells of this resolution; one twice as coarse, with a radius to match, would take a quarter", maxNodes)
		}
	}
	for key := range r.at {
		r.tiles = append(r.tiles, tile{column: int(key[0]), row: int(key[1])})
	}
	slices.SortFunc(r.tiles, func(a, b tile) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	for i, t := range r.tiles {
		r.at[[2]int32{int32(t.column), int32(t.row)}] = int32(i)
	}
	return r, r.assign(pieces)
}

// assign lists for each tile the pieces near it.
func (r *raster) assign(pieces iter.Seq[Piece]) error {
	var tiles, segments []uint32 // pairs
	for p := range pieces {
		s, kept := r.segment(p), false
		r.visit(&s, func(key [2]int32) {
			if i, ok := r.at[key]; ok {
				tiles, segments, kept = append(tiles, uint32(i)), append(segments, uint32(len(r.segments))), true
			}
		})
		if kept {
			r.segments = append(r.segments, s)
		}
		if len(tiles) > maxEntries {
			return fmt.Errorf("the pieces are too long or the radius too wide for this resolution: they come near more than %d tiles of %d cells; a coarser one would do", maxEntries, tileSide)
		}
	}
	r.first = make([]int, len(r.tiles)+1)
	for _, t := range tiles {
		r.first[t+1]++
	}
	for i := range r.tiles {
		r.first[i+1] += r.first[i]
	}
	next := slices.Clone(r.first)
	r.list = make([]uint32, len(tiles))
	for i, t := range tiles {
		r.list[next[t]] = segments[i]
		next[t]++
	}
	return nil
}

// visit visits the tiles with a node, or a node of the row or column after them, within
// the radius of a segment, and perhaps a few more. With that margin every cell with a reached
// corner has its south-west corner in a kept tile.
func (g *grid) visit(s *segment, each func(key [2]int32)) {
	const side = tileSide * sub
	south, north := float64(min(s.y0, s.y1)), float64(max(s.y0, s.y1))
	reach := g.reach(south, north)
	lowY, highY := tilesOf(south-reach, north+reach)
	around := g.columns / tileSide
	for ty := lowY; ty <= highY; ty++ {
		west, east := s.between(float64(ty*side)-reach, float64((ty+1)*side)+reach)
		lowX, highX := tilesOf(west-reach, east+reach)
		for tx := lowX; tx <= highX; tx++ {
			each([2]int32{int32((tx + around) % around), int32(ty)})
		}
	}
}

// between is how far west and east a segment goes between two places north of row 0.
func (s *segment) between(south, north float64) (west, east float64) {
	x, y := float64(s.x0), float64(s.y0)
	dx, dy := float64(s.x1)-x, float64(s.y1)-y
	if dy == 0 {
		return x, x + dx
	}
	from, to := (south-y)/dy, (north-y)/dy
	if from > to {
		from, to = to, from
	}
	return x + dx*max(0, from), x + dx*min(1, to)
}

// reach is at least the radius anywhere within it of a stretch from south to north, in parts.
func (g *grid) reach(south, north float64) float64 {
	r := max(g.radiusAt(south), g.radiusAt(north))
	return max(g.radiusAt(south-r), g.radiusAt(north+r))*1.01 + 1
}

// tilesOf gives the tiles of which some node from the first to that after the last lies
// between two places.
func tilesOf(from, to float64) (low, high int) {
	const side = tileSide * sub
	return int(math.Ceil(from/side)) - 1, int(math.Floor(to / side))
}

// nearest finds for each node of each tile the segment that decides, and its class.
func (r *raster) nearest(ctx context.Context, threads int) error {
	return each(ctx, len(r.tiles), threads, func() func(int) {
		squares := make([]float64, tileSide*tileSide)
		return func(i int) {
			st := stamp{raster: r, tile: &r.tiles[i], squares: squares}
			st.run(r.list[r.first[i]:r.first[i+1]])
		}
	})
}

// each does n pieces of work, a function of its own for each thread, until ctx is done.
func each(ctx context.Context, n, threads int, worker func() func(int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(threads, n) {
		wait.Go(func() {
			work := worker()
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
