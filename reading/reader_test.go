package reading

import (
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestDeterminism: the same article gives the same proposals, from any reader,
// in any number of threads.
func TestDeterminism(t *testing.T) {
	a := Article{Text: own, Published: day(t, "2024-07-30")}
	want := testReader(t).Read(a)
	if len(want) == 0 {
		t.Fatal("nothing was read")
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := testReader(t).Read(a); !reflect.DeepEqual(got, want) {
				t.Error("two readings differ")
			}
		})
	}
	wg.Wait()
}

// TestWithoutRecord: states of the world are known without any record; then
// nothing has an id of a crossing, and nothing repeats a statement.
func TestWithoutRecord(t *testing.T) {
	got := New(nil).Read(Article{Text: "Bolivia and Chile reopened the border crossing at Tambo Quemado on 3 May 2023."})
	if len(got) != 1 || got[0].Status != Open || got[0].Date != "2023-05-03" || got[0].Repeats != "" {
		t.Fatalf("got %+v", got)
	}
	if who := got[0].Who; len(who) != 2 || who[0].ID != "BOL" || who[1].ID != "CHL" {
		t.Errorf("who: %v", who)
	}
}

// TestUndated: without a day of publication a relative date has no value, and
// an absolute one keeps its own.
func TestUndated(t *testing.T) {
	text := setting + "The Gogavan crossing was reopened on Tuesday. The Bavra crossing was closed on 3 May 2023."
	for _, p := range testReader(t).Read(Article{Text: text}) {
		switch p.Status {
		case Open:
			if p.Date != "" {
				t.Errorf("Tuesday of an unknown week is %s", p.Date)
			}
		case Closed:
			if p.Date != "2023-05-03" {
				t.Errorf("closed on %q", p.Date)
			}
		}
	}
}

// TestLineBreaks: wrapping a text changes nothing but the breaks.
func TestLineBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(own)
		var a, b strings.Builder
		for i, w := range words {
			if i > 0 {
				a.WriteByte(' ')
				b.WriteByte(rapid.SampledFrom([]byte(" \n")).Draw(t, "break"))
			}
			a.WriteString(w)
			b.WriteString(w)
		}
		r, err := shared()
		if err != nil {
			t.Fatal(err)
		}
		x, y := r.Read(Article{Text: a.String(), Published: 19934}), r.Read(Article{Text: b.String(), Published: 19934})
		if len(x) != len(y) {
			t.Fatalf("%d proposals on one line, %d on several", len(x), len(y))
		}
		for i := range x {
			if x[i].Kind != y[i].Kind || x[i].Status != y[i].Status || x[i].Start != y[i].Start || x[i].End != y[i].End || x[i].Date != y[i].Date {
				t.Fatalf("%+v\n%+v", x[i], y[i])
			}
		}
	})
}

// TestLong: a text of the greatest length is read, and one sentence without
// end is passed over.
func TestLong(t *testing.T) {
	long := strings.Repeat("The border between Armenia and Georgia was closed and ", 30_000)
	if got := testReader(t).Read(Article{Text: long}); len(got) != 0 {
		t.Errorf("%d proposals from a sentence of %d bytes", len(got), len(long))
	}
}

// BenchmarkRead reads the article of our own ground, of 120 words.
func BenchmarkRead(b *testing.B) {
	r := testReader(b)
	a := Article{Text: own, Published: day(b, "2024-07-30")}
	b.ReportAllocs()
	b.SetBytes(int64(len(own)))
	for b.Loop() {
		r.Read(a)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heapMB")
}
