package reading

import (
	"sync"
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
)

var shared = sync.OnceValues(func() (*Reader, error) {
	rec, err := builtin.Record()
	if err != nil {
		return nil, err
	}
	return New(rec), nil
})

func testReader(tb testing.TB) *Reader {
	r, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func day(tb testing.TB, s string) record.Day {
	if s == "" {
		return 0
	}
	d, err := record.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d.FirstDay()
}

// seeds are articles of few words over the ground of the reader.
var seeds = []string{
	"Armenia and Turkey agreed on Tuesday to open their border, though no date was set. The crossing at Margara, shut since 1993, was never reopened.",
	"Flights between Yerevan and Istanbul will resume on 2 February if both ministries approve, the operator said.",
	"The foreign ministry in Baku denied that the Samur checkpoint had been opened to lorries. \"We are ready to talk,\" the minister said.",
	"Visas for citizens of Georgia will be abolished from 1 July. Moscow and Tbilisi broke off diplomatic relations in 2008.",
	"The envoys met at the border gate for the third time; the protocol signed in May has never been ratified.",
}
