package page

func home(v *visit) (*sheet, error) {
	return &sheet{template: "home", Title: "Waythrough", About: "Who may cross which border, on which day, with which papers; the way through; and what would change if a closed border opened.",
		Path: "/", Feed: "/feed/changes.atom", Body: map[string]any{"Form": v.form(), "Processes": v.view.Processes,
			"Statements": len(v.view.Visible), "Sources": len(v.view.Sources), "Crossings": len(v.view.Crossings), "Pending": v.pending()}}, nil
}

// pending lists the commitments still to be carried out.
func (v *visit) pending() (out []pendingLink) {
	commitments, _, _ := split(v.view.Visible)
	for _, c := range v.promises(commitments) {
		if c.Status.Pending() && !c.Agreed.IsZero() {
			out = append(out, pendingLink{link{"/commitment/" + string(c.ID), c.Title}, c.DaysPending})
		}
	}
	return out
}

type pendingLink struct {
	link
	Days int
}
