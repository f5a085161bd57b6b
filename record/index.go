package record

import (
	"bytes"
	"encoding/gob"
	"fmt"
)

// An index is a record's lists in gob, checked when it was written, so that it
// need not be checked again.

// Index encodes the record so that LoadIndexed opens it quickly. The same record
// gives the same bytes.
func (r *Record) Index() ([]byte, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(r.lists()); err != nil {
		return nil, fmt.Errorf("writing the record's index: %w", err)
	}
	return buf.Bytes(), nil
}

// LoadIndexed opens an index and lays further folders over it. With folders the
// whole is checked again.
func LoadIndexed(index []byte, further ...Folder) (*Record, error) {
	r := &Record{}
	var f file
	if err := gob.NewDecoder(bytes.NewReader(index)).Decode(&f); err != nil {
		return nil, fmt.Errorf("reading the record's index: %w", err)
	}
	r.add(f)
	if len(further) == 0 {
		r.index(&checker{r: r})
		return r, nil
	}
	return r.loadOver(further)
}

func (r *Record) lists() file {
	return file{r.Sources, r.Areas, r.Groups, r.Crossings, r.Terminals, r.Towns, r.Processes, r.Statements}
}
