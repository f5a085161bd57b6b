package netfile

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// Version is the format that this program writes and the only one it reads: a network
// is built again sooner than converted. It covers the frame described below and the
// meaning of the sections alike, and rises by one with any change that would make an
// older program misread a file.
//
//	1  the first: frame of 64 bytes, sections, table, checksums
const Version = 1

// The frame, all numbers little-endian:
//
//	byte 0     header, 64 bytes
//	byte 64    payload: the sections in the order written, each begun at a multiple of 64
//	           and followed by zeros up to the next one
//	tail       table: 96 bytes for each section; then the checksum of each 64 KiB of the
//	           payload, zeros included, 8 bytes each; then the file ends
//
//	header                                  section in the table
//	 0  magic                               0  name, then zeros         40 bytes
//	 8  byte order mark    uint32          40  layout, then zeros       32 bytes
//	12  Version            uint32          72  byte of the file         uint64
//	16  number of sections uint32          80  number of elements       uint64
//	20  zero               uint32          88  zero                     uint64
//	24  length of the file uint64
//	32  byte of the tail   uint64
//	40  checksum of tail   uint64
//	48  zero               uint64
//	56  checksum of bytes 0 to 55
//
// The header keeps this shape in every format to come, so that a program can tell a
// file of another format from a damaged one.
const (
	magic     = "\x89WYN\r\n\x1a\n" // no text, and changed by whoever converts line ends
	orderMark = 0x01020304

	headerSize = 64
	nameSize   = 40
	layoutSize = 32
	entrySize  = 96

	// A cache line: no two sections share one, and any word is aligned.
	alignment = 64

	// Small enough to say where damage lies, large enough that all checksums of a file
	// are 1/8192 of it.
	blockSize = 64 << 10

	maxSections = 4096
)

var order = binary.LittleEndian

type header struct {
	version  uint32
	sections uint32
	size     uint64 // of the file
	tail     uint64 // where the payload ends
	tailSum  uint64
}

func (h header) bytes() []byte {
	b := make([]byte, 0, headerSize)
	b = append(b, magic...)
	b = order.AppendUint32(b, orderMark)
	b = order.AppendUint32(b, h.version)
	b = order.AppendUint32(b, h.sections)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint64(b, h.size)
	b = order.AppendUint64(b, h.tail)
	b = order.AppendUint64(b, h.tailSum)
	b = order.AppendUint64(b, 0)
	return order.AppendUint64(b, xxhash.Sum64(b))
}

// parseHeader reads the first bytes of a file, of which there may be fewer than a
// header has; size is that of the whole file, and wanted what it was opened for.
func parseHeader(b []byte, size int64, wanted string) (header, error) {
	if !strings.HasPrefix(magic, string(b[:min(len(b), len(magic))])) || len(b) == 0 {
		return header{}, foreign(b, wanted)
	}
	if len(b) < headerSize {
		return header{}, problemf("is cut short: only %d bytes of it are left. %s", len(b), again)
	}
	if order.Uint32(b[8:]) != orderMark && binary.BigEndian.Uint32(b[8:]) == orderMark {
		return header{}, problemf("was written in the byte order of another kind of machine (big-endian): build it again on a little-endian one, such as x86-64 or arm64")
	}
	if xxhash.Sum64(b[:56]) != order.Uint64(b[56:]) || order.Uint32(b[8:]) != orderMark {
		return header{}, problemf("is damaged in its first %d bytes. %s", headerSize, again)
	}
	h := header{order.Uint32(b[12:]), order.Uint32(b[16:]), order.Uint64(b[24:]), order.Uint64(b[32:]), order.Uint64(b[40:])}
	if err := readable(h.version, Version); err != nil {
		return header{}, err
	}
	return h, h.check(size, order.Uint32(b[20:]) == 0 && order.Uint64(b[48:]) == 0)
}

// readable compares the format of a file with the one that a program reads.
func readable(made, reads uint32) error {
	switch {
	case made < reads:
		return problemf("was made by format %d, and this program reads %d: build it again", made, reads)
	case made > reads:
		return problemf("was made by format %d of a newer program, and this one reads %d: update this program, or build the file again with it", made, reads)
	}
	return nil
}

