package main

import (
	"strings"

	"github.com/spf13/cobra"

	"waythrough/record"
)

// complete registers what the shell offers after the flags of a command.
func (a *app) complete(c *cobra.Command) {
	offers := map[string]func(*record.Record) []string{
		"passport": states, "from": areas, "to": areas, "residence": areas, "plate": areas, "stamp": areas,
		"goods-from": areas, "goods-to": areas, "at": gates,
		"mode":    func(*record.Record) []string { return record.Mode("").Words() },
		"vehicle": func(*record.Record) []string { return record.Vehicles() },
		"cargo":   func(*record.Record) []string { return record.Cargoes() },
		"purpose": func(*record.Record) []string { return record.Purposes() },
		"parity":  func(*record.Record) []string { return record.Parity("").Words()[:2] },
		"by":      func(*record.Record) []string { return append(record.Vehicles(), "foot", "any") },
		"unknown": func(*record.Record) []string { return []string{"show", "permit", "refuse"} },
		"kind": func(*record.Record) []string {
			return []string{"rule", "commitment", "meeting", "instrument", "service", "facility", "observation", "relation", "position", "advisory", "background"}
		},
	}
	for flag, words := range offers {
		if c.Flags().Lookup(flag) == nil {
			continue
		}
		// It fails only for a flag that does not exist or was registered before.
		_ = c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return a.offer(typed, words)
		})
	}
}

// offer lists the words that begin as typed.
func (a *app) offer(typed string, words func(*record.Record) []string) ([]string, cobra.ShellCompDirective) {
	r, err := a.openRecord()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, w := range words(r) {
		plain, _, _ := strings.Cut(w, "\t")
		if strings.HasPrefix(strings.ToLower(plain), strings.ToLower(typed)) {
			out = append(out, w)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// areas lists area ids, each with its name behind a tab, as shells show it.
func areas(r *record.Record) []string {
	var out []string
	for _, a := range r.Areas {
		out = append(out, string(a.ID)+"\t"+a.Name)
	}
	return out
}

// states lists every state's code; those of the record with their names.
func states(r *record.Record) []string {
	var out []string
	for _, id := range record.States() {
		if r.Area(id) == nil {
			out = append(out, string(id))
		}
	}
	return append(areas(r), out...)
}

func gates(r *record.Record) []string {
	var out []string
	for _, x := range r.Crossings {
		out = append(out, string(x.ID)+"\t"+x.Name)
	}
	for _, t := range r.Terminals {
		out = append(out, string(t.ID)+"\t"+t.Name)
	}
	return out
}

func towns(r *record.Record) []string {
	var out []string
	for _, t := range r.Towns {
		out = append(out, t.Name+"\t"+string(t.Area))
	}
	return append(out, gates(r)...)
}

func (a *app) completeProcess(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.offer(typed, processes)
}

func (a *app) completePlace(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.offer(typed, towns)
}

func (a *app) completeItem(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.offer(typed, func(r *record.Record) []string {
		var ids []string
		for e := range r.Items() {
			ids = append(ids, e.ID)
		}
		return ids
	})
}
