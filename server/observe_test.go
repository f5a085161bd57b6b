package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"waythrough/ask"
)

// A lockedBuffer is a log that several write.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.String()
}

// Nothing that was asked is in the log or the metrics, whether it was answered, refused,
// failed or broke; each request is there with what it fits.
func TestNothingAskedIsLogged(t *testing.T) {
	var log lockedBuffer
	pages := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { panic("Secretname in a page") })
	s, at := running(t, Options{Logger: slog.New(slog.NewJSONHandler(&log, nil)), Pages: pagesOf(pages)})
	add(s, question[job, *[]string]{id: "fails", path: "/v1/fails", tag: "tests", get: true, ask: func(_ context.Context, _ *ask.Desk, q job) (*[]string, error) {
		if q.Name == "Secretpanic" {
			var none []string
			_ = none[len(q.Name)]
		}
		return nil, fmt.Errorf("opening %s: %w", q.Name, errors.New("Secretcause"))
	}})
	asked := []struct {
		method, address, body string
		status                int
	}{
		{"GET", "/v1/may?from=TUR&to=ARM&passport=DEU&on=2023-03-17", "", 200},
		{"GET", "/v1/may?from=Secretland&to=ARM", "", 422},
		{"GET", "/v1/may?Secretparam=1", "", 400},
		{"POST", "/v1/may", `{"from":"TUR","to":"ARM","passport":["DEU"],"holds":["visa:ARM"],"entered":["abkhazia@psou:2021-05-06"],"residence":"NZL","age":47}`, 200},
		{"POST", "/v1/may", `{"from":"TUR","to":"ARM","residence":"Secrethome"}`, 422},
		{"GET", "/v1/process/Secretprocess", "", 404},
		{"GET", "/v1/fails?name=Secretcase", "", 500},
		{"GET", "/v1/fails?name=Secretpanic", "", 500},
		{"GET", "/Secretpage?passport=DEU", "", 500},
		{"GET", "/v1/Secretquestion", "", 404},
		{"Secretmethod", "/v1/may", "", 405},
	}
	for _, q := range asked {
		r := send(t, q.method, at+q.address, q.body, "User-Agent", "Secretagent", "Referer", "http://Secretsite/")
		if r.status != q.status {
			t.Errorf("%s %s: %d, want %d: %s", q.method, q.address, r.status, q.status, r.body)
		}
		if r.status == 500 {
			if p := r.problem(t); strings.Contains(p.Detail, "Secret") {
				t.Errorf("%s tells %s", q.address, p.Detail)
			}
		}
	}
	metrics := string(get(t, at+"/metrics").body)
	for _, text := range []string{log.text(), metrics} {
		for _, secret := range []string{"Secret", "secret", "TUR", "DEU", "NZL", "2023-03-17", "2021-05-06", "abkhazia", "visa:ARM", "127.0.0.1"} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s is told: …%s…", secret, text[max(0, i-200):min(len(text), i+100)])
			}
		}
	}
	for _, want := range []string{`waythrough_requests_total{method="GET",route="GET /v1/may",status="200"} 1`, `waythrough_requests_total{method="other"`, `route="GET /v1/process/{process}"`,
		`waythrough_data_info{version="` + shipped().Version() + `"} 1`, "waythrough_request_seconds_bucket", "go_goroutines", "process_resident_memory_bytes"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics have no %s", want)
		}
	}
	requests, panics := entries(t, log.text())
	if requests < len(asked) || panics != 2 {
		t.Errorf("%d requests and %d panics in the log", requests, panics)
	}
}

// entries reads a log: each request has its fields, each panic the place where it broke.
func entries(t *testing.T, log string) (requests, panics int) {
	for line := range strings.Lines(log) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		switch entry["msg"] {
		case "request":
			requests++
			for _, field := range []string{"method", "route", "status", "ms", "bytes"} {
				if entry[field] == nil {
					t.Errorf("%s is not in %s", field, line)
				}
			}
		case "a handler failed":
			panics++
			if !strings.Contains(entry["stack"].(string), "observe_test.go") {
				t.Errorf("the log does not say where it broke: %s", line)
			}
		}
	}
	return requests, panics
}
