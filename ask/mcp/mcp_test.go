package mcp_test

import (
	"encoding/json"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"waythrough/ask"
	"waythrough/ask/mcp"
	"waythrough/record"
)

func session(t *testing.T) *sdk.ClientSession {
	t.Helper()
	d, err := ask.Open(ask.Options{Today: func() record.Day { return record.DayOf(2026, 11, 23) }})
	if err != nil {
		t.Fatal(err)
	}
	here, there := sdk.NewInMemoryTransports()
	if _, err := mcp.New(d, "test").Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	s, err := sdk.NewClient(&sdk.Implementation{Name: "asker", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func call(t *testing.T, s *sdk.ClientSession, tool, arguments string) *sdk.CallToolResult {
	t.Helper()
	r, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: json.RawMessage(arguments)})
	if err != nil {
		t.Fatalf("%s %s: %v", tool, arguments, err)
	}
	return r
}

func text(r *sdk.CallToolResult) string { return r.Content[0].(*sdk.TextContent).Text }

// Each question is a tool, described, that answers the examples of its own parameters.
func TestEveryToolAnswers(t *testing.T) {
	s := session(t)
	tools, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{
		"may":         `{"from": "TUR", "to": "ARM", "passport": ["DEU"], "mode": "road", "on": "2024-07-30"}`,
		"route":       `{"from": "Iğdır", "to": "Yerevan", "passport": ["DEU"], "on": "2024-07-30"}`,
		"reach":       `{"from": "Gyumri", "within": ["2h"], "passport": ["DEU"], "on": "2024-07-30"}`,
		"whatif":      `{"if": ["close:kazbegi-verkhny-lars"], "on": "2024-07-30"}`,
		"process":     `{"process": "armenia-turkey", "on": "2024-07-30"}`,
		"commitments": `{"at": "margara-alican", "on": "2024-07-30"}`,
		"changes":     `{"since": "2026-01-01"}`,
		"crossings":   `{"passport": ["DEU"], "on": "2024-07-30"}`,
		"places":      `{"q": "Երև"}`,
	}
	says := map[string]string{"may": `"verdict":"refused"`, "route": "blocked_by", "process": "Vienna", "commitments": "arm-tur-third-country-2022", "places": "yerevan", "whatif": "market_access", "reach": "Gyumri", "crossings": "margara-alican", "changes": "notice"}
	if len(tools.Tools) != len(asked) {
		t.Errorf("there are %d tools, and %d are asked", len(tools.Tools), len(asked))
	}
	for _, tool := range tools.Tools {
		if tool.Description == "" || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s lacks its description, or does not say that it only reads", tool.Name)
		}
		r := call(t, s, tool.Name, asked[tool.Name])
		if r.IsError || !strings.Contains(text(r), says[tool.Name]) {
			t.Errorf("%s %s does not say %s: %.300s", tool.Name, asked[tool.Name], says[tool.Name], text(r))
		}
		if strings.Contains(text(r), `"geometry"`) {
			t.Errorf("%s tells geometry", tool.Name)
		}
	}
}

// What can't be read comes back as a sentence that names the parameter.
func TestUnreadable(t *testing.T) {
	s := session(t)
	for _, c := range []struct{ tool, arguments, says string }{
		{"may", `{}`, "from is missing"},
		{"may", `{"from": "TUR", "to": "Armenja"}`, "Armenia"},
		{"may", `{"from": 7, "to": "ARM"}`, "from"},
		{"may", `{"from": "TUR", "to": "ARM", "pasport": ["DEU"]}`, "passport"},
		{"may", `[1]`, "JSON object"},
		{"route", `{"from": "Iğdır"}`, "to is missing"},
		{"whatif", `{"if": ["/etc/passwd"]}`, "files"},
		{"whatif", `{"if": ["no-law"], "exponent": 0}`, "exponent"},
		{"places", `{"q": " "}`, "q is missing"},
		{"process", `{"process": "armenia-turky"}`, "armenia-turkey"},
	} {
		r := call(t, s, c.tool, c.arguments)
		if !r.IsError || !strings.Contains(text(r), c.says) {
			t.Errorf("%s %s: %.200s; it should say %q", c.tool, c.arguments, text(r), c.says)
		}
	}
}
