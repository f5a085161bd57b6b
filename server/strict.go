package server

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/ask"
	"waythrough/record"
)

// wanted says what a parameter takes; of a list, one value of it.
func wanted(p *ask.Param) string {
	says := p.Doc
	if p.Enum != nil {
		says += " (" + strings.Join(p.Enum, ", ") + ")"
	}
	example, _, _ := strings.Cut(strings.Trim(p.Example, `[]"`), `"`)
	if example != "" && !strings.Contains(p.Doc, example) {
		says += ", as " + example
	}
	return says
}

// paramsOf gives the parameters of a question, by name.
func paramsOf(question any) map[string]*ask.Param {
	out := map[string]*ask.Param{}
	for _, p := range ask.Params(question) {
		out[p.Name] = &p
	}
	return out
}

// A strict is what an operation takes, and refuses the rest.
type strict struct {
	server *Server
	params map[string]*ask.Param
	post   string // the path where details may be sent in a body; empty: nowhere
	body   bool
}

// admit is the first step of every operation: the address and the body must be readable
// before anything is made of them.
func (c *strict) admit(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	if p := c.address(r); p != nil {
		writeProblem(w, p)
		return
	}
	if c.body {
		if p := c.readBody(w, r); p != nil {
			writeProblem(w, p)
			return
		}
	}
	next(ctx)
}

// address refuses an address with a parameter that is not known, may not stand there, or
// stands there twice.
func (c *strict) address(r *http.Request) *Problem {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return problem(http.StatusBadRequest, "", "the address can't be read: %s; write a %% as %%25 and a ; as %%3B", err)
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := c.params[name]
		switch {
		case c.body:
			return problem(http.StatusBadRequest, name, "%s: by POST everything is asked in the body, as JSON, and nothing in the address", shown(name))
		case p == nil || p.Path:
			return problem(http.StatusBadRequest, name, "%s", c.noSuch(name))
		case p.Private && c.post != "":
			return problem(http.StatusBadRequest, name, "%s says more of a traveller than may stand in an address, which others keep; POST %s with a JSON body takes it, under the same name", name, c.post)
		case !p.Many() && len(query[name]) > 1:
			return problem(http.StatusBadRequest, name, "%s stands in the address %d times and can have one value", name, len(query[name]))
		}
	}
	return nil
}

// noSuch says that there is no such parameter, and the nearest that there is.
func (c *strict) noSuch(name string) string {
	var names []string
	for n, p := range c.params {
		if (c.body || !p.Private || c.post == "") && !p.Path {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	if near, ok := record.Nearest(name, names); ok {
		return fmt.Sprintf("there is no parameter %s; did you mean %s?", shown(name), near)
	}
	if len(names) == 0 {
		return fmt.Sprintf("there is no parameter %s; this takes none", shown(name))
	}
	return fmt.Sprintf("there is no parameter %s; there are %s", shown(name), strings.Join(names, ", "))
}

// shown shortens a name that somebody made up.
func shown(name string) string {
	if r := []rune(name); len(r) > 40 {
		name = string(r[:40]) + "…"
	}
	return fmt.Sprintf("%q", name)
}

// readBody reads the body at once, within a bound of bytes and of time, so that nothing
// later waits for the client.
func (c *strict) readBody(w http.ResponseWriter, r *http.Request) *Problem {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return problem(http.StatusUnsupportedMediaType, "", "a question is asked in JSON; send it with Content-Type: application/json")
	}
	limits := c.server.limits
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(limits.Read))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limits.Body))
	if err == nil {
		// A deadline that stays would end the work too: the server watches for clients that
		// go. After an error it stays, as the server reads on to the end of the body.
		_ = control.SetReadDeadline(time.Time{})
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return problem(http.StatusRequestEntityTooLarge, "", "the body is larger than %d bytes; ask for less at once", limits.Body)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return problem(http.StatusRequestTimeout, "", "the body did not come within %s", limits.Read)
	case err != nil:
		return problem(http.StatusBadRequest, "", "the body ended before it was whole")
	case len(bytes.TrimSpace(body)) == 0:
		return problem(http.StatusBadRequest, "", "the body is empty; send the question as a JSON object")
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// pattern names an operation as the mux does.
func pattern(op *huma.Operation) string { return op.Method + " " + op.Path }
