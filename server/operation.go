package server

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/ask"
)

// A question is a type of question as an operation: Q is what is asked, A the answer.
type question[Q, A any] struct {
	id, tag      string
	path         string // /v1/…
	summary, doc string
	cost         Cost
	get, post    bool
	examples     []example[Q]
	ask          func(context.Context, *ask.Desk, Q) (A, error)
	// kinds are the media types of answers that are not JSON alone, with what they are; answer
	// is then the type that the JSON is made from.
	kinds  map[string]string
	answer reflect.Type
}

// An example is a question that is asked in the description, and in the tests.
type example[Q any] struct {
	name, summary string
	asks          Q
}

// An encoder is an answer that is not JSON, or not always.
type encoder interface {
	encode(w io.Writer) (mediaType string, err error)
}

// out is what an operation sends.
type out struct{ Body func(huma.Context) }

// posted is a question in a body.
type posted[Q any] struct{ Body Q }

// add makes operations of a question.
func add[Q, A any](s *Server, q question[Q, A]) {
	if q.answer == nil {
		q.answer = reflect.TypeFor[A]().Elem()
	}
	if q.get {
		op := s.operation(q.id, http.MethodGet, q.path, q.tag, q.summary, q.doc)
		s.answers(op, q.answer, q.kinds)
		check := s.check(op, new(Q), q.path)
		if !q.post {
			check.post = ""
		}
		huma.Register(s.api, *op, func(ctx context.Context, in *Q) (*out, error) {
			return work(ctx, s, op, q, *in)
		})
		documented(s.api.OpenAPI().Paths[q.path].Get, check, q.examples)
	}
	if q.post {
		op := s.operation(q.id, http.MethodPost, q.path, q.tag, q.summary, q.doc)
		s.answers(op, q.answer, q.kinds)
		check := s.check(op, new(Q), q.path)
		check.body = true
		huma.Register(s.api, *op, func(ctx context.Context, in *posted[Q]) (*out, error) {
			return work(ctx, s, op, q, in.Body)
		})
		exemplify(s, q.path, q.examples)
	}
}

// exemplify puts examples into the description of a body.
func exemplify[Q any](s *Server, path string, examples []example[Q]) {
	content := s.api.OpenAPI().Paths[path].Post.RequestBody.Content["application/json"]
	content.Examples = map[string]*huma.Example{}
	for _, e := range examples {
		content.Examples[e.name] = &huma.Example{Summary: e.summary, Value: e.asks}
	}
}

// operation is what the operations of a question have in common.
func (s *Server) operation(id, method, path, tag, summary, doc string) *huma.Operation {
	verb := strings.ToLower(method)
	op := &huma.Operation{
		OperationID: verb + strings.ToUpper(id[:1]) + id[1:],
		Method:      method, Path: path, Tags: []string{tag}, Summary: summary, Description: doc,
		MaxBodyBytes:    s.limits.Body + 1, // read and bounded before, see strict.go
		BodyReadTimeout: -1,
		Responses:       map[string]*huma.Response{},
	}
	if method == http.MethodPost {
		op.Description += "\n\nBy POST everything may be said of the traveller; the body is never logged or kept."
	}
	return op
}

// check makes the first steps of an operation.
func (s *Server) check(op *huma.Operation, question any, path string) *strict {
	c := &strict{server: s, params: paramsOf(question), post: path}
	s.checks[pattern(op)] = c
	op.Middlewares = huma.Middlewares{c.admit, s.begin}
	return c
}

// answers describes what an operation answers.
func (s *Server) answers(op *huma.Operation, answer reflect.Type, kinds map[string]string) {
	content := map[string]*huma.MediaType{}
	for kind := range kinds {
		content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Description: kinds[kind]}}
	}
	if len(kinds) == 0 || kinds["application/json"] != "" {
		content["application/json"] = &huma.MediaType{Schema: s.schemas().of(answer)}
	}
	r := op.Responses
	r["200"] = &huma.Response{Description: "The answer. A refusal is an answer.", Content: content}
	if op.Method == http.MethodGet {
		r["200"].Headers = map[string]*huma.Param{"ETag": {Description: "names this answer; send it in If-None-Match", Schema: &huma.Schema{Type: "string"}}}
		r["304"] = &huma.Response{Description: "The answer that If-None-Match names still stands."}
	}
	for status, says := range map[string]string{
		"400": "The question can't be read.",
		"422": "A parameter can't be read: `parameter` names it, `detail` says what would do instead.",
		"503": "Too many ask, or this took too long; `Retry-After` says when to ask again.",
	} {
		r[status] = s.problemResponse(says)
	}
	if strings.Contains(op.Path, "{") {
		r["404"] = s.problemResponse("There is no such thing; `detail` names the nearest.")
	}
	if op.Method == http.MethodPost {
		r["413"] = s.problemResponse("The body is too large.")
		r["415"] = s.problemResponse("The body is not JSON.")
	}
}

func (s *Server) problemResponse(says string) *huma.Response {
	return &huma.Response{Description: says, Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: s.schemas().of(reflect.TypeFor[Problem]())},
	}}
}

// documented takes the private parameters out of an operation's description, and puts the
// examples in. Parameters of one example share its name.
func documented[Q any](op *huma.Operation, c *strict, examples []example[Q]) {
	op.Parameters = slices.DeleteFunc(op.Parameters, func(p *huma.Param) bool { return c.params[p.Name] != nil && c.params[p.Name].Private })
	for _, e := range examples {
		for name, value := range fieldsOf(&e.asks) {
			for _, p := range op.Parameters {
				if p.Name != name {
					continue
				}
				if p.Examples == nil {
					p.Examples = map[string]*huma.Example{}
				}
				p.Examples[e.name] = &huma.Example{Summary: e.summary, Value: value}
			}
		}
	}
}

// fieldsOf gives the parameters of a question that are set, by name.
func fieldsOf(question any) map[string]any {
	out := map[string]any{}
	for _, p := range ask.Params(question) {
		if value := reflect.ValueOf(p.Value).Elem(); !value.IsZero() {
			out[p.Name] = value.Interface()
		}
	}
	return out
}

// work answers a question in its lane. The answer is written out before the place is given
// back and sent after, so that a slow reader keeps nobody waiting.
func work[Q, A any](ctx context.Context, s *Server, op *huma.Operation, q question[Q, A], in Q) (*out, error) {
	l, a := s.lanes[q.cost], askedOf(ctx)
	if err := l.enter(ctx); err != nil {
		return nil, s.problemOf(err, op, q.cost)
	}
	defer l.leave()
	ctx, cancel := context.WithTimeout(ctx, l.Work)
	defer cancel()
	answer, err := q.ask(ctx, a.desk, in)
	if err != nil {
		return nil, s.problemOf(err, op, q.cost)
	}
	var body bytes.Buffer
	kind, err := encode(&body, answer)
	if err != nil {
		return nil, s.problemOf(err, op, q.cost)
	}
	return &out{func(h huma.Context) {
		_, w := humago.Unwrap(h)
		w.Header().Set("Content-Type", kind)
		keep(w.Header(), a.etag)
		_, _ = w.Write(body.Bytes()) // nobody is left to tell
	}}, nil
}

func encode(w io.Writer, answer any) (string, error) {
	if e, ok := answer.(encoder); ok {
		return e.encode(w)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return "application/json", e.Encode(answer)
}
