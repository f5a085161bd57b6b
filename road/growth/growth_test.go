package growth

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMeasure(t *testing.T) {
	folder := t.TempDir()
	var told []Size
	sizes, err := Measure(context.Background(), Options{
		Nodes: []int{1000, 3000}, Seed: 1, Folder: folder, Queries: 20, Build: Build,
		Done: func(s Size) { told = append(told, s) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) != 2 || len(told) != 2 {
		t.Fatalf("%d sizes measured and %d told, two were asked for", len(sizes), len(told))
	}
	for i, s := range sizes {
		if s != told[i] {
			t.Errorf("told %+v, returned %+v", told[i], s)
		}
		if s.Nodes < 500 || s.Edges < s.Nodes || s.States == 0 || s.Areas < 2 || s.Cuts == 0 || s.ExtractBytes == 0 || s.FileBytes < s.ExtractBytes {
			t.Errorf("a count is missing: %+v", s)
		}
		if s.Clock <= 0 || s.Open <= 0 || s.Through <= 0 || s.Distance <= 0 || s.Path < s.Distance {
			t.Errorf("a time is missing, or a path takes less than its length: %+v", s)
		}
		if parts := s.Read + s.Cut + s.Order + s.Contract + s.Customize; s.All-parts > 1e-9 || parts-s.All > 1e-9 {
			t.Errorf("phases take %g s, all of them %g", parts, s.All)
		}
	}
	if sizes[1].Nodes <= sizes[0].Nodes || sizes[1].FileBytes <= sizes[0].FileBytes {
		t.Errorf("the larger world is not larger: %+v", sizes)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("files are left: %v, %v", left, err)
	}
}

func TestMeasureKeepsWhatItHas(t *testing.T) {
	broken := errors.New("no room")
	calls := 0
	sizes, err := Measure(context.Background(), Options{
		Nodes: []int{1000, 1000}, Folder: t.TempDir(), Queries: 1,
		Build: func(ctx context.Context, extract, output string) (*Built, error) {
			if calls++; calls == 2 {
				return nil, broken
			}
			return Build(ctx, extract, output)
		},
	})
	if len(sizes) != 1 || !errors.Is(err, broken) {
		t.Errorf("%d sizes and error %v, want the first and the reason why there is no second", len(sizes), err)
	}
}

var drawn = []Size{
	{Nodes: 49_682, Edges: 1, Order: 0.48, Customize: 0.4, FileBytes: 55e6, PeakMemory: 85e6, Open: 0.0016, Distance: 37e-6, Path: 147e-6},
	{Nodes: 498_491, Edges: 1, Order: 5.48, Customize: 3, FileBytes: 604e6, PeakMemory: 757e6, Open: 0.0024, Distance: 99e-6, Path: 570e-6},
	{Nodes: 5_007_725, Edges: 1, Order: 0, Customize: 99.9, FileBytes: 6e9, PeakMemory: 1e10, Open: 0.01, Distance: 200e-6, Path: 0.1},
}

// TestDraw: the picture is well-formed, and all that is written or marked lies in it.
func TestDraw(t *testing.T) {
	for n := 1; n <= len(drawn); n++ {
		var out bytes.Buffer
		if err := Draw(&out, drawn[:n]); err != nil {
			t.Fatal(err)
		}
		circles := 0
		for d := xml.NewDecoder(&out); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			e, ok := token.(xml.StartElement)
			if !ok || e.Name.Local != "text" && e.Name.Local != "circle" {
				continue
			}
			if e.Name.Local == "circle" {
				circles++
			}
			for _, a := range e.Attr {
				at, err := strconv.ParseFloat(a.Value, 64)
				within := map[string]float64{"x": panelWidth, "cx": panelWidth, "y": 2*panelHeight + 24, "cy": panelHeight}[a.Name.Local]
				if within > 0 && (err != nil || at < 0 || at > within) {
					t.Errorf("%d worlds: %s has %s %s, outside of the picture", n, e.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
		if circles != 7*n {
			t.Errorf("%d worlds have %d marks, want one for each of 7 figures", n, circles)
		}
	}
	if err := Draw(io.Discard, nil); err == nil {
		t.Error("nothing was drawn, and no error says so")
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	if err := Table(&out, drawn); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 1+len(drawn) {
		t.Fatalf("%d lines, want a heading and one for each world:\n%s", len(lines), out.String())
	}
	for i, line := range lines {
		if utf8.RuneCountInString(line) != utf8.RuneCountInString(lines[0]) {
			t.Errorf("line %d is not as wide as the heading:\n%s", i, out.String())
		}
	}
	if !strings.Contains(lines[1], " 49682 ") {
		t.Errorf("the first world is not in the first line: %q", lines[1])
	}
}

func TestGrouped(t *testing.T) {
	for v, want := range map[float64]string{0.001: "0.001", 0.12345: "0.123", 1: "1", 10: "10", 99.96: "100", 100: "100", 278.4: "278", 999.6: "1,000", 1223: "1,220", 12_345: "12,300", 1e6: "1,000,000"} {
		if got := grouped(v); got != want {
			t.Errorf("grouped(%v) = %q, want %q", v, got, want)
		}
	}
}
