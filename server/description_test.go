package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described is /openapi.json as far as the tests read it.
type described struct {
	Paths map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Description string
		Parameters  []describedParam
		RequestBody struct {
			Content map[string]struct {
				Schema   map[string]any
				Examples map[string]struct{ Value json.RawMessage }
			}
		} `json:"requestBody"`
		Responses map[string]struct {
			Content map[string]struct{ Schema any }
		}
	}

	schemas *jsonschema.Compiler
}

type describedParam struct {
	Name, In, Description string
	Required              bool
	Schema                map[string]any
	Examples              map[string]struct{ Value any }
}

// description reads /openapi.json, and makes its schemas refuse what they don't name: an
// answer with a field that is not described fails.
func description(t testing.TB, at string) *described {
	t.Helper()
	r := get(t, at+"/openapi.json")
	var d described
	if err := json.Unmarshal(r.body, &d); err != nil {
		t.Fatal(err)
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(whole)
	d.schemas = jsonschema.NewCompiler()
	if err := d.schemas.AddResource("openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	return &d
}

func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, object := v["properties"].(map[string]any); object && v["additionalProperties"] == nil {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range v {
			closeObjects(inner)
		}
	}
}

// check holds a reply against what is described for its status and kind.
func (d *described) check(t testing.TB, path, method string, r reply) {
	t.Helper()
	kind, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	response, ok := d.Paths[path][method].Responses[fmt.Sprint(r.status)]
	if _, described := response.Content[kind]; !ok || !described {
		t.Errorf("%s %s: %d with %s is not described: %.300s", method, path, r.status, kind, r.body)
		return
	}
	if !strings.HasSuffix(kind, "json") || kind == "application/geo+json" || kind == "application/x-ndjson" {
		return
	}
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	schema, err := d.schemas.Compile(fmt.Sprintf("openapi.json#/paths/%s/%s/responses/%d/content/%s/schema", url.PathEscape(escape.Replace(path)), method, r.status, escape.Replace(kind)))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.body))
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s %s: the answer is not as described: %v", method, path, err)
	}
}

// Every example of the description is asked, by address or by body as it stands there, and
// answered as described.
func TestExamplesAreAnsweredAsDescribed(t *testing.T) {
	_, at := running(t, Options{})
	d := description(t, at)
	asked := 0
	for path, methods := range d.Paths {
		for method, op := range methods {
			for name, address := range examplesOf(path, op.Parameters) {
				r := get(t, at+address)
				if r.status != http.StatusOK {
					t.Errorf("%s, example %s: %d %.300s", address, name, r.status, r.body)
				}
				d.check(t, path, method, r)
				asked++
			}
			for name, e := range op.RequestBody.Content["application/json"].Examples {
				r := send(t, "POST", at+path, string(e.Value))
				if r.status != http.StatusOK {
					t.Errorf("POST %s, example %s %s: %d %.300s", path, name, e.Value, r.status, r.body)
				}
				d.check(t, path, method, r)
				asked++
			}
		}
	}
	if asked < 2*len(d.Paths)-5 {
		t.Errorf("%d examples of %d paths", asked, len(d.Paths))
	}
}

// examplesOf puts examples together from the parameters that share their names.
func examplesOf(path string, params []describedParam) map[string]string {
	names := map[string]bool{}
	for _, p := range params {
		for name := range p.Examples {
			names[name] = true
		}
	}
	out := map[string]string{}
	for name := range names {
		at, query := path, url.Values{}
		for _, p := range params {
			e, ok := p.Examples[name]
			switch list, many := e.Value.([]any); {
			case !ok:
			case p.In == "path":
				at = strings.ReplaceAll(at, "{"+p.Name+"}", fmt.Sprint(e.Value))
			case many:
				for _, v := range list {
					query.Add(p.Name, fmt.Sprint(v))
				}
			default:
				query.Set(p.Name, fmt.Sprint(e.Value))
			}
		}
		out[name] = at + "?" + query.Encode()
	}
	return out
}

// Every question of the design is there, every parameter is described and has an example,
// and what says more of a traveller than may stand in an address is in no address.
func TestDescriptionIsWhole(t *testing.T) {
	_, at := running(t, Options{})
	d := description(t, at)
	want := []string{"/v1/changes", "/v1/commitments", "/v1/crossings", "/v1/events", "/v1/matrix", "/v1/may", "/v1/places", "/v1/process/{process}", "/v1/reach", "/v1/route", "/v1/sweep", "/v1/whatif"}
	if got := slices.Sorted(maps.Keys(d.Paths)); !slices.Equal(got, want) {
		t.Errorf("paths %v, want %v", got, want)
	}
	ids := map[string]bool{}
	for path, methods := range d.Paths {
		for method, op := range methods {
			if op.Description == "" || op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s %s: id %q, description %q", method, path, op.OperationID, op.Description)
			}
			ids[op.OperationID] = true
			for _, p := range op.Parameters {
				if p.Description == "" || p.Schema["examples"] == nil {
					t.Errorf("%s %s: parameter %s has the description %q and examples %v", method, path, p.Name, p.Description, p.Schema["examples"])
				}
				if slices.Contains([]string{"holds", "stamp", "entered", "residence", "age", "purpose", "plate", "parity", "cargo", "goods-from", "goods-to"}, p.Name) {
					t.Errorf("%s %s: %s stands in the address", method, path, p.Name)
				}
			}
			for _, status := range []string{"200", "400", "422", "503"} {
				if op.Responses[status].Content == nil {
					t.Errorf("%s %s: %s is not described", method, path, status)
				}
			}
		}
	}
	for _, path := range []string{"/v1/may", "/v1/route", "/v1/reach", "/v1/whatif", "/v1/crossings", "/v1/matrix"} {
		if _, ok := d.Paths[path]["post"]; !ok {
			t.Errorf("%s takes no details of a traveller", path)
		}
	}
}
