package pbf

// Kinds is a set of kinds of elements.
type Kinds uint8

// The kinds of elements. The numbers of MemberType are their places here.
const (
	Nodes Kinds = 1 << iota
	Ways
	Relations
	All = Nodes | Ways | Relations
)

// A MemberType says what a member of a relation is.
type MemberType uint8

// The types of members, numbered as in the format.
const (
	NodeMember MemberType = iota
	WayMember
	RelationMember
)

// A Block holds the elements of one blob, in columns, in the order of the file.
// It is reused: nothing in it, strings included, may be kept when the function
// that was given it has returned.
type Block struct {
	Offset  int64 // of its blob in the file
	Ordinal int   // number of its blob among those of data, from 0
	// Has is what the blob holds, even where Options asked for less. With
	// Options.Peek it may miss what was not looked at.
	Has Kinds

	Nodes     NodeColumns
	Ways      WayColumns
	Relations RelationColumns

	raw     []byte // the inflated blob, which the strings lie in
	strings []span
	scratch []uint32
	longs   []int64
}

type span struct{ from, to uint32 }

// A Tag is a key and a value, as numbers of strings in its block.
type Tag struct{ Key, Value uint32 }

// NodeColumns holds nodes.
type NodeColumns struct {
	ID       []int64
	Lat, Lon []int32  // units of 1e-7 degrees
	firstTag []uint32 // tags of node i are tags[firstTag[i]:firstTag[i+1]]
	tags     []Tag
}

// WayColumns holds ways.
type WayColumns struct {
	ID       []int64
	Refs     []int64 // ids of the nodes of all ways, one after another
	firstRef []uint32
	firstTag []uint32
	tags     []Tag
}

// RelationColumns holds relations. Members of all relations lie one after another.
type RelationColumns struct {
	ID          []int64
	Member      []int64  // its id
	Role        []uint32 // number of a string of the block
	Type        []MemberType
	firstMember []uint32
	firstTag    []uint32
	tags        []Tag
}

// Strings counts the strings of the block; they are numbered from 0.
func (b *Block) Strings() int { return len(b.strings) }

// String is a string of the block: UTF-8 as far as the file keeps to the rules.
func (b *Block) String(i uint32) []byte {
	s := b.strings[i]
	return b.raw[s.from:s.to]
}

// NodeTags gives the tags of node i.
func (b *Block) NodeTags(i int) []Tag { return b.Nodes.tags[b.Nodes.firstTag[i]:b.Nodes.firstTag[i+1]] }

// WayTags gives the tags of way i.
func (b *Block) WayTags(i int) []Tag { return b.Ways.tags[b.Ways.firstTag[i]:b.Ways.firstTag[i+1]] }

// RelationTags gives the tags of relation i.
func (b *Block) RelationTags(i int) []Tag {
	return b.Relations.tags[b.Relations.firstTag[i]:b.Relations.firstTag[i+1]]
}

// RefsOf gives the ids of the nodes of way i.
func (w *WayColumns) RefsOf(i int) []int64 { return w.Refs[w.firstRef[i]:w.firstRef[i+1]] }

// Members gives the first member of relation i and the first after its last, as
// places in Member, Role and Type.
func (r *RelationColumns) Members(i int) (from, to int) {
	return int(r.firstMember[i]), int(r.firstMember[i+1])
}

// reset empties the columns and keeps their room.
func (b *Block) reset() {
	b.Has, b.strings = 0, b.strings[:0]
	n, w, r := &b.Nodes, &b.Ways, &b.Relations
	n.tags, w.tags, r.tags = n.tags[:0], w.tags[:0], r.tags[:0]
	n.ID, n.Lat, n.Lon, n.firstTag = n.ID[:0], n.Lat[:0], n.Lon[:0], append(n.firstTag[:0], 0)
	w.ID, w.Refs = w.ID[:0], w.Refs[:0]
	w.firstRef, w.firstTag = append(w.firstRef[:0], 0), append(w.firstTag[:0], 0)
	r.ID, r.Member, r.Role, r.Type = r.ID[:0], r.Member[:0], r.Role[:0], r.Type[:0]
	r.firstMember, r.firstTag = append(r.firstMember[:0], 0), append(r.firstTag[:0], 0)
}
