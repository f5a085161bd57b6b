package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"

	"github.com/cespare/xxhash/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waythrough/ask"
	"waythrough/server/tag"
)

// asked is what a request carries from its first step to its answer.
type asked struct {
	desk *ask.Desk // that stood when it came
	etag string    // of the answer; empty: it is not to be kept
}

type askedKey struct{}

func askedOf(ctx context.Context) *asked {
	a, _ := ctx.Value(askedKey{}).(*asked)
	return a
}

// begin gives a question the desk of the moment, and answers at once where the client has
// the answer already.
func (s *Server) begin(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	a := &asked{desk: s.desk.Load()}
	if a.desk == nil {
		writeProblem(w, noData())
		return
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		a.etag = s.etag(a.desk, r)
		if tag.Listed(r.Header.Get("If-None-Match"), a.etag) {
			keep(w.Header(), a.etag)
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	next(huma.WithValue(ctx, askedKey{}, a))
}

// etag names the answer to an address: by the program, the data, the question in whatever
// order it was written, and today's day unless the question names both its days. It is weak,
// since the same answer may be sent compressed in several ways.
func (s *Server) etag(d *ask.Desk, r *http.Request) string {
	query := r.URL.Query()
	sum := xxhash.New()
	fmt.Fprintln(sum, s.build, d.Version(), r.URL.Path, query.Encode())
	if !dated(query) {
		fmt.Fprintln(sum, d.Today())
	}
	return tag.Number(sum.Sum64())
}

// dated reports whether a question means the same tomorrow.
func dated(query url.Values) bool {
	for _, name := range []string{"on", "known"} {
		if v := query.Get(name); v == "" || v == "today" {
			return false
		}
	}
	return true
}

// keep lets anybody keep an answer who asks each time whether it still stands: that costs
// no work, and nobody is told yesterday's law.
func keep(h http.Header, etag string) {
	if etag == "" {
		h.Set("Cache-Control", "no-store")
		return
	}
	h.Set("ETag", etag)
	h.Set("Cache-Control", "no-cache")
}

// build names this program, as the same data may be told otherwise by another: by its
// commit, or by its file where it was not built from one.
func build() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		set := map[string]string{}
		for _, v := range info.Settings {
			set[v.Key] = v.Value
		}
		if set["vcs.revision"] != "" && set["vcs.modified"] == "false" {
			return set["vcs.revision"]
		}
	}
	if path, err := os.Executable(); err == nil {
		if file, err := os.Stat(path); err == nil {
			return fmt.Sprint(file.Size(), file.ModTime().UnixNano())
		}
	}
	return ""
}
