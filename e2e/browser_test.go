// Package e2e_test looks at the program with a real web browser.
package e2e_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/browserkit"
	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

// tools finds what drives a browser. Where it is missing the test is skipped; with
// the environment variable CI set, it fails.
func tools(t *testing.T) (node, npm, chromium string) {
	t.Helper()
	embeddedtest.SkipShort(t)
	if runtime.GOOS == "windows" {
		t.Skip("this test sends signals")
	}
	find := func(names ...string) string {
		for _, name := range names {
			if path, err := exec.LookPath(name); err == nil {
				return path
			}
		}
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing", names[0])
		}
		t.Skipf("this test needs node, npm and Chromium, and there is no %s", names[0])
		return ""
	}
	return find("node"), find("npm"), find("chromium", "chromium-browser", "google-chrome")
}

// command runs a command and gives its output.
func command(t *testing.T, dir string, timeout time.Duration, name string, args ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s: %s%s", filepath.Base(name), stdout.String(), stderr.String())
	return stdout.Bytes()
}

var (
	readyAt   = regexp.MustCompile(`is ready at (http://\S+)`)
	guideLink = regexp.MustCompile(`with the guide: (\S+)`)
)

// serve starts the program with the story on a new data folder, and gives the
// addresses that it prints: its own, and the one for Neo4j Browser.
func serve(t *testing.T, binary, data string) (address, link string) {
	t.Helper()
	cmd := exec.Command(binary, "serve", "--story", "--no-open", "--listen", "127.0.0.1:0", "--data", data)
	cmd.Env = ownEnvironment()
	printed := start(t, cmd, readyAt, guideLink)
	return printed[0], printed[1]
}

// ownEnvironment is that of the test without what would change the program's ways.
func ownEnvironment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "NEO4J_") || strings.HasPrefix(v, "IPGRAPH_") })
}

// start starts the program, waits until it has printed what is wanted, in that order,
// and gives the first group of each. The program is ended with the test.
func start(t *testing.T, cmd *exec.Cmd, wanted ...*regexp.Regexp) []string {
	t.Helper()
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = t.Output()
	require.NoError(t, cmd.Start())
	found := make(chan []string, 1)
	read := make(chan struct{})
	go func() {
		defer close(read)
		defer close(found)
		var printed []string
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if len(printed) == len(wanted) {
				continue // to its end, so that the program never waits for a reader
			}
			if m := wanted[len(printed)].FindStringSubmatch(lines.Text()); m != nil {
				if printed = append(printed, m[1]); len(printed) == len(wanted) {
					found <- printed
				}
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-read
		require.NoError(t, cmd.Wait())
	})
	select {
	case printed, ok := <-found:
		require.True(t, ok, "the program ended before it was ready")
		return printed
	case <-time.After(3 * time.Minute):
		t.Fatal("the program did not get ready")
	}
	return nil
}

// sight is what the browser saw; browser.mjs makes it.
type sight struct {
	Elsewhere []string // requests that were to leave this machine, and were stopped by the test
	Refused   []string // hosts that the policy of Browser's page refused to ask
	Answers   map[string]struct{ Texts, Fills []string }
	Pictures  []string
}

// site is the program that serves the story, and what drives a browser.
type site struct {
	node, chromium, binary, folder, data, address, link, pictures string
}

