package waythrough_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// allowed says which packages of the project each package may import, besides
// what those import. Data flows one way; a new arrow is a decision to write here.
var allowed = map[string][]string{
	"record":                  {},
	"record/builtin":          {"record"},
	"record/builtin/generate": {"record"},
	"regime":                  {"record"},
	"geo":                     {},
	"cch":                     {},
	"road":                    {"geo", "road/netfile"},
	"road/netfile":            {},
	"road/dimacs":             {},
	"road/border":             {"geo", "road/osm"},
	"road/outline":            {"geo", "road/osm"},
	"road/street":             {"road/border", "road/dimacs"},
	"road/turn":               {},
	"road/direction":          {"geo", "road/osm/profile"},
	"road/mapped":             {"cch", "road/street", "road/turn", "road/direction", "road/netfile", "road/outline"},
	"road/worldgen":           {"geo"},
	"road/importer":           {"road", "road/mapped"},
	"road/growth":             {"road/importer", "road/worldgen"},
	"road/peers":              {},
	"road/osm":                {"geo", "road/osm/pbf", "road/osm/profile"},
	"road/osm/pbf":            {},
	"road/osm/pbf/pbftest":    {"road/osm/pbf"},
	"road/osm/profile":        {},
	"road/builtin":            {"road"},
	"service":                 {"record", "geo"},
	"service/timetable":       {"record", "geo", "road/netfile"},
	"service/gtfs":            {"service/timetable"},
	"reading":                 {"record", "reading/lexicon", "reading/when"},
	"reading/lexicon":         {},
	"reading/when":            {"record"},
	"reading/article":         {"record"},
	"reading/feed":            {},
	"reading/second":          {"reading"},
	"reading/score":           {"reading", "reading/article"},
	"world":                   {"regime", "road", "road/mapped", "service", "service/timetable"},
	"world/walktest":          {"road/mapped"},
	"journey":                 {"world", "geo/contour"},
	"whatif":                  {"journey", "whatif/allpairs"},
	"whatif/allpairs":         {},
	"geo/contour":             {"geo"},
	"whatif/report":           {"whatif"},
	"ask":                     {"whatif", "record/builtin", "road/builtin"},
	"ask/mcp":                 {"ask"},
	"ask/table":               {"ask"},
	"server":                  {"ask/table", "whatif/report", "server/tag"},
	"server/tag":              {},
	"server/page":             {"ask", "server/tag"},
	"server/tile":             {"ask", "server/tag"},
	"web":                     {},
	"cmd/waythrough":          {"ask/mcp", "server", "server/page", "server/tile", "web", "service/gtfs", "road/growth", "reading/article", "reading/feed", "reading/second", "whatif/report"},
}

func TestImportsFollowTheDesign(t *testing.T) {
	err := filepath.WalkDir(".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && p != "." {
			if entry != nil && entry.IsDir() {
				return filepath.SkipDir
			}
			return err
		}
		if !entry.IsDir() && strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			checkImports(t, filepath.ToSlash(p))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, file string) {
	pkg := path.Dir(file)
	if _, ok := allowed[pkg]; !ok {
		t.Errorf("%s: package %s is not in the list of allowed imports; add it with the packages it may use", file, pkg)
		return
	}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	may := reach(pkg, map[string]bool{})
	for _, spec := range f.Imports {
		name, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "waythrough/")
		if ours && !may[name] {
			t.Errorf("%s imports %s; %s may import %s, and what those import", file, name, pkg, strings.Join(allowed[pkg], ", "))
		}
	}
}

// reach is everything a package may import, directly or through what it imports.
func reach(pkg string, seen map[string]bool) map[string]bool {
	for _, dep := range allowed[pkg] {
		if !seen[dep] {
			seen[dep] = true
			reach(dep, seen)
		}
	}
	return seen
}
