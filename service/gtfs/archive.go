package gtfs

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// tables are the files that are read, in the order of reading.
var tables = []string{"feed_info.txt", "agency.txt", "stops.txt", "routes.txt", "calendar.txt",
	"calendar_dates.txt", "trips.txt", "frequencies.txt", "stop_times.txt", "transfers.txt"}

// An archive is a zip or a folder: its tables, and the names of what else is in it.
type archive struct {
	name   string // without the path
	tables map[string]entry
	others []string
	folder string // inside the zip, that the tables lie in; "." at the root
}

type entry struct {
	packed int64 // bytes; 0 where nothing is packed
	open   func() (io.ReadCloser, error)
}

// folderArchive lists the tables of a folder.
func folderArchive(name string, fsys fs.FS, limits Limits) (*archive, error) {
	files, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("listing the folder of the feed: %w", err)
	}
	if len(files) > limits.Entries {
		return nil, Errors{tooMany(name, limits)}
	}
	a := &archive{name: name, tables: map[string]entry{}, folder: "."}
	for _, f := range files {
		if !slices.Contains(tables, f.Name()) {
			a.other(f.Name())
			continue
		}
		a.tables[f.Name()] = entry{open: func() (io.ReadCloser, error) {
			// Stat follows a link: what it leads to must be a file that ends.
			if info, err := fs.Stat(fsys, f.Name()); err == nil && !info.Mode().IsRegular() {
				return nil, errors.New("is no file")
			}
			return fsys.Open(f.Name())
		}}
	}
	if len(a.tables) == 0 {
		return nil, Errors{a.noTables()}
	}
	return a, nil
}

func tooMany(name string, limits Limits) Problem {
	return Problem{File: name, What: fmt.Sprintf("holds more than %d files (Limits.Entries); a feed has a few dozen at most", limits.Entries)}
}

// other notes a file that is no table, but not what desktops leave behind.
func (a *archive) other(name string) {
	if !strings.HasPrefix(path.Base(name), ".") && !strings.HasPrefix(name, "__MACOSX/") {
		a.others = append(a.others, name)
	}
}

func (a *archive) noTables() Problem {
	p := Problem{File: a.name, What: "holds no table of a feed; stops.txt, routes.txt, trips.txt and stop_times.txt are looked for, named in small letters"}
	for _, other := range a.others {
		if strings.EqualFold(path.Ext(other), ".zip") {
			p.What = fmt.Sprintf("holds no table of a feed, but a zip, %s: unpack it and give that one", quoted(other))
			break
		}
	}
	return p
}

// A directoryReader reads a zip until so many bytes were read: the list of its entries
// lies in memory as a whole, before anybody can count them.
type directoryReader struct {
	io.ReaderAt
	left int64
}

var errDirectory = errors.New("the zip's list of entries is too long")

func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	if d.left -= int64(len(p)); d.left < 0 {
		return 0, errDirectory
	}
	return d.ReaderAt.ReadAt(p, off)
}

// zipArchive lists the tables of a zip.
func zipArchive(name string, r io.ReaderAt, size int64, limits Limits) (*archive, error) {
	// 128 KiB are for the end of the list, which is searched for; an entry has some 100.
	directory := &directoryReader{r, 128<<10 + 512*int64(limits.Entries)}
	z, err := zip.NewReader(directory, size)
	if errors.Is(err, errDirectory) || err == nil && len(z.File) > limits.Entries {
		return nil, Errors{tooMany(name, limits)}
	}
	if err != nil {
		return nil, Errors{{File: name, What: fmt.Sprintf("is no zip, or was cut short (%v); fetch it again, or give a folder with the tables", err)}}
	}
	directory.left = 1<<63 - 1
	a := &archive{name: name, tables: map[string]entry{}}
	var errs Errors
	folders := map[string]bool{}
	for _, f := range z.File {
		clean := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "./")
		switch {
		case strings.HasPrefix(clean, "/") || slices.Contains(strings.Split(clean, "/"), ".."):
			errs = append(errs, Problem{File: name, What: fmt.Sprintf("an entry is named %s, which leads out of the zip; a feed has none such", quoted(f.Name))})
		case strings.HasSuffix(clean, "/"):
		case !slices.Contains(tables, path.Base(clean)) || strings.HasPrefix(clean, "__MACOSX/"):
			a.other(clean)
		default:
			folders[path.Dir(clean)] = true
			errs = append(errs, a.take(f, path.Base(clean), name)...)
			a.folder = path.Dir(clean)
		}
	}
	if len(folders) > 1 {
		return nil, Errors{severalFolders(name, folders)}
	}
	if len(errs) == 0 && len(a.tables) == 0 {
		errs = Errors{a.noTables()}
	}
	if len(errs) > 0 {
		return nil, errs[:min(len(errs), perKind)]
	}
	return a, nil
}

// take makes an entry of a zip a table, or says why it can't be one.
func (a *archive) take(f *zip.File, table, name string) Errors {
	wrong := func(format string, args ...any) Errors {
		return Errors{{File: table, What: fmt.Sprintf(format, args...)}}
	}
	_, twice := a.tables[table]
	switch {
	case twice:
		return wrong("is twice in %s; leave the one that holds", name)
	case f.Flags&1 != 0:
		return wrong("is encrypted; give a zip without a password")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return wrong("is packed by method %d; only stored (0) and deflated (8) ones are read", f.Method)
	case !f.Mode().IsRegular():
		return wrong("is no file but a link or the like")
	}
	a.tables[table] = entry{packed: int64(min(f.CompressedSize64, 1<<62)), open: f.Open}
	return nil
}

func severalFolders(name string, folders map[string]bool) Problem {
	var names []string
	for f := range folders {
		names = append(names, quoted(f))
	}
	slices.Sort(names)
	return Problem{File: name, What: fmt.Sprintf("holds tables in %d folders (%s); a zip holds one feed: give each as its own",
		len(names), strings.Join(names[:min(len(names), 5)], ", "))}
}
