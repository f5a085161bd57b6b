package reading

import (
	"strings"
	"testing"
)

// A setting makes the sentences of the table concern a border.
const setting = "The land border between Ruritania's neighbours Armenia and Georgia has several crossing points. "

// statuses is the guide's table: what must never be taken for another.
var statuses = []struct {
	text string
	want string // kind status modality; empty: nothing
}{
	{"The two countries agreed to open the Gogavan crossing.", "commitment agreed fact"},
	{"Georgia will open the Gogavan crossing on 1 June.", "crossing dated planned"},
	{"Georgia will open the Gogavan crossing.", "crossing announced planned"},
	{"Georgia is to open the Gogavan crossing.", "crossing announced planned"},
	{"The Gogavan crossing is due to open on 1 June.", "crossing dated planned"},
	{"Georgia opened the Gogavan crossing.", "crossing open fact"},
	{"The Gogavan crossing was reopened on 3 May.", "crossing open fact"},
	{"The Gogavan crossing has been opened for lorries only.", "crossing partly-open fact"},
	{"The Gogavan crossing could open if the bridge is repaired.", "crossing proposed conditional"},
	{"The Gogavan crossing will open once the treaty is ratified.", "crossing proposed conditional"},
	{"The ministry denied that the Gogavan crossing had been opened.", "crossing denied negated"},
	{"The ministry dismissed reports that the Gogavan crossing had reopened.", "crossing denied negated"},
	{"Georgia says it is ready to open the Gogavan crossing.", "position stated reported"},
	{"Georgia wants to open the Gogavan crossing.", "position stated reported"},
	{"Georgia hopes to open the Gogavan crossing.", "position stated hoped"},
	{"Georgia urged Armenia to open the Gogavan crossing.", "position stated reported"},
	{"Georgia refused to open the Gogavan crossing.", "position rejected negated"},
	{"Georgia does not intend to open the Gogavan crossing.", "position rejected negated"},
	{"Georgia will not open the Gogavan crossing.", "position rejected negated"},
	{"The Gogavan crossing was never opened.", "commitment not-implemented negated"},
	{"The agreement on the crossing has not been implemented.", "commitment not-implemented negated"},
	{"The plan for the crossing remained on paper.", "commitment not-implemented negated"},
	{"No date was set for the opening of the border.", "crossing no-date negated"},
	{"The sides did not set a date for opening the border.", "crossing no-date negated"},
	{"Georgia did not say when the border would reopen.", "crossing no-date negated"},
	{"The border has been closed since 1993.", "crossing closed fact"},
	{"The border remains shut.", "crossing closed fact"},
	{"The Gogavan crossing is closed to lorries.", "crossing partly-closed fact"},
	{"The spokesman said the border had been closed.", "crossing closed reported"},
	{"The border was not closed.", "crossing open fact"},
	{"The two sides reconfirmed the agreements on the border.", "commitment reconfirmed fact"},
	{"The ministers discussed the opening of the border.", "commitment discussed fact"},
	{"The foreign ministers met in Vienna on 3 May.", "meeting held fact"},
	{"The foreign ministers are to meet in Vienna on 3 May.", "meeting dated planned"},
	{"The foreign ministers will meet again in Vienna.", "meeting announced planned"},
	{"The meeting of the foreign ministers was postponed.", "meeting cancelled fact"},
	{"The protocol was signed in Tbilisi on 3 May.", "instrument signed fact"},
	{"Parliament ratified the protocol on the border.", "instrument enacted fact"},
	{"The protocol entered into force on 3 May.", "instrument in-operation fact"},
	{"Armenia denounced the treaty on the border.", "instrument annulled fact"},
	{"Flights between Tbilisi and Yerevan have resumed.", "service resumed fact"},
	{"Flights between Tbilisi and Yerevan will resume on 3 May.", "service dated planned"},
	{"Flights between Tbilisi and Yerevan were suspended.", "service suspended fact"},
	{"The night train to Yerevan was discontinued in 2020.", "service ended fact"},
	{"Flights between Tbilisi and Yerevan have never resumed.", "service not-implemented negated"},
	{"Georgia abolished visas for citizens of Armenia.", "visa ended fact"},
	{"Georgia will abolish visas for citizens of Armenia from 1 July.", "visa dated planned"},
	{"The two countries agreed to waive visas.", "visa agreed fact"},
	{"Armenia and Georgia broke off diplomatic relations in 2008.", "relation ended fact"},
	{"Armenia and Georgia have no diplomatic relations.", "relation ended negated"},
	{"Armenia and Georgia restored diplomatic relations.", "relation resumed fact"},
	{"We are ready to normalise relations, establish diplomatic relations and open the border.", "position stated reported"},
	{"The minister spoke at length about football.", ""},
}

func TestStatus(t *testing.T) {
	for _, c := range statuses {
		got := ""
		for _, p := range testReader(t).Read(Article{Text: setting + c.text, Published: day(t, "2024-05-01")}) {
			if p.Start >= len(setting) {
				got += "; " + string(p.Kind) + " " + string(p.Status) + " " + string(p.Modality)
			}
		}
		if got = strings.TrimPrefix(got, "; "); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// TestSeveral: one sentence holds a promise and its failure, one side open and
// the other shut, two things agreed.
func TestSeveral(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The two sides agreed to open the border for third-country citizens, although the step was never implemented.",
			"commitment agreed; commitment not-implemented"},
		{"Georgia has opened its side of the crossing, but Armenia has kept its half shut.", "crossing open; crossing closed"},
		{"The envoys agreed to study the railway at the border, and to simplify visa procedures.", "commitment agreed; commitment agreed"},
		{"The delegations reconfirmed the agreements reached before, but did not set a date for opening the border.",
			"commitment reconfirmed; commitment no-date"},
		{"If the treaty on the border is signed, the crossing will be opened.", "crossing proposed"},
		{"The ministers met in Tbilisi, discussed the reopening of the border and agreed to meet again.",
			"meeting held; commitment discussed; commitment agreed"},
	} {
		var got []string
		for _, p := range testReader(t).Read(Article{Text: setting + c.text, Published: day(t, "2024-05-01")}) {
			if p.Start >= len(setting) {
				got = append(got, string(p.Kind)+" "+string(p.Status))
			}
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, g, c.want)
		}
	}
}

// TestNothing: the words of borders in articles that are about something else.
func TestNothing(t *testing.T) {
	for _, text := range []string{
		"The payment gateway was closed for an hour and reopened at noon. Merchants could not take cards.",
		"The router dropped its border gateway protocol sessions when the link was shut.",
		"He opened his speech with a joke and closed the door behind him.",
		"The museum's new wing opens on Saturday. Visitors are admitted from ten.",
		"Flights from Yerevan to Gyumri were cancelled because of fog.",
		"The line between love and hate is crossed on every page of the novel.",
		"",
		"\n\n\n",
	} {
		if got := testReader(t).Read(Article{Text: text}); len(got) > 0 {
			t.Errorf("%s\n  got %s %s: %s", text, got[0].Kind, got[0].Status, got[0].Passage)
		}
	}
}
