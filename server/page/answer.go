package page

import (
	"net/url"

	"waythrough/ask"
	"waythrough/journey"
	"waythrough/record"
	"waythrough/regime"
)

// A form is what was asked, to be filled in again, with what may be chosen.
type form struct {
	From, To, At, Passport, Mode, Vehicle, By, On, Known string
	Areas                                                []*record.Area
	Crossings                                            []*record.Crossing
	Modes, Vehicles, Ways                                []string
}

func (v *visit) form() form {
	q := v.Query
	f := form{From: q.Get("from"), To: q.Get("to"), At: q.Get("at"), Mode: q.Get("mode"), Vehicle: q.Get("vehicle"), By: q.Get("by"), On: q.Get("on"), Known: q.Get("known"),
		Modes: record.Mode("").Words(), Vehicles: record.Vehicles(), Ways: journey.Ways, Crossings: v.view.Crossings}
	if len(v.Who.Passport) > 0 {
		f.Passport = v.Who.Passport[0]
	}
	for _, a := range v.view.Areas {
		if a.Kind != record.PartArea {
			f.Areas = append(f.Areas, a)
		}
	}
	return f
}

func answerMay(v *visit) (*sheet, error) {
	q := v.Query
	page := &sheet{template: "may", Title: "May I cross?", About: "Whether a traveller may pass from one area to another, and why.", Path: "/may"}
	body := map[string]any{"Form": v.form()}
	page.Body = body
	if !q.Has("from") && !q.Has("to") {
		return page, nil
	}
	answer, err := v.desk.May(v.r.Context(), ask.May{From: q.Get("from"), To: q.Get("to"), At: q.Get("at"), If: filled(q["if"]), When: v.when(), Traveller: ask.Traveller{Who: v.Who}})
	if err != nil {
		return nil, err
	}
	asked := answer.Question
	page.Title = v.Area(asked.From) + " → " + v.Area(asked.To)
	page.Path, page.JSON, page.Notice = "/may"+v.rest(), "/may"+v.rest(), answer.Notice
	body["Answer"] = answer
	body["Disputed"] = disputedOf(answer.Disputed)
	return page, nil
}

// rest is the query as asked, in order and without what was left blank.
func (v *visit) rest() string {
	q := url.Values{}
	for name, list := range v.Query {
		if list = filled(list); len(list) > 0 {
			q[name] = list
		}
	}
	return "?" + q.Encode()
}

// disputedOf brings an answer's disputes into the form of those of pages.
func disputedOf(list []regime.Dispute) (out []dispute) {
	for _, d := range list {
		x := dispute{Fact: d.Fact}
		for _, c := range d.Claims {
			x.Claims = append(x.Claims, disputed{claimRef{c.Statement, c.Says, "/statement/" + string(c.Statement)}, c.Rank, c.Sources})
		}
		out = append(out, x)
	}
	return out
}

func answerRoute(v *visit) (*sheet, error) {
	q := v.Query
	page := &sheet{template: "route", Title: "Find the way through", About: "The lawful ways from one place to another, and what blocks the direct one.", Path: "/route"}
	body := map[string]any{"Form": v.form()}
	page.Body = body
	if !q.Has("from") && !q.Has("to") {
		return page, nil
	}
	asked := ask.Route{From: q.Get("from"), To: q.Get("to"), ArriveBy: q.Get("arrive-by"), If: filled(q["if"]),
		Travel: ask.Travel{By: q.Get("by"), Unknown: q.Get("unknown"), When: v.when(), Traveller: ask.Traveller{Who: v.Who}}}
	if asked.ArriveBy != "" && !v.set.on {
		asked.On = ""
	}
	answer, err := v.desk.Route(v.r.Context(), asked)
	if err != nil {
		return nil, err
	}
	page.Title = answer.Question.From.Name + " → " + answer.Question.To.Name
	page.Path, page.JSON, page.Notice = "/route"+v.rest(), "/route"+v.rest(), answer.Notice
	body["Answer"] = answer
	return page, nil
}
