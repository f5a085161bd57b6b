package cch

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// stored copies the arrays of a metric, as a file would, and the copy to compare with: a
// metric that wrote to what it was given would differ from it.
func stored(m *Metric) (a, untouched MetricArrays) {
	return deepCopy(m.Arrays()), deepCopy(m.Arrays())
}

func deepCopy(a MetricArrays) MetricArrays {
	v := reflect.ValueOf(&a).Elem()
	copySlices(v)
	return a
}

func copySlices(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			copySlices(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			copySlices(v.Index(i))
		}
	case reflect.Slice:
		if v.Len() > 0 {
			v.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
		}
	}
}

func drawMetric(t *rapid.T) (*world, *Metric, *rand.Rand) {
	w, h, rng := drawWorld(t)
	m, err := NewMetric(h, w.weights, 1+rng.IntN(2))
	if err != nil {
		t.Fatal(err)
	}
	if rng.IntN(2) == 0 {
		m.Perfect()
	}
	return w, m, rng
}

// change gives some arcs of w random weights, by Update or by Customize.
func change(t fataler, rng *rand.Rand, w *world, m *Metric) {
	t.Helper()
	arcs := make([]ArcID, rng.IntN(min(40, 2*len(w.weights))+1))
	weights := make([]Weight, len(arcs))
	for i := range arcs {
		arcs[i], weights[i] = ArcID(rng.IntN(len(w.weights))), randomWeight(rng, weigh[rng.IntN(len(weigh))])
		w.weights[arcs[i]] = weights[i]
	}
	err := error(nil)
	if rng.IntN(4) == 0 {
		err = m.Customize(w.weights)
	} else {
		err = m.Update(arcs, weights)
	}
	if err != nil {
		t.Fatalf("%v", err)
	}
}

func TestStoredMetricAnswersAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, m, rng := drawMetric(t)
		a, untouched := stored(m)
		again, err := MetricFromArrays(m.h, a, 2)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Verify(); err != nil {
			t.Fatal(err)
		}
		if again.perfect != m.perfect || !reflect.DeepEqual(again.narrow, m.narrow) || !reflect.DeepEqual(again.wide, m.wide) {
			t.Fatalf("%s: another metric came back", w.name)
		}
		checkAnswers(t, w, again, w.allPairs())
		for range 3 {
			change(t, rng, w, again)
			compareMetrics(t, w, again)
			if rng.IntN(2) == 0 {
				again.Perfect()
			}
			if err := again.Verify(); err != nil {
				t.Fatal(err)
			}
			checkAnswers(t, w, again, w.allPairs())
		}
		if !reflect.DeepEqual(a, untouched) {
			t.Fatalf("%s: stored slices were written to", w.name)
		}
	})
}

// TestVerifyFindsDamageOfMetrics changes every element of every array of a metric in turn,
// narrow and wide, but for the input: any input is right that explains the rest.
func TestVerifyFindsDamageOfMetrics(t *testing.T) {
	for _, weights := range []string{"small", "large"} {
		rng := rand.New(rand.NewPCG(7, 8))
		w := awkwardWorld(rng, "grid", weights, 20)
		m := w.metric(t, w.hierarchy(t, nil), 1)
		m.Perfect()
		a := deepCopy(m.Arrays())
		damaged := 0
		check := func(element reflect.Value) {
			for _, change := range []uint64{1, 1 << 20, 1 << 31} {
				element.SetUint(element.Uint() ^ change)
				bad, err := MetricFromArrays(m.h, a, 1)
				if err == nil {
					err = bad.Verify()
				}
				if !errors.Is(err, ErrMetricArrays) {
					t.Errorf("%s: a bit changed in element %d is not found: %v", weights, damaged, err)
				}
				element.SetUint(element.Uint() ^ change)
			}
			damaged++
		}
		eachElement(reflect.ValueOf(&a.Narrow).Elem(), check)
		eachElement(reflect.ValueOf(&a.Wide).Elem(), check)
		if damaged < 400 {
			t.Errorf("only %d elements", damaged)
		}
	}
}

func eachElement(v reflect.Value, do func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachElement(v.Field(i), do)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			eachElement(v.Index(i), do)
		}
	default:
		do(v)
	}
}

func TestMetricArraysOfWrongLength(t *testing.T) {
	for _, weights := range []string{"small", "large"} {
		w := awkwardWorld(rand.New(rand.NewPCG(7, 8)), "grid", weights, 20)
		m := w.metric(t, w.hierarchy(t, nil), 1)
		m.Perfect()
		eachSlice(reflect.ValueOf(m.Arrays()), "", func(name string, path []int, s reflect.Value) {
			if s.Len() == 0 {
				return
			}
			for _, length := range []int{0, s.Len() - 1, s.Len() + 1} {
				a := deepCopy(m.Arrays())
				field := reflect.ValueOf(&a).Elem()
				for _, i := range path {
					if field.Kind() == reflect.Struct {
						field = field.Field(i)
					} else {
						field = field.Index(i)
					}
				}
				longer := reflect.MakeSlice(s.Type(), length, length)
				reflect.Copy(longer, s)
				field.Set(longer)
				if _, err := MetricFromArrays(m.h, a, 1); !errors.Is(err, ErrMetricArrays) {
					t.Errorf("%s of %d elements instead of %d: %v", name, length, s.Len(), err)
				}
			}
		})
		both := m.Arrays()
		both.Narrow.Up, both.Wide.Up = make([]uint32, len(m.h.a.Head)), make([]uint64, len(m.h.a.Head))
		if _, err := MetricFromArrays(m.h, both, 1); !errors.Is(err, ErrMetricArrays) {
			t.Errorf("32 and 64 bits at once: %v", err)
		}
	}
}

func eachSlice(v reflect.Value, name string, do func(string, []int, reflect.Value)) {
	var visit func(v reflect.Value, name string, path []int)
	visit = func(v reflect.Value, name string, path []int) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				visit(v.Field(i), name+"."+v.Type().Field(i).Name, append(slices.Clone(path), i))
			}
		case reflect.Array:
			for i := range v.Len() {
				visit(v.Index(i), fmt.Sprintf("%s[%d]", name, i), append(slices.Clone(path), i))
			}
		case reflect.Slice:
			do(name, path, v)
		}
	}
	visit(v, name, nil)
}

// TestOpeningAllocatesTheSameForAnySize: opening copies nothing.
func TestOpeningAllocatesTheSameForAnySize(t *testing.T) {
	count := func(n int) float64 {
		w := roadWorld(1, n)
		m := w.metric(t, w.hierarchy(t, nil), 1)
		m.Perfect()
		a := m.Arrays()
		return testing.AllocsPerRun(10, func() {
			if _, err := MetricFromArrays(m.h, a, 1); err != nil {
				t.Fatal(err)
			}
		})
	}
	if small, large := count(100), count(3000); small != large || large > 4 {
		t.Errorf("%v allocations for 100 nodes, %v for 3,000", small, large)
	}
}
