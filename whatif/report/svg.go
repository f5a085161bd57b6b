package report

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"waythrough/record"
	"waythrough/road"
	"waythrough/whatif"
	"waythrough/world"
)

// Sizes of the map, in pixels.
const (
	width   = 1200
	margin  = 24
	heading = 96 // height of the text above the map
	legend  = 60 // and below it
)

// SVG draws the network with every settlement's gain: a disc whose area grows with
// the share of market access gained (filled) or lost (ringed), names for the ten
// that gain most. Nothing is loaded from elsewhere; colours are not needed to read
// it.
func SVG(w io.Writer, world *world.World, a *whatif.Answer) error {
	out := bufio.NewWriter(w)
	m := fit(a)
	height := m.height + heading + legend
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %.0f" font-family="sans-serif" role="img" aria-label="%s">`+"\n",
		width, height, html.EscapeString(a.Heading))
	fmt.Fprintf(out, `<rect width="%d" height="%.0f" fill="#fff"/>`+"\n", width, height)
	fmt.Fprintf(out, `<text x="%d" y="34" font-size="24" font-weight="bold">%s</text>`+"\n", margin, html.EscapeString(a.Heading))
	for i, line := range head(a) {
		fmt.Fprintf(out, `<text x="%d" y="%d" font-size="14" fill="#333">%s</text>`+"\n", margin, 56+18*i, html.EscapeString(line))
	}
	drawRoads(out, world, m)
	drawTowns(out, m, a)
	fmt.Fprintf(out, `<text x="%d" y="%.0f" font-size="13" fill="#333">Disc: share of market access gained (ring: lost). Largest: %s. Dashed: borders. Judged for %s.</text>`+"\n",
		margin, height-34, share(largest(a)), html.EscapeString(a.Traveller))
	fmt.Fprintf(out, `<text x="%d" y="%.0f" font-size="11" fill="#555">%s</text>`+"\n", margin, height-14, html.EscapeString(shorten(a.Notice, 190)))
	fmt.Fprintln(out, "</svg>")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the map: %w", err)
	}
	return nil
}

// head gives the two lines under the heading: what was assumed, and what it comes
// to.
func head(a *whatif.Answer) []string {
	return []string{
		shorten(strings.Join(a.Assumed, " "), 165),
		fmt.Sprintf("%d settlements, %d ordered pairs: %d newly joined, %d quicker, %d slower, %d cut off. Market access %s.",
			a.Settlements, a.Pairs, a.PairsNewlyJoined, a.PairsQuicker, a.PairsSlower, a.PairsCut, share(ratio(a.MarketAccess.Before, a.MarketAccess.After))),
	}
}

func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// A projection is equirectangular, true at the middle latitude: good for a map a
// few thousand kilometres across that nobody measures on.
type projection struct {
	west, north, perDegree, squeeze, height float64
}

func fit(a *whatif.Answer) projection {
	west, east, south, north := 180.0, -180.0, 90.0, -90.0
	for _, t := range a.Towns {
		west, east = min(west, t.Lon), max(east, t.Lon)
		south, north = min(south, t.Lat), max(north, t.Lat)
	}
	squeeze := math.Cos((south + north) / 2 * math.Pi / 180)
	perDegree := (width - 2*margin) / max((east-west)*squeeze, 0.01)
	return projection{west, north, perDegree, squeeze, (north-south)*perDegree + 2*margin}
}

func (p projection) at(lat, lon float64) (x, y float64) {
	return margin + (lon-p.west)*p.squeeze*p.perDegree, heading + margin + (p.north-lat)*p.perDegree
}

func drawRoads(out io.Writer, w *world.World, m projection) {
	for i := range w.Network.Links {
		l := &w.Network.Links[i]
		if l.Mode != road.Road {
			continue
		}
		a, b := w.At(l.From), w.At(l.To)
		x1, y1 := m.at(a.Lat, a.Lon)
		x2, y2 := m.at(b.Lat, b.Lon)
		style := `stroke="#bbb"`
		if w.Network.Border(road.LinkID(i)) {
			style = `stroke="#333" stroke-dasharray="3 2" stroke-width="2"`
		}
		fmt.Fprintf(out, `<path d="M%.1f %.1fL%.1f %.1f" %s fill="none"/>`+"\n", x1, y1, x2, y2, style)
	}
}

// Radii of discs, in pixels.
const (
	smallest = 1.5
	biggest  = 26
	named    = 10
)

func drawTowns(out io.Writer, m projection, a *whatif.Answer) {
	top := largest(a)
	perArea := map[record.AreaID]int{}
	for _, t := range a.Towns {
		gain := ratio(t.Before, t.After)
		x, y := m.at(t.Lat, t.Lon)
		r := smallest
		if top > 0 && !math.IsInf(gain, 0) {
			r = max(smallest, biggest*math.Sqrt(math.Abs(gain)/top))
		} else if math.IsInf(gain, 1) {
			r = biggest
		}
		fill := `fill="#1b6ca8" fill-opacity="0.55" stroke="#0b3c5d"`
		switch {
		case gain < 0:
			fill = `fill="none" stroke="#a00" stroke-width="2"`
		case gain == 0:
			fill = `fill="#888"`
		}
		fmt.Fprintf(out, `<circle cx="%.1f" cy="%.1f" r="%.1f" %s><title>%s: %s</title></circle>`+"\n", x, y, r, fill, html.EscapeString(t.Name), share(gain))
		if gain > 0 && perArea[t.Area] < named/2 {
			perArea[t.Area]++
			fmt.Fprintf(out, `<text x="%.1f" y="%.1f" font-size="12">%s %s</text>`+"\n", x+r+2, y+4, html.EscapeString(t.Name), share(gain))
		}
	}
}

// largest is the largest finite share gained or lost.
func largest(a *whatif.Answer) float64 {
	top := 0.0
	for _, t := range a.Towns {
		if g := math.Abs(ratio(t.Before, t.After)); !math.IsInf(g, 0) {
			top = max(top, g)
		}
	}
	return top
}

// ratio is the share gained: +∞ from nothing, 0 where nothing changed.
func ratio(before, after float64) float64 {
	switch {
	case before == after:
		return 0
	case before == 0:
		return math.Inf(1)
	}
	return after/before - 1
}

func share(f float64) string {
	if math.IsInf(f, 1) {
		return "newly joined"
	}
	return fmt.Sprintf("%+.2f %%", 100*f)
}
