package regime

import "waythrough/record"

// A Verdict says whether a passage is lawful. Verdicts are ordered; a passage is
// as good as its weakest part.
type Verdict uint8

// The verdicts, weakest first. Formality: not refused if the papers needed are
// held. Unknown: no rule was recorded, or its dates are not known well enough.
const (
	Refused Verdict = iota
	Unknown
	Formality
	Permitted
)

var verdictNames = [...]string{"refused", "unknown", "formality", "permitted"}

// String names the verdict.
func (v Verdict) String() string { return verdictNames[v] }

// MarshalText names the verdict.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// VerdictOf is the verdict that an effect amounts to.
func VerdictOf(e record.Effect) Verdict {
	switch e {
	case record.Permitted:
		return Permitted
	case record.Formality:
		return Formality
	case record.Refused:
		return Refused
	}
	return Unknown
}
