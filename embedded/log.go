package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	logTail      = 64 << 10 // bytes looked at for the reason of a failure
	shownLines   = 8
	longestShown = 300 // characters of a line
)

func logFile(dataDir string) string { return filepath.Join(dataDir, "logs", "neo4j.log") }

// rotateLog starts a new log and keeps the one before.
func rotateLog(dataDir string) error {
	previous := filepath.Join(dataDir, "logs", "neo4j.previous.log")
	err := os.Rename(logFile(dataDir), previous)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keep the previous log: %w", err)
	}
	return nil
}

func openLog(dataDir string) (*os.File, error) {
	log, err := os.OpenFile(logFile(dataDir), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open Neo4j's log: %w", err)
	}
	return log, nil
}

// readTail is the end of the log; an unreadable log has none.
func readTail(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(content[max(0, len(content)-logTail):])
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	lines = lines[max(0, len(lines)-n):]
	for i, line := range lines {
		if runes := []rune(line); len(runes) > longestShown {
			lines[i] = string(runes[:longestShown]) + "…"
		}
	}
	return strings.Join(lines, "\n")
}

const (
	portTaken  = "Address already in use"
	storeTaken = "Lock file has been locked by another process"
)

// reasons are failures that have a known meaning: a part of a log line, and what to tell of it.
var reasons = []struct{ part, meaning string }{
	{"No space left on device", "the disk is full"},
	{"OutOfMemoryError", "not enough memory (see the heap setting)"},
	{"Could not reserve enough space", "not enough memory on this machine for the heap asked for"},
	{"Invalid maximum heap size", "the heap size is not valid"},
	{"Permission denied", "a file or folder may not be read or written"},
	{"Unrecognized setting", "a setting is not known to this version of Neo4j"},
	{"Error evaluating value for setting", "a setting has a bad value"},
	{storeTaken, "another Neo4j process uses this store"},
	{portTaken, "a port is in use by another program"},
	{"UnsupportedFormatCapability", "the store has a format that this version does not read"},
	{"Unable to read store", "the store cannot be read: it was made by another version of Neo4j, or is damaged"},
	{"StoreVersion", "the store was made by another version of Neo4j"},
	{"UnsupportedClassVersionError", "the class was made for a newer Java"},
}

// explain finds the reason of a failure in the log: what it means, and the line that says it.
func explain(log string) string {
	for _, reason := range reasons {
		for line := range strings.Lines(log) {
			if strings.Contains(line, reason.part) {
				return reason.meaning + ": " + lastLines(line, 1)
			}
		}
	}
	cause := ""
	for line := range strings.Lines(log) {
		if strings.HasPrefix(line, "Caused by:") {
			cause = lastLines(line, 1) // The last one is the root.
		}
	}
	return cause
}

// withoutStack leaves out the lines of stack traces.
func withoutStack(log string) string {
	var kept []string
	for line := range strings.Lines(log) {
		if trimmed := strings.TrimSpace(line); trimmed != "" &&
			!strings.HasPrefix(trimmed, "at ") && !strings.HasPrefix(trimmed, "... ") {
			kept = append(kept, strings.TrimRight(line, "\r\n"))
		}
	}
	return strings.Join(kept, "\n")
}

// failure is the error of a server that ended by itself.
func failure(kind error, what, path string) error {
	log := readTail(path)
	text := what
	if reason := explain(log); reason != "" {
		text += ": " + reason
	}
	return &problem{kind, fmt.Sprintf("%s\nthe log is %s (more in debug.log beside it), its last lines:\n%s",
		text, path, lastLines(withoutStack(log), shownLines))}
}
