package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"waythrough/record"
	"waythrough/regime"
)

// A page is an answer as text: the verdict first, the sources last. Colour is
// used on a terminal only, and not where NO_COLOR is set; every colour repeats
// what a word says.
type page struct {
	w       io.Writer
	width   int
	sources []*record.SourceView
	numbers map[record.SourceID]int
	err     error
}

const defaultWidth = 100

func newPage(out io.Writer) *page {
	p := &page{w: colorprofile.NewWriter(out, os.Environ()), width: defaultWidth, numbers: map[record.SourceID]int{}}
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 40 {
			p.width = min(w, 120)
		}
	}
	return p
}

var (
	bold  = lipgloss.NewStyle().Bold(true)
	faint = lipgloss.NewStyle().Faint(true)

	verdictStyles = map[regime.Verdict]lipgloss.Style{
		regime.Refused:   lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Red),
		regime.Unknown:   lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Yellow),
		regime.Formality: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Cyan),
		regime.Permitted: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Green),
	}
)

func verdict(v regime.Verdict) string { return verdictStyles[v].Render(v.String()) }

// printf writes; the first error is kept.
func (p *page) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// section begins a part of the page.
func (p *page) section(title string) { p.printf("\n%s\n", bold.Render(title)) }

// text writes a paragraph, wrapped and indented.
func (p *page) text(indent int, s string) {
	wrapped := wrap(s, p.width-indent)
	pad := strings.Repeat(" ", indent)
	p.printf("%s%s\n", pad, strings.ReplaceAll(wrapped, "\n", "\n"+pad))
}

// item writes a paragraph behind a mark.
func (p *page) item(mark, s string) {
	indent := 3 + lipgloss.Width(mark)
	lines := strings.Split(wrap(s, p.width-indent), "\n")
	p.printf("  %s %s\n", mark, strings.Join(lines, "\n"+strings.Repeat(" ", indent)))
}

// wrap breaks lines at spaces only: an id broken at a hyphen can't be copied.
func wrap(s string, width int) string {
	const unbreakable = "\u2011"
	return strings.ReplaceAll(lipgloss.Wrap(strings.ReplaceAll(s, "-", unbreakable), width, ""), unbreakable, "-")
}

// table writes rows under a head, without a frame.
func (p *page) table(head []string, rows [][]string) {
	cell := lipgloss.NewStyle().PaddingRight(2)
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).BorderLeft(false).
		BorderRight(false).BorderColumn(false).BorderHeader(false).Headers(head...).Rows(rows...).
		StyleFunc(func(row, _ int) lipgloss.Style {
			if row == table.HeaderRow {
				return cell.Faint(true)
			}
			return cell
		})
	if s := t.String(); lipgloss.Width(s) > p.width-2 {
		t.Width(p.width - 2)
	}
	for line := range strings.Lines(t.String()) {
		p.printf("  %s\n", strings.TrimRight(line, " \n"))
	}
}

// citedAtOnce is how many sources a page names for one claim; --json has all.
const citedAtOnce = 3

// cite gives the marks [1][2] of a claim's sources and remembers them for the
// end. Of many it names the earliest, and the latest last.
func (p *page) cite(list []*record.SourceView) string {
	shown := list
	if len(list) > citedAtOnce {
		shown = append(slices.Clone(list[:citedAtOnce-1]), list[len(list)-1])
	}
	var marks strings.Builder
	for _, s := range shown {
		n, ok := p.numbers[s.ID]
		if !ok {
			p.sources = append(p.sources, s)
			n = len(p.sources)
			p.numbers[s.ID] = n
		}
		fmt.Fprintf(&marks, "[%d]", n)
	}
	if more := len(list) - len(shown); more > 0 {
		fmt.Fprintf(&marks, " and %d more", more)
	}
	return faint.Render(marks.String())
}

// end writes the sources and the notice.
func (p *page) end(notice string) error {
	if len(p.sources) > 0 {
		p.section("Sources")
	}
	for i, s := range p.sources {
		parts := []string{s.Publisher}
		if !s.Published.IsZero() {
			parts = append(parts, s.Published.String())
		}
		if s.Title != "" {
			parts = append(parts, s.Title)
		}
		line := strings.Join(parts, ", ") + " — " + string(s.Basis)
		p.item(fmt.Sprintf("%2d", i+1), line)
		if address := cmp.Or(s.URL, s.Where); address != "" {
			p.printf("     %s\n", faint.Render(address))
		}
	}
	if notice != "" {
		p.printf("\n")
		p.text(0, notice)
	}
	return p.err
}

// days writes a number of days as people say it.
func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
