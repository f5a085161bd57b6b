package when

import (
	"sort"
	"strings"
)

// English is the English language.
var English = newEnglish()

func newEnglish() *Language {
	l := &Language{words: map[string]*word{}, expression: english}
	for _, t := range englishWords {
		for i, group := range strings.Fields(t.words) {
			value := t.value
			if t.counts {
				value += i
			}
			for w := range strings.SplitSeq(group, "/") {
				entry := l.word(w)
				entry.class, entry.value = t.class, value
				entry.telling = t.telling
			}
		}
	}
	for _, p := range englishPhrases {
		for text := range strings.SplitSeq(p.texts, ", ") {
			words := strings.Fields(text)
			entry := l.word(words[0])
			entry.phrases = append(entry.phrases, phrase{words: words, kind: p.kind, a: p.a})
			entry.telling = true
			sort.SliceStable(entry.phrases, func(i, j int) bool { return len(entry.phrases[i].words) > len(entry.phrases[j].words) })
		}
	}
	for _, g := range englishGoverns {
		for text := range strings.SplitSeq(g.texts, ", ") {
			words := strings.Fields(text)
			entry := l.word(words[0])
			entry.governs = append(entry.governs, govern{words: words, kind: g.kind, role: g.role})
			sort.SliceStable(entry.governs, func(i, j int) bool { return len(entry.governs[i].words) > len(entry.governs[j].words) })
		}
	}
	return l
}

// word gives the entry of a word, made if need be.
func (l *Language) word(w string) *word {
	if l.words[w] == nil {
		l.words[w] = &word{}
	}
	return l.words[w]
}

