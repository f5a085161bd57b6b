package feed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// An Item is something new in a feed.
type Item struct {
	Feed      string    // the feed's address, as the list has it
	URL       string    // where the item is to be read; "" if its feed doesn't say
	Title     string    // in plain text, on one line
	Published time.Time // zero if its feed doesn't say: a day of change is not taken for it
	// Body is the item's text: its page, as it came, if Watcher.Pages had it asked for, or
	// what the feed carries. ContentType says what it is, by HTTP's header.
	Body        []byte
	ContentType string
}

// A Watcher polls feeds. Folder must be set, and a zero field is its default. A Watcher
// does one Run or Once at a time.
type Watcher struct {
	Folder  string // for what was seen; made if it isn't there
	Contact string // an address or mail address, told to servers in the User-Agent
	Private bool   // ask addresses that are not public too: one's own network

	// Pages has the page of an item read if its feed carries fewer than 200 words of it
	// and the site's robots.txt allows it. A page that can't be had is tried three times;
	// then the item goes with what its feed carries.
	Pages bool
	// Text gives an item's plain text, by which copies are known. Nil takes all text
	// outside menus, headers and footers.
	Text func(Item) string

	Interval time.Duration // between two polls of a feed: 30 minutes
	Pause    time.Duration // between two requests to a host: 2 seconds
	Parallel int           // feeds asked at once: 8
	Limits   Limits
	Report   func(Round) // told of every round of a Run

	Now     func() time.Time                                                     // time.Now
	Sleep   func(ctx context.Context, d time.Duration) error                     // real sleep
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)         // the system's resolver
	Dial    func(ctx context.Context, network, address string) (net.Conn, error) // net.Dialer
}

// A Round is what one poll of all the feeds that were due came to.
type Round struct {
	OK         int // feeds read, changed or not
	Unchanged  int // of those, not changed since the last time (304)
	Failed     int // feeds that could not be read
	BackingOff int // feeds that failed before and are not due
	NotDue     int // other feeds that are not due

	New       int // items handed over
	Duplicate int // new addresses with a text seen elsewhere
	Again     int // items to be offered again: the function failed, or a page could not be had

	Problems []error   // what failed, in the order of the list; not what backs off
	Next     time.Time // when the next feed is due
}

// String is the round in one line.
func (r Round) String() string {
	return fmt.Sprintf("feeds: %d ok (%d unchanged), %d failed, %d backing off, %d not due; items: %d new, %d duplicate, %d to offer again",
		r.OK, r.Unchanged, r.Failed, r.BackingOff, r.NotDue, r.New, r.Duplicate, r.Again)
}

// Run polls the feeds of a list until its context ends, whose error it returns; any other
// error is one of the list or of the folder.
func (w *Watcher) Run(ctx context.Context, opml string, each func(Item) error) error {
	watch, err := w.open(each)
	if err != nil {
		return err
	}
	err = w.rounds(ctx, watch, opml)
	return errors.Join(err, watch.store.close())
}

func (w *Watcher) rounds(ctx context.Context, watch *watch, opml string) error {
	var sources []Source
	for {
		read, err := readList(opml)
		switch {
		case err != nil && sources == nil:
			return err
		case err != nil: // spoilt while we watch: go on with what it was
			watch.note(fmt.Errorf("the list of feeds does not read any more; its last good state is watched: %w", err))
		default:
			sources = read
		}
		round, err := watch.round(ctx, sources)
		if w.Report != nil && ctx.Err() == nil {
			w.Report(round)
		}
		if err != nil {
			return err
		}
		wait := round.Next.Sub(watch.client.clock.now())
		if err := watch.client.clock.sleep(ctx, min(max(wait, time.Minute), watch.interval)); err != nil {
			return err
		}
	}
}

// Once polls the feeds of a list that are due, once. Feeds that fail are no error.
func (w *Watcher) Once(ctx context.Context, opml string, each func(Item) error) (Round, error) {
	sources, err := readList(opml)
	if err != nil {
		return Round{}, err
	}
	watch, err := w.open(each)
	if err != nil {
		return Round{}, err
	}
	round, err := watch.round(ctx, sources)
	return round, errors.Join(err, watch.store.close())
}

// open takes the folder and fills in the defaults.
func (w *Watcher) open(each func(Item) error) (*watch, error) {
	c := w.client()
	s, err := openStore(w.Folder, day(c.clock.now()))
	if err != nil {
		return nil, err
	}
	c.sites.store = s
	text := w.Text
	if text == nil {
		text = plainOf
	}
	return &watch{client: c, store: s, each: each, pages: w.Pages, text: text,
		interval: max(or(w.Interval, 30*time.Minute), time.Minute), parallel: or(w.Parallel, 8), noted: s.faults}, nil
}

// client fills in the defaults of what asks addresses.
func (w *Watcher) client() *client {
	now, pause := w.Now, w.Sleep
	if now == nil {
		now = time.Now
	}
	if pause == nil {
		pause = sleep
	}
	d := &dialer{private: w.Private, resolve: w.Resolve, dial: w.Dial}
	if d.resolve == nil {
		d.resolve = resolve
	}
	limits := w.Limits.orDefaults()
	if d.dial == nil {
		d.dial = (&net.Dialer{Timeout: limits.Header}).DialContext
	}
	return &client{limits: limits, agent: agent(w.Contact), delay: or(w.Pause, 2*time.Second),
		transport: newTransport(d, limits), clock: clock{now, pause}}
}

// Fetch reads one page that a person asked for, within the same limits and from the same
// addresses as watching does. Nothing is kept, so Folder need not be set, and robots.txt is
// not asked: it is for programs that choose by themselves what to read.
func (w *Watcher) Fetch(ctx context.Context, address string) (Item, error) {
	c := w.client()
	a, err := c.ask(ctx, query{address: address, limit: c.limits.Body})
	if err != nil {
		return Item{}, fmt.Errorf("fetching %s: %w", clip(address), err)
	}
	if a.status != http.StatusOK {
		return Item{}, fmt.Errorf("fetching %s: it answers %d (%s)", clip(address), a.status, http.StatusText(a.status))
	}
	return Item{URL: a.at.String(), Body: a.body, ContentType: a.header.Get("Content-Type")}, nil
}

func or[T ~int | ~int64](given, otherwise T) T {
	if given > 0 {
		return given
	}
	return otherwise
}

// agent is how we present ourselves.
func agent(contact string) string {
	about := "reads news feeds for changes at borders"
	if contact = strings.Join(strings.Fields(contact), " "); contact != "" {
		about += "; +" + contact
	}
	return productName + " (" + about + ")"
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// day counts the days since 1970-01-01.
func day(t time.Time) int32 { return int32(t.Unix() / 86400) }
