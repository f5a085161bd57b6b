package worldgen

import "strings"

// A nodeID numbers the nodes of a world from 0; its OSM id is one more. So with ways.
type (
	nodeID uint32
	wayID  uint32
)

// columns is a world as OSM elements: what WritePBF writes.
type columns struct {
	lat, lon []int32
	tagged   []nodeID // nodes with tags, rising, and the places of their tags in sets
	nodeSet  []uint32

	firstRef []uint32 // of the way; one more at the end
	refs     []nodeID
	waySet   []uint32
	name     []uint32 // places in texts
	ref      []uint32

	relations []relation

	sets   [][]string // tags, keys and values in turn
	setOf  map[string]uint32
	byLook map[look]uint32
	texts  []string
	textOf map[string]uint32
}

type relation struct {
	members []member
	tags    []string
}

// A member is a node (kind 0) or a way (kind 1).
type member struct {
	kind byte
	id   uint32
	role string
}

func newColumns() *columns {
	return &columns{firstRef: []uint32{0}, setOf: map[string]uint32{}, byLook: map[look]uint32{},
		texts: []string{""}, textOf: map[string]uint32{"": 0}}
}

func (c *columns) node(at xy, tags ...string) nodeID {
	return c.nodeAt(onEarth(at), tags...)
}

func (c *columns) nodeAt(at position, tags ...string) nodeID {
	id := nodeID(len(c.lat))
	c.lat, c.lon = append(c.lat, at.lat), append(c.lon, at.lon)
	if len(tags) > 0 {
		c.tagged, c.nodeSet = append(c.tagged, id), append(c.nodeSet, c.set(tags))
	}
	return id
}

// road adds a way that is travelled; reference is its number.
func (c *columns) road(refs []nodeID, l look, name, reference string) wayID {
	set, ok := c.byLook[l]
	if !ok {
		set = c.set(l.tags())
		c.byLook[l] = set
	}
	return c.way(refs, set, name, reference)
}

func (c *columns) way(refs []nodeID, set uint32, name, reference string) wayID {
	id := wayID(len(c.waySet))
	c.refs = append(c.refs, refs...)
	c.firstRef = append(c.firstRef, uint32(len(c.refs)))
	c.waySet = append(c.waySet, set)
	c.name, c.ref = append(c.name, c.text(name)), append(c.ref, c.text(reference))
	return id
}

func (c *columns) refsOf(w int) []nodeID { return c.refs[c.firstRef[w]:c.firstRef[w+1]] }

func (c *columns) set(tags []string) uint32 {
	key := strings.Join(tags, "\x00")
	id, ok := c.setOf[key]
	if !ok {
		id = uint32(len(c.sets))
		c.setOf[key] = id
		c.sets = append(c.sets, tags)
	}
	return id
}

func (c *columns) text(s string) uint32 {
	id, ok := c.textOf[s]
	if !ok {
		id = uint32(len(c.texts))
		c.textOf[s] = id
		c.texts = append(c.texts, s)
	}
	return id
}
