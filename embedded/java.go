package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const installJava = "install a JDK 17 or 21 (Debian: apt install openjdk-17-jdk-headless maven; " +
	"macOS: brew install openjdk@17 maven), " + otherWays

// findTool looks for a program of the JDK in JAVA_HOME, in PATH, and where Homebrew keeps it.
func findTool(name string) (string, bool) {
	var folders []string
	if home := os.Getenv("JAVA_HOME"); home != "" { //nolint:forbidigo // As PATH is: it says where tools are.
		folders = append(folders, filepath.Join(home, "bin"))
	}
	folders = append(folders, "")
	if runtime.GOOS == "darwin" {
		// Homebrew does not link openjdk@17 into PATH, and /usr/bin/java is only a stub there.
		for _, formula := range []string{"openjdk@17", "openjdk@21", "openjdk"} {
			for _, prefix := range []string{"/opt/homebrew/opt", "/usr/local/opt"} {
				folders = append(folders, filepath.Join(prefix, formula, "bin"))
			}
		}
	}
	for _, folder := range folders {
		path, err := exec.LookPath(filepath.Join(folder, name))
		if err != nil || path == "/usr/bin/"+name && runtime.GOOS == "darwin" {
			continue
		}
		return path, true
	}
	return "", false
}

func findJava() (string, error) {
	path, ok := findTool("java")
	if !ok {
		return "", &problem{ErrNoJava, "Java is not installed: " + installJava}
	}
	return path, nil
}

// javaKey names a JVM by its resolved path, size and time: it changes when Java is updated, and
// finding it costs no start of a JVM.
func javaKey(java string) (string, error) {
	path, err := filepath.EvalSymlinks(java)
	if err != nil {
		return "", fmt.Errorf("look at Java: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("look at Java: %w", err)
	}
	return shortSum(fmt.Sprintf("%s %d %d", path, info.Size(), info.ModTime().UnixNano())), nil
}

var javaVersion = regexp.MustCompile(`version "(\d+)`)

// checkJava asks the JVM for its version. Version 8 and older answer "1.8".
func checkJava(ctx context.Context, java string, oldestJava int) error {
	out, err := exec.CommandContext(ctx, java, "-version").CombinedOutput()
	if err != nil {
		return &problem{ErrNoJava, fmt.Sprintf("Java at %s does not run (%v: %s): %s",
			java, err, strings.TrimSpace(string(out)), installJava)}
	}
	match := javaVersion.FindSubmatch(out)
	if match == nil {
		return nil // An unusual JVM: let it try.
	}
	if version, err := strconv.Atoi(string(match[1])); err == nil && version < oldestJava {
		return &problem{ErrNoJava, fmt.Sprintf("Java at %s is too old (version %d, needed %d or newer): %s",
			java, version, oldestJava, installJava)}
	}
	return nil
}

// environment is what the programs that we run get of ours: without the secrets of the
// program that uses this package, which are nothing to Maven and its plug-ins, and with more.
func environment(more ...string) []string {
	own := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "NEO4J_PASSWORD=") || strings.HasPrefix(v, "IPGRAPH_TOKEN=")
	})
	return append(own, more...)
}

// shortSum is the first 12 hexadecimal digits of the SHA-256 sum: enough to tell versions apart.
func shortSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
