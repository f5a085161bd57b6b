package road

import "math"

// Millis is a duration in milliseconds.
type Millis int64

// Decimetres is a distance along the road.
type Decimetres int64

// Unreachable is the saturated weight: a sum that reaches it stays there. The
// heaviest link that is read weighs MaxWeight.
const (
	Unreachable = math.MaxInt64 / 4
	MaxWeight   = math.MaxUint32 // 49 days; 429,497 km
)

// Plus adds two durations, saturating.
func (a Millis) Plus(b Millis) Millis { return min(a+b, Unreachable) }

// Plus adds two distances, saturating.
func (a Decimetres) Plus(b Decimetres) Decimetres { return min(a+b, Unreachable) }

// Seconds is the duration in seconds.
func (a Millis) Seconds() float64 { return float64(a) / 1000 }

// Metres is the distance in metres.
func (a Decimetres) Metres() float64 { return float64(a) / 10 }

// rounded makes an integer weight of a value that is finite and not negative;
// what is too heavy becomes MaxWeight.
func rounded(v float64) int64 { return int64(math.Round(min(v, MaxWeight))) }
