// Package ask reads questions as people and programs write them, in words, and answers
// them: the questions of the contract (may, route, reach, matrix, whatif, process, changes)
// and those that a map asks (crossings, places, commitments, events). The command, the HTTP
// server and whoever comes next stand on it, so that a question means the same wherever it
// is asked.
//
// A question is a struct whose fields are its parameters. Their tags are the one place that
// names and describes them; flags, the OpenAPI description and schemas are made from these:
//
//	query    the name, as a flag and as a parameter; ",explode": it may be repeated
//	arg      it stands in the command line by its place, under this word
//	path     it stands in the path of an address
//	doc      what it means, in a line
//	example  a value
//	enum     all that it may be, where that is a closed list
//	private  it says more of a traveller than may stand in an address
//
// A [Desk] answers from one record and one network. It is made once, may be shared by many
// goroutines, and never changes: who wants newer data opens another. What can't be read in a
// question comes back as an *[Error] that names the parameter; any other error is a fault of
// the data or of the machine, or the context's, when the asker went away.
package ask
