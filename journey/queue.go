package journey

// A queue gives back first what comes before all else in it. Of equals the order is not
// told, but is the same each time.
type queue[T interface{ Before(T) bool }] []T

func (q *queue[T]) push(x T) {
	h := append(*q, x)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !x.Before(h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = x
	*q = h
}

func (q *queue[T]) pop() T {
	h := *q
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	i := 0
	for {
		next := 2*i + 1
		if next >= len(h) {
			break
		}
		if next+1 < len(h) && h[next+1].Before(h[next]) {
			next++
		}
		if !h[next].Before(last) {
			break
		}
		h[i] = h[next]
		i = next
	}
	if len(h) > 0 {
		h[i] = last
	}
	*q = h
	return top
}
