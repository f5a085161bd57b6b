package when

import (
	"testing"

	"waythrough/record"
)

func FuzzFind(f *testing.F) {
	for _, s := range cases(f) {
		f.Add(s.text, int64(s.published), uint8(s.tense))
	}
	f.Add("It opened at Christmas-2022, from spring to 3 May", int64(19934), uint8(1))
	f.Add("the 2020 \xff–’s 31 February 9999-99-99T", int64(-1<<62), uint8(7))
	f.Fuzz(func(t *testing.T, text string, published int64, tense uint8) {
		valid(t, text, Find(text, record.Day(published), Tense(tense)))
	})
}

// The sentences of the table, nearly every one with an expression of time.
func BenchmarkFind(b *testing.B) {
	all := cases(b)
	n := 0
	for _, s := range all {
		n += len(s.text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range all {
			Find(s.text, s.published, s.tense)
		}
	}
}

// A sentence that tells no time should print no allocations.
func BenchmarkNothing(b *testing.B) {
	const text = "The two delegations shook hands on the bridge, and 1,200 people looked on from both banks."
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, 19934, Past)
	}
}
