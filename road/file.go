package road

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"waythrough/geo"
	"waythrough/road/netfile"
)

// Tables is the kind of network file that holds the two tables. Other kinds hold imported
// roads and are opened by package mapped.
const Tables = "tables"

// aboutSection says what a network file is, as JSON. Files of every kind have it, so that
// a file's kind is known before it is opened as one.
const aboutSection = "about"

// About is what a file of tables says of itself.
type About struct {
	Kind    string   `json:"kind"`
	Sources []Source `json:"sources"`
}

// A Source is a file that a network was made of.
type Source struct {
	Name  string `json:"name"` // without its folder
	Bytes int64  `json:"bytes"`
}

// A KindError says that a network file is of another kind than was asked for.
type KindError struct{ File, Kind string }

// Error is a sentence.
func (e *KindError) Error() string {
	return fmt.Sprintf("%s holds roads imported from %s, not places and links", e.File, e.Kind)
}

// FileKind tells what a network file holds: Tables, or what its imported roads came from.
func FileKind(path string) (string, error) {
	a, err := AboutFile(path)
	return a.Kind, err
}

// AboutFile reads what a network file, of whatever kind, says of itself.
func AboutFile(path string) (About, error) {
	f, err := netfile.Open(path)
	if err != nil {
		return About{}, err
	}
	defer f.Close()
	return aboutOf(f)
}

func aboutOf(f *netfile.File) (a About, err error) {
	text, err := netfile.Section[byte](f, aboutSection)
	if err != nil {
		return a, err
	}
	var broken error
	if err := f.Guard(func() { broken = json.Unmarshal(text, &a) }); err != nil {
		return a, err
	}
	if broken != nil {
		return a, fmt.Errorf("%s: what the file says of itself can't be read, build it again: %w", f.Path(), broken)
	}
	return a, nil
}

// fileColumns are a network as columns: the sections of its file. Strings are numbers of
// strings in Text; floats are their bits, so that what was read is what was written.
type fileColumns struct {
	text    []byte
	textEnd []uint32

	placeID, placeName, placeArea []uint32
	placeAt                       [][2]uint64 // latitude, longitude
	placePopulation               []uint64

	columnName  []uint32
	columnValue []uint64 // a column after the other, each by NodeID

	linkEnds     [][2]uint32
	linkMode     []uint32
	linkCrossing []uint32
	linkDistance []int64
	linkDuration []int64
	linkWait     []int64
	linkOneway   []uint8
}

// A fileSection is a column and its name in the file.
type fileSection struct {
	write func(*netfile.Writer) error
	read  func(*netfile.File) error
}

func inSection[T any](name string, data *[]T) fileSection {
	return fileSection{
		write: func(w *netfile.Writer) error { return netfile.Write(w, name, *data) },
		read: func(f *netfile.File) (err error) {
			*data, err = netfile.Section[T](f, name)
			return err
		},
	}
}

func (c *fileColumns) sections() []fileSection {
	return []fileSection{
		inSection("text", &c.text), inSection("text/end", &c.textEnd),
		inSection("place/id", &c.placeID), inSection("place/name", &c.placeName), inSection("place/area", &c.placeArea),
		inSection("place/at", &c.placeAt), inSection("place/population", &c.placePopulation),
		inSection("column/name", &c.columnName), inSection("column/value", &c.columnValue),
		inSection("link/ends", &c.linkEnds), inSection("link/mode", &c.linkMode), inSection("link/crossing", &c.linkCrossing),
		inSection("link/distance", &c.linkDistance), inSection("link/duration", &c.linkDuration),
		inSection("link/wait", &c.linkWait), inSection("link/oneway", &c.linkOneway),
	}
}

