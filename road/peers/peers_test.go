package peers

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// shared is where New York's roads are looked for.
func shared(b *testing.B, name ...string) string {
	path := filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, name...)...)
	if _, err := os.Stat(path); err != nil {
		b.Skipf("NOT MEASURED: %s is needed (%v)", path, err)
	}
	return path
}

// installed looks for the first program that matches one of some patterns, or by its name.
func installed(b *testing.B, pack, name string, patterns ...string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, pattern := range patterns {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return found[len(found)-1]
		}
	}
	absent(b, pack, name)
	return ""
}

func absent(b *testing.B, pack, name string) {
	fmt.Printf("\nNOT MEASURED beside %s: it is not installed; apt-get install %s brings it\n", name, pack)
	b.SkipNow()
}

// run runs a program and returns what it prints, and how long it took.
func run(b *testing.B, input []byte, name string, args ...string) (string, time.Duration) {
	b.Helper()
	c := exec.Command(name, args...)
	c.Stdin = bytes.NewReader(input)
	c.Env = append(os.Environ(), "LC_ALL=C")
	var complaint bytes.Buffer
	c.Stderr = &complaint
	start := time.Now()
	out, err := c.Output()
	took := time.Since(start)
	if err != nil {
		b.Fatalf("%s %q: %v\n%s%s", name, args, err, tail(out), tail(complaint.Bytes()))
	}
	return string(out), took
}

func tail(text []byte) []byte { return text[max(0, len(text)-2000):] }

// line prints a figure: the median of some times, and how many times ours it is.
func line(name string, times []time.Duration, ours time.Duration) {
	m := median(times)
	fmt.Printf("%-44s %12.4g ms", name, float64(m)/1e6)
	if ours > 0 {
		fmt.Printf(" %10.0f", float64(m)/float64(ours))
	}
	fmt.Println()
}

func median(times []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)/2]
}
