package dimacs

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// Four nodes: a loop, two parallel arcs, a weight of 0 and the largest one, a node
// without arcs; and all that a file may have beyond the letter of the format.
const smallGraph = "c four nodes\r\n" +
	"\n" +
	"  p\tsp 4 5 \r\n" +
	"a 1 2 7\n" +
	"c\n" +
	"a 1 2 7 \n" +
	" a  2 2\t0\n" +
	"comments need no blank\n" +
	"a 3 1 4294967294\r\n" +
	"   \n" +
	"a 001 0003 0000000000000000000000000005"

const smallPlaces = "c in any order\n" +
	"p aux sp co 4\n" +
	"v 1 -73530767 41085396\n" +
	"v 4 180000000 -90000000\n" +
	"v 2 -180000000 90000000\r\n" +
	" v 3 -0 7\n"

var (
	wantGraph  = &Graph{4, []uint32{0, 0, 1, 2, 0}, []uint32{1, 1, 1, 0, 2}, []uint32{7, 7, 0, 4294967294, 5}}
	wantPlaces = &Coordinates{[]int32{-735307670, -1800000000, 0, 1800000000}, []int32{410853960, 900000000, 70, -900000000}}
)

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestRead(t *testing.T) {
	readers := map[string]func(io.Reader) io.Reader{
		"whole":             func(r io.Reader) io.Reader { return r },
		"bytes":             iotest.OneByteReader,
		"data with the end": iotest.DataErrReader,
	}
	for name, through := range readers {
		for _, pack := range []func(string) string{strings.Clone, zipped} {
			g, err := ReadGraph("x.gr", through(strings.NewReader(pack(smallGraph))))
			if err != nil || !reflect.DeepEqual(g, wantGraph) {
				t.Errorf("%s: the graph is %v (%v)", name, g, err)
			}
			c, err := ReadCoordinates("x.co", through(strings.NewReader(pack(smallPlaces))))
			if err != nil || !reflect.DeepEqual(c, wantPlaces) {
				t.Errorf("%s: the coordinates are %v (%v)", name, c, err)
			}
		}
	}
}

// Files of several gzip members, as concatenated, are one text.
func TestReadMembers(t *testing.T) {
	g, err := ReadGraph("x.gr.gz", strings.NewReader(zipped(smallGraph[:50])+zipped(smallGraph[50:])))
	if err != nil || !reflect.DeepEqual(g, wantGraph) {
		t.Errorf("the graph is %v (%v)", g, err)
	}
}

func TestReadNothing(t *testing.T) {
	if g, err := ReadGraph("x", strings.NewReader("p sp 0 0")); err != nil || g.Nodes != 0 || len(g.Tail) != 0 {
		t.Errorf("an empty graph is %v (%v)", g, err)
	}
	if c, err := ReadCoordinates("x", strings.NewReader("p aux sp co 0\n")); err != nil || len(c.Lon) != 0 {
		t.Errorf("coordinates of nothing are %v (%v)", c, err)
	}
}

func readGraph(s string) error {
	_, err := ReadGraph("x.gr", strings.NewReader(s))
	return err
}

