package netfile

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// A layout is how an element lies in memory: its words in order, equal neighbours taken
// together. It is written "u32", "2i32", "u32 2u16", the same for structs, arrays and
// named types of the same words.
type layout []words

type words struct {
	n    int
	kind string
}

var wordSize = map[string]int{"u8": 1, "u16": 2, "u32": 4, "u64": 8, "i8": 1, "i16": 2, "i32": 4, "i64": 8}

var wordKind = map[reflect.Kind]string{
	reflect.Uint8: "u8", reflect.Uint16: "u16", reflect.Uint32: "u32", reflect.Uint64: "u64",
	reflect.Int8: "i8", reflect.Int16: "i16", reflect.Int32: "i32", reflect.Int64: "i64",
}

// maxElement bounds the bytes of an element.
const maxElement = 1 << 16

// describe gives the layout of a type as text and its size, or says why it has none.
func describe(t reflect.Type) (string, int, error) {
	var l layout
	if err := l.add(t); err != nil {
		return "", 0, fmt.Errorf("elements of type %v can't be stored: %w", t, err)
	}
	size, err := l.size()
	switch s := l.String(); {
	case err != nil:
		return "", 0, fmt.Errorf("elements of type %v can't be stored: %w", t, err)
	case uintptr(size) != t.Size():
		return "", 0, fmt.Errorf("elements of type %v can't be stored: there is padding in it, whose bytes are undefined; order its fields from large to small", t)
	case len(s) > layoutSize:
		return "", 0, fmt.Errorf("elements of type %v can't be stored: its layout %q is longer than %d characters; store it as several sections", t, s, layoutSize)
	default:
		return s, size, nil
	}
}

func (l *layout) add(t reflect.Type) error {
	if kind, ok := wordKind[t.Kind()]; ok {
		l.append(1, kind)
		return nil
	}
	switch t.Kind() {
	case reflect.Array:
		return l.addArray(t)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Name == "_" {
				return problemf("a field without a name has undefined bytes; name it")
			}
			if err := l.add(f.Type); err != nil {
				return err
			}
		}
		return nil
	}
	return problemf("%v isn't an integer of a stated size, such as uint32, nor a struct or array of those", t)
}

func (l *layout) addArray(t reflect.Type) error {
	var one layout
	if err := one.add(t.Elem()); err != nil {
		return err
	}
	if t.Len() > maxElement || len(one) > 1 && t.Len() > layoutSize {
		return problemf("%v is long; store it as a section of its own", t)
	}
	times := t.Len()
	if len(one) == 1 {
		one[0].n, times = one[0].n*times, 1
	}
	for range times {
		for _, w := range one {
			l.append(w.n, w.kind)
		}
	}
	return nil
}

func (l *layout) append(n int, kind string) {
	if last := len(*l) - 1; last >= 0 && (*l)[last].kind == kind {
		(*l)[last].n += n
	} else if n > 0 {
		*l = append(*l, words{n, kind})
	}
}

// size is the bytes of an element. Each word must lie at a multiple of its own size,
// in an array of elements too, so that a file of one machine suits another's compiler.
func (l layout) size() (int, error) {
	at, largest := 0, 1
	for _, w := range l {
		size := wordSize[w.kind]
		if at%size != 0 {
			return 0, problemf("its words need padding, whose bytes are undefined; order its fields from large to small")
		}
		at, largest = at+w.n*size, max(largest, size)
		if at > maxElement {
			return 0, problemf("it has more than %d bytes; store it as several sections", maxElement)
		}
	}
	if at == 0 {
		return 0, problemf("it has no bytes")
	}
	if at%largest != 0 {
		return 0, problemf("its %d bytes are not a whole number of its largest word; add a named field", at)
	}
	return at, nil
}

func (l layout) String() string {
	parts := make([]string, len(l))
	for i, w := range l {
		if w.n > 1 {
			parts[i] = strconv.Itoa(w.n)
		}
		parts[i] += w.kind
	}
	return strings.Join(parts, " ")
}

// layoutSizeOf is the size of an element whose layout was read. Only what String could
// have written reads.
func layoutSizeOf(s string) (int, error) {
	var l layout
	for part := range strings.SplitSeq(s, " ") {
		kind := strings.TrimLeft(part, "0123456789")
		n := 1
		if digits := strings.TrimSuffix(part, kind); digits != "" {
			var err error
			if n, err = strconv.Atoi(digits); err != nil || n > maxElement {
				return 0, problemf("%.20q is not a number of words", digits)
			}
		}
		if wordSize[kind] == 0 {
			return 0, problemf("%.20q is not a kind of word", kind)
		}
		l.append(n, kind)
	}
	if l.String() != s {
		return 0, problemf("%q is not a layout; %q would be", s, l)
	}
	return l.size()
}
