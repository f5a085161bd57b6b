package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// The record's things are written as JSON under the same keys as in YAML, with
// what is empty left out. One encoder over the yaml tags does it for all.

// MarshalJSON writes the statement under the keys of its YAML.
func (s *Statement) MarshalJSON() ([]byte, error) { return marshal(s) }

// MarshalJSON writes the source under the keys of its YAML.
func (s *Source) MarshalJSON() ([]byte, error) { return marshal(s) }

// MarshalJSON writes the area under the keys of its YAML.
func (a *Area) MarshalJSON() ([]byte, error) { return marshal(a) }

// MarshalJSON writes the group under the keys of its YAML.
func (g *Group) MarshalJSON() ([]byte, error) { return marshal(g) }

// MarshalJSON writes the crossing under the keys of its YAML.
func (x *Crossing) MarshalJSON() ([]byte, error) { return marshal(x) }

// MarshalJSON writes the terminal under the keys of its YAML.
func (t *Terminal) MarshalJSON() ([]byte, error) { return marshal(t) }

// MarshalJSON writes the town under the keys of its YAML.
func (t *Town) MarshalJSON() ([]byte, error) { return marshal(t) }

// MarshalJSON writes the process under the keys of its YAML.
func (p *Process) MarshalJSON() ([]byte, error) { return marshal(p) }

// MarshalJSON writes a list, or {"except": [...]}.
func (s Set) MarshalJSON() ([]byte, error) {
	if s.In == nil && s.Out != nil {
		return json.Marshal(map[string][]string{"except": s.Out})
	}
	return json.Marshal(s.In)
}

// MarshalJSON writes the duty under the keys of its YAML.
func (d Duty) MarshalJSON() ([]byte, error) { return marshal(&d) }

// MarshalJSON writes the consequence under the keys of its YAML.
func (c Consequence) MarshalJSON() ([]byte, error) { return marshal(&c) }

func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	err := writeValue(&buf, reflect.ValueOf(v).Elem())
	return buf.Bytes(), err
}

func writeValue(w *bytes.Buffer, v reflect.Value) error {
	switch v.Type() {
	case dateType, spanType, setType:
		return writePlain(w, v)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return writeValue(w, v.Elem())
	case reflect.Struct:
		return writeStruct(w, v)
	case reflect.Slice:
		w.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.WriteByte(',')
			}
			if err := writeValue(w, v.Index(i)); err != nil {
				return err
			}
		}
		w.WriteByte(']')
		return nil
	}
	return writePlain(w, v)
}

func writePlain(w *bytes.Buffer, v reflect.Value) error {
	data, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Errorf("writing a value as JSON: %w", err)
	}
	w.Write(data)
	return nil
}

func writeStruct(w *bytes.Buffer, v reflect.Value) error {
	w.WriteByte('{')
	first := true
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		key, needed := tag.Get("yaml"), tag.Get("need") == "yes"
		if key == "" || key == "-" || (!needed && (v.Field(i).IsZero() || isEmptyDate(v.Field(i)))) {
			continue
		}
		if !first {
			w.WriteByte(',')
		}
		first = false
		fmt.Fprintf(w, "%q:", strings.TrimSpace(key))
		if err := writeValue(w, v.Field(i)); err != nil {
			return err
		}
	}
	w.WriteByte('}')
	return nil
}

// isEmptyDate reports whether a field is a date or span that was not given.
func isEmptyDate(v reflect.Value) bool {
	zero, ok := v.Interface().(interface{ IsZero() bool })
	return ok && zero.IsZero()
}
