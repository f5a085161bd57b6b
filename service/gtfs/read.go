package gtfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waythrough/record"
	"waythrough/service/timetable"
)

// A Report says what was read of a feed.
type Report struct {
	Agencies, Stops, Stations, Routes, Calendars, Trips, Calls, Headways, Transfers int

	Interpolated  int // calls whose times were blank, and are supposed
	TripsLeftOut  int // of fewer than two calls, or on demand
	CallsOnDemand int // left out: within windows, not at times

	First, Last             record.Day // on which any trip runs; Last < First if none does
	StatedFirst, StatedLast record.Day // for which the feed says it is complete; 0: it doesn't say
	Version                 string     // as the publisher names it
	Ignored                 []string   // files that are not read, by name
	Warnings                Warnings
}

// Read reads the feed in a zip, or in a folder that holds the same files. Where
// anything in it would make a wrong journey, the error is Errors, which holds
// everything of the kind, and nothing else is returned. What can't be read at all is an
// error of the system, wrapped.
func Read(ctx context.Context, path string, limits Limits) (*timetable.Feed, *Report, error) {
	limits = limits.orDefault()
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the feed: %w", err)
	}
	if info.IsDir() {
		return readFolder(ctx, name, os.DirFS(path), limits)
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("opening the feed: %s is neither a zip nor a folder", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the feed: %w", err)
	}
	defer f.Close()
	return readZip(ctx, name, f, info.Size(), limits)
}

func readFolder(ctx context.Context, name string, fsys fs.FS, limits Limits) (*timetable.Feed, *Report, error) {
	a, err := folderArchive(name, fsys, limits)
	if err != nil {
		return nil, nil, err
	}
	return readArchive(ctx, a, limits)
}

func readZip(ctx context.Context, name string, r io.ReaderAt, size int64, limits Limits) (*timetable.Feed, *Report, error) {
	a, err := zipArchive(name, r, size, limits)
	if err != nil {
		return nil, nil, err
	}
	return readArchive(ctx, a, limits)
}

// findings are what was found in a feed.
type findings struct {
	errors, warnings list
	// stopped is why reading can't go on: the caller's context, or errStopped.
	stopped error
}

var errStopped = errors.New("a limit was reached, or a table can't be read to its end")

func (f *findings) stop(file string, line int, err error) {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		f.stopped = fmt.Errorf("reading %s: %w", file, err)
		return
	}
	f.stopped = errStopped
	var limit *limitError
	if errors.As(err, &limit) {
		f.errors.add(file, line, "", "%s", limit)
		return
	}
	f.errors.add(file, line, "", "can't be read to its end (%v); fetch or unpack the feed again", err)
}

// A reader holds what of a feed the next tables refer to.
type reader struct {
	findings
	ctx    context.Context
	from   *archive
	limits Limits
	bytes  int64 // of all tables so far

	feed   *timetable.Feed
	report *Report

	zones     map[string]*time.Location // nil: there is none of the name
	zone      *time.Location            // of all agencies
	operators ids
	operator  []string
	placeIDs  ids
	places    []place
	routes    ids
	services  ids
	tripIDs   ids
	trips     []tripState
}

func readArchive(ctx context.Context, a *archive, limits Limits) (*timetable.Feed, *Report, error) {
	r := &reader{
		ctx: ctx, from: a, limits: limits, zones: map[string]*time.Location{}, zone: time.UTC,
		feed: &timetable.Feed{Name: a.name}, report: &Report{Ignored: slices.Sorted(slices.Values(a.others))},
	}
	if a.folder != "." {
		r.warnings.add(a.name, 0, "", "the tables lie in the folder %s; the reference wants them at the root of the zip", quoted(a.folder))
	}
	for _, read := range []func(){r.readInfo, r.readAgencies, r.readStops, r.readRoutes, r.readCalendars,
		r.readTrips, r.readFrequencies, r.readCalls, r.readTransfers} {
		if r.stopped == nil {
			read()
		}
	}
	if r.stopped != nil && !errors.Is(r.stopped, errStopped) {
		return nil, nil, r.stopped
	}
	if len(r.errors.told) == 0 {
		r.finish()
	}
	if errs := r.errors.sorted(); len(errs) > 0 {
		return nil, nil, Errors(errs)
	}
	r.report.Warnings = r.warnings.sorted()
	return r.feed, r.report, nil
}

