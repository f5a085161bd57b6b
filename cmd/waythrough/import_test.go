package main

import (
	"archive/zip"
	"bytes"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

func init() {
	// bomb OUT writes a feed whose stops unpack to a thousand times what they take.
	networkCommands["bomb"] = func(ts *testscript.TestScript, _ bool, args []string) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, err := w.Create("stops.txt")
		ts.Check(err)
		_, err = f.Write([]byte("stop_id,stop_name,stop_lat,stop_lon\n"))
		ts.Check(err)
		for range 20_000 {
			_, err := f.Write(append(bytes.Repeat([]byte("0"), 999), '\n'))
			ts.Check(err)
		}
		ts.Check(w.Close())
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
	}
}
