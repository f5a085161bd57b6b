package server

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/ask"
	"waythrough/ask/table"
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
	s.check(op, new(matrixQuestion), q.path).body = true
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
	form := forms[q.Format]
	rows := form.open(&to.held)
	w.Header().Set("Content-Type", form.kind)
	w.Header().Set("Cache-Control", "no-store")
	err := askedOf(ctx).desk.Matrix(ctx, q.Matrix, func(_ int, trips []ask.Trip) error {
		if err := rows.Row(trips); err != nil {
			return err
		}
		return to.flush(streamed)
	})
	if err == nil {
		if err = rows.End(); err == nil {
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

// A form is how a matrix is written.
type form struct {
	kind string // media type
	open func(io.Writer) table.Table
}

var forms = map[string]form{
	"":       {"application/json", table.JSON},
	"json":   {"application/json", table.JSON},
	"ndjson": {"application/x-ndjson", table.Lines},
	"csv":    {"text/csv; charset=utf-8", table.CSV},
}
