package reading

// Kinds are all kinds of proposals.
func Kinds() []Kind {
	return []Kind{
		Meeting, Instrument, Commitment, Crossing, Service, Visa, Relation, Position, Background,
		Other,
	}
}

// Statuses are all statuses.
func Statuses() []Status {
	return []Status{
		Proposed, Agreed, Amended, Reconfirmed, Enacted, Ready, Dated, UsedOnce, InOperation,
		Suspended, Reversed, Lapsed, Annulled, Discussed, Signed, Held, Cancelled, Open,
		PartlyOpen, Closed, PartlyClosed, Started, Resumed, Ended, NotImplemented, NoDate, Denied,
		Failed, Rejected, Stated, Announced,
	}
}

// Modalities are all modalities.
func Modalities() []Modality {
	return []Modality{Fact, Reported, Planned, Conditional, Hoped, Negated}
}