// WriteFile writes a network to one file, which opens as the same network. The file
// appears whole or not at all; the same network gives the same bytes.
func WriteFile(path string, n *Network, sources ...Source) error {
	w, err := netfile.Create(path)
	if err != nil {
		return err
	}
	defer w.Abort()
	if sources == nil {
		sources = []Source{}
	}
	about, err := json.Marshal(About{Tables, sources})
	if err != nil {
		return fmt.Errorf("describing %s: %w", path, err)
	}
	if err := netfile.Write(w, aboutSection, about); err != nil {
		return err
	}
	c, err := columnsOf(n)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	for _, s := range c.sections() {
		if err := s.write(w); err != nil {
			return err
		}
	}
	return w.Commit()
}

func columnsOf(n *Network) (*fileColumns, error) {
	c := &fileColumns{}
	text := newTexts(c)
	for _, p := range n.Places {
		c.placeID, c.placeName, c.placeArea = append(c.placeID, text.id(p.ID)), append(c.placeName, text.id(p.Name)), append(c.placeArea, text.id(p.Area))
		c.placeAt = append(c.placeAt, [2]uint64{math.Float64bits(p.At.Lat), math.Float64bits(p.At.Lon)})
		c.placePopulation = append(c.placePopulation, math.Float64bits(p.Population))
	}
	for _, name := range sortedKeys(n.Columns) {
		c.columnName = append(c.columnName, text.id(name))
		for _, v := range n.Columns[name] {
			c.columnValue = append(c.columnValue, math.Float64bits(v))
		}
	}
	for _, l := range n.Links {
		c.linkEnds = append(c.linkEnds, [2]uint32{uint32(l.From), uint32(l.To)})
		c.linkMode, c.linkCrossing = append(c.linkMode, text.id(l.Mode)), append(c.linkCrossing, text.id(l.Crossing))
		c.linkDistance, c.linkDuration = append(c.linkDistance, int64(l.Distance)), append(c.linkDuration, int64(l.Duration))
		c.linkWait, c.linkOneway = append(c.linkWait, int64(l.Wait)), append(c.linkOneway, bit(l.Oneway))
	}
	if len(c.text) > math.MaxUint32 {
		return nil, fmt.Errorf("names and ids take %d bytes together, and 4 GiB is the most that a network file holds", len(c.text))
	}
	return c, nil
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func sortedKeys(m map[string][]float64) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// texts numbers strings as they come.
type texts struct {
	c   *fileColumns
	ids map[string]uint32
}

func newTexts(c *fileColumns) *texts { return &texts{c, map[string]uint32{}} }

func (t *texts) id(s string) uint32 {
	id, ok := t.ids[s]
	if !ok {
		id = uint32(len(t.c.textEnd))
		t.ids[s] = id
		t.c.text = append(t.c.text, s...)
		t.c.textEnd = append(t.c.textEnd, uint32(len(t.c.text)))
	}
	return id
}

// OpenFile opens a network that WriteFile wrote. Nothing of it stays in the file: it is
// read, and held against its checksums and its meaning, wholly. A file of another kind is
// a [*KindError].
func OpenFile(path string) (*Network, error) { return VerifyFile(context.Background(), path, nil) }

// VerifyFile is OpenFile with a progress, in bytes done of how many.
func VerifyFile(ctx context.Context, path string, progress func(done, total int64)) (*Network, error) {
	f, err := netfile.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	about, err := aboutOf(f)
	if err != nil {
		return nil, err
	}
	if about.Kind != Tables {
		return nil, &KindError{path, about.Kind}
	}
	if err := f.Verify(ctx, progress); err != nil {
		return nil, err
	}
	var n *Network
	var broken error
	if err := f.Guard(func() { n, broken = networkIn(f) }); err != nil {
		return nil, err
	}
	if broken != nil {
		return nil, fmt.Errorf("%s: %w: build it again", path, broken)
	}
	return n, nil
}

// networkIn makes the network of a file's columns.
func networkIn(f *netfile.File) (*Network, error) {
	c := &fileColumns{}
	for _, s := range c.sections() {
		if err := s.read(f); err != nil {
			return nil, err
		}
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	n := &Network{byID: map[string]NodeID{}, Columns: map[string][]float64{}}
	list := c.strings()
	for v := range c.placeID {
		at := geo.LatLon{Lat: math.Float64frombits(c.placeAt[v][0]), Lon: math.Float64frombits(c.placeAt[v][1])}
		p := Place{list[c.placeID[v]], list[c.placeName[v]], at, list[c.placeArea[v]], math.Float64frombits(c.placePopulation[v])}
		if !at.Valid() || p.ID == "" || v > 0 && n.Places[v-1].ID >= p.ID || !(p.Population >= 0) || math.IsInf(p.Population, 0) {
			return nil, fmt.Errorf("place %d (%q) lies nowhere, is out of order or has no population that could be", v, p.ID)
		}
		n.Places = append(n.Places, p)
		n.byID[p.ID] = NodeID(v)
	}
	for i, name := range c.columnName {
		values := make([]float64, len(n.Places))
		for v := range values {
			if values[v] = math.Float64frombits(c.columnValue[i*len(values)+v]); math.IsNaN(values[v]) || math.IsInf(values[v], 0) {
				return nil, fmt.Errorf("column %q of place %d is no number", list[name], v)
			}
		}
		n.Columns[list[name]] = values
	}
	for l := range c.linkMode {
		n.Links = append(n.Links, Link{
			From: NodeID(c.linkEnds[l][0]), To: NodeID(c.linkEnds[l][1]), Mode: list[c.linkMode[l]], Distance: Decimetres(c.linkDistance[l]),
			Duration: Millis(c.linkDuration[l]), Crossing: list[c.linkCrossing[l]], Wait: Millis(c.linkWait[l]), Oneway: c.linkOneway[l] == 1,
		})
		if !slices.Contains([]string{Road, Foot, Rail}, n.Links[l].Mode) {
			return nil, fmt.Errorf("link %d is of the mode %q, which does not exist", l, n.Links[l].Mode)
		}
	}
	n.build()
	return n, nil
}

// strings cuts the text, copied once, into its strings.
func (c *fileColumns) strings() []string {
	whole, from := string(c.text), uint32(0)
	list := make([]string, len(c.textEnd))
	for i, end := range c.textEnd {
		list[i], from = whole[from:end], end
	}
	return list
}

// check holds the columns against each other, so that none is read beyond its end.
func (c *fileColumns) check() error {
	places, links, strings := len(c.placeID), len(c.linkEnds), len(c.textEnd)
	for _, l := range []struct {
		name      string
		got, want int
	}{
		{"place/name", len(c.placeName), places}, {"place/area", len(c.placeArea), places}, {"place/at", len(c.placeAt), places},
		{"place/population", len(c.placePopulation), places}, {"column/value", len(c.columnValue), places * len(c.columnName)},
		{"link/mode", len(c.linkMode), links}, {"link/crossing", len(c.linkCrossing), links}, {"link/distance", len(c.linkDistance), links},
		{"link/duration", len(c.linkDuration), links}, {"link/wait", len(c.linkWait), links}, {"link/oneway", len(c.linkOneway), links},
	} {
		if l.got != l.want {
			return fmt.Errorf("column %s has %d elements instead of %d", l.name, l.got, l.want)
		}
	}
	if !slices.IsSorted(c.textEnd) || strings > 0 && int(c.textEnd[strings-1]) != len(c.text) {
		return fmt.Errorf("the strings do not end where they should")
	}
	for _, ids := range [][]uint32{c.placeID, c.placeName, c.placeArea, c.columnName, c.linkMode, c.linkCrossing} {
		if len(ids) > 0 && int(slices.Max(ids)) >= strings {
			return fmt.Errorf("string %d is named and there are %d", slices.Max(ids), strings)
		}
	}
	for l, ends := range c.linkEnds {
		if int(max(ends[0], ends[1])) >= places {
			return fmt.Errorf("link %d joins place %d and there are %d", l, max(ends[0], ends[1]), places)
		}
		for _, w := range [3]int64{c.linkDistance[l], c.linkDuration[l], c.linkWait[l]} {
			if w < 0 || w > MaxWeight {
				return fmt.Errorf("link %d weighs %d, and weights run from 0 to %d", l, w, int64(MaxWeight))
			}
		}
	}
	return nil
}
