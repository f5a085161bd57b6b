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
	world   *world.World
	version func() string

	mu   sync.Mutex
	kept *kept
}

// Open reads the data. Some milliseconds for what ships.
func Open(o Options) (*Desk, error) {
	r, err := o.record()
	if err != nil {
		return nil, err
	}
	d := &Desk{options: o}
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

func (o Options) record() (*record.Record, error) {
	folders, err := Folders(o.Records)
	if err != nil {
		return nil, err
	}
	return builtin.Record(folders...)
}

// Folders gives folders of statements by their paths.
func Folders(dirs []string) ([]record.Folder, error) {
	var folders []record.Folder
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		switch {
		case err != nil:
			return nil, fmt.Errorf("opening --record %s: %w", dir, errors.Unwrap(err))
		case !info.IsDir():
			return nil, fmt.Errorf("opening --record %s: it is a file; give the folder that holds it", dir)
		}
		folders = append(folders, record.Folder{Name: dir, FS: os.DirFS(dir)})
	}
	return folders, nil
}

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

// kept is what was made of the record for questions asked before. Laws and what a planner
// learns of them take memory for each pair of days, so all is forgotten when there were many.
type kept struct {
	planner *journey.Planner
	laws    map[record.Day]*world.Law // by the day of knowing
	days    map[[2]record.Day]bool    // asked about: known, on
}

// mostDays bounds the pairs of days that laws are kept for: about 1 MB each with the record
// that ships.
const mostDays = 200

// keep gives what is kept for a pair of days.
func (d *Desk) keep(on, known record.Day) *kept {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil || len(d.kept.days) >= mostDays && !d.kept.days[[2]record.Day{known, on}] {
		d.kept = &kept{journey.New(d.world), map[record.Day]*world.Law{}, map[[2]record.Day]bool{}}
	}
	d.kept.days[[2]record.Day{known, on}] = true
	if d.kept.laws[known] == nil {
		d.kept.laws[known] = d.world.Law(known)
	}
	return d.kept
}

// law gives the law of a day, were some commitments carried out.
func (d *Desk) law(on, known record.Day, supposed []record.StatementID) *regime.Regime {
	if len(supposed) > 0 {
		return regime.CompileSupposing(d.world.Record, on, known, supposed)
	}
	k := d.keep(on, known)
	d.mu.Lock()
	law := k.laws[known]
	d.mu.Unlock()
	return law.On(on)
}

// planner gives the planner for a pair of days.
func (d *Desk) planner(on, known record.Day) *journey.Planner { return d.keep(on, known).planner }
