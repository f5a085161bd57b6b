package record

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/goccy/go-yaml"
)

// An Item is one thing of a record, of any type: what it is, its id, where it
// stands, and itself.
type Item struct {
	What  string // source, area, group, crossing, terminal, town, process, statement
	ID    string
	Pos   Pos
	Value any
}

// Items gives everything in the record, type by type, in the order read.
func (r *Record) Items() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		ok := each(r.Sources, func(x *Source) Item { return Item{"source", string(x.ID), x.Pos, x} }, yield) &&
			each(r.Areas, func(x *Area) Item { return Item{"area", string(x.ID), x.Pos, x} }, yield) &&
			each(r.Groups, func(x *Group) Item { return Item{"group", string(x.ID), x.Pos, x} }, yield) &&
			each(r.Crossings, func(x *Crossing) Item { return Item{"crossing", string(x.ID), x.Pos, x} }, yield) &&
			each(r.Terminals, func(x *Terminal) Item { return Item{"terminal", string(x.ID), x.Pos, x} }, yield) &&
			each(r.Towns, func(x *Town) Item { return Item{"town", x.ID, x.Pos, x} }, yield) &&
			each(r.Processes, func(x *Process) Item { return Item{"process", string(x.ID), x.Pos, x} }, yield)
		if ok {
			each(r.Statements, func(x *Statement) Item { return Item{"statement", string(x.ID), x.Pos, x} }, yield)
		}
	}
}

func each[T any](list []T, item func(T) Item, yield func(Item) bool) bool {
	for _, x := range list {
		if !yield(item(x)) {
			return false
		}
	}
	return true
}

// Item finds a thing by its id, statements first. The error names the nearest
// id there is.
func (r *Record) Item(id string) (Item, error) {
	if s := r.statements[StatementID(id)]; s != nil {
		return Item{"statement", id, s.Pos, s}, nil
	}
	var ids []string
	for e := range r.Items() {
		if e.ID == id {
			return e, nil
		}
		ids = append(ids, e.ID)
	}
	return Item{}, fmt.Errorf("nothing in the record has the id %q%s", id, didYouMean(id, ids))
}

// YAML writes the item as a record file would have it.
func (e Item) YAML() ([]byte, error) {
	data, err := json.Marshal(e.Value)
	if err != nil {
		return nil, fmt.Errorf("writing %s %s: %w", e.What, e.ID, err)
	}
	return yaml.JSONToYAML(data)
}

// List gives the statements of a kind (empty: every kind) that are about a place
// (empty: any), in order of id.
func (r *Record) List(kind Kind, at string) ([]*Statement, error) {
	kinds := []string{"rule", "commitment", "meeting", "instrument", "service", "facility", "observation", "relation",
		"position", "advisory", "background"}
	if kind != "" && !has(kinds, string(kind)) {
		return nil, fmt.Errorf("there is no kind %q%s", kind, didYouMean(string(kind), kinds))
	}
	about, err := r.About(at)
	if err != nil {
		return nil, err
	}
	var out []*Statement
	for _, s := range r.Statements {
		if (kind == "" || s.Kind() == kind) && (about == nil || about(s)) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Statement) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return out, nil
}
