package timetable

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"waythrough/record"
	"waythrough/road/netfile"
)

// stored writes a timetable and gives its path.
func stored(t *testing.T, tt *Timetable) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.timetable")
	if err := tt.WriteFile(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is stored and opened is what was compiled, and the same feeds give the same bytes.
func TestFileRoundTrip(t *testing.T) {
	for seed := range uint64(12) {
		feeds, _, _ := drawWorld(rand.New(rand.NewPCG(seed, 13)))
		for _, f := range feeds {
			f.Name, f.Routes[0].Name = "Ünye – Gürün.zip", "5 Kars – Gyumri"
		}
		tt := compiled(t, feeds...)
		path := stored(t, tt)
		got, err := OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Close()
		if err := got.Verify(t.Context(), nil); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if !reflect.DeepEqual(got.About, tt.About) {
			t.Errorf("seed %d: it says of itself %+v, want %+v", seed, got.About, tt.About)
		}
		for i, want := range columnsOf(tt) {
			if c := columnsOf(got)[i]; !bytes.Equal(c.bytes, want.bytes) {
				t.Errorf("seed %d: column %s differs", seed, c.name)
			}
		}
		for i := range tt.Stops() {
			a, b := got.Stop(i), tt.Stop(i)
			if a.Zone.String() != b.Zone.String() || time.Unix(1e9, 0).In(a.Zone).Format(time.RFC3339) != time.Unix(1e9, 0).In(b.Zone).Format(time.RFC3339) {
				t.Errorf("seed %d: stop %d has zone %v, want %v", seed, i, a.Zone, b.Zone)
			}
			if a.Zone, b.Zone = nil, nil; a != b {
				t.Errorf("seed %d: stop %d is %+v, want %+v", seed, i, a, b)
			}
		}
		for i := range tt.Routes() {
			a, b := got.Route(i), tt.Route(i)
			if time.Unix(1.7e9, 0).In(a.Zone).Format(time.RFC3339) != time.Unix(1.7e9, 0).In(b.Zone).Format(time.RFC3339) {
				t.Errorf("seed %d: route %d has zone %v, want %v", seed, i, a.Zone, b.Zone)
			}
			if a.Zone, b.Zone = nil, nil; a != b {
				t.Errorf("seed %d: route %d is %+v, want %+v", seed, i, a, b)
			}
		}
		first, _ := os.ReadFile(path)
		second, _ := os.ReadFile(stored(t, compiled(t, feeds...)))
		if len(first) == 0 || !bytes.Equal(first, second) {
			t.Errorf("seed %d: the same feeds give other bytes", seed)
		}
	}
}

// A mapped timetable answers as the compiled one does.
func TestMappedSearch(t *testing.T) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 14))
		feeds, area, around := drawWorld(rng)
		tt, err := OpenFile(stored(t, compiled(t, feeds...)))
		if err != nil {
			t.Fatal(err)
		}
		defer tt.Close()
		o := newOracle(feeds, area)
		if err := tt.Guard(func() {
			inland, _ := tt.Split(func(stop int) string { return area[stop] })
			s := NewSearcher(inland)
			for range 5 {
				starts, until, rounds := drawQuery(rng, o.stops, around)
				compare(t, seed, o, s, starts, until, rounds)
			}
		}); err != nil {
			t.Error(err)
		}
	}
}

// A raw column is the bytes of one, to compare and to damage.
type rawColumn struct {
	name  string
	size  int
	bytes []byte
}

// columnsOf lists all columns of a timetable by their fields, so that none is forgotten.
func columnsOf(t *Timetable) (out []rawColumn) {
	v := reflect.ValueOf(&t.arrays).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		size := int(f.Type().Elem().Size())
		c := rawColumn{name: v.Type().Field(i).Name, size: size}
		if f.Len() > 0 {
			c.bytes = unsafe.Slice((*byte)(f.UnsafePointer()), f.Len()*size)
		}
		out = append(out, c)
	}
	return out
}

// Every column is a section of the file.
func TestEveryColumnIsStored(t *testing.T) {
	var a arrays
	if n, want := len(a.sections()), reflect.TypeFor[arrays]().NumField(); n != want {
		t.Errorf("%d columns are stored, and there are %d", n, want)
	}
}

// Files that are no timetables are refused with a sentence that says what they are.
func TestOpenRefuses(t *testing.T) {
	tt := compiled(t, line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b"))
	whole, err := os.ReadFile(stored(t, tt))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	damaged[len(damaged)-5] ^= 1 // in the checksums
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "is empty"},
		{"text", []byte("stop_id,stop_name\n1,Kars\n"), "is text"},
		{"a feed", []byte("PK\x03\x04\x14\x00\x00\x00"), "is a zip archive"},
		{"half a file", whole[:len(whole)/2], "cut short"},
		{"a damaged file", damaged, "damaged"},
	} {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := OpenFile(path); err == nil || got != nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error is %v, want one that says %q of %s", c.name, err, c.want, path)
		}
	}
	if _, err := OpenFile(filepath.Join(t.TempDir(), "absent")); err == nil || !strings.Contains(err.Error(), "absent") {
		t.Errorf("an absent file: error is %v", err)
	}
	if err := tt.WriteFile(filepath.Join(t.TempDir(), "no", "folder")); err == nil {
		t.Error("a file in no folder was written")
	}
}

