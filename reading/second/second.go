// Package second asks a language model that the user runs for proposals, as a second
// reader beside package reading. Any endpoint that speaks the chat completions of OpenAI's
// HTTP API serves, as local servers of models do.
//
// Nothing it says is taken on trust: a proposal whose kind, status or modality is not one
// of ours, or whose passage does not stand in the text letter for letter, is dropped and
// counted. It is off unless asked for; the text leaves the machine for that address alone.
package second

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"waythrough/reading"
	"waythrough/record"
)

// A Reader asks one model.
type Reader struct {
	Endpoint string // as http://localhost:8080/v1: /chat/completions is added
	Model    string
	Key      string // sent as a bearer token, if there is one
	Client   *http.Client
}

// limits of one answer.
const (
	maxAnswer = 1 << 20
	maxWait   = 5 * time.Minute
)

// An Answer is what came back: proposals whose passage is in the text, in its order, and
// how many were dropped for which reason.
type Answer struct {
	Proposals []reading.Proposal
	Dropped   map[string]int
}

// Read asks for the proposals of an article.
func (r *Reader) Read(ctx context.Context, a reading.Article) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	content, err := r.ask(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("asking %s at %s: %w", r.Model, r.Endpoint, err)
	}
	return take(content, a.Text)
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

func (r *Reader) ask(ctx context.Context, a reading.Article) (string, error) {
	published := "not known"
	if a.Published != 0 {
		published = a.Published.String()
	}
	body, err := json.Marshal(map[string]any{
		"model": r.Model, "temperature": 0,
		"response_format": map[string]string{"type": "json_object"},
		"messages":        []message{{"system", instructions()}, {"user", "Published: " + published + "\n\n" + a.Text}},
	})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(r.Endpoint, "/")+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	if r.Key != "" {
		req.Header.Set("Authorization", "Bearer "+r.Key)
	}
	client := r.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return "", err
	case len(raw) > maxAnswer:
		return "", fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	case resp.StatusCode != http.StatusOK:
		return "", fmt.Errorf("it answers %s: %.200s", resp.Status, raw)
	}
	var answer struct {
		Choices []struct {
			Message message `json:"message"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return "", fmt.Errorf("the answer is no chat completion: %w", err)
	}
	if len(answer.Choices) == 0 {
		return "", fmt.Errorf("the answer has no choices")
	}
	return answer.Choices[0].Message.Content, nil
}

// instructions tell the model what is wanted.
func instructions() string {
	return "You read news articles about borders between states and list the statements they make. Answer with one JSON object " +
		`{"statements":[{"kind","who":[],"where":[],"what","class","mode","status","modality","from","until","date","passage"}]}. ` +
		"kind is one of: " + join(reading.Kinds()) + ". status is one of: " + join(reading.Statuses()) + ". modality is one of: " + join(reading.Modalities()) + ". " +
		"What is yet to come is never open, closed, held or started: it is dated, announced, agreed or proposed. What did not happen is not-implemented, failed, denied or no-date. " +
		"Dates are ISO 8601 with the granularity of the text, or null. passage is copied from the text letter for letter: the shortest clause that says it. " +
		"An article that is not about a border, a service over one, a visa or relations of states has no statements."
}

func join[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}

// said is one statement as a model writes it.
type said struct {
	Kind     reading.Kind     `json:"kind"`
	Who      []string         `json:"who"`
	Where    []string         `json:"where"`
	What     string           `json:"what"`
	Class    string           `json:"class"`
	Mode     string           `json:"mode"`
	Status   reading.Status   `json:"status"`
	Modality reading.Modality `json:"modality"`
	From     string           `json:"from"`
	Until    string           `json:"until"`
	Date     string           `json:"date"`
	Passage  string           `json:"passage"`
}

// take keeps what holds of an answer. Models like to wrap JSON in a fence.
func take(content, text string) (*Answer, error) {
	content = strings.TrimSpace(content)
	if fenced, ok := strings.CutPrefix(content, "```"); ok {
		_, fenced, _ = strings.Cut(fenced, "\n")
		content, _, _ = strings.Cut(fenced, "```")
	}
	var list struct {
		Statements []said `json:"statements"`
	}
	if err := json.Unmarshal([]byte(content), &list); err != nil {
		return nil, fmt.Errorf("the model did not answer with the JSON that was asked for: %w", err)
	}
	a := &Answer{Dropped: map[string]int{}}
	for _, s := range list.Statements {
		if why := s.fault(text); why != "" {
			a.Dropped[why]++
			continue
		}
		start := strings.Index(text, s.Passage)
		a.Proposals = append(a.Proposals, reading.Proposal{
			Kind: s.Kind, Who: entities(s.Who), Where: entities(s.Where), What: s.What, Class: s.Class, Mode: s.Mode,
			Status: s.Status, Modality: s.Modality, From: s.From, Until: s.Until, Date: s.Date,
			Passage: s.Passage, Start: start, End: start + len(s.Passage),
		})
	}
	slices.SortStableFunc(a.Proposals, func(a, b reading.Proposal) int { return a.Start - b.Start })
	return a, nil
}

func (s *said) fault(text string) string {
	switch {
	case strings.TrimSpace(s.Passage) == "" || !strings.Contains(text, s.Passage):
		return "passages that are not in the text"
	case !slices.Contains(reading.Kinds(), s.Kind) || !slices.Contains(reading.Statuses(), s.Status) || !slices.Contains(reading.Modalities(), s.Modality):
		return "kinds, statuses or modalities that do not exist"
	}
	for _, date := range []string{s.From, s.Until, s.Date} {
		if date != "" {
			if _, err := record.ParseDate(date); err != nil {
				return "dates that can't be read"
			}
		}
	}
	return ""
}

func entities(names []string) []reading.Entity {
	out := make([]reading.Entity, len(names))
	for i, n := range names {
		out[i] = reading.Entity{Text: n}
	}
	return out
}
