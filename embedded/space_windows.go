package embedded

import "golang.org/x/sys/windows"

// FreeBytes is what the disk of a folder still holds of this user's files.
func FreeBytes(dir string) (free uint64, err error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	return free, windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
}
