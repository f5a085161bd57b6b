package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"waythrough/reading"
	"waythrough/reading/article"
	"waythrough/reading/feed"
	"waythrough/reading/second"
	"waythrough/record"
)

// readFlags are those of read, and the part of watch that is the same.
type readFlags struct {
	published string
	explain   bool
	private   bool
	second    string // endpoint of a model
	model     string
}

// readAnswer is what an article says. Places in it are counted in characters of Text.
type readAnswer struct {
	Title         string      `json:"title,omitempty"`
	Publisher     string      `json:"publisher,omitempty"`
	URL           string      `json:"url,omitempty"`
	Published     record.Date `json:"published"`
	PublishedFrom string      `json:"published_from,omitempty"`
	Text          string      `json:"text"`
	Statements    []proposal  `json:"statements"`
	Notes         []string    `json:"notes"`
}

// A proposal is a proposed statement as it is printed: names that the record knows are its
// ids, others the words of the article.
type proposal struct {
	Kind     reading.Kind     `json:"kind"`
	Who      []string         `json:"who"`
	Where    []string         `json:"where"`
	What     string           `json:"what"`
	Class    string           `json:"class"`
	Mode     string           `json:"mode"`
	Status   reading.Status   `json:"status"`
	Modality reading.Modality `json:"modality"`
	From     *string          `json:"from"`
	Until    *string          `json:"until"`
	Date     *string          `json:"date"`
	Passage  string           `json:"passage"`
	Start    int              `json:"start"`
	End      int              `json:"end"`
	Repeats  string           `json:"repeats,omitempty"`
	Reader   string           `json:"reader,omitempty"` // the model that proposed it; "" is our own reading
	Why      []string         `json:"why,omitempty"`
}

func (a *app) readCommand() *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use:   "read FILE|URL|- [--published DATE]",
		Short: "Propose the statements that an article makes, each with its exact passage",
		Long: `Read takes an article, as HTML or as text, and proposes the statements it makes
about borders: meetings, texts, undertakings and what became of them, openings and
closures, services, visas, relations, positions. "Agreed to open" is not "opened",
and what was denied or never done is said to be so. Nothing enters the record: a
person accepts, corrects or rejects.

Dates like "on Tuesday" count from the day of publication. That is taken from what
the page says of itself, or from --published, and never guessed from the text.`,
		Example: "  waythrough read article.html\n  waythrough read notes.txt --published 2024-07-30 --explain",
		Args:    one("an article: a file, an address, or - for standard input"),
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := a.interrupted("reading")
			defer stop()
			return a.read(ctx, args[0], f)
		},
	}
	c.Flags().StringVar(&f.published, "published", "", "the day it was published, as 2024-07-30")
	c.Flags().BoolVar(&f.explain, "explain", false, "say for each statement which words led to it")
	c.Flags().BoolVar(&f.private, "private", false, "fetch from addresses that are not public, too")
	c.Flags().StringVar(&f.second, "second", "", "ask a language model too, at this address of an OpenAI-compatible API, as http://localhost:8080/v1; its key is taken from WAYTHROUGH_SECOND_KEY")
	c.Flags().StringVar(&f.model, "model", "", "the model to ask with --second")
	return c
}

func (a *app) read(ctx context.Context, from string, f readFlags) error {
	var o article.Options
	if f.second != "" && f.model == "" {
		return question(errors.New("--second asks a model: name it with --model"))
	}
	if f.published != "" {
		d, err := record.ParseDate(f.published)
		if err != nil {
			return question(fmt.Errorf("--published %s: %w", f.published, err))
		}
		o.Published = d
	}
	body, err := readSource(ctx, from, &feed.Watcher{Private: f.private}, &o)
	if err != nil {
		return err
	}
	art, err := article.Read(body, o)
	if err != nil {
		if from == "-" {
			from = "standard input"
		}
		return fmt.Errorf("%s: %w", from, err)
	}
	if art.Published.IsZero() && from != "-" {
		if err := a.askPublished(art); err != nil {
			return err
		}
	}
	r, err := a.openRecord()
	if err != nil {
		return err
	}
	answer := propose(reading.New(r), art, f.explain)
	if f.second != "" {
		if err := answer.askSecond(ctx, f, art); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(answer)
	}
	return printRead(newPage(a.out), answer)
}

// sourceForms says what read takes.
const sourceForms = "give a file, an address that begins with https:// or http://, or - for standard input"

// readSource gives the bytes of a file, of an address or of standard input.
func readSource(ctx context.Context, from string, w *feed.Watcher, o *article.Options) ([]byte, error) {
	limited := func(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, article.DefaultLimit+1)) }
	scheme, _, address := strings.Cut(from, "://")
	scheme = strings.ToLower(scheme)
	switch {
	case from == "-":
		return limited(os.Stdin)
	case address && scheme != "http" && scheme != "https":
		return nil, question(fmt.Errorf("%s can't be asked for: %s", from, sourceForms))
	case address:
		it, err := w.Fetch(ctx, from)
		if err != nil {
			return nil, err
		}
		o.ContentType, o.URL = it.ContentType, it.URL
		return it.Body, nil
	}
	file, err := os.Open(from)
	if err != nil {
		return nil, fmt.Errorf("reading the article: %w; %s", err, sourceForms)
	}
	defer file.Close()
	b, err := limited(file)
	if err != nil {
		return nil, fmt.Errorf("reading the article: %w; %s", err, sourceForms)
	}
	return b, nil
}

