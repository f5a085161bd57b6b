package ask

import (
	"waythrough/record"
	"waythrough/regime"
)

// Who is what of a traveller may stand in an address.
type Who struct {
	Passport []string `query:"passport,explode" json:"passport,omitempty" doc:"passport held, as DEU or DEU:diplomatic (repeatable)" example:"[\"DEU\"]"`
	Mode     string   `query:"mode" json:"mode,omitempty" doc:"road, rail, foot, air or water" example:"road"`
	Vehicle  string   `query:"vehicle" json:"vehicle,omitempty" doc:"car, truck, bus, motorcycle, bicycle or none" example:"car"`
}

// A Traveller is who asks, as they write it.
type Traveller struct {
	Who
	Holds     []string `query:"holds,explode" json:"holds,omitempty" private:"true" doc:"paper held, as visa:ARM (repeatable)" example:"[\"visa:ARM\"]"`
	Stamp     []string `query:"stamp,explode" json:"stamp,omitempty" private:"true" doc:"area whose stamp is in the passport (repeatable)" example:"[\"AZE\"]"`
	Entered   []string `query:"entered,explode" json:"entered,omitempty" private:"true" doc:"earlier entry, as abkhazia@psou:2024-05-01 (repeatable)" example:"[\"abkhazia@psou:2024-05-01\"]"`
	Residence string   `query:"residence" json:"residence,omitempty" private:"true" doc:"area of residence" example:"DEU"`
	Age       int      `query:"age" json:"age,omitempty" private:"true" doc:"age in years" minimum:"0" maximum:"150" example:"40"`
	Purpose   string   `query:"purpose" json:"purpose,omitempty" private:"true" doc:"purpose of the journey, as tourism, business, aid" example:"tourism"`
	Plate     string   `query:"plate" json:"plate,omitempty" private:"true" doc:"area where the vehicle is registered" example:"DEU"`
	Parity    string   `query:"parity" json:"parity,omitempty" private:"true" doc:"parity of the document's number: odd or even" example:"odd"`
	Cargo     string   `query:"cargo" json:"cargo,omitempty" private:"true" doc:"goods or humanitarian" example:"goods"`
	GoodsFrom string   `query:"goods-from" json:"goods-from,omitempty" private:"true" doc:"origin of the goods" example:"TUR"`
	GoodsTo   string   `query:"goods-to" json:"goods-to,omitempty" private:"true" doc:"destination of the goods" example:"ARM"`

	// Whole is a traveller written out, as a file gives it; nothing else is then read.
	Whole *regime.Traveller `json:"-"`
}

// travellerParams are the names that sentences about a traveller begin with.
var travellerParams = []string{"passport", "holds", "stamp", "entered", "residence", "plate", "goods-from", "goods-to", "purpose", "vehicle", "owner", "cargo", "mode", "parity", "age"}

// Traveller reads who asks, against the record.
func (d *Desk) Traveller(v *Traveller) (regime.Traveller, error) {
	reader := regime.NewReader(d.world.Record, d.world.FindArea)
	if v.Whole != nil {
		t := *v.Whole
		return t, refused(reader.CheckAll(&t), "", travellerParams...)
	}
	t := regime.Traveller{Age: v.Age, Purpose: v.Purpose, Vehicle: v.Vehicle, Cargo: v.Cargo, Mode: record.Mode(v.Mode), Parity: record.Parity(v.Parity),
		Residence: record.AreaID(v.Residence), Plate: record.AreaID(v.Plate), GoodsFrom: record.AreaID(v.GoodsFrom), GoodsTo: record.AreaID(v.GoodsTo)}
	for _, s := range v.Passport {
		t.Passports = append(t.Passports, regime.Passport{Nationality: record.AreaID(s)})
	}
	for _, s := range v.Holds {
		t.Holds = append(t.Holds, record.PaperID(s))
	}
	for _, s := range v.Stamp {
		t.Stamps = append(t.Stamps, record.AreaID(s))
	}
	for _, s := range v.Entered {
		e, err := reader.Entered(s)
		if err != nil {
			return t, refused(err, "", travellerParams...)
		}
		t.Entered = append(t.Entered, e)
	}
	return t, refused(reader.CheckAll(&t), "", travellerParams...)
}
