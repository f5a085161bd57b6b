// Package whatif compares two states of the law over one world: a commitment
// carried out, a border shut, queues gone, every law ignored.
//
// It works on a static graph: the roads of a network, each border link with its
// usual wait, passable if the law of the day lets the traveller through at some
// hour. Entries made on the way that some rule asks about are part of the state,
// so a way that forfeits a later border is not counted as one. What does not
// reduce to that is listed under Assumed.
//
// Every ordered pair of different settlements is compared, those without any way
// included. Figures follow Harris's market potential: the sum over pairs of
// w_j / cost_ij^exponent (Harris 1954, The market as a factor in the
// localization of industry in the United States).
//
// Cost: one search per settlement and side, O(n · (m + n log n)) for n places and
// m links, on all cores.
package whatif
