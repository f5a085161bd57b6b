package netfile

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLayout(t *testing.T) {
	tests := []struct {
		of   any
		want string
		size int
	}{
		{uint8(0), "u8", 1}, {uint16(0), "u16", 2}, {uint32(0), "u32", 4}, {uint64(0), "u64", 8},
		{int8(0), "i8", 1}, {int16(0), "i16", 2}, {int32(0), "i32", 4}, {int64(0), "i64", 8},
		{millis(0), "u32", 4},
		{point{}, "2i32", 8},
		{[2]point{}, "4i32", 16},
		{link{}, "u64 u32 2u16 8i8", 24},
		{[2]struct{ A, B uint16 }{}, "4u16", 8},
		{[2]struct {
			A uint16
			B int16
		}{}, "u16 i16 u16 i16", 8},
		{[1 << 16]uint8{}, "65536u8", 1 << 16},
	}
	for _, tt := range tests {
		got, size, err := describe(reflect.TypeOf(tt.of))
		if got != tt.want || size != tt.size || err != nil {
			t.Errorf("%T is %q of %d bytes (%v), want %q of %d", tt.of, got, size, err, tt.want, tt.size)
		}
		if back, err := layoutSizeOf(tt.want); back != tt.size || err != nil {
			t.Errorf("%q reads as %d bytes, %v", tt.want, back, err)
		}
	}
}

func TestWhatHasNoLayout(t *testing.T) {
	tests := []struct {
		of   any
		want string
	}{
		{0, "int isn't an integer of a stated size"},
		{uint(0), "uint isn't"},
		{uintptr(0), "uintptr isn't"},
		{false, "bool isn't"},
		{1.5, "float64 isn't"},
		{"", "string isn't"},
		{[]uint8{}, "[]uint8 isn't"},
		{new(uint8), "*uint8 isn't"},
		{struct{ P *int }{}, "*int isn't"},
		{struct{}{}, "no bytes"},
		{[0]uint32{}, "no bytes"},
		{struct {
			A uint8
			B uint32
		}{}, "padding"},
		{struct {
			A uint32
			B uint8
		}{}, "whole number of its largest word"},
		{struct {
			A uint8
			B [0]uint32
		}{}, "padding"},
		{struct {
			A uint16
			_ uint16
		}{}, "a field without a name"},
		{[1<<16 + 1]uint8{}, "is long"},
		{[1 << 14]uint64{}, "more than 65536 bytes"},
		{[33]link{}, "is long"},
		{[5]link{}, "longer than 32 characters"},
	}
	for _, tt := range tests {
		if got, _, err := describe(reflect.TypeOf(tt.of)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%T: %q, %v, want %q", tt.of, got, err, tt.want)
		}
	}
}

// Nothing reads but what could have been written.
func TestLayoutReadsOneWay(t *testing.T) {
	for _, s := range []string{"", " ", "u", "u7", "f32", "1u32", "0u32", "02u32", "-2u32", "u32 ", " u32", "u32  u16", "u32 u32",
		"2 u32", "u8 u32", "u32 u8", "65537u8", "9999999999999999999u8", "u32,u32", "U32", "u32\x00"} {
		if size, err := layoutSizeOf(s); err == nil {
			t.Errorf("%q reads, as %d bytes", s, size)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`([1-9]?[0-9]?[ui](8|16|32|64) ?){1,4}`).Draw(t, "layout")
		if size, err := layoutSizeOf(s); err == nil && (size < 1 || size > maxElement || strings.Contains(s, "  ")) {
			t.Fatalf("%q reads as %d bytes", s, size)
		}
	})
}
