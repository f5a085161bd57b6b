package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"waythrough/reading"
	"waythrough/reading/article"
	"waythrough/reading/feed"
	"waythrough/record"
)

// watchFlags are those of watch.
type watchFlags struct {
	out, state, contact string
	once, private       bool
	interval            time.Duration
}

func (a *app) watchCommand() *cobra.Command {
	var f watchFlags
	c := &cobra.Command{
		Use:   "watch FEEDS.opml [--out FOLDER] [--once]",
		Short: "Read news feeds as they come, and write what they propose to a folder",
		Long: `Watch polls the feeds of a list (OPML; RSS, Atom or JSON feeds), politely: seldom,
one request at a time to a host, obeying robots.txt, asking only for what changed.
Each new article is read as by 'waythrough read'; one that proposes statements is
written to the folder as a JSON file, whole or not at all. What was seen once, on
whatever site, is not offered again, over restarts too. Dead feeds are asked more
and more rarely. Only public addresses are asked, unless --private is given.`,
		Example: "  waythrough watch feeds.opml --out proposals\n  waythrough watch feeds.opml --once",
		Args:    one("a list of feeds, as feeds.opml"),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := a.interrupted("watching")
			defer stop()
			return a.watch(ctx, args[0], f)
		},
	}
	c.Flags().StringVar(&f.out, "out", "proposals", "folder for what is proposed; made if it isn't there")
	c.Flags().StringVar(&f.state, "state", "", "folder for what was seen (default: .state in the folder of --out)")
	c.Flags().StringVar(&f.contact, "contact", "", "an address or mail address, told to the servers asked")
	c.Flags().BoolVar(&f.once, "once", false, "poll the feeds that are due, once")
	c.Flags().BoolVar(&f.private, "private", false, "ask addresses that are not public, too")
	c.Flags().DurationVar(&f.interval, "interval", 30*time.Minute, "time between two polls of a feed")
	return c
}

func (a *app) watch(ctx context.Context, list string, f watchFlags) error {
	w, each, err := a.watcher(list, f)
	if err != nil {
		return err
	}
	return a.poll(ctx, w, list, each, f.once)
}

// watcher makes what polls the feeds of a list, and what is done with each item. The list is
// looked at first: no folder is made for one that isn't there.
func (a *app) watcher(list string, f watchFlags) (*feed.Watcher, func(feed.Item) error, error) {
	if f.interval < time.Minute {
		return nil, nil, question(fmt.Errorf("--interval %s: feeds are asked once a minute at most", f.interval))
	}
	if err := checkList(list); err != nil {
		return nil, nil, err
	}
	r, err := a.openRecord()
	if err != nil {
		return nil, nil, err
	}
	if f.state == "" {
		f.state = filepath.Join(f.out, ".state")
	}
	for _, folder := range []string{f.out, f.state} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return nil, nil, fmt.Errorf("making the folder for proposals: %w", err)
		}
	}
	w := &feed.Watcher{
		Folder: f.state, Contact: f.contact, Private: f.private, Interval: f.interval, Pages: true, Report: a.sayRound,
		Text: func(it feed.Item) string {
			art, err := readItem(it)
			if err != nil {
				return ""
			}
			return art.Text
		},
	}
	reader := reading.New(r)
	return w, func(it feed.Item) error { return a.proposeItem(reader, it, f.out) }, nil
}

func checkList(list string) error {
	file, err := os.Open(list)
	if err != nil {
		return fmt.Errorf("opening the list of feeds: %w", err)
	}
	defer file.Close()
	_, err = feed.ReadOPML(file, list)
	return err
}

// poll runs a watcher, once or until it is interrupted: that is how a watch ends, and no
// fault.
func (a *app) poll(ctx context.Context, w *feed.Watcher, list string, each func(feed.Item) error, once bool) error {
	if !once {
		if err := w.Run(ctx, list, each); !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	}
	round, err := w.Once(ctx, list, each)
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted: the feeds that were not done are asked at the next poll")
	}
	if err != nil {
		return err
	}
	a.sayRound(round)
	return nil
}

// sayRound tells what a round came to, and what went wrong in it.
func (a *app) sayRound(round feed.Round) {
	fmt.Fprintln(a.err, round)
	for _, problem := range round.Problems {
		fmt.Fprintf(a.err, "  %s\n", problem)
	}
}

// readItem makes an article of an item: published when its feed says, if it does.
func readItem(it feed.Item) (*article.Article, error) {
	o := article.Options{ContentType: it.ContentType, URL: it.URL}
	if !it.Published.IsZero() {
		y, m, d := it.Published.Date()
		o.Published = record.DateOf(record.DayOf(y, m, d))
	}
	art, err := article.Read(it.Body, o)
	if err == nil && !o.Published.IsZero() {
		art.PublishedFrom = "its feed"
	}
	return art, err
}

// proposeItem reads an item and writes what it proposes, if anything. An item that can't be
// read is told and counts as seen: it would be no better the next time.
func (a *app) proposeItem(r *reading.Reader, it feed.Item, folder string) error {
	art, err := readItem(it)
	if err != nil {
		fmt.Fprintf(a.err, "%s: %s\n", it.URL, err)
		return nil
	}
	answer := propose(r, art, true)
	if len(answer.Statements) == 0 {
		return nil
	}
	if answer.Title == "" {
		answer.Title = it.Title
	}
	hash := sha256.Sum256([]byte(it.Feed + "\n" + it.URL + "\n" + art.Text))
	name := fmt.Sprintf("%x.json", hash[:8])
	if !art.Published.IsZero() {
		name = art.Published.FirstDay().String() + "-" + name
	}
	if err := writeAside(filepath.Join(folder, name), false, func(w io.Writer) error { return writeJSON(w, answer) }); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s  %d proposed  %s\n", name, len(answer.Statements), answer.Title)
	return nil
}
