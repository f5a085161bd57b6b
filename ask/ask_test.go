package ask_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"waythrough/ask"
	"waythrough/record"
	"waythrough/regime"
)

func desk(t *testing.T) *ask.Desk {
	t.Helper()
	d, err := ask.Open(ask.Options{Today: func() record.Day { return record.DayOf(2026, 11, 23) }})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func german() ask.Traveller {
	return ask.Traveller{Who: ask.Who{Passport: []string{"DEU"}, Mode: "road"}}
}

// What the project began with, asked in words: on the day of the fifth meeting the border is
// shut to a German, was not known to be in 1992, and would be open were the promise kept.
func TestMay(t *testing.T) {
	d := desk(t)
	for _, c := range []struct {
		name string
		on   string
		ifs  []string
		want regime.Verdict
	}{
		{"the day of the fifth meeting", "2024-07-30", nil, regime.Refused},
		{"before anything is recorded", "1992-06-01", nil, regime.Unknown},
		{"were the promise of 2022 kept", "2024-07-30", []string{"arm-tur-third-country-2022"}, regime.Permitted},
	} {
		a, err := d.May(t.Context(), ask.May{From: "Türkiye", To: "Armenia", At: "margara-alican", If: c.ifs, When: ask.When{On: c.on}, Traveller: german()})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if a.Verdict != c.want {
			t.Errorf("%s: %s, not %s", c.name, a.Verdict, c.want)
		}
		if supposed := a.Heading != ""; supposed != (c.ifs != nil) {
			t.Errorf("%s: headed %q", c.name, a.Heading)
		}
	}
}

// Every question that can't be read names the parameter, and says what would do instead.
func TestErrorsNameTheParameter(t *testing.T) {
	d := desk(t)
	ctx := t.Context()
	may := func(q ask.May) error { _, err := d.May(ctx, q); return err }
	route := func(q ask.Route) error { _, err := d.Route(ctx, q); return err }
	reach := func(q ask.Reach) error { _, err := d.Reach(ctx, q); return err }
	whatif := func(q ask.Whatif) error { q.Exponent = 1; _, err := d.Whatif(ctx, q); return err }
	of := func(t ask.Traveller) ask.May { return ask.May{From: "TUR", To: "ARM", Traveller: t} }
	for _, c := range []struct {
		param, says string
		err         error
	}{
		{"from", "ARM or Armenia", may(ask.May{To: "ARM"})},
		{"to", "Armenia", may(ask.May{From: "TUR", To: "Armenja"})},
		{"at", "margara-alican", may(ask.May{From: "TUR", To: "ARM", At: "margara-alcan"})},
		{"on", "2024-07-30", may(ask.May{From: "TUR", To: "ARM", When: ask.When{On: "30.07.2024"}})},
		{"known", "one day", may(ask.May{From: "TUR", To: "ARM", When: ask.When{Known: "2024"}})},
		{"if", "arm-tur-third-country-2022", may(ask.May{From: "TUR", To: "ARM", If: []string{"arm-tur-third-contry-2022"}})},
		{"if", "not public", may(ask.May{From: "TUR", To: "ARM", If: []string{"arm-tur-third-country-2022"}, When: ask.When{Known: "2021-01-01"}})},
		{"passport", "DEU", may(of(ask.Traveller{Who: ask.Who{Passport: []string{"DUE"}}}))},
		{"passport", "diplomatic", may(of(ask.Traveller{Who: ask.Who{Passport: []string{"DEU:diplomat"}}}))},
		{"mode", "road", may(of(ask.Traveller{Who: ask.Who{Mode: "raod"}}))},
		{"vehicle", "truck", may(of(ask.Traveller{Who: ask.Who{Vehicle: "lorry"}}))},
		{"holds", "visa", may(of(ask.Traveller{Holds: []string{"vsa:ARM"}}))},
		{"stamp", "code", may(of(ask.Traveller{Stamp: []string{"Q1Q"}}))},
		{"entered", "AREA@CROSSING:DATE", may(of(ask.Traveller{Entered: []string{"abkhazia"}}))},
		{"residence", "code", may(of(ask.Traveller{Residence: "Q1Q"}))},
		{"age", "years", may(of(ask.Traveller{Age: -1}))},
		{"goods-to", "code", may(of(ask.Traveller{GoodsTo: "Q1Q"}))},
		{"parity", "odd", may(of(ask.Traveller{Parity: "strange"}))},
		{"from", "Iğdır", route(ask.Route{From: "Igdr", To: "Yerevan"})},
		{"to", "a place", route(ask.Route{From: "Yerevan"})},
		{"", "one place", route(ask.Route{From: "Yerevan", To: "Erevan"})},
		{"arrive-by", "minute", route(ask.Route{From: "Yerevan", To: "Tbilisi", ArriveBy: "2024-07-30"})},
		{"arrive-by", "both", route(ask.Route{From: "Yerevan", To: "Tbilisi", ArriveBy: "2024-07-30T10:00", Travel: ask.Travel{When: ask.When{On: "2024-07-30"}}})},
		{"by", "bicycle", route(ask.Route{From: "Yerevan", To: "Tbilisi", Travel: ask.Travel{By: "broom"}})},
		{"unknown", "permit", route(ask.Route{From: "Yerevan", To: "Tbilisi", Travel: ask.Travel{Unknown: "perhaps"}})},
		{"mode", "any", route(ask.Route{From: "Yerevan", To: "Tbilisi", Travel: ask.Travel{Traveller: ask.Traveller{Who: ask.Who{Mode: "rail"}}}})},
		{"within", "6h", reach(ask.Reach{From: "Yerevan", Within: []string{"soon"}})},
		{"within", "90m", reach(ask.Reach{From: "Yerevan"})},
		{"if", "close:CROSSING", whatif(ask.Whatif{})},
		{"if", "POST", whatif(ask.Whatif{If: []string{"/etc/passwd"}})},
		{"if", "statements.yaml:1", whatif(ask.Whatif{Statements: "rubbish: [1]"})},
		{"base", "no-law", whatif(ask.Whatif{If: []string{"no-law"}, Base: "chaos"})},
		{"cost", "distance", whatif(ask.Whatif{If: []string{"no-law"}, Cost: "money"})},
		{"weight", "people", whatif(ask.Whatif{If: []string{"no-law"}, Weight: "gpd", Places: []ask.Site{{ID: "kars", Columns: map[string]float64{"people": 1}}, {ID: "igdir", Columns: map[string]float64{"people": 1}}}})},
		{"places", "not negative", whatif(ask.Whatif{If: []string{"no-law"}, Weight: "people", Places: []ask.Site{{ID: "kars", Columns: map[string]float64{"people": -1}}, {ID: "igdir", Columns: map[string]float64{"people": 1}}}})},
		{"places", "places[1]", whatif(ask.Whatif{If: []string{"no-law"}, Places: []ask.Site{{ID: "kars"}, {ID: "Nowhere"}}})},
	} {
		var e *ask.Error
		switch {
		case !errors.As(c.err, &e):
			t.Errorf("%s, %q: the error is %v, which names no parameter", c.param, c.says, c.err)
		case e.Param != c.param || !strings.Contains(c.err.Error(), c.says):
			t.Errorf("of %q, not %q, or %q is not said: %v", e.Param, c.param, c.says, c.err)
		}
	}
}

// A sentence that tells to give another parameter writes it as whoever asked does.
func TestAdviceIsSpeltAsAsked(t *testing.T) {
	d := desk(t)
	_, rail := d.Route(t.Context(), ask.Route{From: "Yerevan", To: "Tbilisi", Travel: ask.Travel{Traveller: ask.Traveller{Who: ask.Who{Mode: "rail"}}}})
	figures := map[string]float64{"people": 1}
	_, gdp := d.Whatif(t.Context(), ask.Whatif{If: []string{"no-law"}, Weight: "gdp", Exponent: 1, Places: []ask.Site{{ID: "kars", Columns: figures}, {ID: "igdir", Columns: figures}}})
	flags := func(param, value string) string { return strings.TrimSpace("--" + param + " " + value) }
	for _, c := range []struct {
		err         error
		plain, flag string
	}{
		{rail, "mode: rail: a way by rail alone is not searched for; ask with by=any, which", "--mode: rail: a way by rail alone is not searched for; ask with --by any, which"},
		{gdp, "with weight: people", "with --weight: people"},
	} {
		var e *ask.Error
		if !errors.As(c.err, &e) {
			t.Fatalf("%v names no parameter", c.err)
		}
		if !strings.Contains(e.Error(), c.plain) || strings.Contains(e.Error(), "--") || !strings.Contains(e.Spelt(flags), c.flag) {
			t.Errorf("told as %q, by flags as %q; want %q and %q in them", e, e.Spelt(flags), c.plain, c.flag)
		}
	}
}

// A folder of statements that can't be opened is told by its name.
func TestFoldersThatCantBeOpened(t *testing.T) {
	for folder, says := range map[string]string{filepath.Join(t.TempDir(), "none"): "no such file", "ask_test.go": "give the folder that holds it"} {
		_, err := ask.Open(ask.Options{Records: []string{folder}})
		var e *ask.FolderError
		if !errors.As(err, &e) || e.Folder != folder || !strings.Contains(err.Error(), folder) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

// Parameters are what the tags say: no name twice in a question, each described, and what is
// private of a traveller marked so.
func TestParams(t *testing.T) {
	open := map[string]bool{"passport": true, "mode": true, "vehicle": true}
	for _, q := range []any{&ask.May{}, &ask.Route{}, &ask.Reach{}, &ask.Matrix{}, &ask.Whatif{}, &ask.Process{}, &ask.Changes{}, &ask.Commitments{}, &ask.Events{}, &ask.Places{}, &ask.Crossings{}} {
		name := reflect.TypeOf(q).Elem().Name()
		seen := map[string]bool{}
		for _, p := range ask.Params(q) {
			if seen[p.Name] || p.Doc == "" || p.Example == "" {
				t.Errorf("%s: %s stands twice, or lacks its description or example", name, p.Name)
			}
			seen[p.Name] = true
		}
		var who ask.Traveller
		for _, p := range ask.Params(&who) {
			if p.Private == open[p.Name] {
				t.Errorf("%s is private: %v", p.Name, p.Private)
			}
		}
	}
}

// A comparison may be of statements that a question brings.
func TestSupposedStatements(t *testing.T) {
	q := ask.Whatif{Exponent: 1, When: ask.When{On: "2024-07-30"}, Traveller: german(), Statements: `statements:
  - id: supposed-open-gate
    says: The gate is open to all.
    public: 2024-07-01
    public_basis: a supposition
    rule: {part: gate, authority: TUR, place: {crossing: margara-alican}, effect: permitted}
`}
	a, err := desk(t).Whatif(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if a.Heading != "Assumption, not agreed" || !strings.Contains(strings.Join(a.Assumed, " "), "statements.yaml") {
		t.Errorf("headed %q, assumed %q", a.Heading, a.Assumed)
	}
}

// A desk may be asked by many at once, on more days than it keeps laws for; the same question
// has the same answer, and whoever went away is told so.
func TestManyAsk(t *testing.T) {
	d := desk(t)
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			for i := range 40 {
				day := record.DayOf(2024, 1, 1+worker*40+i).String()
				if _, err := d.May(t.Context(), ask.May{From: "GEO", To: "ARM", When: ask.When{On: day}, Traveller: german()}); err != nil {
					t.Errorf("on %s: %v", day, err)
				}
				a, err := d.May(t.Context(), ask.May{From: "TUR", To: "ARM", When: ask.When{On: "2024-07-30"}, Traveller: german()})
				if err != nil || a.Verdict != regime.Refused {
					t.Errorf("asked again: %v, %v", a, err)
				}
			}
		})
	}
	wait.Wait()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Route(gone, ask.Route{From: "Iğdır", To: "Yerevan"}); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away is answered with %v", err)
	}
}

