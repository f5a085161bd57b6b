package journey

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// letGo has the kernel forget what this process has touched of a mapped file.
func letGo(t *testing.T, path string) {
	t.Helper()
	eachMapping(t, path, func(from, to uintptr) {
		if _, _, err := syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_DONTNEED); err != 0 {
			t.Fatal(err)
		}
	}, func(int) {})
}

// resident is how many bytes of a mapped file have been touched since they were let go of.
func resident(t *testing.T, path string) (bytes int) {
	t.Helper()
	eachMapping(t, path, func(uintptr, uintptr) {}, func(kilobytes int) { bytes += 1024 * kilobytes })
	return bytes
}

func eachMapping(t *testing.T, path string, at func(from, to uintptr), rss func(kilobytes int)) {
	t.Helper()
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ours := false
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		var from, to uintptr
		var kilobytes int
		switch {
		case strings.Contains(line, "-") && !strings.Contains(strings.Fields(line)[0], ":"):
			ours = strings.HasSuffix(line, " "+path)
			if _, err := fmt.Sscanf(line, "%x-%x", &from, &to); err == nil && ours {
				at(from, to)
			}
		case ours && strings.HasPrefix(line, "Rss:"):
			if _, err := fmt.Sscanf(line, "Rss: %d kB", &kilobytes); err != nil {
				t.Fatal(err)
			}
			rss(kilobytes)
		}
	}
}

// A new passport and a new day ask the law and the overlay, and read nothing of the road
// network again, as long as no way is told that was not told before.
func TestAnotherPassportReadsNoRoads(t *testing.T) {
	s := drawnRoads(t, `
		Alm 46.5 9.5
		Cel 46.5 11.5
		46.5,9.5 46.5,11.5 highway=primary maxspeed=60
		46.5,9.5 46.7,9.6 46.7,11.4 46.5,11.5 highway=primary maxspeed=60`)
	path := builtNetwork(t, s)
	r, err := recordOf(threeAreas+"crossings:\n"+crossingAt("w1", 46.5, "XAA", "XBB", 10)+crossingAt("e1", 46.5, "XBB", "XCC", 11)+
		crossingAt("w2", 46.7, "XAA", "XBB", 10)+crossingAt("e2", 46.7, "XBB", "XCC", 11),
		with("b part: entry, authority: XBB, place: {area: XBB}, effect: permitted",
			"c part: entry, authority: XCC, place: {area: XCC}, effect: permitted",
			"gates-c part: gate, authority: XCC, place: {area: XCC}, effect: permitted",
			"shut part: entry, authority: XBB, place: {crossing: w1}, class: {nationals: [XDD]}, effect: refused"))
	if err != nil {
		t.Fatal(err)
	}
	w := joined(t, path, r)
	p := New(w)
	q := asked(t, w, "Alm", "Cel", "XEE")
	q.ItinerariesOnly = true
	first, err := p.Plan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := told(first); len(got) < 2 {
		t.Fatalf("there are not two ways to choose among: %v", got)
	}
	letGo(t, path)
	if n := resident(t, path); n != 0 {
		t.Skipf("NOT TESTED: the kernel keeps %d bytes of the file that it was told to let go of", n)
	}
	q.Traveller.Passports[0].Nationality, q.Depart = "XDD", Morning(firstDay+3)
	again, err := p.Plan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if n := resident(t, path); n != 0 {
		t.Errorf("another passport, another day: %d bytes of the road network were read again", n)
	}
	if a, b := told(first)[0], told(again)[0]; a == b {
		t.Errorf("both travellers are told of %s: nothing was asked anew", a)
	}
	// What is counted is what is read: a way that was not told before reads its roads.
	q.From = placeOf(t, w, "46.7,9.8")
	if _, err := p.Plan(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if resident(t, path) == 0 {
		t.Error("another place was found, and nothing is said to have been read")
	}
}
