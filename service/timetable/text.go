package timetable

import "errors"

// texts collects strings, one after another.
type texts struct {
	bytes []byte
	end   []uint32
	index map[string]uint32 // of those added by once
}

// once gives the number of a string, the same each time.
func (x *texts) once(s string) uint32 {
	i, known := x.index[s]
	if !known {
		i = x.add(s)
		x.index[s] = i
	}
	return i
}

// add gives a string a number of its own.
func (x *texts) add(s string) uint32 {
	x.bytes = append(x.bytes, s...)
	x.end = append(x.end, uint32(len(x.bytes)))
	return uint32(len(x.end) - 1)
}

// check refuses texts that 32 bits can't tell apart.
func (x *texts) check() error {
	if uint64(len(x.bytes)) >= 1<<32 || uint64(len(x.end)) >= 1<<32 {
		return errors.New("the names and ids of the feeds take 4 GiB and more: compile fewer feeds together")
	}
	return nil
}
