package server

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// policy is what a page of ours may do: load from here and nowhere else. The map makes its
// workers and icons from blobs.
const policy = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headers adds to every answer what keeps readers safe, and lets programs on other sites
// read: everything here is public and nothing depends on who is logged in, as nobody is.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Retry-After")
		if r.Method == http.MethodOptions {
			h.Set("Allow", allowed(r.URL.Path))
			h.Set("Access-Control-Allow-Methods", allowed(r.URL.Path))
			h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
			h.Set("Access-Control-Max-Age", "86400")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func allowed(path string) string {
	if strings.HasPrefix(path, "/v1/") {
		return "GET, HEAD, POST, OPTIONS"
	}
	return "GET, HEAD, OPTIONS"
}

// readOnly refuses everything but reading.
func readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", allowed(r.URL.Path))
			writeProblem(w, problem(http.StatusMethodNotAllowed, "", "%s does nothing here; pages are read by GET, and questions are asked under /v1/", r.Method))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// compressed sends answers of a kilobyte and more in zstd or gzip, whichever the client
// takes. What is compressed already passes through.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.EnableZstd(true), gzhttp.PreferZstd(true), gzhttp.MinSize(1024), gzhttp.CompressionLevel(5))
	if err != nil {
		panic(err) // the options above don't fit each other
	}
	return wrap(next)
}
