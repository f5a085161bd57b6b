package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waythrough/ask"
)

// other is a desk of other data: a record with a further source.
var other = sync.OnceValue(func() *ask.Desk {
	dir, err := os.MkdirTemp("", "record")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	source := "sources:\n  - id: extra\n    publisher: Somebody\n    title: Something\n    published: 2024-01-01\n    basis: reported\n    rank: press\n"
	if err := os.WriteFile(filepath.Join(dir, "extra.yaml"), []byte(source), 0o600); err != nil {
		panic(err)
	}
	d, err := ask.Open(ask.Options{Records: []string{dir}, Today: shipped().Today})
	if err != nil {
		panic(err)
	}
	return d
})

func pagesOf(h http.Handler) func(func() *ask.Desk) http.Handler {
	return func(func() *ask.Desk) http.Handler { return h }
}

// A job is a question of the tests: it works until it is let go or stopped.
type job struct {
	Name string `query:"name" json:"name" doc:"which" example:"a"`
	Size int    `query:"size" json:"size,omitempty" doc:"bytes of the answer" example:"1"`
}

// A jobber answers jobs, and tells when one begins and how it ended.
type jobber struct {
	began chan string
	ended chan error
	let   chan struct{}
}

func jobs(s *Server, c Cost) *jobber {
	j := &jobber{make(chan string, 100), make(chan error, 100), make(chan struct{})}
	add(s, question[job, *[]string]{id: "job" + c.String(), path: "/v1/job/" + c.String(), tag: "tests", cost: c, get: true, post: true,
		ask: func(ctx context.Context, _ *ask.Desk, q job) (*[]string, error) {
			j.began <- q.Name
			if q.Size > 0 {
				return &[]string{strings.Repeat("x", q.Size)}, nil
			}
			select {
			case <-j.let:
				j.ended <- nil
				return &[]string{q.Name}, nil
			case <-ctx.Done():
				j.ended <- ctx.Err()
				return nil, fmt.Errorf("working on %s: %w", q.Name, ctx.Err())
			}
		}})
	return j
}

func soon[T any](t *testing.T, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(5 * time.Second):
		t.Fatalf("%s did not happen within five seconds", what)
		panic("")
	}
}

// later sends a request in the background.
func later(t *testing.T, address string) <-chan reply {
	out := make(chan reply, 1)
	go func() { out <- get(t, address) }()
	return out
}

// One is worked on, one waits, one is told to come back; and a lane that is full stops
// nobody in another.
func TestLanesBoundWhatIsWorkedOn(t *testing.T) {
	var limits Limits
	limits.Lanes[Dear] = Lane{Width: 1, Queue: 1, Wait: time.Minute}
	s, at := running(t, Options{Limits: limits})
	j := jobs(s, Dear)
	first := later(t, at+"/v1/job/dear?name=first")
	soon(t, j.began, "the first job")
	second := later(t, at+"/v1/job/dear?name=second")
	for s.lanes[Dear].waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	third := get(t, at+"/v1/job/dear?name=third")
	if third.status != http.StatusServiceUnavailable || third.header.Get("Retry-After") != "60" {
		t.Errorf("the third has %d and is to come back after %q", third.status, third.header.Get("Retry-After"))
	}
	third.problem(t)
	if r := get(t, at+dated2024); r.status != http.StatusOK {
		t.Errorf("a light question beside a full lane: %d", r.status)
	}
	if text := string(get(t, at+"/metrics").body); !strings.Contains(text, `waythrough_lane_waiting{lane="dear"} 1`) || !strings.Contains(text, `waythrough_lane_working{lane="dear"} 1`) {
		t.Error("the metrics don't show one at work and one waiting")
	}
	close(j.let)
	if a, b := soon(t, first, "the first answer"), soon(t, second, "the second answer"); a.status != 200 || b.status != 200 {
		t.Errorf("the first and second have %d and %d", a.status, b.status)
	}
}