// englishWords are groups of words of one class. Groups that count give each
// word the next value; words joined by a slash share one.
var englishWords = []struct {
	class   class
	value   int
	counts  bool
	telling bool
	words   string
}{
	{wWeekday, 1, true, true, "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun"},
	{wAbbrev, 1, true, true, "jan feb mar apr - jun jul aug sep/sept oct nov dec"},
	{wMonth, 1, true, true, "january february march april may june july august september october november december"},
	{wSeason, 21, true, true, "spring summer autumn/fall winter"},
	{wUnit, int(hour), false, true, "hour/hours"},
	{wUnit, int(day), false, true, "day/days"},
	{wUnit, int(week), false, true, "week/weeks"},
	{wUnit, int(fortnight), false, true, "fortnight"},
	{wUnit, int(weekend), false, true, "weekend"},
	{wUnit, int(month), false, true, "month/months"},
	{wUnit, int(quarter), false, true, "quarter"},
	{wUnit, int(half), false, true, "half"},
	{wUnit, int(year), false, true, "year/years"},
	{wUnit, int(decade), false, true, "decade/decades"},
	{wUnit, int(century), false, true, "century/centuries"},
	{wNumber, 1, true, false, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"},
	{wNumber, 30, false, false, "thirty"},
	{wNumber, 40, false, false, "forty"},
	{wNumber, 50, false, false, "fifty"},
	{wNumber, 60, false, false, "sixty"},
	{wNumber, 70, false, false, "seventy"},
	{wNumber, 80, false, false, "eighty"},
	{wNumber, 90, false, false, "ninety"},
	{wNumber, 100, false, false, "hundred"},
	{wOrdinal, 1, true, false, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"},
	{wOrdinal, 30, false, false, "thirtieth"},
	{wTurn, int(last), false, false, "last"},
	{wTurn, int(this), false, false, "this"},
	{wTurn, int(next), false, false, "next"},
	{wTurn, int(that), false, false, "that/same"},
	{wTurn, int(coming), false, false, "coming"},
	{wTurn, int(past), false, false, "past"},
	{wPart, int(early), false, false, "early/earlier"},
	{wPart, int(middle), false, false, "mid"},
	{wPart, int(late), false, false, "late/later"},
	{wPartOf, int(beginning), false, false, "beginning/start/outset"},
	{wPartOf, int(middle), false, false, "middle"},
	{wPartOf, int(ending), false, false, "end/close"},
	{wDaytime, 0, false, false, "morning afternoon evening night"},
	{wRelDay, -1, true, true, "yesterday today tomorrow"},
	{wRelDay, 0, false, true, "tonight"},
	{wFeast, 1225, false, true, "christmas"},
	{wFeast, 321, false, true, "nowruz/novruz/norouz/nawruz/newroz"},
	{wFeast, 0, false, true, "easter/eid/ramadan/passover/pentecost/ashura/hanukkah/diwali"},
	{wArticle, 0, false, false, "the a an"},
	{wApprox, 0, false, false, "about around nearly almost some roughly approximately exactly barely just only"},
	{wOpens, 0, false, false, `new good orthodox boxing women fiscal financial previous preceding following same chinese lunar iranian
		persian jewish islamic labour victory independence final several many more less fewer under`},
	{wDecade, 1920, false, true, "twenties"},
	{wDecade, 1930, false, true, "thirties"},
	{wDecade, 1940, false, true, "forties"},
	{wDecade, 1950, false, true, "fifties"},
	{wDecade, 1960, false, true, "sixties"},
	{wDecade, 1970, false, true, "seventies"},
	{wDecade, 1980, false, true, "eighties"},
	{wDecade, 1990, false, true, "nineties"},
	{wClockish, 0, false, false, "gmt utc hrs cet cest local pm noon midnight"},
	{wAttribute, 0, false, false, "timetable timetables schedule schedules service services holiday holidays olympics games tyres palace school camp camps break"},
	{wDated, 0, false, false, `accord accords agreement agreements treaty protocol protocols war wars deal pact ceasefire convention
		constitution declaration coup revolution elections election referendum summit statement law memorandum talks blockade`},
	{wCounted, 0, false, false, `people persons lorries trucks vehicles cars buses coaches passengers travellers travelers tourists
		visitors troops soldiers guards officers men women children refugees migrants citizens residents workers drivers pilgrims
		visas permits passports tonnes tons tonne metres meters metre meter km kilometres kilometers kilometre miles mile feet m
		dollars euros pounds lira liras drams roubles rubles rials manats containers wagons carriages flights trains crossings
		homes houses families villages households hectares acres square sq rooms beds seats words pages items species kg mw gw
		students pupils patients voters members fighters detainees prisoners bodies dead wounded applications cases entries
		million billion thousand percent minutes minute`},
}

// englishPhrases are fixed expressions.
var englishPhrases = []struct {
	texts string
	kind  Kind
	a     expr
}{
	{"effective immediately, with immediate effect", Since, expr{form: unit, unit: day}},
	{"the day before yesterday, day before yesterday", At, expr{form: unit, unit: day, n: -2}},
	{"the day after tomorrow, day after tomorrow", At, expr{form: unit, unit: day, n: 2}},
	{"last night", At, expr{form: unit, unit: day, n: -1}},
	{"earlier today, later today, this morning, this afternoon, this evening", At, expr{form: unit, unit: day}},
	{"overnight", At, expr{form: night}},
	{"before the year is out, before the year was out", By, expr{form: unit, unit: year, rel: that, part: ending}},
	{"until further notice, for the time being, soon, recently, in due course, in the near future, in the foreseeable future, " +
		"at a later date, in the coming days, in the coming weeks, in the coming months, in the coming years, in recent days, " +
		"in recent weeks, in recent months, in recent years, since then, until then, until now", Vague, expr{}},
}

// englishGoverns are the words before an expression that say its part in the
// clause.
var englishGoverns = []struct {
	texts string
	kind  Kind
	role  role
}{
	{"on, on or about, on or around, at", At, onRole},
	{"in, during, throughout, in or around", At, inRole},
	{"for", At, forRole},
	{"over", At, overRole},
	{"between", At, betweenRole},
	{"by, no later than, not later than, on or before, by no later than, by at the latest, at the latest by, at the latest on", By, inRole},
	{"before, prior to, ahead of", By, beforeRole},
	{"until, till, until at least, until at the earliest, through, up to, up until, at least until", Until, inRole},
	{"since, ever since", Since, inRole},
	{"from, starting, starting on, starting from, starting in, beginning, beginning on, beginning in, beginning from, as of, as from, " +
		"with effect from, with effect on, effective, effective from, effective on, effective as of", Since, fromRole},
	{"no earlier than, not earlier than, not before, on or after", Since, inRole},
	{"after, following", Since, afterRole},
	{"within", By, withinRole},
}
