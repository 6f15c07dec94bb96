package server

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

const (
	// loadPatience is how long a request waits for a load to end; that of a dossier kept by hand takes
	// no longer.
	loadPatience = 4 * time.Second
	// loadPause is how long it waits between two looks.
	loadPause = 200 * time.Millisecond
	// slotPatience is how long a request waits for its turn. Whoever waits longer is better told, and the
	// others are answered in time. A database that collects its garbage may stand still for two seconds.
	slotPatience = 5 * time.Second
	// wholeTries is how often an answer is read anew because the graph changed meanwhile.
	wholeTries = 3
)

// whole answers from one version of the graph: that before a load, or that after it, and never half of
// each. A load writes in many transactions. So an answer counts only when the graph had the same version
// before and after it was read, and no load was under way; otherwise it is read again. It gives the version too,
// "" where nothing was ever loaded.
func whole[T any](ctx context.Context, s *server, read func() (T, error)) (result T, version string, err error) {
	var zero T
	for range wholeTries {
		before, err := s.settled(ctx)
		if err != nil {
			return zero, "", err
		}
		result, err := inTurn(ctx, s, read)
		if err != nil && graph.CodeOf(err) != graph.CodeNotFound {
			return zero, before.text, err // it does not depend on what the graph holds
		}
		after := s.versions.since(ctx, s.Now())
		if after == before || after.unread {
			return result, before.text, err
		}
	}
	return zero, "", graph.Errorf(graph.CodeLoading, "the graph was changed again and again while the answer was read: try again in a moment")
}

// settled is the version of a graph that no load is changing. It waits a little for one that is.
func (s *server) settled(ctx context.Context) (graphVersion, error) {
	for began := time.Now(); ; {
		v := s.versions.current(ctx)
		if !v.loading() {
			return v, nil
		}
		if time.Since(began) > loadPatience {
			return v, graph.Errorf(graph.CodeLoading, "a load has been under way since %s, and until it ends the graph is half of what it was and half of what it will be: try again later. A load that was cut off is brought to its end by running it again", v.began())
		}
		select {
		case <-ctx.Done():
			return v, graph.Errorf(graph.CodeLoading, "a load is under way: try again later")
		case <-time.After(loadPause):
		}
	}
}

// inTurn reads an answer when there is room: only so many are read at once. More would make all of them slow, until
// none is answered in time.
func inTurn[T any](ctx context.Context, s *server, read func() (T, error)) (T, error) {
	if !s.takeSlot(ctx) {
		var zero T
		return zero, graph.Errorf(graph.CodeBusy, "%d questions are being answered, and no more are at once: try again in a moment", cap(s.slots))
	}
	defer func() { <-s.slots }()
	return read()
}

// takeSlot waits a little for a slot. One that is free is taken even when the request's time is over:
// what ran out then is the time for the answer, not the room, and the reader of the answer says so.
func (s *server) takeSlot(ctx context.Context) bool {
	select {
	case s.slots <- struct{}{}:
		return true
	default:
	}
	patience := time.NewTimer(slotPatience)
	defer patience.Stop()
	select {
	case s.slots <- struct{}{}:
		return true
	case <-patience.C:
	case <-ctx.Done():
	}
	return false
}

// answerWhole is whole with the tag of the answer.
func answerWhole[T any](s *server, c *gin.Context, format string, read func() (T, error)) (result T, tag string, err error) {
	result, version, err := whole(c.Request.Context(), s, read)
	return result, s.tag(c, version, format), err
}
