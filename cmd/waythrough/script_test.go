package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"waythrough": main})
}

// The command as a person uses it: each script in testdata/script is a session.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("WAYTHROUGH_TODAY", "2026-11-23")
			e.Setenv("NO_COLOR", "1")
			e.Setenv("DATA", data)
			return nil
		},
		Cmds:          networkCommands,
		Condition:     func(name string) (bool, error) { return holds(name, data) },
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
