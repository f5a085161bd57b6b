package worldgen

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// RecordOptions of World.Record. The zero value serves. Shares are between 0 and 1; where
// one is 0 the default stands, and a negative one is none.
type RecordOptions struct {
	Seed    uint64  // of the law; one world may have many
	Night   float64 // of gates that are shut at night; 0 is 0.3
	Silent  float64 // of pairs of classes on whose entry nothing is recorded; 0 is 0.12
	Changed float64 // of entry rules that once were others; 0 is 0.2
	Shut    float64 // of borders that are shut, to all or to goods; 0 is 0.2, one at least
	// Promised is the share of shut borders that parties undertook to open, or to
	// negotiate about; 0 is 0.6, one at least.
	Promised float64
	Unions   int // of free movement, at most, of two to five areas each; 0 is 2, negative is none
	Classes  int // of nationalities, which are admitted alike; 0 is 5
}

func (o RecordOptions) sane(areas int) RecordOptions {
	share := func(s *float64, usual float64) {
		if *s == 0 || math.IsNaN(*s) {
			*s = usual
		}
		*s = min(max(*s, 0), 1)
	}
	share(&o.Night, 0.3)
	share(&o.Silent, 0.12)
	share(&o.Changed, 0.2)
	share(&o.Shut, 0.2)
	share(&o.Promised, 0.6)
	o.Unions = max(cmp.Or(o.Unions, 2), 0)
	if o.Classes <= 0 {
		o.Classes = 5
	}
	o.Classes = min(o.Classes, areas)
	return o
}

// Record draws the law of the world, as a file that record.Load reads: its areas, with
// time zones; its crossings, with posts on both sides; a gate rule for each, some with
// hours; who is let in, by pairs of classes of nationalities (visa-free, with a visa,
// refused, or nothing said); unions of free movement among neighbours; borders that are
// shut, and commitments to open them. Every statement is dated, from 1990 to 2023, cites a
// source of that day that says what it is, a drawn world, and is fresh for a hundred years.
// Within a union every entry is free, and no border is shut.
//
// The same world and options give the same bytes. O(crossings + areas · classes).
func (w *World) Record(o RecordOptions) []byte {
	l := &law{w: w, o: o.sane(w.areas), cited: map[string]bool{}, entries: make([][]string, w.areas)}
	l.drawClasses()
	l.drawUnions()
	l.general()
	l.gates()
	l.drawEntries()
	l.freeMovement()
	l.borders()
	var b strings.Builder
	fmt.Fprintf(&b, "# A drawn world, seed %d, with law of seed %d: no place in it exists, and nobody made these rules.\n", w.seed, l.o.Seed)
	l.writeSources(&b)
	l.writeAreas(&b)
	l.writeGroups(&b)
	l.writeCrossings(&b)
	b.WriteString("statements:\n")
	b.WriteString(l.said.String())
	return []byte(b.String())
}

// A law is a record while it is drawn.
type law struct {
	w     *World
	o     RecordOptions
	said  strings.Builder // statements
	cited map[string]bool // days of sources

	class   []int // of nationalities, by area
	unions  []union
	union   []int      // by area; -1 if it is in none
	entries [][]string // ids of the rules on entry, by area
}

// A union of free movement; the last of three members and more joined later.
type union struct {
	members         []int
	founded, joined string
}

// dice gives one for a thing, by its number; see dice.go.
func (l *law) dice(number int) *dice {
	return newDice(newDice(l.w.seed, forLaw, 0).next()^l.o.Seed, forLaw, number)
}

// Kinds of things of the law, as bits of numbers of dice.
const (
	lawClass = (iota + 1) << 40
	lawUnion
	lawGate
	lawEntry
	lawBorder
	lawZone
)

// dayBetween draws a day of some years.
func dayBetween(d *dice, from, until int) string {
	return fmt.Sprintf("%d-%02d-%02d", from+d.below(until-from+1), 1+d.below(12), 1+d.below(28))
}

// source cites the gazette of a day.
func (l *law) source(day string) string {
	l.cited[day] = true
	return "drawn-" + day
}

// say adds a statement in force from a day. Body is its further keys, the kind last.
func (l *law) say(id, day, says, body string) {
	fmt.Fprintf(&l.said, "  - {id: %s, says: %q, valid: {from: %s}, keeps: 100y, sources: [{source: %s}], %s}\n", id, says, day, l.source(day), body)
}

func small(a int) string { return strings.ToLower(areaCode(a)) }

// drawClasses divides the areas into classes of nationalities, none of them empty.
func (l *law) drawClasses() {
	order := make([]int, l.w.areas)
	for a := range order {
		order[a] = a
	}
	shuffle(l.dice(lawClass), order)
	l.class = make([]int, len(order))
	for i, a := range order {
		l.class[a] = i % l.o.Classes
	}
}

