package regime_test

import (
	"slices"
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
)

// The oracle's own reading of what holds airside: three parts; rules of part transit, and
// three things said elsewhere that are laws there too.

func partsOf(p regime.Passage) []record.Part {
	if p.Transit {
		return []record.Part{record.Gate, record.Closure, record.Transit}
	}
	return []record.Part{record.Gate, record.Closure, record.Exit, record.Entry}
}

// hearAirside adds the laws of the airside to those of the border. Whoever is there is in
// transit, so none asks for a purpose; one for other purposes only is nobody's.
func (o *oracle) hearAirside() {
	for _, l := range slices.Clone(o.laws) {
		r := *l.r
		named := r.Class.Purpose.In
		open := l.effect() == regime.Permitted && (subjectOf(l.r) == record.OfPerson || subjectOf(l.r) == record.OfAll)
		own := slices.Equal(r.Class.Nationals.In, []string{"own"})
		switch {
		case r.Part == record.Transit, r.Part == record.Closure && slices.Contains(named, "transit"):
		case open && r.Part == record.Entry && (own || l.place.Among != ""), open && r.Part == record.Every && l.place.Among != "":
			r.Subject, r.Part = subjectOf(l.r), record.Transit
		default:
			continue
		}
		if (named != nil && !slices.Contains(named, "transit")) || slices.Contains(r.Class.Purpose.Out, "transit") {
			continue
		}
		if r.Part == record.Transit && r.Subject == "" {
			r.Subject = record.OfPerson
		}
		r.Class.Purpose = record.Set{}
		l.r, l.airside, l.number = &r, true, len(o.laws)
		o.laws = append(o.laws, l)
	}
}

// coversAirside reports whether a law answers a part there: the gate is the terminal's own,
// or opened by a union.
func (o *oracle) coversAirside(l law, part record.Part) bool {
	if part == record.Gate {
		return !l.airside && (l.r.Part == record.Gate || (l.r.Part == record.Every && l.place.Among != ""))
	}
	return l.airside && l.r.Part == part
}

func (o *oracle) terminal(p regime.Passage) *record.Terminal { return o.view.Terminal(p.Enters) }

// touchesAirside takes directions for those of the services; into or out of the area
// changed in is everybody's.
func (o *oracle) touchesAirside(l law, part record.Part, p regime.Passage) bool {
	at := o.terminal(p).Area
	if (l.from != "" && l.from != at && l.from != p.From) || (l.to != "" && l.to != at && l.to != p.To) {
		return false
	}
	q := l.place
	switch {
	case q.Among != "":
		comes := o.view.MemberOf(p.From, q.Among, o.day) || l.r.Class.Nationals.In != nil
		return comes && o.view.MemberOf(at, q.Among, o.day)
	case len(q.Terminal) > 0:
		return slices.Contains(q.Terminal, p.Enters)
	case len(q.Border) > 0:
		return part != record.Gate && slices.Contains(q.Border, at) && (slices.Contains(q.Border, p.From) || slices.Contains(q.Border, p.To)) &&
			(p.From != at || p.To != at)
	}
	return slices.Contains(q.Area, at)
}

const airports = geography + `
  - {id: gate-ist, says: s, public: 1990, public_basis: b, rule: {part: gate, authority: TUR, place: {terminal: IST}, class: {mode: air}, effect: permitted}}
  - {id: gate-evn, says: s, public: 1990, public_basis: b, rule: {part: gate, authority: ARM, place: {terminal: EVN}, class: {mode: air}, effect: permitted}}
  - {id: own, says: s, public: 1990, public_basis: b, rule: {part: entry, authority: each, place: {each: true}, class: {nationals: [own]}, effect: permitted}}
  - {id: barred, says: s, public: 1990, public_basis: b, rule: {part: entry, authority: TUR, place: {area: TUR}, class: {nationals: [GEO]}, visa: {kind: refused}}}
`

