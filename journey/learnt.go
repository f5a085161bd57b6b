package journey

import (
	"fmt"

	"waythrough/record"
	"waythrough/regime"
	"waythrough/world"
)

// learnt is what searches for one query have learnt of the law; they share it.
type learnt struct {
	histories *regime.Histories // nil: none has been made
	tokens    map[tokenKey]int32
	airsides  []airside
	stayed    map[airside]int32
	gates     []int32 // token by gate; 0: not yet numbered
	benches   map[benchKey]*bench
	lately    [2]benched               // used last on even and on odd days: what is open within 24 hours is asked on two
	asking    map[[2]record.Day][]bool // by day of departure and day asked about
	feasible  map[feasibleKey][][]int
}

func newLearnt() *learnt {
	return &learnt{tokens: map[tokenKey]int32{}, stayed: map[airside]int32{}, benches: map[benchKey]*bench{},
		asking: map[[2]record.Day][]bool{}, feasible: map[feasibleKey][][]int{}}
}

// A learntKey names what searches have learnt of the law, for travellers who ask again.
type learntKey struct {
	traveller string
	ground    *world.Ground
	on, known record.Day // on tells what is in ruins
	unknown   string
	hired     bool
}

// mostLearnt bounds how many travellers are remembered.
const mostLearnt = 512

// borrow gives what was learnt of the law for a traveller, or room for it; it must be
// given back.
func (p *Planner) borrow(s *search, ground *world.Ground) {
	key := learntKey{fmt.Sprintf("%+v", s.query.Traveller), ground, p.day(s.query), s.query.Known, s.query.Unknown, s.query.hired}
	s.learntKey = key
	p.mu.Lock()
	defer p.mu.Unlock()
	if list := p.learnt[key]; len(list) > 0 {
		s.learnt = list[len(list)-1]
		p.learnt[key] = list[:len(list)-1]
		return
	}
	s.learnt = newLearnt()
}

// giveBack keeps what a search that came to its end has learnt.
func (p *Planner) giveBack(s *search) {
	key, l := s.learntKey, s.learnt
	if s.watch.err != nil || l.histories != nil && l.histories.Len() > 1000 || len(l.benches) > 100 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.learnt) >= mostLearnt {
		clear(p.learnt)
	}
	p.learnt[key] = append(p.learnt[key], l)
}

// A tokenKey names what a way uses: a crossing in a direction, a cut, or a line between
// two calls.
type tokenKey struct {
	crossing record.CrossingID
	to       record.AreaID
	gate     int32
	line     int
	call     [2]int
}

// use notes that a label passed a crossing or took a service.
func (s *search) use(l *label, key tokenKey) {
	l.way = s.token(key)
	l.ways++
}

// pass notes that it passed a gate.
func (s *search) pass(l *label, gate int32) {
	if s.learnt.gates == nil {
		s.learnt.gates = make([]int32, len(s.ground.Gates))
	}
	if s.learnt.gates[gate] == 0 {
		s.learnt.gates[gate] = s.token(s.gateToken(gate))
	}
	l.way = s.learnt.gates[gate]
	l.ways++
}

func (s *search) token(key tokenKey) int32 {
	n, ok := s.tokens[key]
	if !ok {
		n = int32(len(s.tokens)) + 1
		s.tokens[key] = n
	}
	return n
}
