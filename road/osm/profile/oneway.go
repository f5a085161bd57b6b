package profile

import "strings"

// A course is the directions that are open by the rules of one-way traffic.
type course struct {
	open       [2]bool // forward, backward
	reversible bool
}

// directions reads Key:oneway and its kin. OSM wiki: Key:oneway; Key:oneway:bicycle;
// Tag:junction=roundabout and Tag:highway=motorway imply oneway=yes; links do not.
func directions(tags Tags, p Profile, c class) course {
	if p == Foot {
		return footDirections(tags)
	}
	both := [2]bool{true, true}
	value := ""
	for _, key := range hierarchy[p][:len(hierarchy[p])-1] {
		if value = tags.Get("oneway:" + key); value != "" {
			break
		}
	}
	own := value != ""
	if !own {
		value = tags.Get("oneway")
	}
	var d course
	switch value {
	case "yes", "true", "1":
		d.open = [2]bool{true, false}
	case "-1", "reverse":
		d.open = [2]bool{false, true}
	case "reversible":
		return course{reversible: true}
	case "no", "false", "0", "alternating":
		d.open = both
	default:
		d.open = both
		if c.name == "motorway" || tags.is("junction", "roundabout", "circular") {
			d.open[1] = false
		}
	}
	if p == Bicycle && !own {
		d = contraflow(tags, d)
	}
	return d
}

// contraflow opens a one-way street to bicycles where a lane or track leads the
// other way, or a tag lets them go it. OSM wiki: Key:cycleway, "opposite";
// Key:cycleway:left:oneway; bicycle:backward=yes is the older form.
func contraflow(tags Tags, d course) course {
	for i, key := range []string{"bicycle:forward", "bicycle:backward"} {
		d.open[i] = d.open[i] || tags.is(key, "yes", "designated", "permissive")
	}
	for _, key := range []string{"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"} {
		if strings.HasPrefix(tags.Get(key), "opposite") || tags.is(key+":oneway", "no", "-1") && !tags.is(key, "", "no", "separate") {
			d.open = [2]bool{true, true}
		}
	}
	return d
}

// footDirections: walkers go both ways unless a tag speaks of them; a moving
// staircase goes one. OSM wiki: Key:oneway:foot, Key:conveying.
func footDirections(tags Tags) course {
	switch {
	case tags.is("oneway:foot", "yes"), tags.is("conveying", "forward"):
		return course{open: [2]bool{true, false}}
	case tags.is("oneway:foot", "-1"), tags.is("conveying", "backward"):
		return course{open: [2]bool{false, true}}
	}
	return course{open: [2]bool{true, true}}
}
