package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"waythrough/record"
	"waythrough/whatif"
	"waythrough/world"
)

// A box is where a name stands.
type box struct{ west, north, east, south float64 }

func (b box) meets(c box) bool {
	return b.west < c.east && c.west < b.east && b.north < c.south && c.north < b.south
}

// text gives the box of a text that begins at a point, in letters of a size.
func text(x, y, size float64, s string) box {
	return box{x, y - 0.75*size, x + 0.57*size*float64(len([]rune(s))), y + 0.33*size}
}

// fewCrossings is up to how many crossings the map is made to show, and names.
const fewCrossings = 20

// drawCrossings draws what opens and closes, and gives the room that it took.
func drawCrossings(out io.Writer, m projection, a *whatif.Answer) []box {
	const half, size = 7, 13
	var taken []box
	for _, c := range a.Crossings {
		x, y := m.at(c.Lat, c.Lon)
		if !m.shows(x, y) {
			continue
		}
		taken = append(taken, box{x - half, y - half, x + half, y + half})
		word := "opens"
		path := fmt.Sprintf("M%.1f %.1fl%d %dl%d %dl%d %dZ", x-half, y, half, -half, half, half, -half, half)
		style := `fill="#fff" stroke="#000" stroke-width="2"`
		if !c.Opens {
			word = "closes"
			path = fmt.Sprintf("M%.1f %.1fl%d %dm0 %dl%d %d", x-half, y-half, 2*half, 2*half, -2*half, -2*half, 2*half)
			style = `fill="none" stroke="#000" stroke-width="3"`
		} else if c.Closes {
			word = "opens for some and closes for others"
		}
		fmt.Fprintf(out, `<path d="%s" %s><title>%s %s</title></path>`+"\n", path, style, escape(c.Name), word)
		b := text(x+half+3, y+4, size, c.Name)
		if len(a.Crossings) > fewCrossings || b.east > width || slices.ContainsFunc(taken, b.meets) {
			continue
		}
		taken = append(taken, b)
		fmt.Fprintf(out, `<text x="%.1f" y="%.1f" font-size="%d" font-weight="bold" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`+"\n",
			x+half+3, y+4, size, escape(c.Name))
	}
	return taken
}

// drawAreas writes the name of each area in the middle of its settlements on the map,
// pale and under all else.
func drawAreas(out io.Writer, w *world.World, m projection, a *whatif.Answer) {
	type middle struct {
		area record.AreaID
		x, y float64
		n    float64
	}
	var list []middle
	for _, t := range a.Towns {
		x, y := m.at(t.Lat, t.Lon)
		if !m.shows(x, y) {
			continue
		}
		i := slices.IndexFunc(list, func(o middle) bool { return o.area == t.Area })
		if i < 0 {
			i = len(list)
			list = append(list, middle{area: t.Area})
		}
		list[i].x, list[i].y, list[i].n = list[i].x+x, list[i].y+y, list[i].n+1
	}
	slices.SortFunc(list, func(x, y middle) int { return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.area, y.area)) })
	const size = 22
	var taken []box
	for _, p := range list {
		name := w.AreaName(p.area)
		x, y := p.x/p.n, p.y/p.n
		wide := text(0, 0, size, name).east
		x = min(max(x, wide/2+margin), width-wide/2-margin)
		b := text(x-wide/2, y, size, name)
		if slices.ContainsFunc(taken, b.meets) {
			continue
		}
		taken = append(taken, b)
		fmt.Fprintf(out, `<text x="%.1f" y="%.1f" font-size="%d" text-anchor="middle" fill="#bbb" letter-spacing="2">%s</text>`+"\n", x, y, size, escape(name))
	}
}
