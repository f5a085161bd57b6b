package dimacs

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// statements are the fields of the lines of a text that are neither blank nor comments,
// cut by the standard library.
func statements(text string) (lines [][]string) {
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r", r) })
		if len(fields) > 0 && fields[0][0] != 'c' {
			lines = append(lines, fields)
		}
	}
	return lines
}

// naive reads numbers of a text of one p line and then lines of a letter, if it is that.
func naive(text string, header []string, letter string) (counts []uint64, rows [][]int64, ok bool) {
	lines := statements(text)
	if len(lines) == 0 || len(lines[0]) < len(header) || !slices.Equal(lines[0][:len(header)], header) {
		return nil, nil, false
	}
	for _, field := range lines[0][len(header):] {
		n, err := strconv.ParseUint(field, 10, 32)
		if err != nil {
			return nil, nil, false
		}
		counts = append(counts, n)
	}
	for _, line := range lines[1:] {
		if len(line) != 4 || line[0] != letter {
			return nil, nil, false
		}
		var row []int64
		for i, field := range line[1:] {
			n, err := strconv.ParseInt(field, 10, 64)
			if err != nil || field[0] == '+' || field[0] == '-' && (letter == "a" || i == 0) {
				return nil, nil, false
			}
			row = append(row, n)
		}
		rows = append(rows, row)
	}
	return counts, rows, len(counts) > 0 && uint64(len(rows)) == counts[len(counts)-1]
}

func naiveGraph(text string) *Graph {
	counts, rows, ok := naive(text, []string{"p", "sp"}, "a")
	if !ok || len(counts) != 2 {
		return nil
	}
	g := &Graph{Nodes: int(counts[0])}
	for _, r := range rows {
		if r[0] < 1 || r[1] < 1 || max(r[0], r[1]) > int64(g.Nodes) || r[2] >= math.MaxUint32 {
			return nil
		}
		g.Tail, g.Head, g.Weight = append(g.Tail, uint32(r[0]-1)), append(g.Head, uint32(r[1]-1)), append(g.Weight, uint32(r[2]))
	}
	return g
}

func naiveCoordinates(text string) *Coordinates {
	counts, rows, ok := naive(text, []string{"p", "aux", "sp", "co"}, "v")
	if !ok || len(counts) != 1 {
		return nil
	}
	c := &Coordinates{}
	if len(rows) > 0 {
		c.Lon, c.Lat = make([]int32, len(rows)), make([]int32, len(rows))
	}
	seen := map[int64]bool{}
	for _, r := range rows {
		if r[0] < 1 || r[0] > int64(len(rows)) || seen[r[0]] || max(r[1], -r[1]) > 180_000_000 || max(r[2], -r[2]) > 90_000_000 {
			return nil
		}
		seen[r[0]] = true
		c.Lon[r[0]-1], c.Lat[r[0]-1] = int32(r[1]*10), int32(r[2]*10)
	}
	return c
}

// Bytes are a graph for the reader exactly when they are one for the naive reader, the
// same one, and it is read again as it was written.
func FuzzReadGraph(f *testing.F) {
	for _, s := range []string{smallGraph, zipped(smallGraph), "p sp 2 1\na 1 2 3", "p sp 1 1\na 1 1 4294967294\n", "p sp 0 0\n",
		"p sp 4294967295 1\na 4294967295 1 0\n", "p sp 2 1\na 1 2 3\na 2 1 3\n", "a 1 2 3\np sp 2 1\n", "p sp 2 1\np sp 2 1\n", "c\n\n\np sp", "p sp 1 1\na 1 1 +1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ReadGraph("fuzz.gr", bytes.NewReader(data))
		checkErrors(t, err)
		if !bytes.HasPrefix(data, []byte("\x1f\x8b")) && len(data) < maxLine {
			if want := naiveGraph(string(data)); (want == nil) != (err != nil) || want != nil && !reflect.DeepEqual(got, want) {
				t.Fatalf("%q is read as %v (%v), want %v", data, got, err, want)
			}
		}
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteGraph(&b, got); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadGraph("again", &b); err != nil || !reflect.DeepEqual(again, got) {
			t.Fatalf("%v is read again as %v (%v)", got, again, err)
		}
	})
}

// As FuzzReadGraph.
func FuzzReadCoordinates(f *testing.F) {
	for _, s := range []string{smallPlaces, zipped(smallPlaces), "p aux sp co 1\nv 1 -180000000 90000000", "p aux sp co 0", "p aux sp co 2\nv 2 1 1\nv 1 2 2\n",
		"p aux sp co 3\nv 3 1 1\nv 3 2 2\nv 1 0 0\n", "p aux sp co 3\nv 3 1 1\nv 1 2 2\nv 1 0 0\n", "p aux sp co 1\nv 1 180000001 0\n", "v 1 1 1\n", "p aux sp co 1\nv 1 -0 -\n", strings.Repeat("\nx", 19) + "\n\n", strings.Repeat("x\n", 25)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ReadCoordinates("fuzz.co", bytes.NewReader(data))
		checkErrors(t, err)
		if !bytes.HasPrefix(data, []byte("\x1f\x8b")) && len(data) < maxLine {
			if want := naiveCoordinates(string(data)); (want == nil) != (err != nil) || want != nil && !reflect.DeepEqual(got, want) {
				t.Fatalf("%q is read as %v (%v), want %v", data, got, err, want)
			}
		}
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteCoordinates(&b, got); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadCoordinates("again", &b); err != nil || !reflect.DeepEqual(again, got) {
			t.Fatalf("%v is read again as %v (%v)", got, again, err)
		}
	})
}

// checkErrors holds an error to what is promised of it.
func checkErrors(t *testing.T, err error) {
	if err == nil {
		return
	}
	var errs Errors
	if !errors.As(err, &errs) || len(errs) == 0 || len(errs) > MaxErrors+1 {
		t.Fatalf("%T with %d errors: %v", err, len(errs), err)
	}
	last := 0
	for i, e := range errs {
		if e.Line < last && e.Line != 0 || e.Line > 0 && i > 0 && errs[i-1].Line == 0 || len(e.Error()) > 500 {
			t.Fatalf("error %d of\n%v", i, err)
		}
		last = e.Line
	}
}
