package journey

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service/timetable"
	"waythrough/world"
)

// patient is a context that ends when it has been looked at so often, by whomever.
type patient struct {
	context.Context
	looks *atomic.Int64
}

func patientFor(ctx context.Context, looks int) patient {
	p := patient{ctx, new(atomic.Int64)}
	p.looks.Store(int64(looks))
	return p
}

func (p patient) Err() error {
	if p.looks.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// left is how often it may be looked at yet; negative once it ended.
func (p patient) left() int { return int(p.looks.Load()) }

// asking is for ways by land and air that ask for papers, or hang on an unknown.
func asking(t testing.TB, p *Planner, by string) Query {
	t.Helper()
	return Query{From: placeOf(t, p.w, "Iğdır"), To: placeOf(t, p.w, "Yerevan"), By: by, Depart: Morning(firstDay), Known: firstDay, Traveller: german}
}

func answered(t testing.TB, p *Planner, q Query) string {
	t.Helper()
	a, err := p.Plan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A question that is given up ends with the error of its context wherever it is then, and
// the planner answers the next as if nothing had been.
func TestQuestionsEndWithTheirContext(t *testing.T) {
	w := shipped().w
	p := New(w)
	leave := asking(t, p, ByAny)
	arrive := asking(t, p, ByCar)
	arrive.ArriveBy, arrive.Depart = leave.Depart+2*record.DayMinutes, 0
	for what, q := range map[string]Query{"departing": leave, "arriving": arrive, "by car": asking(t, p, ByCar)} {
		want := answered(t, New(w), q)
		const all = 1 << 30
		whole := patientFor(t.Context(), all)
		if _, err := p.Plan(whole, q); err != nil {
			t.Fatal(err)
		}
		often := all - whole.left()
		step := max(1, often/4)
		if often < 3 {
			t.Errorf("%s: the context is looked at %d times", what, often)
		}
		for after := 0; after < often; after += step {
			given := patientFor(t.Context(), after)
			if a, err := p.Plan(given, q); !errors.Is(err, context.Canceled) || a != nil {
				t.Errorf("%s, given up at look %d of %d: %v, %v", what, after, often, a, err)
			}
			if given.left() < -3 {
				t.Errorf("%s, given up at look %d of %d: it is looked at %d times more", what, after, often, -given.left())
			}
			if got := answered(t, p, q); got != want {
				t.Errorf("%s, given up at look %d of %d: the same question then gets another answer", what, after, often)
			}
		}
	}
}

// counting is law that counts what it is asked, and at some question calls stop.
type counting struct {
	Law
	asked *int
	at    int
	stop  func()
}

type countingRules struct {
	Rules
	counting
}

type countingJudge struct {
	of Judge
	counting
}

func (c counting) On(d record.Day) Rules { return countingRules{c.Law.On(d), c} }
func (c countingRules) For(t regime.Traveller) Judge {
	return countingJudge{c.Rules.For(t), c.counting}
}
func (c countingJudge) Verdict(p regime.Passage) regime.Verdict {
	if *c.asked++; *c.asked == c.at {
		c.stop()
	}
	return c.of.Verdict(p)
}
func (c countingJudge) Judge(p regime.Passage) regime.Judgement { return c.of.Judge(p) }

// A search that is given up asks the law little more: what some dozens of labels ask.
func TestSearchesEndSoon(t *testing.T) {
	p := shipped()
	q := asking(t, p, ByAny)
	plan := func(at int) (asked int, err error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, _, err = p.plan(ctx, q, counting{Law: LawOf(p.Law(firstDay)), asked: &asked, at: at, stop: cancel})
		return asked, err
	}
	all, err := plan(-1)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{1, all / 10, all / 2, all - all/8} {
		asked, err := plan(at)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("given up at question %d of %d: %v", at, all, err)
		}
		if asked-at > all/5 {
			t.Errorf("given up at question %d of %d: law is asked %d more", at, all, asked-at)
		}
	}
}

func TestTablesEndWithTheirContext(t *testing.T) {
	p := shipped()
	q := asking(t, p, ByAny)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Matrix(ctx, q, []world.Place{q.From}, []world.Place{q.To}, func(int, []*Trip) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a matrix: %v", err)
	}
	const all = 1 << 30
	whole := patientFor(t.Context(), all)
	if _, err := p.Reach(whole, q, []int64{5 * 3600}); err != nil {
		t.Fatal(err)
	}
	often := all - whole.left()
	for after := 0; after < often; after += max(1, often/4) {
		given := patientFor(t.Context(), after)
		// How often the drawing of polygons looks differs from time to time.
		if r, err := p.Reach(given, q, []int64{5 * 3600}); given.left() < 0 && !errors.Is(err, context.Canceled) || r != nil {
			t.Errorf("a reach given up at look %d of %d: %v", after, often, err)
		}
	}
}

// A fault in a file is an error of whatever is asked, and never an answer that lacks
// something.
func TestFaultsAreErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "town.timetable")
	tt, err := timetable.Compile([]*timetable.Feed{feedOf(t, townFeed)})
	if err == nil {
		err = tt.WriteFile(path)
	}
	if err == nil {
		tt, err = timetable.OpenFile(path)
	}
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, townRecord+with(), townPlaces, townLinks)
	if err := w.Serve(tt); err != nil {
		t.Fatal(err)
	}
	q := inTown(t, w, "home", "work", ByTransit, "2024-07-30T08:00")
	planned(t, w, q) // grounds are laid out before
	if err := os.Truncate(path, 0); err != nil {
		t.Skip("SKIPPED: a mapped file can't be cut short here:", err)
	}
	p := New(w)
	if a, err := p.Plan(t.Context(), q); err == nil {
		t.Errorf("planned %v", told(a))
	}
	arrive := q
	arrive.ArriveBy, arrive.Depart = q.Depart+60, 0
	if a, err := p.Plan(t.Context(), arrive); err == nil {
		t.Errorf("planned to arrive: %v", told(a))
	}
	if err := p.Matrix(t.Context(), q, []world.Place{q.From}, []world.Place{q.To}, func(_ int, row []*Trip) error {
		t.Errorf("a row %+v", row[0])
		return nil
	}); err == nil {
		t.Error("a matrix is no error")
	}
	if r, err := p.Reach(t.Context(), q, []int64{3600}); err == nil {
		t.Errorf("reached %v", r.Towns)
	}
}

