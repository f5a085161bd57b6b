package gtfs

import (
	"cmp"
	"context"
	"fmt"
	"io"
)

// Limits bound what a feed may take. Zero or less means the default, which suits the feed of
// a whole country; whoever reads feeds of strangers on a small machine sets Bytes, since
// memory grows with it: by about half in an honest feed, and up to twentyfold in one made
// of the shortest rows.
type Limits struct {
	Bytes     int64 // of all tables together, unpacked; 4 GiB
	Ratio     int64 // of a table's bytes unpacked to packed, once 1 MiB is unpacked; 250
	Entries   int   // files in the zip or folder; 1,000
	LineBytes int   // of a row; 256 KiB
}

// ratioFrom is how many bytes are unpacked before the ratio is looked at: a small table
// of equal rows packs well and does no harm.
const ratioFrom = 1 << 20

func (l Limits) orDefault() Limits {
	return Limits{
		Bytes: cmp.Or(max(l.Bytes, 0), 4<<30), Ratio: cmp.Or(max(l.Ratio, 0), 250),
		Entries: cmp.Or(max(l.Entries, 0), 1000), LineBytes: cmp.Or(max(l.LineBytes, 0), 256<<10),
	}
}

// A limitError is a limit that was reached: reading stops there.
type limitError struct{ what string }

func (e *limitError) Error() string { return e.what }

// A tap passes the bytes of a table on until a limit is reached or nobody waits.
type tap struct {
	ctx    context.Context
	from   io.Reader
	packed int64 // bytes of the table in the zip; 0: it is not packed
	own    int64 // bytes of this table so far
	all    *int64
	limits Limits
}

func (t *tap) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.from.Read(p)
	t.own += int64(n)
	*t.all += int64(n)
	if *t.all > t.limits.Bytes {
		return 0, &limitError{fmt.Sprintf("with this table the feed passes the limit of %d bytes unpacked (Limits.Bytes)", t.limits.Bytes)}
	}
	if t.packed > 0 && t.own > ratioFrom && t.own/t.limits.Ratio > t.packed {
		return 0, &limitError{fmt.Sprintf("unpacks to more than %d times its %d bytes in the zip, as a bomb would (Limits.Ratio)", t.limits.Ratio, t.packed)}
	}
	return n, err
}
