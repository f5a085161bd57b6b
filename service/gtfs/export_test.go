package gtfs

import (
	"context"
	"io"
	"io/fs"

	"waythrough/service/timetable"
)

// ReadFolder and ReadZip read feeds that are no files.
func ReadFolder(ctx context.Context, name string, fsys fs.FS, limits Limits) (*timetable.Feed, *Report, error) {
	return readFolder(ctx, name, fsys, limits.orDefault())
}

func ReadZip(ctx context.Context, name string, r io.ReaderAt, size int64, limits Limits) (*timetable.Feed, *Report, error) {
	return readZip(ctx, name, r, size, limits.orDefault())
}

var ModeOf = modeOf

// Rows gives the rows of a table as it is split, those refused left out.
func Rows(in io.Reader, most int) (rows [][]string, errors []Problem) {
	var f findings
	t := newTable("table.txt", in, &f, most)
	if !t.readHeader() {
		return nil, f.errors.sorted()
	}
	for t.next() {
		row := make([]string, len(t.header))
		for i := range row {
			row[i] = string(trim(t.fields[i]))
		}
		rows = append(rows, row)
	}
	return rows, f.errors.sorted()
}
