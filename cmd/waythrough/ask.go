package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
	"waythrough/road"
	roadbuiltin "waythrough/road/builtin"
	"waythrough/road/mapped"
	"waythrough/world"
)

// openRecord opens the record that ships, with the user's folders over it.
func (a *app) openRecord() (*record.Record, error) {
	folders, err := a.recordFolders()
	if err != nil {
		return nil, err
	}
	return builtin.Record(folders...)
}

// recordFolders gives the user's folders.
func (a *app) recordFolders() ([]record.Folder, error) {
	var folders []record.Folder
	for _, dir := range a.records {
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

// network names the network asked for; empty for the one that ships.
func (a *app) network() (string, error) {
	dirs := a.networks
	if env := os.Getenv("WAYTHROUGH_NETWORK"); len(dirs) == 0 && env != "" {
		dirs = []string{env}
	}
	switch len(dirs) {
	case 0:
		return "", nil
	case 1:
		return dirs[0], nil
	}
	return "", question(fmt.Errorf("--network was given %d times, and one network is read at a time: 'waythrough network build' makes one file of several extracts", len(dirs)))
}

// openWorld joins record and network: the tables that ship, the user's in a folder or a
// file, or a file of imported roads, which stays open while the program runs.
func (a *app) openWorld() (*world.World, error) {
	w, err := a.joinWorld()
	if err != nil {
		return nil, err
	}
	return w, a.serve(w)
}

func (a *app) joinWorld() (*world.World, error) {
	r, err := a.openRecord()
	if err != nil {
		return nil, err
	}
	path, err := a.network()
	if err != nil {
		return nil, err
	}
	if path == "" {
		n, err := roadbuiltin.Network()
		if err != nil {
			return nil, err
		}
		return world.Open(n, r), nil
	}
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		n, err := road.ReadFS(path, os.DirFS(path))
		if err != nil {
			return nil, err
		}
		return world.Open(n, r), nil
	}
	n, err := road.OpenFile(path)
	var other *road.KindError
	if errors.As(err, &other) {
		streets, err := mapped.Open(path)
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

// today is the day of the question where none is given. WAYTHROUGH_TODAY sets it
// for those who want the same answer tomorrow.
func today() (record.Day, error) {
	if s := os.Getenv("WAYTHROUGH_TODAY"); s != "" {
		d, err := record.ParseDate(s)
		if err != nil {
			return 0, fmt.Errorf("WAYTHROUGH_TODAY: %w", err)
		}
		return d.FirstDay(), nil
	}
	return record.MinuteOf(time.Now()).Day(), nil
}

// A when is the pair of days every question takes.
type when struct{ on, known string }

func (w *when) flags(f *pflag.FlagSet) {
	f.StringVar(&w.on, "on", "", "the day asked about, or a minute as 2024-07-30T08:00 (default today)")
	f.StringVar(&w.known, "known", "", "answer with what was public by this day (default today)")
}

// read gives the day asked about and the day of knowing.
func (w *when) read() (on record.Date, known record.Day, err error) {
	now, err := today()
	if err != nil {
		return on, 0, question(err)
	}
	on, known = record.DateOf(now), now
	if w.on != "" {
		if on, err = readDay("--on", w.on); err != nil {
			return on, 0, err
		}
	}
	if w.known != "" {
		d, err := readDay("--known", w.known)
		if err != nil {
			return on, 0, err
		}
		known = d.FirstDay()
	}
	return on, known, nil
}

func readDay(flag, s string) (record.Date, error) {
	if s == "today" {
		d, err := today()
		return record.DateOf(d), question(err)
	}
	d, err := record.ParseDate(s)
	if err != nil {
		return d, question(fmt.Errorf("%s: %w", flag, err))
	}
	if !d.Exact() {
		return d, question(fmt.Errorf("%s: %s is more than a day; ask about one day, as %s", flag, s, d.FirstDay()))
	}
	return d, nil
}

// travellerFlags are the flags of who asks.
type travellerFlags struct {
	passports, holds, stamps, entered []string
	file                              string
	t                                 regime.Traveller
	residence, plate, from, to        string
	mode, parity                      string
}

func (v *travellerFlags) flags(f *pflag.FlagSet) {
	f.StringArrayVar(&v.passports, "passport", nil, "passport held, as DEU or DEU:diplomatic (repeatable)")
	f.StringArrayVar(&v.holds, "holds", nil, "paper held, as visa:ARM (repeatable)")
	f.StringArrayVar(&v.stamps, "stamp", nil, "area whose stamp is in the passport (repeatable)")
	f.StringArrayVar(&v.entered, "entered", nil, "earlier entry, as abkhazia@psou:2024-05-01 (repeatable)")
	f.StringVar(&v.residence, "residence", "", "area of residence")
	f.IntVar(&v.t.Age, "age", 0, "age in years")
	f.StringVar(&v.t.Purpose, "purpose", "", "purpose of the journey, as tourism, business, aid")
	f.StringVar(&v.mode, "mode", "", "road, rail, foot, air or water")
	f.StringVar(&v.t.Vehicle, "vehicle", "", "car, truck, bus, motorcycle, bicycle or none")
	f.StringVar(&v.plate, "plate", "", "area where the vehicle is registered")
	f.StringVar(&v.parity, "parity", "", "parity of the document's number: odd or even")
	f.StringVar(&v.t.Cargo, "cargo", "", "goods or humanitarian")
	f.StringVar(&v.from, "goods-from", "", "origin of the goods")
	f.StringVar(&v.to, "goods-to", "", "destination of the goods")
	f.StringVar(&v.file, "traveller", "", "file with the traveller as JSON, instead of flags")
}

// read gives the traveller, checked against the record.
func (v *travellerFlags) read(w *world.World) (regime.Traveller, error) {
	reader := regime.NewReader(w.Record, w.FindArea)
	t := v.t
	if v.file != "" {
		var err error
		if t, err = readTraveller(v.file); err != nil {
			return t, err
		}
		return t, question(reader.CheckAll(&t))
	}
	t.Mode, t.Parity = record.Mode(v.mode), record.Parity(v.parity)
	t.Residence, t.Plate = record.AreaID(v.residence), record.AreaID(v.plate)
	t.GoodsFrom, t.GoodsTo = record.AreaID(v.from), record.AreaID(v.to)
	for _, s := range v.passports {
		t.Passports = append(t.Passports, regime.Passport{Nationality: record.AreaID(s)})
	}
	for _, s := range v.holds {
		t.Holds = append(t.Holds, record.PaperID(s))
	}
	for _, s := range v.stamps {
		t.Stamps = append(t.Stamps, record.AreaID(s))
	}
	for _, s := range v.entered {
		e, err := reader.Entered(s)
		if err != nil {
			return t, question(err)
		}
		t.Entered = append(t.Entered, e)
	}
	return t, question(reader.CheckAll(&t))
}

func readTraveller(path string) (regime.Traveller, error) {
	var t regime.Traveller
	f, err := os.Open(path)
	if err != nil {
		return t, question(fmt.Errorf("--traveller: %w", err))
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, question(fmt.Errorf("--traveller %s: %w", path, err))
	}
	return t, nil
}

// area reads an area for a flag.
func area(w *world.World, flag, s string) (record.AreaID, error) {
	if s == "" {
		return "", question(fmt.Errorf("%s is missing: an area, as ARM or Armenia", flag))
	}
	id, err := w.FindArea(s)
	if err != nil {
		return "", question(fmt.Errorf("%s: %w", flag, err))
	}
	return id, nil
}

func (a *app) printJSON(v any) error { return writeJSON(a.out, v) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// nearestFlag finds the flag that a misspelt one was meant for.
func nearestFlag(c *cobra.Command, name string) (string, bool) {
	name, _, _ = strings.Cut(name, "=")
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return record.Nearest(name, names)
}
