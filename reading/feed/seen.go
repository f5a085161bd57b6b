package feed

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// How long things are remembered, in days, and how many.
const (
	idDays    = 183
	touchDays = 30 // an address still listed is noted anew after so long
	printDays = 30
	maxIDs    = 2_000_000
	maxPrints = 20_000
	maxLine   = 128 << 10 // a text of 2,000 sentences of a telling word each takes 75,000
)

// A seenLine is a line of seen.log: the day (since 1970-01-01), the hashes of what names
// an item, and the print of its text.
type seenLine struct {
	Day   int32    `json:"day"`
	IDs   []string `json:"ids,omitempty"`
	Host  string   `json:"host,omitempty"`
	Whole string   `json:"whole,omitempty"` // hash of title and text
	Print []byte   `json:"print,omitempty"`
}

// A seenText is a text seen lately.
type seenText struct {
	day   int32
	host  string
	whole uint64
	print print
}

// A seenLog knows what was handed over. It is not safe for concurrent use.
type seenLog struct {
	path  string
	file  *os.File
	ids   map[uint64]int32
	texts []seenText
	// byShingle finds texts by one in eight of their shingles.
	byShingle map[uint32][]int32
}

// openSeen reads a log and leaves it without torn, damaged or outdated lines. It tells
// how many were torn or damaged.
func openSeen(path string, today int32) (*seenLog, int, error) {
	l := &seenLog{path: path, ids: map[uint64]int32{}, byShingle: map[uint32][]int32{}}
	f, err := os.Open(path)
	damaged, dropped := 0, false
	if err == nil {
		damaged, dropped, err = l.load(f, today)
		err = errors.Join(err, f.Close())
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fmt.Errorf("reading what the watch has seen: %w", err)
	}
	if damaged > 0 || dropped {
		if err := l.rewrite(); err != nil {
			return nil, 0, fmt.Errorf("writing %s anew: %w", path, err)
		}
	}
	l.file, err = os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, 0, fmt.Errorf("opening what the watch has seen: %w", err)
	}
	return l, damaged, nil
}

func (l *seenLog) load(r io.Reader, today int32) (damaged int, dropped bool, err error) {
	in := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull { // no line of ours: skip to its end
			damaged++
			for err == bufio.ErrBufferFull {
				_, err = in.ReadSlice('\n')
			}
			line = nil
		}
		if len(line) > 0 {
			switch rec, ok := readLine(line); {
			case !ok:
				damaged++
			case rec.Day < today-idDays:
				dropped = true
			default:
				dropped = !l.note(rec, today) || dropped
			}
		}
		if err == io.EOF {
			l.index()
			return damaged, l.bound() || dropped, nil
		}
		if err != nil {
			return damaged, dropped, err
		}
	}
}

// readLine reads a line: eight digits of its CRC-32, a space, JSON, and the line's end,
// without which it is torn.
func readLine(line []byte) (rec seenLine, ok bool) {
	text, whole := strings.CutSuffix(string(line), "\n")
	if !whole || len(text) < 10 || text[8] != ' ' {
		return rec, false
	}
	sum, err := strconv.ParseUint(text[:8], 16, 32)
	if err != nil || uint32(sum) != crc32.ChecksumIEEE([]byte(text[9:])) {
		return rec, false
	}
	return rec, json.Unmarshal([]byte(text[9:]), &rec) == nil
}

func writeLine(rec seenLine) ([]byte, error) {
	data, err := json.Marshal(rec)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.ChecksumIEEE(data), data), nil
}

// note takes a line into memory. It is false if part of it is outdated or taken.
func (l *seenLog) note(rec seenLine, today int32) bool {
	all := true
	for _, id := range rec.IDs {
		n, ok := readHash(id)
		if !ok {
			all = false
			continue
		}
		if old, known := l.ids[n]; known {
			all = all && old == rec.Day
			rec.Day = max(rec.Day, old)
		}
		l.ids[n] = rec.Day
	}
	whole, ok := readHash(rec.Whole)
	if !ok || rec.Day < today-printDays {
		return all && rec.Whole == ""
	}
	p, _ := unpack(rec.Print)
	l.texts = append(l.texts, seenText{rec.Day, rec.Host, whole, p})
	return all
}

func readHash(s string) (uint64, bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 8 {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 16, 64)
	return n, err == nil
}

