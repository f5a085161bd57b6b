package worldgen

// number gives the cells their nodes: one, or at a roundabout one for each arm. It
// draws where restrictions will be, since ways must end there.
func (x *lattice) number() {
	for c := range x.node {
		switch {
		case x.degree[c] == 0:
		case x.roundabout(c):
			x.ring(c)
		default:
			id := x.m.out.node(x.at[c])
			x.node[c] = [4]nodeID{id, id, id, id}
		}
	}
	x.bans, x.viaBans = x.bans[:0], x.viaBans[:0]
	for c := range x.node {
		if !x.junction(c) || !x.d.chance(0.06) {
			continue
		}
		x.stop[c] = true
		if o := c + 1; x.edge(c, east) >= 0 && x.class[x.edge(c, east)].forCars() && x.junction(o) && x.d.chance(0.2) {
			x.stop[o] = true
			x.viaBans = append(x.viaBans, c)
			continue
		}
		x.bans = append(x.bans, c)
	}
}

// junction reports whether three streets for cars meet at a cell without a roundabout.
func (x *lattice) junction(c int) bool {
	arms := 0
	for dir := range 4 {
		if e := x.edge(c, dir); e >= 0 && x.class[e] > track {
			arms++
		}
	}
	return arms >= 3 && x.node[c][east] == x.node[c][west] && x.node[c][north] == x.node[c][south] && x.node[c][east] == x.node[c][north]
}

func (x *lattice) roundabout(c int) bool {
	i, j := x.place(c)
	if x.degree[c] < 3 || c == x.hub || i == 0 || j == 0 || i == x.k-1 || j == x.k-1 || !x.d.chance(0.03) {
		return false
	}
	for dir := range 4 {
		if e := x.edge(c, dir); e >= 0 && x.class[e] > 0 && (!x.class[e].forCars() || x.at[c].distance(x.at[x.across(e, c)]) < 50) {
			return false
		}
	}
	return true
}

// ring draws a roundabout, against the clock, as where one drives on the right.
func (x *lattice) ring(c int) {
	const radius = 14
	x.refs = x.refs[:0]
	best := class(0)
	for dir := range 4 {
		e := x.edge(c, dir)
		if e < 0 || x.class[e] == 0 {
			continue
		}
		best = max(best, x.class[e])
		arm := x.at[x.across(e, c)].minus(x.at[c]).unit()
		x.node[c][dir] = x.m.out.node(x.at[c].plus(arm.times(radius)))
		bend := x.m.out.node(x.at[c].plus(arm.plus(arm.left().times(0.7)).unit().times(radius)))
		x.refs = append(x.refs, x.node[c][dir], bend)
	}
	x.refs = append(x.refs, x.refs[0])
	x.m.out.road(x.refs, look{class: best, round: true, surface: 1}, "", "")
}

// into reports whether cars may come to a cell by its arm in a direction; outOf
// whether they may leave by it.
func (x *lattice) into(c, dir int) bool {
	e := x.edge(c, dir)
	if e < 0 || x.class[e] <= track {
		return false
	}
	if dir == west || dir == south { // from the lower cell
		return x.oneway[e] >= 0
	}
	return x.oneway[e] <= 0
}

func (x *lattice) outOf(c, dir int) bool {
	e := x.edge(c, dir)
	if e < 0 || x.class[e] <= track {
		return false
	}
	if dir == west || dir == south {
		return x.oneway[e] <= 0
	}
	return x.oneway[e] >= 0
}

// ban adds the turn restrictions of the block.
func (x *lattice) ban() {
	for _, c := range x.bans {
		for range 8 {
			from, to := x.d.below(4), x.d.below(4)
			if x.into(c, from) && x.outOf(c, to) && (from != to || x.d.chance(0.4)) {
				x.restrict(turnKind(x.d, from^2, to), c, from, to)
				break
			}
		}
	}
	for _, c := range x.viaBans {
		x.banVia(c)
	}
}

// turnKind names the turn from a heading to an arm.
func turnKind(d *dice, heading, to int) string {
	switch (to - heading + 4) % 4 {
	case 0:
		if d.chance(0.7) {
			return "only_straight_on"
		}
		return "no_straight_on"
	case 1:
		if d.chance(0.15) {
			return "only_left_turn"
		}
		return "no_left_turn"
	case 3:
		if d.chance(0.3) {
			return "only_right_turn"
		}
		return "no_right_turn"
	}
	return "no_u_turn"
}

func (x *lattice) restrict(kind string, c, from, to int) {
	x.relate(kind, []member{
		{1, uint32(x.way[x.edge(c, from)]), "from"},
		{0, uint32(x.node[c][0]), "via"},
		{1, uint32(x.way[x.edge(c, to)]), "to"},
	})
}

// banVia forbids a turn over the street from a cell to the next in the east.
func (x *lattice) banVia(c int) {
	via, o := x.edge(c, east), c+1
	if x.oneway[via] < 0 {
		return
	}
	for range 12 {
		from, to := x.d.below(4), x.d.below(4)
		if from == east || to == west || !x.into(c, from) || !x.outOf(o, to) {
			continue
		}
		kind := []string{"no_straight_on", "no_left_turn", "no_u_turn", "no_right_turn"}[to]
		if to != east && from == to {
			kind = "no_u_turn"
		} else if to == north {
			kind = "no_left_turn"
		}
		x.relate(kind, []member{
			{1, uint32(x.way[x.edge(c, from)]), "from"},
			{1, uint32(x.way[via]), "via"},
			{1, uint32(x.way[x.edge(o, to)]), "to"},
		})
		return
	}
}

// relate adds a restriction; some except somebody, some bind lorries alone.
func (x *lattice) relate(kind string, members []member) {
	tags := []string{"type", "restriction"}
	switch x.d.pick(0.8, 0.15, 0.05) {
	case 0:
		tags = append(tags, "restriction", kind)
	case 1:
		tags = append(tags, "restriction", kind, "except", []string{"bicycle", "psv", "psv;bicycle"}[x.d.below(3)])
	case 2:
		tags = append(tags, "restriction:hgv", kind)
	}
	x.m.out.relations = append(x.m.out.relations, relation{members, tags})
	x.m.restrictions++
}
