package osm

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unique"

	"waythrough/road/osm/profile"
)

// A PlaceKind says how large a settlement is, as the map has it. The larger is the less.
type PlaceKind uint8

// The kinds. What is not a settlement of its own (a suburb, a farm, an islet) is none.
const (
	City PlaceKind = iota + 1
	Town
	Village
	Hamlet
)

var placeKinds = [...]string{"", "city", "town", "village", "hamlet"}

// String is the kind as the map writes it.
func (k PlaceKind) String() string {
	if int(k) < len(placeKinds) {
		return placeKinds[k]
	}
	return "place kind " + strconv.Itoa(int(k))
}

// A Place is a settlement: a node place=city, town, village or hamlet that has a name.
// OSM wiki: Key:place.
type Place struct {
	Node       int64 // OSM id
	At         Point
	Kind       PlaceKind
	Name       string      // as those who live there write it
	Names      []PlaceName // what else it is or was called, by Old and then Lang
	Population uint32      // 0 if it is not known
}

// A PlaceName is a further name of a place.
type PlaceName struct {
	Lang string // as the map writes it, mostly BCP 47; "" if it does not say
	Text string
	Old  bool // no longer used
}

// placeOf reads the tags of a node; ok is false if it is no settlement, or has no name.
func placeOf(tags profile.Tags) (p Place, ok bool) {
	kind := slices.Index(placeKinds[1:], tags.Get("place")) + 1
	name := strings.TrimSpace(tags.Get("name"))
	if kind == 0 || name == "" {
		return p, false
	}
	p = Place{Kind: PlaceKind(kind), Name: name, Population: population(tags.Get("population"))}
	for _, tag := range tags {
		lang, old, ok := nameUnder(tag.Key)
		if !ok {
			continue
		}
		for text := range strings.SplitSeq(tag.Value, ";") {
			n := PlaceName{lang, strings.TrimSpace(text), old}
			if n.Text != "" && (n.Text != name || lang != "") {
				p.Names = append(p.Names, n)
			}
		}
	}
	slices.SortStableFunc(p.Names, func(a, b PlaceName) int {
		if a.Old != b.Old && a.Old {
			return 1
		} else if a.Old != b.Old {
			return -1
		}
		return cmp.Compare(a.Lang, b.Lang)
	})
	p.Names = distinct(p.Names)
	return p, true
}

// distinct drops names that came before, and room that is not needed. They are in order
// of Old and Lang.
func distinct(names []PlaceName) []PlaceName {
	var kept []PlaceName
	alike := 0 // where names of the same language begin
	for _, n := range names {
		if alike < len(kept) && (kept[alike].Old != n.Old || kept[alike].Lang != n.Lang) {
			alike = len(kept)
		}
		if !slices.Contains(kept[alike:], n) {
			kept = append(kept, n)
		}
	}
	return slices.Clone(kept)
}

// nameUnder tells what a key says of the name under it: of name:hy the language, of
// old_name:1924-1990 that it is no longer used. Of what is no name (name:etymology) ok
// is false, and of name itself, which says what the place is called.
func nameUnder(key string) (lang string, old, ok bool) {
	key, suffix, of := strings.Cut(key, ":")
	switch key {
	case "name":
		ok = of
	case "int_name", "alt_name", "official_name", "short_name", "loc_name", "reg_name", "nat_name":
		ok = true
	case "old_name":
		old, ok = true, true
	}
	switch {
	case !ok || !of:
		return "", old, ok
	case suffix == "old", suffix != "" && suffix[0] >= '0' && suffix[0] <= '9': // years
		return "", true, true
	case isLanguage(suffix):
		return unique.Make(suffix).Value(), old, true // thousands of places share it
	}
	return "", false, false
}

// isLanguage reports whether a suffix is written as the map writes languages: two or
// three letters, and what else tells them apart: sr-Latn, be-x-old, zh_pinyin.
func isLanguage(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(s) > 35 || len(parts[0]) < 2 || len(parts[0]) > 3 || !strings.HasPrefix(s, parts[0]) {
		return false
	}
	for i, part := range parts {
		for _, r := range part {
			letter := r >= 'a' && r <= 'z'
			if i > 0 {
				letter = letter || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
			}
			if !letter {
				return false
			}
		}
	}
	return true
}

// mostPeople is more than live in any settlement; a number above it means something else.
const mostPeople = 100_000_000

// population reads how many people live somewhere as mappers write it: 12345, 12 345,
// 12,345, 12.345 (nobody counts thirds of people) or 12'345, at times with ~ or ca.
// before it and a remark in parentheses after. What is more than one number, a bound or
// a range is 0, not known: nothing is guessed.
func population(s string) uint32 {
	s, remark, remarked := strings.Cut(strings.TrimSpace(s), "(")
	if remarked && (!strings.HasSuffix(remark, ")") || strings.ContainsAny(remark[:len(remark)-1], "()")) {
		return 0
	}
	for _, about := range []string{"~", "≈", "ca.", "ca ", "c.", "circa "} {
		if rest, ok := strings.CutPrefix(s, about); ok {
			s = rest
			break
		}
	}
	s = strings.TrimSpace(s)
	var digits []byte
	apart, group := rune(0), 0 // what sets thousands apart, and digits since
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits, group = append(digits, byte(r)), group+1
		case !strings.ContainsRune(" \u00a0\u2009\u202f,.'’", r), apart == 0 && (group < 1 || group > 3), apart != 0 && (r != apart || group != 3):
			return 0
		default:
			apart, group = r, 0
		}
	}
	if apart != 0 && group != 3 || len(digits) == 0 || len(digits) > 9 || digits[0] == '0' {
		return 0
	}
	n, err := strconv.ParseUint(string(digits), 10, 32)
	if err != nil || n > mostPeople {
		return 0
	}
	return uint32(n)
}

// layPlaces puts the places in order, each once.
func (g *Graph) layPlaces() {
	g.Places = slices.Clip(sortedOnce(g.Places, func(p Place) int64 { return p.Node }))
}
