package pbf

import (
	"math"
)

// decoder parses the PrimitiveBlock in b.raw into the columns of b.
type decoder struct {
	*Block
	want           Kinds
	granularity    int64 // nanodegrees
	latOff, lonOff int64
}

var errDamaged = problem("the data of the blob do not parse: they are damaged")

// decode parses what is wanted. The fields of a block may come in any order, so
// the scales are gathered before the elements are.
func (b *Block) decode(want Kinds) error {
	b.reset()
	d := decoder{Block: b, want: want, granularity: 100}
	fs := fields{rest: b.raw}
	groups := false
	for fs.next() {
		switch fs.num {
		case 1:
			d.stringTable(&fs)
		case 2:
			groups = true
			fs.bytes()
		case 17:
			d.granularity = int64(int32(fs.varint()))
		case 19:
			d.latOff = int64(fs.varint())
		case 20:
			d.lonOff = int64(fs.varint())
		}
	}
	if fs.bad || d.granularity <= 0 {
		return errDamaged
	}
	if !groups {
		return nil
	}
	fs = fields{rest: b.raw}
	for fs.next() {
		if fs.num == 2 {
			if err := d.group(fs.bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *decoder) stringTable(table *fields) {
	data := table.bytes()
	base := uint32(len(d.raw)-len(table.rest)) - uint32(len(data))
	fs := fields{rest: data}
	for fs.next() {
		if fs.num == 1 {
			end := base + uint32(len(data)-len(fs.rest))
			d.strings = append(d.strings, span{end - uint32(len(fs.bytes())), end})
		}
	}
	table.bad = table.bad || fs.bad
}

func (d *decoder) group(b []byte) error {
	fs := fields{rest: b}
	for fs.next() {
		var kind Kinds
		var read func([]byte) error
		switch fs.num {
		case 1:
			kind, read = Nodes, d.node
		case 2:
			kind, read = Nodes, d.dense
		case 3:
			kind, read = Ways, d.way
		case 4:
			kind, read = Relations, d.relation
		default:
			continue
		}
		d.Has |= kind
		if d.want&kind == 0 {
			continue
		}
		if err := read(fs.bytes()); err != nil {
			return err
		}
	}
	if fs.bad {
		return errDamaged
	}
	return nil
}

// place appends a position given in units of the block.
func (d *decoder) place(id, lat, lon int64) error {
	const degree = 1e9
	la, ok1 := scaled(lat, d.granularity, d.latOff)
	lo, ok2 := scaled(lon, d.granularity, d.lonOff)
	if !ok1 || !ok2 || la < -90*degree || la > 90*degree || lo < -180*degree || lo > 180*degree {
		return problemf("node %d lies off the globe: the blob is damaged", id)
	}
	d.Nodes.Lat = append(d.Nodes.Lat, tenMillionths(la))
	d.Nodes.Lon = append(d.Nodes.Lon, tenMillionths(lo))
	return nil
}

// scaled is offset + v·granularity in nanodegrees; false if v is off every globe.
func scaled(v, granularity, offset int64) (int64, bool) {
	const most = math.MaxInt64 / 4
	if v > most/granularity || v < -most/granularity || offset > most || offset < -most {
		return 0, false
	}
	return offset + v*granularity, true
}

// tenMillionths rounds nanodegrees, halves away from zero.
func tenMillionths(nano int64) int32 {
	if nano < 0 {
		return int32((nano - 50) / 100)
	}
	return int32((nano + 50) / 100)
}

// dense parses DenseNodes: columns of ids, latitudes and longitudes, and the tags
// of all nodes as one list with zeros between.
func (d *decoder) dense(b []byte) error {
	n := &d.Nodes
	first := len(n.ID)
	lats, keysVals := d.longs[:0], d.scratch[:0]
	var lons []byte
	ok, lastID, lastLat := true, int64(0), int64(0)
	fs := fields{rest: b}
	for fs.next() && ok {
		switch fs.num {
		case 1:
			if n.ID, ok = appendDeltas(n.ID, lastID, fs.packed()); len(n.ID) > first {
				lastID = n.ID[len(n.ID)-1]
			}
		case 8:
			if lats, ok = appendDeltas(lats, lastLat, fs.packed()); len(lats) > 0 {
				lastLat = lats[len(lats)-1]
			}
		case 9:
			if lons == nil {
				lons = fs.packed()
			} else {
				lons = append(append([]byte{}, lons...), fs.packed()...)
			}
		case 10:
			keysVals, ok = appendUint32s(keysVals, fs.packed())
		}
	}
	d.longs, d.scratch = lats, keysVals
	if fs.bad || !ok || len(lats) != len(n.ID)-first {
		return errDamaged
	}
	lon, at := int64(0), 0
	for i, lat := range lats {
		v, size := uvarint(lons[at:])
		if size <= 0 {
			return errDamaged
		}
		at += size
		lon += zigzag(v)
		if err := d.place(n.ID[first+i], lat, lon); err != nil {
			return err
		}
	}
	if at != len(lons) {
		return errDamaged
	}
	return d.denseTags(len(lats), keysVals)
}

func (d *decoder) denseTags(nodes int, keysVals []uint32) error {
	n, at, most := &d.Nodes, 0, uint32(len(d.strings))
	for range nodes {
		for at < len(keysVals) && keysVals[at] != 0 {
			if at+1 == len(keysVals) || keysVals[at] >= most || keysVals[at+1] >= most {
				return errDamaged
			}
			n.tags = append(n.tags, Tag{keysVals[at], keysVals[at+1]})
			at += 2
		}
		at++ // the zero that ends the tags of a node
		n.firstTag = append(n.firstTag, uint32(len(n.tags)))
	}
	if len(keysVals) > 0 && at < len(keysVals) {
		return errDamaged
	}
	return nil
}

func (d *decoder) node(b []byte) error {
	n := &d.Nodes
	var id, lat, lon int64
	keys, vals := tagFields{}, tagFields{}
	fs := fields{rest: b}
	for fs.next() {
		switch fs.num {
		case 1:
			id = zigzag(fs.varint())
		case 2:
			keys.add(fs.packed())
		case 3:
			vals.add(fs.packed())
		case 8:
			lat = zigzag(fs.varint())
		case 9:
			lon = zigzag(fs.varint())
		}
	}
	if fs.bad || !d.pair(&n.tags, &keys, &vals) {
		return errDamaged
	}
	n.ID = append(n.ID, id)
	n.firstTag = append(n.firstTag, uint32(len(n.tags)))
	return d.place(id, lat, lon)
}

func (d *decoder) way(b []byte) error {
	w := &d.Ways
	var id, last int64
	keys, vals, ok, first := tagFields{}, tagFields{}, true, len(w.Refs)
	fs := fields{rest: b}
	for fs.next() && ok {
		switch fs.num {
		case 1:
			id = int64(fs.varint())
		case 2:
			keys.add(fs.packed())
		case 3:
			vals.add(fs.packed())
		case 8:
			if w.Refs, ok = appendDeltas(w.Refs, last, fs.packed()); len(w.Refs) > first {
				last = w.Refs[len(w.Refs)-1]
			}
		}
	}
	if fs.bad || !ok || !d.pair(&w.tags, &keys, &vals) {
		return errDamaged
	}
	w.ID = append(w.ID, id)
	w.firstRef = append(w.firstRef, uint32(len(w.Refs)))
	w.firstTag = append(w.firstTag, uint32(len(w.tags)))
	return nil
}

func (d *decoder) relation(b []byte) error {
	r := &d.Relations
	var id, last int64
	keys, vals, ok, first := tagFields{}, tagFields{}, true, len(r.Member)
	fs := fields{rest: b}
	for fs.next() && ok {
		switch fs.num {
		case 1:
			id = int64(fs.varint())
		case 2:
			keys.add(fs.packed())
		case 3:
			vals.add(fs.packed())
		case 8:
			r.Role, ok = appendUint32s(r.Role, fs.packed())
		case 9:
			if r.Member, ok = appendDeltas(r.Member, last, fs.packed()); len(r.Member) > first {
				last = r.Member[len(r.Member)-1]
			}
		case 10:
			ok = d.memberTypes(fs.packed())
		}
	}
	if fs.bad || !ok || !d.pair(&r.tags, &keys, &vals) || len(r.Role) != len(r.Member) || len(r.Type) != len(r.Member) {
		return errDamaged
	}
	for _, role := range r.Role[first:] {
		if int(role) >= len(d.strings) {
			return errDamaged
		}
	}
	r.ID = append(r.ID, id)
	r.firstMember = append(r.firstMember, uint32(len(r.Member)))
	r.firstTag = append(r.firstTag, uint32(len(r.tags)))
	return nil
}

func (d *decoder) memberTypes(b []byte) bool {
	for _, t := range b {
		if t > byte(RelationMember) {
			return false
		}
		d.Relations.Type = append(d.Relations.Type, MemberType(t))
	}
	return true
}

// tagFields is a packed list of strings, usually one field.
type tagFields struct{ b []byte }

func (t *tagFields) add(b []byte) {
	if len(t.b) == 0 {
		t.b = b
		return
	}
	t.b = append(append([]byte{}, t.b...), b...)
}

// pair appends the tags that two lists, of keys and of values, make.
func (d *decoder) pair(to *[]Tag, keys, vals *tagFields) bool {
	k, v, most := keys.b, vals.b, uint64(len(d.strings))
	for len(k) > 0 && len(v) > 0 {
		key, n := uvarint(k)
		val, m := uvarint(v)
		if n <= 0 || m <= 0 || key >= most || val >= most {
			return false
		}
		*to = append(*to, Tag{uint32(key), uint32(val)})
		k, v = k[n:], v[m:]
	}
	return len(k) == 0 && len(v) == 0
}
