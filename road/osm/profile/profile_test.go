package profile

import (
	"strings"
	"testing"
)

// tagsOf reads "highway=residential oneway=yes".
func tagsOf(text string) (tags Tags) {
	for word := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(word, "=")
		tags = append(tags, Tag{key, strings.ReplaceAll(value, "+", " ")})
	}
	return tags
}

// show writes which directions are open to each profile: "c< >", "c>" and so on.
func show(tags Tags) string {
	var out []string
	for p := range Profile(Count) {
		u := Way(tags, p, "")
		s := ""
		if u.Backward > 0 {
			s = "<"
		}
		if u.Forward > 0 {
			s += ">"
		}
		if s == "" {
			continue
		}
		for _, f := range []struct {
			flag Flags
			mark string
		}{{Destination, "d"}, {Pushing, "p"}, {Toll, "t"}} {
			if u.Flags&f.flag != 0 {
				s += f.mark
			}
		}
		out = append(out, string("ctfb"[p])+s)
	}
	return strings.Join(out, " ")
}

func TestWhoMayUseAWay(t *testing.T) {
	tests := []struct{ page, tags, want string }{
		// Defaults by class.
		{"OSM tags for routing/Access restrictions", "highway=residential", "c<> t<> f<> b<>"},
		{"OSM tags for routing/Access restrictions", "highway=trunk", "c<> t<> f<> b<>"},
		{"OSM tags for routing/Access restrictions", "highway=path", "f<> b<>"},
		{"OSM tags for routing/Access restrictions", "highway=footway", "f<> b<>p"},
		{"OSM tags for routing/Access restrictions", "highway=pedestrian", "f<> b<>p"},
		{"OSM tags for routing/Access restrictions", "highway=cycleway", "f<> b<>"},
		{"OSM tags for routing/Access restrictions", "highway=bridleway", ""},
		{"Tag:highway=steps", "highway=steps", "f<> b<>p"},
		{"Tag:highway=motorway", "highway=motorway", "c> t>"},
		{"Tag:highway=motorway_link", "highway=motorway_link", "c<> t<>"},
		{"Key:motorroad", "highway=trunk motorroad=yes oneway=yes", "c> t>"},
		{"Tag:highway=construction", "highway=construction construction=primary", ""},
		{"Key:construction", "highway=primary construction=yes", ""},
		{"Key:construction", "highway=primary construction=minor", "c<> t<> f<> b<>"},
		{"Tag:highway=proposed", "highway=proposed proposed=trunk", ""},
		{"Tag:highway=raceway", "highway=raceway", ""},
		{"Key:waterway", "waterway=river", ""},
		{"Tag:man_made=pier", "man_made=pier", "f<> b<>p"},
		{"Tag:railway=platform", "railway=platform", "f<> b<>p"},
		{"Key:area", "highway=pedestrian area=yes", "f<> b<>p"},
		{"Key:area", "highway=service area=yes", "f<> b<>"},
		// The hierarchy of access.
		{"Key:access", "highway=residential access=no", ""},
		{"Key:access", "highway=residential access=private", ""},
		{"Key:access", "highway=residential access=permissive", "c<> t<> f<> b<>"},
		{"Key:access", "highway=residential access=destination", "c<>d t<>d f<> b<>"},
		{"Key:access", "highway=service access=customers", "c<>d t<>d f<> b<>"},
		{"Key:access", "highway=path access=destination", "f<> b<>"},
		{"Key:access", "highway=service access=delivery", "c<>d t<>d"},
		{"Key:access", "highway=residential access=no foot=yes", "f<> b<>p"},
		{"Key:access", "highway=residential vehicle=no", "f<> b<>p"},
		{"Key:access", "highway=residential vehicle=no bicycle=yes", "f<> b<>"},
		{"Key:access", "highway=residential motor_vehicle=no", "f<> b<>"},
		{"Key:access", "highway=residential motor_vehicle=no motorcar=yes", "c<> f<> b<>"},
		{"Key:access", "highway=residential motor_vehicle=agricultural;forestry", "f<> b<>"},
		{"Key:access", "highway=residential motor_vehicle=agricultural;destination", "c<>d t<>d f<> b<>"},
		{"Key:access", "highway=residential hgv=no", "c<> f<> b<>"},
		{"Key:access", "highway=residential hgv=destination", "c<> t<>d f<> b<>"},
		{"Key:hgv_articulated", "highway=residential hgv_articulated=no", "c<> f<> b<>"},
		{"Key:hgv_articulated", "highway=residential hgv=no hgv_articulated=destination", "c<> t<>d f<> b<>"},
		{"Key:hgv_articulated", "highway=residential hgv_articulated:backward=no", "c<> t> f<> b<>"},
		{"Key:access", "highway=residential access=unknown", "c<> t<> f<> b<>"},
		{"Key:access", "highway=residential motor_vehicle:forward=no", "c< t< f<> b<>"},
		{"Key:access", "highway=residential access=no access:forward=yes", "c> t> f> b>"},
		{"Key:access", "highway=footway access=yes", "f<> b<>p"},
		{"Key:access", "highway=footway bicycle=yes", "f<> b<>"},
		{"Key:access", "highway=footway motor_vehicle=destination", "c<>d t<>d f<> b<>p"},
		{"Key:bicycle", "highway=path bicycle=dismount", "f<> b<>p"},
		{"Key:bicycle", "highway=path bicycle=no", "f<>"},
		{"Key:bicycle", "highway=primary bicycle=use_sidepath", "c<> t<> f<>"},
		{"Key:foot", "highway=cycleway foot=yes", "f<> b<>"},
		{"Key:foot", "highway=cycleway foot=no", "b<>"},
		{"Key:foot", "highway=cycleway foot=use_sidepath", "b<>"},
		{"Key:foot", "highway=cycleway access=private bicycle=yes", "b<>"},
		{"Tag:highway=busway", "highway=busway", ""},
		{"Tag:highway=busway", "highway=busway bicycle=yes", "b<>"},
		{"Tag:service=emergency_access", "highway=service service=emergency_access", "f<> b<>"},
		{"Tag:service=parking_aisle", "highway=service service=parking_aisle", "c<>d t<>d f<> b<>"},
		// Directions.
		{"Key:oneway", "highway=residential oneway=yes", "c> t> f<> b<>p"},
		{"Key:oneway", "highway=residential oneway=-1", "c< t< f<> b<>p"},
		{"Key:oneway", "highway=primary oneway=reversible", "f<>"},
		{"Key:oneway", "highway=primary oneway=alternating", "c<> t<> f<> b<>"},
		{"Key:oneway", "highway=motorway oneway=no", "c<> t<>"},
		{"Tag:junction=roundabout", "highway=primary junction=roundabout", "c> t> f<> b>"},
		{"Tag:junction=circular", "highway=primary junction=circular", "c> t> f<> b>"},
		{"Key:oneway:bicycle", "highway=residential oneway=yes oneway:bicycle=no", "c> t> f<> b<>"},
		{"Key:oneway:bicycle", "highway=residential oneway:bicycle=-1", "c<> t<> f<> b<>p"},
		{"Key:cycleway", "highway=residential oneway=yes cycleway=opposite_lane", "c> t> f<> b<>"},
		{"Key:cycleway", "highway=residential oneway=yes cycleway:left=lane cycleway:left:oneway=-1", "c> t> f<> b<>"},
		{"Key:bicycle", "highway=residential oneway=yes bicycle:backward=yes", "c> t> f<> b<>"},
		{"Key:bicycle", "highway=residential oneway=-1 bicycle:forward=designated", "c< t< f<> b<>"},
		{"Key:bicycle", "highway=residential oneway=yes bicycle:backward=no", "c> t> f<> b<>p"},
		{"Key:conveying", "highway=steps conveying=forward", "f> b<>p"},
		{"Key:oneway:foot", "highway=footway oneway:foot=yes", "f> b<>p"},
		// Ferries and tolls.
		{"Tag:route=ferry", "route=ferry", "c<> t<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry foot=yes", "f<> b<>"},
		{"Tag:route=ferry", "route=ferry foot=yes motor_vehicle=yes", "c<> t<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry motor_vehicle=no", "f<> b<>"},
		{"Tag:route=ferry", "route=ferry hgv=no motorcar=yes foot=yes", "c<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry foot=yes vehicle=yes", "c<> t<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry foot=yes access=yes", "c<> t<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry foot=yes access=permissive hgv=no", "c<> f<> b<>"},
		{"Tag:route=ferry", "route=ferry bicycle=dismount", "c<> t<> f<> b<>p"},
		{"Tag:route=ferry", "route=ferry bicycle=no", "c<> t<> f<>"},
		{"Tag:route=shuttle_train", "route=shuttle_train", "c<> t<>"},
		{"Key:toll", "highway=motorway toll=yes", "c>t t>t"},
		{"Key:toll", "highway=trunk toll:hgv=yes", "c<> t<>t f<> b<>"},
		{"Key:toll", "highway=trunk toll=yes toll:motorcar=no", "c<> t<>t f<> b<>"},
		{"Key:toll", "highway=trunk toll=hgv", "c<> t<>t f<> b<>"},
		{"Key:toll", "highway=trunk toll=7.5t", "c<> t<>t f<> b<>"},
		{"Key:toll", "highway=trunk toll=1.5+t", "c<>t t<>t f<> b<>"},
		// Weights and sizes.
		{"Key:maxweight", "highway=residential maxweight=7.5", "c<> f<> b<>"},
		{"Key:maxweight", "highway=residential maxweight=1.5+t", "f<> b<>"},
		{"Key:maxweight", "highway=residential maxweight=44", "c<> t<> f<> b<>"},
		{"Key:maxheight", "highway=residential maxheight=3.8", "c<> f<> b<>"},
		{"Key:maxheight", "highway=residential maxheight=13'6\"", "c<> t<> f<> b<>"},
		{"Key:maxheight", "highway=residential maxheight=default", "c<> t<> f<> b<>"},
		{"Key:maxheight", "highway=residential maxheight=below_default", "c<> f<> b<>"},
		{"Key:maxwidth", "highway=residential maxwidth=2+m", "c<> f<> b<>"},
		{"Key:smoothness", "highway=track smoothness=impassable", ""},
	}
	for _, tt := range tests {
		if got := show(tagsOf(tt.tags)); got != tt.want {
			t.Errorf("%s\n  %s: %q, want %q", tt.page, tt.tags, got, tt.want)
		}
	}
}

