package record

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// An Error is one thing wrong in a record, and where.
type Error struct {
	Pos Pos
	Msg string
}

// Error writes file:line: what is wrong.
func (e *Error) Error() string { return e.Pos.String() + ": " + e.Msg }

// Errors is everything wrong in a record, in order of file and line.
type Errors []*Error

// Error writes one line per error.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// A file holds the lists that a YAML file may hold.
type file struct {
	Sources    []*Source    `yaml:"sources" doc:"Texts somebody published."`
	Areas      []*Area      `yaml:"areas" doc:"Territories under one border authority."`
	Groups     []*Group     `yaml:"groups" doc:"Dated sets of areas, and organisations."`
	Crossings  []*Crossing  `yaml:"crossings" doc:"Pairs of posts."`
	Terminals  []*Terminal  `yaml:"terminals" doc:"Airports, seaports, international stations."`
	Towns      []*Town      `yaml:"towns" doc:"Names of towns."`
	Processes  []*Process   `yaml:"processes" doc:"Negotiations."`
	Statements []*Statement `yaml:"statements" doc:"Everything that is claimed."`
}

// decodeFile reads one file strictly: unknown keys, words outside closed lists
// and values of the wrong shape are errors, and all of them are collected.
func decodeFile(name string, data []byte) (file, Errors) {
	d := decoder{file: name}
	var out file
	if i := invalidUTF8(data); i >= 0 {
		line := 1 + strings.Count(string(data[:i]), "\n")
		return out, Errors{{Pos{name, line}, fmt.Sprintf("byte %d (0x%02x) is not UTF-8; save the file as UTF-8", i, data[i])}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // the byte order mark some editors put first
	// Keys given twice are reported here, with everything else that is wrong.
	tree, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return out, Errors{yamlError(name, err)}
	}
	first := true
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil:
		case !first:
			d.fail(doc.Body, "a file holds one document: join the lists, or make another file")
		default:
			d.value(doc.Body, reflect.ValueOf(&out).Elem())
			first = false
		}
	}
	return out, d.errs
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// yamlError keeps the place and the first line of a syntax error.
func yamlError(name string, err error) *Error {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	pos := Pos{File: name}
	// The library writes "[line:column] message".
	if where, rest, ok := strings.Cut(strings.TrimPrefix(msg, "["), "] "); ok {
		line, _, _ := strings.Cut(where, ":")
		if n, e := strconv.Atoi(line); e == nil {
			pos.Line, msg = n, rest
		}
	}
	return &Error{pos, "not YAML: " + msg}
}

type decoder struct {
	file string
	path []string // keys from the top of the file to the value being decoded
	errs Errors
}

// fail records an error at a node, with the keys that lead to it from its list.
func (d *decoder) fail(n ast.Node, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	if len(d.path) > 1 {
		msg = strings.Join(d.path[1:], ".") + ": " + msg
	}
	d.errs = append(d.errs, &Error{d.pos(n), msg})
}

func (d *decoder) pos(n ast.Node) Pos {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return Pos{d.file, t.Position.Line}
	}
	return Pos{File: d.file}
}

var (
	dateType = reflect.TypeOf(Date{})
	spanType = reflect.TypeOf(Span{})
	setType  = reflect.TypeOf(Set{})
	posType  = reflect.TypeOf(Pos{})
)

// value decodes node n into v.
func (d *decoder) value(n ast.Node, v reflect.Value) {
	switch a := n.(type) {
	case *ast.AnchorNode:
		n = a.Value
	case *ast.AliasNode:
		d.fail(n, "aliases are not used in a record: write the value out")
		return
	case *ast.TagNode:
		d.fail(n, "tags are not used in a record: leave %s out", a.Start.Value)
		return
	}
	if _, ok := n.(*ast.NullNode); ok {
		d.fail(n, "has no value: give one, or leave the key out")
		return
	}
	switch v.Type() {
	case dateType:
		decodeText(d, n, v, ParseDate)
		return
	case spanType:
		decodeText(d, n, v, ParseSpan)
		return
	case setType:
		d.set(n, v.Addr().Interface().(*Set))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Struct:
		d.structure(n, v)
	case reflect.Slice:
		d.list(n, v)
	case reflect.Map:
		d.dictionary(n, v)
	default:
		d.scalar(n, v)
	}
}

func decodeText[T any](d *decoder, n ast.Node, v reflect.Value, parse func(string) (T, error)) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	x, err := parse(s)
	if err != nil {
		d.fail(n, "%v", err)
		return
	}
	v.Set(reflect.ValueOf(x))
}

