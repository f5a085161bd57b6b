package feed

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const today = 20_000

func opened(t *testing.T, path string, day int32) (*seenLog, int) {
	t.Helper()
	l, damaged, err := openSeen(path, day)
	if err != nil {
		t.Fatal(err)
	}
	return l, damaged
}

// drawnLog writes a log of n items, the i-th known by hash i+1.
func drawnLog(t *testing.T, path string, n int) {
	t.Helper()
	l, _ := opened(t, path, today)
	for i := range n {
		m := markOf(fmt.Sprintf("site%d.example", i), "A title", fmt.Sprintf("number%d ", i)+ferryReport)
		err := l.add(seenLine{Day: today, IDs: []string{writeHash(uint64(i + 1))}, Host: m.host, Whole: writeHash(m.whole), Print: m.print.pack()})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := l.close(); err != nil {
		t.Fatal(err)
	}
}

func TestSeenSurvives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seen.log")
	drawnLog(t, path, 5)
	l, damaged := opened(t, path, today+1)
	defer l.close()
	if damaged != 0 || len(l.ids) != 5 || len(l.texts) != 5 {
		t.Fatalf("%d damaged, %d addresses, %d texts", damaged, len(l.ids), len(l.texts))
	}
	if !l.twin(markOf("elsewhere.example", "Another", ferryReport)) || l.twin(markOf("elsewhere.example", "Another", gateReport)) {
		t.Error("a copy is not known again, or another text is")
	}
	if l.twin(markOf("site0.example", "Another", "x "+ferryReport)) != true { // of the other four sites
		t.Error("a copy of four sites is not known again")
	}
}

// The longest line that can be written can be read.
func TestSeenLongestLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seen.log")
	l, _ := opened(t, path, today)
	var text strings.Builder
	for i := range 2 * mostWords {
		fmt.Fprintf(&text, "a%d b%d 7%d. ", i, i, i)
	}
	for _, s := range []string{text.String(), strings.ReplaceAll(text.String(), " ", ". ")} {
		m := markOf("a", "", s)
		if err := l.add(seenLine{Day: today, Host: "a", Whole: writeHash(m.whole), Print: m.print.pack()}); err != nil {
			t.Fatal(err)
		}
	}
	l.close()
	l, damaged := opened(t, path, today)
	defer l.close()
	if damaged != 0 || len(l.texts) != 2 {
		t.Errorf("%d damaged, %d texts", damaged, len(l.texts))
	}
}

// One site's own second version is kept, unless title and text are the same.
func TestTwinOfOneSite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seen.log")
	l, _ := opened(t, path, today)
	defer l.close()
	m := markOf("a.example", "Title", ferryReport)
	if err := l.add(seenLine{Day: today, IDs: []string{writeHash(1)}, Host: m.host, Whole: writeHash(m.whole), Print: m.print.pack()}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		host, title, text string
		want              bool
	}{
		{"a.example", "Title", ferryReport, true}, {"a.example", "Title", strings.ReplaceAll(ferryReport, " ", "\n"), true},
		{"a.example", "New title", ferryReport, false}, {"a.example", "Title", "More. " + ferryReport, false},
		{"b.example", "New title", ferryReport, true}, {"b.example", "Title", "", false}, {"a.example", "", "", false},
	}
	for _, tt := range tests {
		if got := l.twin(markOf(tt.host, tt.title, tt.text)); got != tt.want {
			t.Errorf("%s %q %.10q: %v", tt.host, tt.title, tt.text, got)
		}
	}
}

