package server

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/ask"
)

// A matrixQuestion says how the answer is wanted, too.
type matrixQuestion struct {
	ask.Matrix
	Format string `query:"format" json:"format,omitempty" enum:"json,ndjson,csv" doc:"how the answer is written: one JSON object, a JSON object a line, or CSV (default json)" example:"ndjson"`
}

// Pairs is the answer to a matrix as one JSON object.
type Pairs struct {
	Pairs []ask.Trip `json:"pairs" doc:"the best way from each place to each other one, origin by origin"`
}

// registerMatrix makes an operation whose answer is sent as it is found.
func (s *Server) registerMatrix() {
	q := question[matrixQuestion, *Pairs]{
		id: "matrix", path: "/v1/matrix", tag: "travellers", cost: Dear, post: true,
		summary: "The best lawful way between each two of many places",
		doc:     "Sent as it is found, origin by origin; an answer that ends before it is whole was cut off.",
		examples: []example[matrixQuestion]{{"three", "Between three towns, for a German by car", matrixQuestion{Matrix: ask.Matrix{
			Places: []ask.Site{{ID: "Gyumri"}, {ID: "Kars"}, {ID: "Yerevan"}}, Travel: ask.Travel{When: then, Traveller: driver}}}}},
		kinds: map[string]string{"application/json": "one object", "application/x-ndjson": "a pair a line", "text/csv": "a pair a line"},
	}
	op := s.operation(q.id, http.MethodPost, q.path, q.tag, q.summary, q.doc)
	s.answers(op, reflect.TypeFor[Pairs](), q.kinds)
	s.check(op, reflect.TypeFor[matrixQuestion](), q.path).body = true
	huma.Register(s.api, *op, func(ctx context.Context, in *posted[matrixQuestion]) (*out, error) {
		if err := s.lanes[q.cost].enter(ctx); err != nil {
			return nil, s.problemOf(err, op, q.cost)
		}
		return &out{func(h huma.Context) {
			defer s.lanes[q.cost].leave()
			s.streamMatrix(ctx, h, op, in.Body)
		}}, nil
	})
	exemplify(s, q.path, q.examples)
}

// streamMatrix answers a matrix from a place in the lane.
func (s *Server) streamMatrix(ctx context.Context, h huma.Context, op *huma.Operation, q matrixQuestion) {
	l := s.lanes[Dear]
	ctx, cancel := context.WithTimeout(ctx, l.Work)
	defer cancel()
	_, w := humago.Unwrap(h)
	to := &stream{w: w, lane: l, ctx: ctx}
	table := tables[q.Format](&to.held)
	w.Header().Set("Content-Type", table.kind())
	w.Header().Set("Cache-Control", "no-store")
	err := askedOf(ctx).desk.Matrix(ctx, q.Matrix, func(_ int, trips []ask.Trip) error {
		if err := table.row(trips); err != nil {
			return err
		}
		return to.flush(streamed)
	})
	if err == nil {
		if err = table.end(); err == nil {
			err = to.flush(1)
		}
	}
	switch {
	case err == nil:
	case to.begun:
		panic(http.ErrAbortHandler) // the connection breaks off, so that half an answer can't pass for one
	default:
		writeProblem(w, s.problemOf(err, op, Dear))
	}
}

// streamed is how much of an answer is sent at once.
const streamed = 32 << 10

// A stream sends what it holds, and gives its place back while the client takes it.
type stream struct {
	w     http.ResponseWriter
	lane  *lane
	ctx   context.Context
	held  bytes.Buffer
	begun bool
}

// flush sends what is held, if it is so much.
func (s *stream) flush(least int) error {
	if s.held.Len() < least {
		return nil
	}
	s.begun = true
	s.lane.leave()
	_, err := s.w.Write(s.held.Bytes())
	if err == nil {
		err = http.NewResponseController(s.w).Flush()
	}
	// A place is given back by whoever called, so one has to be held, whatever happened.
	s.lane.places <- struct{}{}
	s.held.Reset()
	if err == nil {
		err = s.ctx.Err()
	}
	return err
}

// A table writes a matrix, rows of trips as they come.
type table interface {
	kind() string
	row([]ask.Trip) error
	end() error
}

var tables = map[string]func(io.Writer) table{
	"":       func(w io.Writer) table { return &jsonTable{w: w, before: `{"pairs":[`, between: ",\n", after: "]}\n"} },
	"json":   func(w io.Writer) table { return &jsonTable{w: w, before: `{"pairs":[`, between: ",\n", after: "]}\n"} },
	"ndjson": func(w io.Writer) table { return &jsonTable{w: w, between: "\n", after: "\n", lines: true} },
	"csv":    func(w io.Writer) table { return &csvTable{Writer: csv.NewWriter(w)} },
}

type jsonTable struct {
	w                      io.Writer
	before, between, after string
	lines                  bool
	begun                  bool
}

func (t *jsonTable) kind() string {
	if t.lines {
		return "application/x-ndjson"
	}
	return "application/json"
}

func (t *jsonTable) row(trips []ask.Trip) error {
	for i := range trips {
		lead := t.between
		if !t.begun {
			lead, t.begun = t.before, true
		}
		text, err := json.Marshal(&trips[i])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(t.w, lead+string(text)); err != nil {
			return err
		}
	}
	return nil
}

func (t *jsonTable) end() error {
	lead := ""
	if !t.begun {
		lead = t.before
	}
	_, err := io.WriteString(t.w, lead+t.after)
	return err
}

type csvTable struct {
	*csv.Writer
	begun bool
}

func (t *csvTable) kind() string { return "text/csv; charset=utf-8" }

func (t *csvTable) row(trips []ask.Trip) error {
	t.head()
	number := func(n *int64) string {
		if n == nil {
			return ""
		}
		return strconv.FormatInt(*n, 10)
	}
	for _, x := range trips {
		if err := t.Write([]string{x.From, x.To, number(x.DurationS), number(x.DistanceM), x.Verdict.String()}); err != nil {
			return err
		}
	}
	t.Flush()
	return t.Error()
}

func (t *csvTable) head() {
	if !t.begun {
		t.begun = true
		_ = t.Write([]string{"from", "to", "duration_s", "distance_m", "verdict"}) // Error tells
	}
}

func (t *csvTable) end() error {
	t.head()
	t.Flush()
	return t.Error()
}
