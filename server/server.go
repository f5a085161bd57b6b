package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"waythrough/ask"
)

// Options say what a server answers from and how. Only Desk has to be given, and that may
// come later by Swap.
type Options struct {
	Desk   *ask.Desk
	Assets fs.FS // the app, with index.html; nil: pages alone
	Logger *slog.Logger
	// Pages and Tiles make the handlers for everything that is neither a question nor a file
	// of the app. They are given the desk of the moment.
	Pages, Tiles func(desk func() *ask.Desk) http.Handler
	// Version names the program in the description.
	Version string
	Limits  Limits
}

// A Server answers questions over HTTP. It is safe for concurrent use.
type Server struct {
	desk    atomic.Pointer[ask.Desk]
	leaving atomic.Bool // told to stop: not ready for more

	log     *slog.Logger
	limits  Limits
	lanes   [costs]*lane
	metrics *metrics
	build   string // which program this is, for ETags

	api     huma.API
	checks  map[string]*strict // by pattern: what an operation takes
	handler http.Handler
}

// New makes a server. It fails if the app's files can't be read.
func New(o Options) (*Server, error) {
	s := &Server{log: o.Logger, limits: o.Limits.withDefaults(), build: build(), checks: map[string]*strict{}}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	for c := range s.lanes {
		s.lanes[c] = newLane(s.limits.Lanes[c])
	}
	s.desk.Store(o.Desk)
	s.metrics = newMetrics(s)
	mux := http.NewServeMux()
	s.describe(mux, o.Version)
	s.register()
	if err := s.finishDescription(mux); err != nil {
		return nil, err
	}
	if err := s.mount(mux, o); err != nil {
		return nil, err
	}
	s.handler = s.observe(s.recovering(headers(compressed(mux))))
	return s, nil
}

// mount adds everything that is no question.
func (s *Server) mount(mux *http.ServeMux, o Options) error {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics.handler())
	mux.HandleFunc("/v1/", s.noSuchQuestion)
	if o.Tiles != nil {
		mux.Handle("/tiles/", s.limited(Light, o.Tiles(s.desk.Load)))
	}
	var pages http.Handler = http.HandlerFunc(noSuchPage)
	if o.Pages != nil {
		pages = s.limited(Middling, o.Pages(s.desk.Load))
	}
	if o.Assets == nil {
		mux.Handle("/", readOnly(pages))
		return nil
	}
	files, err := newAssets(o.Assets, pages)
	if err != nil {
		return fmt.Errorf("reading the files of the app: %w", err)
	}
	mux.Handle("/", readOnly(files))
	return nil
}

// Handler is the whole server as a handler.
func (s *Server) Handler() http.Handler { return s.handler }

// Swap puts other data in the place of what is answered from. Requests under way finish on
// the data that they began with.
func (s *Server) Swap(d *ask.Desk) { s.desk.Store(d) }

// ready says whether questions are answered: not before there are data, nor while stopping.
func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	switch {
	case s.leaving.Load():
		plain(w, http.StatusServiceUnavailable, "stopping")
	case s.desk.Load() == nil:
		plain(w, http.StatusServiceUnavailable, "no data yet")
	default:
		plain(w, http.StatusOK, "ready")
	}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// Serve answers on a listener until the context ends. Requests under way then have
// Limits.Grace to finish; after that their work is stopped and told so.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	// No ReadTimeout and no WriteTimeout: they count the time that work takes. A body that is
	// read, and each piece that is written, has a deadline of its own (strict.go, observe.go).
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.limits.Header,
		IdleTimeout:       s.limits.Idle,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return work },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serving on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.leaving.Store(true)
	if within(s.limits.Grace, srv.Shutdown) != nil {
		stopWork()
		if within(time.Second, srv.Shutdown) != nil {
			_ = srv.Close() // whoever has not read the answer by now will not
		}
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving on %s: %w", l.Addr(), err)
	}
	return nil
}

func within(d time.Duration, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return f(ctx)
}
