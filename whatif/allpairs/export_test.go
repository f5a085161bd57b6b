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

// OneLaw is the law of a traveller without history who may use the links for which
// usable is true.
func OneLaw(usable []bool) Law {
	l := Law{1, make([]int32, len(usable))}
	for i, ok := range usable {
		if !ok {
			l.Next[i] = Never
		}
	}
	return l
}
