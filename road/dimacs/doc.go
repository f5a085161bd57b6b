// Package dimacs reads and writes the road graphs of the 9th DIMACS Implementation
// Challenge (Shortest Paths, 2006), in which road engines are measured. It knows the
// format and nothing of roads.
//
//	g, err := dimacs.OpenGraph("USA-road-t.NY.gr.gz")
//	at, err := dimacs.OpenCoordinates("USA-road-d.NY.co.gz")
//
// # Format
//
// Lines of fields with blanks between. Nodes are numbered from 1 in a file, from 0 in
// a Graph. A line that begins with c is a comment.
//
//	p sp NODES ARCS        a graph (.gr), before its arcs
//	a TAIL HEAD WEIGHT     an arc, directed
//
//	p aux sp co NODES      coordinates (.co), before its nodes
//	v NODE X Y             a node: X is the longitude, Y the latitude, in 1e-6 degrees
//
// Beyond the letter of the format, lines may end as on Windows, be blank, begin and end
// with blanks, and coordinates may come in any order; whether a file is gzipped is seen
// by its first two bytes. Loops, parallel arcs and arcs of no weight are kept, in the
// order of the file.
//
// # Units
//
// Weights are whatever the file means (the challenge: decimetres about, in its d graphs;
// tenths of a second about, in its t graphs), 0 to [MaxWeight]: one less than fits, so that the largest
// uint32 is free to mean an arc that can't be used. Coordinates are held in units of 1e-7
// degrees, a tenth of the file's.
//
// # Cost
//
// One pass; no allocation a line. Memory is what was read, 12 bytes an arc and 8 a node,
// and while reading at most three times that: a count in a p line is held against what
// follows and never allocated by. BenchmarkRead gives megabytes of text a second.
package dimacs
