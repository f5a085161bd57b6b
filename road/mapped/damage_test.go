package mapped

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"waythrough/geo"
	"waythrough/road/border"
	"waythrough/road/netfile"
	"waythrough/road/osm"
	"waythrough/road/osm/pbf"
	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A village on a boundary: 3 is a junction on the line, 7 to 8 crosses it, 1 to 5 is a
// lane, and two turns are forbidden, one of them over a via.
const village = `
n901 47 9
n902 47 9.1
n903 47 9.2
n904 47.1 9.2
n905 47.1 9.1
n906 47.1 9
w900 902,905 boundary=administrative admin_level=2
w901 905,906,901,902 boundary=administrative admin_level=2
w902 905,904,903,902 boundary=administrative admin_level=2
r901 w900@outer,w901@outer type=boundary boundary=administrative admin_level=2 name=L ISO3166-1:alpha3=LIE
r902 w900@outer,w902@outer type=boundary boundary=administrative admin_level=2 name=A ISO3166-1:alpha3=AUT
n1 47.06 9.05
n2 47.06 9.15
n3 47.06 9.1 barrier=border_control
n10 47.07 9.06 place=village name=Here name:ru=Здесь name:hy=Այստեղ old_name=Before population=1200
n11 47.07 9.16 place=hamlet name=There
n4 47.07 9.05
n5 47.05 9.05
n6 47.065 9.07
n7 47.08 9.06
n8 47.08 9.14
w1 1,3 highway=primary name=High_Street ref=A_1
w2 3,2 highway=primary
w3 4,6,3 highway=residential name=Low_Street
w4 1,5 highway=service access=destination
w5 1,4 highway=residential oneway=yes
w6 4,7 highway=residential
w7 7,8 highway=tertiary
w8 8,2 highway=tertiary
r1 w1@from,n3@via,w3@to type=restriction restriction=no_left_turn
r2 w7@from,w8@via,w2@to type=restriction restriction=no_right_turn
`

func villageStreets(t testing.TB) *street.Network {
	streets, _ := villageMap(t)
	return streets
}