func (l *law) classID(k int) string { return fmt.Sprintf("class-%d", k+1) }

// general is what holds everywhere.
func (l *law) general() {
	const begin = "1990-01-01"
	each := "part: entry, authority: each, place: {each: true}"
	l.say("drawn-own-nationals-admitted", begin, "Every area lets in its own nationals.", "rule: {"+each+", class: {nationals: [own]}, effect: permitted}")
	l.say("drawn-vehicles-admitted", begin, "Every area lets in vehicles, wherever they are registered.", "rule: {"+each+", subject: vehicle, effect: permitted}")
	l.say("drawn-goods-admitted", begin, "Every area lets in goods.", "rule: {"+each+", subject: cargo, effect: permitted}")
}

// gates draws one rule for each crossing: it works, at all hours or by day. Which side
// says so is drawn.
func (l *law) gates() {
	for i, c := range l.w.crossings {
		d := l.dice(lawGate | i)
		side, hours, when := d.below(2), "", ""
		if d.chance(l.o.Night) {
			from := []string{"05:30", "06:00", "07:00", "08:00"}[d.below(4)]
			until := []string{"18:00", "20:00", "21:30", "23:00"}[d.below(4)]
			hours, when = fmt.Sprintf(", schedule: {hours: [%q]}", from+"-"+until), " by day"
		}
		l.say("gate-"+c.ID, dayBetween(d, 1995, 2010), c.Name+" works"+when+".",
			fmt.Sprintf("rule: {part: gate, authority: %s, place: {crossing: %s}%s, effect: permitted}", c.Areas[side], c.ID, hours))
	}
}

// writeSources lists the gazettes cited.
func (l *law) writeSources(b *strings.Builder) {
	b.WriteString("sources:\n")
	days := make([]string, 0, len(l.cited))
	for day := range l.cited {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		fmt.Fprintf(b, "  - {id: drawn-%s, publisher: Waythrough worldgen, title: \"Gazette of a drawn world, %s\", published: %s, where: \"drawn world, seeds %d and %d\", basis: reported, rank: act, lang: en}\n",
			day, day, day, l.w.seed, l.o.Seed)
	}
}

// zones are clocks of the Atlantic and of its shores, with summer time and without.
var zones = []string{"Atlantic/Azores", "Atlantic/Cape_Verde", "Atlantic/Reykjavik", "Atlantic/South_Georgia", "America/Noronha",
	"America/St_Johns", "America/Nuuk", "Etc/GMT+2"}

func (l *law) writeAreas(b *strings.Builder) {
	b.WriteString("areas:\n")
	for a, name := range l.w.names {
		d := l.dice(lawZone | a)
		form := []string{"Republic of %s", "Kingdom of %s", "%s Federation", "United Cantons of %s"}[d.below(4)]
		fmt.Fprintf(b, "  - {id: %s, kind: state, name: %s, names: {en: [%q]}, timezone: %s}\n", areaCode(a), name, fmt.Sprintf(form, name), zones[d.below(len(zones))])
	}
}

func (l *law) writeGroups(b *strings.Builder) {
	b.WriteString("groups:\n")
	for k := range l.o.Classes {
		var members []string
		for a, of := range l.class {
			if of == k {
				members = append(members, areaCode(a))
			}
		}
		fmt.Fprintf(b, "  - {id: %s, name: Nationalities of class %d, members: [{areas: [%s]}]}\n", l.classID(k), k+1, strings.Join(members, ", "))
	}
	for i, u := range l.unions {
		first, later := u.members, ""
		if u.joined != "" {
			first = u.members[:len(u.members)-1]
			later = fmt.Sprintf(", {areas: [%s], valid: {from: %s}}", areaCode(u.members[len(first)]), u.joined)
		}
		fmt.Fprintf(b, "  - {id: union-%d, name: Union of free movement %d, members: [{areas: [%s], valid: {from: %s}}%s]}\n", i+1, i+1, codes(first), u.founded, later)
	}
}

func codes(areas []int) string {
	list := make([]string, len(areas))
	for i, a := range areas {
		list[i] = areaCode(a)
	}
	return strings.Join(list, ", ")
}

// writeCrossings writes all that are recorded. Walkers may not use motorways.
func (l *law) writeCrossings(b *strings.Builder) {
	if len(l.w.crossings) > 0 {
		b.WriteString("crossings:\n")
	}
	for _, c := range l.w.crossings {
		modes := "road, foot"
		if c.Road == classNames[motorway] {
			modes = "road"
		}
		fmt.Fprintf(b, "  - {id: %s, name: %s, modes: [%s], posts: [", c.ID, c.Name, modes)
		for i, p := range c.Posts {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(b, "{area: %s, name: %s, at: [%.7f, %.7f], accuracy_m: 30}", c.Areas[i], p.Name, p.At.Lat, p.At.Lon)
		}
		b.WriteString("]}\n")
	}
}
