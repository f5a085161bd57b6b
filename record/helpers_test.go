package record_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"waythrough/record"
)

// folder makes a folder of one file, all.yaml, out of a text.
func folder(name, yaml string) record.Folder {
	return record.Folder{Name: name, FS: fstest.MapFS{"all.yaml": {Data: []byte(yaml)}}}
}

// load reads a record out of one text and fails the test if anything is wrong
// with it.
func load(t testing.TB, yaml string) *record.Record {
	t.Helper()
	r, err := record.Load(folder("test", yaml))
	if err != nil {
		t.Fatalf("the record of this test does not load:\n%v\nin\n%s", err, numbered(yaml))
	}
	return r
}

// numbered writes a text with the numbers of its lines.
func numbered(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintf(&b, "%4d  %s\n", i+1, line)
	}
	return b.String()
}

// date reads a date that the test knows to be one.
func date(t testing.TB, s string) record.Date {
	t.Helper()
	if s == "" {
		return record.Date{}
	}
	d, err := record.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// day gives the number of a day written 2006-01-02.
func day(t testing.TB, s string) record.Day {
	t.Helper()
	x, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return record.DayOf(x.Year(), x.Month(), x.Day())
}

// clock gives the minute written 2006-01-02T15:04.
func clock(t testing.TB, s string) record.Minute {
	t.Helper()
	x, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return record.MinuteOf(x)
}
