package whatif

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/service"
	"waythrough/world"
)

// A Scenario is a base and what is supposed of it, as people write it.
type Scenario struct {
	Base          string   // law (default) or no-law
	Ifs           []string // a commitment, no-law, no-waits, close:CROSSING, or a file of statements
	On, Known     record.Day
	PermitUnknown bool
	Rides         bool // services are taken
}

// Words of a scenario.
const (
	law     = "law"
	noLaw   = "no-law"
	noWaits = "no-waits"
	closing = "close:"
)

// Sides are a scenario resolved: both sides, and what has been assumed.
type Sides struct {
	Before, After Side
	Heading       string
	Assumed       []string
	Commitments   []*record.Statement // supposed carried out
}

// Headings of an answer: only what was undertaken to be done is more than an assumption.
const (
	NotAgreed = "Assumption, not agreed"
	Agreed    = "As undertaken, were it carried out"
)

// Resolve reads a scenario against a world. Files are read by open, which lays
// each over the world's record and the files before it. Every error of the scenario is told at once.
func Resolve(w *world.World, s Scenario, open func(path string) (*record.Record, error)) (*Sides, error) {
	r := resolver{w: w, s: s, rec: w.Record, sides: &Sides{Before: Side{Waits: true, PermitUnknown: s.PermitUnknown}}, open: open, law: true}
	switch s.Base {
	case "", law:
	case noLaw:
		r.law = false
	default:
		r.fail("base %q is neither %s nor %s", s.Base, law, noLaw)
	}
	if r.law {
		r.sides.Before.Law = regime.Compile(w.Record, s.On, s.Known)
	}
	if s.Rides {
		r.sides.Before.Lines = w.Lines(s.Known)
	}
	r.sides.After = r.sides.Before
	if len(s.Ifs) == 0 {
		r.fail("nothing is supposed; say what with --if: a commitment, %s, %s, %sCROSSING, or a file of statements", noLaw, noWaits, closing)
	}
	for _, what := range s.Ifs {
		r.suppose(what)
	}
	if len(r.errs) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(r.errs, "; "))
	}
	r.finish()
	return r.sides, nil
}

type resolver struct {
	w     *world.World
	s     Scenario
	rec   *record.Record
	law   bool // law holds on the side after
	sides *Sides
	open  func(string) (*record.Record, error)
	files []string
	errs  []string

	promised []service.Line // by what is carried out
}

func (r *resolver) fail(format string, args ...any) {
	r.errs = append(r.errs, fmt.Sprintf(format, args...))
}

func (r *resolver) suppose(what string) {
	crossing, closes := strings.CutPrefix(what, closing)
	switch {
	case what == noLaw:
		r.law = false
		r.assume("Every law is ignored; what is built and the limits of the roads hold.")
	case what == noWaits:
		r.sides.After.Waits = false
		r.assume("Nobody waits at a border.")
	case closes:
		r.shut(record.CrossingID(crossing))
	case strings.ContainsAny(what, `/\.`):
		r.readFile(what)
	default:
		r.carryOut(record.StatementID(what))
	}
}

func (r *resolver) assume(format string, args ...any) {
	r.sides.Assumed = append(r.sides.Assumed, fmt.Sprintf(format, args...))
}

func (r *resolver) shut(id record.CrossingID) {
	x := r.w.Record.Crossing(id)
	if x == nil {
		var ids []string
		for _, c := range r.w.Record.Crossings {
			ids = append(ids, string(c.ID))
		}
		r.fail("%s%s: there is no such crossing%s", closing, id, nearest(string(id), ids))
		return
	}
	r.sides.After.Shut = append(slices.Clone(r.sides.After.Shut), id)
	r.assume("%s is shut to everybody.", x.Name)
}

func (r *resolver) readFile(path string) {
	rec, err := r.open(path)
	if err != nil {
		r.fail("reading %s: %v", path, err)
		return
	}
	r.rec = rec
	r.files = append(r.files, path)
	r.assume("The statements of %s hold.", path)
}

// nearest names the word of a list that was meant; nothing if none is near.
func nearest(s string, words []string) string {
	if near, ok := record.Nearest(s, words); ok {
		return fmt.Sprintf(" (nearest: %s)", near)
	}
	return ""
}

func (r *resolver) carryOut(id record.StatementID) {
	s := r.w.Record.Statement(id)
	if s == nil || s.Commitment == nil {
		var ids []string
		for _, c := range r.w.Record.Statements {
			if c.Commitment != nil {
				ids = append(ids, string(c.ID))
			}
		}
		r.fail("%s is no commitment of the record%s, nor %s, %s, %sCROSSING or a file", id, nearest(string(id), ids), noLaw, noWaits, closing)
		return
	}
	if !slices.Contains(r.w.Record.Known(r.s.Known).Visible, s) {
		r.fail("%s was not public by %s; what was not known can't be supposed carried out", id, r.s.Known)
		return
	}
	r.sides.Commitments = append(r.sides.Commitments, s)
	r.assume("Carried out: %s.", s.Commitment.Title)
	for _, h := range slices.Concat(s.Commitment.Would, s.Commitment.Could) {
		r.assume("%s", h.Says)
		if h.Service != nil && !r.s.Rides {
			r.assume("The service %s is not counted: only roads are compared; by any or by transit it is.", h.Service.Name)
		}
	}
	if r.s.Rides {
		lines, said := r.w.Promised(r.s.On, r.s.Known, id)
		r.promised = append(r.promised, lines...)
		r.sides.Assumed = append(r.sides.Assumed, said...)
	}
}

// finish compiles the law after and says what else was assumed.
func (r *resolver) finish() {
	after := &r.sides.After
	after.Law = nil
	if r.law {
		var ids []record.StatementID
		for _, s := range r.sides.Commitments {
			ids = append(ids, s.ID)
		}
		after.Law = regime.CompileSupposing(r.rec, r.s.On, r.s.Known, ids)
	}
	if r.s.Rides {
		after.Lines = append(r.w.LinesOf(r.rec, r.s.Known), r.promised...)
	}
	r.sides.Heading = NotAgreed
	undertaken := !slices.ContainsFunc(r.sides.Commitments, func(s *record.Statement) bool { return s.Commitment.Undertaking != record.Do })
	if !r.law && len(r.sides.Commitments) > 0 {
		r.assume("Where every law is ignored a commitment changes nothing.")
	}
	if undertaken && r.law && len(r.sides.Commitments) == len(r.s.Ifs) {
		r.sides.Heading = Agreed
	}
	waits := "waits are the usual ones"
	if !after.Waits {
		waits = "what this is compared with has the usual waits"
	}
	services := "services are not counted"
	if r.s.Rides {
		services = "a service counts with its boarding, its ride and the wait to be expected by whoever comes at any time, half its mean interval"
	}
	r.assume("A border that is open at some hour of %s counts as open; %s; %s.", r.s.On, waits, services)
	if r.s.Rides {
		r.assume("Connections between services are not timed, and who changes flights enters; services by a timetable within one area are not counted.")
	}
	if r.s.PermitUnknown {
		r.assume("Passages whose law is unknown are taken.")
	} else if r.law || r.sides.Before.Law != nil {
		r.assume("Passages whose law is unknown are not taken.")
	}
}
