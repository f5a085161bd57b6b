package regime

import (
	"fmt"
	"slices"
	"strings"

	"waythrough/record"
)

// A Reader reads what people write about a traveller, against a record: it knows
// the areas, crossings and papers there are, and its errors name the nearest.
type Reader struct {
	record *record.Record
	// named finds an area by a name in any language; it may be nil.
	named func(name string) (record.AreaID, error)
}

// NewReader gives a reader over a record. area finds areas by name where the
// text is no code; it may be nil.
func NewReader(r *record.Record, area func(string) (record.AreaID, error)) *Reader {
	return &Reader{r, area}
}

// area reads an area's code (alpha-3, or alpha-2 in capitals) or name.
func (r *Reader) area(what, s string) (record.AreaID, error) {
	id := record.AreaID(s)
	if long, ok := record.Alpha3(s); ok {
		return long, nil
	}
	if r.record.Area(id) != nil || record.IsState(id) {
		return id, nil
	}
	if near, ok := record.NearestState(s); ok {
		return "", fmt.Errorf("%s: %q is no area's code (did you mean %q?); write an ISO 3166-1 alpha-3 code, as DEU", what, s, near)
	}
	if r.named != nil {
		id, err := r.named(s)
		if err != nil {
			return "", fmt.Errorf("%s: %w", what, err)
		}
		return id, nil
	}
	return "", fmt.Errorf("%s: there is no area %q; write an ISO 3166-1 alpha-3 code, as DEU", what, s)
}

// Passport reads DEU or DEU:diplomatic; stateless stands for no nationality.
func (r *Reader) Passport(s string) (Passport, error) {
	nationality, kind, typed := strings.Cut(s, ":")
	p := Passport{Type: "ordinary"}
	if typed {
		var err error
		if p.Type, err = oneOf("passport type", kind, record.DocumentTypes()); err != nil {
			return p, err
		}
	}
	// ICAO 9303 writes XXA for a stateless person.
	if nationality == record.Stateless || nationality == "XXA" {
		p.Nationality = record.Stateless
		return p, nil
	}
	id, err := r.area("passport", nationality)
	p.Nationality = r.record.Whole(id)
	return p, err
}

// Entered reads AREA@CROSSING:DATE, AREA@TERMINAL:DATE or AREA:DATE; a date may
// be FIRST/LAST for a stay that is over.
func (r *Reader) Entered(s string) (Entered, error) {
	where, when, ok := strings.Cut(s, ":")
	if !ok {
		return Entered{}, fmt.Errorf("entered: %q has no date; write AREA@CROSSING:DATE, as abkhazia@psou:2024-05-01", s)
	}
	name, via, _ := strings.Cut(where, "@")
	area, err := r.area("entered", name)
	if err != nil {
		return Entered{}, err
	}
	if via != "" && r.record.Crossing(record.CrossingID(via)) == nil && r.record.Terminal(record.TerminalID(via)) == nil {
		return Entered{}, fmt.Errorf("entered: there is no crossing or terminal %q%s", via, nearest(via, r.gates()))
	}
	date, err := record.ParseDate(when)
	if err != nil {
		return Entered{}, fmt.Errorf("entered: %w", err)
	}
	e := Entered{Area: area, Via: via, On: date.FirstDay()}
	if strings.Contains(when, "/") {
		e.Days = int(date.LastDay()-date.FirstDay()) + 1
	}
	return e, nil
}

func (r *Reader) gates() []string {
	var ids []string
	for _, x := range r.record.Crossings {
		ids = append(ids, string(x.ID))
	}
	for _, t := range r.record.Terminals {
		ids = append(ids, string(t.ID))
	}
	return ids
}

// Paper reads a paper's id. A kind that no statement asks for is refused, with
// the nearest that one does: a slip would pass as a paper not held.
func (r *Reader) Paper(s string) (record.PaperID, error) {
	kinds := r.paperKinds()
	kind, issuer, issued := strings.Cut(s, ":")
	if !slices.Contains(kinds, kind) {
		return "", fmt.Errorf("holds: no statement of the record asks for a paper %q%s; known are %s", kind, nearest(kind, kinds), strings.Join(kinds, ", "))
	}
	if issued {
		id, err := r.issuer(issuer)
		if err != nil {
			return "", err
		}
		return record.PaperID(kind + ":" + string(id)), nil
	}
	return record.PaperID(s), nil
}

