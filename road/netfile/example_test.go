package netfile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"waythrough/road/netfile"
)

func Example() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "two-posts.network")

	type at struct{ Lat, Lon int32 } // in units of 1e-7 degrees
	if err := write(path, []at{{400262000, 441136000}, {400205000, 441071000}}, []uint32{95_000}); err != nil {
		panic(err)
	}

	f, err := netfile.Open(path)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	for _, s := range f.Sections() {
		fmt.Println(s.Name, s.Count, s.Layout)
	}
	posts, err := netfile.Section[at](f, "post/at")
	if err != nil {
		panic(err)
	}
	err = f.Guard(func() { fmt.Println(posts[1].Lat) })
	fmt.Println(err, f.Verify(context.Background(), nil))
	// Output:
	// post/at 2 2i32
	// link/millis 1 u32
	// 400205000
	// <nil> <nil>
}

func write[T any](path string, posts []T, millis []uint32) error {
	w, err := netfile.Create(path)
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := netfile.Write(w, "post/at", posts); err != nil {
		return err
	}
	if err := netfile.Write(w, "link/millis", millis); err != nil {
		return err
	}
	return w.Commit()
}
