package page

import (
	"fmt"
	"slices"

	"waythrough/record"
)

func showBorder(v *visit) (*sheet, error) {
	id := v.r.PathValue("id")
	pair, ok := v.index.border(clipped(id))
	if !ok {
		paths := map[string]string{}
		for _, b := range v.index.borders {
			paths[borderID(b)] = "/border/"
		}
		return nil, v.missing("border", id, paths)
	}
	if id != borderID(pair) {
		moved := "/border/" + borderID(pair)
		if q := v.r.URL.RawQuery; q != "" {
			moved += "?" + q
		}
		return nil, &movedError{moved}
	}
	list := v.view.StatementsBetween(pair[0], pair[1])
	commitments, exceptions, rest := split(list)
	var closures []*record.Statement
	rest = slices.DeleteFunc(rest, func(s *record.Statement) bool {
		if s.Process != "" && (s.Position != nil || s.Background != nil || s.Meeting != nil) {
			return true // the page of the negotiation tells them
		}
		closes := s.Rule != nil && s.Rule.Part == record.Closure
		if closes {
			closures = append(closures, s)
		}
		return closes
	})
	var crossings []*record.Crossing
	for _, x := range v.view.Crossings {
		if ordered(x.Posts[0].Area, x.Posts[1].Area) == pair {
			crossings = append(crossings, x)
		}
	}
	statuses, err := v.statuses(crossings...)
	if err != nil {
		return nil, err
	}
	var processes []*record.Process
	for _, p := range v.view.Processes {
		if len(p.Border) == 2 && ordered(p.Border[0], p.Border[1]) == pair {
			processes = append(processes, p)
		}
	}
	return &sheet{template: "border", Title: fmt.Sprintf("%s – %s", v.Area(pair[0]), v.Area(pair[1])),
		About: fmt.Sprintf("The border of %s and %s: crossings, closures, relations, commitments and history.", v.Area(pair[0]), v.Area(pair[1])),
		Path:  "/border/" + borderID(pair), JSON: v.Ask(pair[0], pair[1], "", ""), Feed: "/feed/border/" + borderID(pair) + ".atom", Notice: v.law().Notice(""),
		Body: map[string]any{"Pair": pair, "Crossings": crossings, "Statuses": statuses, "Closures": v.shelves(closures), "Commitments": v.promises(commitments), "Processes": processes, "Form": v.form(),
			"Exceptions": v.exceptions(exceptions), "Shelves": v.shelves(rest), "Disputes": v.disputes(list), "History": v.history(list)}}, nil
}

// A change is a step in a history.
type change struct {
	record.Change
	Path string
}

// beginning is before any day of a record.
const beginning record.Day = -1 << 30

// history lists what changed of some statements up to the day, the latest first; of all, if the
// list is nil.
func (v *visit) history(list []*record.Statement) []change {
	var about func(*record.Statement) bool
	if list != nil {
		these := map[*record.Statement]bool{}
		for _, s := range list {
			these[s] = true
		}
		about = func(s *record.Statement) bool { return these[s] }
	}
	var out []change
	for _, c := range v.view.Changes(beginning, min(v.On, v.Known), about) {
		path := "/statement/"
		if c.Kind == record.KindCommitment {
			path = "/commitment/"
		}
		out = append(out, change{c, path + string(c.Statement)})
	}
	return out
}
