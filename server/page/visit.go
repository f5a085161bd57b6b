package page

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"waythrough/ask"
	"waythrough/record"
)

// A visit is one request: the desk that answers it, the days it asks about, and who asks.
type visit struct {
	r     *http.Request
	desk  *ask.Desk
	view  *record.View // as known
	index *index       // of the record, whatever was known

	On, Known record.Day
	Who       ask.Who
	Query     url.Values
	set       struct{ on, known bool } // given in the address
}

// enter reads what every page takes from an address. The visit is there even with an error.
func (s *server) enter(r *http.Request) (*visit, error) {
	d := s.desk()
	v := &visit{r: r, desk: d, index: s.indexOf(d), On: d.Today(), Known: d.Today(), Query: r.URL.Query()}
	v.view = v.index.known(v.Known)
	for name := range maps.Keys(v.Query) {
		if slices.Contains(private, name) {
			return v, &ask.Error{Param: name, Err: fmt.Errorf("this says more of a traveller than may stand in an address, where others can read it; send it to /v1%s in the body of a POST", question(r.URL.Path))}
		}
	}
	var err error
	if v.On, v.set.on, err = v.day("on", v.On); err != nil {
		return v, err
	}
	if v.Known, v.set.known, err = v.day("known", v.Known); err != nil {
		return v, err
	}
	v.view = v.index.known(v.Known)
	v.Who = ask.Who{Passport: filled(v.Query["passport"]), Mode: v.Query.Get("mode"), Vehicle: v.Query.Get("vehicle")}
	return v, nil
}

// private are the parameters of a question that may not stand in an address.
var private = privateParams()

func privateParams() (out []string) {
	for _, p := range ask.Params(&ask.Route{}) {
		if p.Private {
			out = append(out, p.Name)
		}
	}
	return out
}

// question is the path of the question that a page asks.
func question(path string) string {
	if path == "/route" {
		return path
	}
	return "/may"
}

func filled(list []string) (out []string) {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// day reads a day of the address; the day given where there is none.
func (v *visit) day(param string, other record.Day) (record.Day, bool, error) {
	s := strings.TrimSpace(v.Query.Get(param))
	if s == "" || s == "today" {
		return other, false, nil
	}
	d, err := v.desk.Day(param, s)
	if err != nil {
		return other, false, err
	}
	return d.FirstDay(), true, nil
}

// when is the days of the address, for a question to the desk.
func (v *visit) when() ask.When {
	w := ask.When{On: v.On.String(), Known: v.Known.String()}
	if s := strings.TrimSpace(v.Query.Get("on")); v.set.on {
		w.On = s // to the minute, where it is
	}
	return w
}

// Link gives an address of another page, on the same days.
func (v *visit) Link(parts ...any) string {
	var b strings.Builder
	for i, p := range parts {
		if i == 0 {
			b.WriteString(fmt.Sprint(p))
		} else {
			b.WriteString(url.PathEscape(fmt.Sprint(p)))
		}
	}
	return b.String() + v.keep()
}

// keep is the query that keeps the days of a visit.
func (v *visit) keep() string {
	q := url.Values{}
	if v.set.on {
		q.Set("on", v.On.String())
	}
	if v.set.known {
		q.Set("known", v.Known.String())
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// Ask gives the address of a question about passing, for the same traveller and days.
func (v *visit) Ask(from, to record.AreaID, at any, mode any) string {
	q := url.Values{"from": {string(from)}, "to": {string(to)}}
	for name, value := range map[string]string{"at": fmt.Sprint(at), "mode": fmt.Sprint(mode), "vehicle": v.Who.Vehicle} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for _, p := range v.Who.Passport {
		q.Add("passport", p)
	}
	if v.set.on {
		q.Set("on", v.On.String())
	}
	if v.set.known {
		q.Set("known", v.Known.String())
	}
	return "/may?" + q.Encode()
}

// Area names an area, group or authority by the record: an area by its UN short name. States that
// the record only mentions are called as English calls them.
func (v *visit) Area(id any) string {
	s := fmt.Sprint(id)
	if a := v.view.Area(record.AreaID(s)); a != nil {
		return a.Name
	}
	if g := v.view.Group(record.GroupID(s)); g != nil {
		return g.Name
	}
	if record.IsState(record.AreaID(s)) {
		if region, err := language.ParseRegion(s); err == nil {
			return display.English.Regions().Name(region)
		}
	}
	return s
}

// Listed names the areas of a list that an answer gives as codes.
func (v *visit) Listed(codes string) string {
	parts := strings.Split(codes, ", ")
	for i, p := range parts {
		parts[i] = v.Area(p)
	}
	return strings.Join(parts, ", ")
}

// Areas names several.
func (v *visit) Areas(ids any) string {
	var names []string
	switch list := ids.(type) {
	case []record.AreaID:
		for _, id := range list {
			names = append(names, v.Area(id))
		}
	case []record.AuthorityID:
		for _, id := range list {
			names = append(names, v.Area(id))
		}
	}
	return strings.Join(names, ", ")
}

// Self is the page's address on these days, whoever serves it.
func (s *sheet) Self() string {
	if strings.Contains(s.Path, "?") {
		return s.Path
	}
	return s.Path + s.keep()
}

// Address is Self with the name of the server, as the reader wrote it.
func (s *sheet) Address() string {
	host := s.r.Host
	if host == "" || strings.ContainsFunc(host, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]", r)
	}) {
		return s.Self()
	}
	scheme := "http"
	if s.r.TLS != nil || s.r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + host + s.Self()
}

// Version names the state of the data, for a citation.
func (v *visit) Version() string { return v.desk.Version() }

// Today reports whether the page is about the day it is read on, with all that is known.
func (v *visit) Today() bool { return !v.set.on && !v.set.known }

// Said is the notice.
func (s *sheet) Said() string { return cmp.Or(s.Notice, s.view.Notice()) }

// missing says that there is nothing of an id, and what is called something near to it.
func (v *visit) missing(what, id string, paths map[string]string) error {
	e := &missingError{what: what, id: id}
	for _, near := range nearest(id, slices.Sorted(maps.Keys(paths))) {
		e.near = append(e.near, link{paths[near] + url.PathEscape(near), near})
	}
	return e
}

// nearest gives up to five ids near to what was written: the one a slip away, then those
// that have most words in common with it.
func nearest(id string, ids []string) []string {
	const most = 5
	id = strings.ToLower(clipped(id))
	var out []string
	if near, ok := record.Nearest(id, ids); ok {
		out = append(out, near)
	}
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '-' || r == ' ' || r == '_' || r == '/' })
	shared := map[string]int{}
	for _, candidate := range ids {
		for _, w := range words {
			if len(w) > 2 && strings.Contains(strings.ToLower(candidate), w) {
				shared[candidate]++
			}
		}
	}
	more := slices.SortedFunc(maps.Keys(shared), func(a, b string) int { return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b)) })
	for _, m := range more {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out[:min(len(out), most)]
}

// Crossing reports whether an id is a crossing's, which has a page.
func (v *visit) Crossing(id any) bool {
	return v.view.Crossing(record.CrossingID(fmt.Sprint(id))) != nil
}

// Number counts from 1.
func (v *visit) Number(i int) int { return i + 1 }
