package server

import (
	"context"
	"io"
	"reflect"

	"waythrough/ask"
	"waythrough/record"
	"waythrough/whatif"
	"waythrough/whatif/report"
	"waythrough/world"
)

// The days and travellers of the examples are those of the news that began the project, so
// that their answers stay what they are.
var (
	then   = ask.When{On: "2024-07-30", Known: "2024-07-30"}
	german = ask.Traveller{Who: ask.Who{Passport: []string{"DEU"}, Mode: "road"}}
	driver = ask.Traveller{Who: ask.Who{Passport: []string{"DEU"}, Vehicle: "car"}}
)

// promise is the commitment of the examples: the border open to citizens of third countries.
const promise = "arm-tur-third-country-2022"

// register makes operations of all questions.
func (s *Server) register() {
	s.registerJourneys()
	s.registerRecord()
	s.registerMatrix()
	add(s, question[whatifQuestion, *compared]{
		id: "whatif", path: "/v1/whatif", tag: "what-if", cost: Dear, get: true, post: true,
		summary: "What would change if a promise were kept, or a border shut?",
		doc:     "Compares the ways between all settlements of the network, or between places that are sent, before and after what is supposed. Without a passport each pair is judged for a resident national of its origin. An answer that supposes what nobody undertook to do says so in `heading`.",
		examples: []example[whatifQuestion]{
			{"kept", "The 2022 promise carried out, for a German by car", whatifQuestion{Whatif: ask.Whatif{If: []string{promise}, When: then, Traveller: driver}}},
			{"shut", "Upper Lars shut, as a table", whatifQuestion{Whatif: ask.Whatif{If: []string{"close:kazbegi-verkhny-lars"}, When: then}, Format: "csv"}},
		},
		kinds:  map[string]string{"application/json": "the figures", "text/csv": "a line for each settlement", "application/geo+json": "a point for each settlement", "image/svg+xml": "a map"},
		answer: reflect.TypeFor[whatif.Answer](),
		ask: func(ctx context.Context, d *ask.Desk, q whatifQuestion) (*compared, error) {
			a, err := d.Whatif(ctx, q.Whatif)
			return &compared{d.World(), a, q.Format}, err
		},
	})
	add(s, question[ask.Whatif, *ask.Ranking]{
		id: "sweep", path: "/v1/sweep", tag: "what-if", cost: Dear, get: true, post: true,
		summary:  "Which pending commitment would change most?",
		doc:      "Supposes each pending commitment by itself, and ranks them by the market access that it would add.",
		examples: []example[ask.Whatif]{{"german", "For a German by car", ask.Whatif{When: then, Traveller: driver}}},
		ask: func(ctx context.Context, d *ask.Desk, q ask.Whatif) (*ask.Ranking, error) {
			return d.Sweep(ctx, q)
		},
	})
}

// registerJourneys makes operations of what a traveller asks.
func (s *Server) registerJourneys() {
	add(s, question[ask.May, *ask.Permission]{
		id: "may", path: "/v1/may", tag: "travellers", cost: Light, get: true, post: true,
		summary: "May this traveller pass from one area to another, and why?",
		doc:     "Judges every crossing and terminal between two areas, or one of them. The verdict is the best there is; every reason names its statement and sources.",
		examples: []example[ask.May]{
			{"closed", "A German by road from Türkiye to Armenia, on the day of the fifth meeting", ask.May{From: "TUR", To: "ARM", When: then, Traveller: german}},
			{"aid", "An aid convoy over Margara, after the earthquake of 2023", ask.May{From: "ARM", To: "TUR", At: "margara-alican", When: ask.When{On: "2023-02-12", Known: "2024-07-30"},
				Traveller: ask.Traveller{Who: ask.Who{Passport: []string{"ARM"}, Vehicle: "truck"}, Cargo: "humanitarian"}}},
		},
		ask: func(ctx context.Context, d *ask.Desk, q ask.May) (*ask.Permission, error) { return d.May(ctx, q) },
	})
	add(s, question[ask.Route, *ask.Journey]{
		id: "route", path: "/v1/route", tag: "travellers", cost: Middling, get: true, post: true,
		summary:  "Which lawful ways lead from one place to another?",
		doc:      "Finds itineraries, permitted first, and what blocks the direct way. `direct` is the way under no law: it is never to be followed.",
		examples: []example[ask.Route]{{"around", "From Iğdır to Yerevan by car", ask.Route{From: "Iğdır", To: "Yerevan", Travel: ask.Travel{By: "car", When: then, Traveller: driver}}}},
		ask:      func(ctx context.Context, d *ask.Desk, q ask.Route) (*ask.Journey, error) { return d.Route(ctx, q) },
	})
	add(s, question[ask.Reach, *ask.Reached]{
		id: "reach", path: "/v1/reach", tag: "travellers", cost: Dear, get: true, post: true,
		summary:  "What can be reached within a time under the law, and who lives there?",
		doc:      "A GeoJSON FeatureCollection: a polygon for each time and each verdict that its ways have at least.",
		examples: []example[ask.Reach]{{"gyumri", "Two hours and four from Gyumri", ask.Reach{From: "Gyumri", Within: []string{"2h", "4h"}, Travel: ask.Travel{When: then, Traveller: driver}}}},
		ask:      func(ctx context.Context, d *ask.Desk, q ask.Reach) (*ask.Reached, error) { return d.Reach(ctx, q) },
	})
	add(s, question[ask.Crossings, *ask.Layer]{
		id: "crossings", path: "/v1/crossings", tag: "map", cost: Middling, get: true, post: true,
		summary:  "All crossings, with the verdict for a traveller in both directions",
		doc:      "A GeoJSON FeatureCollection of crossings, with the borders that they lie on and the areas on both sides.",
		examples: []example[ask.Crossings]{{"german", "For a German by road", ask.Crossings{When: then, Traveller: german}}},
		ask: func(ctx context.Context, d *ask.Desk, q ask.Crossings) (*ask.Layer, error) {
			return d.Crossings(ctx, q)
		},
	})
	add(s, question[ask.Places, *ask.Found]{
		id: "places", path: "/v1/places", tag: "map", cost: Light, get: true,
		summary:  "What is called so?",
		doc:      "Places, terminals, crossings and areas whose name in some language begins as typed.",
		examples: []example[ask.Places]{{"yer", "Three letters typed", ask.Places{Q: "Yer"}}},
		ask:      func(ctx context.Context, d *ask.Desk, q ask.Places) (*ask.Found, error) { return d.Places(ctx, q) },
	})
}