func (r *Reader) issuer(s string) (record.AreaID, error) {
	if r.record.Group(record.GroupID(s)) != nil {
		return record.AreaID(s), nil
	}
	return r.area("holds", s)
}

// paperKinds lists the kinds of paper that statements ask for, in order.
func (r *Reader) paperKinds() []string {
	kinds := []string{"e-visa", "eta", "residence-permit", "visa"}
	add := func(p record.PaperID) {
		kind, _, _ := strings.Cut(string(p), ":")
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	for _, s := range r.record.Statements {
		if s.Rule == nil {
			continue
		}
		for _, n := range s.Rule.Needs {
			add(n.Paper)
			for _, o := range n.Or {
				add(o)
			}
		}
		for _, p := range slices.Concat(s.Rule.Class.Papers.In, s.Rule.Class.Papers.Out) {
			add(record.PaperID(p))
		}
	}
	slices.Sort(kinds)
	return kinds
}

// CheckAll holds everything said of a traveller against the record, and writes
// it out: "DEU:diplomatic" in a nationality becomes a passport of that type.
func (r *Reader) CheckAll(t *Traveller) error {
	for i, p := range t.Passports {
		s := string(p.Nationality)
		if p.Type != "" {
			s += ":" + p.Type
		}
		var err error
		if t.Passports[i], err = r.Passport(s); err != nil {
			return err
		}
	}
	for i, p := range t.Holds {
		var err error
		if t.Holds[i], err = r.Paper(string(p)); err != nil {
			return err
		}
	}
	for i, s := range t.Stamps {
		var err error
		if t.Stamps[i], err = r.area("stamp", string(s)); err != nil {
			return err
		}
	}
	return r.Check(t)
}

// Check holds the traveller's words against their closed lists and areas, and
// resolves areas written as names.
func (r *Reader) Check(t *Traveller) error {
	words := []struct {
		what string
		word *string
		list []string
	}{
		{"purpose", &t.Purpose, record.Purposes()},
		{"vehicle", &t.Vehicle, record.Vehicles()},
		{"owner", &t.Owner, record.Owners()},
		{"cargo", &t.Cargo, record.Cargoes()},
		{"mode", (*string)(&t.Mode), record.Mode("").Words()},
		{"parity", (*string)(&t.Parity), record.Parity("").Words()[:2]},
	}
	for _, w := range words {
		if *w.word == "" {
			continue
		}
		var err error
		if *w.word, err = oneOf(w.what, *w.word, w.list); err != nil {
			return err
		}
	}
	for what, id := range map[string]*record.AreaID{"residence": &t.Residence, "plate": &t.Plate, "goods-from": &t.GoodsFrom, "goods-to": &t.GoodsTo} {
		if *id == "" {
			continue
		}
		found, err := r.area(what, string(*id))
		if err != nil {
			return err
		}
		*id = found
	}
	switch drives := t.Vehicle != "" && t.Vehicle != "none"; {
	case drives && t.Mode == "":
		t.Mode = record.Road
	case drives && t.Mode == record.Foot:
		return fmt.Errorf("mode foot and vehicle %s do not go together; name one of them", t.Vehicle)
	}
	if t.Age < 0 || t.Age > 150 {
		return fmt.Errorf("age: %d is not an age in years", t.Age)
	}
	return nil
}

// oneOf gives the word of the list that s is, whatever its case.
func oneOf(what, s string, list []string) (string, error) {
	for _, w := range list {
		if strings.EqualFold(s, w) {
			return w, nil
		}
	}
	return "", fmt.Errorf("%s: %q is not one of %s%s", what, s, strings.Join(list, ", "), nearest(s, list))
}

func nearest(s string, list []string) string {
	if w, ok := record.Nearest(strings.ToLower(s), list); ok {
		return fmt.Sprintf(" (did you mean %q?)", w)
	}
	return ""
}
