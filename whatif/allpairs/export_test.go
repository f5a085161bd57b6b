package allpairs

// TraceAlways makes updates trace every change, where searching anew would be cheaper.
// Small worlds would hardly do so otherwise.
func (n *Network) TraceAlways() { n.traceAlways = true }

// CompareNoGates forgets which gates outdo which, as in cells with too many of them, and
// what towns tell of them.
func (n *Network) CompareNoGates() {
	clear(n.forward.behind)
	clear(n.backward.behind)
	n.forward.stops, n.backward.stops = nil, nil
}
