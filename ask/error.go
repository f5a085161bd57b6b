package ask

import (
	"errors"
	"fmt"
	"strings"
)

// An Error is a question that can't be read: which parameter, what is wrong with it, and
// what would do instead.
type Error struct {
	Param string // as in the query tag; empty: the question as a whole
	Err   error
	form  form
	// respelt gives Err where it names other parameters; nil: it names none.
	respelt func(Spelling) error
}

// A Spelling is how an asker writes a parameter, and a value of it if there is one: a flag is
// --mode rail, and a parameter of an address mode=rail.
type Spelling func(param, value string) string

// spelt is how parameters of a question are written where nobody says otherwise.
func spelt(param, value string) string {
	if value == "" {
		return param
	}
	return param + "=" + value
}

// A form is how the sentence of an error goes with the name of its parameter.
type form uint8

const (
	ofParam form = iota // NAME: sentence
	missing             // NAME is missing: sentence
	whole               // the sentence says all
)

func (e *Error) Error() string { return e.Spelt(spelt) }

// Spelt is the error's sentence where parameters are written otherwise, as flags are.
func (e *Error) Spelt(as Spelling) string {
	err := e.Err
	if e.respelt != nil {
		err = e.respelt(as)
	}
	switch {
	case e.Param == "" || e.form == whole:
		return err.Error()
	case e.form == missing:
		return as(e.Param, "") + " is missing: " + err.Error()
	}
	return as(e.Param, "") + ": " + err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// wrong makes an error of a parameter.
func wrong(param, format string, args ...any) error {
	return &Error{Param: param, Err: fmt.Errorf(format, args...)}
}

// advise makes an error of a parameter that tells to give another one: says words it as the
// asker spells that.
func advise(param string, says func(Spelling) error) error {
	return &Error{Param: param, Err: says(spelt), respelt: says}
}

// lacking makes an error of a parameter that is not given.
func lacking(param, format string, args ...any) error {
	return &Error{Param: param, Err: fmt.Errorf(format, args...), form: missing}
}

// refused marks an error as one of the question. The parameter it is of is the one that its
// sentence begins with, or else otherwise.
func refused(err error, otherwise string, params ...string) error {
	if err == nil {
		return nil
	}
	var already *Error
	if errors.As(err, &already) {
		return err
	}
	text := err.Error()
	for _, p := range params {
		if rest, ok := strings.CutPrefix(text, p+": "); ok {
			return &Error{Param: p, Err: &reworded{rest, err}}
		}
		if strings.HasPrefix(text, p+" ") {
			return &Error{Param: p, Err: err, form: whole}
		}
	}
	return &Error{Param: otherwise, Err: err, form: whole}
}

// A reworded error says something else than the one it is made of.
type reworded struct {
	says string
	of   error
}

func (r *reworded) Error() string { return r.says }
func (r *reworded) Unwrap() error { return r.of }
