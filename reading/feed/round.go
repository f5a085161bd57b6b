package feed

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	fullWords    = 200      // of an item in its feed, from which its page isn't asked for
	pageTries    = 3        // in vain, before an item goes with what its feed carries
	maxPages     = 50       // asked for in one poll of a feed; the rest waits for the next
	maxPageBytes = 32 << 20 // and their bytes
	maxAgain     = 200      // items kept to be offered again
	maxAgainText = 4 << 20  // and their bytes
)

// A watch is a Watcher at work.
type watch struct {
	client   *client
	store    *store
	each     func(Item) error
	text     func(Item) string
	pages    bool
	interval time.Duration
	parallel int

	mu    sync.Mutex // of the store's log, between visits and settling
	noted []error    // to be told with the next round
}

func (w *watch) note(err error) { w.noted = append(w.noted, err) }

// A visit is what asking one feed came to: its file as it was, its answer or error, and
// the items not seen yet, with their pages.
type visit struct {
	file     feedFile
	damaged  error // its file could not be read
	due      bool
	doc      *document // nil if it didn't change, or could not be read
	answer   *answer
	err      error
	items    []candidate
	offered  map[uint64]bool // what they are known by
	problems []error         // of pages
}

// A candidate is an item that may be new.
type candidate struct {
	entry
	body        []byte // its page, if it was asked for and had
	contentType string
	wait        error // its page can't be had now: offer it again
}

// item is the candidate with what its feed carries.
func (e entry) item() Item {
	return Item{URL: e.URL, Title: e.Title, Published: e.Published, Body: []byte(e.Text), ContentType: e.Type}
}

// round asks the feeds that are due, several at once, and settles them one by one in the
// order of the list. No more than that many answers are held at any time.
func (w *watch) round(ctx context.Context, sources []Source) (Round, error) {
	var r Round
	r.Problems, w.noted = w.noted, nil
	if err := w.store.seen.age(day(w.client.clock.now())); err != nil {
		return r, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var visits sync.WaitGroup
	defer visits.Wait()
	queue := make(chan chan *visit, w.parallel-1)
	visits.Go(func() {
		defer close(queue)
		for _, s := range sources {
			done := make(chan *visit, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			visits.Go(func() { done <- w.visit(ctx, s) })
		}
	})
	for done := range queue {
		v := <-done
		if ctx.Err() != nil {
			break
		}
		if err := w.settle(ctx, v, &r); err != nil {
			cancel()
			return r, err
		}
	}
	if err := ctx.Err(); err != nil {
		return r, err
	}
	return r, w.store.seen.flush()
}

// visit asks a feed, if it is due, and the pages of what is new in it.
func (w *watch) visit(ctx context.Context, s Source) *visit {
	v := &visit{}
	v.file, v.damaged = w.store.feed(s.URL)
	now := w.client.clock.now()
	// A time further off was written by a clock that went wrong.
	if left := v.file.Next.Sub(now); left > 0 && left <= goneWait {
		return v
	}
	v.due = true
	q := query{address: s.URL, limit: w.client.limits.Body, robots: true}
	if v.file.Moved != "" {
		q.address = v.file.Moved
	}
	if now.Sub(v.file.Whole) < touchDays*24*time.Hour {
		q.etag, q.lastModified = v.file.ETag, v.file.LastModified
	}
	v.answer, v.err = w.client.ask(ctx, q)
	if v.err == nil {
		v.doc, v.err = read(v.answer, q)
	}
	v.add(v.file.Again)
	if v.doc != nil {
		identify(v.doc.entries, s.URL)
		v.add(v.doc.entries)
	}
	w.turnPages(ctx, v)
	return v
}

// add takes entries as candidates, each once: one kept from an earlier poll may still be
// in its feed.
func (v *visit) add(entries []entry) {
	if v.offered == nil {
		v.offered = map[uint64]bool{}
	}
	for _, e := range entries {
		before := false
		for _, id := range e.IDs {
			before = before || v.offered[id]
			v.offered[id] = true
		}
		if !before {
			v.items = append(v.items, candidate{entry: e})
		}
	}
}

// read reads a feed's answer: nothing of one that didn't change.
func read(a *answer, q query) (*document, error) {
	switch a.status {
	case http.StatusOK:
		return parse(a.body, a.header.Get("Content-Type"), a.at)
	case http.StatusNotModified:
		if q.etag == "" && q.lastModified == "" {
			return nil, errors.New("it answers that nothing changed (304), though it was not asked")
		}
		return nil, nil
	case http.StatusGone:
		return nil, errors.New("it is gone for good (410): take it from the list")
	}
	return nil, fmt.Errorf("it answers %d (%s)", a.status, http.StatusText(a.status))
}

// errMuch is no fault: the item's turn is at the next poll.
var errMuch = errors.New("its feed has more new items than are read at once")

// turnPages asks for the pages of the items that are new as of now.
func (w *watch) turnPages(ctx context.Context, v *visit) {
	if !w.pages {
		return
	}
	asked, held := 0, 0
	for i := range v.items {
		c := &v.items[i]
		if c.URL == "" || c.Tries >= pageTries || w.known(c.IDs) || len(words(plainOf(c.item()))) >= fullWords {
			continue
		}
		if asked == maxPages || held >= maxPageBytes {
			c.wait = errMuch
			continue
		}
		w.turnPage(ctx, v, c)
		asked++
		held += len(c.body)
	}
}

func (w *watch) turnPage(ctx context.Context, v *visit, c *candidate) {
	a, err := w.client.ask(ctx, query{address: c.URL, limit: w.client.limits.Body, robots: true})
	var forbidden *robotsError
	var refused *refusedError
	switch {
	case ctx.Err() != nil, errors.As(err, &forbidden):
	case errors.As(err, &refused), errors.Is(err, errBody):
		v.problems = append(v.problems, fmt.Errorf("%s: %w", clip(c.URL), err))
	case err != nil:
		c.wait = err
	case a.status >= 500 || a.status == http.StatusRequestTimeout:
		c.wait = fmt.Errorf("it answers %d (%s)", a.status, http.StatusText(a.status))
	case a.status == http.StatusOK && readable(a.header.Get("Content-Type")):
		c.body, c.contentType = a.body, a.header.Get("Content-Type")
	}
	if c.wait != nil {
		if c.Tries++; c.Tries >= pageTries {
			c.wait = nil
		}
	}
}

// readable says whether a page is text.
func readable(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return contentType == "" || err == nil && (strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml"))
}

func (w *watch) known(ids []uint64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.ContainsFunc(ids, func(id uint64) bool { _, ok := w.store.seen.ids[id]; return ok })
}
