package record_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"waythrough/record"
)

// The wrong files themselves are in testdata/refused; here is what they cannot
// show: bytes, several files, and files that are odd but right.

func TestNotUTF8(t *testing.T) {
	tests := []struct {
		name, text string
		want       string
	}{
		{"in the first line", "areas: \xff", "f/all.yaml:1: byte 7 (0xff) is not UTF-8"},
		{"in the third line", "areas:\n  - id: ARM\n    name: Arm\xe9nie\n", "f/all.yaml:3: byte 32 (0xe9) is not UTF-8"},
		{"after letters of several bytes", "# Հայաստան\n\x80", "f/all.yaml:2: byte 19 (0x80) is not UTF-8"},
		{"a letter cut off at the end", "# \xd5", "f/all.yaml:1: byte 2 (0xd5) is not UTF-8"},
	}
	for _, tt := range tests {
		r, err := record.Load(folder("f", tt.text))
		if r != nil || err == nil || !strings.HasPrefix(err.Error(), tt.want) || len(record.AsErrors(err)) != 1 {
			t.Errorf("%s: %v; should be one error, %s", tt.name, err, tt.want)
		}
	}
}

// U+FFFD written out is a character like any other.
func TestReplacementCharacterIsUTF8(t *testing.T) {
	load(t, "areas:\n  - {id: ARM, kind: state, name: \"\ufffd\"}\n")
}

func TestErrorsOfAllFilesTogether(t *testing.T) {
	const wrong = "areas:\n  - {id: ARM, kind: sate, name: Armenia}\n  - {id: GEO}\n"
	r, err := record.Load(
		record.Folder{Name: "two", FS: fstest.MapFS{
			"b.yaml":       {Data: []byte(wrong)},
			"a/deep.yaml":  {Data: []byte("areas: [\n")},
			"c.yml":        {Data: []byte("\xff")},
			"notes.txt":    {Data: []byte("not a record: [")},
			"fine.yaml":    {Data: []byte("areas:\n  - {id: TUR, kind: state, name: Türkiye}\n")},
			"a/empty.yaml": {Data: nil},
		}},
		record.Folder{Name: "one", FS: fstest.MapFS{"z.yaml": {Data: []byte("towns: x\n")}}},
		record.Folder{Name: "none", FS: fstest.MapFS{"readme.txt": {}}},
	)
	if r != nil {
		t.Error("a record comes with the errors")
	}
	var got []string
	for _, e := range record.AsErrors(err) {
		got = append(got, e.Pos.String())
	}
	const want = "none one/z.yaml:1 two/a/deep.yaml:1 two/b.yaml:2 two/b.yaml:3 two/b.yaml:3 two/c.yml:1"
	if strings.Join(got, " ") != want {
		t.Errorf("the errors stand at\n%s\nshould stand at\n%s\n%v", strings.Join(got, " "), want, err)
	}
	if lines := strings.Count(err.Error(), "\n") + 1; lines != len(got) {
		t.Errorf("%d errors are written in %d lines", len(got), lines)
	}
}

// What is wrong with a record must not be told in another order each time.
func TestErrorsComeInOneOrder(t *testing.T) {
	const wrong = `
towns:
  - {id: a, area: ARM, name: A, names: {xx!: [a], yy!: [b], zz!: [c], en: [" d"]}}
statements:
  - {id: b, says: B., public: 2024, public_basis: x, rule: {part: exit, authority: ARM, place: {area: ARM}, from: ARX, to: ARY, effect: refused}}
`
	_, first := record.Load(folder("f", wrong))
	for range 50 {
		if _, err := record.Load(folder("f", wrong)); err.Error() != first.Error() {
			t.Fatalf("once the errors are\n%v\nand once\n%v", first, err)
		}
	}
}

func TestMissingFolder(t *testing.T) {
	r, err := record.Load(record.Folder{Name: "nowhere", FS: os.DirFS("testdata/nowhere")})
	if r != nil || len(record.AsErrors(err)) != 1 || !strings.HasPrefix(err.Error(), "nowhere: ") {
		t.Errorf("a folder that is not there gives %v", err)
	}
}

