// Package pbftest writes OSM PBF files for tests and benchmarks: from elements,
// or from a small text that a person can draw (see [Parse]).
package pbftest

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zlib"
)

// A Node is a point, in units of 1e-7 degrees. Tags are keys and values in turn.
type Node struct {
	ID       int64
	Lat, Lon int32
	Tags     []string
}

// A Way is a line through nodes.
type Way struct {
	ID   int64
	Refs []int64
	Tags []string
}

// A Member of a relation: Type is 0 for a node, 1 for a way, 2 for a relation.
type Member struct {
	Type byte
	ID   int64
	Role string
}

// A Relation joins elements.
type Relation struct {
	ID      int64
	Members []Member
	Tags    []string
}

// Data is what a file holds.
type Data struct {
	Nodes     []Node
	Ways      []Way
	Relations []Relation
}

// A Writer writes a file, block by block. It remembers its first error.
type Writer struct {
	Raw      bool     // blobs are stored, not packed
	Plain    bool     // nodes one by one, not dense
	Required []string // features; nil is OsmSchema-V0.6 and DenseNodes
	Err      error

	w     io.Writer
	begun bool
}

// NewWriter writes to w. The header goes out before the first block.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Bytes gives data as a file in memory, with at most size elements a block.
func Bytes(d Data, size int) []byte {
	var b bytes.Buffer
	w := NewWriter(&b)
	w.Write(d, size)
	if w.Err != nil {
		panic(w.Err) // memory does not fail
	}
	return b.Bytes()
}

// Write writes data in blocks of one kind with at most size elements.
func (w *Writer) Write(d Data, size int) {
	w.header()
	for at := 0; at < len(d.Nodes); at += size {
		w.block(func(t *table) []byte { return w.nodes(t, d.Nodes[at:min(at+size, len(d.Nodes))]) })
	}
	for at := 0; at < len(d.Ways); at += size {
		w.block(func(t *table) []byte { return ways(t, d.Ways[at:min(at+size, len(d.Ways))]) })
	}
	for at := 0; at < len(d.Relations); at += size {
		w.block(func(t *table) []byte { return relations(t, d.Relations[at:min(at+size, len(d.Relations))]) })
	}
}

func (w *Writer) header() {
	if w.begun {
		return
	}
	w.begun = true
	required := w.Required
	if required == nil {
		required = []string{"OsmSchema-V0.6", "DenseNodes"}
	}
	var b []byte
	for _, f := range required {
		b = String(b, 4, f)
	}
	b = String(b, 5, "Sort.Type_then_ID")
	w.Blob("OSMHeader", String(b, 16, "pbftest"))
}

// Blob writes a blob of any type.
func (w *Writer) Blob(kind string, data []byte) {
	var blob []byte
	if w.Raw {
		blob = Field(blob, 1, data)
	} else {
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		_, _ = z.Write(data)
		_ = z.Close() // into memory
		blob = Number(blob, 2, uint64(len(data)))
		blob = Field(blob, 3, packed.Bytes())
	}
	w.Frame(kind, blob)
}

// Frame writes what stands around a blob, and the blob.
func (w *Writer) Frame(kind string, blob []byte) {
	head := Number(String(nil, 1, kind), 3, uint64(len(blob)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(head)))
	out = append(append(out, head...), blob...)
	if w.Err == nil {
		_, w.Err = w.w.Write(out)
	}
}

func (w *Writer) block(group func(*table) []byte) {
	t := &table{at: map[string]uint64{"": 0}, all: String(nil, 1, "")}
	g := group(t)
	w.Blob("OSMData", Field(Field(nil, 1, t.all), 2, g))
}

// A table collects the strings of a block; the first is empty.
type table struct {
	at  map[string]uint64
	all []byte
}

func (t *table) of(s string) uint64 {
	i, ok := t.at[s]
	if !ok {
		i = uint64(len(t.at))
		t.at[s] = i
		t.all = String(t.all, 1, s)
	}
	return i
}

func (t *table) tags(b []byte, tags []string) []byte {
	var keys, vals []byte
	for i := 0; i < len(tags); i += 2 {
		keys = binary.AppendUvarint(keys, t.of(tags[i]))
		vals = binary.AppendUvarint(vals, t.of(tags[i+1]))
	}
	return Field(Field(b, 2, keys), 3, vals)
}

func (w *Writer) nodes(t *table, nodes []Node) []byte {
	var group, ids, lats, lons, tags []byte
	var last Node
	for _, n := range nodes {
		if w.Plain {
			b := Number(nil, 1, zigzag(n.ID))
			b = Number(Number(t.tags(b, n.Tags), 8, zigzag(int64(n.Lat))), 9, zigzag(int64(n.Lon)))
			group = Field(group, 1, b)
			continue
		}
		ids = binary.AppendVarint(ids, n.ID-last.ID)
		lats = binary.AppendVarint(lats, int64(n.Lat)-int64(last.Lat))
		lons = binary.AppendVarint(lons, int64(n.Lon)-int64(last.Lon))
		for _, s := range n.Tags {
			tags = binary.AppendUvarint(tags, t.of(s))
		}
		tags = append(tags, 0)
		last = n
	}
	if w.Plain {
		return group
	}
	dense := Field(Field(Field(nil, 1, ids), 8, lats), 9, lons)
	return Field(nil, 2, Field(dense, 10, tags))
}

func ways(t *table, ways []Way) (group []byte) {
	for _, w := range ways {
		b := t.tags(Number(nil, 1, uint64(w.ID)), w.Tags)
		group = Field(group, 3, Field(b, 8, deltas(w.Refs)))
	}
	return group
}

func relations(t *table, relations []Relation) (group []byte) {
	for _, r := range relations {
		var roles, types []byte
		ids := make([]int64, len(r.Members))
		for i, m := range r.Members {
			roles = binary.AppendUvarint(roles, t.of(m.Role))
			types = append(types, m.Type)
			ids[i] = m.ID
		}
		b := t.tags(Number(nil, 1, uint64(r.ID)), r.Tags)
		group = Field(group, 4, Field(Field(Field(b, 8, roles), 9, deltas(ids)), 10, types))
	}
	return group
}

func deltas(ids []int64) (b []byte) {
	last := int64(0)
	for _, id := range ids {
		b = binary.AppendVarint(b, id-last)
		last = id
	}
	return b
}

func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// Number appends a field that holds a number, as protocol buffers write it.
func Number(b []byte, field int, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(field)<<3), v)
}

// Field appends a field that holds bytes.
func Field(b []byte, field int, data []byte) []byte {
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(field)<<3|2), uint64(len(data)))
	return append(b, data...)
}

// String appends a field that holds a string.
func String(b []byte, field int, s string) []byte { return Field(b, field, []byte(s)) }
