package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"waythrough/road/osm/pbf/pbftest"
	"waythrough/road/worldgen"
)

// networkCommands are what sessions about networks need besides the command itself.
var networkCommands = map[string]func(*testscript.TestScript, bool, []string){
	// pbf NAME OUT writes testdata/network/NAME.txt as an extract.
	"pbf": func(ts *testscript.TestScript, _ bool, args []string) {
		text, err := os.ReadFile(filepath.Join(sourceFolder, "testdata", "network", args[0]+".txt"))
		ts.Check(err)
		d, err := pbftest.Parse(string(text))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), pbftest.Bytes(d, 8), 0o644))
	},
	// world NODES OUT writes a drawn world as an extract.
	"world": func(ts *testscript.TestScript, _ bool, args []string) {
		nodes, err := strconv.Atoi(args[0])
		ts.Check(err)
		var b bytes.Buffer
		ts.Check(worldgen.New(worldgen.Options{Seed: 1, Nodes: nodes}).WritePBF(&b))
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
	},
	// flip FILE [BYTE] changes a byte, that in the middle if none is named.
	"flip": func(ts *testscript.TestScript, _ bool, args []string) {
		b := []byte(ts.ReadFile(args[0]))
		at := len(b) / 2
		if len(args) > 1 {
			var err error
			at, err = strconv.Atoi(args[1])
			ts.Check(err)
		}
		b[at] ^= 0x55
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
	},
	// cut FILE OUT BYTES keeps so many bytes of a file; those at its end are left off if
	// the number is negative.
	"cut": func(ts *testscript.TestScript, _ bool, args []string) {
		b := ts.ReadFile(args[0])
		n, err := strconv.Atoi(args[2])
		ts.Check(err)
		if n < 0 {
			n += len(b)
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b[:n]), 0o644))
	},
	// samelines A B holds the lines of two files against each other as sets, comments
	// apart.
	"samelines": func(ts *testscript.TestScript, neg bool, args []string) {
		var lines [2][]string
		for i := range lines {
			for line := range strings.Lines(ts.ReadFile(args[i])) {
				if line = strings.TrimSpace(line); line != "" && line[0] != 'c' {
					lines[i] = append(lines[i], line)
				}
			}
			slices.Sort(lines[i])
		}
		if slices.Equal(lines[0], lines[1]) == neg {
			ts.Fatalf("%s has the lines %q and %s %q", args[0], lines[0], args[1], lines[1])
		}
	},
	// only NAME... fails if anything else is in the folder.
	"only": func(ts *testscript.TestScript, _ bool, args []string) {
		entries, err := os.ReadDir(ts.MkAbs(args[0]))
		ts.Check(err)
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if slices.Sort(args[1:]); !slices.Equal(names, args[1:]) {
			ts.Fatalf("%s holds %q, not %q", args[0], names, args[1:])
		}
	},
	// interrupted COMMAND... starts a command, interrupts it once its folder holds a
	// partial file, and wants it to end with exit code 1 and a sentence.
	"interrupted": func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(interruptOnce(ts, args)) },
}

// sourceFolder is where the tests were started.
var sourceFolder = func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir
}()

func interruptOnce(ts *testscript.TestScript, args []string) error {
	path := ts.Getenv("PATH")
	var said bytes.Buffer
	program, err := exec.LookPath(args[0])
	for _, dir := range filepath.SplitList(path) {
		if p := filepath.Join(dir, args[0]); err != nil {
			program, err = exec.LookPath(p)
		}
	}
	if err != nil {
		return err
	}
	c := exec.Command(program, args[1:]...)
	c.Dir, c.Stderr = ts.MkAbs("."), &said
	c.Env = []string{"PATH=" + path, "HOME=" + ts.MkAbs(".")}
	if err := c.Start(); err != nil {
		return err
	}
	for range 2000 {
		if found, _ := filepath.Glob(filepath.Join(c.Dir, "*", "*.partial")); len(found) > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		return fmt.Errorf("interrupting it: %w", err)
	}
	if c.Wait(); c.ProcessState.ExitCode() != failed || !strings.Contains(said.String(), "interrupted: nothing was written") {
		return fmt.Errorf("exit code %d: %s", c.ProcessState.ExitCode(), said.String())
	}
	return nil
}

// holds answers the conditions of scripts: [data:FILE], that the data folder has a file.
func holds(name, data string) (bool, error) {
	file, ok := strings.CutPrefix(name, "data:")
	if !ok {
		return false, fmt.Errorf("there is no condition %q", name)
	}
	_, err := os.Stat(filepath.Join(data, file))
	return err == nil, nil
}
