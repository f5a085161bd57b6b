package gtfs_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/service/gtfs"
	"waythrough/service/timetable"
)

func same(a, b *timetable.Feed) bool { return reflect.DeepEqual(a, b) }

// quotedCSV puts every value of a table without quotation marks in some.
func quotedCSV(s string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = `"` + strings.ReplaceAll(line, ",", `","`) + `"`
	}
	return strings.Join(lines, "\n") + "\n"
}

// An item is an entry of a zip, in order.
type item struct{ name, data string }

func pack(t testing.TB, items ...item) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, x := range items {
		f, err := w.Create(x.name)
		if err == nil {
			_, err = f.Write([]byte(x.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// items are the files of the small feed, in a folder, without some.
func items(t testing.TB, folder string, without ...string) []item {
	var out []item
	for _, name := range []string{"agency.txt", "stops.txt", "routes.txt", "calendar.txt", "calendar_dates.txt", "trips.txt", "stop_times.txt"} {
		if !strings.Contains(strings.Join(without, " "), name) {
			out = append(out, item{folder + name, feed(t, "")[name]})
		}
	}
	return out
}

func readBytes(data []byte, limits gtfs.Limits) (*timetable.Feed, *gtfs.Report, error) {
	return gtfs.ReadZip(context.Background(), "small", bytes.NewReader(data), int64(len(data)), limits)
}

// A zip, a zip with a folder and a folder hold the same feed.
func TestZipAndFolderAreOne(t *testing.T) {
	want, _ := mustRead(t, feed(t, ""))
	dir := t.TempDir()
	folder, file := filepath.Join(dir, "folder", "small"), filepath.Join(dir, "small")
	if err := os.CopyFS(folder, folderOf(feed(t, ""))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, pack(t, items(t, "")...), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, file} {
		f, report, err := gtfs.Read(t.Context(), path, gtfs.Limits{})
		if err != nil || !same(f, want) || len(report.Warnings) > 0 {
			t.Errorf("%s: read is %+v (%v)", path, f, err)
		}
	}
	for _, inside := range []string{"feed/", `feed\`, "./", "a/b/"} {
		f, report, err := readBytes(pack(t, append(items(t, inside), item{"__MACOSX/feed/._stops.txt", "x"}, item{"README", ""})...), gtfs.Limits{})
		if err != nil || !same(f, want) {
			t.Errorf("%s: read is %+v (%v)", inside, f, err)
			continue
		}
		warned := "small: … at the root"
		if inside == "./" {
			warned = ""
		}
		expect(t, "warnings of "+inside, report.Warnings, warned)
		if !reflect.DeepEqual(report.Ignored, []string{"README"}) {
			t.Errorf("%s: ignored are %q", inside, report.Ignored)
		}
	}
}

func TestArchivesRefused(t *testing.T) {
	whole := pack(t, items(t, "")...)
	// The bytes of an entry's header are those of its directory, in which the flags lie 8
	// and the method 10 bytes from the mark, and sizes 20 and 24; see APPNOTE.TXT 4.3.12.
	directory := func(data []byte, at int, value uint16) []byte {
		data = bytes.Clone(data)
		i := bytes.Index(data, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint16(data[i+at:], value)
		return data
	}
	broken := bytes.Clone(whole)
	broken[bytes.Index(broken, []byte("PK\x01\x02"))-40] ^= 0x55 // in the data of the last entry
	zeros := "agency_timezone" + strings.Repeat("\n", 3<<20)
	tests := []struct {
		name   string
		data   []byte
		limits gtfs.Limits
		want   string
	}{
		{"no zip", []byte("stop_id,stop_name\n"), gtfs.Limits{}, "small: is no zip, or was cut short"},
		{"nothing", nil, gtfs.Limits{}, "small: is no zip, or was cut short"},
		{"cut short", whole[:len(whole)-30], gtfs.Limits{}, "small: is no zip, or was cut short"},
		{"no tables", pack(t, item{"a.txt", "x"}), gtfs.Limits{}, "small: holds no table of a feed; stops.txt"},
		{"a zip in a zip", pack(t, item{"a.txt", "x"}, item{"google_transit.ZIP", string(whole)}), gtfs.Limits{}, "small: … \"google_transit.ZIP\": unpack it"},
		{"two feeds", pack(t, append(items(t, "a/"), items(t, "b/")...)...), gtfs.Limits{}, "small: holds tables in 2 folders (\"a\", \"b\")"},
		{"a table twice", pack(t, append(items(t, ""), item{"stops.txt", "x"})...), gtfs.Limits{}, "stops.txt: is twice in small"},
		{"a way out", pack(t, append(items(t, ""), item{"../stops.txt", "x"})...), gtfs.Limits{}, "small: … leads out"},
		{"a long way out", pack(t, append(items(t, ""), item{`x\..\..\stops.txt`, "x"})...), gtfs.Limits{}, "small: … leads out"},
		{"from the root", pack(t, append(items(t, ""), item{"/etc/stops.txt", "x"})...), gtfs.Limits{}, "small: … leads out"},
		{"encrypted", directory(whole, 8, 1), gtfs.Limits{}, "agency.txt: is encrypted"},
		{"packed otherwise", directory(whole, 10, 14), gtfs.Limits{}, "agency.txt: is packed by method 14"},
		{"broken data", broken, gtfs.Limits{}, "stop_times.txt … can't be read to its end"},
		{"too many entries", whole, gtfs.Limits{Entries: 6}, "small: … more than 6 files (Limits.Entries)"},
		{"too many bytes", whole, gtfs.Limits{Bytes: 1000}, "stop_times.txt: … 1000 bytes unpacked (Limits.Bytes)"},
		{"a long line", pack(t, append(items(t, "", "agency.txt"), item{"agency.txt", "agency_timezone\nx" + strings.Repeat(" ", 5000)})...), gtfs.Limits{LineBytes: 4096},
			"agency.txt:2: is longer than the limit of 4096 bytes (Limits.LineBytes)"},
		{"a bomb", pack(t, append(items(t, "", "agency.txt"), item{"agency.txt", zeros})...), gtfs.Limits{}, "agency.txt: unpacks to more than 250 times … (Limits.Ratio)"},
	}
	for _, tt := range tests {
		t.Run(strings.ReplaceAll(tt.name, " ", "-"), func(t *testing.T) {
			f, report, err := readBytes(tt.data, tt.limits)
			var errs gtfs.Errors
			if !errors.As(err, &errs) || f != nil || report != nil {
				t.Fatalf("read is %v, %v, %v", f, report, err)
			}
			expect(t, "errors", errs[:1], tt.want)
		})
	}
}

// A bomb that nobody reads harms nobody.
func TestOtherFilesAreNeverUnpacked(t *testing.T) {
	data := pack(t, append(items(t, ""), item{"shapes.txt", strings.Repeat("\n", 3<<20)})...)
	if _, _, err := readBytes(data, gtfs.Limits{Bytes: 10_000}); err != nil {
		t.Error(err)
	}
}

// The list of entries is given up before it fills the memory.
func TestEntriesAreBounded(t *testing.T) {
	var many []item
	for i := range 5000 {
		many = append(many, item{fmt.Sprintf("%d/%s", i, strings.Repeat("x", 200)), ""})
	}
	_, _, err := readBytes(pack(t, many...), gtfs.Limits{Entries: 100})
	if err == nil || !strings.Contains(err.Error(), "more than 100 files") {
		t.Errorf("the error is %v", err)
	}
}

func TestFoldersRefused(t *testing.T) {
	odd := folderOf(feed(t, ""))
	odd["stops.txt"] = &fstest.MapFile{Mode: fs.ModeDevice}
	for name, tt := range map[string]struct {
		fsys   fstest.MapFS
		limits gtfs.Limits
		want   string
	}{
		"nothing":         {fstest.MapFS{}, gtfs.Limits{}, "small: holds no table"},
		"too many":        {folderOf(feed(t, "")), gtfs.Limits{Entries: 3}, "small: holds more than 3 files"},
		"a device":        {odd, gtfs.Limits{}, "stops.txt: can't be opened (is no file)"},
		"a limit reached": {folderOf(feed(t, "")), gtfs.Limits{Bytes: 100}, "agency.txt: … (Limits.Bytes)"},
	} {
		_, _, err := gtfs.ReadFolder(t.Context(), "small", tt.fsys, tt.limits)
		var errs gtfs.Errors
		if !errors.As(err, &errs) {
			t.Errorf("%s: the error is %v", name, err)
			continue
		}
		expect(t, name+": errors", errs[:1], tt.want)
	}
	if _, _, err := gtfs.Read(t.Context(), filepath.Join(t.TempDir(), "none.zip"), gtfs.Limits{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a file that is not, the error is %v", err)
	}
}

func TestReadStopsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := gtfs.ReadFolder(ctx, "small", folderOf(feed(t, "")), gtfs.Limits{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
