//go:build !linux && !darwin && !freebsd && !windows

package embedded

import "errors"

// FreeBytes is what the disk of a folder still holds, which is not known here.
func FreeBytes(string) (uint64, error) { return 0, errors.ErrUnsupported }
