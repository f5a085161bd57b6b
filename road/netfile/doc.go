// Package netfile keeps arrays in one file that is mapped into memory: the file of a
// road network. It knows nothing of roads, only named sections of fixed-size words.
//
//	w, err := netfile.Create("caucasus.network")
//	defer w.Abort() // nothing stays behind unless Commit was reached
//	err = netfile.Write(w, "node/at", at) // []geo.LatLon, []uint32, []Millis, ...
//	err = w.Commit()
//
//	f, err := netfile.Open("caucasus.network")
//	defer f.Close()
//	at, err := netfile.Section[geo.LatLon](f, "node/at") // a view, nothing is copied
//	err = f.Guard(func() { distance = search(at) })
//
// # What a section holds
//
// Integers of a stated size (uint8 … int64), types made of them, and structs and arrays
// of those without padding. The file records how an element lies in memory ("u32", "2i32"
// for a pair of coordinates), and a section is given out only as what it was written as.
// int, bool, floats and pointers have no place here.
//
// # What is checked, and when
//
// Opening reads the header, the section table and the checksums of the payload, and
// checks them and every length: a file that is cut short, damaged there, foreign, or of
// another format or byte order is refused with a sentence that says what to do. The
// payload is not touched. [File.Verify] checks that, in pieces of 64 KiB each with a
// checksum (xxHash, 64 bits: it finds accidents, not forgers). What the words mean is for
// whoever reads them to check.
//
// A file cut short while mapped, or on a failing disk, faults when it is read, which
// ends a program. [File.Guard] makes an error of it.
//
// # How files come and go
//
// A file is written aside, under a name that ends in ".partial", synced, and renamed: it
// appears whole or not at all, and two builds of one path don't mix (the later rename
// stands). It is never rewritten, so whoever has the old one open keeps it, except on
// Windows, which refuses to replace a file in use. A build that was killed leaves its
// partial file, which may be removed. The same sections in the same order give the same
// bytes.
//
// # Cost
//
// Opening takes time for one checksum (8 bytes) for each 64 KiB and keeps them: measured,
// a file of 1 GiB opens in 0.4 ms and keeps 131 kB of them; from the page cache it is
// verified at 6 to 12 GB/s on two cores. Writing runs at the speed of the disk. A section
// is a slice over the page cache, shared by all processes that have the file open. A
// Guard takes 40 ns. To measure: go test -run '^$' -bench . ./road/netfile
package netfile