// What was learnt for one question is used for another only if the same crossings are in
// ruins: those of the day of arrival may be others than those of the day of departure.
func TestWhatIsLearntKnowsItsRuins(t *testing.T) {
	w := onRoads(t, drawnRoads(t, `
Alm 46.5 9.9
Bek 46.5 10.1
46.5,9.9 46.5,10.1 highway=primary maxspeed=60
`), threeAreas+"crossings:\n"+crossingAt("near", 46.5, "XAA", "XBB", 10), with("in-b part: entry, authority: XBB, place: {area: XBB}, effect: permitted")+
		"  - {id: ruins, says: S., about: {crossing: [near]}, valid: {from: 2024-07-31}, keeps: 100y, public: 2000-01-01, public_basis: test, facility: {what: bridge, state: in-ruins}}\n")
	p := New(w)
	cells := func(p *Planner, q Query) []bool {
		q, _, err := q.settle(w)
		if err != nil {
			t.Fatal(err)
		}
		q.remembered = true
		s, err := p.search(newWatch(t.Context()), q, LawOf(p.Law(q.Known)))
		if err != nil {
			t.Fatal(err)
		}
		s.depart = instantOf(Morning(firstDay), s.from[0].Spot.Zone)
		defer p.giveBack(s)
		return s.leadHere(lawful, s.depart+hour)
	}
	leave := asked(t, w, "Alm", "Bek", "XDD")
	arrive := leave
	arrive.ArriveBy, arrive.Depart = leave.Depart+record.DayMinutes, 0
	for _, tt := range []struct {
		what  string
		q     Query
		count int
	}{{"before", leave, 2}, {"after", arrive, 1}, {"before again", leave, 2}} {
		n := 0
		for _, leads := range cells(p, tt.q) {
			if leads {
				n++
			}
		}
		if n != tt.count {
			t.Errorf("%s the bridge fell, %d cells lead to Bek, want %d", tt.what, n, tt.count)
		}
	}
}
