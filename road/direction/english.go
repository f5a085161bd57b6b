package direction

import (
	"strconv"

	"waythrough/road/osm/profile"
)

const ferryFlag = profile.Ferry

// Places of sentences for which a kind and its modifiers are not enough.
var (
	noExit    = phrase{Roundabout, modifiers} // the path ends inside
	aboard    = phrase{Depart, modifiers}     // the path begins on a ferry
	borderOut = phrase{Border, modifiers}     // where the other side is not known
	borderIn  = phrase{Border, modifiers + 1} // where this side is not known
)

var english = language{
	both:     "{name} ({ref})",
	crossing: "{sentence}, crossing the boundary from {from} to {to}",
	leaving:  "{sentence}, leaving {from}",
	entering: "{sentence}, entering {to}",
	compass:  [8]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"},
	ordinal:  englishOrdinal,
	sentences: map[phrase]sentence{
		{Kind: Depart}: {bare: "Head {compass}", onto: "Head {compass} on {road}", towards: "Head {compass} towards {towards}"},
		aboard:         {bare: "Start on the ferry", onto: "Start on the ferry {road}"},

		{Turn, Straight}: {bare: "Go straight on", onto: "Go straight on to {road}",
			stay: "Go straight to stay on {road}", towards: "Go straight towards {towards}"},
		{Turn, SlightRight}: turn("Turn slightly right"),
		{Turn, Right}:       turn("Turn right"),
		{Turn, SharpRight}:  turn("Turn sharp right"),
		{Turn, Around}:      turn("Turn around"),
		{Turn, SharpLeft}:   turn("Turn sharp left"),
		{Turn, Left}:        turn("Turn left"),
		{Turn, SlightLeft}:  turn("Turn slightly left"),
		{Keep, Straight}:    turn("Keep to the middle"),
		{Keep, Right}:       turn("Keep right"),
		{Keep, Left}:        turn("Keep left"),

		{Kind: Continue}: {bare: "Continue", onto: "Continue onto {road}", stay: "Continue on {road}"},
		{Continue, Straight}: {bare: "Continue straight on", onto: "Continue onto {road}",
			stay: "Go straight over to stay on {road}"},

		{Kind: Roundabout}: {bare: "At the roundabout take the {exit} exit",
			onto:    "At the roundabout take the {exit} exit onto {road}",
			stay:    "At the roundabout take the {exit} exit to stay on {road}",
			towards: "At the roundabout take the {exit} exit towards {towards}"},
		noExit: {bare: "Enter the roundabout"},
		{Kind: Leave}: {bare: "Leave the roundabout by the {exit} exit",
			onto:    "Leave the roundabout by the {exit} exit onto {road}",
			towards: "Leave the roundabout by the {exit} exit towards {towards}"},

		{Ramp, Straight}:    ramp("Take the ramp"),
		{Ramp, SlightRight}: ramp("Take the ramp on the right"),
		{Ramp, Right}:       ramp("Turn right onto the ramp"),
		{Ramp, SharpRight}:  ramp("Turn sharp right onto the ramp"),
		{Ramp, SlightLeft}:  ramp("Take the ramp on the left"),
		{Ramp, Left}:        ramp("Turn left onto the ramp"),
		{Ramp, SharpLeft}:   ramp("Turn sharp left onto the ramp"),
		{Kind: Merge}:       {bare: "Merge", onto: "Merge onto {road}", towards: "Merge towards {towards}"},

		{Kind: UTurn}:  {bare: "Make a U-turn", onto: "Make a U-turn on {road}"},
		{UTurn, Right}: {bare: "Make a U-turn to the right", onto: "Make a U-turn to the right on {road}"},
		{UTurn, Left}:  {bare: "Make a U-turn to the left", onto: "Make a U-turn to the left on {road}"},

		{Kind: Ferry}: {bare: "Take the ferry", onto: "Take the ferry {road}"},
		{Kind: Land}: {bare: "Leave the ferry", onto: "Leave the ferry and continue on {road}",
			towards: "Leave the ferry towards {towards}"},

		{Kind: Border}: {bare: "Cross the boundary from {from} to {to}",
			onto: "Cross the boundary from {from} to {to} and continue on {road}"},
		borderOut: {bare: "Cross the boundary of {from}", onto: "Cross the boundary of {from} and continue on {road}"},
		borderIn:  {bare: "Cross the boundary to {to}", onto: "Cross the boundary to {to} and continue on {road}"},

		{Kind: Arrive}: {bare: "Arrive", onto: "Arrive on {road}"},
	},
}

// turn are the forms that all turns and forks have.
func turn(what string) sentence {
	return sentence{what, what + " onto {road}", what + " to stay on {road}", what + " towards {towards}"}
}

// ramp are the forms of ramps, whose own name is seldom on a sign.
func ramp(what string) sentence {
	return sentence{bare: what, onto: what + ", {road}", towards: what + " towards {towards}"}
}

func englishOrdinal(n int) string {
	words := [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	if n > 0 && n < len(words) {
		return words[n]
	}
	suffix := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
