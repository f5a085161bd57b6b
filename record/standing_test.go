package record_test

import (
	"fmt"
	"strings"
	"testing"

	"waythrough/record"
)

// commitment makes a record of one commitment of ARM and TUR out of its events,
// each as "2022-07-01 agreed" with further keys, as "2024-01-12 ready by: [ARM]".
func commitment(t *testing.T, confirms string, events ...string) *record.Record {
	t.Helper()
	var b strings.Builder
	b.WriteString("statements:\n  - id: c\n    says: C.\n    public: 1990\n    public_basis: x\n")
	if confirms != "" {
		fmt.Fprintf(&b, "    sources: [{source: s, confirms: %s}]\n", confirms)
	}
	b.WriteString("    commitment:\n      title: C\n      undertaking: do\n      parties: [ARM, TUR]\n      events:\n")
	for _, e := range events {
		parts := strings.SplitN(e, " ", 3)
		fmt.Fprintf(&b, "        - {on: %s, event: %s, says: E.", parts[0], parts[1])
		if len(parts) == 3 {
			b.WriteString(", " + parts[2])
		}
		b.WriteString("}\n")
	}
	if confirms != "" {
		fmt.Fprintf(&b, "sources:\n  - {id: s, publisher: P, published: %s, basis: reported, rank: press}\n", confirms)
	}
	return load(t, b.String())
}

// Status on a day is the furthest of proposed < agreed < enacted < ready <
// in-operation, unless since suspended, reversed, lapsed or annulled.
func TestStatus(t *testing.T) {
	path := []string{"2020-01-01 proposed", "2020-02-01 agreed", "2020-03-01 enacted", "2020-04-01 ready", "2020-05-01 in-operation"}
	tests := []struct {
		name   string
		events []string
		on     string
		status record.EventKind // empty: nothing had happened
		since  string
	}{
		{"before anything", path, "2019-12-31", "", ""},
		{"the day of the proposal", path, "2020-01-01", record.Proposed, "2020-01-01"},
		{"agreed", path, "2020-02-29", record.Agreed, "2020-02-01"},
		{"enacted", path, "2020-03-31", record.Enacted, "2020-03-01"},
		{"ready", path, "2020-04-30", record.Ready, "2020-04-01"},
		{"in operation", path, "2026-01-01", record.InOperation, "2020-05-01"},

		{"steps may be left out", []string{"2020-01-01 agreed", "2020-02-01 in-operation"}, "2020-02-01", record.InOperation, "2020-02-01"},
		{"a step back does not lower it", []string{"2020-01-01 ready", "2020-02-01 agreed"}, "2020-03-01", record.Ready, "2020-01-01"},
		{"ready on the ground, then in law", []string{"2020-01-01 agreed", "2020-02-01 ready", "2020-03-01 enacted"}, "2020-04-01", record.Ready, "2020-02-01"},
		{"agreed twice", []string{"2020-01-01 agreed", "2020-02-01 agreed"}, "2020-03-01", record.Agreed, "2020-01-01"},

		{"amended and reconfirmed are no status", []string{"2020-01-01 agreed", "2020-02-01 amended", "2020-03-01 reconfirmed"}, "2020-04-01", record.Agreed, "2020-01-01"},
		{"dated is no status", []string{"2020-01-01 agreed", "2020-02-01 dated due: 2020-05"}, "2020-03-01", record.Agreed, "2020-01-01"},
		{"used once is not in operation", []string{"2020-01-01 enacted", "2020-02-01 used-once"}, "2020-03-01", record.Enacted, "2020-01-01"},

		{"partly ready", []string{"2020-01-01 agreed", "2020-02-01 ready partly: true"}, "2020-03-01", record.Agreed, "2020-01-01"},
		{"partly in operation", []string{"2020-01-01 enacted", "2020-02-01 in-operation partly: true"}, "2020-03-01", record.Enacted, "2020-01-01"},
		{"partly suspended", []string{"2020-01-01 in-operation", "2020-02-01 suspended partly: true"}, "2020-03-01", record.InOperation, "2020-01-01"},
		{"one side is ready", []string{"2020-01-01 agreed", "2020-02-01 ready by: [ARM]"}, "2020-03-01", record.Agreed, "2020-01-01"},
		{"both sides are ready", []string{"2020-01-01 agreed", "2020-02-01 ready by: [ARM, TUR]"}, "2020-03-01", record.Ready, "2020-02-01"},
		{"one side enacted", []string{"2020-01-01 agreed", "2020-02-01 enacted by: [TUR]"}, "2020-03-01", record.Enacted, "2020-02-01"},

		{"suspended", append(path, "2020-06-01 suspended"), "2020-06-01", record.Suspended, "2020-06-01"},
		{"the day before it was suspended", append(path, "2020-06-01 suspended"), "2020-05-31", record.InOperation, "2020-05-01"},
		{"reversed", append(path, "2020-06-01 reversed"), "2021-01-01", record.Reversed, "2020-06-01"},
		{"lapsed", append(path[:2:2], "2020-06-01 lapsed"), "2021-01-01", record.Lapsed, "2020-06-01"},
		{"annulled", append(path[:2:2], "2020-06-01 annulled"), "2021-01-01", record.Annulled, "2020-06-01"},
		{"suspended, then in operation again", append(path, "2020-06-01 suspended", "2020-07-01 in-operation"), "2020-08-01", record.InOperation, "2020-07-01"},
		{"annulled, then agreed anew", append(path[:2:2], "2020-06-01 annulled", "2020-07-01 agreed"), "2020-08-01", record.Agreed, "2020-07-01"},
		{"reconfirming does not undo an annulment", append(path[:2:2], "2020-06-01 annulled", "2020-07-01 reconfirmed"), "2020-08-01", record.Annulled, "2020-06-01"},

		{"a month counts from its first day", []string{"2020-02 agreed"}, "2020-02-01", record.Agreed, "2020-02"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := commitment(t, "", tt.events...)
			st, ok := r.Known(day(t, "2030-01-01")).Standing(r.Statement("c"), day(t, tt.on))
			if ok != (tt.status != "") || st.Status != tt.status || st.Since.String() != tt.since {
				t.Errorf("on %s it is %q since %q; should be %q since %q", tt.on, st.Status, st.Since, tt.status, tt.since)
			}
		})
	}
}