func villageMap(t testing.TB) (*street.Network, *border.Areas) {
	d, err := pbftest.Parse(village)
	if err != nil {
		t.Fatal(err)
	}
	b := pbftest.Bytes(d, 100)
	f, err := pbf.New("village", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := osm.Extract(context.Background(), []*pbf.File{f}, osm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	areas, _ := border.New(g.Boundaries, g.Borders)
	return street.FromOSM(g, areas, 1), areas
}

func buildVillage(t testing.TB) string {
	path := filepath.Join(t.TempDir(), "village.network")
	streets, areas := villageMap(t)
	o := Options{Profiles: []profile.Profile{profile.Car, profile.Foot}, TurnCosts: true, Outlines: outlinesOf(streets, areas)}
	if err := Build(context.Background(), path, streets, About{Kind: "osm"}, o); err != nil {
		t.Fatal(err)
	}
	return path
}

// askAll asks a little of everything.
func askAll(n *Network) error {
	return n.Guard(func() {
		n.Cuts()
		n.Places()
		walkOutlines(n)
		for _, p := range []profile.Profile{profile.Car, profile.Foot} {
			r, err := n.Roads(p)
			if err != nil {
				return
			}
			gates := Spots(r.Gates())
			if all, err := r.ThroughAt(func(h street.Half) (uint32, bool) { return uint32(h) << 28, true }); err == nil {
				r = all
			}
			for m := range Measure(measures) {
				q := r.Router(m)
				snaps, _ := q.Snap(geo.LatLon{Lat: 47.06, Lon: 9.08}, 5000, 6)
				more, _ := q.Snap(geo.LatLon{Lat: 47.07, Lon: 9.14}, 5000, 3)
				snaps = append(snaps, more...)
				for _, s := range snaps {
					for _, e := range snaps {
						if path, ok := q.Path(s, e); ok {
							q.Directions(&path)
							q.Geometry(&path)
							q.Flags(&path)
						}
					}
				}
				spots := append(gates, Spots(snaps[:min(2, len(snaps))])...)
				for _, s := range spots {
					for _, e := range spots {
						path, _ := q.PathBetween(s, e)
						q.Passages(&path)
					}
				}
				r.Table(m, spots, spots)
				if reached, err := r.Reach(m, spots, nil); err == nil && len(snaps) > 0 {
					reached.At(snaps[0])
				}
				r.Graph(m, true)
				r.Graph(m, false)
			}
		}
	})
}

// rewrite copies a file section by section, with checksums that fit, some sections changed.
func rewrite(t *testing.T, from, to string, change map[string]func(b []byte)) {
	t.Helper()
	f, err := netfile.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := netfile.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, s := range f.Sections() {
		if strings.HasPrefix(s.Name, "outline/") && change["outline"] != nil {
			continue // left out
		}
		do := change[s.Name]
		if do == nil {
			do = func([]byte) {}
		}
		switch s.Layout {
		case "u8":
			err = again[uint8](f, w, s.Name, do)
		case "u16":
			err = again[uint16](f, w, s.Name, do)
		case "u32":
			err = again[uint32](f, w, s.Name, do)
		case "u64":
			err = again[uint64](f, w, s.Name, do)
		case "i64":
			err = again[int64](f, w, s.Name, do)
		case "2i32":
			err = again[[2]int32](f, w, s.Name, do)
		case "4i32":
			err = again[[4]int32](f, w, s.Name, do)
		default:
			err = again[street.Use](f, w, s.Name, do)
		}
		if err != nil {
			t.Fatal(s.Name, s.Layout, err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func again[T any](f *netfile.File, w *netfile.Writer, name string, change func(b []byte)) error {
	data, err := netfile.Section[T](f, name)
	if err != nil {
		return err
	}
	data = append([]T(nil), data...)
	var zero T
	if len(data) > 0 {
		change(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(data))), len(data)*int(unsafe.Sizeof(zero))))
	}
	return netfile.Write(w, name, data)
}

// believed are sections whose words may be others without contradicting anything: what
// roads and places are called, and where and what they and the outlines of areas are.
var believed = []string{"node/osm", "node/at", "node/flags", "edge/way", "edge/name", "edge/ref", "edge/use", "shape", "use", "text", "about",
	"edge/duration/truck", "edge/duration/bicycle", "edge/length", "place", "outline/area", "outline/point", "outline/zoom"}

// A word changed in any section, with checksums that fit, is seen by Verify; or it is one
// that could as well be so, and then nothing fails on it.
func TestVerifySeesAnyWrongWord(t *testing.T) {
	path := buildVillage(t)
	n, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if err := n.Verify(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	changes := map[string]func(b []byte){
		"more": func(b []byte) { b[0]++ },
		"less": func(b []byte) { b[0]-- },
		"full": func(b []byte) { copy(b, "\xff\xff\xff\xff\xff\xff\xff\xff") },
		"much": func(b []byte) { copy(b, "\xfe\xff\xff\xff") },
		"none": func(b []byte) { copy(b, "\x00\x00\x00\x00") },
	}
	to := filepath.Join(t.TempDir(), "changed.network")
	for _, s := range n.Sections() {
		if s.Count == 0 {
			continue
		}
		for name, change := range changes {
			if !long && name != "more" && name != "full" {
				continue
			}
			for _, i := range []int{0, s.Count - 1} {
				same := false
				rewrite(t, path, to, map[string]func([]byte){s.Name: func(b []byte) {
					before := bytes.Clone(b)
					word := b[i*s.Size : (i+1)*s.Size]
					change(word[:min(len(word), 8)])
					same = bytes.Equal(b, before)
				}})
				if same {
					continue
				}
				noticed, panicked := look(to)
				if panicked != nil {
					t.Errorf("%s, element %d %s: %v", s.Name, i, name, panicked)
				}
				if !noticed && !mayDiffer(s.Name) {
					t.Errorf("%s, element %d of %d %s: not seen", s.Name, i, s.Count, name)
				}
			}
		}
	}
}

func mayDiffer(section string) bool {
	for _, b := range believed {
		if section == b || strings.HasPrefix(section, b+"/") {
			return true
		}
	}
	return false
}

// look opens and verifies a file, and asks all of one that is said to be right.
func look(path string) (noticed bool, panicked any) {
	defer func() { panicked = recover() }()
	n, err := Open(path)
	if err != nil {
		return true, nil
	}
	defer n.Close()
	if n.Verify(context.Background(), nil) != nil {
		return true, nil
	}
	return askAll(n) != nil, nil
}

// Any byte of the payload changed is found by its checksum.
func TestVerifySeesAnyByte(t *testing.T) {
	path := buildVillage(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	sections := n.Sections()
	n.Close()
	rng := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		s := sections[rng.IntN(len(sections))]
		if s.Bytes == 0 {
			continue
		}
		bad := bytes.Clone(good)
		bad[s.Offset+rng.Int64N(s.Bytes)] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(path, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if noticed, panicked := look(path); !noticed || panicked != nil {
			t.Fatalf("a byte of %s changed: noticed %v, %v", s.Name, noticed, panicked)
		}
	}
}

// opened opens a file and takes what roads it gives: errors, never a panic.
func opened(path string) {
	n, err := Open(path)
	if err != nil {
		return
	}
	defer n.Close()
	n.Places()
	n.Outlines()
	for p := range profile.Profile(profile.Count) {
		n.Roads(p)
	}
}

// Whatever bytes a file has, opening and verifying it is an error at worst, and so is
// asking one that was found right. An edit is three bytes of place and one to flip.
func FuzzOpen(f *testing.F) {
	good, err := os.ReadFile(buildVillage(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{}, uint32(len(good)))
	f.Add([]byte{0, 0, 8, 0xff}, uint32(len(good)))
	f.Add([]byte{0, 1, 0, 1, 0, 2, 0, 1}, uint32(len(good)))
	f.Add([]byte{}, uint32(64))
	f.Add([]byte{}, uint32(0))
	path := filepath.Join(f.TempDir(), "fuzzed.network")
	f.Fuzz(func(t *testing.T, edits []byte, size uint32) {
		b := bytes.Clone(good[:min(int(size), len(good))])
		for ; len(edits) >= 4 && len(b) > 0; edits = edits[4:] {
			b[(int(edits[0])<<16|int(edits[1])<<8|int(edits[2]))%len(b)] ^= edits[3]
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		opened(path)
		if _, panicked := look(path); panicked != nil {
			t.Fatal(panicked)
		}
	})
}

// The same of files whose checksums are right and whose words are not: an edit is a
// section, two bytes of place, and eight for the words there.
func FuzzWords(f *testing.F) {
	good := buildVillage(f)
	n, err := Open(good)
	if err != nil {
		f.Fatal(err)
	}
	sections := n.Sections()
	n.Close()
	for i := range sections {
		f.Add([]byte{byte(i), 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0})
		f.Add([]byte{byte(i), 0, 1, 1, 0, 0, 0, 0, 0, 0, 0})
	}
	path := filepath.Join(f.TempDir(), "fuzzed.network")
	f.Fuzz(func(t *testing.T, edits []byte) {
		change := map[string]func([]byte){}
		for ; len(edits) >= 11; edits = edits[11:] {
			edit := edits[:11]
			name, before := sections[int(edit[0])%len(sections)].Name, func([]byte) {}
			if c := change[name]; c != nil {
				before = c
			}
			change[name] = func(b []byte) {
				before(b)
				copy(b[(int(edit[1])<<8|int(edit[2]))%len(b)&^3:], edit[3:])
			}
		}
		rewrite(t, good, path, change)
		opened(path)
		if _, panicked := look(path); panicked != nil {
			t.Fatal(panicked)
		}
	})
}

// The one string past the last, and a closed direction said to be open.
func TestVerifySeesWhatIsNotThere(t *testing.T) {
	path, s := buildVillage(t), villageStreets(t)
	to := filepath.Join(t.TempDir(), "changed.network")
	closed := slices.Index(s.Duration[profile.Car][1], street.Closed)
	for section, change := range map[string]func([]byte){
		"edge/name":                  func(b []byte) { b[0] = byte(len(s.TextEnd)) },
		"edge/ref":                   func(b []byte) { b[0] = byte(len(s.TextEnd)) },
		"edge/duration/car/backward": func(b []byte) { copy(b[4*closed:], "\x01\x00\x00\x00") },
	} {
		rewrite(t, path, to, map[string]func([]byte){section: change})
		if noticed, panicked := look(to); !noticed || panicked != nil {
			t.Errorf("%s: noticed %v, %v", section, noticed, panicked)
		}
	}
}
