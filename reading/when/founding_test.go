package when

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"waythrough/record"
)

// The article that started the project, sentence by sentence.
func TestFoundingArticle(t *testing.T) {
	const path = "../../../shared/sources/the-national-2024-07-30.txt"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("SKIPPED: %s is not here; the same wordings stand in testdata/cases.txt", path)
	}
	_, body, _ := strings.Cut(string(text), "---")
	body = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, "")
	var got []string
	for s := range strings.SplitSeq(body, ". ") {
		for _, x := range Find(s, record.DayOf(2024, 7, 30), Past) {
			got = append(got, x.Kind.String()+" "+x.Text+" "+x.Value.String())
		}
	}
	want := []string{
		"at on Tuesday 2024-07-30",
		"duration two years ",
		"at at the beginning of 2022 2022",
		"duration more than three decades ",
		"at in July 2022 2022-07",
		"since since February 2022 2022-02/..",
		"at on Tuesday 2024-07-30",
		"at this month 2024-07",
		"at in 1993 1993",
		"at in the 1990s 1990/1999",
		"at last September 2023-09",
		"at in the early 20th century 1901/2000",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
