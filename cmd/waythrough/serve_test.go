package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// served starts the server at a free port and gives its address; stop ends it as a signal would.
func served(t *testing.T, a *app) (address string, stop func() error) {
	t.Helper()
	out, printed := io.Pipe()
	a.out, a.err = printed, io.Discard
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		err := a.serve(ctx, "127.0.0.1:0")
		printed.CloseWithError(io.ErrUnexpectedEOF)
		ended <- err
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server printed %q: %v; it ended with %v", line, err, <-ended)
	}
	return strings.TrimSuffix(strings.TrimSpace(line), "/"), func() error { cancel(); return <-ended }
}

func get[T any](t *testing.T, address string) (v T) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v: %.300s", address, r.Status, err, body)
	}
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return v
}

// What is served is what the command says, before and after the data is opened anew.
func TestServe(t *testing.T) {
	t.Setenv("WAYTHROUGH_TODAY", "2026-11-23")
	const asked = "/v1/may?from=TUR&to=ARM&at=margara-alican&passport=DEU&mode=road"
	told := answerOf[mayAnswer](t, "may", "--from", "TUR", "--to", "ARM", "--at", "margara-alican", "--passport", "DEU", "--mode", "road")
	folder := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	suppose := func(id, authority, crossing string) string {
		return fmt.Sprintf("statements:\n  - id: %s\n    says: Supposed, it is open to everybody.\n    valid: {from: 2024-07-01}\n    public: 2024-07-01\n    public_basis: a supposition\n"+
			"    rule: {part: gate, authority: %s, place: {crossing: %s}, effect: permitted}\n", id, authority, crossing)
	}
	write("elsewhere.yaml", suppose("supposed-elsewhere", "ARM", "agarak-norduz"))
	address, stop := served(t, &app{records: []string{folder}})
	if got := get[mayAnswer](t, address+asked); got.Verdict != told.Verdict || got.Reading != told.Reading || len(got.Crossings) != len(told.Crossings) {
		t.Errorf("served %q, %q; the command says %q, %q", got.Verdict, got.Reading, told.Verdict, told.Reading)
	}

	write("broken.yaml", "statements: 7\n")
	again := func() {
		t.Helper()
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	again()
	if got := get[mayAnswer](t, address+asked); got.Verdict != told.Verdict {
		t.Errorf("after a folder that can't be read: %q", got.Verdict)
	}
	if err := os.Remove(filepath.Join(folder, "broken.yaml")); err != nil {
		t.Fatal(err)
	}
	write("opening.yaml", suppose("supposed-opening", "TUR", "margara-alican"))
	opened := func() bool {
		got := get[mayAnswer](t, address+asked)
		text, _ := json.Marshal(got)
		return strings.Contains(string(text), "supposed-opening")
	}
	deadline := time.Now().Add(30 * time.Second)
	for again(); !opened(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the data was not opened anew within half a minute")
		}
	}
	if err := stop(); err != nil {
		t.Errorf("told to stop, the server ends with %v", err)
	}
	if _, err := http.Get(address + "/healthz"); err == nil {
		t.Error("it still answers after its end")
	}
}

// An address that can't be listened at is told, with exit 2.
func TestServeNowhere(t *testing.T) {
	for _, listen := range []string{"nowhere", "127.0.0.1:99999", "127.0.0.1"} {
		var out, errOut strings.Builder
		if code := run([]string{"serve", "--listen", listen}, &out, &errOut); code != unreadable || !strings.Contains(errOut.String(), "--listen "+listen) {
			t.Errorf("--listen %s: exit %d, %q", listen, code, errOut.String())
		}
	}
}
