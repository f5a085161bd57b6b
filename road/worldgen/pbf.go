package worldgen

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// perBlock is how many elements a block of a file holds, as osmium writes them.
const perBlock = 8000

// WritePBF writes the world as an OSM PBF file: nodes, ways and relations, each by id,
// nodes dense, blobs packed by zlib. The bytes depend on the world alone: blocks are
// packed on all processors and written in their order. Memory is that of a few
// blocks.
func (w *World) WritePBF(out io.Writer) error {
	if _, err := out.Write(frame("OSMHeader", w.header(), &packer{})); err != nil {
		return fmt.Errorf("writing the header of a world: %w", err)
	}
	nodes, ways := blocksOf(len(w.out.lat)), blocksOf(len(w.out.waySet))
	total := nodes + ways + blocksOf(len(w.out.relations))
	one := func(i int, p *packer) []byte {
		p.strings.clear()
		var group []byte
		switch {
		case i < nodes:
			group = w.out.nodeBlock(i*perBlock, p)
		case i < nodes+ways:
			group = w.out.wayBlock((i-nodes)*perBlock, p)
		default:
			group = w.out.relationBlock((i-nodes-ways)*perBlock, p)
		}
		return frame("OSMData", field(field(nil, 1, p.strings.all), 2, group), p)
	}
	return inOrder(total, one, func(blob []byte) error {
		if _, err := out.Write(blob); err != nil {
			return fmt.Errorf("writing a world: %w", err)
		}
		return nil
	})
}

func blocksOf(n int) int { return (n + perBlock - 1) / perBlock }

func (w *World) header() []byte {
	b := text(text(nil, 4, "OsmSchema-V0.6"), 4, "DenseNodes")
	return text(text(b, 5, "Sort.Type_then_ID"), 16, "waythrough worldgen")
}

// inOrder makes n blobs on all processors and hands them over in order, holding a few
// at a time.
func inOrder(n int, one func(int, *packer) []byte, write func([]byte) error) error {
	workers := runtime.GOMAXPROCS(0)
	packers := make([]packer, workers)
	room := make([][]byte, 8*workers)
	for from := 0; from < n; from += len(room) {
		batch := room[:min(len(room), n-from)]
		var wg sync.WaitGroup
		for k := range workers {
			wg.Go(func() {
				for i := k; i < len(batch); i += workers {
					batch[i] = one(from+i, &packers[k])
				}
			})
		}
		wg.Wait()
		for _, blob := range batch {
			if err := write(blob); err != nil {
				return err
			}
		}
	}
	return nil
}

// A packer is the memory of one who makes blobs.
type packer struct {
	strings stringTable
	zlib    *zlib.Writer
	packed  bytes.Buffer
	a, b, c []byte
	tags    []byte
}

// A stringTable holds the strings of a block; the first is empty.
type stringTable struct {
	at  map[string]uint64
	all []byte
}

func (t *stringTable) clear() {
	if t.at == nil {
		t.at = map[string]uint64{}
	}
	clear(t.at)
	t.at[""] = 0
	t.all = text(t.all[:0], 1, "")
}

func (t *stringTable) of(s string) uint64 {
	i, ok := t.at[s]
	if !ok {
		i = uint64(len(t.at))
		t.at[s] = i
		t.all = text(t.all, 1, s)
	}
	return i
}

// frame packs a blob and puts its header before it.
func frame(kind string, data []byte, p *packer) []byte {
	p.packed.Reset()
	if p.zlib == nil {
		p.zlib = zlib.NewWriter(&p.packed)
	} else {
		p.zlib.Reset(&p.packed)
	}
	_, _ = p.zlib.Write(data)
	_ = p.zlib.Close() // into memory
	blob := field(number(nil, 2, uint64(len(data))), 3, p.packed.Bytes())
	head := number(text(nil, 1, kind), 3, uint64(len(blob)))
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(head))), head...), blob...)
}

