package embedded

import (
	"archive/zip"
	"context"
	_ "embed" // Main.java.
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

//go:embed Main.java
var mainSource string

// programs is what a start needs from the cache folder.
type programs struct {
	release Release
	java    string // path of the JVM
	jars    string // folder of Neo4j's jars
	main    string // jar of our main class
	archive string // class-data archive; empty when this JVM could not make one
}

// Fetch does what the first Start does before it starts the server: the jars fetched and checked,
// the main class compiled, the class-data archive made. What is there already is only checked.
// cacheDir "" means the default of Options.CacheDir; progress may be nil. Several processes may call
// it at once: they wait for each other. Errors: ErrNoJava, ErrNoCompiler, ErrNoMaven, ErrBadJar.
func Fetch(ctx context.Context, cacheDir string, progress func(string)) error {
	o := Options{CacheDir: cacheDir, Progress: progress}
	if err := o.setDefaults(); err != nil {
		return err
	}
	_, err := prepare(ctx, o)
	return err
}

func prepare(ctx context.Context, o Options) (programs, error) {
	java, err := findJava()
	if err != nil {
		return programs{}, err
	}
	key, err := javaKey(java)
	if err != nil {
		return programs{}, err
	}
	version := shortSum(o.Release.Sums)
	p := programs{
		release: o.Release,
		java:    java,
		jars:    filepath.Join(o.CacheDir, "jars-"+version),
		main:    filepath.Join(o.CacheDir, "main-"+shortSum(mainSource)+".jar"),
		archive: filepath.Join(o.CacheDir, "classes-"+shortSum(version+mainSource)+"-"+key+".jsa"),
	}
	checked := false
	if !exists(p.jars) || !wholeJar(p.main) || !exists(p.archive) && !exists(p.noArchive()) {
		if err := p.complete(ctx, o); err != nil {
			return programs{}, err
		}
		checked = true
	}
	if !checked {
		if err := verifyJars(ctx, p.jars, jarList(p.release.Sums)); err != nil {
			return programs{}, err
		}
	}
	if !exists(p.archive) {
		p.archive = ""
	}
	return p, nil
}

// complete makes what is missing, one process at a time.
func (p programs) complete(ctx context.Context, o Options) error {
	if err := os.MkdirAll(o.CacheDir, 0o750); err != nil {
		return fmt.Errorf("make the cache folder: %w", err)
	}
	lock := flock.New(filepath.Join(o.CacheDir, "lock"))
	if got, err := lock.TryLock(); err != nil {
		return fmt.Errorf("lock the cache folder: %w", err)
	} else if !got {
		o.Progress("waiting for another ipgraph that prepares Neo4j in " + o.CacheDir)
		if _, err := lock.TryLockContext(ctx, 200*time.Millisecond); err != nil {
			return fmt.Errorf("lock the cache folder: %w", err)
		}
	}
	defer lock.Unlock() // Nothing can be done; the lock ends with the process.

	if err := checkJava(ctx, p.java, p.release.Java); err != nil {
		return err
	}
	if !exists(p.jars) {
		o.Progress("fetching Neo4j " + p.release.Version + " into " + o.CacheDir + " (150 MB, once)")
		if err := fetchJars(ctx, p.release, p.jars); err != nil {
			return err
		}
	} else if err := verifyJars(ctx, p.jars, jarList(p.release.Sums)); err != nil {
		return err
	}
	if !wholeJar(p.main) {
		o.Progress("compiling the server's main class (once)")
		if err := compileMain(ctx, p.release.Java, p.jars, p.main); err != nil {
			return err
		}
	}
	if exists(p.archive) || exists(p.noArchive()) {
		return nil
	}
	o.Progress("preparing faster starts (once, 10 to 30 s)")
	return p.makeArchive(ctx)
}

// noArchive names the file which notes that this JVM could not make an archive, so that not every
// start tries again.
func (p programs) noArchive() string { return p.archive + ".none" }

// compileMain compiles Main.java and packs it into target: a class-data archive needs jars.
func compileMain(ctx context.Context, java int, jars, target string) error {
	javac, ok := findTool("javac")
	if !ok {
		return &problem{ErrNoCompiler, "Java is installed without its compiler javac (a JRE, not a JDK): " + installJava}
	}
	temp, err := os.MkdirTemp(filepath.Dir(target), "compile-")
	if err != nil {
		return fmt.Errorf("compile the main class: %w", err)
	}
	defer os.RemoveAll(temp)
	source := filepath.Join(temp, "Main.java")
	if err := os.WriteFile(source, []byte(mainSource), 0o600); err != nil {
		return fmt.Errorf("compile the main class: %w", err)
	}
	cmd := exec.CommandContext(ctx, javac, "--release", strconv.Itoa(java), "-proc:none", "-encoding", "UTF-8",
		"-cp", filepath.Join(jars, "*"), "-d", temp, source)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("compile the main class: %w\n%s", err, lastLines(string(out), 10))
	}
	packed := filepath.Join(temp, "main.jar")
	if err := packJar(packed, filepath.Join(temp, "Main.class"), "Main.class"); err != nil {
		return fmt.Errorf("pack the main class: %w", err)
	}
	if err := os.Rename(packed, target); err != nil {
		return fmt.Errorf("compile the main class: %w", err)
	}
	return nil
}

// packJar writes a jar with the one file; a jar needs no more than a zip archive has.
func packJar(target, file, name string) (err error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	pack := zip.NewWriter(out)
	entry, err := pack.Create(name)
	if err != nil {
		return err
	}
	if _, err := entry.Write(content); err != nil {
		return err
	}
	return pack.Close()
}

// largestOwn is far more than our main class takes.
const largestOwn = 1 << 20

// wholeJar tells whether a jar of packJar is there and undamaged, by the sums that it holds itself. One
// that is not is made anew.
func wholeJar(path string) bool {
	pack, err := zip.OpenReader(path)
	if err != nil {
		return false
	}
	defer pack.Close()
	for _, entry := range pack.File {
		content, err := entry.Open()
		if err != nil {
			return false
		}
		_, err = io.Copy(io.Discard, io.LimitReader(content, largestOwn))
		if err = errors.Join(err, content.Close()); err != nil {
			return false
		}
	}
	return len(pack.File) == 1
}

// classPath lists our jar and all of Neo4j's by name: with a wildcard the archive would not be used.
func (p programs) classPath() string {
	paths := []string{p.main}
	for _, j := range jarList(p.release.Sums) {
		paths = append(paths, filepath.Join(p.jars, j.name))
	}
	return strings.Join(paths, string(os.PathListSeparator))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
