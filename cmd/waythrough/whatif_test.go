package main

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// The contract of whatif: the fields that the design fixes, by their names.

func TestWhatifContract(t *testing.T) {
	args := []string{"whatif", "--if", "arm-tur-third-country-2022", "--passport", "DEU", "--on", "2024-07-30", "--exponent", "1.5"}
	raw := answerOf[map[string]any](t, args...)
	for _, name := range []string{"assumed", "traveller", "pairs", "pairs_newly_joined", "pairs_quicker", "mean_saving_s", "weighted_saving_s", "market_access", "top"} {
		if _, ok := raw[name]; !ok {
			t.Errorf("the answer has no %s", name)
		}
	}
	for name, fields := range map[string][]string{"market_access": {"before", "after", "cost", "weight", "exponent"}} {
		m, _ := raw[name].(map[string]any)
		for _, f := range fields {
			if _, ok := m[f]; !ok {
				t.Errorf("%s has no %s", name, f)
			}
		}
	}
	top, _ := raw["top"].([]any)
	if len(top) == 0 {
		t.Fatal("no way is listed")
	}
	for _, x := range top {
		for _, f := range []string{"from", "to", "before_s", "after_s"} {
			if _, ok := x.(map[string]any)[f]; !ok {
				t.Errorf("a way has no %s: %v", f, x)
			}
		}
	}
}

type whatifAnswer struct {
	Assumed            []string
	Traveller, Heading string
	Notice             string
	Pairs              int
	Joined             int     `json:"pairs_newly_joined"`
	Quicker            int     `json:"pairs_quicker"`
	Mean               float64 `json:"mean_saving_s"`
	Weighted           float64 `json:"weighted_saving_s"`
	Access             struct {
		Before, After, Exponent float64
		Cost, Weight            string
	} `json:"market_access"`
	Top []struct {
		From, To string
		Before   *float64 `json:"before_s"`
		After    *float64 `json:"after_s"`
	}
	Blockers []struct {
		Crossing, From, To, For, Verdict string
		Reasons                          []reason
		WouldHelp                        []pendingAnswer `json:"would_help"`
	}
}

func TestWhatifFigures(t *testing.T) {
	a := answerOf[whatifAnswer](t, "whatif", "--if", "arm-tur-third-country-2022", "--passport", "DEU", "--on", "2024-07-30")
	if a.Quicker == 0 || a.Joined != 0 || a.Mean <= 0 || a.Weighted <= 0 || a.Access.After <= a.Access.Before {
		t.Errorf("for a German: %+v", a)
	}
	if a.Access.Cost != "duration" || a.Access.Weight != "population" || a.Access.Exponent != 1 {
		t.Errorf("the defaults are told as %+v", a.Access)
	}
	if !strings.Contains(a.Traveller, "DEU") || len(a.Assumed) < 3 || a.Notice == "" || a.Heading == "" {
		t.Errorf("traveller %q, assumed %q, notice %q, heading %q", a.Traveller, a.Assumed, a.Notice, a.Heading)
	}
	for i, p := range a.Top {
		if p.Before == nil || p.After == nil || *p.After >= *p.Before {
			t.Errorf("from %s to %s: %v, %v", p.From, p.To, p.Before, p.After)
		} else if i > 0 && *p.Before-*p.After > *a.Top[i-1].Before-*a.Top[i-1].After {
			t.Errorf("from %s to %s gains more than the way before it", p.From, p.To)
		}
	}
	if len(a.Blockers) != 0 {
		t.Errorf("a German is still kept out: %+v", a.Blockers)
	}
}

func TestWhatifForResidents(t *testing.T) {
	a := answerOf[whatifAnswer](t, "whatif", "--if", "arm-tur-third-country-2022", "--on", "2024-07-30")
	if !strings.Contains(a.Traveller, "resident national") {
		t.Errorf("judged for %q", a.Traveller)
	}
	for _, from := range []string{"ARM", "TUR"} {
		found := false
		for _, b := range a.Blockers {
			since1993 := slices.ContainsFunc(b.Reasons, func(r reason) bool { return r.Part == "closure" && r.From == "1993-04-03" && len(r.Sources) > 0 })
			found = found || b.Crossing == "margara-alican" && b.From == from && b.Verdict == "refused" && since1993 && len(b.WouldHelp) > 0
		}
		if !found {
			t.Errorf("what still keeps nationals of %s from passing, and what would help, is not said: %+v", from, a.Blockers)
		}
	}
}

// The base may be no law at all; the cost may be the distance.
func TestWhatifBaseAndCost(t *testing.T) {
	a := answerOf[whatifAnswer](t, "whatif", "--base", "no-law", "--if", "no-law", "--if", "no-waits", "--cost", "distance")
	if a.Joined != 0 || a.Quicker != 0 || a.Mean < 0 || math.Abs(a.Access.After-a.Access.Before) > 1e-9*a.Access.Before || a.Access.Cost != "distance" {
		t.Errorf("queues lengthen no way: %+v", a)
	}
	b := answerOf[whatifAnswer](t, "whatif", "--base", "no-law", "--if", "no-law", "--if", "no-waits")
	if b.Quicker == 0 || b.Mean <= 0 || b.Access.After <= b.Access.Before {
		t.Errorf("queues gone: %+v", b)
	}
}

func TestWhatifSweep(t *testing.T) {
	a := answerOf[struct {
		Traveller, On string
		Commitments   []struct {
			Commitment, Title, Undertaking, Status string
			Gain                                   float64 `json:"market_access_gain"`
			Quicker                                int     `json:"pairs_quicker"`
		}
	}](t, "whatif", "--each", "commitments", "--passport", "DEU", "--on", "2024-07-30")
	i := slices.IndexFunc(a.Commitments, func(c struct {
		Commitment, Title, Undertaking, Status string
		Gain                                   float64 `json:"market_access_gain"`
		Quicker                                int     `json:"pairs_quicker"`
	}) bool {
		return c.Commitment == "arm-tur-third-country-2022"
	})
	if i < 0 || a.Commitments[i].Gain <= 0 || a.Commitments[i].Quicker == 0 || a.On != "2024-07-30" {
		t.Errorf("the sweep: %+v", a)
	}
}
