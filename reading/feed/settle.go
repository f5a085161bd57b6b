package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// mostTold of a feed's items that failed are named in a round.
const mostTold = 5

// settle counts a visit, hands over what is new in it, and keeps the feed's file. Its
// error is one of the folder or of the context.
func (w *watch) settle(ctx context.Context, v *visit, r *Round) error {
	problem := func(err error) {
		r.Problems = append(r.Problems, fmt.Errorf("%s: %w", clip(redacted(v.file.URL)), err))
	}
	if v.damaged != nil {
		problem(v.damaged)
	}
	if !v.due {
		if v.file.Failures > 0 {
			r.BackingOff++
		} else {
			r.NotDue++
		}
		r.due(v.file.Next)
		return nil
	}
	for _, err := range v.problems {
		problem(err)
	}
	file := v.file
	file.Again = nil
	whole, err := w.handOver(ctx, v, &file, r, problem)
	if err != nil {
		return err
	}
	w.schedule(v, &file, whole)
	if v.err != nil {
		r.Failed++
		problem(fmt.Errorf("%w; asked again %s", v.err, file.Next.UTC().Format(time.RFC3339)))
	} else {
		r.OK++
		if v.doc == nil {
			r.Unchanged++
		}
	}
	r.due(file.Next)
	return w.store.saveFeed(file)
}

func (r *Round) due(at time.Time) {
	if r.Next.IsZero() || at.Before(r.Next) {
		r.Next = at
	}
}

// schedule says when the feed is asked again, and what is told it then.
func (w *watch) schedule(v *visit, file *feedFile, whole bool) {
	now := w.client.clock.now()
	if v.err != nil {
		file.Fault = v.err.Error()
		var later *laterError
		switch {
		case errors.As(v.err, &later) && !later.until.IsZero():
			// A host that says when is not a feed that failed once more.
			file.Failures = max(file.Failures, 1)
			file.Next = later.until
		case v.answer != nil && v.answer.status == http.StatusGone:
			file.Failures++
			file.Next = now.Add(goneWait)
		default:
			file.Failures++
			file.Next = now.Add(backOff(file.URL, file.Failures, w.interval))
		}
		if file.Failures > 2 {
			file.Moved = "" // perhaps the old address is alive again
		}
		return
	}
	file.Failures, file.Fault = 0, ""
	var beat rhythm
	if v.doc != nil {
		beat = v.doc.rhythm
		file.Whole = now
		file.ETag, file.LastModified = v.answer.header.Get("ETag"), v.answer.header.Get("Last-Modified")
		file.Rhythm = &beat
	} else if file.Rhythm != nil {
		beat = *file.Rhythm
	}
	if v.answer.moved != "" {
		file.Moved = v.answer.moved
	}
	if !whole {
		file.ETag, file.LastModified = "", "" // ask for all of it again
	}
	file.Next = beat.next(now, w.interval)
}

// handOver offers the items of a visit that were not seen. It is whole if every one was
// handed over, dropped, or kept to be offered again.
func (w *watch) handOver(ctx context.Context, v *visit, file *feedFile, r *Round, problem func(error)) (whole bool, err error) {
	whole = true
	kept, told := 0, 0
	for i := range v.items {
		c := &v.items[i]
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if w.known(c.IDs) {
			if err := w.touch(c.IDs); err != nil {
				return false, err
			}
			continue
		}
		failed := c.wait
		if failed == nil {
			var fault error
			if failed, fault = w.offer(file.URL, c, r); fault != nil {
				return false, fault
			}
		}
		if failed == nil {
			continue
		}
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		r.Again++
		switch told++; {
		case failed == errMuch:
			told--
		case told <= mostTold:
			problem(fmt.Errorf("the item %q (%s) is offered again at the next poll: %w", clip(c.Title), clip(c.URL), failed))
		case told == mostTold+1:
			problem(errors.New("more of its items are offered again at the next poll"))
		}
		if kept += len(c.Text); len(file.Again) < maxAgain && kept <= maxAgainText {
			file.Again = append(file.Again, c.entry)
		} else {
			whole = false
		}
	}
	return whole, nil
}

func redacted(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return address
}

// offer hands an item over, unless its text was seen, and notes it. The first error is
// the function's, the second the log's.
func (w *watch) offer(feed string, c *candidate, r *Round) (failed, fault error) {
	item := c.item()
	item.Feed = feed
	if c.body != nil {
		item.Body, item.ContentType = c.body, c.contentType
	}
	host := hostOf(c.URL)
	if host == "" {
		host = hostOf(feed)
	}
	mark := markOf(host, c.Title, w.text(item))
	rec := seenLine{Day: day(w.client.clock.now()), Host: host}
	for _, id := range c.IDs {
		rec.IDs = append(rec.IDs, writeHash(id))
	}
	if w.store.seen.twin(mark) {
		r.Duplicate++
	} else {
		if failed = w.each(item); failed != nil {
			return failed, nil
		}
		r.New++
		if mark.whole != 0 {
			rec.Whole, rec.Print = writeHash(mark.whole), mark.print.pack()
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return nil, w.store.seen.add(rec)
}

// touch notes anew what is still listed, before it is forgotten.
func (w *watch) touch(ids []uint64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	today := day(w.client.clock.now())
	rec := seenLine{Day: today}
	for _, id := range ids {
		if known, ok := w.store.seen.ids[id]; !ok || today-known >= touchDays {
			rec.IDs = append(rec.IDs, writeHash(id))
		}
	}
	if len(rec.IDs) == 0 {
		return nil
	}
	return w.store.seen.add(rec)
}