func TestStatusAsKnownThen(t *testing.T) {
	r := commitment(t, "", "2020-01-01 agreed", "2020-02-01 enacted public: 2020-06-15")
	for known, want := range map[string]record.EventKind{"2020-06-14": record.Agreed, "2020-06-15": record.Enacted} {
		if st, _ := r.Known(day(t, known)).Standing(r.Statement("c"), day(t, "2020-03-01")); st.Status != want {
			t.Errorf("on 1 March it is %s as known on %s; should be %s", st.Status, known, want)
		}
	}
}

// days_pending runs from agreed to in-operation, or to what undid it, or to the
// day asked.
func TestDaysPending(t *testing.T) {
	tests := []struct {
		name   string
		events []string
		on     string
		want   int
	}{
		{"only proposed", []string{"2020-01-01 proposed"}, "2020-02-01", 0},
		{"the day it was agreed", []string{"2022-07-01 agreed"}, "2022-07-01", 0},
		{"the day after", []string{"2022-07-01 agreed"}, "2022-07-02", 1},
		{"a year", []string{"2022-07-01 agreed"}, "2023-07-01", 365},
		{"a leap year", []string{"2023-07-01 agreed"}, "2024-07-01", 366},
		{"over leap day", []string{"2024-02-28 agreed"}, "2024-03-01", 2},
		{"no leap day", []string{"2023-02-28 agreed"}, "2023-03-01", 1},
		{"1 July 2022 to 22 May 2026", []string{"2022-07-01 agreed"}, "2026-05-22", 1421},
		{"proposing does not count", []string{"2020-01-01 proposed", "2020-03-01 agreed"}, "2020-03-11", 10},
		{"enacting and readiness do not stop it", []string{"2020-01-01 agreed", "2020-01-05 enacted", "2020-01-08 ready"}, "2020-01-11", 10},
		{"in operation", []string{"2020-01-01 agreed", "2020-01-11 in-operation"}, "2026-01-01", 10},
		{"in operation later than the day asked", []string{"2020-01-01 agreed", "2020-01-11 in-operation"}, "2020-01-06", 5},
		{"from the first agreement", []string{"2020-01-01 agreed", "2020-01-06 agreed"}, "2020-01-11", 10},
		{"annulled", []string{"2020-01-01 agreed", "2020-01-11 annulled"}, "2026-01-01", 10},
		{"lapsed", []string{"2020-01-01 agreed", "2020-01-11 lapsed"}, "2026-01-01", 10},
		{"reversed", []string{"2020-01-01 agreed", "2020-01-11 reversed"}, "2026-01-01", 10},
		{"suspended: still pending", []string{"2020-01-01 agreed", "2020-01-06 suspended"}, "2020-01-11", 10},
		{"in operation, then reversed", []string{"2020-01-01 agreed", "2020-01-11 in-operation", "2020-06-01 reversed"}, "2026-01-01", 10},
		{"in operation, then lapsed", []string{"2020-01-01 agreed", "2020-01-11 in-operation", "2020-06-01 lapsed"}, "2026-01-01", 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := commitment(t, "", tt.events...)
			st, ok := r.Known(day(t, "2030-01-01")).Standing(r.Statement("c"), day(t, tt.on))
			if !ok || st.DaysPending != tt.want {
				t.Errorf("on %s it has been pending %d days, should be %d", tt.on, st.DaysPending, tt.want)
			}
		})
	}
}

