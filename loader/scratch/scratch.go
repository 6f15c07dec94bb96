// Package scratch makes folders for temporary files. They may hold as much as was read, so that one which
// a killed process left behind is removed by the next that makes one at the same place.
package scratch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Folder is a folder that is locked as long as its process uses it.
type Folder struct {
	// Path is its place.
	Path string
	lock *flock.Flock
}

// lockName is the file that is locked. The system lets go of it when the process ends, however that comes.
const lockName = ".in-use"

// New makes a folder in parent, whose name begins with prefix, and removes those of that beginning which
// nobody uses any more. With parent "" it is where the system keeps temporary files.
func New(parent, prefix string) (*Folder, error) {
	if parent == "" {
		parent = os.TempDir()
	}
	if err := removeLeft(parent, prefix); err != nil {
		return nil, err
	}
	for {
		path, err := os.MkdirTemp(parent, prefix)
		if err != nil {
			return nil, fmt.Errorf("a folder for temporary files: %w", err)
		}
		f := &Folder{path, flock.New(filepath.Join(path, lockName))}
		locked, err := f.lock.TryLock()
		if err == nil && locked && exists(path) {
			return f, nil
		}
		// Else another process took it for one that was left behind, before it was locked.
		if err := errors.Join(err, f.Remove()); err != nil {
			return nil, fmt.Errorf("a folder for temporary files: %w", err)
		}
	}
}

// removeLeft removes folders that nobody uses. What cannot be looked into is another's.
func removeLeft(parent, prefix string) error {
	locks, err := filepath.Glob(filepath.Join(parent, prefix+"*", lockName))
	if err != nil {
		return fmt.Errorf("look for temporary files that were left behind: %w", err)
	}
	for _, path := range locks {
		left := &Folder{filepath.Dir(path), flock.New(path, flock.SetFlag(os.O_RDWR))}
		if locked, err := left.lock.TryLock(); err != nil || !locked {
			continue
		}
		if err := left.Remove(); err != nil {
			return fmt.Errorf("remove temporary files that were left behind: %w", err)
		}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Remove removes the folder and all that is in it. It may be called twice.
func (f *Folder) Remove() error {
	// Some systems do not remove an open file.
	if err := errors.Join(f.lock.Close(), os.RemoveAll(f.Path)); err != nil {
		return fmt.Errorf("remove temporary files: %w", err)
	}
	return nil
}