func TestSpeeds(t *testing.T) {
	tests := []struct {
		page, tags, country string
		p                   Profile
		forward, backward   float64
	}{
		{"Key:maxspeed", "highway=primary maxspeed=60", "", Car, 54, 54},
		{"Key:maxspeed", "highway=primary maxspeed=50+mph", "", Car, 72.4, 72.4},
		{"Key:maxspeed", "highway=primary maxspeed=50mph", "", Car, 72.4, 72.4},
		{"Key:maxspeed", "highway=primary maxspeed=walk", "", Car, 6.3, 6.3},
		{"Key:maxspeed", "highway=motorway maxspeed=none", "", Car, 126, 0},
		{"Key:maxspeed", "highway=primary maxspeed=signals", "", Car, 65, 65},
		{"Key:maxspeed", "highway=primary maxspeed=0", "", Car, 65, 65},
		{"Key:maxspeed", "highway=primary maxspeed=80;60", "", Car, 54, 54},
		{"Key:maxspeed", "highway=primary maxspeed=70 maxspeed:forward=50", "", Car, 45, 63},
		{"Key:maxspeed", "highway=primary maxspeed=100 maxspeed:hgv=60", "", Truck, 54, 54},
		{"Key:maxspeed", "highway=primary maxspeed=100 maxspeed:hgv=60", "", Car, 90, 90},
		{"Key:maxspeed", "highway=motorway maxspeed=130", "", Truck, 80, 0},
		{"Key:maxspeed", "highway=primary maxspeed=DE:urban", "", Car, 45, 45},
		{"Key:maxspeed", "highway=primary maxspeed=RU:urban", "", Car, 54, 54},
		{"Key:maxspeed", "highway=primary maxspeed=urban", "GE", Car, 54, 54},
		{"Key:maxspeed", "highway=residential maxspeed=DE:zone30", "", Car, 24, 24},
		{"Key:zone:maxspeed", "highway=residential zone:maxspeed=DE:30", "", Car, 24, 24},
		{"Key:maxspeed:type", "highway=secondary maxspeed:type=FR:rural", "", Car, 72, 72},
		{"Key:source:maxspeed", "highway=secondary source:maxspeed=sign", "", Car, 55, 55},
		{"Key:maxspeed:advisory", "highway=secondary maxspeed=80 maxspeed:advisory=40", "", Car, 36, 36},
		{"Key:maxspeed", "highway=primary maxspeed=UK:nsl_single", "", Car, 87.3, 87.3},
		{"Key:maxspeed", "highway=primary maxspeed=GB:nsl_single", "", Car, 87.3, 87.3},
		{"Key:maxspeed", "highway=primary maxspeed=UK:20", "", Car, 29, 29},
		{"Key:maxspeed", "highway=primary maxspeed=de:urban", "", Car, 45, 45},
		{"Key:maxspeed", "highway=primary maxspeed=DE:Urban", "", Car, 45, 45},
		{"Key:maxspeed", "highway=residential maxspeed=de:zone:30", "", Car, 24, 24},
		{"Key:maxspeed", "highway=primary maxspeed=be-vlg:rural", "", Car, 81, 81},
		{"Key:source:maxspeed", "highway=secondary source:maxspeed=survey:50", "", Car, 55, 55},
		{"Key:maxspeed", "highway=residential maxspeed=zone:30", "DE", Car, 24, 24},
		{"Key:maxspeed", "highway=residential maxspeed=DE:pedestrian_zone", "", Car, 5.6, 5.6},
		{"Default speed limits", "highway=motorway", "CH", Car, 108, 0},
		{"Default speed limits", "highway=motorway", "", Car, 90, 0},
		{"Default speed limits", "highway=trunk", "CH", Car, 72, 72},
		{"Default speed limits", "highway=residential", "TR", Car, 25, 25},
		{"Default speed limits", "highway=living_street", "DE", Car, 5.6, 5.6},
		{"Key:surface", "highway=primary maxspeed=90 surface=gravel", "", Car, 40, 40},
		{"Key:tracktype", "highway=track tracktype=grade4", "", Car, 15, 15},
		{"Key:smoothness", "highway=unclassified smoothness=very_bad", "", Car, 20, 20},
		{"Tag:service=parking_aisle", "highway=service service=parking_aisle", "", Car, 10, 10},
		{"Key:surface", "highway=residential surface=cobblestone", "", Bicycle, 7, 7},
		{"Key:maxspeed", "highway=living_street maxspeed=walk", "", Bicycle, 7, 7},
		{"Tag:highway=steps", "highway=steps", "", Foot, 2, 2},
		{"Tag:highway=steps", "highway=steps", "", Bicycle, 2, 2},
		{"Tag:highway=footway", "highway=footway", "", Foot, 5, 5},
		{"Tag:route=ferry", "route=ferry", "", Car, 10, 10},
	}
	for _, tt := range tests {
		u := Way(tagsOf(tt.tags), tt.p, tt.country)
		if u.Forward != kmh(tt.forward) || u.Backward != kmh(tt.backward) {
			t.Errorf("%s\n  %s, %s in %q: %.1f and %.1f km/h, want %.1f and %.1f", tt.page, tt.tags, tt.p, tt.country,
				float64(u.Forward)/10, float64(u.Backward)/10, tt.forward, tt.backward)
		}
	}
}

