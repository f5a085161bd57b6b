// Package whatif compares two states of the law over one world: a commitment
// carried out, a border shut, queues gone, every law ignored.
//
// It works on a static graph: the roads of a network, each border link with its
// usual wait, passable if the law of the day lets the traveller through at some
// hour. Entries made on the way that some rule asks about are part of the state,
// so a way that forfeits a later border is not counted as one. What does not
// reduce to that is listed under Assumed.
//
// Where services are taken, those of each side run on that graph: a ride from one call to a
// later one is a link from station to station, which costs its boarding, its ride and the wait
// to be expected by whoever comes at any time (services.go).
//
// Every ordered pair of different settlements is compared, those without any way
// included. Figures follow Harris's market potential: the sum over pairs of
// w_j / cost_ij^exponent (Harris 1954, The market as a factor in the
// localization of industry in the United States).
//
// # How
//
//	NewBase        the side before: an overlay of gates and settlements, and the matrix of
//	               their least costs (package allpairs), with its sums
//	Base.Compare   another side: which pairs change is found by what opens and closes, and
//	               their share of each sum is put in place of what it was
//
// Each stops soon once its context is done, at the next settlement or passage; a base whose
// comparison was stopped can be asked again.
//
// Borders within a union of free movement, where everybody asked about may pass anywhere,
// are ordinary road; where some may, each cut is a gate and law is asked there. A side with
// other unions is computed from nothing, on roads of its own.
//
// Sums are exact (exact.go), so that an answer is the same to the last bit whether pairs
// were replaced or everything was added up anew, and for any number of threads.
//
// # Cost
//
// NewBase takes a search for each settlement, O(n · (m + n log n)) for n settlements and m
// gates, and 8n² bytes; Compare a look at what changes and where it might. On a drawn
// world of a million nodes, 40 areas and 2,666 gates, with 10,000 settlements, in time of
// both processors together (they were in other use): 26 s and 1.1 GB from nothing, half of
// it the settlements' tables; then, for one traveller, 0.37 s for a crossing opened that
// changes 6.8 million pairs, 0.16 s for a border, 0.17 s for a crossing shut. For residents of
// all 40 areas, each under their own law, 32 s; then 0.7, 1.5 and 0.4 s. Asking a law that was
// never asked before, at every gate, takes some tenths of a second more.
//
//	go test ./whatif -run '^$' -bench Million -benchtime 3x -timeout 30m
package whatif
