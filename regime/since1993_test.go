package regime_test

import (
	"testing"

	"waythrough/record"
	"waythrough/record/builtin"
	"waythrough/regime"
)

// A Turkish lorry with goods for Armenia has been refused at Margara–Alican on
// every day since the border was shut, those of the exceptions among them.
func TestNoLorryWithGoodsSince1993(t *testing.T) {
	r, err := builtin.Record()
	if err != nil {
		t.Fatal(err)
	}
	lorry := regime.Traveller{Passports: []regime.Passport{{Nationality: "TUR", Type: "ordinary"}}, Mode: record.Road,
		Vehicle: "truck", Plate: "TUR", Cargo: "goods", GoodsFrom: "TUR", GoodsTo: "ARM"}
	p := regime.Passage{From: "TUR", To: "ARM", Mode: record.Road, Crossing: "margara-alican"}
	today := record.DayOf(2026, 11, 23)
	days := []record.Day{record.DayOf(1993, 4, 3), record.DayOf(2023, 2, 12), record.DayOf(2023, 2, 17), record.DayOf(2024, 7, 30),
		record.DayOf(2025, 3, 25), record.DayOf(2025, 9, 12), today}
	step := record.Day(97)
	if testing.Short() {
		step *= 10
	}
	for d := days[0]; d < today; d += step {
		days = append(days, d)
	}
	for _, d := range days {
		g := regime.Compile(r, d, today)
		if v := g.Verdict(p, g.Profile(lorry)); v != regime.Refused {
			t.Errorf("on %s: %s", d, v)
		}
	}
	before := record.DayOf(1993, 4, 2)
	if g := regime.Compile(r, before, today); g.Verdict(p, g.Profile(lorry)) == regime.Refused {
		t.Error("refused the day before the border was shut")
	}
}
