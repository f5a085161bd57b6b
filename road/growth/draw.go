package growth

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Table writes the figures for people.
func Table(w io.Writer, sizes []Size) error {
	columns := []struct {
		title, format string
		of            func(Size) float64
	}{
		{"nodes", "%.0f", func(s Size) float64 { return float64(s.Nodes) }},
		{"edges", "%.0f", func(s Size) float64 { return float64(s.Edges) }},
		{"states", "%.0f", func(s Size) float64 { return float64(s.States) }},
		{"cuts", "%.0f", func(s Size) float64 { return float64(s.Cuts) }},
		{"extract MB", "%.1f", func(s Size) float64 { return float64(s.ExtractBytes) / 1e6 }},
		{"read MB/s", "%.0f", func(s Size) float64 { return 2 * float64(s.ExtractBytes) / 1e6 / max(s.Read, 1e-9) }}, // it is read twice
		{"cut s", "%.2f", func(s Size) float64 { return s.Cut }},
		{"order s", "%.2f", func(s Size) float64 { return s.Order }},
		{"contract s", "%.2f", func(s Size) float64 { return s.Contract }},
		{"customize s", "%.2f", func(s Size) float64 { return s.Customize }},
		{"build s", "%.1f", func(s Size) float64 { return s.All }},
		{"clock s", "%.1f", func(s Size) float64 { return s.Clock }},
		{"file B/node", "%.0f", func(s Size) float64 { return float64(s.FileBytes) / float64(s.Nodes) }},
		{"peak B/node", "%.0f", func(s Size) float64 { return float64(s.PeakMemory) / float64(s.Nodes) }},
		{"open ms", "%.1f", func(s Size) float64 { return s.Open * 1e3 }},
		{"open cuts s", "%.2f", func(s Size) float64 { return s.Through }},
		{"distance µs", "%.1f", func(s Size) float64 { return s.Distance * 1e6 }},
		{"path µs", "%.1f", func(s Size) float64 { return s.Path * 1e6 }},
	}
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "%13s", c.title)
	}
	b.WriteByte('\n')
	for _, s := range sizes {
		for _, c := range columns {
			fmt.Fprintf(&b, "%13s", fmt.Sprintf(c.format, c.of(s)))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A panel is one small chart: figures over the number of nodes, both logarithmic.
type panel struct {
	title string
	lines []series
}

type series struct {
	name string // "" if the panel has one
	of   func(Size) float64
}

var panels = []panel{
	{"Order, processor s", []series{{"", func(s Size) float64 { return s.Order }}}},
	{"Customization, processor s", []series{{"", func(s Size) float64 { return s.Customize }}}},
	{"Ways, median µs:", []series{
		{"with path,", func(s Size) float64 { return s.Path * 1e6 }},
		{"distance", func(s Size) float64 { return s.Distance * 1e6 }},
	}},
	{"File, MB", []series{{"", func(s Size) float64 { return float64(s.FileBytes) / 1e6 }}}},
	{"Peak of memory while building, MB", []series{{"", func(s Size) float64 { return float64(s.PeakMemory) / 1e6 }}}},
	{"Opening the file, ms", []series{{"", func(s Size) float64 { return s.Open * 1e3 }}}},
}

// Sizes of the picture, in its units.
const (
	panelWidth, panelHeight = 290.0, 230.0
	plotLeft, plotTop       = 44.0, 32.0
	plotWidth, plotHeight   = 224.0, 150.0
	columns                 = 3
)

// Draw writes the figures as one self-contained SVG. A dashed line in each panel grows as
// fast as the number of nodes.
func Draw(w io.Writer, sizes []Size) error {
	if len(sizes) == 0 {
		return fmt.Errorf("there is nothing to draw: no world was measured")
	}
	var b strings.Builder
	width, height := columns*panelWidth+10, math.Ceil(float64(len(panels))/columns)*panelHeight+24
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="sans-serif" font-size="10.5">`+"\n", width, height)
	b.WriteString("<title>How the cost of roads grows with their number; both axes logarithmic</title>\n")
	b.WriteString(`<style>text{fill:#333}.h{font-size:11.5px;font-weight:bold}.g{stroke:#ddd}.d{stroke:#999;stroke-dasharray:4 4;fill:none}` +
		`.l0,.l1{stroke-width:2;fill:none}.l0{stroke:#1a5fb4}.l1{stroke:#c64600}.p0,tspan.p0{fill:#1a5fb4}.p1,tspan.p1{fill:#c64600}` +
		`.v{paint-order:stroke;stroke:#fff;stroke-width:3px}</style>` + "\n")
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" fill="#fff"/>`+"\n", width, height)
	for i, p := range panels {
		fmt.Fprintf(&b, `<g transform="translate(%.0f,%.0f)">`+"\n", 5+float64(i%columns)*panelWidth, 5+float64(i/columns)*panelHeight)
		p.draw(&b, sizes)
		b.WriteString("</g>\n")
	}
	fmt.Fprintf(&b, `<text x="9" y="%.0f">Over the number of road nodes. Both axes are logarithmic; the dashed lines grow as the number of nodes does.</text>`+"\n", height-10)
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// A scale maps a range of powers of ten to a side of the plot.
type scale struct{ lo, hi, from, length float64 }

func (s scale) at(v float64) float64 {
	return s.from + s.length*(math.Log10(v)-s.lo)/(s.hi-s.lo)
}

func (p panel) draw(b *strings.Builder, sizes []Size) {
	var xs, ys []float64
	for _, s := range sizes {
		xs = append(xs, float64(s.Nodes))
		for _, l := range p.lines {
			ys = append(ys, positive(l.of(s)))
		}
	}
	x, y := scaleOf(xs, 0, plotLeft, plotWidth), scaleOf(ys, 0.1, plotTop+plotHeight, -plotHeight)
	title := p.title
	for i, l := range p.lines {
		if l.name != "" { // the panel's title says which line is which
			title += fmt.Sprintf(` <tspan class="p%d">%s</tspan>`, i, l.name)
		}
	}
	fmt.Fprintf(b, `<text class="h" x="4" y="16">%s</text>`+"\n", title)
	for d := x.lo; d <= x.hi; d++ {
		at := x.at(math.Pow(10, d))
		fmt.Fprintf(b, `<path class="g" d="M%.1f %.1fV%.1f"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", at, plotTop, plotTop+plotHeight, at, plotTop+plotHeight+15, nodes(math.Pow(10, d)))
	}
	for d := y.lo; d <= y.hi; d++ {
		at := y.at(math.Pow(10, d))
		fmt.Fprintf(b, `<path class="g" d="M%.1f %.1fH%.1f"/><text x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", plotLeft, at, plotLeft+plotWidth, plotLeft-5, at+3.5, grouped(math.Pow(10, d)))
	}
	proportional(b, x, y, xs[0], positive(p.lines[0].of(sizes[0])))
	for i, l := range p.lines {
		l.draw(b, i, sizes, x, y)
	}
}

// proportional draws the line through a point that grows as fast as x, as far as it is in
// the plot.
func proportional(b *strings.Builder, x, y scale, x0, y0 float64) {
	decades := min(x.hi-math.Log10(x0), y.hi-math.Log10(y0))
	grown := math.Pow(10, decades)
	fmt.Fprintf(b, `<path class="d" d="M%.1f %.1fL%.1f %.1f"/>`+"\n", x.at(x0), y.at(y0), x.at(x0*grown), y.at(y0*grown))
}

// draw writes values above the first line of a panel and below the second.
func (l series) draw(b *strings.Builder, i int, sizes []Size, x, y scale) {
	var line, marks strings.Builder
	off := []float64{-8, 16}[i]
	for k, s := range sizes {
		v := positive(l.of(s))
		fmt.Fprintf(&line, "%.1f,%.1f ", x.at(float64(s.Nodes)), y.at(v))
		name, anchor, at := grouped(v), "middle", x.at(float64(s.Nodes))
		switch k {
		case 0:
			anchor, at = "start", max(at-8, plotLeft+3)
		case len(sizes) - 1:
			anchor = "end"
		}
		fmt.Fprintf(&marks, `<circle class="p%d" cx="%.1f" cy="%.1f" r="3"/><text class="v" x="%.1f" y="%.1f" text-anchor="%s">%s</text>`+"\n",
			i, x.at(float64(s.Nodes)), y.at(v), at, y.at(v)+off, anchor, name)
	}
	fmt.Fprintf(b, `<polyline class="l%d" points="%s"/>`+"\n%s", i, strings.TrimSpace(line.String()), marks.String())
}

// positive keeps what is below what clocks tell apart on the chart.
func positive(v float64) float64 { return max(v, 1e-3) }

// scaleOf spans the powers of ten around some values, with room for labels.
func scaleOf(values []float64, room, from, length float64) scale {
	s := scale{math.Inf(1), math.Inf(-1), from, length}
	for _, v := range values {
		l := math.Log10(v)
		s.lo, s.hi = min(s.lo, math.Floor(l-room)), max(s.hi, math.Ceil(l+room))
	}
	if s.hi == s.lo {
		s.hi++
	}
	return s
}

// nodes writes a power of ten: "10k", "1M".
func nodes(v float64) string {
	switch {
	case v >= 1e6:
		return fmt.Sprintf("%.0fM", v/1e6)
	case v >= 1e3:
		return fmt.Sprintf("%.0fk", v/1e3)
	default:
		return grouped(v)
	}
}

// grouped writes three digits that count: "0.123", "12.3", "12,300".
func grouped(v float64) string {
	if v < 100 {
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	step := math.Pow(10, math.Floor(math.Log10(v)+1e-9)-2)
	whole := strconv.FormatFloat(math.Round(v/step)*step, 'f', 0, 64)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole
}
