package report

import (
	"bufio"
	"cmp"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"

	"waythrough/road"
	"waythrough/whatif"
	"waythrough/world"
)

// Sizes, in pixels, and of lines, in letters.
const (
	width      = 1200
	margin     = 24
	lineHeight = 18
	lineLength = 160
	legend     = 82 // height of the text below the map
	tallest    = 3  // times its width, at most
)

// SVG draws the part of the network where something changes, with every
// settlement's gain: a disc whose area grows with the share of market access gained
// (filled) or lost (ringed), and names where there is room, the largest gains
// first. Nothing is loaded from elsewhere; colours are not needed to read it.
func SVG(w io.Writer, world *world.World, a *whatif.Answer) error {
	out := bufio.NewWriter(w)
	lines := head(a)
	m := fit(a, 48+lineHeight*float64(len(lines)))
	height := m.top + m.height + legend
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %.0f" font-family="sans-serif" role="img" aria-label="%s">`+"\n",
		width, height, escape(a.Heading))
	fmt.Fprintf(out, `<rect width="%d" height="%.0f" fill="#fff"/>`+"\n", width, height)
	fmt.Fprintf(out, `<text x="%d" y="34" font-size="24" font-weight="bold">%s</text>`+"\n", margin, escape(a.Heading))
	for i, line := range lines {
		fmt.Fprintf(out, `<text x="%d" y="%d" font-size="13" fill="#333">%s</text>`+"\n", margin, 56+lineHeight*i, escape(line))
	}
	// An inner picture cuts off what reaches beyond it.
	fmt.Fprintf(out, `<svg x="0" y="%.0f" width="%d" height="%.0f" viewBox="0 %.0f %d %.0f">`+"\n", m.top, width, m.height, m.top, width, m.height)
	drawRoads(out, world, m)
	drawAreas(out, world, m, a)
	towns := drawDiscs(out, m, a)
	drawNames(out, m, a, towns, drawCrossings(out, m, a))
	fmt.Fprintln(out, "</svg>")
	fmt.Fprintf(out, `<text x="%d" y="%.0f" font-size="13" fill="#333">%s</text>`+"\n", margin, height-legend+20, escape(key(world, a)))
	for i, line := range broken(a.Notice) {
		fmt.Fprintf(out, `<text x="%d" y="%.0f" font-size="11" fill="#555">%s</text>`+"\n", margin, height-legend+40+14*float64(i), escape(line))
	}
	fmt.Fprintln(out, "</svg>")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the map: %w", err)
	}
	return nil
}

// key says what the signs of the map mean.
func key(w *world.World, a *whatif.Answer) string {
	text := fmt.Sprintf("Disc: share of market access gained (ring: lost); largest %s.", share(largest(a)))
	if w.Tables() != nil {
		text += " Dashed and dark: border links."
	} else {
		text += " Roads are not drawn."
	}
	if len(a.Crossings) > 0 {
		text += " Lozenge: a crossing that opens for somebody; cross: one that closes."
	}
	return text
}

// head gives the lines under the heading: all that was assumed, and what it comes
// to.
func head(a *whatif.Answer) []string {
	lines := broken(strings.Join(a.Assumed, " ") + " Judged for " + a.Traveller + ".")
	return append(lines, fmt.Sprintf("%d settlements, %d ordered pairs: %d newly joined, %d quicker, %d slower, %d cut off. Market access %s.",
		a.Settlements, a.Pairs, a.PairsNewlyJoined, a.PairsQuicker, a.PairsSlower, a.PairsCut, share(ratio(a.MarketAccess.Before, a.MarketAccess.After))))
}

// broken breaks a text into lines.
func broken(text string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > lineLength {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

// A projection is equirectangular, true at the middle latitude: good for a map a
// few thousand kilometres across that nobody measures on.
type projection struct {
	west, north, perDegree, squeeze, top, height float64
}

// worthShowing is the share of the largest change from which on a settlement
// belongs on the map.
const worthShowing = 0.1

// fit frames the settlements where something changes, or all if nothing does.
func fit(a *whatif.Answer, top float64) projection {
	least := worthShowing * largest(a)
	west, east, south, north := 180.0, -180.0, 90.0, -90.0
	for _, t := range a.Towns {
		if math.Abs(ratio(t.Before, t.After)) < least {
			continue
		}
		west, east = min(west, t.Lon), max(east, t.Lon)
		south, north = min(south, t.Lat), max(north, t.Lat)
	}
	for _, x := range a.Crossings {
		if len(a.Crossings) <= fewCrossings {
			west, east = min(west, x.Lon), max(east, x.Lon)
			south, north = min(south, x.Lat), max(north, x.Lat)
		}
	}
	air := 0.06 * max(east-west, north-south, 0.2) // degrees around
	west, east, south, north = west-air, east+air, south-air, north+air
	squeeze := math.Cos((south + north) / 2 * math.Pi / 180)
	perDegree := width / max((east-west)*squeeze, (north-south)/tallest)
	return projection{west, north, perDegree, squeeze, top, (north - south) * perDegree}
}

// escape writes text for XML, which has no place for most control characters.
func escape(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if (r < ' ' && r != '\t' && r != '\n' && r != '\r') || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s))
}

