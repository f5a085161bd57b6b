package pbf

// An inflater unpacks blobs, one at a time, and keeps its tables between them.
type inflater struct{ deflater }

// refusedCodecs are the ways to pack a blob that are not read here, by field.
var refusedCodecs = map[int]string{4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd"}

// blob unpacks a Blob into room, which it may grow, and gives the result.
func (x *inflater) blob(b, room []byte) ([]byte, error) {
	var raw, packed []byte
	isRaw, isZlib, size := false, false, int64(-1)
	fs := fields{rest: b}
	for fs.next() {
		switch fs.num {
		case 1:
			raw, isRaw = fs.bytes(), true
		case 2:
			size = int64(int32(fs.varint()))
		case 3:
			packed, isZlib = fs.bytes(), true
		case 4, 5, 6, 7:
			return room, problemf("the blob is packed with %s, and only zlib and raw blobs are read: repack the file with osmium cat", refusedCodecs[fs.num])
		}
	}
	switch {
	case fs.bad:
		return room, problemf("the blob does not parse: it is damaged")
	case isRaw == isZlib:
		return room, problemf("the blob holds no data, or holds them twice: it is damaged")
	case isRaw && len(raw) >= maxBlob, size >= maxBlob:
		return room, problemf("the blob unpacks to %d bytes, and the format allows %d", max(size, int64(len(raw))), maxBlob-1)
	case isRaw:
		return append(room[:0], raw...), nil
	case size < 0:
		return room, problemf("the blob does not say how long it is when unpacked")
	}
	return x.inflate(packed, int(size), room)
}

func (x *inflater) inflate(packed []byte, size int, room []byte) ([]byte, error) {
	// Deflate packs at most 1,032 to one: a larger promise is a lie, and is not
	// given memory.
	if size > 1032*len(packed) {
		return room, problemf("the blob promises %d bytes from %d: it is damaged", size, len(packed))
	}
	if cap(room) < size {
		room = make([]byte, size+size/4)
	}
	room = room[:size]
	switch n, err := x.stream(packed, room); err {
	case nil:
		return room, nil
	case errOver:
		return room, problemf("the blob unpacks to more than the %d bytes it promises: it is damaged", size)
	default:
		return room, problemf("the blob does not unpack (%v after %d of %d bytes): it is damaged", err, n, size)
	}
}