// finish counts what was read.
func (r *reader) finish() {
	f, n := r.feed, r.report
	if len(f.Trips) == 0 {
		r.errors.add("trips.txt", 0, "", "no trip has two calls at stops; a feed without trips is no timetable")
		return
	}
	if f.Publisher == "" {
		f.Publisher = strings.Join(r.operator[:min(len(r.operator), 3)], ", ")
		if more := len(r.operator) - 3; more > 0 {
			f.Publisher += fmt.Sprintf(" and %d more", more)
		}
	}
	n.Agencies, n.Stops, n.Routes, n.Calendars = len(r.operator), len(f.Stops), len(f.Routes), len(f.Calendars)
	n.Trips, n.Transfers = len(f.Trips), len(f.Transfers)
	for i := range r.places {
		if r.places[i].kind == isStation {
			n.Stations++
		}
	}
	for i := range f.Trips {
		n.Calls += len(f.Trips[i].Calls)
		n.Headways += len(f.Trips[i].Runs)
	}
	r.coverDays()
}

// open opens a table and reads its header; nil if there is nothing to read, which for a
// table that must be there is an error, as said.
func (r *reader) open(file string, required bool) *table {
	e, ok := r.from.tables[file]
	if !ok {
		if required {
			r.missing(file)
		}
		return nil
	}
	in, err := e.open()
	if err != nil {
		r.errors.add(file, 0, "", "can't be opened (%v)", err)
		return nil
	}
	t := newTable(file, &tap{ctx: r.ctx, from: in, packed: e.packed, all: &r.bytes, limits: r.limits}, &r.findings, r.limits.LineBytes)
	t.close = in.Close
	if !t.readHeader() {
		t.close()
		if !t.unread {
			if required {
				r.errors.add(file, 0, "", "is empty; the first line names the columns")
			} else {
				r.warnings.add(file, 0, "", "is empty; it is read as if it weren't there")
			}
		}
		return nil
	}
	return t
}

func (r *reader) missing(file string) {
	hint := ""
	for _, other := range r.from.others {
		if strings.EqualFold(other, file) {
			hint = fmt.Sprintf("; there is %s: names are in small letters", quoted(other))
		}
	}
	r.errors.add(file, 0, "", "is missing; every feed has one%s", hint)
}

// each reads the rows of a table, unless a column that must be there is missing, and
// closes it. It reports whether all of it could be read.
func (t *table) each(row func()) bool {
	defer t.close()
	if t.unusable {
		return false
	}
	for t.next() {
		row()
	}
	return !t.unread
}

// ids are the names that a table declares.
type ids struct {
	at map[string]int32 // -1: declared by a faulty row, or by a table read in part
	// whole is set where every declaration is known. Until then an id that isn't
	// declared is no error of its own: the table says what is wrong with it.
	whole bool
}

// find gives the place of an id that a row of another table refers to; it is -1 where
// there is none, which it has said unless the other table is at fault.
func (t *table) find(c column, x *ids, file, what string) int32 {
	b := t.raw(c)
	at, ok := x.at[string(b)]
	if ok {
		return at
	}
	if x.whole {
		if len(b) == 0 {
			t.fail(c, "is blank; name one that is in %s", file)
		} else {
			t.fail(c, "there is no %s %s in %s", what, quoted(b), file)
		}
	}
	return -1
}

// declare takes an id into a table of ids, at a place; it is false, and said, if the row
// has none or another row has it already.
func (t *table) declare(c column, x *ids, place int) (string, bool) {
	id, ok := t.key(c)
	if !ok {
		t.unread = true // whatever it was meant to declare
		return "", false
	}
	if _, twice := x.at[id]; twice {
		t.fail(c, "%s was declared in an earlier row; an id is used once", quoted(id))
		return "", false
	}
	x.at[id] = int32(place)
	return id, true
}
