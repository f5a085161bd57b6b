package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"waythrough/ask"
	"waythrough/record"
)

// shipped is a desk of the data that ship, on a day that stays the same.
var shipped = sync.OnceValue(func() *ask.Desk { return desk("2026-11-23") })

func desk(today string) *ask.Desk {
	day, err := record.ParseDate(today)
	if err != nil {
		panic(err)
	}
	d, err := ask.Open(ask.Options{Today: func() record.Day { return day.FirstDay() }})
	if err != nil {
		panic(err)
	}
	return d
}

// running serves on a real listener until the test ends, and gives its address.
func running(t testing.TB, o Options) (*Server, string) {
	t.Helper()
	if o.Desk == nil {
		o.Desk = shipped()
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s, serving(t, s)
}

// A reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) problem(t testing.TB) Problem {
	t.Helper()
	var p Problem
	if kind := r.header.Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("%d came as %s: %.300s", r.status, kind, r.body)
	}
	if err := json.Unmarshal(r.body, &p); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
	if p.Status != r.status || p.Detail == "" || p.Title == "" {
		t.Errorf("status %d has the problem %s", r.status, r.body)
	}
	return p
}

func send(t testing.TB, method, url, body string, headers ...string) reply {
	t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	r, err := http.NewRequest(method, url, in)
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, data}
}

func get(t testing.TB, url string, headers ...string) reply {
	t.Helper()
	return send(t, http.MethodGet, url, "", headers...)
}

func object(t testing.TB, r reply) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(r.body, &out); err != nil {
		t.Fatalf("%d: %v in %.300s", r.status, err, r.body)
	}
	return out
}

// The two ways of asking one question have one answer, and it is the command's.
func TestMayIsAnsweredByAddressAndByBody(t *testing.T) {
	_, at := running(t, Options{})
	got := get(t, at+"/v1/may?from=TUR&to=ARM&passport=DEU&mode=road&on=2024-07-30&known=2024-07-30")
	if got.status != http.StatusOK || got.header.Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s: %.300s", got.status, got.header.Get("Content-Type"), got.body)
	}
	if v := object(t, got)["verdict"]; v != "refused" {
		t.Errorf("verdict %v, want refused", v)
	}
	sent := send(t, "POST", at+"/v1/may", `{"from":"TUR","to":"ARM","passport":["DEU"],"mode":"road","on":"2024-07-30","known":"2024-07-30"}`)
	if !bytes.Equal(got.body, sent.body) {
		t.Errorf("asked by body:\n%.300s\nby address:\n%.300s", sent.body, got.body)
	}
	if sent.header.Get("Cache-Control") != "no-store" || sent.header.Get("ETag") != "" {
		t.Errorf("what was asked in a body may be kept: %v", sent.header)
	}
}
