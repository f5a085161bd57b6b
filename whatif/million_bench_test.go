package whatif_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/road/importer"
	"waythrough/road/mapped"
	"waythrough/road/osm/profile"
	"waythrough/road/worldgen"
	"waythrough/whatif"
	"waythrough/world"
)

// What computing the side before takes, and what comparing one crossing opened with it
// does, on a drawn world of a million nodes and forty areas, between 10,000 settlements:
//
//	go test ./whatif -run '^$' -bench Million -benchtime 1x -timeout 30m
//
// WAYTHROUGH_NODES and WAYTHROUGH_SETTLEMENTS say other numbers, to try it quickly. The
// network is built once, in a minute or two, and kept in the folder for temporary files.
var million = sync.OnceValues(func() (*drawnRoads, error) {
	nodes, err := envNumber("WAYTHROUGH_NODES", 1_000_000)
	if err != nil {
		return nil, err
	}
	towns, err := envNumber("WAYTHROUGH_SETTLEMENTS", 10_000)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("waythrough-drawn-%d", nodes))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	drawn := worldgen.New(worldgen.Options{Seed: 1, Nodes: nodes, Areas: 40})
	return openDrawn(drawn, dir, worldgen.RecordOptions{Seed: 1}, towns, profile.Car)
})

func envNumber(name string, usual int) (int, error) {
	s := os.Getenv(name)
	if s == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("reading %s: %w", name, err)
	}
	return n, nil
}

// drawnRoads is a drawn world of imported roads with its record and settlements.
type drawnRoads struct {
	w      *world.World
	n      *mapped.Network
	yaml   string // the record
	record *record.Record
	places *whatif.Places
}

// openDrawn builds the network of a drawn world in a folder, if it is not there, and
// opens it.
func openDrawn(drawn *worldgen.World, dir string, o worldgen.RecordOptions, towns int, profiles ...profile.Profile) (*drawnRoads, error) {
	path := filepath.Join(dir, "drawn.network")
	if _, err := os.Stat(path); err != nil {
		if err := buildDrawn(drawn, dir, path, profiles); err != nil {
			return nil, err
		}
	}
	d := &drawnRoads{yaml: string(drawn.Record(o))}
	var err error
	if d.record, err = loadRecord(d.yaml); err != nil {
		return nil, err
	}
	if d.n, err = mapped.Open(path); err != nil {
		return nil, err
	}
	if d.w, err = world.OpenRoads(d.n, d.record); err != nil {
		return nil, err
	}
	d.places, err = settlementsOf(d.w, drawn, towns)
	return d, err
}

func buildDrawn(drawn *worldgen.World, dir, path string, profiles []profile.Profile) error {
	f, err := os.CreateTemp(dir, "drawn-*.osm.pbf")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := cmp.Or(drawn.WritePBF(f), f.Close()); err != nil {
		return err
	}
	_, err = importer.Extracts(context.Background(), []string{f.Name()}, importer.Options{Output: path, Profiles: profiles})
	return err
}

// settlementsOf places the settlements of a drawn world, weighted by population.
func settlementsOf(w *world.World, drawn *worldgen.World, n int) (*whatif.Places, error) {
	p := &whatif.Places{}
	for _, line := range strings.Split(strings.TrimSpace(string(drawn.Settlements(n))), "\n")[1:] {
		f := strings.Split(line, ",")
		place, err := w.Find(f[2] + "," + f[3])
		if err != nil {
			return nil, err
		}
		s := *place.Spots[0]
		s.ID, s.Name, s.Area = f[0], f[1], record.AreaID(f[4])
		people, err := strconv.ParseFloat(f[5], 64)
		if err != nil {
			return nil, err
		}
		p.Spots, p.Weights = append(p.Spots, &s), append(p.Weights, people)
	}
	return p, nil
}

// question asks for all settlements by car, for a resident national of each or for a
// traveller of some nationality.
func (d *drawnRoads) question(nationality record.AreaID) whatif.Question {
	q := car(d.w)
	q.Places, q.Known = d.places, q.On
	if nationality != "" {
		q.Traveller.Passports = []regime.Passport{{Nationality: nationality, Type: "ordinary"}}
	}
	return q
}

// opening is a file of statements that open a crossing to everybody, in spite of what
// closures of its border the record knows.
func (d *drawnRoads) opening(id record.CrossingID) string {
	x := d.record.Crossing(id)
	a, b := x.Posts[0].Area, x.Posts[1].Area
	out := "statements:\n"
	for _, side := range []record.AreaID{a, b} {
		closure := fmt.Sprintf("closure-%s-%s-by-%s", strings.ToLower(string(min(a, b))), strings.ToLower(string(max(a, b))), strings.ToLower(string(side)))
		overrides := ""
		if d.record.Statement(record.StatementID(closure)) != nil {
			overrides = ", overrides: [" + closure + "]"
		}
		out += fmt.Sprintf("  - {id: opening-by-%s, says: Supposed open., public: 2023-12-01, public_basis: a supposition, rule: {part: every, authority: %s, place: {crossing: %s}, effect: permitted%s}}\n",
			strings.ToLower(string(side)), side, id, overrides)
	}
	return out
}

