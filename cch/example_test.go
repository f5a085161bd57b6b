package cch_test

import (
	"fmt"

	"waythrough/cch"
)

// A square of four towns with one-way streets, and a fifth that no street reaches:
//
//	0 ──3──► 1
//	▲        │
//	2        4
//	│        ▼
//	3 ◄──1── 2      4
func Example() {
	g := cch.Graph{
		Nodes: 5,
		Tail:  []cch.NodeID{0, 1, 2, 3},
		Head:  []cch.NodeID{1, 2, 3, 0},
	}
	x := []int32{0, 10, 10, 0, 20}
	y := []int32{10, 10, 0, 0, 0}
	order, err := cch.Order(g, x, y, 0)
	if err != nil {
		panic(err)
	}
	hierarchy, err := cch.Build(g, order)
	if err != nil {
		panic(err)
	}
	metric, err := cch.NewMetric(hierarchy, []cch.Weight{3, 4, 1, 2}, 0)
	if err != nil {
		panic(err)
	}
	query := cch.NewQuery(metric)
	distance, arcs := query.Route(1, 0, nil)
	fmt.Println(distance, arcs)
	fmt.Println(query.Distance(0, 4) == cch.Unreachable)
	// Output:
	// 7 [1 2 3]
	// true
}

func ExampleQuery_Between() {
	// A road 0 – 1 – 2; from a place 3 before node 0 or 9 before node 2, to node 1.
	g := cch.Graph{Nodes: 3, Tail: []cch.NodeID{0, 1, 1, 2}, Head: []cch.NodeID{1, 0, 2, 1}}
	hierarchy, _ := cch.Build(g, []cch.NodeID{0, 2, 1})
	metric, _ := cch.NewMetric(hierarchy, []cch.Weight{5, 5, 1, 1}, 0)
	query := cch.NewQuery(metric)
	distance, source, _ := query.Between([]cch.Point{{Node: 0, Offset: 3}, {Node: 2, Offset: 9}}, []cch.Point{{Node: 1}})
	fmt.Println(distance, source)
	// Output: 8 0
}

func ExampleTable() {
	g := cch.Graph{Nodes: 3, Tail: []cch.NodeID{0, 1, 1, 2}, Head: []cch.NodeID{1, 0, 2, 1}}
	hierarchy, _ := cch.Build(g, []cch.NodeID{0, 2, 1})
	metric, _ := cch.NewMetric(hierarchy, []cch.Weight{5, 5, 1, 1}, 0)
	table := cch.NewTargets(metric, []cch.Point{{Node: 0}, {Node: 2}})
	out := make([]cch.Distance, 4)
	table.Rows([]cch.Point{{Node: 1}, {Node: 2}}, out)
	fmt.Println(out[:2], out[2:])
	// Output: [5 1] [6 0]
}

func ExampleMetric_Update() {
	g := cch.Graph{Nodes: 3, Tail: []cch.NodeID{0, 1, 0}, Head: []cch.NodeID{1, 2, 2}}
	hierarchy, _ := cch.Build(g, []cch.NodeID{0, 1, 2})
	metric, _ := cch.NewMetric(hierarchy, []cch.Weight{1, 1, 5}, 0)
	query := cch.NewQuery(metric)
	before := query.Distance(0, 2)
	if err := metric.Update([]cch.ArcID{1}, []cch.Weight{cch.Closed}); err != nil {
		panic(err)
	}
	fmt.Println(before, query.Distance(0, 2))
	// Output: 2 5
}
