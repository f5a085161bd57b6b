package feed

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// errBody marks what is wrong with a body; its text is never shown alone.
var errBody = errors.New("body")

type bodyError string

func (e bodyError) Error() string        { return string(e) }
func (e bodyError) Is(target error) bool { return target == errBody }

// readBody reads and unpacks a body. The limit holds for the bytes sent and for the
// bytes unpacked, so neither a bomb nor a flood of empty gzip members costs more.
func readBody(resp *http.Response, limit int64, cut bool) ([]byte, error) {
	if resp.ContentLength > limit && !cut {
		return nil, bodyError(fmt.Sprintf("announces %s: %s are the most that is read", size(resp.ContentLength), size(limit)))
	}
	sent := &io.LimitedReader{R: resp.Body, N: limit + 1}
	var unpacked io.Reader = sent
	switch encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(sent)
		if err == io.EOF {
			return nil, nil // nothing was sent, and nothing packed it
		}
		if err != nil {
			return nil, bodyError("says that it sends gzip, and does not: " + err.Error())
		}
		unpacked = z
	default:
		return nil, bodyError(fmt.Sprintf("packs its answer by %q, though only gzip was offered", clip(encoding)))
	}
	body, err := io.ReadAll(io.LimitReader(unpacked, limit+1))
	switch {
	case int64(len(body)) > limit && cut:
		return body[:limit], nil
	case sent.N <= 0 && cut:
		return body, nil
	case sent.N <= 0:
		return nil, bodyError(fmt.Sprintf("sends more than %s, the most that is read", size(limit)))
	case int64(len(body)) > limit:
		return nil, bodyError(fmt.Sprintf("sends %s that unpack to more than %s, the most that is read",
			size(limit+1-sent.N), size(limit)))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, bodyError(fmt.Sprintf("broke off its answer after %s", size(int64(len(body)))))
	case errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader):
		return nil, bodyError(fmt.Sprintf("sends damaged gzip, after %s: %v", size(int64(len(body))), err))
	case err != nil:
		return nil, err
	}
	return body, nil
}

// size writes a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
