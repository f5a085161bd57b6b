package direction_test

import (
	"fmt"

	"waythrough/geo"
	"waythrough/road/direction"
)

// North along Side, then right at the end, where left was open too, and over a
// boundary.
func Example() {
	path := []direction.Step{
		{Name: "Side", LengthDM: 1200, DurationMS: 14_400, BearingOut: 0, BearingIn: 5},
		{Name: "Landstrasse", Ref: "B 191", LengthDM: 8000, DurationMS: 48_000, BearingOut: 95, BearingIn: 80,
			Arms: []direction.Arm{{Bearing: 275, Name: "Landstrasse", Ref: "B 191", Open: true, Speed: 600}}},
		{Name: "Liechtensteinerstraße", Ref: "B 191", LengthDM: 3000, DurationMS: 18_000, BearingOut: 80, BearingIn: 80,
			Cut: direction.Cut{From: "LIE", To: "AUT"}},
	}
	for _, d := range direction.Directions(path, geo.LatLon{Lat: 47.21, Lon: 9.54}) {
		fmt.Printf("%4d m  %v\n", d.LengthDM/10, d)
	}
	// Output:
	//  120 m  Head north on Side
	//  800 m  Turn right onto Landstrasse (B 191)
	//  300 m  Cross the boundary from LIE to AUT and continue on Liechtensteinerstraße (B 191)
	//    0 m  Arrive on Liechtensteinerstraße (B 191)
}