// check compares the lengths with one another and with the file, without overflow
// whatever they are.
func (h header) check(size int64, zeros bool) error {
	switch {
	case uint64(size) < h.size:
		return problemf("is cut short: %d of its %d bytes are left. %s", size, h.size, again)
	case uint64(size) > h.size:
		return problemf("is damaged: %d bytes follow after its end at byte %d. %s", uint64(size)-h.size, h.size, again)
	case uint64(size) > math.MaxInt:
		return problemf("has %d bytes, more than a 32-bit program can map: use a 64-bit one", size)
	case !zeros || h.sections > maxSections || h.tail < headerSize || h.tail > h.size || h.tail%alignment != 0 || h.size-h.tail != h.tailSize():
		return problemf("is damaged: its header contradicts itself (%d sections, a payload up to byte %d, %d bytes in all). %s", h.sections, h.tail, h.size, again)
	}
	return nil
}

// blocks is the number of checksums that the payload has.
func (h header) blocks() uint64 { return (h.tail - headerSize + blockSize - 1) / blockSize }

func (h header) tailSize() uint64 { return uint64(h.sections)*entrySize + h.blocks()*8 }

// Info describes a section.
type Info struct {
	Name   string
	Layout string // of an element: "u32", "2i32", "u32 2u16"
	Size   int    // of an element, in bytes
	Count  int    // of elements
	Offset int64  // in the file, a multiple of 64
	Bytes  int64  // Size times Count
}

// end is where the next section begins, or the tail.
func (s Info) end() int64 { return aligned(s.Offset + s.Bytes) }

// aligned is the first multiple of the alignment that isn't below n.
func aligned(n int64) int64 { return (n + alignment - 1) &^ (alignment - 1) }

func (s Info) bytes() []byte {
	b := make([]byte, 72, entrySize)
	copy(b, s.Name)
	copy(b[nameSize:], s.Layout)
	b = order.AppendUint64(b, uint64(s.Offset))
	b = order.AppendUint64(b, uint64(s.Count))
	return order.AppendUint64(b, 0)
}

// parseTail reads the table and the checksums. Sections must follow one another as a
// Writer lays them, so that every byte of the payload has one place.
func parseTail(h header, tail []byte) ([]Info, []uint64, error) {
	if xxhash.Sum64(tail) != h.tailSum {
		return nil, nil, problemf("is damaged in its section table, which begins at byte %d. %s", h.tail, again)
	}
	table, sums := tail[:h.sections*entrySize], tail[h.sections*entrySize:]
	sections, seen, at := make([]Info, h.sections), map[string]bool{}, int64(headerSize)
	for i := range sections {
		s, err := parseEntry(table[i*entrySize:][:entrySize], at, int64(h.tail))
		if err == nil && seen[s.Name] {
			err = problemf("its name is taken by an earlier one")
		}
		if err != nil {
			return nil, nil, problemf("is damaged: in its section table, entry %d (%q): %v. %s", i, s.Name, err, again)
		}
		seen[s.Name] = true
		sections[i], at = s, s.end()
	}
	if at != int64(h.tail) {
		return nil, nil, problemf("is damaged: its sections end at byte %d, its payload at byte %d. %s", at, h.tail, again)
	}
	blocks := make([]uint64, len(sums)/8)
	for i := range blocks {
		blocks[i] = order.Uint64(sums[i*8:])
	}
	return sections, blocks, nil
}

// parseEntry reads a line of the table, of a section that must begin at a byte and end by tail.
func parseEntry(b []byte, at, tail int64) (Info, error) {
	name, plain := text(b[:nameSize])
	kind, same := text(b[nameSize : nameSize+layoutSize])
	s := Info{Name: name, Layout: kind, Offset: at}
	if err := checkName(name); err != nil || !plain {
		return s, problemf("its name does not read")
	}
	size, err := layoutSizeOf(kind)
	if err != nil || !same {
		return s, problemf("its layout %q does not read", kind)
	}
	count := order.Uint64(b[80:])
	if order.Uint64(b[72:]) != uint64(at) || count > uint64(tail-at)/uint64(size) || order.Uint64(b[88:]) != 0 {
		return s, problemf("%d elements of %d bytes from byte %d on have no room there", count, size, order.Uint64(b[72:]))
	}
	s.Size, s.Count, s.Bytes = size, int(count), int64(count)*int64(size)
	return s, nil
}

// text gives what stands before the zeros, and whether nothing else follows.
func text(b []byte) (string, bool) {
	s := strings.TrimRight(string(b), "\x00")
	return s, !strings.Contains(s, "\x00")
}

// checkName holds names to what reads well in a message and on a command line.
func checkName(name string) error {
	strange := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("/-_.", r)
	}
	if name == "" || len(name) > nameSize || strings.ContainsFunc(name, strange) {
		return problemf("a section is named by 1 to %d of the characters a-z, 0-9, / - _ and ., not %.60q", nameSize, name)
	}
	return nil
}