func readCoordinates(s string) error {
	_, err := ReadCoordinates("x.co", strings.NewReader(s))
	return err
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("1", maxLine)
	tests := []struct {
		read func(string) error
		text string
		want []string // the beginnings of the lines
	}{
		{readGraph, "", []string{`x.gr: there is no line "p sp NODES ARCS"`}},
		{readGraph, "c\n\na 1 2 3\na 1 2 3\n", []string{`x.gr:3: no line "p sp NODES ARCS" stands before this`}},
		{readGraph, "a 1 2 3\np sp 2 1\n", []string{`x.gr:1: no line "p sp NODES ARCS" stands before this`}},
		{readGraph, "p aux sp co 1\nv 1 -7 4\n", []string{`x.gr:1: "p aux sp co 1" is not of the form "p sp NODES ARCS"`, `x.gr:2: "v 1 -7 4" is no line of the format`}},
		{readGraph, "p sp 2 1\np sp 2 1\na 1 2 3\n", []string{"x.gr:2: this is a second p line, after line 1"}},
		{readGraph, "p sp 2\n", []string{`x.gr:1: "p sp 2" is not`}},
		{readGraph, "p sp 2 1 1\na 1 2 3", []string{`x.gr:1: "p sp 2 1 1" is not`}},
		{readGraph, "p sp -2 1\n", []string{`x.gr:1: "p sp -2 1" is not`}},
		{readGraph, "p sp 4294967296 1\n", []string{`x.gr:1: "p sp 4294967296 1" is not`}},
		{readGraph, "p max 2 1\n", []string{`x.gr:1: "p max 2 1" is not`}},
		{readGraph, "p sp 2 2\na 1 2 3\n", []string{"x.gr:1: 2 arcs are announced and 1 follow"}},
		{readGraph, "p sp 2 1\na 1 2 3\na 2 1 3\n", []string{"x.gr:1: 1 arcs are announced and 2 follow"}},
		{readGraph, "p sp 2 8\na 0 2 3\na 1 3 3\na 1 18446744073709551617 3\na 1 2 4294967295\na 1 2\na 1 2 3 4\na 1 2 -3\na 1 2 3.5\n", []string{
			"x.gr:2: tail 0 is no node", "x.gr:3: head 3 is no node", "x.gr:4: head", "x.gr:5: weight 4294967295 is larger",
			`x.gr:6: "a 1 2" is not of the form "a TAIL HEAD WEIGHT"`, `x.gr:7: "a 1 2 3 4" is not`, `x.gr:8: "a 1 2 -3" is not`, `x.gr:9: "a 1 2 3.5" is not`}},
		{readGraph, "p sp 2 1\narc 1 2 3\na 1 2 3\n\x00\n", []string{`x.gr:2: "arc 1 2 3" is no line`, `x.gr:4: "\x00" is no line`}},
		{readGraph, "p sp 2 1\na 1 2 " + long + "\nc " + long + "\na 1 2 3\n", []string{`x.gr:2: the line that begins with "a 1 2 111`}},
		{readGraph, "p sp 2 1\na 1 2 3\n" + long, []string{`x.gr:3: the line that begins`}},
		{readGraph, "p sp 2 1\nx" + long[:100] + "\na 1 2 3\n", []string{`x.gr:2: "x` + long[:39] + `…" is no line`}},

		{readCoordinates, "", []string{`x.co: there is no line "p aux sp co NODES"`}},
		{readCoordinates, "p aux sp co 3\nv 1 1 1\nv 3 1 1\nv 3 1 1\n", []string{"x.co: node 2 is not placed"}},
		{readCoordinates, "p aux sp co 3\nv 1 1 1\nv 1 1 1\nv 2 1 1\n", []string{"x.co:3: node 1 is placed a second time"}},
		{readCoordinates, "p aux sp co 4\nv 3 1 1\nv 3 1 1\nv 1 1 1\nv 2 1 1\n", []string{"x.co:3: node 3 is placed elsewhere"}},
		{readCoordinates, "p aux sp co 4\nv 1 1 1\n", []string{"x.co:1: 4 nodes are announced and 1 follow"}},
		{readCoordinates, "p aux sp co 5\nv 1 180000001 1\nv 2 1 -90000001\nv 6 1 1\nv 0 1 1\nv 1 - 1\n", []string{
			"x.co:2: 180000001, 1 is no point on earth", "x.co:3: 1, -90000001 is no point", "x.co:4: node 6 is none", "x.co:5: node 0 is none", `x.co:6: "v 1 - 1" is not of the form`}},
		{readCoordinates, "p aux sp co 2\nv 1 --1 1\nv 1 - 1 1\n", []string{`x.co:2: "v 1 --1 1" is not`, `x.co:3: "v 1 - 1 1" is not`}},
	}
	for _, tt := range tests {
		var errs Errors
		err := tt.read(tt.text)
		if !errors.As(err, &errs) {
			t.Errorf("%.60q is read, or fails otherwise: %v", tt.text, err)
			continue
		}
		if !slices.EqualFunc(errs, tt.want, func(e *Error, want string) bool { return strings.HasPrefix(e.Error(), want) }) {
			t.Errorf("%.60q fails with\n%v\nwant\n%s", tt.text, err, strings.Join(tt.want, "\n"))
		}
	}
}

