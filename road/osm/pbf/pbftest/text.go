package pbftest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Parse reads a world drawn as text, an element a line, tags at the end with "_"
// for a blank in a value; what follows "#" is a comment:
//
//	n1 47.1 9.5 barrier=gate             node: latitude, longitude in degrees
//	w10 1,2,3 highway=primary name=High_Street
//	r5 w10@from,n2@via,w11@to type=restriction restriction=no_left_turn
//
// Elements are sorted by id, as in a file.
func Parse(text string) (Data, error) {
	var d Data
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if err := d.element(words); err != nil {
			return d, fmt.Errorf("line %d, %q: %w", i+1, line, err)
		}
	}
	slices.SortFunc(d.Nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Ways, func(a, b Way) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Relations, func(a, b Relation) int { return cmp.Compare(a.ID, b.ID) })
	return d, nil
}

// MustParse is Parse for texts in tests; it panics on a mistake.
func MustParse(text string) Data {
	d, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func (d *Data) element(words []string) error {
	id, err := strconv.ParseInt(words[0][1:], 10, 64)
	if err != nil {
		return err
	}
	fixed := 2
	if words[0][0] == 'n' {
		fixed = 3
	}
	if len(words) < fixed {
		return fmt.Errorf("%d words are too few", len(words))
	}
	var tags []string
	for _, w := range words[fixed:] {
		key, value, _ := strings.Cut(w, "=")
		if key == "" { // dense nodes cannot say it
			return fmt.Errorf("%q has no key", w)
		}
		tags = append(tags, key, strings.ReplaceAll(value, "_", " "))
	}
	tags = keepUnderscores(tags)
	switch words[0][0] {
	case 'n':
		lat, err1 := strconv.ParseFloat(words[1], 64)
		lon, err2 := strconv.ParseFloat(words[2], 64)
		if err1 != nil || err2 != nil || !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
			return fmt.Errorf("%s, %s is no position", words[1], words[2])
		}
		d.Nodes = append(d.Nodes, Node{id, int32(math.Round(lat * 1e7)), int32(math.Round(lon * 1e7)), tags})
	case 'w':
		refs, err := numbers(words[1])
		d.Ways = append(d.Ways, Way{id, refs, tags})
		return err
	case 'r':
		members, err := membersOf(words[1])
		d.Relations = append(d.Relations, Relation{id, members, tags})
		return err
	default:
		return fmt.Errorf("an element begins with n, w or r")
	}
	return nil
}

// keepUnderscores restores them in the values of every key but names: OSM's own
// values are written with them.
func keepUnderscores(tags []string) []string {
	for i := 0; i < len(tags); i += 2 {
		if tags[i] != "name" && tags[i] != "ref" {
			tags[i+1] = strings.ReplaceAll(tags[i+1], " ", "_")
		}
	}
	return tags
}

func numbers(list string) (ids []int64, err error) {
	for _, s := range strings.Split(list, ",") {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func membersOf(list string) (members []Member, err error) {
	for _, s := range strings.Split(list, ",") {
		what, role, _ := strings.Cut(s, "@")
		if what == "" {
			return nil, fmt.Errorf("%q is no member", s)
		}
		kind := strings.IndexByte("nwr", what[0])
		id, err := strconv.ParseInt(what[1:], 10, 64)
		if err != nil || kind < 0 {
			return nil, fmt.Errorf("%q is no member", s)
		}
		members = append(members, Member{byte(kind), id, role})
	}
	return members, nil
}
