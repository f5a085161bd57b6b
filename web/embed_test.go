package web

import (
	"io/fs"
	"strings"
	"testing"
)

// Built or not, Assets says which; a build names only files of its own.
func TestAssets(t *testing.T) {
	files, built := Assets()
	if !built {
		if _, err := fs.Stat(files, ".keep"); err != nil {
			t.Errorf("not built, and dist/.keep is not there either: %v", err)
		}
		return
	}
	index, err := fs.ReadFile(files, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, far := range []string{`src="http`, `href="http`, `src="//`, `href="//`} {
		if strings.Contains(string(index), far) {
			t.Errorf("index.html has %s: the page fetches nothing from elsewhere", far)
		}
	}
	for _, attr := range []string{`src="/`, `href="/assets/`} {
		_, rest, found := strings.Cut(string(index), attr)
		if !found {
			t.Errorf("index.html has no %s", attr)
			continue
		}
		path, _, _ := strings.Cut(rest, `"`)
		if strings.HasPrefix(attr, "href") {
			path = "assets/" + path
		}
		if _, err := fs.Stat(files, path); err != nil {
			t.Errorf("index.html names %s, which is not embedded: %v", path, err)
		}
	}
}
