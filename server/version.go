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

// graphVersion is one version of the graph.
type graphVersion struct {
	// text tells it from others; "" while a load is under way, after one that was cut off, and where
	// nothing was ever loaded.
	text string
	// load is the id of the load that has not come to its end.
	load string
	// unread says that the database did not tell; the question that is asked beside says why.
	unread bool
}

func (v graphVersion) loading() bool { return v.load != "" }

// began is when the load began, which its id begins with.
func (v graphVersion) began() string {
	at, err := time.Parse("20060102T150405Z07:00", strings.TrimSuffix(strings.SplitN(v.load, ".", 2)[0], "Z")+"Z")
	if err != nil {
		return v.load
	}
	return at.Format("2006-01-02 15:04:05 UTC")
}

// versions knows which version of the graph the database holds: that of the
// last load that came to its end.
type versions struct {
	read   func(ctx context.Context) (graphVersion, error)
	now    func() time.Time
	flight singleflight.Group

	mu      sync.Mutex
	version graphVersion
	asked   time.Time
}

// current is the version, at most versionAge old. Answers that are read after it
// hold that version or a newer one, never an older.
func (v *versions) current(ctx context.Context) graphVersion {
	return v.since(ctx, v.now().Add(-versionAge+1))
}

// text is the current version, "" where it tells of none.
func (v *versions) text(ctx context.Context) string { return v.current(ctx).text }

// textNow reads it anew.
func (v *versions) textNow(ctx context.Context) string { return v.since(ctx, v.now()).text }

// since is the version as it was read at a moment, or later. Requests of the same
// moment share one reading.
func (v *versions) since(ctx context.Context, moment time.Time) graphVersion {
	for {
		if version, asked := v.held(); !asked.Before(moment) {
			return version
		}
		result := v.flight.DoChan("", func() (any, error) {
			if version, asked := v.held(); !asked.Before(moment) { // another reading ended in between
				return version, nil
			}
			return v.ask(context.WithoutCancel(ctx)), nil
		})
		select {
		case <-result: // it may have begun before the moment
		case <-ctx.Done():
			return graphVersion{unread: true}
		}
	}
}

// held is the version that was read last, and when its reading began.
func (v *versions) held() (graphVersion, time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.version, v.asked
}

// ask reads the version and remembers it, with the time before it was read. It
// belongs to no request, so that one who goes away does not fail the others.
func (v *versions) ask(ctx context.Context) (version graphVersion) {
	ctx, cancel := context.WithTimeout(ctx, versionTimeout)
	defer cancel()
	asked := v.now()
	defer func() {
		if recover() != nil { // a panic of this goroutine would end the program
			version = graphVersion{unread: true}
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		v.version, v.asked = version, asked
	}()
	version, err := v.read(ctx)
	if err != nil {
		return graphVersion{unread: true} // the question that follows tells why
	}
	return version
}

// readVersion asks the database.
func (s *server) readVersion(ctx context.Context) (v graphVersion, err error) {
	q, err := s.Library.Keep("graph-version")
	if err != nil {
		return v, err
	}
	result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{}))
	if err != nil || len(result.Rows) == 0 {
		return v, err
	}
	row := result.Rows[0]
	id, err := graph.Cell[string](result, row, "id")
	if err != nil {
		return v, err
	}
	finished, err := graph.Cell[string](result, row, "finished")
	if err != nil {
		return v, err
	}
	if finished == "" {
		return graphVersion{load: id}, nil
	}
	loads, err := graph.Cell[int64](result, row, "loads")
	return graphVersion{text: fmt.Sprintf("%s %s %d", id, finished, loads)}, err
}

// tagOf is the entity tag of the answer to this request in this format, or ""
// when there is none. It has to be taken before the answer is read. It is weak:
// the compressed answer and the plain one say the same.
func (s *server) tagOf(c *gin.Context, format string) string {
	return s.tag(c, s.versions.current(c.Request.Context()).text, format)
}

// tag is that of the answer from a version.
func (s *server) tag(c *gin.Context, version, format string) string {
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
