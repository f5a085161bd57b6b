package ask

import (
	"reflect"
	"strings"
)

// A Param is one parameter of a question.
type Param struct {
	Name    string
	Arg     string // the word it stands under in a command line; empty: it is a flag
	Doc     string
	Example string
	Default string // empty: none, or the doc says
	Enum    []string
	// Private ones say more of a traveller than may stand in an address.
	Private  bool
	Required bool
	Path     bool // it stands in the path of an address
	// Value points to the field: *string, *[]string, *int or *float64.
	Value any
}

// Many reports whether a parameter may be given more than once.
func (p *Param) Many() bool { _, many := p.Value.(*[]string); return many }

// Params lists the parameters of a question, which is given by a pointer to it. Lists of places
// and the like, which have no place in an address, are not among them.
func Params(question any) []Param {
	return params(nil, reflect.ValueOf(question).Elem())
}

func params(out []Param, v reflect.Value) []Param {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			out = params(out, v.Field(i))
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		if name == "" {
			continue
		}
		p := Param{Name: name, Arg: f.Tag.Get("arg"), Doc: f.Tag.Get("doc"), Example: f.Tag.Get("example"), Default: f.Tag.Get("default"),
			Private: f.Tag.Get("private") == "true", Required: f.Tag.Get("required") == "true", Path: f.Tag.Get("path") != "", Value: v.Field(i).Addr().Interface()}
		if list := f.Tag.Get("enum"); list != "" {
			p.Enum = strings.Split(list, ",")
		}
		out = append(out, p)
	}
	return out
}
