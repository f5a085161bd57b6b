package allpairs

// queue is a heap of four children each. A place may be in it more than once; what is
// outdated is thrown away by whoever takes it out.
type queue []queued

type queued struct {
	key   uint64
	place int32
}

func (q *queue) push(key uint64, place int32) {
	*q = append(*q, queued{})
	h := *q
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if h[up].key <= key {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = queued{key, place}
}

func (q *queue) pop() queued {
	h := *q
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if len(h) == 0 {
		return top
	}
	i := 0
	for {
		child := 4*i + 1
		if child >= len(h) {
			break
		}
		least := child
		for k := child + 1; k < min(child+4, len(h)); k++ {
			if h[k].key < h[least].key {
				least = k
			}
		}
		if h[least].key >= last.key {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = last
	return top
}
