package tile

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"waythrough/ask"
	"waythrough/server/tag"
)

// New serves the tiles of whatever desk is current when a tile is asked for; nil is none
// yet, and is 503. A sheet of its network is kept until the desk changes, with a cache of up to maxKept bytes of tiles.
//
// A tile that is none, by its layer, zoom or place, is 404, and an address that is not
// written as one is 400, both as problem+json that names the parameter. 500 is a fault in
// reading the network file.
func New(desk func() *ask.Desk) http.Handler {
	s := &server{desk: desk}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tiles/{z}/{x}/{file}", func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, layers) })
	mux.HandleFunc("GET /tiles/{layer}/{z}/{x}/{file}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("layer")
		if !slices.Contains(layers, name) {
			refuse(w, http.StatusNotFound, "layer", fmt.Sprintf("there is no layer %q; there are %s", name, strings.Join(layers, ", ")))
			return
		}
		s.serve(w, r, []string{name})
	})
	mux.HandleFunc("GET /tiles/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "", "a tile's address is /tiles/{z}/{x}/{y}.mvt or /tiles/{layer}/{z}/{x}/{y}.mvt")
	})
	return mux
}

type server struct {
	desk    func() *ask.Desk
	current atomic.Pointer[drawn]
}

// drawn is what was made of one desk.
type drawn struct {
	desk *ask.Desk
	*sheet
	cache
}

// of gives what was made of the current desk. Two that ask at once may make it twice; one
// is kept.
func (s *server) of(d *ask.Desk) *drawn {
	if have := s.current.Load(); have != nil && have.desk == d {
		return have
	}
	made := &drawn{desk: d, sheet: newSheet(d.World())}
	s.current.Store(made)
	return made
}

func (s *server) serve(w http.ResponseWriter, r *http.Request, which []string) {
	at, wrong := readAddress(r)
	if wrong != nil {
		refuse(w, wrong.status, wrong.param, wrong.says)
		return
	}
	now := s.desk()
	if now == nil {
		w.Header().Set("Retry-After", "1")
		refuse(w, http.StatusServiceUnavailable, "", "there are no data yet; ask again in a moment")
		return
	}
	d := s.of(now)
	name := strings.TrimPrefix(r.URL.Path, "/tiles/")
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400")
	h.Set("Vary", "Accept-Encoding")
	if tag.Unchanged(w, r, fmt.Sprintf(`W/"%s-%s"`, d.desk.Version(), name)) {
		return
	}
	packed, err := d.packed(name, func() ([]byte, error) { return d.tile(at, which) })
	if err != nil {
		h.Del("ETag")
		h.Set("Cache-Control", "no-store")
		refuse(w, http.StatusInternalServerError, "", "the network file can't be read here; 'waythrough network verify' says what is wrong with it")
		return
	}
	h.Set("Content-Type", "application/vnd.mapbox-vector-tile")
	body := packed
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
	} else {
		body = unpack(packed)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the client may have gone
}

// acceptsGzip reads Accept-Encoding; one that refuses gzip (q=0) gets the plain tile.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(params, " ", ""), "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}

func pack(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data) // a Buffer takes all
	_ = z.Close()
	return b.Bytes()
}

func unpack(packed []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	var b bytes.Buffer
	_, _ = b.ReadFrom(z) // what pack made can be read
	return b.Bytes()
}

// A wrongAddress says what is wrong with the address of a tile.
type wrongAddress struct {
	status      int
	param, says string
}

func readAddress(r *http.Request) (address, *wrongAddress) {
	var at address
	y, ok := strings.CutSuffix(r.PathValue("file"), ".mvt")
	if !ok {
		return at, &wrongAddress{http.StatusNotFound, "y", "a tile's address ends in .mvt, as /tiles/7/79/48.mvt"}
	}
	for _, part := range []struct {
		name, text string
		to         *uint32
	}{{"z", r.PathValue("z"), &at.z}, {"x", r.PathValue("x"), &at.x}, {"y", y, &at.y}} {
		n, err := strconv.ParseUint(part.text, 10, 32)
		if err != nil || strconv.FormatUint(n, 10) != part.text {
			return at, &wrongAddress{http.StatusBadRequest, part.name, fmt.Sprintf("%s is a whole number from 0, as in /tiles/7/79/48.mvt", part.name)}
		}
		*part.to = uint32(n)
	}
	if at.z > maxZoom {
		return at, &wrongAddress{http.StatusNotFound, "z", fmt.Sprintf("there are tiles of zooms 0 to %d; a map shows the last ones larger", maxZoom)}
	}
	if most := uint32(1)<<at.z - 1; at.x > most || at.y > most {
		return at, &wrongAddress{http.StatusNotFound, "x", fmt.Sprintf("at zoom %d x and y go from 0 to %d", at.z, most)}
	}
	return at, nil
}

// refuse answers with a problem (RFC 9457).
func refuse(w http.ResponseWriter, status int, param, says string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Title     string `json:"title"`
		Status    int    `json:"status"`
		Detail    string `json:"detail"`
		Parameter string `json:"parameter,omitempty"`
	}{http.StatusText(status), status, says, param})
}
