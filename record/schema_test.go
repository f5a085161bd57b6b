package record_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"waythrough/record"
	"waythrough/record/builtin"
)

// compiled is the record's schema, as an editor would read it: from its JSON.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := json.Marshal(record.Schema())
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// plain decodes YAML as a validator sees it.
func plain(t *testing.T, text []byte) any {
	t.Helper()
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestSchemaTakesWhatShips(t *testing.T) {
	schema := compiled(t)
	shipped := builtin.Files()
	for _, folder := range []fs.FS{shipped.FS, os.DirFS("testdata")} {
		names, err := fs.Glob(folder, "*.yaml")
		if err != nil || len(names) == 0 {
			t.Fatalf("no files: %v", err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(folder, name)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(plain(t, data)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Where the decoder takes one value for a list of one, a number for a text or a
// year for a date, so does the schema; what it refuses for its shape, the schema
// refuses.
func TestSchemaAgreesWithDecoder(t *testing.T) {
	const statement = "statements:\n  - {id: a, says: A., public: 2024, public_basis: x, "
	const rule = statement + "rule: {part: entry, authority: ARM, place: {area: ARM}, "
	tests := []struct {
		name, text string
		ok         bool
	}{
		{"a rule", rule + "effect: refused}}\n", true},
		{"a list of one value", rule + "effect: refused, class: {mode: road}}}\n", true},
		{"all but", rule + "effect: refused, class: {nationals: {except: [ARM]}}}}\n", true},
		{"all but one", rule + "effect: refused, class: {nationals: {except: ARM}}}}\n", true},
		{"a year as a number", statement + "valid: {from: 1993}, background: {by: X}}\n", true},
		{"a text that is a number", statement + "background: {by: 007}}\n", true},
		{"a span", statement + "keeps: 1y6mo, background: {by: X}}\n", true},
		{"one statement without a list", "statements: {id: a, says: A., public: 2024, public_basis: x, background: {by: X}}\n", true},
		{"coordinates", "terminals: [{id: EVN, kind: airport, name: E, area: ARM, at: [40, 44.5]}]\n", true},

		{"an unknown list", "statments: []\n", false},
		{"an unknown key", statement + "colour: red, background: {by: X}}\n", false},
		{"an unknown key at depth", rule + "effect: refused, class: {natonals: [ARM]}}}\n", false},
		{"a missing id", "statements: [{says: A., public: 2024, public_basis: x, background: {by: X}}]\n", false},
		{"a missing key at depth", statement + "rule: {part: entry, authority: ARM, effect: refused}}\n", false},
		{"a word outside its list", rule + "effect: verboten}}\n", false},
		{"a word outside its list, in a list", statement + "about: {area: ARM}, facility: {what: x, state: ready, modes: [sea]}}\n", false},
		{"a list for one value", statement + "fact: [a, b], background: {by: X}}\n", false},
		{"a table for one value", statement + "fact: {a: b}, background: {by: X}}\n", false},
		{"a value for a table", statement + "valid: 2024, background: {by: X}}\n", false},
		{"an empty list", rule + "effect: refused, class: {mode: []}}}\n", false},
		{"all but nobody", rule + "effect: refused, class: {nationals: {except: []}}}}\n", false},
		{"all but, and more", rule + "effect: refused, class: {nationals: {except: [ARM], also: [TUR]}}}}\n", false},
		{"nothing for a value", statement + "fact: , background: {by: X}}\n", false},
		{"an empty text", statement + "fact: \"\", background: {by: X}}\n", false},
		{"an empty span", statement + "keeps: \"\", background: {by: X}}\n", false},
		{"a span of days without the d", statement + "keeps: 90, background: {by: X}}\n", false},
		{"a span in words", statement + "keeps: 90 days, background: {by: X}}\n", false},
		{"truth as a word", statement + "sources: [{source: s, silent: maybe}], background: {by: X}}\n", false},
		{"a number with a fraction", statement + "meeting: {n: 1.5, on: 2024, parties: [ARM]}}\n", false},
		{"a place with words for degrees", "terminals: [{id: EVN, kind: airport, name: E, area: ARM, at: [north, east]}]\n", false},
	}
	schema := compiled(t)
	for _, tt := range tests {
		if _, err := record.Load(folder("f", tt.text)); (err == nil) != tt.ok {
			t.Errorf("%s: the decoder says %v", tt.name, err)
		}
		if err := schema.Validate(plain(t, []byte(tt.text))); (err == nil) != tt.ok {
			t.Errorf("%s: the schema says %v", tt.name, err)
		}
	}
}
