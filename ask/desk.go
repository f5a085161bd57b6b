package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"

	"waythrough/journey"
	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
	"waythrough/road"
	roadbuiltin "waythrough/road/builtin"
	"waythrough/road/mapped"
	"waythrough/service/timetable"
	"waythrough/world"
)

// Options say what a desk answers from. The zero value is the data that ships.
type Options struct {
	Records  []string // folders of statements, over the record that ships
	Network  string   // a network file, or a folder of the two tables
	Services string   // a timetable file
	// Today is the day of a question that names none; nil: the clock's, in UTC.
	Today func() record.Day
	// Files lets a question name files of statements to suppose.
	Files bool
}

// A Desk answers questions from one record and one network.
type Desk struct {
	options Options
	folders []record.Folder // over the record that ships
	world   *world.World
	version func() string

	mu   sync.Mutex
	kept *journey.Planner       // its laws and what it learnt
	days map[[2]record.Day]bool // it was asked about: known, on
}

// Open reads the data. Some milliseconds for what ships.
func Open(o Options) (*Desk, error) {
	folders, err := Folders(o.Records)
	if err != nil {
		return nil, err
	}
	r, err := builtin.Record(folders...)
	if err != nil {
		return nil, err
	}
	d := &Desk{options: o, folders: folders}
	d.version = sync.OnceValue(func() string { return o.version(r) })
	if d.world, err = o.join(r); err != nil {
		return nil, err
	}
	if o.Services != "" {
		t, err := timetable.OpenFile(o.Services)
		if err != nil {
			return nil, &Error{Param: "services", Err: err}
		}
		if err := d.world.Serve(t); err != nil {
			return nil, fmt.Errorf("joining the services of %s: %w", o.Services, err)
		}
	}
	return d, nil
}

// World is what the desk answers from.
func (d *Desk) World() *world.World { return d.world }

// Version names the state of record, network and services: it changes when one of them does.
func (d *Desk) Version() string { return d.version() }

// Today is the day of a question that names none.
func (d *Desk) Today() record.Day {
	if d.options.Today != nil {
		return d.options.Today()
	}
	return record.MinuteOf(time.Now()).Day()
}

// Folders gives folders of statements by their paths.
func Folders(dirs []string) ([]record.Folder, error) {
	var folders []record.Folder
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		switch {
		case err != nil:
			return nil, &FolderError{dir, errors.Unwrap(err)}
		case !info.IsDir():
			return nil, &FolderError{dir, errors.New("it is a file; give the folder that holds it")}
		}
		folders = append(folders, record.Folder{Name: dir, FS: os.DirFS(dir)})
	}
	return folders, nil
}

// A FolderError is a folder of statements that can't be opened.
type FolderError struct {
	Folder string
	Err    error
}

func (e *FolderError) Error() string {
	return "opening the statements of " + e.Folder + ": " + e.Err.Error()
}
func (e *FolderError) Unwrap() error { return e.Err }

// join joins record and network: the tables that ship, others in a folder or a file, or a
// file of imported roads, which stays open while the program runs.
func (o Options) join(r *record.Record) (*world.World, error) {
	if o.Network == "" {
		n, err := roadbuiltin.Network()
		if err != nil {
			return nil, err
		}
		return world.Open(n, r), nil
	}
	if info, err := os.Stat(o.Network); err != nil || info.IsDir() {
		n, err := road.ReadFS(o.Network, os.DirFS(o.Network))
		if err != nil {
			return nil, err
		}
		return world.Open(n, r), nil
	}
	n, err := road.OpenFile(o.Network)
	var other *road.KindError
	if errors.As(err, &other) {
		streets, err := mapped.Open(o.Network)
		if err != nil {
			return nil, err
		}
		return world.OpenRoads(streets, r)
	}
	if err != nil {
		return nil, err
	}
	return world.Open(n, r), nil
}

// version is a checksum over the record, and over what the files of network and services are
// called, how long they are and when they were written: files are never rewritten in place.
// What can't be read is another version each time.
func (o Options) version(r *record.Record) string {
	sum := xxhash.New()
	index, err := r.Index()
	sum.Write(index)
	for _, path := range []string{o.Network, o.Services} {
		if path == "" || err != nil {
			continue
		}
		err = filepath.WalkDir(path, func(p string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			info, err := entry.Info()
			if err == nil {
				fmt.Fprintln(sum, p, info.Size(), info.ModTime().UnixNano())
			}
			return err
		})
	}
	if err != nil {
		fmt.Fprintln(sum, time.Now().UnixNano())
	}
	return strconv.FormatUint(sum.Sum64(), 36)
}

// mostDays bounds the pairs of days that a planner is asked about before another takes its
// place: with the record that ships the law of each takes 0.4 MB, and journeys up to 2 MB.
const mostDays = 200

// planner gives the planner for a pair of days. It keeps laws and what it learns of them, which
// take memory for each, so all is forgotten when there were many.
func (d *Desk) planner(on, known record.Day) *journey.Planner {
	d.mu.Lock()
	defer d.mu.Unlock()
	pair := [2]record.Day{known, on}
	if d.kept == nil || len(d.days) >= mostDays && !d.days[pair] {
		d.kept, d.days = journey.New(d.world), map[[2]record.Day]bool{}
	}
	d.days[pair] = true
	return d.kept
}

// Law gives the law of a day, as known on another. It is kept for who asks again.
func (d *Desk) Law(on, known record.Day) *regime.Regime {
	return d.planner(on, known).Law(known).On(on)
}

// supposing gives the law of a day, were some commitments carried out.
func (d *Desk) supposing(on, known record.Day, supposed []record.StatementID) *regime.Regime {
	if len(supposed) == 0 {
		return d.Law(on, known)
	}
	return regime.CompileSupposing(d.world.Record, on, known, supposed)
}