func TestDuration(t *testing.T) { // Key:duration
	for value, want := range map[string]uint32{"35": 35 * 60e3, "1:30": 90 * 60e3, "00:01:30": 90e3, "PT1H30M": 90 * 60e3,
		"PT45M": 45 * 60e3, "P1DT2H": 26 * 3600e3, "": 0, "soon": 0, "1:2:3:4": 0, "-5": 0, "PT": 0, "P1M": 0, "0": 0} {
		if got := Duration(value); got != want {
			t.Errorf("%q is %d ms, want %d", value, got, want)
		}
	}
	u := Way(tagsOf("route=ferry duration=00:20 motor_vehicle=yes"), Car, "")
	if u.Duration != 20*60e3 || u.Flags&Ferry == 0 {
		t.Errorf("ferry: %+v", u)
	}
}

func TestMeasures(t *testing.T) { // Map features/Units
	for value, want := range map[string]float64{"3.5": 3.5, "3,5 m": 3.5, "350 cm": 3.5, "10 ft": 3.048, "6'": 1.8288, `6'6"`: 1.9812, "none": 0, "6'x": 0,
		"3.5 meters": 3.5, "3.5 Metres": 3.5, "12ft6in": 3.81, "12 ft 6 in": 3.81, "12 feet 6 inches": 3.81, `12' 6"`: 3.81, "144 in": 3.6576, `150"`: 3.81,
		"4;3.8": 3.8, "4 m; 12 ft": 3.6576, "none;3.8": 3.8, "default;": 0, "3.5 x": 0, "12ft6x": 0, "12 ft in": 0, "": 0, ";": 0} {
		if got := Metres(value); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%q is %v m, want %v", value, got, want)
		}
	}
	for value, want := range map[string]float64{"7.5": 7500, "7.5 t": 7500, "3500 kg": 3500, "2 st": 1814.36948, "10000 lbs": 4535.9237, "none": 0, "x": 0,
		"10 tons": 10000, "10 ton": 10000, "10 Tonnes": 10000, "1 lt": 1016.0469088, "7.5;3.5": 3500, "12 t; 10000 kg": 10000, "3.5 stone": 0} {
		if got := Kilograms(value); got < want-1e-6 || got > want+1e-6 {
			t.Errorf("%q is %v kg, want %v", value, got, want)
		}
	}
}