func TestErrorsAreBounded(t *testing.T) {
	text := "p sp 2 20\n" + strings.Repeat("a 1 9 1\n", 20)
	var errs Errors
	if err := readGraph(text); !errors.As(err, &errs) || len(errs) != MaxErrors {
		t.Errorf("twenty errors are told as\n%v", err)
	}
	text += strings.Repeat("a 1 9 1\n", 1000)
	if err := readGraph(text); !errors.As(err, &errs) || len(errs) != MaxErrors+1 || errs[MaxErrors-1].Line != MaxErrors+1 ||
		errs[MaxErrors].Error() != "x.gr: only 20 errors are told; correct these, and more may follow" {
		t.Errorf("a thousand errors are told as\n%v", err)
	}
}

// A file that ends early or is damaged is an error that keeps its cause, and half a line
// is not taken for a whole one.
func TestReadOfWhatIsCutOff(t *testing.T) {
	text := "p sp 1000 1000\n" + strings.Repeat("a 12 345 6789\n", 1000)
	packed := zipped(text)
	for cut := 1; cut < len(packed); cut++ {
		if err := readGraph(packed[:cut]); err == nil || cut >= 2 && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			t.Fatalf("%d of %d bytes are read, or fail without the cause: %v", cut, len(packed), err)
		}
	}
	damaged := []byte(packed)
	damaged[len(damaged)-5] ^= 1
	if err := readGraph(string(damaged)); err == nil || !strings.Contains(err.Error(), "after this line it can't be read: gzip: invalid checksum") {
		t.Errorf("a wrong checksum is %v", err)
	}
	broken := errors.New("the disk broke")
	_, err := ReadGraph("x", io.MultiReader(strings.NewReader("p sp 2 1\na 1 2 3"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "x:1: after this line it can't be read: the disk broke") {
		t.Errorf("a broken disk is %v", err)
	}
	if _, err = ReadGraph("x", stuck{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader that gives nothing is %v", err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// What the p line announces is not allocated.
func TestCountsAreNotTrusted(t *testing.T) {
	for _, read := range []func() error{
		func() error { return readGraph("p sp 4294967295 4294967295\na 4294967295 1 1\n") },
		func() error { return readCoordinates("p aux sp co 4294967295\nv 4294967295 1 1\nv 1 1 1\n") },
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := read()
		runtime.ReadMemStats(&after)
		if err == nil || after.TotalAlloc-before.TotalAlloc > 1<<20 {
			t.Errorf("%d bytes allocated; %v", after.TotalAlloc-before.TotalAlloc, err)
		}
	}
	if g, err := ReadGraph("x", strings.NewReader("p sp 4294967295 1\na 4294967295 1 1\n")); err != nil || g.Tail[0] != 4294967294 {
		t.Errorf("the last node is %v (%v)", g, err)
	}
}

// Memory ends at what was announced, and is not more than three times that on the way.
func TestRoom(t *testing.T) {
	var s []uint32
	for i := range uint32(100_000) {
		before := cap(s)
		s = append(room(s, 100_000), i)
		if cap(s) > max(2*before, 4096) {
			t.Fatalf("room for %d after %d", cap(s), before)
		}
	}
	if cap(s) > 101_000 {
		t.Errorf("room for %d at the end of 100000", cap(s))
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"plain.gz": smallGraph, "packed.gr": zipped(smallGraph)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if g, err := OpenGraph(path); err != nil || !reflect.DeepEqual(g, wantGraph) {
			t.Errorf("%s is %v (%v)", name, g, err)
		}
	}
	path := filepath.Join(dir, "x.co")
	if err := os.WriteFile(path, []byte(zipped(smallPlaces)), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := OpenCoordinates(path); err != nil || !reflect.DeepEqual(c, wantPlaces) {
		t.Errorf("the coordinates are %v (%v)", c, err)
	}
	if _, err := OpenGraph(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "none: can't be opened") {
		t.Errorf("a file that is not there is %v", err)
	}
}

func ExampleReadGraph() {
	g, err := ReadGraph("two.gr", strings.NewReader("c there and back\np sp 2 2\na 1 2 10\na 2 1 12\n"))
	fmt.Println(g.Nodes, g.Tail, g.Head, g.Weight, err)
	_, err = ReadGraph("two.gr", strings.NewReader("p sp 2 2\na 1 3 10\na 2 1\n"))
	fmt.Println(err)
	// Output:
	// 2 [0 1] [1 0] [10 12] <nil>
	// two.gr:2: head 3 is no node; nodes are numbered from 1 to the count in the p line, 2
	// two.gr:3: "a 2 1" is not of the form "a TAIL HEAD WEIGHT", whole numbers from 1, from 1 and from 0
}
