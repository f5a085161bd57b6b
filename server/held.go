package server

import (
	"bytes"
	"context"
	"net/http"
)

// A held writer keeps an answer until it is whole, so that the place in the lane is given
// back before a slow client begins to read.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *held) Header() http.Header { return h.header }

func (h *held) WriteHeader(status int) {
	if h.status == 0 {
		h.status = status
	}
}

func (h *held) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	return h.body.Write(b)
}

// limited keeps a handler of pages or tiles in a lane. How long what it answers may be kept, and
// under which tag, the handler says.
func (s *Server) limited(c Cost, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.desk.Load() == nil {
			writeProblem(w, noData())
			return
		}
		answer, err := s.hold(c, h, w.Header(), r)
		if err != nil {
			writeProblem(w, s.problemOf(err, nil, c))
			return
		}
		w.WriteHeader(answer.status)
		_, _ = w.Write(answer.body.Bytes()) // nobody is left to tell
	})
}

func (s *Server) hold(c Cost, h http.Handler, header http.Header, r *http.Request) (*held, error) {
	l := s.lanes[c]
	if err := l.enter(r.Context()); err != nil {
		return nil, err
	}
	defer l.leave()
	ctx, cancel := context.WithTimeout(r.Context(), l.Work)
	defer cancel()
	answer := &held{header: header}
	inner := r.WithContext(ctx)
	h.ServeHTTP(answer, inner)
	if inner.Pattern != "" {
		r.Pattern = inner.Pattern // for log and metrics
	}
	answer.WriteHeader(http.StatusOK)
	return answer, nil
}
