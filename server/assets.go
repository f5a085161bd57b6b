package server

import (
	"bytes"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"waythrough/server/tag"
)

// assets are the files of the app, held in memory and compressed as well as can be, as that is
// done once.
type assets struct {
	files map[string]*asset // by path, without the leading slash
	pages http.Handler      // everything that is no file
}

type asset struct {
	kind, etag, cache string
	plain             []byte
	once              sync.Once
	zstd, gzip        []byte // nil: not worth it
}

func newAssets(dir fs.FS, pages http.Handler) (*assets, error) {
	a := &assets{files: map[string]*asset{}, pages: pages}
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		a.files[name] = newAsset(name, data)
		return nil
	})
	if err == nil && a.files["index.html"] == nil {
		err = fmt.Errorf("there is no index.html among %d files", len(a.files))
	}
	go func() { // before the first who asks, if it can be
		for _, f := range a.files {
			f.once.Do(f.compress)
		}
	}()
	return a, err
}

// types are kinds of files that systems don't all know.
var types = map[string]string{".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
	".json": "application/json", ".geojson": "application/geo+json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".pbf": "application/x-protobuf", ".webmanifest": "application/manifest+json", ".map": "application/json"}

func newAsset(name string, data []byte) *asset {
	f := &asset{plain: data, etag: tag.Of(data), cache: "no-cache"}
	if f.kind = types[path.Ext(name)]; f.kind == "" {
		f.kind = mime.TypeByExtension(path.Ext(name))
	}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	// The builder names these after what they hold: another content has another name.
	if strings.HasPrefix(name, "assets/") {
		f.cache = "public, max-age=31536000, immutable"
	}
	return f
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	f := a.files[name]
	if f == nil {
		a.pages.ServeHTTP(w, r)
		return
	}
	r.Pattern = "app"
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", f.cache)
	h.Set("Vary", "Accept-Encoding")
	if tag.Unchanged(w, r, f.etag) {
		return
	}
	body, coding := f.coded(r.Header.Get("Accept-Encoding"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// coded gives the file in the best coding that the client takes.
func (f *asset) coded(accept string) ([]byte, string) {
	f.once.Do(f.compress)
	var zstd, gzip bool
	for one := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(one), ";")
		takes := strings.ReplaceAll(weight, " ", "") != "q=0"
		zstd = zstd || name == "zstd" && takes
		gzip = gzip || name == "gzip" && takes
	}
	switch {
	case zstd && f.zstd != nil:
		return f.zstd, "zstd"
	case gzip && f.gzip != nil:
		return f.gzip, "gzip"
	}
	return f.plain, ""
}

func (f *asset) compress() {
	if len(f.plain) < 512 || strings.HasPrefix(f.kind, "font/woff2") || strings.HasPrefix(f.kind, "image/") && !strings.HasPrefix(f.kind, "image/svg") {
		return
	}
	var out bytes.Buffer
	if w, err := gzip.NewWriterLevel(&out, gzip.BestCompression); err == nil {
		if _, err := w.Write(f.plain); err == nil && w.Close() == nil && out.Len() < len(f.plain) {
			f.gzip = out.Bytes()
		}
	}
	if w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1)); err == nil {
		if coded := w.EncodeAll(f.plain, nil); len(coded) < len(f.plain) {
			f.zstd = coded
		}
		_ = w.Close()
	}
}
