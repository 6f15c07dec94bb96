package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// previousStop is how long a start waits for a server whose parent was killed and which is closing
// its store.
const previousStop = 20 * time.Second

// lockPatience is how long a folder is waited for: one whose server has ended is free a moment later.
const lockPatience = time.Second

func folderLock(dataDir string) *flock.Flock { return flock.New(filepath.Join(dataDir, "lock")) }

// lockFolder takes the data folder for this process. The lock is one of the operating system, so a
// left-over file of a killed process does not hold anybody up. The process is noted beside it: on
// Windows a locked file cannot be read.
func lockFolder(ctx context.Context, dataDir string) (*flock.Flock, error) {
	lock := folderLock(dataDir)
	pidFile := filepath.Join(dataDir, "lock.pid")
	waiting, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	got, err := lock.TryLockContext(waiting, lockPatience/20)
	if err != nil && (waiting.Err() == nil || ctx.Err() != nil) {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if !got {
		holder := "another ipgraph"
		if pid, err := os.ReadFile(pidFile); err == nil {
			holder += " (process " + strings.TrimSpace(string(pid)) + ")"
		}
		return nil, &problem{ErrLocked, fmt.Sprintf("the data folder %s is in use by %s: "+
			"stop it, or choose another folder with --data", dataDir, holder)}
	}
	if err := writePrivate(pidFile, strconv.Itoa(os.Getpid())+"\n"); err != nil {
		_ = lock.Unlock()
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	return lock, nil
}

// awaitPrevious waits for the end of a server that outlives its killed parent by its clean stop.
func awaitPrevious(ctx context.Context, o Options) error {
	info, err := ReadInfo(o.DataDir)
	if err != nil || !info.Running {
		return nil // Without a readable state there is nothing to wait for.
	}
	o.Progress(fmt.Sprintf("waiting for the previous Neo4j (process %d) to close its store", info.Pid))
	ctx, cancel := context.WithTimeout(ctx, previousStop)
	defer cancel()
	for isServer(info.Pid, o.DataDir) {
		select {
		case <-ctx.Done():
			return &problem{ErrLocked, fmt.Sprintf("the data folder %s is in use by a Neo4j that does not end (process %d): "+
				"end that process, or choose another folder with --data", o.DataDir, info.Pid)}
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}
