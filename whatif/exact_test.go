package whatif

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// Sums are those of exact arithmetic, in any order, and what was added can be taken out.
func TestExactSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOf(rapid.OneOf(rapid.Float64Range(-1e300, 1e300), rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{
			0, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 0x1p-1022, 1e-300, 1, 1 << 53, 1e16, -1e16, 1e300, 0.1}))).Draw(t, "numbers")
		out := rapid.IntRange(0, len(numbers)).Draw(t, "taken out")
		var there, back, rest exact
		want := new(big.Float).SetPrec(4000)
		for i, x := range numbers {
			there.add(x, 1)
			back.add(numbers[len(numbers)-1-i], 1)
			if i >= out {
				rest.add(x, 1)
			}
			want.Add(want, new(big.Float).SetFloat64(x))
		}
		got := there.value()
		if got != back.value() {
			t.Fatalf("%v one way round, %v the other", got, back.value())
		}
		near, _ := want.Float64()
		if got != near && got != math.Nextafter(near, math.Inf(1)) && got != math.Nextafter(near, math.Inf(-1)) {
			t.Fatalf("the sum is %v, should be %v", got, near)
		}
		for _, x := range numbers[:out] {
			there.add(x, -1)
		}
		if there.value() != rest.value() {
			t.Fatalf("with %d taken out again it is %v, should be %v", out, there.value(), rest.value())
		}
	})
}
