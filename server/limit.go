package server

import (
	"context"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"
)

// A Cost is what a question takes of the machine.
type Cost int

// The costs: a look at the law of a crossing; a search; a search for each of many.
const (
	Light Cost = iota
	Middling
	Dear

	costs
)

func (c Cost) String() string { return [costs]string{"light", "middling", "dear"}[c] }

// A Lane bounds the questions of one cost.
type Lane struct {
	Width int           // worked on at once
	Queue int           // waiting; more are told to come back
	Wait  time.Duration // how long one may wait
	Work  time.Duration // how long one may be worked on
}

// Limits bound what clients can take. Whatever is zero has a default.
type Limits struct {
	Lanes  [costs]Lane
	Body   int64         // bytes of a question
	Grace  time.Duration // for requests under way, when stopping
	Header time.Duration // for the head of a request to come
	Read   time.Duration // for a body to come
	Write  time.Duration // for a client to take each 64 kB of an answer
	Idle   time.Duration // between requests on one connection
}

// withDefaults fills in what was left out. A light question takes microseconds to a few
// milliseconds, a middling one milliseconds, a dear one up to seconds on both threads of a
// small machine. So a dear one and a middling one run beside any number of light ones, and a
// full queue is worked off in about the time that one may wait.
func (l Limits) withDefaults() Limits {
	cores := runtime.GOMAXPROCS(0)
	lanes := [costs]Lane{
		Light:    {Width: 4 * cores, Queue: 1024, Wait: 5 * time.Second, Work: 5 * time.Second},
		Middling: {Width: 2 * cores, Queue: 256, Wait: 10 * time.Second, Work: 20 * time.Second},
		Dear:     {Width: max(1, cores/2), Queue: 16, Wait: 20 * time.Second, Work: 60 * time.Second},
	}
	for c, d := range lanes {
		have := &l.Lanes[c]
		or(&have.Width, d.Width)
		or(&have.Queue, d.Queue)
		or(&have.Wait, d.Wait)
		or(&have.Work, d.Work)
	}
	or(&l.Body, 1<<20)
	or(&l.Grace, 10*time.Second)
	or(&l.Header, 5*time.Second)
	or(&l.Read, 10*time.Second)
	or(&l.Write, 30*time.Second)
	or(&l.Idle, time.Minute)
	return l
}

func or[T comparable](have *T, otherwise T) {
	var zero T
	if *have == zero {
		*have = otherwise
	}
}

// A lane lets so many through at once, and so many wait.
type lane struct {
	Lane
	places  chan struct{}
	waiting atomic.Int64
}

func newLane(l Lane) *lane { return &lane{Lane: l, places: make(chan struct{}, l.Width)} }

// enter takes a place, waiting for one if it must. The error is a problem to tell, or the
// context's.
func (l *lane) enter(ctx context.Context) error {
	select {
	case l.places <- struct{}{}:
		return nil
	default:
	}
	if l.waiting.Add(1) > int64(l.Queue) {
		l.waiting.Add(-1)
		return busy(l.Wait)
	}
	defer l.waiting.Add(-1)
	timer := time.NewTimer(l.Wait)
	defer timer.Stop()
	select {
	case l.places <- struct{}{}:
		return nil
	case <-timer.C:
		return busy(l.Wait)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *lane) leave() { <-l.places }

func busy(wait time.Duration) error {
	return retry(wait, "too many questions of this kind are waiting; ask again in a little while")
}

func seconds(d time.Duration) string { return strconv.Itoa(max(1, int(d/time.Second))) }