func (p projection) at(lat, lon float64) (x, y float64) {
	return (lon - p.west) * p.squeeze * p.perDegree, p.top + (p.north-lat)*p.perDegree
}

// shows reports whether a point of the page lies on the map.
func (p projection) shows(x, y float64) bool {
	return x >= 0 && x <= width && y >= p.top && y <= p.top+p.height
}

// drawRoads draws the links of tables; of imported roads nothing is drawn.
func drawRoads(out io.Writer, w *world.World, m projection) {
	n := w.Tables()
	if n == nil {
		return
	}
	for i := range n.Links {
		l := &n.Links[i]
		if l.Mode != road.Road {
			continue
		}
		a, b := n.Places[l.From].At, n.Places[l.To].At
		x1, y1 := m.at(a.Lat, a.Lon)
		x2, y2 := m.at(b.Lat, b.Lon)
		style := `stroke="#bbb"`
		if n.Border(road.LinkID(i)) {
			style = `stroke="#333" stroke-dasharray="3 2" stroke-width="2"`
		}
		fmt.Fprintf(out, `<path d="M%.1f %.1fL%.1f %.1f" %s fill="none"/>`+"\n", x1, y1, x2, y2, style)
	}
}

// Radii of discs, in pixels.
const (
	smallest = 1.5
	biggest  = 20
)

// drawDiscs draws settlements, and gives them by what changes, the most first.
func drawDiscs(out io.Writer, m projection, a *whatif.Answer) []whatif.Town {
	top := largest(a)
	byShare := slices.Clone(a.Towns)
	slices.SortStableFunc(byShare, func(s, t whatif.Town) int {
		return cmp.Compare(math.Abs(ratio(t.Before, t.After)), math.Abs(ratio(s.Before, s.After)))
	})
	for _, t := range byShare {
		x, y := m.at(t.Lat, t.Lon)
		gain := ratio(t.Before, t.After)
		if m.shows(x, y) {
			fmt.Fprintf(out, `<circle cx="%.1f" cy="%.1f" r="%.1f" %s><title>%s: %s</title></circle>`+"\n", x, y, radius(gain, top), ink(gain), escape(t.Name), share(gain))
		}
	}
	return byShare
}

// worthNaming is the share of the largest change from which on a settlement is named.
const worthNaming = 0.02

// drawNames names settlements where nothing is taken yet.
func drawNames(out io.Writer, m projection, a *whatif.Answer, towns []whatif.Town, taken []box) {
	top := largest(a)
	for _, t := range towns {
		x, y := m.at(t.Lat, t.Lon)
		gain := ratio(t.Before, t.After)
		if gain == 0 || math.Abs(gain) < worthNaming*top || !m.shows(x, y) {
			continue
		}
		text := t.Name + " " + share(gain)
		b := box{x + radius(gain, top) + 2, y - 9, x + radius(gain, top) + 2 + 6.8*float64(len([]rune(text))), y + 4}
		if b.east > width || slices.ContainsFunc(taken, b.meets) {
			continue
		}
		taken = append(taken, b)
		fmt.Fprintf(out, `<text x="%.1f" y="%.1f" font-size="12" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`+"\n", b.west, y+2, escape(text))
	}
}

func radius(gain, top float64) float64 {
	switch {
	case math.IsInf(gain, 0):
		return biggest
	case top == 0:
		return smallest
	}
	return max(smallest, biggest*math.Sqrt(math.Abs(gain)/top))
}

func ink(gain float64) string {
	switch {
	case gain < 0:
		return `fill="none" stroke="#a00" stroke-width="2"`
	case gain == 0:
		return `fill="#888"`
	}
	return `fill="#1b6ca8" fill-opacity="0.5" stroke="#0b3c5d"`
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
