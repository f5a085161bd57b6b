// Package mcp offers the questions of package ask as tools of the Model Context Protocol
// (modelcontextprotocol.io), through its official SDK: one tool a question, whose schema is
// made from the question's parameters. Answers are the objects that the command prints with
// --json, without the geometry of legs, which nobody reads.
//
// Tools only read. What can't be read in a question comes back as a result that is an error,
// with the sentence that says what would do instead, so that whoever asked can ask better.
package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"waythrough/ask"
	"waythrough/record"
)

// New makes a server that answers from a desk; version is the program's.
func New(d *ask.Desk, version string) *sdk.Server {
	s := sdk.NewServer(&sdk.Implementation{Name: "waythrough", Title: "Waythrough", Version: version}, &sdk.ServerOptions{
		Instructions: "Waythrough says who may cross which border, on which day, with which papers, and finds the lawful way through. " +
			"Every answer names the dated sources it rests on and how old they are: pass on the notice, the dates and what is stale. " +
			"It is not legal advice; the officer at the border decides. Lawful does not mean safe: tell advisories first.",
	})
	add(s, "may", "Say whether a traveller may pass from one area to another on a day, and why: each crossing with its verdict, reasons and sources; papers needed; promises pending; exceptions once made.", d.May)
	add(s, "route", "Find the lawful ways from one place to another, each border judged; and the direct way with what blocks it.", d.Route)
	add(s, "reach", "Find which towns can be reached from a place within a time under the law, and how many people live there.", func(ctx context.Context, q ask.Reach) (*ask.Reached, error) { return d.Reach(ctx, q) })
	add(s, "whatif", "Compare the ways between all settlements before and after a change of the law: a commitment carried out, a crossing closed, every law ignored.", d.Whatif)
	add(s, "process", "Show a negotiation between states: meetings, relations, positions, and what became of each commitment.", d.Process)
	add(s, "commitments", "List what states undertook about borders and where each commitment stood on a day.", d.Commitments)
	add(s, "changes", "List what changed in the record of border law since a day, newest first.", d.Changes)
	add(s, "crossings", "List every border crossing of the record with its verdict in both directions for a traveller on a day.", d.Crossings)
	add(s, "places", "Find places, terminals, crossings and areas by the beginning of a name in any language.", d.Places)
	return s
}

// add makes a tool of a question.
func add[Q, A any](s *sdk.Server, name, says string, answer func(context.Context, Q) (A, error)) {
	closed := false
	tool := &sdk.Tool{Name: name, Description: says, InputSchema: schema(new(Q)),
		Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}}
	s.AddTool(tool, func(ctx context.Context, r *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
		q := new(Q)
		preset(q)
		if err := read(r.Params.Arguments, q); err != nil {
			return refusal(err), nil
		}
		a, err := answer(ctx, *q)
		var e *ask.Error
		if errors.As(err, &e) {
			return refusal(err), nil
		}
		if err != nil {
			return nil, fmt.Errorf("answering %s: %w", name, err)
		}
		text, err := told(a)
		if err != nil {
			return nil, fmt.Errorf("writing the answer of %s: %w", name, err)
		}
		return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: string(text)}}, StructuredContent: json.RawMessage(text)}, nil
	})
}

func refusal(err error) *sdk.CallToolResult {
	return &sdk.CallToolResult{IsError: true, Content: []sdk.Content{&sdk.TextContent{Text: err.Error()}}}
}

// schema describes a question in JSON Schema, from its parameters.
func schema(q any) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, p := range ask.Params(q) {
		about := map[string]any{"description": p.Doc}
		switch p.Value.(type) {
		case *[]string:
			about["type"], about["items"] = "array", map[string]any{"type": "string"}
		case *int:
			about["type"] = "integer"
		case *float64:
			about["type"] = "number"
		default:
			about["type"] = "string"
		}
		if p.Enum != nil {
			about["enum"] = p.Enum
		}
		if p.Default != "" {
			about["default"] = json.RawMessage(p.Default)
		}
		if p.Required {
			required = append(required, p.Name)
		}
		properties[p.Name] = about
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// preset fills in the defaults of a question.
func preset(q any) {
	for _, p := range ask.Params(q) {
		if v, ok := p.Value.(*float64); ok && p.Default != "" {
			// A default that is no number would be a slip in a tag; it stays 0, which is refused.
			_ = json.Unmarshal([]byte(p.Default), v)
		}
	}
}

// read reads the arguments of a call, each by its name, so that an error names the one that
// can't be read.
func read(arguments json.RawMessage, q any) error {
	if len(bytes.TrimSpace(arguments)) == 0 {
		return nil
	}
	given := map[string]json.RawMessage{}
	if err := json.Unmarshal(arguments, &given); err != nil {
		return &ask.Error{Err: fmt.Errorf("the arguments are no JSON object: %w", err)}
	}
	var names []string
	for _, p := range ask.Params(q) {
		names = append(names, p.Name)
		value, ok := given[p.Name]
		delete(given, p.Name)
		if !ok {
			continue
		}
		if err := json.Unmarshal(value, p.Value); err != nil {
			return &ask.Error{Param: p.Name, Err: fmt.Errorf("%s can't be read; %s, as %s", value, p.Doc, p.Example)}
		}
	}
	for name := range given {
		if near, ok := record.Nearest(name, names); ok {
			return &ask.Error{Param: name, Err: fmt.Errorf("there is no such parameter; did you mean %s?", near)}
		}
		return &ask.Error{Param: name, Err: fmt.Errorf("there is no such parameter; there are %s", strings.Join(names, ", "))}
	}
	return nil
}

// told writes an answer without geometry.
func told(answer any) ([]byte, error) {
	text, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	var whole any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&whole); err != nil {
		return nil, err
	}
	strip(whole)
	return json.Marshal(whole)
}

func strip(v any) {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "geometry")
		for _, inner := range v {
			strip(inner)
		}
	case []any:
		for _, inner := range v {
			strip(inner)
		}
	}
}
