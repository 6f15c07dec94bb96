package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/singleflight"

	"ipgraph/graph"
)

const (
	// versionAge is how long a version that was read is taken for the current one.
	versionAge = time.Second
	// versionTimeout bounds reading it: an answer without a tag is better than none.
	versionTimeout = 2 * time.Second
)

// versions knows which version of the graph the database holds: that of the
// last load that came to its end.
type versions struct {
	read   func(ctx context.Context) (string, error)
	now    func() time.Time
	flight singleflight.Group

	mu      sync.Mutex
	version string
	asked   time.Time
}

// current is the version, at most versionAge old; "" while a load is under way,
// after one that was cut off, and when the database does not say. Answers that
// are read after it hold that version or a newer one, never an older.
func (v *versions) current(ctx context.Context) string {
	version, fresh := v.held()
	if fresh {
		return version
	}
	result := v.flight.DoChan("", func() (any, error) {
		if version, fresh := v.held(); fresh { // another reading ended in between
			return version, nil
		}
		return v.ask(context.WithoutCancel(ctx)), nil
	})
	select {
	case r := <-result:
		version, _ = r.Val.(string)
		return version
	case <-ctx.Done():
		return ""
	}
}

// held is the version that was read last, and whether it is taken for the current one.
func (v *versions) held() (version string, fresh bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.version, !v.asked.IsZero() && v.now().Sub(v.asked) < versionAge
}

// ask reads the version and remembers it, with the time before it was read. It
// belongs to no request, so that one who goes away does not fail the others.
func (v *versions) ask(ctx context.Context) (version string) {
	ctx, cancel := context.WithTimeout(ctx, versionTimeout)
	defer cancel()
	asked := v.now()
	defer func() {
		if recover() != nil { // a panic of this goroutine would end the program
			version = ""
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		v.version, v.asked = version, asked
	}()
	version, err := v.read(ctx)
	if err != nil {
		return "" // the question that follows tells why
	}
	return version
}

// readVersion asks the database.
func (s *server) readVersion(ctx context.Context) (string, error) {
	q, err := s.Library.Keep("graph-version")
	if err != nil {
		return "", err
	}
	result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{}))
	if err != nil || len(result.Rows) == 0 {
		return "", err
	}
	row := result.Rows[0]
	id, err := graph.Cell[string](result, row, "id")
	if err != nil {
		return "", err
	}
	finished, err := graph.Cell[string](result, row, "finished")
	if err != nil || finished == "" {
		return "", err
	}
	loads, err := graph.Cell[int64](result, row, "loads")
	return fmt.Sprintf("%s %s %d", id, finished, loads), err
}

// tagOf is the entity tag of the answer to this request in this format, or ""
// when there is none. It has to be taken before the answer is read. It is weak:
// the compressed answer and the plain one say the same.
func (s *server) tagOf(c *gin.Context, format string) string {
	version := s.versions.current(c.Request.Context())
	if version == "" {
		return ""
	}
	u := c.Request.URL
	hash := sha256.Sum256([]byte(strings.Join([]string{version, s.Version, format, u.EscapedPath(), u.RawQuery}, "\x00")))
	return `W/"` + hex.EncodeToString(hash[:16]) + `"`
}

// hasTag reports whether the client holds the answer with this tag already.
func hasTag(c *gin.Context, tag string) bool {
	for held := range strings.SplitSeq(strings.Join(c.Request.Header.Values("If-None-Match"), ","), ",") {
		if tag != "" && strings.TrimPrefix(strings.TrimSpace(held), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// holds tells a client that it has the answer with this tag already, where it has:
// then nothing more is to be done.
func holds(c *gin.Context, tag string) bool {
	if !hasTag(c, tag) {
		return false
	}
	cacheable(c, tag)
	c.Status(http.StatusNotModified)
	return true
}
