package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/schollz/progressbar/v3"
)

// A progress tells on standard error how far a build or a check is: on a terminal a bar
// with rate and time left while bytes are read, then a line for each phase; elsewhere
// plain lines, one a profile instead of one a phase.
type progress struct {
	w        io.Writer
	terminal bool
	quiet    bool
	bar      *progressbar.ProgressBar
	total    int64

	what  string // the phase under way, or group of phases
	since time.Time
}

func newProgress(w io.Writer, quiet bool) *progress {
	p := &progress{w: w, quiet: quiet}
	if f, ok := w.(*os.File); ok {
		p.terminal = term.IsTerminal(f.Fd())
	}
	return p
}

// reading is told how many bytes are done.
func (p *progress) reading(done, total int64) {
	if p.quiet || !p.terminal {
		return
	}
	if p.bar == nil || p.total != total {
		p.total = total
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(p.what),
			progressbar.OptionShowBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	// The bar can't fail but for the terminal, which is then gone.
	_ = p.bar.Set64(done)
}

// counted is told how many of something are done.
func (p *progress) counted(what string, done, total int) {
	if p.quiet || !p.terminal {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(many(total, what)),
			progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set(done)
}

// phase begins one.
func (p *progress) phase(what string) {
	if !p.terminal {
		what, _, _ = strings.Cut(what, ":")
	}
	if what == p.what {
		return
	}
	p.end(true)
	p.what, p.since = what, time.Now()
	if p.terminal && !p.quiet {
		fmt.Fprintf(p.w, "%s …", what)
	}
}

// end ends the phase under way; done says that it came to its end.
func (p *progress) end(done bool) {
	if p.bar != nil {
		_ = p.bar.Exit()
		_ = p.bar.Clear()
		p.bar = nil
	}
	if p.what == "" || p.quiet {
		return
	}
	if p.terminal {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	if done {
		fmt.Fprintf(p.w, "%-40s %6.1f s\n", p.what, time.Since(p.since).Seconds())
	}
	p.what = ""
}
