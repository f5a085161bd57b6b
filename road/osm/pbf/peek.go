package pbf

// peekRoom is how much of a blob is unpacked to see what it begins with, and
// peekTail what may follow its one group: scales of positions and dates, which
// take 40 bytes at most, and too little for a group with a way or relation that
// has members.
const (
	peekRoom = 64 << 10
	peekTail = 48
)

// peek unpacks the beginning of a zlib blob and reports whether it holds one
// group, which starts with a kind that is not wanted, and nothing that could be
// another. The block is then empty but for Has. In doubt it reports false.
//
// Writers keep to one kind a group, as the format requires.
func (x *inflater) peek(blob []byte, b *Block, want Kinds) bool {
	var packed []byte
	size := int64(0)
	fs := fields{rest: blob}
	for fs.next() {
		switch fs.num {
		case 2:
			size = int64(int32(fs.varint()))
		case 3:
			packed = fs.bytes()
		}
	}
	if fs.bad || size <= peekRoom || size >= maxBlob || packed == nil {
		return false
	}
	if cap(b.raw) < peekRoom {
		b.raw = make([]byte, peekRoom)
	}
	b.raw = b.raw[:peekRoom]
	if n, err := x.stream(packed, b.raw); n < peekRoom || err != errOver {
		return false
	}
	kind := firstKind(b.raw, size)
	if kind == 0 || kind&want != 0 {
		return false
	}
	b.reset()
	b.Has = kind
	return true
}

// firstKind finds the kind that the first group of a block of a size begins with,
// given the block's beginning; 0 if it cannot be seen or another group may follow.
func firstKind(head []byte, size int64) Kinds {
	for at := 0; at < len(head); {
		key, n := uvarint(head[at:])
		if n <= 0 || key != 1<<3|wireBytes && key != 2<<3|wireBytes {
			return 0
		}
		at += n
		length, n := uvarint(head[at:])
		if n <= 0 || length > maxBlob {
			return 0
		}
		at += n
		if key>>3 == 1 { // the table of strings
			at += int(length)
			continue
		}
		end := int64(at) + int64(length)
		if at >= len(head) || length == 0 || end > size || size-end > peekTail {
			return 0
		}
		switch head[at] >> 3 {
		case 1, 2:
			return Nodes
		case 3:
			return Ways
		case 4:
			return Relations
		}
		return 0
	}
	return 0
}
