package when

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waythrough/record"
)

// days draws a day of publication from 1900 to 2099, the unknown one left out.
var days = rapid.Custom(func(t *rapid.T) record.Day {
	d := record.Day(rapid.IntRange(-25567, 47481).Draw(t, "published"))
	if d == 0 {
		d = 1
	}
	return d
})

var tenses = rapid.SampledFrom([]Tense{Unknown, Past, Future})

func only(t *rapid.T, text string, published record.Day, tense Tense) Span {
	spans := Find(text, published, tense)
	if len(spans) != 1 {
		t.Fatalf("%q (%s): %d expressions found, want 1", text, published, len(spans))
	}
	return spans[0]
}

func TestCalendarAgreesWithTime(t *testing.T) {
	for d := record.Day(-200000); d < 300000; d += 11 {
		c := time.Unix(int64(d)*86400, 0).UTC()
		y, m, dd := civil(d)
		if y != c.Year() || m != int(c.Month()) || dd != c.Day() || weekdayOf(d)%7 != int(c.Weekday()) {
			t.Fatalf("%s: civil gives %d-%d-%d, weekday %d", c, y, m, dd, weekdayOf(d))
		}
	}
}

// What is told by weekdays, days and weeks moves with publication.
func TestWholeWeeksShift(t *testing.T) {
	phrases := []string{"on Friday", "last Monday", "next Wednesday", "this Sunday", "yesterday", "tomorrow", "overnight", "last week",
		"next weekend", "two weeks ago", "three days ago", "since Tuesday", "by Saturday", "until Thursday", "within 30 days",
		"from Monday to Wednesday", "between Friday and Sunday", "before Friday", "the day before yesterday"}
	rapid.Check(t, func(t *rapid.T) {
		published, tense := days.Draw(t, "day"), tenses.Draw(t, "tense")
		weeks := record.Day(rapid.IntRange(-300, 300).Draw(t, "weeks"))
		if published+7*weeks == 0 {
			return
		}
		text := "It happens " + rapid.SampledFrom(phrases).Draw(t, "phrase")
		a, b := only(t, text, published, tense), only(t, text, published+7*weeks, tense)
		if a.Kind != b.Kind {
			t.Fatalf("%q: %s, and %d weeks later %s", text, a.Kind, weeks, b.Kind)
		}
		for i, x := range []record.Date{a.Value.Date, a.Value.From, a.Value.Until} {
			y := []record.Date{b.Value.Date, b.Value.From, b.Value.Until}[i]
			if x.IsZero() != y.IsZero() || !x.IsZero() && (x.FirstDay()+7*weeks != y.FirstDay() || x.LastDay()+7*weeks != y.LastDay()) {
				t.Fatalf("%q: %s (%s) and %d weeks later %s (%s)", text, a.Value, published, weeks, b.Value, published+7*weeks)
			}
		}
	})
}

// A day without its year, and a weekday, are found by walking from publication.
func TestNearestByWalking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		published, tense := days.Draw(t, "day"), tenses.Draw(t, "tense")
		var text string
		var fits func(record.Day) bool
		if rapid.Bool().Draw(t, "weekday") {
			wd := time.Weekday(rapid.IntRange(0, 6).Draw(t, "which"))
			text = "Talks on " + wd.String()
			fits = func(d record.Day) bool { return d.Start().Time().Weekday() == wd }
		} else {
			m, dd := time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "of month")
			text = fmt.Sprintf("Talks on %d %s", dd, m)
			fits = func(d record.Day) bool {
				c := d.Start().Time()
				return c.Month() == m && c.Day() == dd
			}
		}
		want := published
		for n := record.Day(0); ; n++ {
			if tense != Future && fits(published-n) {
				want = published - n
				break
			}
			if tense != Past && fits(published+n) {
				want = published + n
				break
			}
		}
		if got := only(t, text, published, tense).Value.String(); got != want.String() {
			t.Fatalf("%q, published %s, tense %d: %s, want %s", text, published, tense, got, want)
		}
	})
}

