package server

import (
	"net/http/httptest"
	"testing"
)

// BenchmarkOperations measures a question from its head to its answer, without a network
// between: what the server itself takes of a core.
func BenchmarkOperations(b *testing.B) {
	for name, address := range map[string]string{
		"healthz":   "/healthz",
		"may":       dated2024,
		"route":     "/v1/route?from=Kars&to=Yerevan&by=car&passport=DEU&on=2024-07-30&known=2024-07-30",
		"crossings": "/v1/crossings?mode=road&passport=DEU&on=2024-07-30&known=2024-07-30",
		"places":    "/v1/places?q=Yer",
		"process":   "/v1/process/armenia-turkey?on=2024-07-30&known=2024-07-30",
	} {
		b.Run(name, func(b *testing.B) {
			h := attacked().handler
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
				if w.Code != 200 {
					b.Fatalf("%d %s", w.Code, w.Body)
				}
			}
		})
	}
}
