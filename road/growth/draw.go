package growth

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Table writes the figures for people.
func Table(w io.Writer, sizes []Size) error {
	_, err := fmt.Fprintln(w, "     nodes      edges    states   cuts  extract MB  read MB/s  order s  contract s  customize s  build s  file B/node  peak B/node  open ms  open all cuts s  distance µs  path µs")
	for _, s := range sizes {
		if err != nil {
			return err
		}
		n := float64(s.Nodes)
		// An extract is read twice.
		_, err = fmt.Fprintf(w, "%10d %10d %9d %6d %11.1f %10.0f %8.2f %11.2f %12.2f %8.1f %12.0f %12.0f %8.1f %16.2f %12.1f %8.1f\n",
			s.Nodes, s.Edges, s.States, s.Cuts, float64(s.ExtractBytes)/1e6, 2*float64(s.ExtractBytes)/1e6/max(s.Read, 1e-9),
			s.Order, s.Contract, s.Customize, s.All, float64(s.FileBytes)/n, float64(s.PeakMemory)/n,
			s.Open*1e3, s.Through, s.Distance*1e6, s.Path*1e6)
	}
	return err
}

// A panel is one small chart: a figure over the number of nodes, both logarithmic.
type panel struct {
	title string
	unit  string
	of    func(Size) float64
}

var panels = []panel{
	{"Order", "s", func(s Size) float64 { return s.Order }},
	{"Customization, two measures", "s", func(s Size) float64 { return s.Customize }},
	{"Way between two places, median", "µs", func(s Size) float64 { return s.Path * 1e6 }},
	{"File", "MB", func(s Size) float64 { return float64(s.FileBytes) / 1e6 }},
	{"Peak of memory while building", "MB", func(s Size) float64 { return float64(s.PeakMemory) / 1e6 }},
	{"Opening the file", "ms", func(s Size) float64 { return s.Open * 1e3 }},
}

// Sizes of the picture, in its units.
const (
	panelWidth, panelHeight = 270.0, 190.0
	plotLeft, plotTop       = 48.0, 34.0
	plotWidth, plotHeight   = 200.0, 120.0
	columns                 = 3
)

// Draw writes the figures as one self-contained SVG.
func Draw(w io.Writer, sizes []Size) error {
	if len(sizes) == 0 {
		return fmt.Errorf("there is nothing to draw: no world was measured")
	}
	var b strings.Builder
	width, height := columns*panelWidth+10, math.Ceil(float64(len(panels))/columns)*panelHeight+10
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="sans-serif" font-size="10">`+"\n", width, height)
	b.WriteString("<title>How the cost of roads grows with their number; both axes logarithmic</title>\n")
	b.WriteString(`<style>text{fill:#333}.h{font-size:12px;font-weight:bold}.g{stroke:#ddd}.l{stroke:#1a5fb4;stroke-width:2;fill:none}.p{fill:#1a5fb4}</style>` + "\n")
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" fill="#fff"/>`+"\n", width, height)
	for i, p := range panels {
		fmt.Fprintf(&b, `<g transform="translate(%.0f,%.0f)">`+"\n", 5+float64(i%columns)*panelWidth, 5+float64(i/columns)*panelHeight)
		p.draw(&b, sizes)
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (p panel) draw(b *strings.Builder, sizes []Size) {
	x0, x1 := decades(sizes, func(s Size) float64 { return float64(s.Nodes) })
	y0, y1 := decades(sizes, p.of)
	x := func(v float64) float64 { return plotLeft + plotWidth*(math.Log10(v)-x0)/(x1-x0) }
	y := func(v float64) float64 { return plotTop + plotHeight*(1-(math.Log10(v)-y0)/(y1-y0)) }
	fmt.Fprintf(b, `<text class="h" x="4" y="16">%s (%s)</text>`+"\n", p.title, p.unit)
	for d := x0; d <= x1; d++ {
		at := x(math.Pow(10, d))
		fmt.Fprintf(b, `<path class="g" d="M%.1f %.1fV%.1f"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", at, plotTop, plotTop+plotHeight, at, plotTop+plotHeight+14, short(math.Pow(10, d)))
	}
	for d := y0; d <= y1; d++ {
		at := y(math.Pow(10, d))
		fmt.Fprintf(b, `<path class="g" d="M%.1f %.1fH%.1f"/><text x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", plotLeft, at, plotLeft+plotWidth, plotLeft-4, at+3, short(math.Pow(10, d)))
	}
	var line []string
	for _, s := range sizes {
		line = append(line, fmt.Sprintf("%.1f,%.1f", x(float64(s.Nodes)), y(positive(p.of(s)))))
	}
	fmt.Fprintf(b, `<polyline class="l" points="%s"/>`+"\n", strings.Join(line, " "))
	for _, s := range sizes {
		v := positive(p.of(s))
		fmt.Fprintf(b, `<circle class="p" cx="%.1f" cy="%.1f" r="3"/><text x="%.1f" y="%.1f" text-anchor="middle">%.3g</text>`+"\n", x(float64(s.Nodes)), y(v), x(float64(s.Nodes)), y(v)-6, v)
	}
}

// positive keeps what is below what clocks tell apart on the chart.
func positive(v float64) float64 { return max(v, 1e-3) }

// decades are the powers of ten around all values of a figure.
func decades(sizes []Size, of func(Size) float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, s := range sizes {
		l := math.Log10(positive(of(s)))
		lo, hi = min(lo, math.Floor(l)), max(hi, math.Ceil(l+0.05))
	}
	if hi == lo {
		hi++
	}
	return lo, hi
}

// short writes a power of ten: "10k", "1M", "0.1".
func short(v float64) string {
	switch {
	case v >= 1e6:
		return fmt.Sprintf("%.0fM", v/1e6)
	case v >= 1e3:
		return fmt.Sprintf("%.0fk", v/1e3)
	default:
		return fmt.Sprintf("%g", v)
	}
}
