package tag_test

import (
	"net/http/httptest"
	"testing"

	"waythrough/server/tag"
)

// The comparison is the weak one of RFC 9110, 8.8.3.2; a list may hold any number of tags.
func TestIfNoneMatch(t *testing.T) {
	for _, c := range []struct {
		header, tag string
		listed, had bool
	}{
		{`W/"1"`, `W/"1"`, true, true},
		{`W/"1"`, `W/"2"`, false, false},
		{`W/"1"`, `"1"`, true, true},
		{`"1"`, `"1"`, true, true},
		{`"1"`, `W/"1"`, true, true},
		{`"2", W/"1"`, `"1"`, true, true},
		{`"2",W/"1" , "3"`, `W/"1"`, true, true},
		{`*`, `W/"1"`, false, true},
		{``, `W/"1"`, false, false},
		{`,`, `W/"1"`, false, false},
		{`1`, `W/"1"`, false, false},
		{`W/`, `W/"1"`, false, false},
	} {
		if got := tag.Listed(c.header, c.tag); got != c.listed {
			t.Errorf("%s lists %s: %v", c.header, c.tag, got)
		}
		r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
		r.Header.Set("If-None-Match", c.header)
		status := map[bool]int{true: 304, false: 200}[c.had]
		if got := tag.Unchanged(w, r, c.tag); got != c.had || w.Code != status || w.Header().Get("ETag") != c.tag {
			t.Errorf("%s, asked for with %s: %v, %d, ETag %s", c.tag, c.header, got, w.Code, w.Header().Get("ETag"))
		}
	}
}

// What holds the same has the same tag, and another another.
func TestOf(t *testing.T) {
	if a, b := tag.Of([]byte("a")), tag.Of([]byte("b")); a == b || a != tag.Of([]byte("a")) || a[:3] != `W/"` {
		t.Errorf("%s, %s", a, b)
	}
}
