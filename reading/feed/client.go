package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits bound what one answer may cost. A zero field takes the default.
type Limits struct {
	Body      int64         // bytes of a feed or page, as sent and unpacked: 8 MiB
	Header    time.Duration // until the answer begins: 20 s
	Whole     time.Duration // from connecting to the answer's last byte: 60 s
	Redirects int           // followed for one address: 5
}

func (l Limits) orDefaults() Limits {
	if l.Body <= 0 {
		l.Body = 8 << 20
	}
	if l.Header <= 0 {
		l.Header = 20 * time.Second
	}
	if l.Whole <= 0 {
		l.Whole = time.Minute
	}
	if l.Redirects <= 0 {
		l.Redirects = 5
	}
	return l
}

const (
	productName    = "waythrough" // whom a robots.txt names
	maxAddress     = 4096         // bytes of an address that is asked
	maxRobotsBytes = 512 << 10    // of a robots.txt; what follows is not read (RFC 9309 asks for 500 KiB)
)

// A client asks addresses, and keeps the manners of the package comment.
type client struct {
	limits    Limits
	agent     string
	delay     time.Duration
	transport http.RoundTripper
	clock     clock
	gates     gates
	sites     sites
}

// A clock tells the time and lets it pass.
type clock struct {
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error
}

func newTransport(d *dialer, l Limits) *http.Transport {
	return &http.Transport{
		DialContext:            d.connect,
		TLSHandshakeTimeout:    l.Header,
		ResponseHeaderTimeout:  l.Header,
		MaxResponseHeaderBytes: 64 << 10,
		DisableCompression:     true, // unpacked here, where it is counted
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
	}
}

// A query is what is asked of an address.
type query struct {
	address            string
	etag, lastModified string // from the answer we have, if any
	limit              int64
	cut                bool // a body over the limit is cut there, not refused
	robots             bool // obey robots.txt
}

// An answer is what came, from the address at the end of the redirects. Moved is the
// address to ask from now on, if every redirect up to it was a permanent one.
type answer struct {
	status int
	header http.Header
	body   []byte
	at     *url.URL
	moved  string
}

// ask asks an address and follows its redirects, each under the rules of its host.
func (c *client) ask(ctx context.Context, q query) (*answer, error) {
	u, err := url.Parse(q.address)
	if err != nil {
		return nil, fmt.Errorf("the address %q does not read: write it as https://site/path", clip(q.address))
	}
	path, permanent := []string{}, true
	for {
		if err := fetchable(u); err != nil {
			return nil, from(path, err)
		}
		if len(u.String()) > maxAddress {
			return nil, from(path, fmt.Errorf("an address of %d bytes is not asked: %d are the most", len(u.String()), maxAddress))
		}
		if q.robots {
			if err := c.allowed(ctx, u); err != nil {
				return nil, from(path, err)
			}
		}
		a, err := c.hop(ctx, u, q)
		if err != nil {
			return nil, from(path, err)
		}
		location, redirects := redirect(a)
		if !redirects {
			if permanent && len(path) > 0 {
				a.moved = u.String()
			}
			return a, nil
		}
		permanent = permanent && (a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect)
		path = append(path, u.Redacted())
		if u, err = follow(u, location, path, c.limits.Redirects); err != nil {
			return nil, err
		}
	}
}

// from says by which redirects an error was come to.
func from(path []string, err error) error {
	if len(path) == 0 {
		return err
	}
	return fmt.Errorf("redirected from %s: %w", clip(strings.Join(path, " to ")), err)
}

func redirect(a *answer) (location string, redirects bool) {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return a.header.Get("Location"), true
	}
	return "", false
}

func follow(u *url.URL, location string, path []string, most int) (*url.URL, error) {
	if location == "" {
		return nil, from(path, errors.New("the redirect names no address to go on to"))
	}
	next, err := u.Parse(location)
	if err != nil {
		return nil, from(path, fmt.Errorf("the redirect to %q does not read", clip(location)))
	}
	next.Fragment, next.RawFragment = "", ""
	for _, before := range path {
		if before == next.Redacted() {
			return nil, fmt.Errorf("the redirects go in a circle: %s to %s", clip(strings.Join(path, " to ")), clip(before))
		}
	}
	if len(path) > most {
		return nil, fmt.Errorf("more than %d redirects: %s and on", most, clip(strings.Join(path, " to ")))
	}
	return next, nil
}

// hop asks one address, alone at its host.
func (c *client) hop(ctx context.Context, u *url.URL, q query) (*answer, error) {
	host := strings.ToLower(u.Hostname())
	release, err := c.gates.enter(ctx, host, c.clock)
	if err != nil {
		return nil, err
	}
	defer func() { release(max(c.delay, c.sites.delay(u))) }()
	limited, cancel := context.WithTimeoutCause(ctx, c.limits.Whole,
		fmt.Errorf("%s took longer than %v: given up", u.Host, c.limits.Whole))
	defer cancel()
	a, err := c.exchange(limited, u, q)
	if err != nil {
		return nil, c.named(ctx, limited, u, err)
	}
	if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
		now := c.clock.now()
		e := &laterError{host: host, status: a.status, until: retryAfter(a.header.Get("Retry-After"), now)}
		if !e.until.IsZero() {
			c.gates.closeUntil(host, e)
		}
		return nil, e
	}
	return a, nil
}

func (c *client) exchange(ctx context.Context, u *url.URL, q query) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5")
	if q.etag != "" {
		req.Header.Set("If-None-Match", q.etag)
	}
	if q.lastModified != "" {
		req.Header.Set("If-Modified-Since", q.lastModified)
	}
	if user := u.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{status: resp.StatusCode, header: resp.Header, at: u}
	if a.status == http.StatusOK {
		a.body, err = readBody(resp, q.limit, q.cut)
	} else {
		// A short rest is read, so that the connection can be used again.
		_, _ = io.CopyN(io.Discard, resp.Body, 4<<10)
	}
	return a, err
}

// named gives the sentence for a failed exchange.
func (c *client) named(ctx, limited context.Context, u *url.URL, err error) error {
	var refused *refusedError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return context.Cause(limited)
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, errBody):
		return fmt.Errorf("%s %w", u.Host, err)
	case strings.Contains(err.Error(), "timeout awaiting response headers"):
		return fmt.Errorf("%s did not begin to answer within %v: given up", u.Host, c.limits.Header)
	}
	return fmt.Errorf("asking %s: %w", u.Host, err)
}

// A laterError is a host's wish to be asked later: until then, or, if it is zero, for a
// time it did not say.
type laterError struct {
	host   string
	status int
	until  time.Time
}

func (e *laterError) Error() string {
	if e.until.IsZero() {
		return fmt.Sprintf("%s answers %d (%s)", e.host, e.status, http.StatusText(e.status))
	}
	return fmt.Sprintf("%s answers %d (%s) and asks to be left alone until %s", e.host, e.status,
		http.StatusText(e.status), e.until.UTC().Format(time.RFC3339))
}
