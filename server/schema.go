package server

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"waythrough/record"
)

// Schemas of answers are made here and not by huma, which makes schemas of what is read: an
// answer's types say how they are written (MarshalText, MarshalJSON), and every field that
// is always written is required.

// schemas makes schemas from types, into a description's components.
type schemas struct {
	components map[string]*huma.Schema
}

func (s *Server) schemas() schemas { return schemas{s.api.OpenAPI().Components.Schemas.Map()} }

var (
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	words         = reflect.TypeFor[interface{ Words() []string }]()
)

// written are types whose JSON their fields don't tell.
var written = map[reflect.Type]huma.Schema{
	reflect.TypeFor[record.Date]():     {Type: "string", Nullable: true, Description: "a date as far as it is known, in EDTF (ISO 8601-2); null: none"},
	reflect.TypeFor[record.Day]():      {Type: "string", Description: "a day, as 2024-07-30"},
	reflect.TypeFor[record.Span]():     {Type: "string", Description: "a length of time, in ISO 8601"},
	reflect.TypeFor[record.Set]():      {Description: "a list, or an object with the list of exceptions"},
	reflect.TypeFor[json.RawMessage](): {},
}

// of gives the schema of a type; of a named struct, a reference to its component.
func (b schemas) of(t reflect.Type) *huma.Schema {
	if s, ok := written[t]; ok {
		return &s
	}
	if t.Kind() == reflect.Pointer {
		return nullable(b.of(t.Elem()))
	}
	either := func(i reflect.Type) bool { return t.Implements(i) || reflect.PointerTo(t).Implements(i) }
	switch {
	case t.Kind() == reflect.Interface:
		return &huma.Schema{}
	case either(textMarshaler):
		return b.text(t)
	case either(jsonMarshaler) && !yamlKeys(t):
		return &huma.Schema{Description: "as GeoJSON has it"}
	}
	return b.kind(t)
}

func (b schemas) kind(t reflect.Type) *huma.Schema {
	switch t.Kind() {
	case reflect.String:
		return b.text(t)
	case reflect.Bool:
		return &huma.Schema{Type: "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &huma.Schema{Type: "integer"}
	case reflect.Float32, reflect.Float64:
		return &huma.Schema{Type: "number"}
	case reflect.Slice, reflect.Array:
		s := &huma.Schema{Type: "array", Items: b.of(t.Elem()), Nullable: t.Kind() == reflect.Slice}
		if t.Kind() == reflect.Array {
			n := t.Len()
			s.MinItems, s.MaxItems = &n, &n
		}
		return s
	case reflect.Map:
		return &huma.Schema{Type: "object", Nullable: true, AdditionalProperties: b.of(t.Elem())}
	case reflect.Struct:
		return b.object(t)
	}
	return &huma.Schema{}
}

// text is a string; of a closed list of words where the type has one. Empty is "not known".
func (b schemas) text(t reflect.Type) *huma.Schema {
	s := &huma.Schema{Type: "string"}
	if w, ok := reflect.Zero(t).Interface().(interface{ Words() []string }); ok && t.Implements(words) {
		for _, word := range w.Words() {
			s.Enum = append(s.Enum, word)
		}
		s.Enum = append(s.Enum, "")
	}
	if t.Name() == "Verdict" {
		s.Enum = []any{"refused", "unknown", "formality", "permitted"}
	}
	return s
}

// object describes a struct, as a component if it has a name.
func (b schemas) object(t reflect.Type) *huma.Schema {
	if t.Name() == "" {
		return b.fields(t)
	}
	name := componentName(t)
	if b.components[name] == nil {
		b.components[name] = &huma.Schema{}
		*b.components[name] = *b.fields(t)
	}
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}

func componentName(t reflect.Type) string {
	pkg := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:]
	name, _, _ := strings.Cut(t.Name(), "[")
	name = strings.ToUpper(name[:1]) + name[1:]
	if pkg == "ask" || pkg == "server" {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

func (b schemas) fields(t reflect.Type) *huma.Schema {
	s := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
	b.addFields(s, t)
	return s
}

func (b schemas) addFields(s *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		optional := strings.Contains(rest, "omitempty") && omits(f.Type) || strings.Contains(rest, "omitzero")
		if yamlKeys(t) {
			name, optional = f.Tag.Get("yaml"), f.Tag.Get("need") != "yes"
		}
		if f.Anonymous && name == "" {
			inner := f.Type
			if inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			b.addFields(s, inner)
			continue
		}
		if !f.IsExported() || name == "-" || yamlKeys(t) && name == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		field := b.of(f.Type)
		if optional && f.Type.Kind() != reflect.Struct {
			field = never(field)
		}
		if doc := f.Tag.Get("doc"); doc != "" && field.Ref == "" {
			field.Description = doc
		}
		s.Properties[name] = field
		if !optional {
			s.Required = append(s.Required, name)
		}
	}
}

// yamlKeys reports whether a struct of the record is written under the keys of its YAML.
func yamlKeys(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() == 0 {
		return false
	}
	_, yes := t.Field(0).Tag.Lookup("yaml")
	return yes
}

// omits reports whether omitempty leaves out a value of a type; structs are always written.
func omits(t reflect.Type) bool { return t.Kind() != reflect.Struct }

// nullable lets a schema be null too.
func nullable(s *huma.Schema) *huma.Schema {
	switch {
	case s.Ref != "":
		return &huma.Schema{AnyOf: []*huma.Schema{s, {Type: "null"}}}
	case s.Type != "" && !s.Nullable:
		s.Nullable = true
		if s.Enum != nil {
			s.Enum = append(s.Enum, nil)
		}
	}
	return s
}

// never takes null back, for what is left out when it is empty.
func never(s *huma.Schema) *huma.Schema {
	if len(s.AnyOf) == 2 {
		return s.AnyOf[0]
	}
	s.Nullable = false
	if n := len(s.Enum); n > 0 && s.Enum[n-1] == nil {
		s.Enum = s.Enum[:n-1]
	}
	return s
}
