package embeddedtest

import (
	"context"
	_ "embed" // The sums of the jars.
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"ipgraph/embedded"
)

//go:embed newest.sha256
var newestSums string

// Newest is the newest release of Neo4j that the matrix of tests knows. To take a newer one: change
// the version here, then "go test ./embedded -run TestJarList -update".
func Newest() embedded.Release {
	return embedded.Release{Version: "2026.08.1", Java: 21, Sums: newestSums}
}

// JavaHome finds a JDK at least as new as wanted: the one that JAVA_HOME or PATH names, for which
// the home is "", or one that lies where systems put theirs.
func JavaHome(ctx context.Context, oldest int) (home string, found bool) {
	homes := []string{""}
	for _, pattern := range []string{"/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home", "/opt/homebrew/opt/openjdk*", "/usr/local/opt/openjdk*"} {
		list, _ := filepath.Glob(pattern) // the patterns are well formed
		homes = append(homes, list...)
	}
	for _, home := range homes {
		if version(ctx, home) >= oldest {
			return home, true
		}
	}
	return "", false
}

var javacVersion = regexp.MustCompile(`(?m)^javac (\d+)`)

// version of the compiler in a home of Java, or of the one in use; 0 where there is none.
func version(ctx context.Context, home string) int {
	javac := filepath.Join(home, "bin", "javac")
	if home == "" {
		javac = "javac"
		if named := os.Getenv("JAVA_HOME"); named != "" {
			javac = filepath.Join(named, "bin", "javac")
		}
	}
	out, err := exec.CommandContext(ctx, javac, "-version").CombinedOutput()
	match := javacVersion.FindSubmatch(out)
	if err != nil || match == nil {
		return 0
	}
	number, _ := strconv.Atoi(string(match[1])) // digits, by the expression
	return number
}
