package profile

// Keys are all the keys that Way reads, in no order that matters. An importer that
// keeps these tags of a way keeps all that decides.
var Keys = keys()

// MayMatter reports whether a node with this key could be more than a bend of the
// road. Others need not be looked at.
func MayMatter(key string) bool {
	switch key {
	case "barrier", "amenity", "office", "government", "access", "vehicle", "motor_vehicle", "motorcar", "hgv", "hgv_articulated", "foot", "bicycle",
		"maxheight", "maxwidth", "maxweight":
		return true
	}
	return false
}

func keys() []string {
	list := []string{
		"highway", "route", "railway", "public_transport", "man_made", "construction", "area", "impassable", "status",
		"junction", "tunnel", "bridge", "service", "surface", "tracktype", "smoothness", "motorroad", "toll",
		"oneway", "conveying", "duration", "maxspeed:advisory", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic",
		"maxspeed", "maxspeed:forward", "maxspeed:backward", "maxweight", "maxweight:hgv", "maxweightrating", "maxweightrating:hgv",
		"maxaxleload", "maxheight", "maxheight:physical", "maxwidth", "maxwidth:physical", "maxlength",
	}
	for _, key := range []string{"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"} {
		list = append(list, key, key+":oneway")
	}
	seen := map[string]bool{}
	for _, keys := range hierarchy {
		for _, key := range keys {
			if seen[key] {
				continue
			}
			seen[key] = true
			list = append(list, key, key+":forward", key+":backward", "oneway:"+key, "toll:"+key,
				"maxspeed:"+key, "maxspeed:"+key+":forward", "maxspeed:"+key+":backward")
		}
	}
	return list
}

// MayBeWay reports whether a way with this key could be one to travel. Others need
// not be looked at.
func MayBeWay(key string) bool {
	switch key {
	case "highway", "route", "railway", "public_transport", "man_made":
		return true
	}
	return false
}
