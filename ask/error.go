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
}

// A form is how the sentence of an error goes with the name of its parameter.
type form uint8

const (
	ofParam form = iota // NAME: sentence
	missing             // NAME is missing: sentence
	whole               // the sentence says all
)

func (e *Error) Error() string { return e.Of(e.Param) }

// Of is the error's sentence where the parameter goes by another name, as a flag does.
func (e *Error) Of(name string) string {
	switch {
	case e.Param == "" || e.form == whole:
		return e.Err.Error()
	case e.form == missing:
		return name + " is missing: " + e.Err.Error()
	}
	return name + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// wrong makes an error of a parameter.
func wrong(param, format string, args ...any) error {
	return &Error{Param: param, Err: fmt.Errorf(format, args...)}
}

// lacking makes an error of a parameter that is not given.
func lacking(param, format string, args ...any) error {
	return &Error{param, fmt.Errorf(format, args...), missing}
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
			return &Error{p, err, whole}
		}
	}
	return &Error{otherwise, err, whole}
}

// A reworded error says something else than the one it is made of.
type reworded struct {
	says string
	of   error
}

func (r *reworded) Error() string { return r.says }
func (r *reworded) Unwrap() error { return r.of }
