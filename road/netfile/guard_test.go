package netfile

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sink keeps reads from being left out.
var sink uint64

func sum(s []uint64) (total uint64) {
	for _, v := range s {
		total += v
	}
	return total
}

// A file cut while it is mapped gives an error, on every way of reading; what is left
// of it can still be read.
func TestGuardAgainstCut(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows doesn't let a mapped file be cut")
	}
	path := large(t)
	f := open(t, path)
	all, err := Section[uint64](f, "large")
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	if err := os.Truncate(path, int64(4*page)); err != nil {
		t.Fatal(err)
	}
	ways := map[string]func(){
		"in order": func() { sink = sum(all) },
		"one":      func() { sink = all[len(all)-1] },
		"copied":   func() { sink = slices.Clone(all)[0] },
	}
	for name, read := range ways {
		err := f.Guard(read)
		var e *Error
		if !errors.As(err, &e) || e.File != path || !strings.Contains(err.Error(), "can't be read at byte ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	err = f.Guard(func() { sink = sum(all) })
	if want := "at byte " + strconv.Itoa(4*page) + ":"; runtime.GOOS == "linux" && !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	if err := f.Guard(func() { sink = all[0] }); err != nil {
		t.Errorf("what is left: %v", err)
	}
	if err := f.Verify(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "was changed while in use: it had ") {
		t.Errorf("Verify: %v", err)
	}
	if err := (&verification{f: f}).check(0, len(f.sums)); err == nil || !strings.Contains(err.Error(), "can't be read at byte") {
		t.Errorf("Verify, cut as it reads: %v", err)
	}
}

// A fault in one of two files is laid to that one.
func TestGuardsNested(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows doesn't let a mapped file be cut")
	}
	cut, whole := open(t, large(t)), open(t, large(t))
	view, err := Section[uint64](cut, "large")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(cut.Path(), 64); err != nil {
		t.Fatal(err)
	}
	read := func() { sink = sum(view) }
	outer := cut.Guard(func() {
		if err := whole.Guard(read); err != nil {
			t.Errorf("laid to the wrong file: %v", err)
		}
	})
	var inner error
	outer2 := whole.Guard(func() { inner = cut.Guard(read) })
	for _, err := range []error{outer, inner} {
		if err == nil || !strings.HasPrefix(err.Error(), cut.Path()) {
			t.Errorf("nested: %v", err)
		}
	}
	if outer2 != nil {
		t.Error(outer2)
	}
}

// A view can't be written to; under Guard that is an error too, and the file is as it was.
func TestViewsAreReadOnly(t *testing.T) {
	path, _ := smallFile(t)
	f := open(t, path)
	view, err := Section[uint32](f, "weight/car")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Guard(func() { view[0] = 7 }); err == nil || !strings.Contains(err.Error(), "can't be read at byte 64: it was cut short or written to") {
		t.Error(err)
	}
	if err := check(path); err != nil {
		t.Error(err)
	}
}

// Panics of other kinds pass as they are, and leave nothing held.
func TestGuardPassesOtherPanics(t *testing.T) {
	path, _ := smallFile(t)
	f := open(t, path)
	var none *point
	empty := []int{}
	for _, do := range []func(){
		func() { panic("mine") },
		func() { none.Lat++ },
		func() { empty[len(empty)]++ },
	} {
		want, got := caught(do), caught(func() { f.Guard(do) })
		if got == nil || got != want {
			t.Errorf("panic %v became %v", want, got)
		}
	}
	done := make(chan bool)
	go func() {
		defer close(done)
		f.Guard(runtime.Goexit)
		t.Error("Goexit came back")
	}()
	<-done
	if err := f.Close(); err != nil || f.data != nil {
		t.Errorf("still held after panics: %v", err)
	}
}

func caught(do func()) (r any) {
	defer func() { r = recover() }()
	do()
	return nil
}
