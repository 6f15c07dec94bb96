package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// Info tells of the server of a data folder, as of its last start.
type Info struct {
	URI          string `json:"uri"`          // of Bolt
	Browser      string `json:"browser"`      // address of Neo4j Browser
	User         string `json:"user"`         // neo4j
	PasswordFile string `json:"passwordFile"` // readable by the owner only
	LogFile      string `json:"logFile"`
	Pid          int    `json:"pid"`     // of the server; of the last one when it is not running
	Running      bool   `json:"running"` // whether the process is there
	Ready        bool   `json:"ready"`   // whether it has begun to answer
	Version      string `json:"neo4j"`   // of Neo4j, which opened the store last
}

func stateFile(dataDir string) string { return filepath.Join(dataDir, "state.json") }

// ReadInfo tells of the server of a data folder, from any process, running or not. The error is
// fs.ErrNotExist when no server was ever started there.
func ReadInfo(dataDir string) (Info, error) {
	dataDir, err := filepath.Abs(dataDir)
	if err != nil {
		return Info{}, fmt.Errorf("find the data folder: %w", err)
	}
	content, err := os.ReadFile(stateFile(dataDir))
	if err != nil {
		return Info{}, fmt.Errorf("no Neo4j was started in %s yet: %w", dataDir, err)
	}
	var info Info
	if err := json.Unmarshal(content, &info); err != nil {
		return Info{}, fmt.Errorf("read %s: %w", stateFile(dataDir), err)
	}
	info.Running = info.Running && isServer(info.Pid, dataDir)
	info.Ready = info.Ready && info.Running
	return info, nil
}

func writeInfo(dataDir string, info Info) error {
	content, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return fmt.Errorf("write the state: %w", err)
	}
	if err := writePrivate(stateFile(dataDir), string(content)+"\n"); err != nil {
		return fmt.Errorf("write the state: %w", err)
	}
	return nil
}

// isServer tells whether the process is there and, where that can be seen (Linux), is the server of
// this folder: numbers of processes are used again.
func isServer(pid int, dataDir string) bool {
	if pid <= 0 {
		return false
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return false // On Windows this is the answer.
	}
	if runtime.GOOS != "windows" {
		if err := process.Signal(syscall.Signal(0)); err != nil && !errors.Is(err, syscall.EPERM) {
			return false
		}
	}
	arguments, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(arguments) == 0 {
		return runtime.GOOS != "linux" // On Linux: gone, or a zombie.
	}
	return err != nil || strings.Contains(string(arguments), dataDir)
}