// registerRecord makes operations of what the record tells.
func (s *Server) registerRecord() {
	add(s, question[ask.Process, *record.ProcessView]{
		id: "process", path: "/v1/process/{process}", tag: "record", cost: Light, get: true,
		summary:  "How does a negotiation stand?",
		doc:      "Its parties, envoys, meetings, relations and positions, and what became of each commitment.",
		examples: []example[ask.Process]{{"fifth", "Armenia and Türkiye, on the day of their fifth meeting", ask.Process{Process: "armenia-turkey", When: then}}},
		ask: func(ctx context.Context, d *ask.Desk, q ask.Process) (*record.ProcessView, error) {
			return d.Process(ctx, q)
		},
	})
	add(s, question[ask.Changes, *ask.Changed]{
		id: "changes", path: "/v1/changes", tag: "record", cost: Light, get: true,
		summary:  "What changed in what the record says?",
		doc:      "Newest first. As Atom at /feed/….",
		examples: []example[ask.Changes]{{"margara", "What changed at Margara in 2023", ask.Changes{Since: "2023-01-01", Until: "2023-12-31", Known: "2024-07-30", At: "margara-alican"}}},
		ask:      func(ctx context.Context, d *ask.Desk, q ask.Changes) (*ask.Changed, error) { return d.Changes(ctx, q) },
	})
	add(s, question[ask.Commitments, *ask.Promises]{
		id: "commitments", path: "/v1/commitments", tag: "record", cost: Light, get: true,
		summary:  "What was undertaken, and what became of it?",
		doc:      "Commitments with their status on a day, days pending, and announced days that were missed.",
		examples: []example[ask.Commitments]{{"pending", "As they stood on the day of the fifth meeting", ask.Commitments{At: "armenia-turkey", When: then}}},
		ask: func(ctx context.Context, d *ask.Desk, q ask.Commitments) (*ask.Promises, error) {
			return d.Commitments(ctx, q)
		},
	})
	add(s, question[ask.Events, *ask.Happened]{
		id: "events", path: "/v1/events", tag: "record", cost: Light, get: true,
		summary:  "On which days did something happen?",
		doc:      "Meetings, instruments, events of commitments, closures begun and ended: the marks of a line of time.",
		examples: []example[ask.Events]{{"normalisation", "Between Armenia and Türkiye", ask.Events{Known: "2024-07-30", At: "armenia-turkey"}}},
		ask:      func(ctx context.Context, d *ask.Desk, q ask.Events) (*ask.Happened, error) { return d.Events(ctx, q) },
	})
}

// A whatifQuestion says how the answer is wanted, too.
type whatifQuestion struct {
	ask.Whatif
	Format string `query:"format" json:"format,omitempty" enum:"json,csv,geojson,svg" doc:"how the answer is written (default json)" example:"json"`
}

// A compared is a comparison in the form that was asked for.
type compared struct {
	world  *world.World
	answer *whatif.Answer
	format string
}

func (c *compared) encode(w io.Writer) (string, error) {
	if _, err := encode(io.Discard, c.answer); err != nil {
		return "", err // some figure is no number: it is told, and written in no form
	}
	switch c.format {
	case "csv":
		return "text/csv; charset=utf-8", report.CSV(w, c.answer)
	case "geojson":
		return "application/geo+json", report.GeoJSON(w, c.answer)
	case "svg":
		return "image/svg+xml", report.SVG(w, c.world, c.answer)
	}
	return encode(w, c.answer)
}
