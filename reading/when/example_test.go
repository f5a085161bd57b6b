package when_test

import (
	"fmt"
	"time"

	"waythrough/reading/when"
	"waythrough/record"
)

func ExampleFind() {
	published := record.DayOf(2024, time.July, 30)
	for _, s := range when.Find("Closed since 1993, the gate will open by the end of September", published, when.Future) {
		fmt.Printf("%s: %s %s\n", s.Text, s.Kind, s.Value)
	}
	// Output:
	// since 1993: since 1993/..
	// by the end of September: by ../2024-09~
}