// An announced day that passed unmet is missed; one after the last confirmation
// is of unknown fate.
func TestMissed(t *testing.T) {
	const agreed = "2023-01-01 agreed"
	tests := []struct {
		name      string
		confirmed string
		events    []string
		on        string
		want      string
	}{
		{"no day was announced", "2024-12-31", []string{agreed}, "2025-01-01", ""},
		{"before the day", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15"}, "2023-06-14", ""},
		{"on the day", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15"}, "2023-06-15", ""},
		{"the day after", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15"}, "2023-06-16", "2023-06-15 missed"},
		{"inside the season", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-22"}, "2023-08-31", ""},
		{"after the season", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-22"}, "2023-09-01", "2023-22 missed"},
		{"not announced yet", "2024-12-31", []string{agreed, "2023-07-01 dated due: 2023-06-15"}, "2023-06-30", ""},
		{"the day of the last confirmation", "2023-06-15", []string{agreed, "2023-02-01 dated due: 2023-06-15"}, "2025-01-01", "2023-06-15 missed"},
		{"the day before it", "2023-06-14", []string{agreed, "2023-02-01 dated due: 2023-06-15"}, "2025-01-01", "2023-06-15 fate unknown"},
		{"each for itself", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-07-01 dated due: 2025-03-01"}, "2026-01-01",
			"2023-06-15 missed, 2025-03-01 fate unknown"},

		{"met on the day", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-06-15 in-operation"}, "2025-01-01", ""},
		{"met in good time", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-05-01 in-operation"}, "2025-01-01", ""},
		{"met in the season", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-22", "2023-08-31 in-operation"}, "2025-01-01", ""},
		{"a day late", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-06-16 in-operation"}, "2025-01-01", "2023-06-15 missed"},
		{"met only in part", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-06-01 in-operation partly: true"}, "2025-01-01", "2023-06-15 missed"},
		{"met, and suspended later", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-06-01 in-operation", "2023-09-01 suspended"}, "2025-01-01", ""},
		{"late, and suspended later", "2023-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-07-01 in-operation", "2023-09-01 suspended"}, "2025-01-01", "2023-06-15 missed"},
		{"missed, after which it was annulled", "2024-12-31", []string{agreed, "2023-02-01 dated due: 2023-06-15", "2023-09-01 annulled"}, "2025-01-01", "2023-06-15 missed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := commitment(t, tt.confirmed, tt.events...)
			st, _ := r.Known(day(t, "2030-01-01")).Standing(r.Statement("c"), day(t, tt.on))
			var got []string
			for _, m := range st.Missed {
				got = append(got, m.Due.String()+" "+m.Fate)
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("on %s the announced days are %q, should be %q", tt.on, strings.Join(got, ", "), tt.want)
			}
		})
	}
}

func TestPending(t *testing.T) {
	pending := map[record.EventKind]bool{record.Proposed: true, record.Agreed: true, record.Enacted: true, record.Ready: true, record.Suspended: true}
	for _, word := range record.EventKind("").Words() {
		if e := record.EventKind(word); e.Pending() != pending[e] {
			t.Errorf("a commitment that is %s is still to be carried out: %v, should be %v", e, e.Pending(), pending[e])
		}
	}
}
