package article_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"waythrough/reading/article"
)

// What people marked in the articles of the corpus is in what is read of them, word for
// word; the day of a page is found; and of pages the menus are not read.
func TestReadsWhatPeopleMarked(t *testing.T) {
	paths, err := filepath.Glob("../testdata/corpus/dev/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles in ../testdata/corpus/dev (%v)", err)
	}
	pages := 0
	for _, path := range paths {
		var item struct {
			Published, Form, Text string
			Statements            []struct{ Passage string }
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(b, &item); err != nil {
			continue // another test's matter
		}
		art, err := article.Read([]byte(item.Text), article.Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want := map[string]article.Form{"text": article.Plain, "line": article.Plain, "html": article.Fragment, "page": article.Page}[item.Form]
		if art.Form != want {
			t.Errorf("%s is taken for a %s; it is a %s", path, art.Form, want)
		}
		if art.Form == article.Page {
			pages++
			if art.Published.String() != item.Published || art.Title == "" || art.Body == 0 {
				t.Errorf("%s: published %q (%s), title %q", path, art.Published, art.PublishedFrom, art.Title)
			}
			for _, furniture := range []string{"cookies", "Advertisement", "ADVERTISEMENT", "Read also", "Most read", "©", "Home"} {
				if strings.Contains(art.Text, furniture) {
					t.Errorf("%s: %q is read:\n%s", path, furniture, art.Text)
				}
			}
		}
		for _, s := range item.Statements {
			if !strings.Contains(oneLine(art.Text), oneLine(s.Passage)) {
				t.Errorf("%s: the text lacks %q:\n%s", path, s.Passage, art.Text)
			}
		}
	}
	if pages < 5 {
		t.Errorf("only %d pages", pages)
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
