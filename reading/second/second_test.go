package second

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"waythrough/reading"
	"waythrough/record"
)

const text = "Officials agreed to open the bridge. It has not opened."

// answering serves one answer, and keeps what was asked.
func answering(t *testing.T, status int, content string) (*Reader, *string) {
	asked := new(string)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*asked = r.URL.Path + " " + r.Header.Get("Authorization") + " " + string(body)
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": message{"assistant", content}}}})
	}))
	t.Cleanup(s.Close)
	return &Reader{Endpoint: s.URL + "/v1/", Model: "small", Key: "k"}, asked
}

func TestOnlyWhatIsInTheText(t *testing.T) {
	r, asked := answering(t, http.StatusOK, "```json\n"+`{"statements":[
		{"kind":"crossing","status":"not-implemented","modality":"negated","passage":"It has not opened"},
		{"kind":"commitment","status":"agreed","modality":"fact","who":["Officials"],"date":null,"passage":"agreed to open the bridge"},
		{"kind":"commitment","status":"agreed","modality":"fact","passage":"agreed to open the gate"},
		{"kind":"commitment","status":"agreed","modality":"fact","passage":""},
		{"kind":"rumour","status":"agreed","modality":"fact","passage":"agreed"},
		{"kind":"crossing","status":"open","modality":"sure","passage":"opened"},
		{"kind":"crossing","status":"open","modality":"fact","date":"soon","passage":"opened"}]}`+"\n```")
	a, err := r.Read(context.Background(), reading.Article{Text: text, Published: record.DayOf(2024, 7, 30)})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Proposals) != 2 || a.Proposals[0].Status != reading.Agreed || a.Proposals[1].Passage != "It has not opened" {
		t.Fatalf("kept %+v", a.Proposals)
	}
	for _, p := range a.Proposals {
		if text[p.Start:p.End] != p.Passage {
			t.Errorf("%q does not stand at %d–%d", p.Passage, p.Start, p.End)
		}
	}
	if a.Dropped["passages that are not in the text"] != 2 || a.Dropped["kinds, statuses or modalities that do not exist"] != 2 || a.Dropped["dates that can't be read"] != 1 {
		t.Errorf("dropped %v", a.Dropped)
	}
	for _, want := range []string{"/v1/chat/completions", "Bearer k", `"model":"small"`, "2024-07-30", "agreed to open the bridge", "not-implemented"} {
		if !strings.Contains(*asked, want) {
			t.Errorf("%q was not asked: %s", want, *asked)
		}
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for _, c := range []struct {
		status        int
		content, want string
	}{
		{http.StatusOK, "I think it opened.", "did not answer with the JSON"},
		{http.StatusTooManyRequests, "", "429"},
		{http.StatusOK, strings.Repeat("x", maxAnswer), "longer than"},
	} {
		r, _ := answering(t, c.status, c.content)
		if _, err := r.Read(context.Background(), reading.Article{Text: text}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one that says %q", err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, _ := answering(t, http.StatusOK, "{}")
	if _, err := r.Read(ctx, reading.Article{Text: text}); err == nil {
		t.Error("a cancelled question was answered")
	}
}
