package server

import (
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// observe logs and counts each request: by the pattern it fits, never by its address, which
// may hold what was asked.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		if r.ContentLength != 0 && r.Method != http.MethodPost {
			// A body that nobody reads must not hold the connection for ever.
			_ = http.NewResponseController(w).SetReadDeadline(began.Add(s.limits.Read))
		}
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		watched := &watched{ResponseWriter: w, control: http.NewResponseController(w), patience: s.limits.Write}
		defer func() {
			took := time.Since(began)
			route, method := r.Pattern, knownMethod(r.Method)
			if route == "" {
				route = "other"
			}
			s.metrics.count(route, method, watched.code(), took)
			s.log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", method), slog.String("route", route),
				slog.Int("status", watched.code()), slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int64("bytes", watched.bytes))
		}()
		next.ServeHTTP(watched, r)
	})
}

// knownMethod keeps what clients make up out of labels.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodDelete, http.MethodPatch:
		return m
	}
	return "other"
}

// A watched writer remembers what was sent, and cuts off a client that does not take it.
type watched struct {
	http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
	status   int
	bytes    int64
}

// piece is how much a client has to take within the time it is given.
const piece = 64 << 10

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n := 0
	for {
		_ = w.control.SetWriteDeadline(time.Now().Add(w.patience))
		m, err := w.ResponseWriter.Write(b[n:min(n+piece, len(b))])
		n += m
		w.bytes += int64(m)
		if err != nil || n == len(b) {
			return n, err
		}
	}
}

// Flush sends what was written so far.
func (w *watched) Flush() {
	_ = w.control.SetWriteDeadline(time.Now().Add(w.patience))
	_ = w.control.Flush()
}

// Unwrap is for http.ResponseController.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watched) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// recovering makes a problem of a panic. What the panic says may name what was asked, so
// only where it happened is logged; of the runtime's own, what as well.
func (s *Server) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			says := "a panic"
			if fault, ok := v.(runtime.Error); ok {
				says = fault.Error()
			}
			s.log.Error("a handler failed", "route", r.Pattern, "panic", says, "stack", string(debug.Stack()))
			if w.(*watched).status != 0 {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			for name := range w.Header() {
				if name != "Access-Control-Allow-Origin" {
					w.Header().Del(name)
				}
			}
			writeProblem(w, problem(http.StatusInternalServerError, "", "something went wrong here, not with the question; it was logged"))
		}()
		next.ServeHTTP(w, r)
	})
}

// metrics are what Prometheus reads at /metrics.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "waythrough_requests_total", Help: "Requests answered."}, []string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "waythrough_request_seconds", Help: "From the head of a request to the end of its answer.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}}, []string{"route", "method"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "waythrough_requests_in_flight", Help: "Requests being answered."}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), dataInfo{s})
	for c, l := range s.lanes {
		labels := prometheus.Labels{"lane": Cost(c).String()}
		m.registry.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "waythrough_lane_working", Help: "Questions being worked on.", ConstLabels: labels}, func() float64 { return float64(len(l.places)) }),
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "waythrough_lane_waiting", Help: "Questions waiting for a place.", ConstLabels: labels}, func() float64 { return float64(l.waiting.Load()) }))
	}
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
}

func (m *metrics) count(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.duration.WithLabelValues(route, method).Observe(took.Seconds())
}

// dataInfo tells which data are answered from, whenever that is read.
type dataInfo struct{ s *Server }

var dataDesc = prometheus.NewDesc("waythrough_data_info", "The version of the record, the network and the services answered from.", []string{"version"}, nil)

// Describe is for prometheus.Collector.
func (d dataInfo) Describe(c chan<- *prometheus.Desc) { c <- dataDesc }

// Collect is for prometheus.Collector.
func (d dataInfo) Collect(c chan<- prometheus.Metric) {
	version := ""
	if desk := d.s.desk.Load(); desk != nil {
		version = desk.Version()
	}
	c <- prometheus.MustNewConstMetric(dataDesc, prometheus.GaugeValue, 1, version)
}
