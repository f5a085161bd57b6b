package regime

import "waythrough/record"

// A Traveller is who asks. Zero values are "not said", except that papers,
// stamps and earlier entries are taken to be those listed, and no cargo means
// none.
type Traveller struct {
	Passports []Passport           `json:"passports,omitempty"`
	Holds     []record.PaperID     `json:"holds,omitempty"`
	Stamps    []record.AreaID      `json:"stamps,omitempty"`
	Entered   []Entered            `json:"entered,omitempty"`
	Residence record.AreaID        `json:"residence,omitempty"`
	Age       int                  `json:"age,omitempty"` // 0: not said
	Purpose   string               `json:"purpose,omitempty"`
	Mode      record.Mode          `json:"mode,omitempty"`
	Vehicle   string               `json:"vehicle,omitempty"`
	Plate     record.AreaID        `json:"plate,omitempty"`
	Owner     string               `json:"owner,omitempty"`
	Parity    record.Parity        `json:"parity,omitempty"`
	Cargo     string               `json:"cargo,omitempty"`
	GoodsFrom record.AreaID        `json:"goods_from,omitempty"`
	GoodsTo   record.AreaID        `json:"goods_to,omitempty"`
	Listed    []record.StatementID `json:"listed,omitempty"` // acts that name this traveller
}

// A Passport is a travel document: whose nationality (record.Stateless for none)
// and of which type.
type Passport struct {
	Nationality record.AreaID `json:"nationality"`
	Type        string        `json:"type"`
}

// An Entered is an earlier entry into an area, through a crossing or terminal.
type Entered struct {
	Area record.AreaID `json:"area"`
	Via  string        `json:"via,omitempty"`
	From record.AreaID `json:"from,omitempty"`
	On   record.Day    `json:"on"`
	Days int           `json:"days,omitempty"` // days stayed, where known
	// OnWay says that it was made on the way that is judged: it used up an entry of the
	// papers held, and gave a stamp.
	OnWay bool `json:"-"`
}
