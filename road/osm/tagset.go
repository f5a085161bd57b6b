package osm

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"waythrough/road/osm/pbf"
	"waythrough/road/osm/profile"
)

// Roads by the thousand are tagged alike. What decides over a way is kept once, as
// a tagSet, and judged once: Heidelberg's 24,145 roads have 3,211 sets.
type tagSet struct {
	tags profile.Tags
	open bool // to somebody
	id   uint32
}

// tagSets is the collection. It is shared by workers; ids are given in the order of
// the files afterwards, by whoever has the sets in that order.
type tagSets struct {
	mu    sync.RWMutex
	byKey map[string]*tagSet
	list  []*tagSet // by id
}

// keyNumbers numbers the keys that decide over ways.
var keyNumbers = func() map[string]int {
	m := make(map[string]int, len(profile.Keys))
	for i, key := range profile.Keys {
		m[key] = i
	}
	return m
}()

// find gives the set of tags that a key stands for; see blockTags.wayKey.
func (s *tagSets) find(key []byte) *tagSet {
	s.mu.RLock()
	set := s.byKey[string(key)]
	s.mu.RUnlock()
	if set != nil {
		return set
	}
	fresh := &tagSet{tags: tagsOfKey(string(key)), id: ^uint32(0)}
	for p := range profile.Profile(profile.Count) {
		fresh.open = fresh.open || profile.Way(fresh.tags, p, "").Open()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if set = s.byKey[string(key)]; set != nil {
		return set
	}
	s.byKey[string(key)] = fresh
	return fresh
}

// number gives a set its id. One goroutine calls it.
func (s *tagSets) number(set *tagSet) uint32 {
	if set.id == ^uint32(0) {
		set.id = uint32(len(s.list))
		s.list = append(s.list, set)
	}
	return set.id
}

// tagsOfKey undoes wayKey.
func tagsOfKey(key string) (tags profile.Tags) {
	for b := []byte(key); len(b) > 0; {
		number, n := binary.Uvarint(b)
		length, m := binary.Uvarint(b[n:])
		b = b[n+m:]
		tags = append(tags, profile.Tag{Key: profile.Keys[number], Value: string(b[:length])})
		b = b[length:]
	}
	return tags
}

// What the strings of a block are as keys. Each is looked up once a block.
const (
	unseen    = -1
	unneeded  = -2
	nameKey   = -3
	refKey    = -4
	borderKey = -5 // may make a way part of a boundary
	postKey   = -6 // may make a way the outline of a post
)

// blockTags reads tags of one block.
type blockTags struct {
	*pbf.Block
	keys []int16 // by string
	key  []byte  // room for wayKey
	used []pbf.Tag
}

func (t *blockTags) start(b *pbf.Block) {
	t.Block = b
	t.keys = slices.Grow(t.keys[:0], b.Strings())[:b.Strings()]
	for i := range t.keys {
		t.keys[i] = unseen
	}
}

func (t *blockTags) kind(s uint32) int16 {
	if t.keys[s] == unseen {
		t.keys[s] = kindOfKey(string(t.String(s)))
	}
	return t.keys[s]
}

func kindOfKey(key string) int16 {
	if i, ok := keyNumbers[key]; ok {
		return int16(i)
	}
	switch key {
	case "name":
		return nameKey
	case "ref":
		return refKey
	case "boundary", "admin_level", "natural", "waterway":
		return borderKey
	case "barrier", "amenity", "office", "government":
		return postKey
	}
	return unneeded
}

// A wayTags is what matters of the tags of one way.
type wayTags struct {
	mayBeRoad, mayBeBorder, mayBePost bool
	name, ref                         []byte
}

// way reads the tags of a way and leaves those that decide in used.
func (t *blockTags) way(tags []pbf.Tag) (w wayTags) {
	t.used = t.used[:0]
	for _, tag := range tags {
		switch kind := t.kind(tag.Key); {
		case kind >= 0:
			t.used = append(t.used, tag)
			w.mayBeRoad = w.mayBeRoad || profile.MayBeWay(profile.Keys[kind])
		case kind == nameKey:
			w.name = t.String(tag.Value)
		case kind == refKey:
			w.ref = t.String(tag.Value)
		case kind == borderKey:
			w.mayBeBorder = true
		case kind == postKey:
			value := t.String(tag.Value)
			w.mayBePost = w.mayBePost || string(value) == "border_control" || string(value) == "customs"
		}
	}
	return w
}

// wayKey writes the tags in used, sorted, as a string of bytes.
func (t *blockTags) wayKey() []byte {
	slices.SortFunc(t.used, func(a, b pbf.Tag) int { return cmp.Compare(t.keys[a.Key], t.keys[b.Key]) })
	t.key = t.key[:0]
	for _, tag := range t.used {
		value := t.String(tag.Value)
		t.key = binary.AppendUvarint(t.key, uint64(t.keys[tag.Key]))
		t.key = binary.AppendUvarint(t.key, uint64(len(value)))
		t.key = append(t.key, value...)
	}
	return t.key
}

// stringTags gives all tags of an element as strings.
func stringTags(b *pbf.Block, tags []pbf.Tag) profile.Tags {
	out := make(profile.Tags, len(tags))
	for i, tag := range tags {
		out[i] = profile.Tag{Key: string(b.String(tag.Key)), Value: string(b.String(tag.Value))}
	}
	return out
}
