package mapped

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"waythrough/cch"
	"waythrough/geo"
	"waythrough/road/netfile"
	"waythrough/road/osm"
	"waythrough/road/osm/profile"
	"waythrough/road/outline"
	"waythrough/road/street"
)

// Options of Build. The zero value builds for all profiles.
type Options struct {
	Profiles  []profile.Profile
	TurnCosts bool // whether a turn takes time by its angle
	Threads   int  // 0 is as many as the process may use
	// Outlines are the shapes of areas, numbered as the network's Codes; nil if none is known.
	Outlines *outline.Set
	// Progress, if not nil, is told what is being done, before it is.
	Progress func(what string)
}

// About is what a file says of itself, besides its columns.
type About struct {
	Kind      string   `json:"kind"` // osm or dimacs
	Sources   []Source `json:"sources"`
	Profiles  []string `json:"profiles"`
	TurnCosts bool     `json:"turn_costs"`
	Areas     []string `json:"areas"` // by street.Area; the first is ""
	Notes     []string `json:"notes"`

	Posts     []osm.Post `json:"posts"`
	Languages []string   `json:"languages"` // of names of places; the first is "", not said
}

// A Source is a file that a network was made of.
type Source struct {
	Name  string `json:"name"` // without its folder
	Bytes int64  `json:"bytes"`
	As    string `json:"as,omitempty"` // of an extract, the state of the map it shows
}

const aboutSection = "about"

// Build makes the file of a network: its streets, and for each profile the states in
// which ways are searched, their hierarchy, and both measures. Only About's Kind, Sources
// and Notes are taken. The same input gives the same bytes, whatever the threads.
// Nothing stands under path until all is done; with an error, or if ctx ends, nothing
// new does.
func Build(ctx context.Context, path string, n *street.Network, about About, o Options) error {
	w, err := netfile.Create(path)
	if err != nil {
		return err
	}
	defer w.Abort()
	if len(o.Profiles) == 0 {
		o.Profiles = []profile.Profile{profile.Car, profile.Truck, profile.Foot, profile.Bicycle}
	}
	about.Profiles = nil
	for _, p := range o.Profiles {
		about.Profiles = append(about.Profiles, p.String())
	}
	about.TurnCosts, about.Areas, about.Posts = o.TurnCosts, n.Codes, n.Posts
	places, languages := placesOf(n.Places)
	about.Languages = languages
	description, err := json.Marshal(about)
	if err != nil {
		return fmt.Errorf("describing %s: %w", path, err)
	}
	x, outlines := indexOf(n), o.Outlines
	if outlines == nil {
		outlines = outline.Build(nil)
	}
	if err := outlines.Check(len(n.Codes)); err != nil {
		return fmt.Errorf("keeping outlines in %s: %w", path, err)
	}
	sections := slices.Concat(streetSections(n), x.sections(), places.sections(), outlineSections(outlines))
	sections = append(sections, column(aboutSection, &description))
	if err := writeAll(w, sections); err != nil {
		return err
	}
	for _, p := range o.Profiles {
		r, err := roadsOf(ctx, n, p, o)
		if err != nil {
			return fmt.Errorf("preparing %s for %s: %w", path, p, err)
		}
		if err := writeAll(w, r.sections(p)); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.Commit()
}

func writeAll(w *netfile.Writer, list []section) error {
	for _, s := range list {
		if err := s.write(w); err != nil {
			return err
		}
	}
	return nil
}

func indexOf(n *street.Network) *index {
	boxes := make([]geo.Box, len(n.From))
	for e := range boxes {
		boxes[e] = n.Box(street.Edge(e))
	}
	x := &index{}
	x.bounds, x.items = geo.NewBoxes(boxes).Arrays()
	return x
}

// roadsOf prepares a profile.
func roadsOf(ctx context.Context, n *street.Network, p profile.Profile, o Options) (*roadArrays, error) {
	say := func(what string) error {
		if o.Progress != nil {
			o.Progress(p.String() + ": " + what)
		}
		return ctx.Err()
	}
	if err := say("turns"); err != nil {
		return nil, err
	}
	var cost turnCost
	if o.TurnCosts && sharpest[p] != [2]float64{} {
		cost = byAngle(n, p)
	}
	s := statesOf(n, p, cost)
	g := s.graph()
	if err := say("order"); err != nil {
		return nil, err
	}
	order, err := s.order(n, g, o.Threads)
	if err != nil {
		return nil, err
	}
	if err := say("contraction"); err != nil {
		return nil, err
	}
	h, err := cch.Build(g, order)
	if err != nil {
		return nil, err
	}
	r := &roadArrays{states: *s, hierarchy: h.Arrays()}
	r.height = []uint32{r.hierarchy.Height}
	for m := range Measure(measures) {
		if err := say("customization by " + m.String()); err != nil {
			return nil, err
		}
		metric, err := cch.NewMetric(h, s.weights(n, p, m), o.Threads)
		if err != nil {
			return nil, err
		}
		metric.Perfect() // paths are found some times quicker: see docs/roads.md
		r.metric[m] = metric.Arrays()
	}
	r.cutFirst, r.cutArc = s.cutArcs(n)
	return r, nil
}
