package feed

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// A feed of a hundred items with their whole text.
func BenchmarkParse(b *testing.B) {
	var items strings.Builder
	for i := range 100 {
		fmt.Fprintf(&items, "<item><title>Item %d</title><guid>%d</guid><link>/%d</link><pubDate>Tue, 30 Jul 2024 10:00:00 +0400</pubDate><description>%s</description></item>", i, i, i, gateReport)
	}
	body := []byte(rssOf(items.String()))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parse(body, "", here); err != nil {
			b.Fatal(err)
		}
	}
}

// A new text against twenty thousand that were seen.
func BenchmarkTwin(b *testing.B) {
	l, _, err := openSeen(filepath.Join(b.TempDir(), "seen.log"), today)
	if err != nil {
		b.Fatal(err)
	}
	defer l.close()
	vocabulary := words(gateReport + gateElsewhere + ferryReport)
	for i := range maxPrints {
		var text strings.Builder
		for k := range 400 {
			fmt.Fprintf(&text, "%s ", vocabulary[(i*31+k*k*(i%97+1)+k)%len(vocabulary)])
		}
		m := markOf(fmt.Sprintf("s%d.example", i%50), fmt.Sprint(i), text.String())
		l.note(seenLine{Day: today, Host: m.host, Whole: writeHash(m.whole), Print: m.print.pack()}, today)
	}
	l.index()
	b.ReportAllocs()
	for b.Loop() {
		if l.twin(markOf("new.example", "Title", gateReport)) {
			b.Fatal("a copy of nothing")
		}
	}
}