func TestNodes(t *testing.T) {
	tests := []struct{ page, tags, blocked string }{
		{"Key:barrier", "barrier=bollard", "ct"},
		{"Key:bollard", "barrier=bollard bollard=rising", ""},
		{"Key:barrier", "barrier=bollard motor_vehicle=yes", ""},
		{"Key:barrier", "barrier=gate", ""},
		{"Key:barrier", "barrier=gate access=private", "ctfb"},
		{"Key:barrier", "barrier=gate access=private foot=yes bicycle=yes", "ct"},
		{"Key:locked", "barrier=gate locked=yes", "ctfb"},
		{"Key:barrier", "barrier=lift_gate hgv=no", "t"},
		{"Tag:barrier=cattle_grid", "barrier=cattle_grid", ""},
		{"Tag:barrier=stile", "barrier=stile", "ctb"},
		{"Tag:barrier=block", "barrier=block", "ct"},
		{"Tag:barrier=fence", "barrier=fence", "ctfb"},
		{"Tag:barrier=fence", "barrier=fence sensory=audible", ""},
		{"Tag:barrier=border_control", "barrier=border_control", ""},
		{"Key:barrier", "barrier=checkpoint", ""},
		{"Key:barrier", "barrier=security_control", ""},
		{"Key:hgv_articulated", "barrier=lift_gate hgv_articulated=no", "t"},
		{"Tag:barrier=height_restrictor", "barrier=height_restrictor maxheight=2.2", "t"},
		{"Key:kerb", "barrier=kerb kerb=lowered", ""},
		{"Key:kerb", "barrier=kerb", "ct"},
		{"Key:kerb", "barrier=kerb highway=crossing", ""},
		{"Key:crossing", "highway=crossing bicycle=no", ""},
		{"Key:access", "motor_vehicle=no", "ct"},
		{"Key:entrance", "entrance=main access=private", ""},
		{"", "highway=traffic_signals", ""},
	}
	for _, tt := range tests {
		pt, got := Node(tagsOf(tt.tags)), ""
		for p := range Profile(Count) {
			if pt.Blocks(p) {
				got += string("ctfb"[p])
			}
		}
		if got != tt.blocked {
			t.Errorf("%s\n  %s blocks %q, want %q", tt.page, tt.tags, got, tt.blocked)
		}
	}
	if pt := Node(tagsOf("barrier=border_control")); !pt.BorderControl || !pt.Matters() {
		t.Errorf("border control: %+v", pt)
	}
	if pt := Node(tagsOf("amenity=customs")); !pt.Customs || pt.Blocked != 0 {
		t.Errorf("customs: %+v", pt)
	}
}

// Every key that a rule reads is in Keys, so that an importer that keeps only those
// decides the same.
func TestKeysAreComplete(t *testing.T) {
	have := map[string]bool{}
	for _, key := range Keys {
		if have[key] {
			t.Errorf("%s is listed twice", key)
		}
		have[key] = true
	}
	for _, key := range []string{"motorcar:forward", "hgv", "oneway:bicycle", "maxspeed:hgv:backward", "toll:hgv", "cycleway:left:oneway", "foot:backward"} {
		if !have[key] {
			t.Errorf("%s is missing", key)
		}
	}
}
