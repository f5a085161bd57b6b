package worldgen

// choose decides which edges there are. Main roads are there already. A random
// spanning tree joins all cells; cells for walkers that it does not need to join
// others hang on it; further edges are added.
func (x *lattice) choose() {
	share := 0.2
	if x.m.urban(x.b) {
		share = 0.14
	}
	for c := range x.foot {
		x.foot[c] = !x.fixed[c] && x.d.chance(share)
	}
	x.order = x.order[:0]
	for e := range x.class {
		x.order = append(x.order, int32(e))
	}
	shuffle(x.d, x.order)
	x.join(func(e, a, b int) bool { return x.class[e] > 0 })
	x.join(func(e, a, b int) bool { return !x.foot[a] && !x.foot[b] })
	x.join(func(e, a, b int) bool { return true })
	x.prune()
	x.add()
	x.thin()
	x.classify()
}

// join adds those edges of a kind to the tree that join what is apart.
func (x *lattice) join(kind func(e, a, b int) bool) {
	for _, e := range x.order {
		a, b := x.ends(int(e))
		if kind(int(e), a, b) && x.group.join(int32(a), int32(b)) {
			x.tree[e] = true
		}
	}
	for e := range x.tree {
		if x.tree[e] && x.class[e] == 0 {
			x.class[e] = residential // until classify
		}
	}
}

// prune finds the cells for walkers that the tree needs for cars: those that are no
// leaves when leaves for walkers are taken off, again and again.
func (x *lattice) prune() {
	for e := range x.class {
		if x.tree[e] || x.class[e] > 0 {
			a, b := x.ends(e)
			x.degree[a]++
			x.degree[b]++
		}
	}
	needed := make([]bool, len(x.foot))
	left := append([]uint8(nil), x.degree...)
	for again := true; again; {
		again = false
		for c := range x.foot {
			if !x.foot[c] || left[c] != 1 {
				continue
			}
			left[c], again = 0, true
			for dir := range 4 {
				if e := x.edge(c, dir); e >= 0 && x.class[e] > 0 {
					if o := x.across(e, c); left[o] > 0 {
						left[o]--
					}
				}
			}
		}
	}
	for c := range x.foot {
		needed[c] = left[c] > 0
		x.foot[c] = x.foot[c] && !needed[c]
	}
}

func (x *lattice) across(e, c int) int {
	a, b := x.ends(e)
	return a + b - c
}

// thin takes some dead ends off.
func (x *lattice) thin() {
	for c := range x.degree {
		if x.degree[c] == 1 && !x.fixed[c] && x.d.chance(0.5) {
			x.takeOff(c)
		}
	}
}

func (x *lattice) takeOff(c int) {
	for dir := range 4 {
		if e := x.edge(c, dir); e >= 0 && x.class[e] > 0 {
			x.class[e], x.tree[e] = 0, false
			x.degree[c]--
			x.degree[x.across(e, c)]--
		}
	}
}

// add adds edges beyond the tree. Where that makes a junction of four, seldom: most
// junctions have three.
func (x *lattice) add() {
	share := x.d.between(0.4, 0.7)
	if x.m.urban(x.b) {
		share = x.d.between(0.65, 0.95)
	}
	for _, e := range x.order {
		a, b := x.ends(int(e))
		if x.class[e] > 0 || x.degree[a] == 0 || x.degree[b] == 0 || !x.d.chance(share) {
			continue
		}
		if (x.degree[a] >= 3 || x.degree[b] >= 3) && !x.d.chance(0.4) {
			continue
		}
		x.class[e] = residential
		x.degree[a]++
		x.degree[b]++
	}
}

// classify gives edges other than main roads their classes, and directions to those
// that the tree does not need.
func (x *lattice) classify() {
	for e := range x.class {
		if x.class[e] == 0 || x.route[e] > 0 {
			continue
		}
		a, b := x.ends(e)
		l, settled := &x.lines[x.lineOf(e)], x.settled(e)
		switch {
		case x.foot[a] || x.foot[b]:
			x.class[e] = l.walked
			if !settled && l.walked != steps {
				x.class[e] = path
			}
			continue
		case settled:
			x.class[e] = l.settled
		default:
			x.class[e] = l.rural
		}
		if !x.tree[e] && settled {
			x.oneway[e] = l.oneway
		}
	}
}
