package border

import (
	"slices"

	"waythrough/road/osm"
)

// follow goes along the segments from the first to the last, none of which but some
// between is of no length, and sets the pieces between events.
//
// It knows in which shapes the points just right of the way lie. At an event it turns
// counterclockwise from the way back to the way on; each ray of a shape met in between
// is that shape's boundary, crossed once. So a touch, a crossing through a corner and
// a piece along the boundary are one case, told apart by signs of products of whole
// numbers. Where no shape is, the areas are those on the facing sides of the rays next
// to the way.
func (w *walk) follow(line []osm.Point, first, last int) {
	w.pieces = w.pieces[:0]
	w.inside(line[first])
	here, ref := place{first, 0, 1}, east
	rays := w.take(0, here)
	for next := len(rays); ; {
		end := place{last, 1, 1}
		if next < len(w.events) {
			end = w.events[next].at
		}
		ahead := w.take(next, end)
		next += len(ahead)
		w.step(line, here, end, ref, rays, ahead)
		if end.segment == last && end.num == end.den {
			return
		}
		here, rays, ref = end, ahead, arrival(line, end).back()
	}
}

// take gives the events from the i-th that lie at a place.
func (w *walk) take(i int, at place) []event {
	j := i
	for j < len(w.events) && w.events[j].at.compare(at) == 0 {
		j++
	}
	return w.events[i:j]
}

// arrival is the direction in which the way comes to a place.
func arrival(line []osm.Point, at place) vector {
	i := at.segment
	if at.num == 0 {
		for i--; line[i] == line[i+1]; i-- {
		}
	}
	return from(line[i], line[i+1])
}

// step adds the piece from here, where the way back is ref and the rays are, to the
// events ahead. The set comes as the shapes just after ref and goes as those right of
// the piece.
func (w *walk) step(line []osm.Point, here, end place, ref vector, rays, ahead []event) {
	dir := from(line[here.segment], line[here.segment+1])
	w.turn(rays, ref, dir)
	beside := w.left(rays, dir)
	left, right, ok := w.labels(rays, dir)
	p := piece{start: mark{here.position(), here.on(line)}, end: mark{end.position(), end.on(line)}}
	guess := func() area {
		switch { // an end on no boundary is surer than a middle rounded
		case len(rays) == 0:
			return w.guess(p.start.at)
		case len(ahead) == 0:
			return w.guess(p.end.at)
		}
		return w.guess(middle(line, p.start.position, p.end.position).at)
	}
	if slices.ContainsFunc(rays, func(e event) bool { return sector(dir, e.dir) == 3 }) {
		if !ok && (len(beside) == 0 || len(w.set) == 0) {
			left = guess()
			right = left
		}
		p.in, p.out = w.side(beside, left), w.side(w.set, right)
		p.on = p.in != p.out
		w.pieces = append(w.pieces, p)
		return
	}
	far, _, okFar := w.labels(ahead, arrival(line, end).back())
	switch {
	case len(w.set) > 0:
	case !ok && !okFar:
		right = guess()
		far = right
	case right == 0:
		right = far
	case far == 0:
		far = right
	}
	p.in, p.out = w.side(w.set, right), w.side(w.set, far)
	w.pieces = append(w.pieces, p)
}

// turn brings the set from just after ref to just before dir, counterclockwise.
func (w *walk) turn(rays []event, ref, dir vector) {
	for i := range rays {
		if turnedLess(ref, rays[i].dir, dir) {
			for _, k := range w.a.lines[rays[i].line].shapes {
				w.set = toggle(w.set, k)
			}
		}
	}
}

// left is the set just after dir if the set is that just before it.
func (w *walk) left(rays []event, dir vector) []uint16 {
	w.beside = append(w.beside[:0], w.set...)
	for i := range rays {
		if sector(dir, rays[i].dir) == 3 {
			for _, k := range w.a.lines[rays[i].line].shapes {
				w.beside = toggle(w.beside, k)
			}
		}
	}
	return w.beside
}

// labels are the areas left and right of a way that leaves in a direction, as rays
// with sides say; ok is false if there is none. If one ray runs along the way its
// sides are meant. Else it is one area, that of the facing side of the next ray: on
// the left, or if that is unknown on the right. Only where lines end can the two
// differ; then the ray less than half a turn away is believed.
func (w *walk) labels(rays []event, dir vector) (left, right area, ok bool) {
	var next, before *event // the next on the left, and on the right
	for i := range rays {
		e := &rays[i]
		if w.a.lines[e.line].mute {
			continue
		}
		if sector(dir, e.dir) == 3 {
			l, r := w.sides(e)
			left, right, ok = max(left, l), max(right, r), true
			continue
		}
		if next == nil || turnedLess(dir, e.dir, next.dir) {
			next = e
		}
		if before == nil || turnedLess(dir, before.dir, e.dir) {
			before = e
		}
	}
	if ok || next == nil {
		return left, right, ok
	}
	_, left = w.sides(next)
	right, _ = w.sides(before)
	if left == 0 || right != 0 && sector(dir, next.dir) == 2 && sector(dir, before.dir) == 2 {
		left = right
	}
	return left, left, true
}

// side is the area of the first shape of a set, or else the label.
func (w *walk) side(set []uint16, label area) area {
	if len(set) > 0 {
		return w.a.areaOf(set)
	}
	return label
}

func (a *Areas) areaOf(set []uint16) area { return a.shapes[slices.Min(set)].area }

// guess is the area at a point outside of every shape, as the nearest line has it.
func (w *walk) guess(p osm.Point) area {
	other := w.a.walk() // nearest takes a walk's events
	defer w.a.walks.Put(other)
	return other.nearest(p)
}
