package mapped

import (
	"fmt"

	"waythrough/cch"
	"waythrough/geo"
	"waythrough/road/netfile"
	"waythrough/road/osm/profile"
	"waythrough/road/street"
)

// A section is a slice of the network and the name under which the file keeps it. One
// list of them serves writing and reading alike.
type section struct {
	name  string
	write func(*netfile.Writer) error
	read  func(*netfile.File) error
}

func column[T any](name string, data *[]T) section {
	return section{
		name:  name,
		write: func(w *netfile.Writer) error { return netfile.Write(w, name, *data) },
		read: func(f *netfile.File) (err error) {
			*data, err = netfile.Section[T](f, name)
			return err
		},
	}
}

// streetSections are the columns of streets. What is no column (strings of areas, posts)
// stands in the description: see about.
func streetSections(n *street.Network) []section {
	list := []section{
		column("node/osm", &n.OSMNode), column("node/at", &n.At), column("node/flags", &n.Flags), column("node/area", &n.Area),
		column("edge/from", &n.From), column("edge/to", &n.To), column("edge/way", &n.Way), column("edge/name", &n.Name),
		column("edge/ref", &n.Ref), column("edge/length", &n.Length), column("edge/use", &n.Use),
		column("node/leaving/first", &n.FirstLeaving), column("node/leaving", &n.Leaving),
		column("edge/shape", &n.FirstShape), column("shape", &n.Shape),
		column("use", &n.Uses), column("cut", &n.Cuts), column("text", &n.Text), column("text/end", &n.TextEnd),
	}
	for p := range profile.Profile(profile.Count) {
		list = append(list,
			column(fmt.Sprintf("edge/duration/%s/forward", p), &n.Duration[p][0]),
			column(fmt.Sprintf("edge/duration/%s/backward", p), &n.Duration[p][1]))
	}
	return list
}

// An index holds the arrays of geo.Boxes.
type index struct {
	bounds []geo.Box
	items  []uint32
}

func (x *index) sections() []section {
	return []section{column("index/bounds", &x.bounds), column("index/item", &x.items)}
}

// roadArrays are what a profile consists of.
type roadArrays struct {
	states    states
	hierarchy cch.Arrays
	height    []uint32 // one: hierarchy.Height
	metric    [measures]cch.MetricArrays
	cutFirst  []uint32
	cutArc    []uint32
}

func (r *roadArrays) sections(p profile.Profile) []section {
	s, h := &r.states, &r.hierarchy
	under := p.String() + "/"
	list := []section{
		column(under+"state/half", &s.Half), column(under+"state/of", &s.FirstOf), column(under+"state/first", &s.First),
		column(under+"arc/head", &s.Head), column(under+"arc/turn", &s.Turn),
		column(under+"cut/first", &r.cutFirst), column(under+"cut/arc", &r.cutArc),
		column(under+"cch/node", &h.Node), column(under+"cch/rank", &h.Rank), column(under+"cch/parent", &h.Parent),
		column(under+"cch/depth", &h.Depth), column(under+"cch/first", &h.First), column(under+"cch/tail", &h.Tail),
		column(under+"cch/head", &h.Head), column(under+"cch/head/depth", &h.HeadDepth),
		column(under+"cch/down/first", &h.DownFirst), column(under+"cch/down", &h.Down),
		column(under+"cch/input/first", &h.InputFirst), column(under+"cch/input/slot", &h.InputSlot),
		column(under+"cch/input/arc", &h.InputArc), column(under+"cch/slot", &h.Slot), column(under+"cch/piece", &h.Piece),
		column(under+"cch/height", &r.height),
	}
	for m := range Measure(measures) {
		a := &r.metric[m]
		of := fmt.Sprintf("%s%s/", under, m)
		list = append(list, column(of+"input", &a.Input))
		list = append(list, networkSections(of+"narrow/", &a.Narrow)...)
		list = append(list, networkSections(of+"wide/", &a.Wide)...)
	}
	return list
}

func networkSections[W ~uint32 | ~uint64](under string, a *cch.NetworkArrays[W]) []section {
	list := []section{column(under+"up", &a.Up), column(under+"down", &a.Down)}
	for i, way := range [2]string{"forward", "backward"} {
		list = append(list,
			column(under+way+"/first", &a.First[i]), column(under+way+"/link", &a.Link[i]),
			column(under+way+"/arc", &a.Arc[i]), column(under+way+"/via", &a.Via[i]))
	}
	return list
}
