// Package builtin holds the record that ships with Waythrough: the borders of
// the South Caucasus, and the Armenia–Türkiye process, in plain YAML.
//
// The files are what people read and correct. Reading YAML takes a few hundred
// milliseconds, so an index of the same content, in a form that decodes in a few,
// is generated from them and embedded beside them:
//
//	go generate ./record/builtin
//
// A test proves that the index equals the files.
package builtin

import (
	"embed"
	"fmt"

	"waythrough/record"
)

//go:generate go run ./generate

//go:embed *.yaml
var files embed.FS

//go:embed record.index
var index []byte

// Files is the folder of YAML files.
func Files() record.Folder { return record.Folder{Name: "record/builtin", FS: files} }

// Record gives the record that ships, with further folders laid over it. The
// error is record.Errors, about the further folders.
func Record(further ...record.Folder) (*record.Record, error) {
	r, err := record.LoadIndexed(index, further...)
	switch {
	case err == nil:
		return r, nil
	case len(further) > 0:
		return nil, fmt.Errorf("laying further statements over the record that ships: %w", err)
	}
	return nil, fmt.Errorf("opening the record that ships: %w", err)
}