func TestWhoWaitsTooLongIsTold(t *testing.T) {
	var limits Limits
	limits.Lanes[Dear] = Lane{Width: 1, Wait: 20 * time.Millisecond}
	s, at := running(t, Options{Limits: limits})
	j := jobs(s, Dear)
	first := later(t, at+"/v1/job/dear?name=first")
	soon(t, j.began, "the first job")
	if r := get(t, at+"/v1/job/dear?name=second"); r.status != http.StatusServiceUnavailable {
		t.Errorf("the second has %d", r.status)
	}
	close(j.let)
	soon(t, first, "the first answer")
}

// Work that takes too long is stopped, and told so.
func TestWorkHasAnEnd(t *testing.T) {
	var limits Limits
	limits.Lanes[Middling] = Lane{Work: 30 * time.Millisecond}
	s, at := running(t, Options{Limits: limits})
	j := jobs(s, Middling)
	r := get(t, at+"/v1/job/middling?name=endless")
	if r.status != http.StatusServiceUnavailable || !strings.Contains(r.problem(t).Detail, "30ms") {
		t.Errorf("%d %s", r.status, r.body)
	}
	if err := soon(t, j.ended, "the end"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the work ended with %v", err)
	}
}

// A client that goes away takes its work with it, asked by address or by body.
func TestClientsThatGoStopTheirWork(t *testing.T) {
	s, at := running(t, Options{})
	j := jobs(s, Dear)
	for _, method := range []string{"GET", "POST"} {
		ctx, leave := context.WithCancel(t.Context())
		r, _ := http.NewRequestWithContext(ctx, method, at+"/v1/job/dear?name=a", nil)
		if method == "POST" {
			r, _ = http.NewRequestWithContext(ctx, method, at+"/v1/job/dear", strings.NewReader(`{"name":"a"}`))
			r.Header.Set("Content-Type", "application/json")
		}
		go func() {
			if answer, err := http.DefaultClient.Do(r); err == nil {
				answer.Body.Close()
			}
		}()
		soon(t, j.began, "the job by "+method)
		leave()
		if err := soon(t, j.ended, "the end by "+method); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the work ended with %v", method, err)
		}
	}
}

// Real work ends as soon: nothing of a what-if goes on when its client has gone.
func TestACancelledWhatifLeavesItsLane(t *testing.T) {
	s, at := running(t, Options{})
	ctx, leave := context.WithCancel(t.Context())
	r, _ := http.NewRequestWithContext(ctx, "GET", at+"/v1/sweep?on=2024-07-30", nil)
	go func() {
		if answer, err := http.DefaultClient.Do(r); err == nil {
			answer.Body.Close()
		}
	}()
	at0 := time.Now()
	for len(s.lanes[Dear].places) == 0 {
		if time.Since(at0) > 5*time.Second {
			t.Fatal("the sweep did not begin")
		}
		time.Sleep(time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond) // well into it: a sweep takes seconds
	leave()
	left := time.Now()
	stacks := make([]byte, 1<<20)
	for len(s.lanes[Dear].places) > 0 || bytes.Contains(stacks[:runtime.Stack(stacks, true)], []byte("waythrough/whatif.")) {
		if time.Since(left) > 2*time.Second {
			t.Fatal("the sweep goes on two seconds after its client went")
		}
		time.Sleep(time.Millisecond)
	}
	t.Logf("the lane was free, and nothing of the sweep ran, %s after the client went", time.Since(left))
}

// Data are swapped under load: every question is answered, from one or the other.
func TestSwapDropsNothing(t *testing.T) {
	s, at := running(t, Options{})
	tags := map[string]bool{}
	for _, d := range []*ask.Desk{other(), shipped()} {
		s.Swap(d)
		tags[get(t, at+dated2024).header.Get("ETag")] = true
	}
	if len(tags) != 2 {
		t.Fatalf("tags %v", tags)
	}
	var answered atomic.Int64
	var all sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r := get(t, at+dated2024)
				if r.status != http.StatusOK || !tags[r.header.Get("ETag")] || object(t, r)["verdict"] != "refused" {
					t.Errorf("%d, tag %s: %.200s", r.status, r.header.Get("ETag"), r.body)
					return
				}
				answered.Add(1)
			}
		})
	}
	began := time.Now()
	for i := 0; i < 40 || answered.Load() < 40; i++ {
		if time.Since(began) > 20*time.Second {
			t.Errorf("%d questions answered during %d swaps", answered.Load(), i)
			break
		}
		s.Swap([]*ask.Desk{other(), shipped()}[i%2])
		time.Sleep(5 * time.Millisecond)
	}
	close(stop)
	all.Wait()
}

