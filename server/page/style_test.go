package page

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// In light and in dark every colour of words stands out from what it is written on, by WCAG 2.2
// (1.4.3): 4.5 to 1.
func TestContrast(t *testing.T) {
	light, dark, ok := strings.Cut(string(style), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("there is no dark scheme")
	}
	dark, _, _ = strings.Cut(dark, "* {")
	for name, sheet := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z]+): #([0-9a-f]{6});`).FindAllStringSubmatch(sheet, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, ink := range []string{"ink", "soft", "link", "permitted", "formality", "unknown", "refused"} {
			for _, ground := range []string{"paper", "wash"} {
				a, b := colours[ink], colours[ground]
				if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 || a == 0 {
					t.Errorf("%s: %s on %s has a contrast of %.2f", name, ink, ground, ratio)
				}
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	of := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*of(n>>16) + 0.7152*of(n>>8) + 0.0722*of(n)
}
