package server

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"waythrough/ask"
)

// A matrix is the same in each form, and the desk's own.
func TestMatrixInEachForm(t *testing.T) {
	_, at := running(t, Options{})
	question := `{"places":[{"id":"Gyumri"},{"id":"Kars"},{"id":"Yerevan"},{"id":"Tbilisi"}],"passport":["DEU"],"on":"2024-07-30","known":"2024-07-30","format":"FORMAT"}`
	var want []ask.Trip
	err := shipped().Matrix(t.Context(), ask.Matrix{Places: []ask.Site{{ID: "Gyumri"}, {ID: "Kars"}, {ID: "Yerevan"}, {ID: "Tbilisi"}},
		Travel: ask.Travel{When: then, Traveller: ask.Traveller{Who: ask.Who{Passport: []string{"DEU"}}}}},
		func(_ int, trips []ask.Trip) error { want = append(want, trips...); return nil })
	if err != nil || len(want) != 12 {
		t.Fatalf("%d trips, %v", len(want), err)
	}
	var lines []string
	for _, x := range want {
		line, _ := json.Marshal(x)
		lines = append(lines, string(line))
	}
	for format, kind := range map[string]string{"json": "application/json", "ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8"} {
		r := send(t, "POST", at+"/v1/matrix", strings.ReplaceAll(question, "FORMAT", format))
		if r.status != http.StatusOK || r.header.Get("Content-Type") != kind {
			t.Errorf("%s: %d %s %.200s", format, r.status, r.header.Get("Content-Type"), r.body)
			continue
		}
		var got []string
		switch format {
		case "ndjson":
			got = strings.Split(strings.TrimSuffix(string(r.body), "\n"), "\n")
		case "json":
			var whole struct{ Pairs []json.RawMessage }
			if err := json.Unmarshal(r.body, &whole); err != nil {
				t.Fatal(err)
			}
			for _, p := range whole.Pairs {
				got = append(got, string(p))
			}
		case "csv":
			rows, err := csv.NewReader(strings.NewReader(string(r.body))).ReadAll()
			if err != nil || len(rows) != 13 || rows[0][0] != "from" || rows[1][0] != "Gyumri" || rows[1][1] != "Kars" {
				t.Errorf("csv: %v %v", rows, err)
			}
			continue
		}
		if !reflect.DeepEqual(got, lines) {
			t.Errorf("%s: %v, want %v", format, got, lines)
		}
	}
}

// A matrix that is stopped before its first row is a problem; one that is stopped in its
// midst breaks off, compressed or not, so that what came does not look whole.
func TestAMatrixCutOffDoesNotLookWhole(t *testing.T) {
	var places []string
	for i := range 500 {
		places = append(places, fmt.Sprintf(`{"id":"p%d","lat":%.4f,"lon":%.4f}`, i, 40+float64(i%25)/100, 44+float64(i/25)/100))
	}
	question := `{"places":[` + strings.Join(places, ",") + `],"on":"2024-07-30"}`
	for _, coding := range []string{"identity", "gzip"} {
		cut := false
		for work := time.Nanosecond; !cut; work = max(4*work, time.Millisecond) {
			var limits Limits
			limits.Lanes[Dear].Work = work
			s, at := running(t, Options{Limits: limits})
			r, _ := http.NewRequest("POST", at+"/v1/matrix", strings.NewReader(question))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept-Encoding", coding)
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				cut = true // before the head was out
				continue
			}
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			switch {
			case answer.StatusCode == http.StatusServiceUnavailable:
			case err != nil:
				cut = true
			default:
				t.Fatalf("%s: within %s all of it came: %d, %d bytes", coding, work, answer.StatusCode, len(body))
			}
			for began := time.Now(); len(s.lanes[Dear].places) > 0; time.Sleep(time.Millisecond) {
				if time.Since(began) > 5*time.Second {
					t.Fatalf("%s: the place in the lane is not given back", coding)
				}
			}
		}
	}
}