// Each of these is YAML, if not as one would write it, and says the same.
func TestOddButRight(t *testing.T) {
	const plain = "areas:\n  - {id: NOR, kind: state, name: Norway, names: {no: [Norge, Noreg]}, demonyms: [Norwegian]}\n"
	want := load(t, plain)
	tests := []struct{ name, text string }{
		{"block style", "areas:\n  - id: NOR\n    kind: state\n    name: Norway\n    names:\n      no:\n        - Norge\n        - Noreg\n    demonyms:\n      - Norwegian\n"},
		{"JSON", `{"areas": [{"id": "NOR", "kind": "state", "name": "Norway", "names": {"no": ["Norge", "Noreg"]}, "demonyms": ["Norwegian"]}]}`},
		{"single quotes", "'areas':\n  - {'id': 'NOR', kind: 'state', name: 'Norway', names: {'no': [Norge, Noreg]}, demonyms: [Norwegian]}\n"},
		{"one value for a list of one", "areas: {id: NOR, kind: state, name: Norway, names: {no: [Norge, Noreg]}, demonyms: Norwegian}\n"},
		{"lines ended as on Windows", strings.ReplaceAll(plain, "\n", "\r\n")},
		{"a byte order mark", "\ufeff" + plain},
		{"a start of document", "---\n" + plain},
		{"comments", "# one\n" + plain + "# two\n"},
		{"an anchor nobody uses", "areas:\n  - &norway {id: NOR, kind: state, name: &n Norway, names: {no: [Norge, Noreg]}, demonyms: [Norwegian]}\n"},
		{"a block scalar", "areas:\n  - id: NOR\n    kind: state\n    name: |\n      Norway\n    names: {no: [Norge, Noreg]}\n    demonyms: [Norwegian]\n"},
	}
	for _, tt := range tests {
		got, err := record.Load(folder("f", tt.text))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if a, b := itemYAML(t, got, "NOR"), itemYAML(t, want, "NOR"); a != b {
			t.Errorf("%s is read as\n%s\nnot as\n%s", tt.name, a, b)
		}
	}
}

func itemYAML(t *testing.T, r *record.Record, id string) string {
	t.Helper()
	item, err := r.Item(id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := item.YAML()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestItemNamesTheNearest(t *testing.T) {
	r := load(t, "areas:\n  - {id: abkhazia, kind: de-facto, name: Abkhazia}\n")
	if _, err := r.Item("abkhasia"); err == nil || !strings.Contains(err.Error(), `did you mean "abkhazia"`) {
		t.Errorf("the error is %v", err)
	}
}

// An index opens to the same record, alone and with a folder laid over it.
func TestIndexOpensToTheSame(t *testing.T) {
	base, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const more = "statements:\n  - {id: more, says: More., sources: [{source: paper-2024}], because: [envoys-1], background: {by: X}}\n"
	folders := []record.Folder{folder("base", string(base)), folder("more", more)}
	for n := range 2 {
		first, err := record.Load(folders[0])
		if err != nil {
			t.Fatal(err)
		}
		index := indexOf(t, first)
		opened, err := record.LoadIndexed(index, folders[1:1+n]...)
		if err != nil {
			t.Fatalf("with %d further folders the index does not open: %v", n, err)
		}
		whole, err := record.Load(folders[:1+n]...)
		if err != nil {
			t.Fatal(err)
		}
		if string(indexOf(t, opened)) != string(indexOf(t, whole)) {
			t.Errorf("with %d further folders, the index opens to another record than the files", n)
		}
	}
	if _, err := record.LoadIndexed([]byte("not an index")); err == nil {
		t.Error("an index of nonsense opens")
	}
}

func indexOf(t *testing.T, r *record.Record) []byte {
	t.Helper()
	data, err := r.Index()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
