package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	neo "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/web"
)

// browserTests runs tests of the folder interface, which drive a browser.
func (s site) browserTests(t *testing.T, address string, environment []string, files ...string) {
	t.Helper()
	if !web.Built() {
		if os.Getenv("CI") != "" {
			t.Fatal("the interface is not built")
		}
		t.Skip("the interface is not built: run make web")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.node, append([]string{"--test", "--test-reporter=spec"}, files...)...)
	cmd.Dir = "interface"
	cmd.Env = append(ownEnvironment(), append(environment,
		"IPGRAPH_URL="+strings.TrimSuffix(address, "/"), "CHROMIUM="+s.chromium, "IPGRAPH_E2E_PICTURES="+s.pictures)...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	require.NoError(t, cmd.Run(), "%s", &output)
}

func (s site) theInterface(t *testing.T) {
	s.browserTests(t, s.address, nil, "keyboard.test.mjs", "questions.test.mjs", "access.test.mjs", "frame.test.mjs", "states.test.mjs")
}

// withToken asks a second server on the same graph, which wants a token.
func (s site) withToken(t *testing.T) {
	const token = "a-token-of-this-test-0123456789"
	info, password := s.database(t)
	cmd := exec.Command(s.binary, "serve", "--no-open", "--listen", "127.0.0.1:0", "--neo4j-uri", info.URI)
	cmd.Env = append(ownEnvironment(), "IPGRAPH_TOKEN="+token, "NEO4J_PASSWORD="+password)
	address := start(t, cmd, readyAt)[0]
	s.browserTests(t, address, []string{"TOKEN=" + token}, "token.test.mjs")
}

// database is the private Neo4j of the program, and its password.
func (s site) database(t *testing.T) (info embedded.Info, password string) {
	t.Helper()
	info, err := embedded.ReadInfo(s.data)
	require.NoError(t, err)
	content, err := os.ReadFile(info.PasswordFile)
	require.NoError(t, err)
	return info, strings.TrimSpace(string(content))
}

// hostile loads names that are markup, script, formulas and queries, and takes them
// through every view and export. The Cypher that was exported then runs in Neo4j.
func (s site) hostile(t *testing.T) {
	command(t, ".", time.Minute, s.binary, "load", "--data", s.data, filepath.Join("testdata", "hostile"))
	exported := filepath.Join(s.folder, "exported.cypher")
	s.browserTests(t, s.address, []string{"IPGRAPH_CYPHER_FILE=" + exported}, "hostile.test.mjs")

	script, err := os.ReadFile(exported)
	require.NoError(t, err)
	info, password := s.database(t)
	driver, err := neo.NewDriverWithContext(info.URI, neo.BasicAuth(info.User, password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, driver.Close(context.WithoutCancel(t.Context()))) }()
	session := driver.NewSession(t.Context(), neo.SessionConfig{})
	defer func() { require.NoError(t, session.Close(context.WithoutCancel(t.Context()))) }()
	tx, err := session.BeginTransaction(t.Context())
	require.NoError(t, err)
	count := func() (nodes, edges any) {
		result, err := tx.Run(t.Context(), "MATCH (n:Entity) WITH count(n) AS nodes MATCH (:Entity)-[r]->(:Entity) RETURN nodes, count(r)", nil)
		require.NoError(t, err)
		record, err := result.Single(t.Context())
		require.NoError(t, err)
		return record.Values[0], record.Values[1]
	}
	nodes, edges := count()
	statements := endOfStatement.Split(strings.TrimSpace(string(script)), -1)
	require.Greater(t, len(statements), 10)
	for _, statement := range statements {
		_, err := tx.Run(t.Context(), statement, nil)
		require.NoError(t, err, statement)
	}
	nodesNow, edgesNow := count()
	require.Equal(t, nodes, nodesNow, "every entity of the script was there already")
	require.Equal(t, edges, edgesNow)
	result, err := tx.Run(t.Context(), "MATCH (n:Entity {id: 'company:ipgraph:hostile-cypher'}) RETURN n.name", nil)
	require.NoError(t, err)
	record, err := result.Single(t.Context())
	require.NoError(t, err)
	require.Equal(t, `x'}) DETACH DELETE n; //\`, record.Values[0])
	require.NoError(t, tx.Rollback(t.Context()))
}

// crowd loads a company with more neighbours than a drawing can hold.
func (s site) crowd(t *testing.T) {
	const licences, investments = 320, 20
	folder := t.TempDir()
	entities := "- {id: company:ipgraph:crowd-hub, name: Crowd Hub}\n"
	var statements strings.Builder
	for i := range licences + investments {
		entities += fmt.Sprintf("- {id: company:ipgraph:crowd-%d, name: Crowd Member %d}\n", i, i)
		predicate := "HAS_LICENCE_WITH"
		if i >= licences {
			predicate = "INVESTED_IN"
		}
		fmt.Fprintf(&statements, "- {subject: company:ipgraph:crowd-hub, predicate: %s, object: company:ipgraph:crowd-%d, status: reported, source: source:test:crowd, locator: row %d}\n", predicate, i, i)
	}
	for name, content := range map[string]string{"entities.yaml": entities, "statements.yaml": statements.String(),
		"sources.yaml": "- {id: source:test:crowd, title: A list, publisher: A register, published: 2020-01-01}\n"} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	command(t, ".", time.Minute, s.binary, "load", "--data", s.data, folder)
	s.browserTests(t, s.address, nil, "crowd.test.mjs")
}

// endOfStatement is where a statement of an exported script ends: texts hold no line break.
var endOfStatement = regexp.MustCompile(`;\s*\n`)
