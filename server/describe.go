package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/record"
	"waythrough/server/tag"
)

// Bounds of what a question may hold, wherever its tags say nothing: nobody asks for more
// than these by hand, and the search for a name takes time by its length.
const (
	longestWord       = 200
	longestStatements = 64 << 10
	mostValues        = 64
	// mostPlaces bounds lists of places. A what-if keeps 8 bytes for each pair: 8 MB.
	mostPlaces = 1000
)

// describe begins the description: what is said of the whole.
func (s *Server) describe(mux *http.ServeMux, version string) {
	config := huma.DefaultConfig("Waythrough", version)
	if version == "" {
		config.Info.Version = "0"
	}
	// No links to schemas in answers, no page that loads scripts from elsewhere; the
	// description is served by us, once it is whole.
	config.CreateHooks, config.DocsPath, config.SchemasPath, config.OpenAPIPath = nil, "", "", ""
	config.FieldsOptionalByDefault = true
	config.Transformers = []huma.Transformer{s.reworded}
	config.Info.Description = "Who may cross which border, on which day, with which papers; the way through; and what would change if a closed border opened. " +
		"Every answer names the dated source it rests on, or says that none was read.\n\n" +
		"By GET a question stands in the address, with at most passport, mode and vehicle of the traveller; by POST it is a JSON object of the same names, and may say more. " +
		"The same question has the same answer as long as the data and the day are the same: ask again with If-None-Match. Nothing that is asked is logged or kept."
	config.Info.License = &huma.License{Name: "Apache 2.0", Identifier: "Apache-2.0"}
	config.Servers = []*huma.Server{{URL: "/", Description: "this server"}}
	config.Tags = []*huma.Tag{
		{Name: "travellers", Description: "What may I, and how do I get there?"},
		{Name: "what-if", Description: "Two states of the law, compared."},
		{Name: "record", Description: "What was said, undertaken and done, and when."},
		{Name: "map", Description: "What a map shows."},
	}
	config.Security = []map[string][]string{{}} // open to all
	s.api = humago.New(mux, config)
}

// finishDescription bounds what was left without, and serves the description.
func (s *Server) finishDescription(mux *http.ServeMux) error {
	doc := s.api.OpenAPI()
	components := doc.Components.Schemas.Map()
	delete(components, "ErrorModel") // ours is Problem
	delete(components, "ErrorDetail")
	for _, item := range doc.Paths {
		if item.Get != nil {
			for _, p := range item.Get.Parameters {
				bound(p.Name, p.Schema)
			}
		}
		if item.Post != nil {
			body := item.Post.RequestBody.Content["application/json"].Schema
			boundAll(doc.Components.Schemas, body, map[string]bool{})
		}
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return fmt.Errorf("writing the description of the operations: %w", err)
	}
	etag := tag.Of(text)
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		if tag.Unchanged(w, r, etag) {
			return
		}
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(text)
	})
	return nil
}

// boundAll bounds a question in a body.
func boundAll(all huma.Registry, s *huma.Schema, seen map[string]bool) {
	if s.Ref != "" {
		if seen[s.Ref] {
			return
		}
		seen[s.Ref] = true
		s = all.SchemaFromRef(s.Ref)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		field := s.Properties[name]
		bound(name, field)
		boundAll(all, field, seen)
		if field.Items != nil {
			boundAll(all, field.Items, seen)
		}
	}
	s.PrecomputeMessages()
}

// bound bounds a parameter.
func bound(name string, s *huma.Schema) {
	limit := func(have **int, n int) {
		if *have == nil {
			*have = &n
		}
	}
	switch s.Type {
	case huma.TypeString:
		if name == "statements" {
			limit(&s.MaxLength, longestStatements)
		}
		limit(&s.MaxLength, longestWord)
	case huma.TypeArray:
		s.Nullable = false
		if s.Items.Type == huma.TypeString {
			limit(&s.MaxItems, mostValues)
			limit(&s.Items.MaxLength, longestWord)
		}
		limit(&s.MaxItems, mostPlaces)
	}
	s.PrecomputeMessages()
}

// noSuchQuestion answers an address under /v1/ that fits no operation.
func (s *Server) noSuchQuestion(w http.ResponseWriter, r *http.Request) {
	var paths []string
	var methods []string
	for p := range s.checks {
		method, path, _ := strings.Cut(p, " ")
		paths = append(paths, path)
		if fits(path, r.URL.Path) {
			methods = append(methods, method)
		}
	}
	if len(methods) > 0 {
		slices.Sort(methods)
		w.Header().Set("Allow", strings.Join(methods, ", ")+", OPTIONS")
		writeProblem(w, problem(http.StatusMethodNotAllowed, "", "%s is asked by %s", r.URL.Path, strings.Join(methods, " or ")))
		return
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	if near, ok := record.Nearest(r.URL.Path, paths); ok {
		writeProblem(w, problem(http.StatusNotFound, "", "there is no question at this address; did you mean %s?", near))
		return
	}
	writeProblem(w, problem(http.StatusNotFound, "", "there is no question at this address; there are %s", strings.Join(paths, ", ")))
}

// fits reports whether a path is one of a pattern.
func fits(pattern, path string) bool {
	a, b := strings.Split(pattern, "/"), strings.Split(path, "/")
	return len(a) == len(b) && slices.EqualFunc(a, b, func(x, y string) bool { return x == y || strings.HasPrefix(x, "{") && y != "" })
}

func noSuchPage(w http.ResponseWriter, _ *http.Request) {
	writeProblem(w, problem(http.StatusNotFound, "", "there is no such page; questions are asked under /v1/ and described at /openapi.json"))
}
