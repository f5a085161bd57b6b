package mapped

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"waythrough/road/netfile"
)

// cacheVersion rises with any change of what is kept or of what a key says.
const cacheVersion = 1

const (
	// cacheVariable names the folder of the cache; cacheOff there that none is wanted.
	cacheVariable, cacheOff = "WAYTHROUGH_CACHE", "off"
	// mostKept bounds the files that a folder keeps of one network: the newest.
	mostKept = 64
	// abandoned is how old a file not yet complete is taken to be of a program that ended.
	abandoned = 24 * time.Hour

	keptSuffix = ".overlay"
	keySection = "key"
)

// leastKept: what a network of fewer nodes needs is computed in the time of opening a file,
// and leaves nothing behind. Tests lower it.
var leastKept = 50_000

// Kept opens what was computed of this network before and kept under a key: see Keep. It is
// nil if there is none that can be trusted: each is checked against the network's checksum,
// the whole of its key, and its own checksums. Close it after use.
func (n *Network) Kept(key string) *netfile.File {
	key = n.cacheKey(key)
	for _, folder := range n.cacheFolders() {
		f, err := netfile.Open(filepath.Join(folder, n.keptName(key)))
		if err != nil {
			continue
		}
		if f.Verify(context.Background(), nil) == nil {
			if have, err := netfile.Section[byte](f, keySection); err == nil && bytes.Equal(have, []byte(key)) {
				return f
			}
		}
		f.Close()
	}
	return nil
}

// Keep stores what was computed of this network under a key, in a folder beside the file
// (roads.network.overlay for roads.network) or, where that can't be written, in the user's
// folder for caches; if WAYTHROUGH_CACHE names a folder, there and nowhere else. It is no
// part of the network: it may be removed at any time, is made again when it is missing, and
// that it can't be written matters to nobody.
func (n *Network) Keep(key string, write func(w *netfile.Writer) error) {
	key = n.cacheKey(key)
	for _, folder := range n.cacheFolders() {
		if n.keepIn(folder, key, write) == nil {
			n.tidy(folder)
			return
		}
	}
}

func (n *Network) keepIn(folder, key string, write func(w *netfile.Writer) error) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	w, err := netfile.Create(filepath.Join(folder, n.keptName(key)))
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := netfile.Write(w, keySection, []byte(key)); err != nil {
		return err
	}
	if err := write(w); err != nil {
		return err
	}
	return w.Commit()
}

func (n *Network) cacheKey(key string) string {
	return fmt.Sprintf("cache %d of network %016x, %d nodes: %s", cacheVersion, n.file.Sum(), len(n.Streets.At), key)
}

// keptName is that of the file for a key, which begins with the network's checksum.
func (n *Network) keptName(key string) string {
	sum := sha256.Sum256([]byte(key))
	return n.keptPrefix() + hex.EncodeToString(sum[:8]) + keptSuffix
}

func (n *Network) keptPrefix() string { return fmt.Sprintf("%016x-", n.file.Sum()) }

// cacheFolders lists where files may be kept, the best first; none of a network that has
// been removed, nor of a small one unless they are asked for.
func (n *Network) cacheFolders() []string {
	switch folder := os.Getenv(cacheVariable); folder {
	case "":
	case cacheOff:
		return nil
	default:
		return []string{folder}
	}
	if _, err := os.Stat(n.Path()); err != nil || len(n.Streets.At) < leastKept {
		return nil
	}
	folders := []string{n.Path() + keptSuffix}
	if user, err := os.UserCacheDir(); err == nil {
		folders = append(folders, filepath.Join(user, "waythrough"))
	}
	return folders
}

// tidy removes from a folder the oldest files of this network beyond the most that are kept,
// what was left incomplete and, beside the network, what is of the file that it replaced.
func (n *Network) tidy(folder string) {
	list, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	var ours []fs.FileInfo
	for _, entry := range list {
		info, err := entry.Info()
		switch name := entry.Name(); {
		case err != nil || !info.Mode().IsRegular():
		case strings.HasSuffix(name, keptSuffix) && strings.HasPrefix(name, n.keptPrefix()):
			ours = append(ours, info)
		case strings.HasSuffix(name, keptSuffix) && folder == n.Path()+keptSuffix,
			strings.Contains(name, keptSuffix+".") && time.Since(info.ModTime()) > abandoned:
			os.Remove(filepath.Join(folder, name))
		}
	}
	slices.SortFunc(ours, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, old := range ours[min(mostKept, len(ours)):] {
		os.Remove(filepath.Join(folder, old.Name()))
	}
}
