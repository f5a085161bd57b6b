package allpairs

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// Unreachable, or anything above it, in Cost.First or Table.First says that there is
// no way.
const Unreachable = math.MaxInt64 / 4

// A Cost is what a way takes: First is minimised, and Second among ways of equal
// First. The units are the caller's: milliseconds and decimetres, say, or the other
// way round. Where there is no second quantity it is 0 throughout.
type Cost struct{ First, Second int64 }

// A Table holds costs row by row. Second may be nil: 0 throughout.
type Table struct{ First, Second []int64 }

// ErrTooLong says that some least cost does not fit in a word; see Network.Limits.
// Nothing is ever cut off silently.
var ErrTooLong = errors.New("a way is too long to add up exactly")

// none is the word of "no way". Finite words are below it, so that none plus a finite
// word neither wraps around nor compares below none.
const none uint64 = 1 << 63

// scale packs a cost into a word: Second in the low shift bits, First above them.
// Lexicographic order is then that of the words, and a sum is one addition, as long
// as neither part overflows; that is what fits and under are for.
type scale struct {
	shift uint
	mask  uint64 // the low shift bits
}

// largest keeps the largest finite quantities of some costs, in units.
type largest struct{ first, second uint64 }

func (l *largest) take(first, second int64) {
	l.first, l.second = max(l.first, uint64(first)), max(l.second, uint64(second))
}

// newScale shares the 63 bits out. Each part gets room for 16 of the largest in a table
// or 32 of the largest of a link, whichever is more; spare or missing bits are shared
// alike, and what is given fits in any case. Two days and 10,000 km a cell and 198 hours a border come
// to 198 days and 53,687 km a way.
func newScale(table, link largest) (scale, error) {
	most := largest{max(table.first, link.first), max(table.second, link.second)}
	least1, least2 := bits.Len64(most.first), bits.Len64(most.second)
	if least1+least2 > 63 {
		return scale{}, fmt.Errorf("costs of up to %d and %d do not fit in a word together; leave out the second quantity, or use coarser units", most.first, most.second)
	}
	if most.second == 0 {
		return scale{}, nil
	}
	want1 := max(bits.Len64(table.first)+4, bits.Len64(link.first)+5)
	want2 := max(bits.Len64(table.second)+4, bits.Len64(link.second)+5)
	shift := want2 + (63-want1-want2)>>1
	shift = min(max(shift, least2), 63-least1)
	return scale{uint(shift), 1<<shift - 1}, nil
}

// whole reports whether a cost is a whole number of units.
func (u Cost) whole(first, second int64) bool { return first%u.First == 0 && second%u.Second == 0 }

// pack turns a checked, finite cost into a word; false if it does not fit.
func (n *Network) pack(first, second int64) (uint64, bool) {
	first, second = first/n.unit.First, second/n.unit.Second
	if uint64(first) >= none>>n.shift || uint64(second) > n.mask {
		return 0, false
	}
	return uint64(first)<<n.shift | uint64(second), true
}

// told is the cost that a word stands for; false if there is no way.
func (n *Network) told(w uint64) (Cost, bool) {
	if w == none {
		return Cost{Unreachable, Unreachable}, false
	}
	return n.cost(w), true
}

func (n *Network) cost(w uint64) Cost {
	return Cost{int64(w>>n.shift) * n.unit.First, int64(w&n.mask) * n.unit.Second}
}

// fits reports that the sum of three finite words overflows in neither part. With the
// largest parts of a row for one of them it speaks for the whole row.
func (s scale) fits(a, b, c uint64) bool {
	high, limit := a>>s.shift+b>>s.shift, none>>s.shift
	return high < limit && high+c>>s.shift < limit && a&s.mask+b&s.mask+c&s.mask <= s.mask
}

// under reports that the true sum of three finite words is below a word, whether it
// fits or not.
func (s scale) under(a, b, c, than uint64) bool {
	if than == none {
		return true
	}
	high := min(a>>s.shift+b>>s.shift, none) + c>>s.shift
	low := a&s.mask + b&s.mask + c&s.mask
	if first := than >> s.shift; high != first {
		return high < first
	}
	return low < than&s.mask
}

// most joins the largest first and the largest second part of two finite words.
func (s scale) most(a, b uint64) uint64 {
	return max(a&^s.mask, b&^s.mask) | max(a&s.mask, b&s.mask)
}

// rowMost joins the largest parts of the finite words of a row.
func (s scale) rowMost(row []uint64) uint64 {
	var m uint64
	for _, w := range row {
		if w < none {
			m = s.most(m, w)
		}
	}
	return m
}

// lower lowers each word of out to d plus that of row. most is rowMost(row). It
// reports whether every sum that would have been written fits.
func (s scale) lower(out []uint64, d uint64, row []uint64, most uint64) bool {
	out = out[:len(row)]
	if s.fits(d, most, 0) {
		for j, w := range row {
			out[j] = min(out[j], d+w)
		}
		return true
	}
	ok := true
	for j, w := range row {
		if w == none || !s.under(d, w, 0, out[j]) {
			continue
		}
		if s.fits(d, w, 0) {
			out[j] = d + w
		} else {
			ok = false
		}
	}
	return ok
}