// askPublished asks a person at a terminal when an article was published.
func (a *app) askPublished(art *article.Article) error {
	out, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(out.Fd()) || !term.IsTerminal(os.Stdin.Fd()) {
		return nil
	}
	fmt.Fprint(a.err, "On which day was it published? (as 2024-07-30; empty if it is not known) ")
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	if line = strings.TrimSpace(line); line == "" {
		return nil
	}
	d, err := record.ParseDate(line)
	if err != nil {
		return question(fmt.Errorf("the day of publication: %w", err))
	}
	art.Published, art.PublishedFrom = d, "given by you"
	return nil
}

// propose reads an article.
func propose(r *reading.Reader, art *article.Article, explain bool) *readAnswer {
	a := &readAnswer{
		Title: art.Title, Publisher: art.Publisher, URL: art.URL, Text: art.Text,
		Published: art.Published, PublishedFrom: art.PublishedFrom,
		Statements: []proposal{}, Notes: append([]string{}, art.Notes...),
	}
	switch {
	case art.Published.Exact():
	case art.Published.IsZero():
		a.Notes = append(a.Notes, "The day of publication is not known: dates like \"on Tuesday\" have no value. Give it with --published.")
	default:
		a.Notes = append(a.Notes, fmt.Sprintf("The day of publication is known as %s only: dates like \"on Tuesday\" have no value. Give it with --published.", art.Published))
	}
	a.add(r.Read(dayOf(art)), "", explain)
	return a
}

// dayOf is an article as package reading takes it.
func dayOf(art *article.Article) reading.Article {
	out := reading.Article{Text: art.Text}
	if art.Published.Exact() {
		out.Published = art.Published.FirstDay()
	}
	return out
}

// askSecond adds what a model proposes, marked as such.
func (a *readAnswer) askSecond(ctx context.Context, f readFlags, art *article.Article) error {
	r := second.Reader{Endpoint: f.second, Model: f.model, Key: os.Getenv("WAYTHROUGH_SECOND_KEY")}
	more, err := r.Read(ctx, dayOf(art))
	if err != nil {
		return err
	}
	for _, why := range slices.Sorted(maps.Keys(more.Dropped)) {
		a.Notes = append(a.Notes, fmt.Sprintf("%s proposed %d more, dropped for %s.", f.model, more.Dropped[why], why))
	}
	a.add(more.Proposals, f.model, false)
	return nil
}

func (a *readAnswer) add(list []reading.Proposal, reader string, explain bool) {
	count := characters(a.Text)
	for _, p := range list {
		out := proposal{Reader: reader,
			Kind: p.Kind, Who: names(p.Who), Where: names(p.Where), What: p.What, Class: p.Class, Mode: p.Mode,
			Status: p.Status, Modality: p.Modality, From: orNull(p.From), Until: orNull(p.Until), Date: orNull(p.Date),
			Passage: p.Passage, Start: count(p.Start), End: count(p.End), Repeats: p.Repeats,
		}
		if explain {
			out.Why = p.Why
		}
		a.Statements = append(a.Statements, out)
	}
}

// characters counts those of a text up to a byte. It is asked in any order, twice for each
// statement, so the count is noted once a kilobyte: to count from the beginning each time
// would cost the square of a long text.
func characters(text string) func(int) int {
	const step = 1 << 10
	marks := []int{0}
	for at := step; at <= len(text); at += step {
		marks = append(marks, marks[len(marks)-1]+runeStarts(text[at-step:at]))
	}
	return func(upto int) int {
		mark := upto / step
		return marks[mark] + runeStarts(text[mark*step:upto])
	}
}

// runeStarts counts the characters that begin in a piece of valid UTF-8, which may be cut
// anywhere.
func runeStarts(piece string) int {
	n := 0
	for i := range len(piece) {
		if utf8.RuneStart(piece[i]) {
			n++
		}
	}
	return n
}

func names(list []reading.Entity) []string {
	out := []string{}
	for _, e := range list {
		if e.ID != "" {
			out = append(out, e.ID)
		} else {
			out = append(out, e.Text)
		}
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func printRead(p *page, a *readAnswer) error {
	if a.Title != "" {
		p.text(0, bold.Render(a.Title))
	}
	if !a.Published.IsZero() {
		p.printf("published %s, says %s\n", a.Published, a.PublishedFrom)
	}
	if len(a.Statements) == 0 {
		p.printf("It says nothing of a border that would be a statement of the record.\n")
	}
	for i, s := range a.Statements {
		p.printf("\n%s %s", bold.Render(fmt.Sprintf("%d. %s: %s", i+1, s.Kind, s.Status)), faint.Render(string(s.Modality)))
		for _, part := range []struct {
			name string
			list []string
		}{{"who", s.Who}, {"where", s.Where}} {
			if len(part.list) > 0 {
				p.printf("  %s %s", faint.Render(part.name), strings.Join(part.list, ", "))
			}
		}
		for _, part := range []struct {
			name  string
			value *string
		}{{"on", s.Date}, {"from", s.From}, {"until", s.Until}, {"for", orNull(s.Class)}, {"by", orNull(s.Mode)}} {
			if part.value != nil {
				p.printf("  %s %s", faint.Render(part.name), *part.value)
			}
		}
		p.printf("\n")
		p.text(3, fmt.Sprintf("“%s” (%d–%d)", s.Passage, s.Start, s.End))
		if s.Reader != "" {
			p.text(3, "proposed by "+s.Reader+", not by the rules")
		}
		if s.Repeats != "" {
			p.text(3, "the record has it: "+s.Repeats)
		}
		for _, why := range s.Why {
			p.text(5, "· "+why)
		}
	}
	for _, n := range a.Notes {
		p.item("!", n)
	}
	return p.end("These are proposals. A person decides what enters the record.")
}
