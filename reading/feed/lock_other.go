//go:build !unix

package feed

import "os"

// lockFile does nothing here: two watches with one folder would offer items twice.
func lockFile(*os.File) error { return nil }
