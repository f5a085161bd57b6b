// Package tile serves what lies on the ground as vector tiles, for a map to draw:
//
//	/tiles/{z}/{x}/{y}.mvt          all layers
//	/tiles/{layer}/{z}/{x}/{y}.mvt  one of them
//
// Tiles are those of Web Mercator, y from the north, zooms 0 to 14, in Mapbox Vector
// Tile format 2.1 with 4096 units a side and lines 64 units over the edge.
//
// # Layers
//
//   - roads: lines. Of tables each link is a straight line between its two places, with
//     mode, and with crossing where it passes one. Of imported roads the lines are
//     those of the map, with class (below), and from zoom 12 on with name and ref.
//   - crossings: points halfway between the two posts, with id, name, modes and areas.
//     Whether one may pass is no matter of the ground: ask /v1/crossings.
//   - places: points where people live, with id, name, area and population.
//   - areas: polygons, the larger below the smaller, and for each area a point to write its
//     name at: the settlement nearest to the middle of those of the area. Both have id, name
//     (the UN short name) and, of areas that the record has, kind; and where it has a claim
//     without an end by another than who controls the area now, contested and claimed_by.
//     A style tells points from polygons by geometry-type.
//
// # Which roads at which zoom
//
// Network files keep what a road is to who travels it, not its class on the map. So
// importance is judged by what is kept: whether a road has a number, and how fast a car
// may go there. See classOf; a class is in every tile from its zoom on:
//
//	0  numbered, 80 km/h and more       from 4
//	1  numbered, 55 km/h and more       from 7
//	2  numbered, or 55 km/h; ferries    from 9
//	3  35 km/h and more                 from 11
//	4  open to cars                     from 12
//	5  for others only                  from 14
//
// Where that is more than a tile may hold, the least class is left out, then the next.
// Roads that go on into one another are joined before they are simplified, and what is
// smaller than a pixel is left out.
//
// # Outlines of areas
//
// Polygons are those that the network file keeps (package outline): of areas whose whole
// boundary the map or a file of boundaries gave, with the territorial sea where the map's
// has it. Tables keep none, nor do files made before outlines were kept; then there are
// points alone, and none is made up. Where sources disagree, and where land is contested,
// polygons overlap: no side is taken. What two areas share is the same line in both.
//
// Rings are wound as the specification wants, holes after the ring they are in. They are cut
// off along the tile's buffer, so that a stroke along the cut is not seen, and go on beyond
// the antimeridian, where maps end and areas do not. Rounding to units, and the cut of a ring
// that enters a tile several times, may let a ring touch itself; renderers bear it.
//
// # Cost
//
// The classes of a network are found at the first tile asked for, and an index of those
// at low zooms and one of all is made when first needed: about a second for a million
// edges (BenchmarkFirstTile). A tile then takes milliseconds, and is kept, packed, in a
// cache of bounded size. A tile is at most 500,000 bytes before packing. Outlines of six
// areas in a world of 100,000 nodes add 200 to 1100 bytes and 0.2 to 0.4 ms to a tile
// (BenchmarkAreas, at load 10).
package tile
