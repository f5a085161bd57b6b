package peers

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"waythrough/cch"
	"waythrough/road/dimacs"
)

// BenchmarkPgRouting asks pgRouting and us for the travel times between the same nodes of
// New York's graph. Answers that differ are counted, and fail where the method is exact.
func BenchmarkPgRouting(b *testing.B) {
	g, at := newYork(b)
	for b.Loop() {
		db := cluster(b)
		db.load(b, g, at)
		pairs := [][2]int{}
		rng := rand.New(rand.NewPCG(1, 2))
		for range pgPairs {
			pairs = append(pairs, [2]int{rng.IntN(g.Nodes), rng.IntN(g.Nodes)})
		}
		want, times := ourDistances(b, g, at, pairs)
		fmt.Printf("\npgRouting %s, New York by travel time, %d random pairs%5s %9s\n", db.version(b), pgPairs, "median", "× ours")
		line("ours: search and path", times, 0)
		for _, m := range methodsOf(g, at) {
			_, idle := db.ask(b, m, [][2]int{{int(g.Tail[0]), int(g.Head[0])}, {int(g.Tail[1]), int(g.Head[1])}, {int(g.Tail[2]), int(g.Head[2])}})
			got, took := db.ask(b, m, pairs)
			line(m.name, took, median(times))
			line("  less a query of one arc", []time.Duration{max(0, median(took)-median(idle))}, median(times))
			differ := 0
			for i := range got {
				if got[i] != want[i] {
					differ++
				}
			}
			fmt.Printf("  %d of %d distances equal ours\n", len(got)-differ, len(got))
			if m.exact && differ > 0 {
				b.Errorf("%s: %d of %d distances differ: %v, ours %v", m.name, differ, len(got), got, want)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
}

const pgPairs = 20

func newYork(b *testing.B) (*dimacs.Graph, *dimacs.Coordinates) {
	g, err := dimacs.OpenGraph(shared(b, "dimacs", "USA-road-t.NY.gr.gz"))
	if err != nil {
		b.Fatal(err)
	}
	at, err := dimacs.OpenCoordinates(shared(b, "dimacs", "USA-road-d.NY.co.gz"))
	if err != nil {
		b.Fatal(err)
	}
	return g, at
}

func ourDistances(b *testing.B, g *dimacs.Graph, at *dimacs.Coordinates, pairs [][2]int) (want []int64, times []time.Duration) {
	graph, weights := cch.Graph{Nodes: g.Nodes}, make([]cch.Weight, len(g.Weight))
	for i := range g.Tail {
		graph.Tail, graph.Head = append(graph.Tail, cch.NodeID(g.Tail[i])), append(graph.Head, cch.NodeID(g.Head[i]))
		weights[i] = cch.Weight(g.Weight[i])
	}
	order, err := cch.Order(graph, at.Lon, at.Lat, 0)
	if err != nil {
		b.Fatal(err)
	}
	h, err := cch.Build(graph, order)
	if err != nil {
		b.Fatal(err)
	}
	m, err := cch.NewMetric(h, weights, 0)
	if err != nil {
		b.Fatal(err)
	}
	m.Perfect()
	q := cch.NewQuery(m)
	var way []cch.ArcID
	for _, p := range pairs {
		start := time.Now()
		d, arcs := q.Route(cch.NodeID(p[0]), cch.NodeID(p[1]), way[:0])
		times = append(times, time.Since(start))
		want, way = append(want, int64(d)), arcs
	}
	return want, times
}

// A method is a function of pgRouting: how it is asked for the way from %d to %d.
type method struct {
	name, query string
	exact       bool
}

// methodsOf lists what is measured. The bound of A* is the straight line in degrees, by
// the least cost of a degree that any arc has, so that it never exceeds a distance.
func methodsOf(g *dimacs.Graph, at *dimacs.Coordinates) []method {
	least := math.Inf(1)
	for i := range g.Tail {
		u, v := g.Tail[i], g.Head[i]
		if d := math.Hypot(float64(at.Lon[u]-at.Lon[v]), float64(at.Lat[u]-at.Lat[v])) / 1e7; d > 0 {
			least = min(least, float64(g.Weight[i])/d)
		}
	}
	const arcs = "$$SELECT id, source, target, cost FROM arcs$$"
	return []method{
		{"pgr_dijkstra", "pgr_dijkstra(" + arcs + ", %d, %d)", true},
		{"pgr_bdDijkstra", "pgr_bdDijkstra(" + arcs + ", %d, %d)", true},
		{"pgr_bdAstar", "pgr_bdAstar($$SELECT * FROM arcs$$, %d, %d, heuristic => 4, factor => " + strconv.FormatFloat(0.999*least, 'f', 6, 64) + ")", false},
	}
}

// A database is a cluster of PostgreSQL of its own, reached by a socket in its folder.
type database struct {
	folder, psql string
}

// cluster starts a database that ends with the benchmark. It does not run as root, and if
// we do, it runs as the user that Debian makes for it.
func cluster(b *testing.B) *database {
	initdb := installed(b, "postgresql", "initdb", "/usr/lib/postgresql/*/bin/initdb")
	if found, _ := filepath.Glob("/usr/share/postgresql/*/extension/pgrouting.control"); len(found) == 0 {
		absent(b, "postgresql-pgrouting", "pgRouting")
	}
	folder, err := os.MkdirTemp("", "pgrouting")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(folder) })
	as := asPostgres(b, folder)
	db := &database{folder, installed(b, "postgresql-client", "psql")}
	data := filepath.Join(folder, "data")
	control := installed(b, "postgresql", "pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl")
	as(initdb, "-D", data, "-A", "trust", "-U", "waythrough", "--no-sync")
	as(control, "-D", data, "-w", "-l", filepath.Join(folder, "log"), "-o",
		"-c listen_addresses= -c fsync=off -c jit=off -c shared_buffers=256MB -k "+folder, "start")
	b.Cleanup(func() { as(control, "-D", data, "-m", "immediate", "stop") })
	return db
}

// asPostgres returns a function that runs a program as somebody who may run a database.
func asPostgres(b *testing.B, folder string) func(program string, args ...string) {
	if os.Geteuid() != 0 {
		return func(program string, args ...string) { start(b, program, args...) }
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		absent(b, "postgresql", "a user postgres (a database does not run as root)")
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(folder, uid, gid); err != nil {
		b.Fatal(err)
	}
	return func(program string, args ...string) {
		start(b, "setpriv", append([]string{"--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups", program}, args...)...)
	}
}

// start runs a program whose children may outlive it: nothing of it is read, but for how
// it ended.
func start(b *testing.B, program string, args ...string) {
	c := exec.Command(program, args...)
	c.Dir = os.TempDir()
	if err := c.Run(); err != nil {
		b.Fatalf("%s %q: %v", program, args, err)
	}
}

// sql runs statements and returns what they print, a line a row.
func (db *database) sql(b *testing.B, input []byte, args ...string) string {
	b.Helper()
	out, _ := run(b, input, db.psql, append([]string{"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", db.folder, "-U", "waythrough", "-d", "postgres"}, args...)...)
	return strings.TrimSpace(out)
}

func (db *database) version(b *testing.B) string {
	return db.sql(b, nil, "-c", "SELECT pgr_version()")
}

func (db *database) load(b *testing.B, g *dimacs.Graph, at *dimacs.Coordinates) {
	db.sql(b, nil, "-c", "CREATE EXTENSION pgrouting CASCADE", "-c",
		"CREATE TABLE arcs (id bigint, source bigint, target bigint, cost float8, x1 float8, y1 float8, x2 float8, y2 float8)")
	var rows bytes.Buffer
	for i := range g.Tail {
		u, v := g.Tail[i], g.Head[i]
		fmt.Fprintf(&rows, "%d\t%d\t%d\t%d\t%g\t%g\t%g\t%g\n", i, u, v, g.Weight[i],
			float64(at.Lon[u])/1e7, float64(at.Lat[u])/1e7, float64(at.Lon[v])/1e7, float64(at.Lat[v])/1e7)
	}
	db.sql(b, rows.Bytes(), "-c", "COPY arcs FROM STDIN", "-c", "VACUUM ANALYZE arcs")
}

var psqlTime = regexp.MustCompile(`^Time: ([0-9.]+) ms`)

// ask gives the distance of each pair, and how long the database took.
func (db *database) ask(b *testing.B, m method, pairs [][2]int) (distances []int64, times []time.Duration) {
	var script bytes.Buffer
	script.WriteString("\\timing on\n")
	for _, p := range pairs {
		fmt.Fprintf(&script, "SELECT max(agg_cost)::bigint FROM "+m.query+";\n", p[0], p[1])
	}
	for line := range strings.SplitSeq(db.sql(b, script.Bytes()), "\n") {
		if t := psqlTime.FindStringSubmatch(line); t != nil {
			ms, _ := strconv.ParseFloat(t[1], 64)
			times = append(times, time.Duration(ms*1e6))
		} else if d, err := strconv.ParseInt(line, 10, 64); err == nil {
			distances = append(distances, d)
		}
	}
	if len(distances) != len(pairs) || len(times) != len(pairs) {
		b.Fatalf("%s was asked for %d distances, and answered %d, timed %d", m.name, len(pairs), len(distances), len(times))
	}
	return distances, times
}
