// Package direction puts a path into words: of the edges of a road travelled one
// after another it makes the list of directions that a person follows. It knows no
// graph: the caller says of each edge what is seen where it begins.
//
//	for _, d := range direction.Directions(path, end) {
//		fmt.Println(d.LengthDM/10, "m:", d)
//	}
//
// # When something is said
//
// Nothing where a traveller would simply follow the road, always something where two
// ways are plausible. In order, at the start of each step:
//
//   - Turning back along the edge that was come by.
//   - Roundabouts: one direction from the entry, with the number of the exit, that
//     covers the way round and the road taken after it.
//   - Ferries: boarding one, changing to another, leaving it; nothing at sea.
//   - Two turns that are one to the traveller: through a median onto the other
//     carriageway (within 60 m), along a slip road (150 m of links), over a crossing
//     whose arms are offset (20 m).
//   - Ramps, which are links longer than that, and joining the road at their end.
//   - Junctions, by the arms that may be entered: see below.
//   - The road changing its name under way, if the new one lasts 100 m. A road keeps
//     its identity by name or by number, so a road of one number through streets of
//     many names is one road, and so is a street whose number ends. A piece without
//     a name, or a short one with another (a bridge, the middle of a crossing), does
//     not end it.
//   - A boundary passed. Where something else is said there, it says both.
//
// At a junction an arm that may be entered competes with the one taken by how much
// straighter it is, or how little more bent: by default an arm that bends less than
// 30° more than the one taken must be told apart. Less is asked for where the road
// goes on by name (15°), against a ramp (5°), and against an arm of half the speed
// or less, or a track, a driveway or stairs where the road taken is none (0°); both
// together, -10°. Driveways and tracks beside a road that goes on by name don't
// count. A way that bends by 50° and more is always said, unless nothing else is
// there; and where the only other arms may not be entered (a one-way street met at
// a corner), unless the road goes on by name. Where the road itself turns off and
// the path leaves it straight on, that is said.
//
// # Angles
//
// Of the bearing in which the step before ends and that in which the next begins,
// in degrees, right positive: straight below 20, slight below 50, a turn to 130,
// sharp below 170, around from there. Bearings are best measured over the 20 m next
// to the junction: a kink in the last metre deceives. At forks, where no arm
// asks for a turn, left and right are told by the order of the arms instead; and
// of two arms within one class the outer is called sharper and the inner slighter.
//
// # Words
//
// [Instruction.String] is English. Whole sentences stand in a table by kind and
// modifier, with places for the road, the exit and so on (english.go): nothing is
// put together of words, and another language is another table.
//
// # Cost
//
// Time and memory grow with the number of steps and arms: 0.3 to 0.5 µs a step
// (BenchmarkDirections), and memory for what is said. Any input gives an
// answer; a bearing that is no number counts as straight on. Lengths are
// decimetres, durations milliseconds, bearings degrees clockwise from north.
//
// Not known here: lanes, signposts, exit numbers of motorways, mini-roundabouts
// (they are junctions like any other), and which side of the road one drives on
// (of a roundabout, the side on which its exits leave). A walker may go round a
// roundabout either way: leave the flag out of a walker's steps.
package direction
