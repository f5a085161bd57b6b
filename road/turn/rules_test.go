package turn

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// draw reads a world from words: edges a-b, a>b if one way, a=b if only for who has
// business there, a#b a cut; !a a barrier at a node; no:abc and only:abc restrictions, by nodes.
func draw(text string) *world {
	w := &world{nodes: 26, shut: make([]bool, 26)}
	for _, word := range strings.Fields(text) {
		kind, path, isBan := strings.Cut(word, ":")
		switch {
		case isBan:
			b := Ban{Only: kind == "only"}
			for i := 1; i < len(path); i++ {
				b.Path = append(b.Path, w.half(path[i-1:i+1]))
			}
			w.bans = append(w.bans, b)
		case word[0] == '!':
			w.shut[word[1]-'a'] = true
		default:
			w.from, w.to = append(w.from, uint32(word[0]-'a')), append(w.to, uint32(word[2]-'a'))
			w.open = append(w.open, true, word[1] != '>')
			w.weight = append(w.weight, 1, 1)
			w.local = append(w.local, word[1] == '=')
			w.cut = append(w.cut, word[1] == '#')
		}
	}
	return w
}

// half finds the first edge between two nodes.
func (w *world) half(ends string) Half {
	for h := range Half(2 * len(w.from)) {
		if tail, head := w.ends(h); tail == uint32(ends[0]-'a') && head == uint32(ends[1]-'a') {
			return h
		}
	}
	panic(ends + " is not drawn")
}

// steps gives how many edges it takes from the end of one to the end of another: "-" if
// there is no way.
func (w *world) steps(g *Graph, from, to string) string {
	d := w.inGraph(g, w.half(from))[w.half(to)]
	if d == far {
		return "-"
	}
	return fmt.Sprint(d)
}

func TestRules(t *testing.T) {
	//	    c
	//	    |
	//	a - b - d - e     star: a cross at b, and a way on
	//	    |
	//	    f
	const star = "a-b b-c b-d b-f d-e "
	tests := []struct{ name, world, asked, want string }{
		{"straight on", star, "ab:bd", "1"},
		{"turning back is for dead ends", star, "ab:ba", "3"}, // to c and back
		{"a dead end turns back", "a-b b-c", "bc:cb", "1"},
		{"a road of two edges has no dead end between", "a-b b-c", "ab:ba", "3"},
		{"a one-way street in the way is no way on", "a-b c>b", "ab:ba", "1"},
		{"the end of a one-way street is the end", "a>b", "ab:ab", "0"},
		{"an edge beside is a way on", "a-b a-b", "ab:ba", "-"}, // round and round, never back

		{"no turn", star + "no:abd", "ab:bd", "3"}, // to c, back, and then on
		{"no turn, no other way", "a-b b-d d-e no:abd", "ab:bd", "-"},
		{"what is forbidden from one side is not from another", star + "no:abd", "cb:bd", "1"},
		{"who sets out on the via has not come from there", star + "no:abde", "bd:de", "1"},
		{"no turn over a via", star + "no:abde", "ab:de", "4"}, // d is no dead end: over c
		{"a via reached otherwise", star + "no:abde", "cb:de", "2"},
		{"only", star + "only:abd", "ab:bc", "5"}, // to e and back
		{"only binds nobody if its end is closed", "a-b b-c d>b only:abd", "ab:bc", "1"},
		{"a restriction over a closed road binds nobody", "a-b b-c c-d x>b no:xbc no:bxb", "ab:bc", "1"},
		{"two onlys of one path allow both", star + "only:abd only:abc", "ab:bc", "1"},
		{"two onlys of one path allow no third", star + "only:abd only:abc", "ab:bf", "3"},
		{"a longer only within a shorter", star + "d-g only:abd only:abde", "ab:dg", "4"},
		{"an only and a no at odds", star + "only:abd no:abd", "ab:bd", "-"},
		{"a restriction that begins inside another", star + "no:abde no:bdg d-g", "ab:de", "4"},
		{"turning back where only that is left but for a ban", star + "no:abc no:abd no:abf", "ab:ba", "-"},

		{"a barrier is a dead end", star + "!b", "ab:ba", "1"},
		{"a barrier is not passed", star + "!b", "ab:bd", "-"},
		{"a barrier bars from all sides", star + "!b", "db:ba", "-"},
		{"a barrier on a one-way street is the end", "a>b b-c !b", "ab:bc", "-"},

		{"over a cut", "a-b b#c c-d", "ab:cd", "2"},
		{"not back over a cut", "a-b b-e b#c d>c", "ab:ba", "3"},
		{"a cut to no way on is none", "a-b b#c d>c", "ab:ba", "1"},
		{"a cut to a way on is one", "a-b b#c c-d", "ab:ba", "5"},
		{"not over two cuts", "a-b b#c c#d d-e", "ab:de", "-"},
		{"a turn forbidden over a cut, and a third part", "a-b b#c c-d b#x x#c x-y no:abcd", "ab:cd", "5"}, // to y and back
		{"a lane over a cut", "a=b b#c c=d d-e", "ab:de", "3"},
		{"a lane over a cut at the end", "a-b b=c c#d d=e", "ab:de", "3"},

		{"through", "a=b b-c c=d", "bc:cb", "-"}, // nobody turns in it
		{"out of a lane", "a=b b-c c-d", "ab:cd", "2"},
		{"into a lane", "a-b b-c c=d", "ab:cd", "2"},
		{"out of one and into another", "a=b b-c c=d", "ab:cd", "2"},
		{"not through a lane", "a-b b=c c-d", "ab:cd", "-"},
		{"the lane itself", "a-b b=c c=d d-e", "ab:cd", "2"},
		{"along a lane only", "a=b b=c c=d", "ab:cd", "2"},
		{"out, and not in and out again", "a=b b-c c=d d-e", "ab:de", "-"},
	}
	for _, tt := range tests {
		w := draw(moveBansLast(tt.world))
		from, to, _ := strings.Cut(tt.asked, ":")
		if got := w.steps(Expand(w.streets()), from, to); got != tt.want {
			t.Errorf("%s: %s, from %s to %s: %s steps, want %s", tt.name, tt.world, from, to, got, tt.want)
		}
		w.check(t)
	}
}

// moveBansLast lets a table name a road after a restriction on it.
func moveBansLast(text string) string {
	words := strings.Fields(text)
	slices.SortStableFunc(words, func(a, b string) int {
		return strings.Count(a, ":") - strings.Count(b, ":")
	})
	return strings.Join(words, " ")
}

// The first state of a half-edge begins a journey, whatever the restrictions were told
// first: here one over b-d comes before one from it.
func TestFirstStateHasNoPast(t *testing.T) {
	for _, bans := range []string{"no:abde no:bdf", "no:bdf no:abde"} {
		w := draw("a-b b-d d-e d-f " + bans)
		if got := w.steps(Expand(w.streets()), "bd", "de"); got != "1" {
			t.Errorf("with %s, from b-d to d-e: %s steps, want 1", bans, got)
		}
	}
}