func (c *columns) nodeBlock(from int, p *packer) []byte {
	ids, lats, lons, tags := p.a[:0], p.b[:0], p.c[:0], p.tags[:0]
	next := firstAtLeast(c.tagged, nodeID(from))
	var lastID, lastLat, lastLon int64
	any := false
	for i := from; i < min(from+perBlock, len(c.lat)); i++ {
		ids = binary.AppendVarint(ids, int64(i)+1-lastID)
		lats = binary.AppendVarint(lats, int64(c.lat[i])-lastLat)
		lons = binary.AppendVarint(lons, int64(c.lon[i])-lastLon)
		lastID, lastLat, lastLon = int64(i)+1, int64(c.lat[i]), int64(c.lon[i])
		if next < len(c.tagged) && c.tagged[next] == nodeID(i) {
			for _, s := range c.sets[c.nodeSet[next]] {
				tags = binary.AppendUvarint(tags, p.strings.of(s))
			}
			next++
			any = true
		}
		tags = append(tags, 0)
	}
	p.a, p.b, p.c, p.tags = ids, lats, lons, tags
	dense := field(field(field(nil, 1, ids), 8, lats), 9, lons)
	if any {
		dense = field(dense, 10, tags)
	}
	return field(nil, 2, dense)
}

func firstAtLeast(list []nodeID, id nodeID) int {
	lo, hi := 0, len(list)
	for lo < hi {
		if mid := (lo + hi) / 2; list[mid] < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (c *columns) wayBlock(from int, p *packer) (group []byte) {
	for i := from; i < min(from+perBlock, len(c.waySet)); i++ {
		keys, values := p.a[:0], p.b[:0]
		add := func(k, v string) {
			keys = binary.AppendUvarint(keys, p.strings.of(k))
			values = binary.AppendUvarint(values, p.strings.of(v))
		}
		tags := c.sets[c.waySet[i]]
		for t := 0; t < len(tags); t += 2 {
			add(tags[t], tags[t+1])
		}
		if c.name[i] > 0 {
			add("name", c.texts[c.name[i]])
		}
		if c.ref[i] > 0 {
			add("ref", c.texts[c.ref[i]])
		}
		refs, last := p.c[:0], int64(0)
		for _, n := range c.refsOf(i) {
			refs = binary.AppendVarint(refs, int64(n)+1-last)
			last = int64(n) + 1
		}
		p.a, p.b, p.c = keys, values, refs
		p.tags = field(field(field(number(p.tags[:0], 1, uint64(i)+1), 2, keys), 3, values), 8, refs)
		group = field(group, 3, p.tags)
	}
	return group
}

func (c *columns) relationBlock(from int, p *packer) (group []byte) {
	for i := from; i < min(from+perBlock, len(c.relations)); i++ {
		var keys, values, roles, kinds, ids []byte
		r, last := &c.relations[i], int64(0)
		for t := 0; t < len(r.tags); t += 2 {
			keys = binary.AppendUvarint(keys, p.strings.of(r.tags[t]))
			values = binary.AppendUvarint(values, p.strings.of(r.tags[t+1]))
		}
		for _, m := range r.members {
			roles = binary.AppendUvarint(roles, p.strings.of(m.role))
			ids = binary.AppendVarint(ids, int64(m.id)+1-last)
			kinds, last = append(kinds, m.kind), int64(m.id)+1
		}
		b := field(field(number(nil, 1, uint64(i)+1), 2, keys), 3, values)
		group = field(group, 4, field(field(field(b, 8, roles), 9, ids), 10, kinds))
	}
	return group
}

// number, field and text append fields of protocol buffers.
func number(b []byte, num int, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(num)<<3), v)
}

func field(b []byte, num int, data []byte) []byte {
	return append(binary.AppendUvarint(binary.AppendUvarint(b, uint64(num)<<3|2), uint64(len(data))), data...)
}

func text(b []byte, num int, s string) []byte { return field(b, num, []byte(s)) }
