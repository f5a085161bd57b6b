package pbf

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zlib"
)

// texts are of every kind that packs differently: nothing, one byte, runs, words,
// noise, and long enough for several blocks and the longest distances.
func texts() (all [][]byte) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 2, 7, 8, 100, 257, 258, 259, 300, 4000, 100000} {
		for _, letters := range []int{1, 2, 64, 256} {
			b := make([]byte, size)
			for i := range b {
				b[i] = byte(rng.IntN(letters))
				if i > 40 && rng.IntN(40) == 0 { // a word seen before
					i += copy(b[i:], b[rng.IntN(i-30):i])
				}
			}
			all = append(all, b)
		}
	}
	return all
}

func packed(t testing.TB, text []byte, level int) []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What a library packs, at every level, unpacks to the same; with less room it is
// errOver with what fits, with more it is an error, and cut anywhere it is one.
func TestUnpackWhatALibraryPacked(t *testing.T) {
	var d deflater
	for _, text := range texts() {
		for _, level := range []int{-2, 0, 1, 5, 9} {
			in, out := packed(t, text, level), make([]byte, len(text))
			if n, err := d.stream(in, out); err != nil || n != len(text) || !bytes.Equal(out, text) {
				t.Fatalf("level %d, %d bytes: %d, %v", level, len(text), n, err)
			}
			if n, err := d.stream(in, make([]byte, len(text)+1)); err != errEnds || n != len(text) {
				t.Fatalf("level %d, a byte of room left: %d, %v", level, n, err)
			}
			if len(text) == 0 {
				continue
			}
			part := make([]byte, len(text)/2)
			if n, err := d.stream(in, part); err != errOver || n != len(part) || !bytes.Equal(part, text[:n]) {
				t.Fatalf("level %d, half the room: %d, %v", level, n, err)
			}
			for cut := len(in) - 1; cut >= 0; cut -= 1 + len(in)/8 {
				if _, err := d.stream(in[:cut], out); err == nil {
					t.Fatalf("level %d: cut at %d of %d, unpacked", level, cut, len(in))
				}
			}
		}
	}
}