// What staying airside at IST, in TUR, comes to.
func TestChangingAirside(t *testing.T) {
	rule := func(id, body string) string {
		return "  - {id: " + id + ", says: s, public: 2000, public_basis: b, rule: {" + body + "}}\n"
	}
	open := rule("open", "part: transit, authority: TUR, place: {area: TUR}, effect: permitted")
	onward := rule("onward", "part: transit, authority: TUR, place: {terminal: IST}, to: DEU, class: {nationals: [GEO]}, effect: formality, needs: [{paper: 'transit-visa:TUR'}]")
	tests := []struct {
		why, law, of, from, to string
		want                   regime.Verdict
		reason                 record.StatementID // of part transit; empty: none recorded
	}{
		{"nothing recorded", "", "DEU", "GEO", "ARM", regime.Unknown, ""},
		{"own nationals", "", "TUR", "GEO", "ARM", regime.Permitted, "own"},
		{"open to all", open, "DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"open to those who are not let in", open, "GEO", "GEO", "ARM", regime.Permitted, "open"},
		{"a visa for those who go on to one area", open + onward, "GEO", "ARM", "DEU", regime.Formality, "onward"},
		{"and not for those who go elsewhere", open + onward, "GEO", "ARM", "AZE", regime.Permitted, "open"},
		{"and not at other terminals' law", open + onward, "DEU", "ARM", "DEU", regime.Permitted, "open"},
		{"a closure of the border is not about transit", open + rule("shut", "part: closure, authority: TUR, place: {area: TUR}, effect: refused"),
			"DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"one that names transit is", open + rule("shut", "part: closure, authority: TUR, place: {area: TUR}, class: {purpose: [transit, tourism]}, effect: refused"),
			"DEU", "GEO", "ARM", regime.Refused, "open"},
		{"of one border it is about services over that one", open + rule("shut", "part: closure, authority: TUR, place: {border: [ARM, TUR]}, class: {purpose: [transit]}, effect: refused"),
			"DEU", "GEO", "AZE", regime.Permitted, "open"},
		{"there", open + rule("shut", "part: closure, authority: TUR, place: {border: [ARM, TUR]}, class: {purpose: [transit]}, effect: refused"),
			"DEU", "GEO", "ARM", regime.Refused, "open"},
		{"leaving is not asked", open + rule("kept", "part: exit, authority: TUR, place: {area: TUR}, effect: refused"), "DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"nor is an act for passing the border", open + rule("act", "part: every, authority: TUR, place: {terminal: IST}, class: {mode: air, documents: [ordinary]}, effect: refused"), "DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"what is for other purposes is nobody's", rule("none", "part: transit, authority: TUR, place: {area: TUR}, class: {purpose: [tourism]}, effect: permitted"), "DEU", "GEO", "ARM", regime.Unknown, ""},
		{"of no one in transit", rule("none", "part: transit, authority: TUR, place: {area: TUR}, class: {purpose: {except: [transit]}}, effect: permitted"), "DEU", "GEO", "ARM", regime.Unknown, ""},
		{"into the area changed in is everybody's", rule("open", "part: transit, authority: TUR, place: {area: TUR}, to: TUR, effect: permitted"), "DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"and out of it", rule("open", "part: transit, authority: TUR, place: {area: TUR}, from: TUR, effect: permitted"), "DEU", "GEO", "ARM", regime.Permitted, "open"},
		{"free movement from one member is not from another", rule("free", "part: entry, authority: TUR, place: {among: UNION}, from: ARM, effect: permitted"), "DEU", "GEO", "DEU", regime.Unknown, ""},
		{"of a terminal that is shut", open + rule("shut", "part: gate, authority: TUR, place: {terminal: IST}, class: {mode: air}, effect: refused"), "DEU", "GEO", "ARM", regime.Refused, "open"},
		{"another authority's opening does not count", rule("open", "part: transit, authority: GEO, place: {terminal: IST}, effect: permitted"), "DEU", "GEO", "ARM", regime.Unknown, "open"},
		{"free movement, from within", rule("free", "part: every, authority: UNION, place: {among: UNION}, effect: permitted"), "DEU", "GEO", "DEU", regime.Permitted, "free"},
		{"free movement, from outside", rule("free", "part: every, authority: UNION, place: {among: UNION}, effect: permitted"), "DEU", "DEU", "GEO", regime.Unknown, ""},
		{"free movement that names whom", rule("free", "part: every, authority: UNION, place: {among: UNION}, class: {nationals: [UNION]}, effect: permitted"), "AZE", "DEU", "DEU", regime.Permitted, "free"},
		{"and whom not", rule("free", "part: every, authority: UNION, place: {among: UNION}, class: {nationals: [UNION]}, effect: permitted"), "DEU", "DEU", "AZE", regime.Unknown, ""},
	}
	day := record.DayOf(2024, 6, 20)
	for _, tt := range tests {
		for _, purpose := range []string{"", "tourism", "transit"} {
			g := regime.Compile(load(t, airports+tt.law), day, day)
			p := regime.Passage{From: record.AreaID(tt.from), To: record.AreaID(tt.to), Mode: record.Air, Enters: "IST", Transit: true}
			profile := g.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(tt.of), Type: "ordinary"}}, Purpose: purpose})
			j := g.Judge(p, profile)
			if v := g.Verdict(p, profile); v != tt.want || j.Verdict != tt.want {
				t.Errorf("%s (purpose %q): %s, explained as %s, should be %s", tt.why, purpose, v, j.Verdict, tt.want)
			}
			if got := transitReasons(j); !slices.Contains(got, tt.reason) {
				t.Errorf("%s (purpose %q): reasons of part transit are %q, should hold %q", tt.why, purpose, got, tt.reason)
			}
		}
	}
}

func transitReasons(j regime.Judgement) []record.StatementID {
	var out []record.StatementID
	for _, r := range j.Reasons {
		if r.Part == record.Transit {
			out = append(out, r.Statement)
		}
	}
	return out
}

