package score

import (
	"strings"
	"testing"

	"waythrough/reading"
)

const text = "The sides agreed to open the border. It was never done. The gate is shut. Talks were held in Vienna."

func proposal(kind reading.Kind, status reading.Status, passage string) reading.Proposal {
	at := strings.Index(text, passage)
	return reading.Proposal{Kind: kind, Status: status, Modality: reading.Fact, Passage: passage, Start: at, End: at + len(passage), Why: []string{"test"}}
}

func scored(t *testing.T, want []Statement, got ...reading.Proposal) *Result {
	t.Helper()
	res := &Result{ByKind: map[reading.Kind]Tally{}, ByStatus: map[reading.Status]Tally{}}
	res.article(&Article{File: "x", Text: text, Statements: want}, got)
	return res
}

var annotated = []Statement{
	{Kind: reading.Commitment, Status: reading.Agreed, Passage: "agreed to open the border", Modality: reading.Fact},
	{Kind: reading.Commitment, Status: reading.NotImplemented, Passage: "It was never done"},
	{Kind: reading.Crossing, Status: reading.Closed, Passage: "The gate is shut"},
}

func TestRightMissedWrong(t *testing.T) {
	res := scored(t, annotated,
		proposal(reading.Commitment, reading.Agreed, "The sides agreed to open the border"),
		proposal(reading.Commitment, reading.Agreed, "agreed to open"), // said twice
		proposal(reading.Meeting, reading.Held, "Talks were held in Vienna"))
	if res.All != (Tally{Right: 1, Missed: 2, Wrong: 1}) || res.Repetitions != 1 || len(res.Inversions) != 0 {
		t.Fatalf("%+v, %d repetitions, inversions %v", res.All, res.Repetitions, res.Inversions)
	}
	if res.ByKind[reading.Meeting].Wrong != 1 || res.ByStatus[reading.Closed].Missed != 1 {
		t.Errorf("%v %v", res.ByKind, res.ByStatus)
	}
}

func TestInversions(t *testing.T) {
	for _, c := range []struct {
		passage string
		status  reading.Status
		want    int
	}{
		{"agreed to open the border", reading.Open, 1}, // promised taken for done
		{"It was never done", reading.Open, 1},         // undone taken for done
		{"The gate is shut", reading.Open, 1},          // shut taken for open
		{"The gate is shut", reading.PartlyClosed, 0},  // less than was said, not its opposite
		{"Talks were held in Vienna", reading.Open, 0}, // wrong, but nothing is turned around
	} {
		res := scored(t, annotated, proposal(reading.Crossing, c.status, c.passage))
		if len(res.Inversions) != c.want {
			t.Errorf("%s as %s: %v", c.passage, c.status, res.Inversions)
		}
	}
}

// TestOverlap: half the words of the shorter passage, at the same place.
func TestOverlap(t *testing.T) {
	if _, ok := same("one two three four", [2]int{0, 7}, [2]int{4, 18}); !ok {
		t.Error("one of two words shared is half")
	}
	if _, ok := same("one two three four five", [2]int{0, 13}, [2]int{8, 23}); ok {
		t.Error("one of three words shared is less than half")
	}
	if _, ok := same("one two one two", [2]int{0, 7}, [2]int{8, 15}); ok {
		t.Error("the same words at another place are another passage")
	}
}

func TestLookalike(t *testing.T) {
	if res := scored(t, nil, proposal(reading.Crossing, reading.Closed, "The gate is shut")); res.LookalikeFalse != 1 {
		t.Errorf("%d", res.LookalikeFalse)
	}
	if res := scored(t, nil); res.All.F1() != 1 {
		t.Error("nothing wanted and nothing proposed is right")
	}
}
