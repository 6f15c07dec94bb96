package embedded

import (
	"fmt"
	"strconv"
	"strings"
)

// checkVersion refuses the store of a Neo4j whose store the given version cannot read: a newer one changes
// the form of the store when it opens it, and one of an older generation has another. Nothing of the
// folder is changed.
func checkVersion(dataDir, version string) error {
	info, err := ReadInfo(dataDir)
	if err != nil || !HasStore(dataDir) {
		return nil //nolint:nilerr // Without a readable state nothing is known, and Neo4j itself looks.
	}
	theirs, known := line(info.Version)
	ours, _ := line(version)
	switch {
	case !known || theirs == ours:
		return nil
	case theirs[0] > ours[0] || theirs[0] == ours[0] && theirs[1] > ours[1]:
		return &problem{ErrVersion, fmt.Sprintf("the store in %s was last opened by Neo4j %s, which is newer than %s of this ipgraph: "+
			"use the ipgraph that opened it, or choose another folder with --data", dataDir, info.Version, version)}
	case theirs[0] < ours[0]:
		return &problem{ErrVersion, fmt.Sprintf("the store in %s was made by Neo4j %s, which %s of this ipgraph cannot read: "+
			"export it with the ipgraph that made it (ipgraph export --statements), and load that into another folder with --data", dataDir, info.Version, version)}
	}
	return nil // Neo4j takes the store of an older version of its generation over.
}

// line is major and minor of a version such as 5.26.16.
func line(version string) (numbers [2]int, ok bool) {
	parts := strings.Split(version, ".")
	if len(parts) < len(numbers) {
		return numbers, false
	}
	for i := range numbers {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return numbers, false
		}
		numbers[i] = n
	}
	return numbers, true
}