func writeHash(n uint64) string { return fmt.Sprintf("%016x", n) }

func (l *seenLog) index() {
	clear(l.byShingle)
	for i := range l.texts {
		l.indexOne(i)
	}
}

func (l *seenLog) indexOne(i int) {
	for _, s := range l.texts[i].print.shingles {
		if s%8 == 0 {
			l.byShingle[s] = append(l.byShingle[s], int32(i))
		}
	}
}

// bound forgets the oldest of what is too much. It says whether it did.
func (l *seenLog) bound() bool {
	did := false
	if n := len(l.texts) - maxPrints; n > 0 {
		l.texts = slices.Clone(l.texts[n:])
		l.index()
		did = true
	}
	if len(l.ids) > maxIDs {
		days := make([]int32, 0, len(l.ids))
		for _, day := range l.ids {
			days = append(days, day)
		}
		slices.Sort(days)
		first := days[len(days)-maxIDs*9/10]
		for id, day := range l.ids {
			if day < first {
				delete(l.ids, id)
			}
		}
		did = true
	}
	return did
}

// rewrite writes the log anew, from memory.
func (l *seenLog) rewrite() error {
	byDay := map[int32][]string{}
	for id, day := range l.ids {
		byDay[day] = append(byDay[day], writeHash(id))
	}
	var out []byte
	put := func(rec seenLine) error {
		line, err := writeLine(rec)
		out = append(out, line...)
		return err
	}
	days := make([]int32, 0, len(byDay))
	for day := range byDay {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		sort.Strings(byDay[day])
		for some := range slices.Chunk(byDay[day], 1000) {
			if err := put(seenLine{Day: day, IDs: some}); err != nil {
				return err
			}
		}
	}
	for _, t := range l.texts {
		if err := put(seenLine{Day: t.day, Host: t.host, Whole: writeHash(t.whole), Print: t.print.pack()}); err != nil {
			return err
		}
	}
	return replace(l.path, out)
}

// add appends a line and takes it into memory.
func (l *seenLog) add(rec seenLine) error {
	line, err := writeLine(rec)
	if err == nil {
		_, err = l.file.Write(line)
	}
	if err != nil {
		return fmt.Errorf("noting in %s what was handed over: %w", l.path, err)
	}
	before := len(l.texts)
	l.note(rec, rec.Day)
	if len(l.texts) > before {
		l.indexOne(before)
	}
	return nil
}

// age forgets what is outdated, in memory and in the file.
func (l *seenLog) age(today int32) error {
	before := len(l.ids) + len(l.texts)
	for id, day := range l.ids {
		if day < today-idDays {
			delete(l.ids, id)
		}
	}
	kept := slices.DeleteFunc(l.texts, func(t seenText) bool { return t.day < today-printDays })
	if len(kept) < len(l.texts) {
		l.texts = kept
		l.index()
	}
	l.bound()
	if len(l.ids)+len(l.texts) == before {
		return nil
	}
	err := errors.Join(l.file.Close(), l.rewrite())
	if err == nil {
		l.file, err = os.OpenFile(l.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	}
	if err != nil {
		return fmt.Errorf("writing %s anew: %w", l.path, err)
	}
	return nil
}

// flush makes what was added outlive a loss of power.
func (l *seenLog) flush() error { return l.file.Sync() }

func (l *seenLog) close() error {
	if l.file == nil {
		return nil
	}
	return errors.Join(l.file.Sync(), l.file.Close())
}

// twin says whether a text was seen: the same text and title, or a copy of another
// site's text.
func (l *seenLog) twin(t textMark) bool {
	hits := map[int32]int{}
	for _, s := range t.print.shingles {
		if s%8 == 0 {
			for _, i := range l.byShingle[s] {
				hits[i]++
			}
		}
	}
	for i := range l.texts {
		if t.whole != 0 && l.texts[i].whole == t.whole {
			return true
		}
	}
	near := make([]int32, 0, len(hits))
	for i := range hits {
		near = append(near, i)
	}
	slices.SortFunc(near, func(a, b int32) int {
		if hits[a] != hits[b] {
			return hits[b] - hits[a]
		}
		return int(a - b)
	})
	for _, i := range near[:min(len(near), 32)] {
		if old := &l.texts[i]; old.host != t.host && t.print.copies(old.print, t.telling) {
			return true
		}
	}
	return false
}
