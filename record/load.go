package record

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
)

// A Record is a checked set of statements with everything they refer to. It is
// read-only and may be shared.
type Record struct {
	Sources    []*Source
	Areas      []*Area
	Groups     []*Group
	Crossings  []*Crossing
	Terminals  []*Terminal
	Towns      []*Town
	Processes  []*Process
	Statements []*Statement

	sources    map[SourceID]*Source
	areas      map[AreaID]*Area
	groups     map[GroupID]*Group
	crossings  map[CrossingID]*Crossing
	terminals  map[TerminalID]*Terminal
	processes  map[ProcessID]*Process
	statements map[StatementID]*Statement
}

// Source, Area, Group, Crossing, Terminal, Process and Statement look a thing up
// by its id; nil if there is none.
func (r *Record) Source(id SourceID) *Source          { return r.sources[id] }
func (r *Record) Area(id AreaID) *Area                { return r.areas[id] }
func (r *Record) Group(id GroupID) *Group             { return r.groups[id] }
func (r *Record) Crossing(id CrossingID) *Crossing    { return r.crossings[id] }
func (r *Record) Terminal(id TerminalID) *Terminal    { return r.terminals[id] }
func (r *Record) Process(id ProcessID) *Process       { return r.processes[id] }
func (r *Record) Statement(id StatementID) *Statement { return r.statements[id] }

// Load reads every .yaml file of the folders, later folders laid over earlier
// ones, and checks the whole. The error is Errors: everything that is wrong, or
// nothing is returned with it.
func Load(folders ...Folder) (*Record, error) { return (&Record{}).loadOver(folders) }

// loadOver lays folders over what the record already holds.
func (r *Record) loadOver(folders []Folder) (*Record, error) {
	var errs Errors
	checked := len(r.Statements)
	for _, folder := range folders {
		errs = append(errs, r.read(folder)...)
	}
	if len(errs) == 0 {
		errs = r.complete(checked)
	}
	if len(errs) > 0 {
		slices.SortStableFunc(errs, func(a, b *Error) int {
			return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line))
		})
		return nil, errs
	}
	return r, nil
}

// A Folder is a tree of YAML files. Name stands before the file names in errors.
type Folder struct {
	Name string
	FS   fs.FS
	Only string // the one file that is read; empty: every file
}

// read adds the files of a folder, in the order of their names.
func (r *Record) read(folder Folder) Errors {
	var errs Errors
	found := false
	walk := func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() || (path.Ext(p) != ".yaml" && path.Ext(p) != ".yml") {
			return nil
		}
		if folder.Only != "" && p != folder.Only {
			return nil
		}
		found = true
		data, err := fs.ReadFile(folder.FS, p)
		if err != nil {
			return err
		}
		f, fileErrs := decodeFile(path.Join(folder.Name, p), data)
		errs = append(errs, fileErrs...)
		r.add(f)
		return nil
	}
	if err := fs.WalkDir(folder.FS, ".", walk); err != nil {
		errs = append(errs, &Error{Pos{File: folder.Name}, "reading the record: " + err.Error()})
	} else if !found {
		errs = append(errs, &Error{Pos{File: folder.Name}, "holds no .yaml file; a record folder needs at least one"})
	}
	return errs
}

func (r *Record) add(f file) {
	r.Sources = append(r.Sources, f.Sources...)
	r.Areas = append(r.Areas, f.Areas...)
	r.Groups = append(r.Groups, f.Groups...)
	r.Crossings = append(r.Crossings, f.Crossings...)
	r.Terminals = append(r.Terminals, f.Terminals...)
	r.Towns = append(r.Towns, f.Towns...)
	r.Processes = append(r.Processes, f.Processes...)
	r.Statements = append(r.Statements, f.Statements...)
}

// complete indexes, checks, and fills in the defaults that need other things.
// The first statements were completed before: their public days are filled in.
func (r *Record) complete(completed int) Errors {
	c := checker{r: r, completed: completed}
	r.index(&c)
	c.all()
	if len(c.errs) == 0 {
		for _, s := range r.Statements {
			r.complement(s)
		}
	}
	return c.errs
}

// index makes the look-ups by id and reports ids used twice.
func (r *Record) index(c *checker) {
	r.sources = index(c, "source", r.Sources, func(s *Source) (SourceID, Pos) { return s.ID, s.Pos })
	r.areas = index(c, "area", r.Areas, func(a *Area) (AreaID, Pos) { return a.ID, a.Pos })
	r.groups = index(c, "group", r.Groups, func(g *Group) (GroupID, Pos) { return g.ID, g.Pos })
	r.crossings = index(c, "crossing", r.Crossings, func(x *Crossing) (CrossingID, Pos) { return x.ID, x.Pos })
	r.terminals = index(c, "terminal", r.Terminals, func(t *Terminal) (TerminalID, Pos) { return t.ID, t.Pos })
	r.processes = index(c, "process", r.Processes, func(p *Process) (ProcessID, Pos) { return p.ID, p.Pos })
	r.statements = index(c, "statement", r.Statements, func(s *Statement) (StatementID, Pos) { return s.ID, s.Pos })
	index(c, "town", r.Towns, func(t *Town) (string, Pos) { return string(t.Area) + "/" + t.ID, t.Pos })
}

func index[ID ~string, T any](c *checker, what string, list []T, key func(T) (ID, Pos)) map[ID]T {
	m := make(map[ID]T, len(list))
	for _, x := range list {
		id, pos := key(x)
		if first, ok := m[id]; ok {
			_, at := key(first)
			c.fail(pos, "%s %q is already defined at %s; an id is used once", what, id, at)
			continue
		}
		m[id] = x
	}
	return m
}

// complement fills in the public days that follow from sources.
func (r *Record) complement(s *Statement) {
	if s.Public.IsZero() {
		s.Public = r.published(s.Sources, earliestEvent(s))
	}
	if s.Ended != nil && s.Ended.Public.IsZero() {
		s.Ended.Public = r.published(s.Ended.Sources, s.Ended.On)
	}
	for i := range s.Valid.Sunsets {
		if t := &s.Valid.Sunsets[i]; t.Public.IsZero() {
			t.Public = r.published(t.Sources, s.Public)
		}
	}
	events := s.events()
	for i := range events {
		if e := &events[i]; e.Public.IsZero() {
			e.Public = r.published(e.Sources, e.On)
		}
	}
}

// events are the events of a commitment or an instrument.
func (s *Statement) events() []Event {
	switch {
	case s.Commitment != nil:
		return s.Commitment.Events
	case s.Instrument != nil:
		return s.Instrument.Events
	}
	return nil
}

func earliestEvent(s *Statement) Date {
	switch {
	case s.Meeting != nil:
		return s.Meeting.On
	case s.Position != nil:
		return s.Position.On
	}
	return Date{}
}

// published is the earliest publication among the sources, or the default.
func (r *Record) published(cites []Citation, otherwise Date) Date {
	var earliest Date
	for _, c := range cites {
		p := r.sources[c.Source].Published
		if !p.IsZero() && (earliest.IsZero() || p.Last < earliest.Last) {
			earliest = p
		}
	}
	if earliest.IsZero() {
		return otherwise
	}
	return earliest
}

// sortedIDs gives the ids of an index in order, for suggestions.
func sortedIDs[ID ~string, T any](m map[ID]T) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, string(id))
	}
	sort.Strings(ids)
	return ids
}

// describe gives a short text for a list of ids in messages.
func describe[ID ~string](ids []ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, ", ")
}
