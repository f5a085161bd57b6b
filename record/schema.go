package record

import "reflect"

// Schema gives the JSON Schema (draft 2020-12) of a record file, made from the
// same types and tags that the decoder reads, so that the two cannot differ.
func Schema() map[string]any {
	s := schemaOf(reflect.TypeOf(file{}))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Waythrough record file"
	return s
}

func schemaOf(t reflect.Type) map[string]any {
	switch t {
	case dateType:
		return map[string]any{"type": []string{"string", "integer"}, "description": "EDTF date: 2024, 2024-07, 2024-07-30, 2024-07-30T08:00, 2024-21 (spring), or FROM/TO."}
	case spanType:
		return map[string]any{"type": "string", "minLength": 2, "pattern": `^(\d+y)?(\d+mo)?(\d+d)?(\d+h)?(\d+m)?$`}
	case setType:
		list := oneOrMany(map[string]any{"type": "string"})
		return map[string]any{"anyOf": []any{list, map[string]any{"type": "object", "additionalProperties": false,
			"required": []string{"except"}, "properties": map[string]any{"except": list}}}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Struct:
		return schemaOfStruct(t)
	case reflect.Slice:
		return oneOrMany(schemaOf(t.Elem()))
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	if w, ok := reflect.Zero(t).Interface().(word); ok {
		return map[string]any{"enum": w.Words()}
	}
	return map[string]any{"type": []string{"string", "number"}, "minLength": 1}
}

func oneOrMany(item map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{item, map[string]any{"type": "array", "items": item, "minItems": 1}}}
}

func schemaOfStruct(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("yaml")
		if key == "-" || key == "" {
			continue
		}
		s := schemaOf(f.Type)
		s["description"] = f.Tag.Get("doc")
		properties[key] = s
		if f.Tag.Get("need") == "yes" {
			required = append(required, key)
		}
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if required != nil {
		out["required"] = required
	}
	return out
}
