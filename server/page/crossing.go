package page

import (
	"fmt"

	"waythrough/record"
)

func showCrossing(v *visit) (*sheet, error) {
	id := record.CrossingID(v.r.PathValue("id"))
	x := v.view.Crossing(id)
	if x == nil {
		paths := map[string]string{}
		for _, c := range v.view.Crossings {
			paths[string(c.ID)] = "/crossing/"
		}
		return nil, v.missing("crossing", string(id), paths)
	}
	list := v.view.StatementsAt(id)
	commitments, exceptions, rest := split(list)
	statuses, err := v.statuses(x)
	if err != nil {
		return nil, err
	}
	border := ordered(x.Posts[0].Area, x.Posts[1].Area)
	return &sheet{template: "crossing", Title: x.Name, About: fmt.Sprintf("Border crossing between %s and %s: who may pass, since when, and who says so.", v.Area(border[0]), v.Area(border[1])),
		Path: "/crossing/" + string(id), JSON: v.Ask(x.Posts[0].Area, x.Posts[1].Area, id, ""), Feed: "/feed/crossing/" + string(id) + ".atom", Notice: v.law().Notice(""),
		Body: map[string]any{"Crossing": x, "Border": borderID(border), "Statuses": statuses, "Places": v.view.Cite(x.Sources), "Names": names(x.Names), "Form": v.form(),
			"Commitments": v.promises(commitments), "Exceptions": v.exceptions(exceptions), "Shelves": v.shelves(rest), "Disputes": v.disputes(list)}}, nil
}

func listCrossings(v *visit) (*sheet, error) {
	type border struct {
		Pair      [2]record.AreaID
		ID        string
		Crossings []*record.Crossing
	}
	var list []border
	for _, pair := range v.index.borders {
		b := border{Pair: pair, ID: borderID(pair)}
		for _, x := range v.view.Crossings {
			if ordered(x.Posts[0].Area, x.Posts[1].Area) == pair {
				b.Crossings = append(b.Crossings, x)
			}
		}
		list = append(list, b)
	}
	return &sheet{template: "crossings", Title: "Borders and crossings", About: "Every border and crossing that the record knows.", Path: "/crossings", JSON: "/crossings", Body: list}, nil
}
