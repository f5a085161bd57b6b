package server

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A common linter finds nothing in the description; a client that a common generator makes
// of it compiles under strict types, asks this server, and gets the record's answers. Both
// come from npm, which takes a while: run with WAYTHROUGH_NPM=1, as CI does.
func TestLinterAndGeneratedClient(t *testing.T) {
	if os.Getenv("WAYTHROUGH_NPM") == "" {
		t.Skip("SKIPPED: linting the description and generating a client need npm and a network; set WAYTHROUGH_NPM=1")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		t.Fatal("WAYTHROUGH_NPM is set, and there is no npm: install Node 20 or newer")
	}
	_, at := running(t, Options{})
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "client"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "openapi.json"), get(t, at+"/openapi.json").body, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"npm ci --ignore-scripts --no-audit --no-fund",
		"npx --no-install redocly lint --config redocly.yaml openapi.json",
		"npx --no-install openapi-typescript openapi.json -o schema.d.ts",
		"npx --no-install tsc -p tsconfig.json",
		"node out/ask.js " + at,
	} {
		words := strings.Fields(args)
		c := exec.Command(words[0], words[1:]...)
		c.Dir = dir
		c.Env = append(os.Environ(), "REDOCLY_TELEMETRY=off")
		text, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", args, err, text)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		t.Logf("%s: %s", words[len(words)-1], lines[len(lines)-1])
	}
}
