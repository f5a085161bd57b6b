package journey

// latest finds the latest departure, to the minute, from which a lawful way arrives by the
// deadline, or if there is none, a way that hangs on an unknown. It doubles the time allowed
// until there is one and then halves the doubt; where a later departure succeeds and an
// earlier one fails, as with a post that opens one day only, it may find an earlier one than
// the latest.
func (s *search) latest() (instant, bool) {
	if s.query.Unknown == ShowUnknown {
		if depart, ok := s.latestWith(RefuseUnknown); ok {
			return depart, true
		}
	}
	return s.latestWith(s.query.Unknown)
}

func (s *search) latestWith(unknown string) (instant, bool) {
	arrives := func(depart instant) bool {
		try := s.again()
		try.query.Unknown = unknown
		try.first, try.plain, try.keep, try.depart = true, true, 1, depart
		return len(try.run()) > 0
	}
	// Who is there already may depart at the deadline itself.
	late, early := s.deadline+minute, s.deadline-3*hour
	for !arrives(early) {
		late = early
		early = s.deadline - 2*(s.deadline-early)
		if early < s.deadline-longestJourney || s.watch.err != nil {
			return 0, false
		}
	}
	for late-early > minute && s.watch.err == nil {
		middle := (early + (late-early)/2) / minute * minute
		if middle <= early {
			break
		}
		if arrives(middle) {
			early = middle
		} else {
			late = middle
		}
	}
	return early, true
}
