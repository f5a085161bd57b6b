package cch

import "math/bits"

// arcQueue is a set of arc numbers that gives them back in ascending order. What is added
// is above what was given last, so that one pass over it is all, and adding takes no time:
// a bit for each arc, and one for each 64 of those that any may be set in.
type arcQueue struct {
	arcs, words []uint64
	at          int // in words: those before are empty
}

// reset makes room for arcs 0 … n-1. The queue must be empty.
func (q *arcQueue) reset(n int) {
	q.arcs, q.words, q.at = make([]uint64, (n+63)/64), make([]uint64, (n+4095)/4096), 0
}

func (q *arcQueue) add(arc uint32) {
	q.arcs[arc>>6] |= 1 << (arc & 63)
	q.words[arc>>12] |= 1 << (arc >> 6 & 63)
}

// next takes out the lowest arc. After the last one, a new pass may begin.
func (q *arcQueue) next() (arc uint32, ok bool) {
	for ; q.at < len(q.words); q.at++ {
		if q.words[q.at] == 0 {
			continue
		}
		i := q.at<<6 + bits.TrailingZeros64(q.words[q.at])
		bit := bits.TrailingZeros64(q.arcs[i])
		if q.arcs[i] &= q.arcs[i] - 1; q.arcs[i] == 0 {
			q.words[q.at] &= q.words[q.at] - 1
		}
		return uint32(i<<6 + bit), true
	}
	q.at = 0
	return 0, false
}
