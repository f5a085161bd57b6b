package page

import (
	"cmp"
	"fmt"
	"slices"

	"waythrough/record"
)

// statementOf finds the statement of an address; the error says that there is none, or none
// that was public yet.
func (v *visit) statementOf(what string, is func(*record.Statement) bool) (*record.Statement, error) {
	id := v.r.PathValue("id")
	s := v.view.Statement(record.StatementID(id))
	if s == nil || !is(s) {
		paths := map[string]string{}
		for _, s := range v.view.Statements {
			if is(s) {
				paths[string(s.ID)] = "/" + what + "/"
			}
		}
		return nil, v.missing(what, id, paths)
	}
	if v.seen(s.ID) == nil {
		return nil, &missingError{what: what, id: id, why: fmt.Sprintf("%s was not public by %s.", id, v.Known), near: []link{{v.r.URL.Path, "As known today"}}}
	}
	return s, nil
}

func showCommitment(v *visit) (*sheet, error) {
	s, err := v.statementOf("commitment", func(s *record.Statement) bool { return s.Commitment != nil })
	if err != nil {
		return nil, err
	}
	body := v.body(s)
	body["Commitment"] = s.Commitment
	if c, ok := v.view.Commitment(s, v.On); ok {
		body["Standing"] = c
	}
	about := fmt.Sprintf("What %s undertook, and what became of it.", v.Areas(s.Commitment.Parties))
	return &sheet{template: "commitment", Title: s.Commitment.Title, About: about, Path: pathOf(s), JSON: "/commitments" + v.keep(), Feed: "/feed/commitment/" + string(s.ID) + ".atom", Body: body}, nil
}

// body is what the pages of a statement and of a commitment have in common.
func (v *visit) body(s *record.Statement) map[string]any {
	told, _ := v.view.Tell(s.ID, v.On)
	return map[string]any{"Claim": v.claim(s), "Process": v.view.Process(s.Process), "Sources": told.Sources, "WhyOf": v.linked(told.WhyOf),
		"ReplacedBy": v.linked(told.SupersededBy), "Supersedes": v.linked(told.Supersedes), "Disputes": v.disputes([]*record.Statement{s})}
}

func (v *visit) linked(list []record.Reference) (out []claimRef) {
	for _, r := range list {
		out = append(out, claimRef{r.Statement, r.Says, pathOf(v.view.Statement(r.Statement))})
	}
	return out
}

func showStatement(v *visit) (*sheet, error) {
	s, err := v.statementOf("statement", func(*record.Statement) bool { return true })
	if err != nil {
		return nil, err
	}
	if s.Commitment != nil {
		return nil, &movedError{pathOf(s) + v.keep()}
	}
	var crossings []*record.Crossing
	borders := []string{}
	for _, p := range placesOf(s) {
		for _, id := range p.Crossing {
			crossings = append(crossings, v.view.Crossing(id))
		}
		if len(p.Border) == 2 {
			pair := ordered(p.Border[0], p.Border[1])
			if id := borderID(pair); slices.Contains(v.index.borders, pair) && !slices.Contains(borders, id) {
				borders = append(borders, id)
			}
		}
	}
	body := v.body(s)
	body["Statement"], body["Crossings"], body["Borders"] = s, slices.Compact(crossings), borders
	body["History"] = v.history([]*record.Statement{s})
	return &sheet{template: "statement", Title: string(s.ID), About: s.Says, Path: pathOf(s), Body: body}, nil
}

func showSource(v *visit) (*sheet, error) {
	id := record.SourceID(v.r.PathValue("id"))
	src := v.view.Source(id)
	if src == nil {
		paths := map[string]string{}
		for _, s := range v.view.Sources {
			paths[string(s.ID)] = "/source/"
		}
		return nil, v.missing("source", string(id), paths)
	}
	if !src.Published.IsZero() && src.Published.LastDay() > v.Known {
		return nil, &missingError{what: "source", id: string(id), why: fmt.Sprintf("%s was not published by %s.", id, v.Known), near: []link{{v.r.URL.Path, "As known today"}}}
	}
	var citing []claimRef
	for _, s := range v.view.CitedBy(id) {
		citing = append(citing, claimRef{s.ID, s.Says, pathOf(s)})
	}
	title := src.Publisher
	if src.Title != "" {
		title += ": " + src.Title
	}
	return &sheet{template: "source", Title: title, About: "A source of the record, and every statement that cites it.", Path: "/source/" + string(id),
		Body: map[string]any{"Source": src, "Citing": citing, "Places": v.placesCiting(id)}}, nil
}

// placesCiting lists the crossings whose name and place rest on a source, and the areas whose
// names, control or claims do.
func (v *visit) placesCiting(id record.SourceID) (out []link) {
	cites := func(list []record.Citation) bool {
		return slices.ContainsFunc(list, func(c record.Citation) bool { return c.Source == id })
	}
	for _, x := range v.view.Crossings {
		if cites(x.Sources) {
			out = append(out, link{"/crossing/" + string(x.ID), "the place of " + x.Name})
		}
	}
	for _, t := range v.view.Terminals {
		if cites(t.Sources) {
			out = append(out, link{"", "the place of " + t.Name})
		}
	}
	for _, g := range v.view.Groups {
		if cites(g.Sources) {
			out = append(out, link{"", "the members of " + g.Name})
		}
	}
	for _, a := range v.view.Areas {
		rests := slices.ContainsFunc(slices.Concat(a.Control, a.Claims), func(c record.Control) bool { return cites(c.Sources) }) ||
			slices.ContainsFunc(a.Renamed, func(r record.Renaming) bool { return cites(r.Sources) })
		if rests {
			out = append(out, link{"", "names or control of " + a.Name})
		}
	}
	for _, p := range v.view.Processes {
		if cites(p.Sources) {
			out = append(out, link{"/process/" + string(p.ID), p.Title})
		}
	}
	return out
}

func listSources(v *visit) (*sheet, error) {
	type publisher struct {
		Name    string
		Sources []*record.Source
	}
	by := map[string]*publisher{}
	var list []*publisher
	for _, s := range v.view.Sources {
		if !s.Published.IsZero() && s.Published.LastDay() > v.Known {
			continue
		}
		if by[s.Publisher] == nil {
			by[s.Publisher] = &publisher{Name: s.Publisher}
			list = append(list, by[s.Publisher])
		}
		by[s.Publisher].Sources = append(by[s.Publisher].Sources, s)
	}
	slices.SortFunc(list, func(a, b *publisher) int { return cmp.Compare(a.Name, b.Name) })
	for _, p := range list {
		slices.SortStableFunc(p.Sources, func(a, b *record.Source) int { return cmp.Compare(a.Published.First, b.Published.First) })
	}
	return &sheet{template: "sources", Title: "Sources", About: "Every source of the record, by publisher.", Path: "/sources", Body: list}, nil
}
