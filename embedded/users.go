package embedded

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// usersLock is shared by the processes that use a server which another one started, and taken for itself by the one
// that stops it. The operating system gives it back for a process that was killed.
func usersLock(dataDir string) *flock.Flock { return flock.New(filepath.Join(dataDir, "users.lock")) }

// Borrow is ReadInfo for who wants to use a server that another process started. Of one that is ready it keeps
// that process from stopping it without need (see AwaitUsers) until giveBack is called. One that is being stopped,
// or whose process was killed, is running and not ready. Without a ready server giveBack is nil.
func Borrow(dataDir string) (info Info, giveBack func() error, err error) {
	if info, err = ReadInfo(dataDir); err != nil || !info.Ready {
		return info, nil, err
	}
	lock := usersLock(dataDir)
	got, err := lock.TryRLock()
	if err != nil {
		return info, nil, fmt.Errorf("use the Neo4j that another ipgraph started: %w", err)
	}
	if !got {
		info.Ready = false
		return info, nil, nil
	}
	if info, err = ReadInfo(dataDir); err == nil && info.Ready { // it may have just ended
		info.Ready, err = owned(dataDir)
	}
	if err != nil || !info.Ready {
		_ = lock.Unlock()
		return info, nil, err
	}
	return info, lock.Unlock, nil
}

// owned reports whether the process that started the server of a folder is there: it holds the folder's lock.
func owned(dataDir string) (bool, error) {
	lock := folderLock(dataDir)
	free, err := lock.TryRLock()
	if free {
		err = lock.Unlock()
	}
	if err != nil {
		return false, fmt.Errorf("see who runs the Neo4j of the data folder: %w", err)
	}
	return !free, nil
}

// usersPause is the time between two looks at whether a server is used.
const usersPause = 200 * time.Millisecond

// AwaitUsers waits until no other process uses the server (see Borrow), and keeps new ones away. It returns without
// that when ctx or the server ends. Where it has to wait it calls waiting, once.
func (s *Server) AwaitUsers(ctx context.Context, waiting func()) error {
	for told := false; ; told = true {
		got, err := s.users.TryLock()
		if err != nil {
			return fmt.Errorf("see whether another ipgraph uses this Neo4j: %w", err)
		}
		if got {
			return nil
		}
		if !told {
			waiting()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.done:
			return nil
		case <-time.After(usersPause):
		}
	}
}
