package pbf

import "encoding/binary"

// Wire types of protocol buffers.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

// fields walks over the fields of one protobuf message. A message that does not
// parse ends the walk and sets bad.
type fields struct {
	rest []byte
	num  int // of the field at hand
	wire int
	// data is the payload: for wireBytes the bytes, for a varint the varint itself,
	// so that a packed field and an unpacked one are read alike.
	data []byte
	bad  bool
}

// next steps to the next field.
func (f *fields) next() bool {
	if len(f.rest) == 0 || f.bad {
		return false
	}
	key, n := uvarint(f.rest)
	if n <= 0 || key>>3 == 0 || key>>3 > 1<<29-1 {
		return f.fail()
	}
	f.num, f.wire, f.rest = int(key>>3), int(key&7), f.rest[n:]
	size := 0
	switch f.wire {
	case wireVarint:
		if _, size = uvarint(f.rest); size <= 0 {
			return f.fail()
		}
	case wireFixed64:
		size = 8
	case wireFixed32:
		size = 4
	case wireBytes:
		length, n := uvarint(f.rest)
		if n <= 0 || length > uint64(len(f.rest)-n) {
			return f.fail()
		}
		f.rest, size = f.rest[n:], int(length)
	default: // groups are in no message of the format
		return f.fail()
	}
	if size > len(f.rest) {
		return f.fail()
	}
	f.data, f.rest = f.rest[:size], f.rest[size:]
	return true
}

func (f *fields) fail() bool {
	f.bad = true
	return false
}

// varint is the value of a field that holds one number. A field of another wire
// type is bad.
func (f *fields) varint() uint64 {
	if f.wire != wireVarint {
		f.bad = true
		return 0
	}
	v, _ := uvarint(f.data)
	return v
}

// bytes is the payload of a field that holds a string or a message.
func (f *fields) bytes() []byte {
	if f.wire != wireBytes {
		f.bad = true
		return nil
	}
	return f.data
}

// packed is the payload of a field that repeats numbers, packed or not.
func (f *fields) packed() []byte {
	if f.wire != wireBytes && f.wire != wireVarint {
		f.bad = true
		return nil
	}
	return f.data
}

// uvarint reads a number of up to ten bytes; n is at most 0 if there is none.
func uvarint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// zigzag undoes the encoding of signed numbers.
func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// appendUint32s appends packed numbers that fit 32 bits.
func appendUint32s(to []uint32, b []byte) ([]uint32, bool) {
	for i := 0; i < len(b); {
		v, n := uint64(b[i]), 1
		if v >= 0x80 {
			if v, n = binary.Uvarint(b[i:]); n <= 0 || v > 1<<32-1 {
				return to, false
			}
		}
		to = append(to, uint32(v))
		i += n
	}
	return to, true
}

// appendDeltas appends packed signed numbers, each added to the one before; last
// is the number before the first. Sums wrap as in every reader of the format.
func appendDeltas(to []int64, last int64, b []byte) ([]int64, bool) {
	for i := 0; i < len(b); {
		v := uint64(b[i])
		switch {
		case v < 0x80:
			i++
		case i+1 < len(b) && b[i+1] < 0x80:
			v = v&0x7f | uint64(b[i+1])<<7
			i += 2
		case i+2 < len(b) && b[i+2] < 0x80:
			v = v&0x7f | uint64(b[i+1]&0x7f)<<7 | uint64(b[i+2])<<14
			i += 3
		default:
			var n int
			if v, n = binary.Uvarint(b[i:]); n <= 0 {
				return to, false
			}
			i += n
		}
		last += zigzag(v)
		to = append(to, last)
	}
	return to, true
}
