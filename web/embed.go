// Package web holds the page that people look at: TypeScript in src, built by Vite into dist,
// which is embedded. `go build` needs no Node: without a build only dist/.keep is there, and
// [Assets] says so. See ARCHITECTURE.md.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Assets gives the files of the built page, index.html at its root; false when it has not been
// built.
func Assets() (fs.FS, bool) {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false // "dist" is a valid path: fs.Sub has no other reason to fail
	}
	_, err = fs.Stat(built, "index.html")
	return built, err == nil
}
