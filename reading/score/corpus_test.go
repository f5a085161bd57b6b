package score

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	"waythrough/reading"
	"waythrough/record/builtin"
)

const corpus = "../testdata/corpus/"

func reader(tb testing.TB) *reading.Reader {
	rec, err := builtin.Record()
	if err != nil {
		tb.Fatal(err)
	}
	return reading.New(rec)
}

func load(tb testing.TB, folder string) []Article {
	articles, err := Load(corpus + folder)
	if err != nil {
		tb.Fatal(err)
	}
	if len(articles) == 0 {
		tb.Skipf("no articles in %s", corpus+folder)
	}
	return articles
}

func measure(tb testing.TB, articles []Article) *Result {
	res, err := Score(reader(tb), articles)
	if err != nil {
		tb.Fatal(err)
	}
	return res
}

// holds fails where precision or recall is less than what was reached: a change loses ground.
// READING_ERRORS lists every error.
func holds(t *testing.T, articles []Article, precision, recall float64) {
	t.Helper()
	res := measure(t, articles)
	if os.Getenv("READING_ERRORS") != "" {
		t.Log("\n" + res.Report())
		for _, e := range res.Errors {
			t.Log(e)
		}
	}
	if p, r := res.All.Precision(), res.All.Recall(); p < precision || r < recall {
		t.Errorf("precision %.3f, recall %.3f; least are %.2f and %.2f", p, r, precision, recall)
	}
}

// TestDevelopment: the development half.
func TestDevelopment(t *testing.T) { holds(t, load(t, "dev"), 0.78, 0.56) }

// TestDevelopmentSecond: the articles of a second hand.
func TestDevelopmentSecond(t *testing.T) { holds(t, load(t, "dev2"), 0.62, 0.23) }

// TestMarked: the marked pieces.
func TestMarked(t *testing.T) {
	pieces, err := Marked("../testdata/sentences")
	if err != nil {
		t.Fatal(err)
	}
	holds(t, pieces, 0.75, 0.45)
}

// TestLookalikes: articles that use the words and state nothing yield nothing.
func TestLookalikes(t *testing.T) {
	for _, folder := range []string{"lookalikes/dev", "lookalikes/dev2"} {
		res := measure(t, load(t, folder))
		for _, e := range res.Errors {
			t.Error(e)
		}
	}
}

// BenchmarkCorpus prints the score of the folder named by READING_CORPUS (dev,
// test, lookalikes/dev, …; default dev) and measures reading it.
func BenchmarkCorpus(b *testing.B) {
	folder := os.Getenv("READING_CORPUS")
	if folder == "" {
		folder = "dev"
	}
	articles := load(b, folder)
	r := reader(b)
	res, err := Score(r, articles)
	if err != nil {
		b.Fatal(err)
	}
	fmt.Printf("\n%s: %s", folder, res.Report()) // a benchmark's log is cut short
	n := 0
	for b.Loop() {
		for i := range articles {
			day, _ := articles[i].Day()
			r.Read(reading.Article{Text: articles[i].Text, Published: day})
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heapMB")
}
