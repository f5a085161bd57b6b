package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// gates let one request at a time through to each host, with a pause between.
type gates struct {
	mu     sync.Mutex
	byHost map[string]*gate
}

type gate struct {
	turn chan struct{} // holds a token while nobody is inside
	free time.Time     // when the next may enter; the holder of the turn's

	mu   sync.Mutex
	away *laterError // the host asked to be left alone
}

func (g *gates) at(host string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byHost == nil {
		g.byHost = map[string]*gate{}
	}
	here := g.byHost[host]
	if here == nil {
		here = &gate{turn: make(chan struct{}, 1)}
		here.turn <- struct{}{}
		g.byHost[host] = here
	}
	return here
}

// enter waits for the turn at a host. The release says how long to pause before the next.
func (g *gates) enter(ctx context.Context, host string, c clock) (release func(pause time.Duration), err error) {
	here := g.at(host)
	select {
	case <-here.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave := func() { here.turn <- struct{}{} }
	if away := here.closed(c.now()); away != nil {
		leave()
		return nil, away
	}
	if wait := here.free.Sub(c.now()); wait > 0 {
		if err := c.sleep(ctx, wait); err != nil {
			leave()
			return nil, err
		}
	}
	return func(pause time.Duration) {
		here.free = c.now().Add(pause)
		leave()
	}, nil
}

func (g *gate) closed(now time.Time) *laterError {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.away != nil && now.Before(g.away.until) {
		return g.away
	}
	return nil
}

func (g *gates) closeUntil(host string, e *laterError) {
	here := g.at(host)
	here.mu.Lock()
	defer here.mu.Unlock()
	here.away = e
}

// sites hold what the robots.txt of each site says. A site is scheme, host and port.
type sites struct {
	store  *store
	mu     sync.Mutex
	byName map[string]*site
}

type site struct {
	asking chan struct{} // holds a token while nobody asks for its robots.txt

	mu    sync.Mutex
	until time.Time
	rules robots
	fault error // no robots.txt could be had: nothing is asked until then
}

// How long what a robots.txt says is believed, and that it could not be had.
const (
	robotsKept       = 24 * time.Hour
	robotsFaultKept  = time.Hour
	maxCrawlDelay    = time.Minute
	robotsRefusalFmt = "the robots.txt of %s asks not to read %s"
)

// A robotsError is a refusal by a robots.txt.
type robotsError struct{ text string }

func (e *robotsError) Error() string { return e.text }

func (s *sites) at(u *url.URL) *site {
	name := u.Scheme + "://" + strings.ToLower(u.Host)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byName == nil {
		s.byName = map[string]*site{}
	}
	here := s.byName[name]
	if here == nil {
		here = &site{asking: make(chan struct{}, 1)}
		here.asking <- struct{}{}
		if s.store == nil { // nothing is kept: see Watcher.Fetch
		} else if kept, ok := s.store.robots(name); ok {
			here.until, here.rules = kept.Until, readRobots(kept.Text, productName)
		}
		s.byName[name] = here
	}
	return here
}

// delay is the pause that a site asks for, within bounds.
func (s *sites) delay(u *url.URL) time.Duration {
	here := s.at(u)
	here.mu.Lock()
	defer here.mu.Unlock()
	return min(here.rules.delay, maxCrawlDelay)
}

// allowed asks the robots.txt of an address's site, if what it said is a day old.
func (c *client) allowed(ctx context.Context, u *url.URL) error {
	here := c.sites.at(u)
	select {
	case <-here.asking:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { here.asking <- struct{}{} }()
	// A time further off was written by a clock that went wrong.
	if left := here.until.Sub(c.clock.now()); left <= 0 || left > robotsKept {
		if err := c.askRobots(ctx, u, here); err != nil {
			return err
		}
	}
	if here.fault != nil {
		return here.fault
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !here.rules.allows(path) {
		return &robotsError{fmt.Sprintf(robotsRefusalFmt, u.Host, clip(path))}
	}
	return nil
}

// askRobots reads a robots.txt: one that is not there allows all, one that can't be had
// (an error of the server, no connection) refuses all for an hour.
func (c *client) askRobots(ctx context.Context, u *url.URL, here *site) error {
	name := u.Scheme + "://" + strings.ToLower(u.Host)
	a, err := c.ask(ctx, query{address: name + "/robots.txt", limit: maxRobotsBytes, cut: true})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := c.clock.now()
	var kept robotsFile
	var refused *refusedError
	var later *laterError
	switch {
	case errors.As(err, &refused), errors.As(err, &later):
		return err
	case err != nil:
		here.set(now.Add(robotsFaultKept), robots{}, fmt.Errorf("reading robots.txt first: %w", err))
		return nil
	case a.status == http.StatusOK:
		kept.Text = string(a.body)
	case a.status < 400 || a.status >= 500:
		here.set(now.Add(robotsFaultKept), robots{},
			fmt.Errorf("%s answers %d to the request for its robots.txt: nothing else is asked of it for an hour", u.Host, a.status))
		return nil
	}
	kept.Until = now.Add(robotsKept)
	here.set(kept.Until, readRobots(kept.Text, productName), nil)
	return c.sites.store.saveRobots(name, kept)
}

func (s *site) set(until time.Time, rules robots, fault error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.until, s.rules, s.fault = until, rules, fault
}