// A whole date means itself, in every order, whatever publication and tense.
func TestWholeDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := days.Draw(t, "the day")
		c := d.Start().Time()
		layout := rapid.SampledFrom([]string{"2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", "2006-01-02", "2006/01/02", "02.01.2006",
			"Monday, 2 January 2006", "Monday, January 2, 2006", "Mon 2 January 2006"}).Draw(t, "layout")
		span := only(t, "They met on "+c.Format(layout)+".", rapid.OneOf(days, rapid.Just(record.Day(0))).Draw(t, "day"), tenses.Draw(t, "tense"))
		if span.Value.Date != record.DateOf(d) || span.Text != "on "+c.Format(layout) {
			t.Fatalf("%q: %q %s, want %s", layout, span.Text, span.Value, d)
		}
	})
}

// Past the first sentence of a text, nothing changes: each is read by itself.
func TestSurroundingsDoNotMatter(t *testing.T) {
	for _, s := range cases(t) {
		plain := Find(s.text, s.published, s.tense)
		for i, span := range Find("“"+s.text+"”, he added.", s.published, s.tense) {
			if i >= len(plain) || span.Value != plain[i].Value || span.Kind != plain[i].Kind || span.Start != plain[i].Start+len("“") {
				t.Errorf("testdata/cases.txt:%d: %q is read otherwise in quotes: %q %s", s.at, s.text, span.Text, span.Value)
			}
		}
	}
}

// A failer is a test or a property.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// valid fails unless every span lies where it says, apart from the others, and
// every date is as the record reads it.
func valid(t failer, text string, spans []Span) {
	t.Helper()
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) || text[s.Start:s.End] != s.Text {
			t.Fatalf("%q: span %d to %d, %q, after %d", text, s.Start, s.End, s.Text, end)
		}
		end = s.End
		for _, d := range []record.Date{s.Value.Date, s.Value.From, s.Value.Until} {
			if d.IsZero() {
				continue
			}
			if read, err := record.ParseDate(d.Text); err != nil || read != d {
				t.Fatalf("%q: %q is %+v, the record reads %+v, %v", text, s.Text, d, read, err)
			}
			if strings.HasSuffix(d.Text, "~") != (s.Kind == By) {
				t.Fatalf("%q: %q is %s, of kind %s", text, s.Text, d, s.Kind)
			}
		}
		v, k := s.Value, s.Kind
		if !v.Date.IsZero() && k != At || !v.From.IsZero() && k != Since && k != Range || !v.Until.IsZero() && k != By && k != Until && k != Range {
			t.Fatalf("%q: %q, of kind %s, has value %s", text, s.Text, k, v)
		}
		if k == Range && v.From.First > v.Until.Last {
			t.Fatalf("%q: %q ends before it begins: %s", text, s.Text, v)
		}
	}
}

func TestCasesAreValid(t *testing.T) {
	for _, s := range cases(t) {
		for _, tense := range []Tense{Unknown, Past, Future} {
			for _, published := range []record.Day{0, 1, s.published, record.DayOf(2024, 2, 29), record.DayOf(1000, 1, 1), record.DayOf(2999, 12, 31)} {
				valid(t, s.text, Find(s.text, published, tense))
			}
		}
	}
}

// Random words of the tables, in any order, are never read as nonsense.
func TestWordSalad(t *testing.T) {
	words := []string{"3", "31", "1990s", "2022", "24", "-", "–", ",", "'s", "(", "/", "half a", "of", "to", "and", "until", "the", "a", "15th", "Q2", "03/05/2024", "new year"}
	for w := range English.words {
		words = append(words, w, strings.ToUpper(w[:1])+w[1:])
	}
	// The order of a map must not decide what is drawn.
	sort.Strings(words)
	draw := rapid.SliceOfN(rapid.SampledFrom(words), 1, 14)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(draw.Draw(t, "words"), " ")
		valid(t, text, Find(text, days.Draw(t, "day"), tenses.Draw(t, "tense")))
	})
}
