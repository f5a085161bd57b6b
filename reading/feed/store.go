package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A store is the folder that outlives the process: see the package comment.
type store struct {
	folder string
	lock   *os.File
	seen   *seenLog
	faults []error // what was found damaged when it was opened
}

// openStore takes the folder for this process and reads what was seen.
func openStore(folder string, today int32) (*store, error) {
	if folder == "" {
		return nil, errors.New("a watch needs a folder for what it has seen: name one")
	}
	for _, dir := range []string{folder, filepath.Join(folder, "feeds"), filepath.Join(folder, "robots")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("making the folder of the watch: %w", err)
		}
	}
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("taking the folder of the watch: %w", err)
	}
	if err := lockFile(lock); err != nil {
		lock.Close()
		return nil, fmt.Errorf("another process is watching with the folder %s: stop it, or give this one its own", folder)
	}
	if err := sweep(folder); err != nil {
		lock.Close()
		return nil, fmt.Errorf("clearing what an interrupted watch left: %w", err)
	}
	s := &store{folder: folder, lock: lock}
	var damaged int
	if s.seen, damaged, err = openSeen(filepath.Join(folder, "seen.log"), today); err != nil {
		lock.Close()
		return nil, err
	}
	if damaged > 0 {
		s.faults = append(s.faults, fmt.Errorf("%s: %d torn or damaged lines are left out: their items may be offered once more",
			filepath.Join(folder, "seen.log"), damaged))
	}
	return s, nil
}

func (s *store) close() error {
	return errors.Join(s.seen.close(), s.lock.Close())
}

const aside = ".aside-" // begins the name of a file being written

// sweep removes files that a killed process was writing.
func sweep(folder string) error {
	var errs []error
	for _, dir := range []string{folder, filepath.Join(folder, "feeds"), filepath.Join(folder, "robots")} {
		entries, err := os.ReadDir(dir)
		errs = append(errs, err)
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), aside) {
				errs = append(errs, os.Remove(filepath.Join(dir, e.Name())))
			}
		}
	}
	return errors.Join(errs...)
}

// replace writes a file aside and renames it: after a kill the old one or the new one
// is there, whole.
func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), aside+"*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// A feedFile is what is kept of a feed.
type feedFile struct {
	URL          string    `json:"url"`
	Moved        string    `json:"moved,omitempty"` // asked instead
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Next         time.Time `json:"next"`
	Failures     int       `json:"failures,omitempty"`
	Fault        string    `json:"fault,omitempty"`
	Whole        time.Time `json:"whole"` // when it was last read unconditionally or had changed
	Rhythm       *rhythm   `json:"rhythm,omitempty"`
	Again        []entry   `json:"again,omitempty"`
}

// A robotsFile is what is kept of a site.
type robotsFile struct {
	Until time.Time `json:"until"`
	Text  string    `json:"text"`
}

func (s *store) path(kind, name string) string {
	sum := sha256.Sum256([]byte(name))
	return filepath.Join(s.folder, kind, hex.EncodeToString(sum[:12])+".json")
}

// feed gives what is kept of a feed: nothing of one never asked, and nothing, with an
// error to tell, of one whose file is damaged.
func (s *store) feed(address string) (feedFile, error) {
	path := s.path("feeds", address)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return feedFile{URL: address}, nil
	}
	f := feedFile{}
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	if err == nil && f.URL != address {
		err = errors.New("it is of another feed")
	}
	if err != nil {
		return feedFile{URL: address}, fmt.Errorf("%s is damaged, and begun anew: %w", path, err)
	}
	return f, nil
}

func (s *store) saveFeed(f feedFile) error {
	return s.save(s.path("feeds", f.URL), f)
}

func (s *store) robots(site string) (robotsFile, bool) {
	var f robotsFile
	data, err := os.ReadFile(s.path("robots", site))
	if err != nil || json.Unmarshal(data, &f) != nil {
		return robotsFile{}, false
	}
	return f, true
}

func (s *store) saveRobots(site string, f robotsFile) error {
	f.Text = strings.ToValidUTF8(f.Text, "\uFFFD")
	return s.save(s.path("robots", site), f)
}

func (s *store) save(path string, v any) error {
	data, err := json.Marshal(v)
	if err == nil {
		err = replace(path, append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keeping the state of the watch in %s: %w", path, err)
	}
	return nil
}
