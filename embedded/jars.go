package embedded

import (
	"context"
	"crypto/sha256"
	_ "embed" // The pinned files below.
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// To take a newer Neo4j: change the versions in pom.xml, then
//
//	go test ./embedded -run TestJarList -update
//
// and read the difference of jars.sha256 before committing it.

//go:embed pom.xml
var pomXML string

//go:embed jars.sha256
var jarSums string

type jar struct{ name, sum string }

// jarList reads lines of the form "<sum>  <name>", as sha256sum writes them.
func jarList(text string) []jar {
	var list []jar
	for line := range strings.Lines(text) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			list = append(list, jar{name: name, sum: sum})
		}
	}
	return list
}

// verifyJars hashes every jar of the list, in parallel: 150 MB take about 0.1 s on two cores, so it
// is done at each start rather than trusted from an earlier one.
func verifyJars(ctx context.Context, dir string, list []jar) error {
	work := make(chan jar)
	errs := make([]error, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			for j := range work {
				if err := verifyJar(dir, j); err != nil && errs[i] == nil {
					errs[i] = err
				}
			}
		})
	}
	for _, j := range list {
		if ctx.Err() != nil {
			break
		}
		work <- j
	}
	close(work)
	group.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(errs...)
}

func verifyJar(dir string, j jar) error {
	path := filepath.Join(dir, j.name)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &problem{ErrBadJar, fmt.Sprintf("the jar %s is missing: delete the folder %s and start again, "+
			"it will be fetched anew", path, dir)}
	}
	if err != nil {
		return fmt.Errorf("check jar: %w", err)
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return fmt.Errorf("check jar %s: %w", path, err)
	}
	if found := hex.EncodeToString(hash.Sum(nil)); found != j.sum {
		return &problem{ErrBadJar, fmt.Sprintf("the jar %s is damaged or not the one this version was made for "+
			"(SHA-256 %s, expected %s): delete the folder %s and start again, it will be fetched anew",
			path, found, j.sum, dir)}
	}
	return nil
}

// fetchJars lets Maven copy the jars into a temporary folder, checks them, and moves them to dir.
func fetchJars(ctx context.Context, release Release, dir string) error {
	temp, err := os.MkdirTemp(filepath.Dir(dir), "fetch-")
	if err != nil {
		return fmt.Errorf("fetch Neo4j: %w", err)
	}
	defer os.RemoveAll(temp)
	jars := filepath.Join(temp, "jars")
	if err := copyDependencies(ctx, release.Version, temp, jars); err != nil {
		return err
	}
	if err := verifyJars(ctx, jars, jarList(release.Sums)); err != nil {
		return fmt.Errorf("fetched by Maven, perhaps from its local repository "+
			"(to clear it: mvn dependency:purge-local-repository): %w", err)
	}
	if err := os.Rename(jars, dir); err != nil {
		return fmt.Errorf("fetch Neo4j: %w", err)
	}
	return nil
}

// copyDependencies runs Maven on the pinned pom.xml, written to work, for a version, with jars as
// the target.
func copyDependencies(ctx context.Context, version, work, jars string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return &problem{ErrNoMaven, "Maven is not installed, and Neo4j's jars have to be fetched once: " +
			"install it (Debian: apt install maven; macOS: brew install maven), " + otherWays}
	}
	pom := filepath.Join(work, "pom.xml")
	if err := os.WriteFile(pom, []byte(pomXML), 0o600); err != nil {
		return fmt.Errorf("fetch Neo4j: %w", err)
	}
	cmd := exec.CommandContext(ctx, mvn, "-B", "-q", "-f", pom, "dependency:copy-dependencies",
		"-Dneo4j.version="+version, "-DincludeScope=runtime", "-DoutputDirectory="+jars)
	cmd.Env = environment()
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return fmt.Errorf("fetch Neo4j: %w", ctx.Err())
	}
	if err != nil {
		return fmt.Errorf("fetch Neo4j's jars by Maven (is there a network? behind a proxy, Maven needs it in "+
			"its settings.xml): %w\n%s", err, lastLines(string(out), 10))
	}
	return nil
}
