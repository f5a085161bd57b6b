package gtfs_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"waythrough/service/gtfs"
)

const line = 1 << 20 // the limit of a line

// csvRows gives what the standard library makes of a table that is without fault to it,
// as the package tells it: without the spaces around values, line breaks as spaces, blank
// rows left out.
func csvRows(data []byte) (rows [][]string, ok bool) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		return nil, false
	}
	for _, row := range all {
		for i, v := range row {
			row[i] = trimmed(strings.ReplaceAll(v, "\n", " "))
		}
		if len(row) > 1 || row[0] != "" {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 || strings.Contains(strings.Join(rows[0], ","), "\r") {
		return nil, false
	}
	header := rows[0]
	kept := rows[:0]
	for _, row := range rows[1:] {
		for len(row) > len(header) && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		if len(row) == len(header) {
			kept = append(kept, row)
		}
	}
	return kept, true
}

func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
}

func agree(t interface{ Fatalf(string, ...any) }, data []byte) {
	got, errs := gtfs.Rows(bytes.NewReader(data), line)
	slow, slowErrs := gtfs.Rows(iotest.OneByteReader(bytes.NewReader(data)), line)
	if !reflect.DeepEqual(got, slow) || !reflect.DeepEqual(errs, slowErrs) {
		t.Fatalf("%q read byte by byte is %q (%v) and not %q (%v)", data, slow, slowErrs, got, errs)
	}
	want, ok := csvRows(data)
	if ok && len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q is %q and should be %q (%v)", data, got, want, errs)
	}
}

func TestTableAgreesWithCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "bc", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\",\"", "\",", ",\"", " ", "\r", "é", "long value in a row", "\ufeff"}), 0, 30)
		agree(t, []byte("h,i\n"+strings.Join(pieces.Draw(t, "pieces"), "")))
	})
}

func FuzzTableAgreesWithCSV(f *testing.F) {
	for _, seed := range []string{"", "a", "a,b\n1,2\n", "a,b\r\n\"1\",\"2\"\"3\"\r\n", "\xef\xbb\xbfa\n1\n", "a,b\n\"x\ny\",z\n", "a,b\n1,2,\n1\n", "a\n\"", "a,b\n\"x\"y,z\nq,r\n", "\xff\xfea"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < line && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
			agree(t, data)
		}
	})
}

// Rows across the ends of the buffer, and of lengths around the limit.
func TestLongRows(t *testing.T) {
	for _, length := range []int{1000, 128<<10 - 1, 128 << 10, 128<<10 + 1, 300_000} {
		for _, quote := range []string{"", `"`} {
			value := strings.Repeat("x", length)
			var b strings.Builder
			b.WriteString("h,i\n")
			for i := range 5 {
				fmt.Fprintf(&b, "%s%s%s,%d\n", quote, value, quote, i)
			}
			rows, errs := gtfs.Rows(strings.NewReader(b.String()), line)
			if len(errs) > 0 || len(rows) != 5 || rows[4][0] != value || rows[4][1] != "4" {
				t.Errorf("of 5 rows of %d bytes %d are read (%v)", length, len(rows), errs)
			}
			rows, errs = gtfs.Rows(strings.NewReader(b.String()), 1000)
			if len(rows) > 0 || len(errs) != 1 || errs[0].Line != 2 || !strings.Contains(errs[0].What, "Limits.LineBytes") {
				t.Errorf("beyond the limit %d are read (%v)", len(rows), errs)
			}
		}
	}
}

// The line of a problem is where its row begins, counted in line breaks.
func TestLinesAreCounted(t *testing.T) {
	_, errs := gtfs.Rows(strings.NewReader("h,i\n\n\"a\nb\",1\n\nx\n\"c\r\nd\ne\",2,3\n\"open,4\ny\n"), line)
	expect(t, "errors", errs, "table.txt:6: has 1 values\ntable.txt:7: has 3 values\ntable.txt:10: … never closed\ntable.txt:11: has 1 values")
}

func TestReaderThatFails(t *testing.T) {
	for _, in := range []io.Reader{iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("h,i\n1,2\n"))), iotest.ErrReader(io.ErrUnexpectedEOF), emptyReader{}} {
		_, errs := gtfs.Rows(in, line)
		expect(t, "errors", errs, "table.txt: can't be read to its end")
	}
}

// emptyReader reads nothing, for ever.
type emptyReader struct{}

func (emptyReader) Read([]byte) (int, error) { return 0, nil }
