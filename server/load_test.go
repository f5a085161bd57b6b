package server

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// A bounded load on a real listener: a file, light questions and middling ones at once, by
// eight clients, on many days and for many passports. No request fails, and memory does not
// grow. It takes as long as WAYTHROUGH_LOAD says:
//
//	WAYTHROUGH_LOAD=10m go test ./server -run TestLoad -v -timeout 20m
func TestLoad(t *testing.T) {
	span, err := time.ParseDuration(cmp.Or(os.Getenv("WAYTHROUGH_LOAD"), "0s"))
	if err != nil {
		t.Fatal(err)
	}
	brief := span == 0 // enough to see that nothing fails
	if brief {
		span = 100 * time.Millisecond
	}
	_, at := running(t, Options{Assets: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "assets/a.js": {Data: []byte(strings.Repeat("export {};\n", 5000))}}})
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	took := map[string][]time.Duration{}
	var mu sync.Mutex
	var all sync.WaitGroup
	end := time.Now().Add(span)
	for n := range 8 {
		all.Go(func() {
			draw := rand.New(rand.NewPCG(uint64(n), 1))
			own := map[string][]time.Duration{}
			for time.Now().Before(end) {
				kind, address := drawn(draw)
				began := time.Now()
				if err := fetch(client, at+address); err != nil {
					t.Errorf("%s: %v", address, err)
					return
				}
				own[kind] = append(own[kind], time.Since(began))
			}
			mu.Lock()
			defer mu.Unlock()
			for kind, list := range own {
				took[kind] = append(took[kind], list...)
			}
		})
	}
	var heaps []uint64
	for range 10 {
		time.Sleep(span / 11)
		heaps = append(heaps, heap())
	}
	all.Wait()
	if !brief {
		tellTimes(t, took, span)
	}
	var told []string
	for _, h := range heaps {
		told = append(told, fmt.Sprintf("%.0f", float64(h)/1e6))
	}
	t.Logf("live heap at each tenth of %s, in MB: %s", span, strings.Join(told, " "))
	if span >= time.Minute && float64(heaps[9]) > 1.25*float64(heaps[3]) {
		t.Errorf("memory grew from %d to %d bytes", heaps[3], heaps[9])
	}
}

func tellTimes(t *testing.T, took map[string][]time.Duration, span time.Duration) {
	for _, kind := range []string{"file", "may", "route", "crossings"} {
		list := took[kind]
		if len(list) == 0 {
			t.Errorf("no %s was answered", kind)
			continue
		}
		slices.Sort(list)
		part := func(percent int) time.Duration { return list[len(list)*percent/100].Round(10 * time.Microsecond) }
		t.Logf("%-10s %7d answered, %6.0f a second, p50 %8s, p99 %8s", kind, len(list), float64(len(list))/span.Seconds(), part(50), part(99))
	}
}

// drawn gives a question: most are light.
func drawn(draw *rand.Rand) (kind, address string) {
	day := fmt.Sprintf("20%02d-%02d-15", 19+draw.IntN(6), 1+draw.IntN(12))
	passport := []string{"DEU", "ARM", "TUR", "GEO", "IRN", "RUS", "FRA", "USA"}[draw.IntN(8)]
	towns := []string{"Kars", "Gyumri", "Yerevan", "Tbilisi", "Batumi", "Tabriz"}
	from := draw.IntN(6)
	to := (from + 1 + draw.IntN(5)) % 6
	areas := []string{"ARM", "TUR", "GEO", "AZE", "IRN", "RUS"}
	when := "&on=" + day + "&known=2026-01-01&passport=" + passport
	switch n := draw.IntN(100); {
	case n < 30:
		return "file", "/assets/a.js"
	case n < 85:
		return "may", "/v1/may?mode=road&from=" + areas[from] + "&to=" + areas[to] + when
	case n < 97:
		return "route", "/v1/route?by=car&from=" + url.QueryEscape(towns[from]) + "&to=" + url.QueryEscape(towns[to]) + when
	}
	return "crossings", "/v1/crossings?mode=road" + when
}

// fetch asks, and holds that the answer is whole.
func fetch(client *http.Client, address string) error {
	r, err := client.Get(address)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	switch {
	case err != nil:
		return err
	case r.StatusCode != http.StatusOK:
		return fmt.Errorf("%d: %.200s", r.StatusCode, body)
	case strings.Contains(address, "/v1/") && !json.Valid(body):
		return fmt.Errorf("%d bytes are no JSON", len(body))
	}
	return nil
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
