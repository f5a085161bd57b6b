// Command generate writes record.index from the YAML files beside it.
package main

import (
	"fmt"
	"os"

	"waythrough/record"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	r, err := record.Load(record.Folder{Name: "record/builtin", FS: os.DirFS(".")})
	if err != nil {
		return err
	}
	data, err := r.Index()
	if err != nil {
		return err
	}
	return os.WriteFile("record.index", data, 0o644)
}
