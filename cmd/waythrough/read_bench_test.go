//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"waythrough/reading"
	"waythrough/reading/article"
	"waythrough/reading/score"
	"waythrough/record/builtin"
)

// How fast news is read. On a machine that does other things as well, look at
// articles/cpu-s: what one core would read in a second if it were left alone.

// newsCorpus gives the articles of the corpus that are plain text, and those that are HTML.
func newsCorpus(tb testing.TB) (plain, pages []reading.Article) {
	tb.Helper()
	for _, folder := range []string{"dev", "test"} {
		articles, err := score.Load("../../reading/testdata/corpus/" + folder)
		if err != nil {
			tb.Fatal(err)
		}
		for i := range articles {
			day, err := articles[i].Day()
			if err != nil {
				tb.Fatal(err)
			}
			a := reading.Article{Text: articles[i].Text, Published: day}
			if strings.Contains(a.Text, "</") {
				pages = append(pages, a)
			} else {
				plain = append(plain, a)
			}
		}
	}
	if len(plain) == 0 {
		tb.Fatal("the corpus has no article of plain text")
	}
	return plain, pages
}

func newsReader(tb testing.TB) *reading.Reader {
	tb.Helper()
	rec, err := builtin.Record()
	if err != nil {
		tb.Fatal(err)
	}
	return reading.New(rec)
}

// readMany reads n articles, the corpus over and over, each made unlike the others by a word
// of its own, and gives the number of statements.
func readMany(r *reading.Reader, corpus []reading.Article, n, workers int) int64 {
	var next, said atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				a := corpus[i%int64(len(corpus))]
				a.Text += fmt.Sprintf("\n\nItem Q%x.", i)
				said.Add(int64(len(r.Read(a))))
			}
		})
	}
	wg.Wait()
	return said.Load()
}

// BenchmarkReadNews reads plain text on one and on two goroutines. The bar is 1,000
// articles a second on two cores.
func BenchmarkReadNews(b *testing.B) {
	corpus, _ := newsCorpus(b)
	r := newsReader(b)
	bytes := 0
	for _, a := range corpus {
		bytes += len(a.Text)
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("goroutines=%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(bytes / len(corpus)))
			before := cpuTime(b)
			if readMany(r, corpus, b.N, workers) == 0 && b.N > len(corpus) {
				b.Fatal("nothing was read")
			}
			reportArticles(b, before)
		})
	}
}

// BenchmarkExtractNews finds the text in whole pages, menus and all: those of the tests of
// article.
func BenchmarkExtractNews(b *testing.B) {
	files, err := filepath.Glob("../../reading/article/testdata/pages/*.html")
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages in reading/article/testdata/pages: %v", err)
	}
	var pages [][]byte
	bytes := 0
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := article.Read(page, article.Options{}); err != nil {
			continue // a page made to be refused
		}
		pages = append(pages, page)
		bytes += len(page)
	}
	b.SetBytes(int64(bytes / len(pages)))
	b.ReportAllocs()
	before := cpuTime(b)
	for i := range b.N {
		if _, err := article.Read(pages[i%len(pages)], article.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	reportArticles(b, before)
}

func reportArticles(b *testing.B, before time.Duration) {
	b.Helper()
	used := cpuTime(b) - before
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(b.N)/max(used.Seconds(), 1e-9), "articles/cpu-s")
}

// cpuTime is what the process has used of all cores, collecting garbage included.
func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestReadMemory: a reader keeps nothing of what it read, be it a million articles. The short
// run reads 200, and 500 more.
func TestReadMemory(t *testing.T) {
	some, many := 200, 700
	if os.Getenv("WAYTHROUGH_LONG") != "" {
		some, many = 10_000, 1_000_000
	}
	corpus, _ := newsCorpus(t)
	r := newsReader(t)
	began, cpu := time.Now(), cpuTime(t)
	said := readMany(r, corpus, some, 2)
	first := heap()
	said += readMany(r, corpus, many-some, 2)
	last := heap()
	t.Logf("after %d articles %.2f MB of heap, after %d %.2f MB; %d statements; %.0f s, %.0f s of processor",
		some, float64(first)/1e6, many, float64(last)/1e6, said, time.Since(began).Seconds(), (cpuTime(t) - cpu).Seconds())
	if said == 0 {
		t.Error("nothing was read")
	}
	if last > first+1<<20 {
		t.Errorf("%d bytes of heap after %d articles, %d after %d: something is kept", first, some, last, many)
	}
	runtime.KeepAlive(r)
	runtime.KeepAlive(corpus)
}

// heap is what is in use once the garbage is collected.
func heap() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