// rewrite stores a timetable's sections, some left out or changed before.
func rewrite(t *testing.T, tt *Timetable, version []uint32, about string, leave string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x")
	w, err := netfile.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	text := []byte(about)
	for _, s := range append([]section{column(versionSection, &version), column(aboutSection, &text)}, tt.sections()...) {
		if s.name == leave {
			continue
		}
		if err := s.write(w); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenRefusesOtherFilesOfArrays(t *testing.T) {
	tt := compiled(t, line("Asia/Yerevan", record.DayOf(2024, 6, 3), 1, "08:00 a 08:10 b"))
	const about = `{"feeds":[{"stops":2,"routes":1}],"first":"2024-06-03","days":1}`
	for _, c := range []struct {
		version      []uint32
		about, leave string
		want         string
	}{
		{[]uint32{1}, about, versionSection, "of no timetable"},
		{[]uint32{2}, about, "", "version [2] and only version 1"},
		{nil, about, "", "version [] and only version 1"},
		{[]uint32{1}, "{", "", "can't be read"},
		{[]uint32{1}, about, "trip/id", `has no section "trip/id"`},
		{[]uint32{1}, strings.Replace(about, `"days":1`, `"days":-1`, 1), "", "-1 days"},
		{[]uint32{1}, strings.Replace(about, `"days":1`, `"days":99999999`, 1), "", "99999999 days"},
		{[]uint32{1}, strings.Replace(about, `"days":1`, `"days":100`, 1), "", "column zone/start has 1 elements instead of 100"},
		{[]uint32{1}, strings.Replace(about, `"stops":2`, `"stops":3`, 1), "", "3 stops"},
	} {
		if _, err := OpenFile(rewrite(t, tt, c.version, c.about, c.leave)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v %s without %q: error is %v, want one that says %q", c.version, c.about, c.leave, err, c.want)
		}
	}
	if _, err := OpenFile(rewrite(t, tt, []uint32{1}, about, "")); err != nil {
		t.Errorf("nothing changed: %v", err)
	}
}

// clone copies a timetable, so that its columns may be damaged.
func clone(t *Timetable) *Timetable {
	out := *t
	from, to := reflect.ValueOf(&t.arrays).Elem(), reflect.ValueOf(&out.arrays).Elem()
	for i := range from.NumField() {
		f := from.Field(i)
		if f.Len() == 0 {
			continue
		}
		made := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
		c := unsafe.Slice((*byte)(made.UnsafePointer()), f.Len()*int(f.Type().Elem().Size()))
		copy(c, unsafe.Slice((*byte)(f.UnsafePointer()), len(c)))
		reflect.NewAt(f.Type(), unsafe.Pointer(to.Field(i).UnsafeAddr())).Elem().Set(made)
	}
	return &out
}

// ask asks a little of everything.
func ask(t *Timetable) {
	inland, abroad := t.Split(func(stop int) string { return []string{"ARM", "TUR", "ARM"}[stop%3] })
	for i := range t.Stops() {
		t.Stop(i)
		t.FeedOf(i)
		t.Change(i)
		t.Footpath(i, func(int, int32) {})
	}
	for i := range t.Routes() {
		t.Route(i)
	}
	base := t.About.First.Start().Time().UnixMilli()
	for _, b := range abroad {
		b.Trip(0)
		for r := range b.Runs(len(b.Calls)-1, base-dayMillis, base+9*dayMillis) {
			r.Arrives(0)
		}
	}
	s := NewSearcher(inland)
	for k := range int64(8) {
		starts := []Start{{int(k) % t.Stops(), base + k*11*3600*1000}, {int(k+3) % t.Stops(), base + k*10*3600*1000}}
		if s.Search(starts, base+9*dayMillis, 3) != nil {
			continue
		}
		for _, stop := range s.Reached() {
			for _, a := range s.Arrivals(int(stop), nil) {
				s.Journey(int(stop), a.Boardings)
			}
		}
	}
}

// Every element of every column, set to several wrong values: what passes the check of
// opening is searched without panic, and what Verify passes means something. Verify
// finds what no search would notice.
func TestDamage(t *testing.T) {
	found, passed, missed := 0, 0, map[string]int{}
	for seed := range uint64(2) {
		feeds, _, _ := drawWorld(rand.New(rand.NewPCG(seed, 15)))
		tt := compiled(t, feeds...)
		for i, c := range columnsOf(tt) {
			for at := 0; at < len(c.bytes); at += max(c.size, len(c.bytes)/23/c.size*c.size) {
				for _, wrong := range []byte{0x01, 0x80, 0xff} {
					d := clone(tt)
					column := columnsOf(d)[i]
					for b := range c.size {
						if wrong != 0x01 || b == 0 {
							column.bytes[at+b] ^= wrong
						}
					}
					if d.check() == nil {
						ask(d)
						passed++
					}
					if d.Verify(t.Context(), nil) != nil {
						found++
					} else {
						missed[c.name]++
					}
				}
			}
		}
	}
	if found < 500 || passed < 500 {
		t.Errorf("%d damages were found, and with %d the file opened: too few to prove anything", found, passed)
	}
	// What stands for itself can't be held against anything; these columns can.
	for _, name := range []string{"patternCalendar", "firstCall", "firstTrip", "firstTime"} {
		if missed[name] > 0 {
			t.Errorf("Verify missed %d damages of %s", missed[name], name)
		}
	}
}
