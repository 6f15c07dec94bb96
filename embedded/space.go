package embedded

import "fmt"

// scarce is the room on a disk below which want of room is a likely reason of what Neo4j could not do: it
// writes some files in parts of several megabytes.
const scarce = 64 << 20

// WantOfSpace tells that the disk of a folder is full or nearly so, and what to do. It is "" where there is room,
// and where the system does not say. Neo4j's errors name a full disk seldom, and its log may be on that disk.
func WantOfSpace(dir string) string {
	free, err := FreeBytes(dir)
	if err != nil || free >= scarce {
		return ""
	}
	return fmt.Sprintf("the disk of %s is full, or nearly: %.1f MB are left; make room there, and try again", dir, float64(free)/1e6)
}
