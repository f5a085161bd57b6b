package worldgen

import "strings"

// Names are made of syllables of no language in particular.
var (
	heads  = strings.Fields("al an ar bel bor cas cor dar del dor el er fal far gal gor hal har il is jal kal kor lam lin lor mal mar mir nal nor ol or pal par ral rin sal sar sol tal tar tor ul ur val var ven vor wal wen yar zal zor")
	middle = strings.Fields("a e i o u ami ane ari ele ena era ile ima ino ola ona ora ume")
	ends   = strings.Fields("bach berg burn dale den don dur feld ford gard ham holm ka la lin mar mon na nau ra rath rin sk ster stow tal ton va ven vik ville wick zen")
	roads  = strings.Fields("Street Road Lane Avenue Way Close Row Rise")
)

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// placeName draws one of some 30,000 names.
func placeName(d *dice) string {
	name := heads[d.below(len(heads))]
	if d.chance(0.6) {
		name += middle[d.below(len(middle))]
	}
	return capital(name + ends[d.below(len(ends))])
}

// streetName draws one of some tens of thousands.
func streetName(d *dice) string {
	kind := roads[d.below(len(roads))]
	if d.chance(0.4) {
		return capital(heads[d.below(len(heads))]+ends[d.below(len(ends))]) + " " + kind
	}
	return placeName(d) + " " + kind
}

// areaCode gives XAA, XAB and so on, codes that ISO 3166-1 leaves to users, without
// XKX, which is in use for Kosovo, and XXA, which travel documents write for persons
// without a nationality. There are maxAreas.
func areaCode(i int) string {
	const kosovo, stateless = ('K'-'A')*26 + 'X' - 'A', ('X' - 'A') * 26
	if i >= kosovo {
		i++
	}
	if i >= stateless {
		i++
	}
	return string([]byte{'X', byte('A' + i/26), byte('A' + i%26)})
}

const maxAreas = 26*26 - 2
