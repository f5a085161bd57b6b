// Package tag names answers, so that whoever has one already is not sent it again: the entity
// tags of RFC 9110 (8.8.3) and their comparison in If-None-Match (13.1.2). Tags are compared
// weakly, since the same answer may be sent compressed in several ways.
package tag

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// Of names an answer by what it holds.
func Of(body []byte) string { return Number(xxhash.Sum64(body)) }

// Number writes a checksum as a tag. It is weak.
func Number(sum uint64) string { return `W/"` + strconv.FormatUint(sum, 36) + `"` }

// Listed reports whether an If-None-Match names a tag. "*" names none: it is true of any answer
// there is, and before one is made nobody knows whether there will be one.
func Listed(ifNoneMatch, tag string) bool {
	for one := range strings.SplitSeq(ifNoneMatch, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// Unchanged names an answer that there is, and answers 304 if the client has it. The other
// headers are to be set before.
func Unchanged(w http.ResponseWriter, r *http.Request, tag string) bool {
	w.Header().Set("ETag", tag)
	had := r.Header.Get("If-None-Match")
	if strings.TrimSpace(had) != "*" && !Listed(had, tag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}
