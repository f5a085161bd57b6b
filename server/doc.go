// Package server answers over HTTP what package ask answers in words: every question at
// /v1/…, described by OpenAPI 3.1 at /openapi.json, beside pages, tiles and the app.
//
// # How
//
// An operation is a question type of package ask, a path and a cost. What a parameter is
// called, means and may be stands in the tags of the question; parsing, checking and the
// description are made from these, so that the three can't differ. A question is asked by
// GET, with at most passport, mode and vehicle of the traveller in the address; everything
// else that is said of a traveller comes in the body of a POST, and is refused in an address.
//
//	operation.go  how a question becomes an operation; questions.go lists them
//	strict.go     addresses and bodies that can't be read; problem.go how that is told
//	limit.go      lanes: how many questions of a cost are worked on and wait
//	cache.go      ETags by the version of the data, and answers that need no body; tag how they are written and compared
//	schema.go     the schemas of answers, from their types
//	observe.go    the log, the metrics, and what happens when a handler panics
//	header.go     headers of security and for readers on other sites
//	assets.go     the app's files, compressed once
//
// # Invariants
//
// A request is answered from the one [ask.Desk] that stood when it came; [Server.Swap] puts
// another in its place for those that come later. No request waits for a dearer one: each
// cost has a lane of its own. A client that reads slowly holds its connection and the bytes
// of its answer, never a place in a lane. A client that goes away takes its work with it.
//
// Nothing that was asked is logged or counted: not the query, not the body, not what an
// error says of them. See docs/serving.md for limits and figures.
package server
