package regime

import (
	"strings"

	"waythrough/record"
)

// Describe puts a class into words: "humanitarian cargo; from ARM".
func Describe(c record.Class) string {
	var out []string
	add := func(label string, s record.Set) {
		switch {
		case s.In != nil:
			out = append(out, label+" "+strings.Join(s.In, ", "))
		case len(s.Out) > 0:
			out = append(out, label+" all but "+strings.Join(s.Out, ", "))
		}
	}
	if c.Named != "" {
		out = append(out, c.Named)
	}
	add("nationals of", c.Nationals)
	add("documents", c.Documents)
	add("holding", c.Papers)
	add("residents of", c.Residents)
	add("purpose", c.Purpose)
	add("by", c.Mode)
	add("vehicle", c.Vehicle)
	add("registered in", c.Plate)
	add("vehicle owned", c.Owner)
	add("cargo", c.Cargo)
	add("goods from", c.GoodsFrom)
	add("goods to", c.GoodsTo)
	if len(out) == 0 {
		return "everyone"
	}
	return strings.Join(out, "; ")
}
