package cch

// leastSum is the least f[d]+b[d] over the first n depths, at most infinite. Four
// running minima keep the processor from waiting for one comparison after the other.
func leastSum[W word](f, b []W, n uint32) W {
	f, b = f[:n], b[:n]
	least := infinite[W]()
	m0, m1, m2, m3 := least, least, least, least
	for len(f) >= 4 && len(b) >= 4 {
		m0 = min(m0, f[0]+b[0])
		m1 = min(m1, f[1]+b[1])
		m2 = min(m2, f[2]+b[2])
		m3 = min(m3, f[3]+b[3])
		f, b = f[4:], b[4:]
	}
	for i := range f {
		m0 = min(m0, f[i]+b[i])
	}
	return min(m0, m1, m2, m3)
}

// leastMixed is leastSum where one label fits 32 bits and the other does not.
func leastMixed(f []Distance, b []uint32, n uint32) Distance {
	least := Unreachable
	for d, from := range f[:n] {
		if b[d] != infinite[uint32]() {
			least = min(least, from+Distance(b[d]))
		}
	}
	return least
}
