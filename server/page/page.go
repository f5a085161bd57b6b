package page

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"sync/atomic"

	"waythrough/ask"
	"waythrough/server/tag"
)

// New serves the pages of whatever desk is current when one is asked for; nil is none yet. It
// answers every address but those of the API and of tiles: one that is no page gets one that says so.
func New(desk func() *ask.Desk) http.Handler {
	s := &server{desk: desk}
	mux := http.NewServeMux()
	for pattern, show := range map[string]func(*visit) (*sheet, error){
		"/{$}":             home,
		"/crossing/{id}":   showCrossing,
		"/border/{id}":     showBorder,
		"/commitment/{id}": showCommitment,
		"/statement/{id}":  showStatement,
		"/source/{id}":     showSource,
		"/process/{id}":    showProcess,
		"/crossings":       listCrossings,
		"/sources":         listSources,
		"/story":           tellStory,
		"/may":             answerMay,
		"/route":           answerRoute,
		"/":                func(v *visit) (*sheet, error) { return nil, v.missing("page", v.r.URL.Path, nil) },
	} {
		mux.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, show) })
	}
	mux.HandleFunc("GET /feed/{kind}/{file}", s.feed)
	mux.HandleFunc("GET /feed/changes.atom", s.feed)
	mux.HandleFunc("GET /page/style.css", serveStyle)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if desk() == nil {
			w.Header().Set("Retry-After", "1")
			http.Error(w, "There are no data yet; ask again in a moment.", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

type server struct {
	desk  func() *ask.Desk
	index atomic.Pointer[index]
}

// serve makes a page whole before anything is sent.
func (s *server) serve(w http.ResponseWriter, r *http.Request, show func(*visit) (*sheet, error)) {
	v, err := s.enter(r)
	var page *sheet
	if err == nil {
		page, err = show(v)
	}
	status := http.StatusOK
	var moved *movedError
	if errors.As(err, &moved) {
		http.Redirect(w, r, moved.to, http.StatusMovedPermanently)
		return
	}
	if err != nil {
		if ended := r.Context().Err(); ended != nil {
			err = ended
		}
		status, page = refusal(err)
	}
	page.visit = v
	page.write(w, status)
}

// write sends a page.
func (s *sheet) write(w http.ResponseWriter, status int) {
	var b bytes.Buffer
	if err := templates[s.template].ExecuteTemplate(&b, "layout", s); err != nil {
		http.Error(w, "This page can't be shown; its template has a fault.", http.StatusInternalServerError)
		return
	}
	setHeader(w.Header())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", "en")
	send(w, s.r, status, b.Bytes())
}

// setHeader lets a page load nothing but its style sheet, and nobody frame it.
func setHeader(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

// send answers with a body, its tag, and how long it may be kept; not at all if it is there
// already.
func send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	h := w.Header()
	if status == http.StatusOK {
		h.Set("Cache-Control", "public, max-age=300")
		if tag.Unchanged(w, r, tag.Of(body)) {
			return
		}
	} else {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader may have gone
}

// A sheet is a page to be: its template, what stands in its head, and its matter.
type sheet struct {
	*visit
	template string

	Title string
	About string // a sentence for those who list pages
	Path  string // its own, without a query
	JSON  string // where the same stands as JSON; may be empty
	Feed  string // where its changes stand as Atom; may be empty
	// Notice is the sentence that ends it; empty: the record's own.
	Notice string
	Body   any
}

// missingError says that there is nothing of an id.
type missingError struct {
	what, id string
	why      string // empty: there is none
	near     []link
}

func (e *missingError) Error() string { return fmt.Sprintf("there is no %s %q", e.what, e.id) }

// movedError says under which address a page stands.
type movedError struct{ to string }

func (e *movedError) Error() string { return "moved to " + e.to }

// A link is an address in words.
type link struct{ Path, Text string }

// refusal makes a page of an error.
func refusal(err error) (int, *sheet) {
	var none *missingError
	var wrong *ask.Error
	type told struct {
		Heading, Says string
		Near          []link
	}
	switch {
	case errors.As(err, &none):
		says := none.why
		if says == "" {
			says = fmt.Sprintf("There is no %s “%s”.", none.what, clipped(none.id))
		}
		return http.StatusNotFound, &sheet{template: "error", Title: "Not found", Body: told{"Not found", says, none.near}}
	case errors.As(err, &wrong):
		return http.StatusBadRequest, &sheet{template: "error", Title: "This can't be answered as asked",
			Body: told{"This can't be answered as asked", sentence(wrong.Error()), nil}}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable, &sheet{template: "error", Title: "Stopped",
			Body: told{"Stopped", "The work took longer than it may here, or was stopped; ask again later, or about less.", nil}}
	}
	return http.StatusInternalServerError, &sheet{template: "error", Title: "A fault",
		Body: told{"A fault", "Something is wrong on this side; the same question may be answered later.", nil}}
}

// clipped shortens what somebody wrote in an address.
func clipped(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

var templates = parse()

// parse reads the templates: each page's over the layout and the parts they share. A fault in
// them is a fault of the build.
func parse() map[string]*template.Template {
	base := template.Must(template.New("layout").Funcs(funcs).ParseFS(files, "templates/layout.html", "templates/parts.html"))
	out := map[string]*template.Template{}
	for _, name := range []string{"home", "crossing", "border", "commitment", "statement", "source", "process", "crossings", "sources", "story", "may", "route", "error"} {
		out[name] = template.Must(template.Must(base.Clone()).ParseFS(files, "templates/"+name+".html"))
	}
	return out
}