// Cut at any byte, a log keeps every whole line; it can be written on, and is whole again.
func TestSeenTornAtEveryByte(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.log")
	l, _ := opened(t, whole, today)
	for i := range 2 {
		if err := l.add(seenLine{Day: today, IDs: []string{writeHash(uint64(i + 1))}}); err != nil {
			t.Fatal(err)
		}
	}
	l.close()
	data, _ := os.ReadFile(whole)
	path := filepath.Join(dir, "seen.log")
	for cut := range len(data) + 1 {
		if err := os.WriteFile(path, data[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(data[:cut], []byte("\n"))
		torn := cut > 0 && data[cut-1] != '\n'
		if cut%17 != 0 && cut < len(data)-3 {
			fresh := &seenLog{ids: map[uint64]int32{}, byShingle: map[uint32][]int32{}}
			if damaged, _, err := fresh.load(bytes.NewReader(data[:cut]), today); err != nil || len(fresh.ids) != lines || damaged > 0 != torn {
				t.Fatalf("cut at %d: %d of %d lines, %d damaged, %v", cut, len(fresh.ids), lines, damaged, err)
			}
			continue // the disk is slow
		}
		l, damaged := opened(t, path, today)
		if len(l.ids) != lines || damaged > 0 != torn {
			t.Fatalf("cut at %d: %d of %d lines, %d damaged", cut, len(l.ids), lines, damaged)
		}
		if err := l.add(seenLine{Day: today, IDs: []string{writeHash(99)}}); err != nil {
			t.Fatal(err)
		}
		l.close()
		l, damaged = opened(t, path, today)
		if len(l.ids) != lines+1 || damaged != 0 {
			t.Fatalf("cut at %d and written on: %d lines, %d damaged", cut, len(l.ids), damaged)
		}
		l.close()
	}
}

// A byte changed anywhere costs its line at most, or, of a line's end, two.
func TestSeenEveryByteChanged(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.log")
	l, _ := opened(t, whole, today)
	for i := range 3 {
		if err := l.add(seenLine{Day: today, IDs: []string{writeHash(uint64(i + 1))}}); err != nil {
			t.Fatal(err)
		}
	}
	l.close()
	data, _ := os.ReadFile(whole)
	for i := range data {
		changed := bytes.Clone(data)
		changed[i] ^= 0x20
		l := &seenLog{ids: map[uint64]int32{}, byShingle: map[uint32][]int32{}}
		damaged, _, err := l.load(bytes.NewReader(changed), today)
		if err != nil {
			t.Fatal(err)
		}
		// The CRC's digits read the same in capitals.
		if len(l.ids) < 1 || damaged == 0 && len(l.ids) != 3 {
			t.Fatalf("byte %d: %d lines, %d damaged", i, len(l.ids), damaged)
		}
	}
}

func TestSeenForgets(t *testing.T) {
	path := filepath.Join(t.TempDir(), "seen.log")
	drawnLog(t, path, 3)
	l, _ := opened(t, path, today+printDays+1)
	if len(l.ids) != 3 || len(l.texts) != 0 {
		t.Errorf("after a month: %d addresses, %d texts", len(l.ids), len(l.texts))
	}
	if err := l.add(seenLine{Day: today + 100, IDs: []string{writeHash(2)}}); err != nil {
		t.Fatal(err)
	}
	l.close()
	l, _ = opened(t, path, today+idDays+1)
	defer l.close()
	if _, ok := l.ids[2]; len(l.ids) != 1 || !ok {
		t.Errorf("after half a year: %v", l.ids)
	}
	if err := l.age(today + 2*idDays); err != nil || len(l.ids) != 0 {
		t.Errorf("after a year: %v, %v", l.ids, err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != 0 {
		t.Errorf("the file keeps what is forgotten: %v", err)
	}
}

func FuzzSeen(f *testing.F) {
	line, _ := writeLine(seenLine{Day: today, IDs: []string{writeHash(1)}, Host: "a", Whole: writeHash(2), Print: print{shingles: []uint32{1, 8}, edges: [][2]uint32{{1, 2}}}.pack()})
	f.Add(line)
	f.Add(append(bytes.Clone(line), line[:20]...))
	f.Add([]byte("00000000 {}\n"))
	f.Add([]byte("\n\n\x00"))
	bare, _ := writeLine(seenLine{Day: -1 << 31, IDs: []string{"zz", ""}, Whole: "1", Print: []byte{255, 255, 255, 255}})
	f.Add(bare)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, fmt.Sprintf("%d.log", os.Getpid()))
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		l, _ := opened(t, path, today)
		texts := len(l.texts)
		l.twin(markOf("b", "", ferryReport))
		if err := l.add(seenLine{Day: today, IDs: []string{writeHash(3)}}); err != nil {
			t.Fatal(err)
		}
		if _, ok := l.ids[3]; !ok {
			t.Fatal("what was added is not there")
		}
		n := len(l.ids)
		l.close()
		l, damaged := opened(t, path, today)
		if damaged != 0 || len(l.ids) != n || len(l.texts) != texts {
			t.Fatalf("opened again: %d damaged, %d addresses of %d, %d texts of %d", damaged, len(l.ids), n, len(l.texts), texts)
		}
		l.close()
	})
}
