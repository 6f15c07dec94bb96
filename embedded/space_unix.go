//go:build linux || darwin || freebsd

package embedded

import "golang.org/x/sys/unix"

// FreeBytes is what the disk of a folder still holds of this user's files.
func FreeBytes(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err //nolint:wrapcheck // it names the cause, and callers the folder
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil //nolint:gosec,unconvert // types differ among systems; neither is below 0
}
