package record

import "fmt"

// Pos is where in the files a thing stands.
type Pos struct {
	File string
	Line int
}

// String writes file:line.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}
