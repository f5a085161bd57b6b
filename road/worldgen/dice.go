package worldgen

import "math"

// A dice is a source of chance: SplitMix64 (Steele, Lea, Flood 2014). It is our own,
// so that no release of a library changes a world. Each thing that is drawn (a block,
// a side, a border) has a dice of its own, made of the seed, the kind of thing and its
// number: what one draws never moves another.
type dice struct{ state uint64 }

// Kinds of things that draw.
const (
	forCorner = iota + 1
	forGrowth
	forTowns
	forSide
	forRiver
	forCrossing
	forRoads
	forPorts
	forBlock
	forLink
	forShore
	forName
	forFerry
	forTable
	forScale
	forLaw
	forSettlement
)

func newDice(seed uint64, kind, number int) *dice {
	d := &dice{seed}
	d.state = d.next() ^ uint64(kind)<<48 ^ uint64(number)
	d.state = d.next()
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// unit is in [0, 1).
func (d *dice) unit() float64 { return float64(d.next()>>11) / (1 << 53) }

func (d *dice) between(from, to float64) float64 { return from + (to-from)*d.unit() }

func (d *dice) chance(p float64) bool { return d.unit() < p }

// below is in 0..n-1; n is small, so that the bias of the remainder is nothing.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// tail is exponentially distributed.
func (d *dice) tail(mean float64) float64 { return -mean * math.Log(1-d.unit()) }

// pick draws a place in a table of weights.
func (d *dice) pick(weights ...float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	at := d.unit() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

func shuffle[T any](d *dice, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := d.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