// Nobody airside shows one passport to leave and another to enter.
func TestOnePassportIsShownAirside(t *testing.T) {
	day := record.DayOf(2024, 6, 20)
	g := regime.Compile(load(t, airports), day, day)
	profile := g.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: "DEU", Type: "ordinary"}, {Nationality: "TUR", Type: "ordinary"}}})
	j := g.Judge(regime.Passage{From: "GEO", To: "ARM", Mode: record.Air, Enters: "IST", Transit: true}, profile)
	if j.Verdict != regime.Permitted || len(j.Documents) != 2 || j.Documents[0].Exit != j.Documents[0].Entry || j.Documents[1].Exit != j.Documents[1].Entry {
		t.Errorf("it is %s, with %+v", j.Verdict, j.Documents)
	}
}

// A terminal that the record does not have, and one that is not named, are unknown.
func TestChangingNowhere(t *testing.T) {
	day := record.DayOf(2024, 6, 20)
	g := regime.Compile(load(t, airports+"  - {id: open, says: s, public: 2000, public_basis: b, rule: {part: transit, authority: TUR, place: {area: TUR}, effect: permitted}}\n"), day, day)
	profile := g.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: "TUR", Type: "ordinary"}}})
	for _, at := range []record.TerminalID{"", "XXX"} {
		p := regime.Passage{From: "GEO", To: "TUR", Mode: record.Air, Enters: at, Transit: true}
		if v := g.Verdict(p, profile); v != regime.Unknown {
			t.Errorf("at %q it is %s", at, v)
		}
	}
}

// Changing planes, by the record that ships: what its sources say, and where none says it.
func TestAirsideByTheRecord(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		of   string
		from record.AreaID
		at   record.TerminalID
		to   record.AreaID
		on   record.Day
		want regime.Verdict
		rule record.StatementID
	}{
		{"DEU", "ARM", "IST", "DEU", record.DayOf(2026, 6, 1), regime.Permitted, "tur-transit-airside"},
		{"IND", "ARM", "IST", "DEU", record.DayOf(2026, 6, 1), regime.Permitted, "tur-transit-airside"},
		{"IND", "ARM", "IST", "MEX", record.DayOf(2026, 6, 1), regime.Formality, "tur-transit-visa-ten-mexico"},
		{"IND", "ARM", "IST", "VEN", record.DayOf(2024, 4, 15), regime.Formality, "tur-transit-visa-ten-venezuela"},
		{"IND", "ARM", "IST", "VEN", record.DayOf(2024, 4, 14), regime.Permitted, "tur-transit-airside"}, // the day before
		{"DEU", "ARM", "IST", "MEX", record.DayOf(2026, 6, 1), regime.Permitted, "tur-transit-airside"},
		{"IND", "ARM", "SAW", "MEX", record.DayOf(2026, 6, 1), regime.Permitted, "tur-transit-airside"}, // named for Istanbul Airport
		{"ARM", "ARM", "IST", "DEU", record.DayOf(2026, 6, 1), regime.Permitted, "tur-transit-airside"},
		{"TUR", "ARM", "IST", "DEU", record.DayOf(2026, 6, 1), regime.Permitted, "own-nationals-admitted"},
		{"DEU", "ARM", "SVO", "IRN", record.DayOf(2024, 6, 1), regime.Permitted, "rus-transit-airside"},
		{"GEO", "ARM", "GYD", "RUS", record.DayOf(2026, 6, 1), regime.Permitted, "aze-transit-airside"},
		{"ARM", "GEO", "GYD", "RUS", record.DayOf(2026, 6, 1), regime.Unknown, "aze-transit-armenians-not-said"},
		{"IND", "IRN", "EVN", "GEO", record.DayOf(2026, 6, 1), regime.Permitted, "arm-transit-airside"},
		{"DEU", "ARM", "TBS", "TUR", record.DayOf(2026, 6, 1), regime.Unknown, ""}, // nothing was found
		{"GEO", "ARM", "TBS", "TUR", record.DayOf(2026, 6, 1), regime.Permitted, "own-nationals-admitted"},
		{"DEU", "ARM", "IKA", "GEO", record.DayOf(2024, 6, 1), regime.Unknown, ""},
	}
	for _, tt := range tests {
		g := regime.Compile(r, tt.on, record.DayOf(2026, 11, 23))
		p := regime.Passage{From: tt.from, To: tt.to, Mode: record.Air, Enters: tt.at, Transit: true}
		j := g.Judge(p, g.Profile(regime.Traveller{Passports: []regime.Passport{{Nationality: record.AreaID(tt.of), Type: "ordinary"}}}))
		if got := transitReasons(j); j.Verdict != tt.want || !slices.Contains(got, tt.rule) {
			t.Errorf("%s from %s to %s at %s on %s: %s by %q, should be %s by %q", tt.of, tt.from, tt.to, tt.at, tt.on, j.Verdict, got, tt.want, tt.rule)
		}
	}
}