// The map's layer says of every crossing what may says.
func TestCrossingsSayWhatMaySays(t *testing.T) {
	d := desk(t)
	when := ask.When{On: "2024-07-30"}
	layer, err := d.Crossings(t.Context(), ask.Crossings{When: when, Traveller: german()})
	if err != nil {
		t.Fatal(err)
	}
	if len(layer.Features) != len(d.World().Record.Crossings) {
		t.Fatalf("%d crossings of %d", len(layer.Features), len(d.World().Record.Crossings))
	}
	for _, f := range layer.Features {
		for _, v := range f.Properties.Verdicts {
			a, err := d.May(t.Context(), ask.May{From: string(v.From), To: string(v.To), At: f.ID, When: when, Traveller: german()})
			if err != nil {
				t.Fatal(err)
			}
			if a.Verdict != v.Verdict {
				t.Errorf("%s, %s to %s: the map shows %s, may says %s", f.ID, v.From, v.To, v.Verdict, a.Verdict)
			}
		}
	}
	closed := map[[2]record.AreaID]regime.Verdict{}
	for _, b := range layer.Borders {
		closed[b.Areas] = b.Verdict
	}
	if v := closed[[2]record.AreaID{"ARM", "TUR"}]; v != regime.Refused {
		t.Errorf("the border of Armenia and Türkiye is %s to a German on the day of the fifth meeting", v)
	}
}

// Another record is another version; the same one is the same.
func TestVersion(t *testing.T) {
	if a, b := desk(t).Version(), desk(t).Version(); a != b || a == "" {
		t.Errorf("one record has the versions %q and %q", a, b)
	}
}