// shut lists the crossings of borders that the record has shut to everybody.
func (d *drawnRoads) shut() (list []record.CrossingID) {
	for _, x := range d.record.Crossings {
		a, b := x.Posts[0].Area, x.Posts[1].Area
		for _, side := range []record.AreaID{a, b} {
			id := fmt.Sprintf("closure-%s-%s-by-%s", strings.ToLower(string(min(a, b))), strings.ToLower(string(max(a, b))), strings.ToLower(string(side)))
			if s := d.record.Statement(record.StatementID(id)); s != nil && s.Rule.Class.Cargo.Any() {
				list = append(list, x.ID)
				break
			}
		}
	}
	return list
}

func BenchmarkMillion(b *testing.B) {
	d, err := million()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("traveller", func(b *testing.B) { d.benchmark(b, d.record.Areas[0].ID) })
	b.Run("residents", func(b *testing.B) { d.benchmark(b, "") })
}

// benchmark tells what the side before takes from nothing, and comparisons with it.
func (d *drawnRoads) benchmark(b *testing.B, who record.AreaID) {
	q := d.question(who)
	q.Before = whatif.Side{Law: regime.Compile(d.record, q.On, q.Known), Waits: true}
	var base *whatif.Base
	var anew spent
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			base = nil
			base, anew = d.fromNothing(b, q)
		}
	})
	list := d.shut()
	x := list[len(list)/2]
	scenarios := map[string]whatif.Side{"opened": d.supposing(b, q, d.opening(x)), "closed": d.closing(b, q)}
	if c := d.promise(x); c != "" {
		scenarios["commitment"] = whatif.Side{Law: regime.CompileSupposing(d.record, q.On, q.Known, []record.StatementID{c}), Waits: true}
	}
	for _, name := range slices.Sorted(maps.Keys(scenarios)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var took spent
			for b.Loop() {
				start := begin()
				a, err := base.Compare(b.Context(), scenarios[name])
				if err != nil {
					b.Fatal(err)
				}
				took = start.end()
				b.ReportMetric(float64(a.PairsNewlyJoined+a.PairsQuicker+a.PairsCut+a.PairsSlower), "pairs-changed")
			}
			b.ReportMetric(took.cpu.Seconds(), "s-cpu")
			b.ReportMetric(anew.wall.Seconds()/took.wall.Seconds(), "times-faster")
			b.ReportMetric(anew.cpu.Seconds()/took.cpu.Seconds(), "times-less-cpu")
		})
	}
}

// spent is time by the clock and of all processors.
type spent struct{ wall, cpu time.Duration }

// A beginning is when something was begun.
type beginning struct {
	at  time.Time
	cpu time.Duration
}

func begin() beginning { return beginning{time.Now(), cpuTime()} }

func (x beginning) end() spent { return spent{time.Since(x.at), cpuTime() - x.cpu} }

// fromNothing opens the world again and makes everything: the overlay (of the roads that
// are open to whoever is asked for), the tables of the settlements, the matrix and its
// sums.
func (d *drawnRoads) fromNothing(b *testing.B, q whatif.Question) (*whatif.Base, spent) {
	runtime.GC()
	w, err := world.OpenRoads(d.n, d.record)
	if err != nil {
		b.Fatal(err)
	}
	q.World = w
	start := begin()
	base, err := whatif.NewBase(b.Context(), q)
	if err != nil {
		b.Fatal(err)
	}
	all := start.end()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-held")
	b.ReportMetric(float64(m.Sys)/1e6, "MB-taken")
	if w, err = world.OpenRoads(d.n, d.record); err != nil {
		b.Fatal(err)
	}
	overlay, tables, gates, err := base.LayAgain(w)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(overlay.Seconds(), "s-overlay")
	b.ReportMetric(tables.Seconds(), "s-tables")
	b.ReportMetric((all.wall - overlay - tables).Seconds(), "s-matrix")
	b.ReportMetric(all.wall.Seconds(), "s-all")
	b.ReportMetric(all.cpu.Seconds(), "s-cpu")
	b.ReportMetric(float64(gates), "gates")
	return base, all
}

// supposing is the law with the statements of a file.
func (d *drawnRoads) supposing(t testing.TB, q whatif.Question, file string) whatif.Side {
	return whatif.Side{Law: regime.Compile(load(t, d.yaml, file), q.On, q.Known), Waits: true}
}

// closing shuts a crossing that is in use.
func (d *drawnRoads) closing(t testing.TB, q whatif.Question) whatif.Side {
	shut := d.shut()
	for _, x := range d.record.Crossings[len(d.record.Crossings)/3:] {
		if !slices.Contains(shut, x.ID) {
			return whatif.Side{Law: q.Before.Law, Waits: true, Shut: []record.CrossingID{x.ID}}
		}
	}
	t.Fatal("every crossing is shut")
	return whatif.Side{}
}

// promise is the commitment to open the border of a crossing, if there is one.
func (d *drawnRoads) promise(id record.CrossingID) record.StatementID {
	x := d.record.Crossing(id)
	a, b := strings.ToLower(string(x.Posts[0].Area)), strings.ToLower(string(x.Posts[1].Area))
	c := record.StatementID("promise-" + min(a, b) + "-" + max(a, b))
	if d.record.Statement(c) == nil {
		return ""
	}
	return c
}
