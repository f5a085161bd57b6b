package profile

// caps are speeds in km/h that a surface allows: of motor vehicles, of bicycles and of
// walkers. OSM wiki: Key:surface, Key:tracktype, Key:smoothness; values after OSRM.
type caps struct{ motor, bike, foot float64 }

const free = 1000 // no cap

var surfaces = map[string]caps{
	"asphalt": {free, free, free}, "concrete": {free, free, free}, "paved": {free, free, free}, "chipseal": {free, free, free},
	"cement": {80, free, free}, "compacted": {80, 12, free}, "fine_gravel": {80, 10, free},
	"paving_stones": {60, 12, free}, "metal": {60, 10, free}, "bricks": {60, 12, free}, "metal_grid": {60, 10, free},
	"grass": {40, 6, 4}, "wood": {40, 10, free}, "sett": {40, 9, free}, "grass_paver": {40, 6, free},
	"gravel": {40, 8, 4}, "unpaved": {40, 10, free}, "ground": {40, 9, 4}, "dirt": {40, 8, 4}, "pebblestone": {40, 6, 4},
	"tartan": {40, free, free}, "cobblestone": {30, 7, free}, "unhewn_cobblestone": {25, 5, 4}, "clay": {30, 8, 4},
	"earth": {20, 6, 4}, "stone": {20, 6, 3}, "rocky": {20, 5, 3}, "rock": {20, 5, 3}, "sand": {20, 3, 3},
	"concrete:plates": {70, 12, free}, "concrete:lanes": {50, 12, free}, "mud": {10, 3, 2.5}, "snow": {30, 5, 3},
	"ice": {30, 4, 3}, "woodchips": {20, 4, 4}, "salt": {40, 8, 4},
}

var tracktypes = map[string]caps{
	"grade1": {60, free, free}, "grade2": {40, 12, free}, "grade3": {30, 10, free}, "grade4": {25, 8, 4}, "grade5": {20, 6, 4},
}

var smoothnesses = map[string]caps{
	"excellent": {free, free, free}, "good": {free, free, free}, "intermediate": {80, 15, free}, "bad": {40, 10, free},
	"very_bad": {20, 8, 4}, "horrible": {10, 5, 3}, "very_horrible": {5, 3, 2.5},
}

// pavedSurfaces are those that do not make a way unpaved.
var pavedSurfaces = map[string]bool{
	"asphalt": true, "concrete": true, "paved": true, "chipseal": true, "cement": true, "paving_stones": true, "metal": true,
	"bricks": true, "metal_grid": true, "wood": true, "sett": true, "cobblestone": true, "unhewn_cobblestone": true,
	"concrete:plates": true, "concrete:lanes": true, "tartan": true, "grass_paver": true,
}

// surfaceCap is the lowest of what surface, tracktype and smoothness allow.
func surfaceCap(tags Tags, p Profile) float64 {
	v := float64(free)
	for key, table := range map[string]map[string]caps{"surface": surfaces, "tracktype": tracktypes, "smoothness": smoothnesses} {
		if c, ok := table[tags.Get(key)]; ok {
			v = min(v, [Count]float64{c.motor, c.motor, c.foot, c.bike}[p])
		}
	}
	return v
}

// unpaved follows the surface, and the tracktype where there is none; a track of
// neither is unpaved.
func unpaved(tags Tags) bool {
	if s := tags.Get("surface"); s != "" {
		_, known := surfaces[s]
		return known && !pavedSurfaces[s]
	}
	if t := tags.Get("tracktype"); t != "" {
		return t != "grade1"
	}
	return tags.is("highway", "track")
}
