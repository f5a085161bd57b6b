// Package profile says what the tags of OpenStreetMap mean to a kind of traveller:
// may a way be used in each direction, and how fast. It knows tagging, not files
// and not law: [Way] and [Node] read tags and give plain values.
//
//	use := profile.Way(tags, profile.Car, "DE")
//	if use.Forward > 0 { ... } // tenths of km/h along the way
//
// # The rules
//
// They are tables, one a file; to change a profile is to change a line there.
//
//   - highway.go: the classes of highway, who may use each by default, how fast.
//   - access.go: the hierarchy of access keys, the most specific first (car:
//     motorcar, motor_vehicle, vehicle, access), with :forward and :backward, and
//     what each value says.
//   - oneway.go: directions.
//   - maxspeed.go, country.go: limits, given or implied by a country's law.
//   - surface.go: what slows down.
//   - limits.go: weights and sizes, against the vehicle of the profile.
//   - barrier.go: nodes.
//
// # What is not read
//
// Conditional tags (access:conditional and the like), lanes, and tags of relations
// other than those of the importer. A way that is open at some hours only counts as
// its unconditional tags say.
//
// Sources: the pages of the OSM wiki named in each file; class speeds after the
// profiles of OSRM, factors on limits after GraphHopper and OSRM.
package profile