// TestInTheBrowser looks at everything that is made for one, with the story served once.
func TestInTheBrowser(t *testing.T) {
	node, npm, chromium := tools(t)
	if err := embedded.Fetch(t.Context(), "", nil); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	command(t, ".", 5*time.Minute, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	s := site{node: node, chromium: chromium, folder: t.TempDir(), pictures: os.Getenv("IPGRAPH_E2E_PICTURES")} // a folder to look at them
	s.binary, s.data = filepath.Join(s.folder, "ipgraph"), filepath.Join(s.folder, "data")
	if s.pictures == "" {
		s.pictures = t.TempDir()
	}
	command(t, "..", 5*time.Minute, "go", "build", "-o", s.binary, ".")
	s.address, s.link = serve(t, s.binary, s.data)
	t.Run("Neo4j Browser", s.neo4jBrowser)
	t.Run("story pack", s.storyPack)
	t.Run("plain pages", s.plainPages)
	t.Run("interface", s.theInterface)
	t.Run("interface with a token", s.withToken)
	// The last two load more into the graph.
	t.Run("interface, hostile", s.hostile)
	t.Run("interface, crowd", s.crowd)
}

// neo4jBrowser is the way of a newcomer with Neo4j Browser: the printed address,
// the guide, the saved queries and the colours.
func (s site) neo4jBrowser(t *testing.T) {
	kit := filepath.Join(s.folder, "kit")
	command(t, ".", time.Minute, s.binary, "export", "--browser-kit", kit)
	info, err := embedded.ReadInfo(s.data)
	require.NoError(t, err)
	password, err := os.ReadFile(info.PasswordFile)
	require.NoError(t, err)
	library, err := cypher.Load()
	require.NoError(t, err)
	question, err := library.Get("neighbours")
	require.NoError(t, err)
	task, err := json.Marshal(map[string]any{
		"link": s.link, "chromium": s.chromium, "password": strings.TrimSpace(string(password)), "pictures": s.pictures,
		"style": filepath.Join(kit, browserkit.StyleFile), "favourites": filepath.Join(kit, browserkit.FavouritesFile),
		"folder": themeTitle(t, question.Theme), "question": question.Title, "expect": []string{"CNEX", "Micron"}})
	require.NoError(t, err)

	var saw sight
	require.NoError(t, json.Unmarshal(command(t, ".", 5*time.Minute, s.node, "browser.mjs", string(task)), &saw))
	require.Len(t, saw.Pictures, 5)
	require.Empty(t, saw.Elsewhere, "no request leaves this machine")
	t.Logf("the policy of its page kept Browser from asking %v", saw.Refused)
	require.Subset(t, saw.Answers["favourite"].Fills, []string{"#0E6BC7", "#4F7047"}, "companies and investors have their colours")
	require.Subset(t, saw.Answers["guide"].Fills, []string{"#0E6BC7", "#B0872F"}, "companies and people have their colours")
	require.Len(t, saw.Answers["guide"].Texts, 4, "Micron, CNEX, Huang and Futurewei")
}

// look is what page.mjs saw of a page.
type look struct {
	Requests, Errors, Violations, Overflow, Pictures []string
	Links                                            int
}

// storyPack opens the page of a pack from disk: it asks for nothing, makes no
// error, and axe finds nothing.
func (s site) storyPack(t *testing.T) {
	file := filepath.Join(s.folder, "story.zip")
	command(t, ".", time.Minute, s.binary, "pack", "--data", s.data, "--from", "CNEX", "--to", "Huawei", "--on", "2019-06-28", "-o", file)
	archive, err := zip.OpenReader(file)
	require.NoError(t, err)
	defer func() { require.NoError(t, archive.Close()) }()
	page, err := fs.ReadFile(archive, "index.html")
	require.NoError(t, err)
	kept := filepath.Join(s.folder, "index.html")
	require.NoError(t, os.WriteFile(kept, page, 0o600))
	task, err := json.Marshal(map[string]any{"page": "file://" + kept, "chromium": s.chromium, "pictures": s.pictures, "name": "pack", "expect": "A jury in Texas found"})
	require.NoError(t, err)

	var saw look
	require.NoError(t, json.Unmarshal(command(t, ".", 5*time.Minute, s.node, "page.mjs", string(task)), &saw))
	require.Len(t, saw.Pictures, 5)
	require.Empty(t, saw.Requests, "the page asks for nothing")
	require.Empty(t, saw.Errors)
	require.Empty(t, saw.Violations)
	require.Empty(t, saw.Overflow, "nothing is wider than the screen")
	require.Greater(t, saw.Links, 5, "sentences lead to their sources")
	require.NoError(t, exec.Command(s.binary, "verify", "--data", s.data, file).Run())
}

// plainPages opens the pages of the server that need no script: the policy keeps
// nothing of them from being shown, and axe finds nothing.
func (s site) plainPages(t *testing.T) {
	for name, page := range map[string]struct{ path, expect string }{
		"entity":      {"entity/company:ipgraph:cnex-labs", "Where sources disagree"},
		"case":        {"entity/lawsuit:us:txed/4:17-cv-00893?known=2019-06-20", "as the public knew on 20 June 2019"},
		"explanation": {"v1/explain?from=micron&to=futurewei&format=html", "To ask again"},
	} {
		t.Run(name, func(t *testing.T) {
			task, err := json.Marshal(map[string]any{"page": s.address + page.path, "chromium": s.chromium, "pictures": s.pictures, "name": name, "expect": page.expect})
			require.NoError(t, err)
			var saw look
			require.NoError(t, json.Unmarshal(command(t, ".", 5*time.Minute, s.node, "page.mjs", string(task)), &saw))
			for _, request := range saw.Requests {
				require.Regexp(t, `^(data:|`+regexp.QuoteMeta(s.address)+`assets/)`, request)
			}
			require.Empty(t, saw.Errors, "the policy refuses nothing that the page needs")
			require.Empty(t, saw.Violations)
			require.Empty(t, saw.Overflow, "nothing is wider than the screen")
		})
	}
}

func themeTitle(t *testing.T, name string) string {
	t.Helper()
	for _, theme := range cypher.Themes() {
		if theme.Name == name {
			return theme.Title
		}
	}
	t.Fatalf("there is no theme %q", name)
	return ""
}
