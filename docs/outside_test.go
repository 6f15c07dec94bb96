package docs_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// callers are the packages that may speak to others, or start programs, and why.
var callers = map[string]string{
	".":                     "listens, opens a browser, starts the private Neo4j",
	"server":                "answers over HTTP",
	"browserkit":            "answers over HTTP",
	"graph/neo4j":           "speaks to Neo4j",
	"embedded":              "starts Maven and Java, and waits for the port of Neo4j",
	"embedded/withneo4j":    "starts the command of a developer",
	"graph/neo4j/neo4jtest": "is for tests",
	"embedded/embeddedtest": "is for tests: asks Java for its version",
	"bench":                 "is for developers",
}

// TestNobodyElseIsCalled: what reads dossiers, mappings and files of others cannot call
// an address that stands in them, because nothing in it can call any.
func TestNobodyElseIsCalled(t *testing.T) {
	seen := 0
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		seen++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel("..", filepath.Dir(path))
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			calls := name == "net" || name == "net/http" || name == "os/exec" || name == "syscall" || strings.HasPrefix(name, "net/rpc") ||
				name == "net/smtp" || name == "crypto/tls" || name == "plugin" || strings.HasPrefix(name, "github.com/neo4j/")
			if calls && callers[filepath.ToSlash(folder)] == "" {
				t.Errorf("%s imports %s: it could call addresses of others, or start programs", path, name)
			}
		}
		return err
	}))
	require.Greater(t, seen, 100)
}
