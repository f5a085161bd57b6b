package whatif

import (
	"math"
	"math/bits"
)

// exact adds up numbers without rounding, so that a sum does not hang on the order of its
// terms and one can be taken out again: what a changed pair does to the sum of its row is
// the same as adding up the row anew, to the last bit. Digit k is of weight 2^(32k-1075),
// and a number falls on three of them (the small superaccumulator of Neal, "Fast exact
// summation using small and large superaccumulators", 2015, with room for 2^31 terms
// before anything must be carried). The zero value is 0; numbers are finite.
type exact [66]int64

// add adds sign times x; sign is 1 or -1.
func (e *exact) add(x float64, sign int64) {
	word := math.Float64bits(x)
	power, digits := word>>52&0x7ff, word&(1<<52-1)
	if power > 0 {
		digits |= 1 << 52
	} else {
		power = 1
	}
	if word>>63 != 0 {
		sign = -sign
	}
	k, shift := power>>5, power&31
	low, high := digits<<shift, digits>>(64-shift)
	d := e[k : k+3 : k+3]
	d[0] += sign * int64(low&math.MaxUint32)
	d[1] += sign * int64(low>>32)
	d[2] += sign * int64(high)
}

// value is the sum, rounded: off by less than one unit in the last place.
func (e *exact) value() float64 {
	d, sign := *e, 1.0
	if d.carry() < 0 {
		for k, v := range e {
			d[k] = -v
		}
		d.carry()
		sign = -1
	}
	top := len(d) - 1
	for top > 0 && d[top] == 0 {
		top--
	}
	if d[top] == 0 {
		return 0
	}
	// 64 bits from the highest one on, and whether there is more below them.
	high, mid, low := uint64(d[top]), uint64(0), uint64(0)
	if top > 0 {
		mid = uint64(d[top-1])
	}
	if top > 1 {
		low = uint64(d[top-2])
	}
	shift := uint(bits.LeadingZeros64(high << 32))
	word := (high<<32|mid)<<shift | low<<shift>>32
	return sign * math.Ldexp(float64(word), 32*(top-1)-1075-int(shift))
}

// carry makes every digit but the last one of 32 bits, and gives that.
func (e *exact) carry() int64 {
	for k := range len(e) - 1 {
		e[k+1] += e[k] >> 32
		e[k] &= math.MaxUint32
	}
	return e[len(e)-1]
}