// Before there are data, questions are told to come back, and nobody is sent here.
func TestNotReadyWithoutData(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := serving(t, s)
	for address, want := range map[string]int{"/healthz": 200, "/readyz": 503, dated2024: 503} {
		if r := get(t, at+address); r.status != want {
			t.Errorf("%s: %d, want %d", address, r.status, want)
		}
	}
	s.Swap(shipped())
	for _, address := range []string{"/readyz", dated2024} {
		if r := get(t, at+address); r.status != 200 {
			t.Errorf("%s with data: %d", address, r.status)
		}
	}
}

// serving serves on a real listener until the test ends.
func serving(t testing.TB, s *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve ended with %v", err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	return "http://" + l.Addr().String()
}

// Told to stop, the server lets work finish for a while, then stops it and says so.
func TestStoppingFinishesWhatIsUnderWay(t *testing.T) {
	for _, finishes := range []bool{true, false} {
		s, err := New(Options{Desk: shipped(), Limits: Limits{Grace: map[bool]time.Duration{true: time.Minute, false: 50 * time.Millisecond}[finishes]}})
		if err != nil {
			t.Fatal(err)
		}
		j := jobs(s, Dear)
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- s.Serve(ctx, l) }()
		at := "http://" + l.Addr().String()
		under := later(t, at+"/v1/job/dear?name=a")
		soon(t, j.began, "the job")
		stop()
		for !s.leaving.Load() {
			time.Sleep(time.Millisecond)
		}
		if finishes {
			close(j.let)
		}
		if r := soon(t, under, "the answer"); finishes != (r.status == http.StatusOK) || !finishes && r.status != http.StatusServiceUnavailable {
			t.Errorf("finishes %v: %d %s", finishes, r.status, r.body)
		}
		if err := soon(t, ended, "the end"); err != nil {
			t.Errorf("Serve ended with %v", err)
		}
		if _, err := http.Get(at + "/healthz"); err == nil {
			t.Error("a server that has stopped answers")
		}
	}
}

// Clients that send or read slowly are cut off, and stop nobody meanwhile.
func TestSlowClientsStopNobody(t *testing.T) {
	limits := Limits{Header: 300 * time.Millisecond, Read: 300 * time.Millisecond, Write: 300 * time.Millisecond}
	for c := range limits.Lanes {
		limits.Lanes[c] = Lane{Width: 1}
	}
	s, at := running(t, Options{Limits: limits})
	j := jobs(s, Light)
	dial := func(text string) net.Conn {
		c, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	slow := map[string]net.Conn{
		"half a head":       dial("GET /v1/may?from=TUR HTTP/1.1\r\nHost: x\r\n"),
		"half a body":       dial("POST /v1/may HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"),
		"a body with a GET": dial("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"),
	}
	unread := dial("GET /v1/job/light?size=67108864 HTTP/1.1\r\nHost: x\r\n\r\n")
	soon(t, j.began, "the answer that nobody reads")
	for began := time.Now(); len(s.lanes[Light].places) > 0; time.Sleep(time.Millisecond) {
		if time.Since(began) > 20*time.Second {
			t.Fatal("a client that does not read holds its place in the lane")
		}
	}
	began := time.Now()
	for range 20 {
		if r := get(t, at+dated2024); r.status != http.StatusOK {
			t.Fatalf("a fast client beside slow ones: %d", r.status)
		}
	}
	t.Logf("twenty questions beside slow clients took %s", time.Since(began))
	for what, c := range slow {
		c.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("a client that sends %s is not cut off", what)
		}
	}
	time.Sleep(500 * time.Millisecond) // longer than it is given for a piece
	got, err := unread.Read(make([]byte, 1))
	total := int64(got)
	unread.SetReadDeadline(time.Now().Add(5 * time.Second))
	for buf := make([]byte, 1<<20); err == nil; {
		got, err = unread.Read(buf)
		total += int64(got)
	}
	if total >= 64<<20 || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a client that does not read was sent %d bytes, then %v", total, err)
	}
}
