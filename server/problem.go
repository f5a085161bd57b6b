package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"waythrough/ask"
)

// A Problem is what went wrong, as application/problem+json (RFC 9457).
type Problem struct {
	Title     string  `json:"title" doc:"the status in words" example:"Unprocessable Entity"`
	Status    int     `json:"status" doc:"the HTTP status" example:"422"`
	Detail    string  `json:"detail" doc:"what is wrong, and what would do instead" example:"passport: \"DUE\" is no area; did you mean DEU?"`
	Parameter string  `json:"parameter,omitempty" doc:"the parameter that can't be read" example:"passport"`
	Errors    []Fault `json:"errors,omitempty" doc:"each of them, where there are several"`

	headers http.Header
}

// A Fault is one of several things that are wrong with a question.
type Fault struct {
	Parameter string `json:"parameter,omitempty" doc:"the parameter" example:"passport"`
	Detail    string `json:"detail" doc:"what is wrong with it" example:"\"DUE\" is no area; did you mean DEU?"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are headers to send with it.
func (p *Problem) GetHeaders() http.Header { return p.headers }

// ContentType is application/problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problem(status int, parameter, format string, args ...any) *Problem {
	return &Problem{Title: http.StatusText(status), Status: status, Parameter: parameter, Detail: fmt.Sprintf(format, args...),
		headers: http.Header{"Cache-Control": {"no-store"}}}
}

func retry(after time.Duration, format string, args ...any) *Problem {
	p := problem(http.StatusServiceUnavailable, "", format, args...)
	p.headers.Set("Retry-After", seconds(after))
	return p
}

func noData() *Problem {
	return retry(5*time.Second, "the data are not read yet; ask again in a moment")
}

// gone is the status that is logged when nobody waits for the answer any more.
const gone = 499

// writeProblem writes a problem outside of an operation.
func writeProblem(w http.ResponseWriter, p *Problem) {
	h := w.Header()
	for k, v := range p.headers {
		h[k] = v
	}
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(p)
}

// problemOf tells an error as a problem. What is no fault of the question is told without
// its text, which may name what was asked or where files lie.
func (s *Server) problemOf(err error, op *huma.Operation, c Cost) *Problem {
	var already *Problem
	var question *ask.Error
	var noNumber *json.UnsupportedValueError
	switch {
	case errors.As(err, &already):
		return already
	case errors.As(err, &question):
		status := http.StatusUnprocessableEntity
		if op != nil && question.Param != "" && strings.Contains(op.Path, "{"+question.Param+"}") {
			status = http.StatusNotFound
		}
		return problem(status, question.Param, "%s", question.Error())
	case errors.As(err, &noNumber):
		return problem(http.StatusUnprocessableEntity, "", "a figure of the answer is too large, or no number: the exponent, or a weight, is too large or too small")
	case errors.Is(err, context.DeadlineExceeded):
		return retry(s.limits.Lanes[c].Wait, "this took longer than %s and was stopped; ask for less, as fewer places or a shorter time", s.limits.Lanes[c].Work)
	case errors.Is(err, context.Canceled) && s.leaving.Load():
		return retry(time.Second, "the server is stopping; ask again")
	case errors.Is(err, context.Canceled):
		return problem(gone, "", "the client went away")
	}
	s.log.Error("a question failed", "operation", operationID(op), "kinds", kinds(err))
	return problem(http.StatusInternalServerError, "", "something went wrong here, not with the question; it was logged")
}

func operationID(op *huma.Operation) string {
	if op == nil {
		return ""
	}
	return op.OperationID
}

// kinds names an error by the types that it wraps, not by its text.
func kinds(err error) []string {
	var out []string
	for ; err != nil; err = errors.Unwrap(err) {
		out = append(out, reflect.TypeOf(err).String())
	}
	return out
}

// reworded makes a problem of what huma found wrong with a question.
func (s *Server) reworded(ctx huma.Context, _ string, v any) (any, error) {
	model, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	ctx.SetHeader("Cache-Control", "no-store")
	p := problem(model.Status, "", "%s", model.Detail)
	check := s.checks[pattern(ctx.Operation())]
	for _, e := range model.Errors {
		p.Errors = append(p.Errors, check.fault(e))
	}
	if len(p.Errors) > 0 {
		p.Parameter, p.Detail = p.Errors[0].Parameter, p.Errors[0].Detail
		if p.Parameter != "" {
			p.Detail = p.Parameter + ": " + p.Detail
		}
	}
	if len(p.Errors) == 1 {
		p.Errors = nil
	}
	return p, nil
}

// missing matches how huma says that a property of a body is missing.
var missing = regexp.MustCompile(`^expected required property (\S+) to be present$`)

// fault words one thing that huma found wrong: where, what, and what would do instead.
func (c *strict) fault(e *huma.ErrorDetail) Fault {
	_, at, _ := strings.Cut(e.Location, ".")
	name, _, _ := strings.Cut(at, "[")
	name, _, _ = strings.Cut(name, ".")
	says := e.Message
	switch m := missing.FindStringSubmatch(says); {
	case m != nil && name == "":
		name, says = m[1], "it is missing"
	case says == "unexpected property" && c != nil:
		return Fault{name, c.noSuch(name)}
	case strings.HasSuffix(says, "parameter is missing"):
		says = "it is missing"
	}
	if c != nil && c.params[name] != nil {
		says += "; give " + wanted(c.params[name])
	}
	if name == "" && strings.HasPrefix(e.Location, "body") {
		says = "the body can't be read as JSON: " + says
	}
	return Fault{name, says}
}
