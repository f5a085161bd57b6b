package cch

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestRefusals(t *testing.T) {
	if _, err := Build(Graph{Nodes: 1, Tail: []NodeID{0}, Head: []NodeID{1}}, []NodeID{0}); !errors.Is(err, ErrGraph) {
		t.Errorf("an arc to nowhere: %v", err)
	}
	two := Graph{Nodes: 2, Tail: []NodeID{0}, Head: []NodeID{1}}
	for _, order := range [][]NodeID{nil, {0}, {0, 0}, {0, 2}} {
		if _, err := Build(two, order); !errors.Is(err, ErrGraph) {
			t.Errorf("order %v: %v", order, err)
		}
	}
	if _, err := Order(two, []int32{1}, []int32{1, 2}, 0); !errors.Is(err, ErrGraph) {
		t.Errorf("a place too few: %v", err)
	}
	h, _ := Build(two, []NodeID{0, 1})
	if _, err := NewMetric(h, nil, 0); !errors.Is(err, ErrWeights) {
		t.Errorf("no weights: %v", err)
	}
}

// TestVerifyFindsDamage changes every element of every array in turn.
func TestVerifyFindsDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	w := awkwardWorld(rng, "grid", "small", 30)
	h := w.hierarchy(t, nil)
	v := reflect.ValueOf(h.Arrays())
	for f := range v.NumField() {
		name, field := v.Type().Field(f).Name, v.Field(f)
		if field.Kind() != reflect.Slice {
			continue
		}
		for i := range field.Len() {
			for _, change := range []uint64{1, 1 << 20} {
				t.Run(fmt.Sprintf("%s[%d]^%d", name, i, change), func(t *testing.T) {
					damaged := reflect.New(v.Type()).Elem()
					damaged.Set(v)
					copied := reflect.AppendSlice(reflect.MakeSlice(field.Type(), 0, field.Len()), field)
					copied.Index(i).SetUint(copied.Index(i).Uint() ^ change)
					damaged.Field(f).Set(copied)
					bad, err := FromArrays(damaged.Interface().(Arrays))
					if err == nil {
						err = bad.Verify()
					}
					if !errors.Is(err, ErrArrays) {
						t.Errorf("not found: %v", err)
					}
				})
			}
		}
	}
}