// text gives a scalar as it was written.
func (d *decoder) text(n ast.Node) (string, bool) {
	switch s := n.(type) {
	case *ast.StringNode:
		return s.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(s.Value.Value), true
	case ast.ScalarNode:
		return s.GetToken().Value, true
	}
	d.fail(n, "should be a single value, not a list or a table")
	return "", false
}

func (d *decoder) scalar(n ast.Node, v reflect.Value) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	if s == "" {
		d.fail(n, "is empty: give a value, or leave the key out")
		return
	}
	switch v.Kind() {
	case reflect.String:
		if w, ok := v.Interface().(word); ok && !has(w.Words(), s) {
			d.fail(n, "%q is not one of %s%s", s, strings.Join(w.Words(), ", "), didYouMean(s, w.Words()))
			return
		}
		v.SetString(s)
	case reflect.Bool:
		b, err := strconv.ParseBool(s)
		if err != nil {
			d.fail(n, "%q is neither true nor false", s)
		}
		v.SetBool(b)
	case reflect.Int:
		i, err := strconv.Atoi(s)
		if err != nil {
			d.fail(n, "%q is not a whole number", s)
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			d.fail(n, "%q is not a number", s)
		}
		v.SetFloat(f)
	default:
		panic("record: no decoding for " + v.Type().String())
	}
}

// list decodes a sequence; a single value counts as a list of one.
func (d *decoder) list(n ast.Node, v reflect.Value) {
	items := []ast.Node{n}
	if seq, ok := n.(*ast.SequenceNode); ok {
		items = seq.Values
		if len(items) == 0 {
			d.fail(n, "is an empty list: leave the key out instead")
		}
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		d.value(item, out.Index(i))
	}
	v.Set(out)
}

// set decodes [a, b], a, or {except: [a, b]}.
func (d *decoder) set(n ast.Node, s *Set) {
	if pairs, ok := entries(n); ok {
		if len(pairs) != 1 || keyOf(pairs[0]) != "except" {
			d.fail(n, "should be a list, or {except: [...]}")
			return
		}
		d.list(pairs[0].Value, reflect.ValueOf(&s.Out).Elem())
		return
	}
	d.list(n, reflect.ValueOf(&s.In).Elem())
}

func (d *decoder) dictionary(n ast.Node, v reflect.Value) {
	pairs, ok := entries(n)
	if !ok {
		d.fail(n, "should be a table of keys and values")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, p := range pairs {
		key := reflect.ValueOf(keyOf(p)).Convert(v.Type().Key())
		if v.MapIndex(key).IsValid() {
			d.fail(p.Key, "%q is given twice", key)
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(p.Value, item)
		v.SetMapIndex(key, item)
	}
}

func (d *decoder) structure(n ast.Node, v reflect.Value) {
	pairs, ok := entries(n)
	if !ok {
		d.fail(n, "should be a table with some of the keys %s", strings.Join(keysOf(v.Type()), ", "))
		return
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		key := keyOf(p)
		i := fieldOf(v.Type(), key)
		switch {
		case i < 0:
			keys := keysOf(v.Type())
			d.fail(p.Key, "unknown key %q%s; the keys here are %s", key, didYouMean(key, keys), strings.Join(keys, ", "))
		case seen[key]:
			d.fail(p.Key, "%q is given twice", key)
		default:
			d.path = append(d.path, key)
			d.value(p.Value, v.Field(i))
			d.path = d.path[:len(d.path)-1]
		}
		seen[key] = true
	}
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == posType {
			v.Field(i).Set(reflect.ValueOf(d.pos(n)))
		}
		if key := f.Tag.Get("yaml"); d.needs(f.Tag.Get("need")) && !seen[key] {
			d.fail(n, "%q is missing", key)
		}
	}
}

// needs reports whether a field with such a tag must be given: yes, or recorded, which is not
// needed of what does not exist yet.
func (d *decoder) needs(tag string) bool {
	return tag == "yes" || tag == "recorded" && !has(d.path, "would") && !has(d.path, "could")
}

// entries gives the pairs of a mapping.
func entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}

// keyOf is a pair's key without the quotes it may be written in.
func keyOf(p *ast.MappingValueNode) string {
	if s, ok := p.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return p.Key.String()
}

func fieldOf(t reflect.Type, key string) int {
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == key && key != "-" {
			return i
		}
	}
	return -1
}

func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "-" && key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func has[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// AsErrors gives the single errors of an error that loading returned.
func AsErrors(err error) Errors {
	var es Errors
	errors.As(err, &es)
	return es
}
