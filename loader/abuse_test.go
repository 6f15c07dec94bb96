package loader_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader"
)

// traps are contents that cost a careless reader its memory, its stack or its time.
var traps = map[string]string{
	"deep arrays":       strings.Repeat("[", 50_000),
	"deep objects":      strings.Repeat(`{"a":`, 50_000),
	"deep in a member":  `{"applicationNumber": ` + strings.Repeat("[", 50_000),
	"deep in a line":    `{"id":"a","schema":"Company","properties":` + strings.Repeat(`{"a":`, 50_000) + "\n",
	"deep elements":     "<a>" + strings.Repeat("<b>", 50_000),
	"closed elements":   strings.Repeat("<b>", 50_000) + strings.Repeat("</b>", 50_000),
	"entities in XML":   laughs("<x>", "&j;", "</x>"),
	"entities in GEXF":  laughs(`<gexf xmlns="http://gexf.net/1.3"><graph><nodes><node id="1" label="`, "&j;", `"/></nodes></graph></gexf>`),
	"a file of outside": `<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]><x>&j;</x>`,
	"endless attribute": `<x a="` + strings.Repeat("y", 1<<20),
	"endless name":      "<" + strings.Repeat("y", 1<<20),
	"endless line":      `{"id": "` + strings.Repeat("y", 4<<20),
	"endless header":    strings.Repeat("a,", 1<<18) + "\n",
	"open quotation":    "node_id,name,sourceID\n1,\"" + strings.Repeat("y\n", 1<<19),
	"zeroes":            strings.Repeat("\x00", 1<<19),
	"not UTF-8":         strings.Repeat("\xff\xfe,", 1<<18),
}

func laughs(before, entity, after string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">`)
	for c := 'b'; c <= 'j'; c++ {
		b.WriteString("<!ENTITY " + string(c) + ` "` + strings.Repeat("&"+string(c-1)+";", 10) + `">`)
	}
	b.WriteString("]>" + before + entity + after)
	return b.String()
}

// TestTrapsAreRefused: each format says what is wrong with each trap, and takes no more memory than for a file.
func TestTrapsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("reads each trap as each format")
	}
	folder := t.TempDir()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, content := range traps {
		path := filepath.Join(folder, strings.ReplaceAll(name, " ", "-"))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		for _, format := range loader.Formats() {
			imp := loader.Import{Format: &format, Files: []string{path}, Strict: true}
			if format.Name == "table" {
				imp.Options.Mapping = []byte("queries:\n- entities:\n    a:\n      schema: Company\n      keys: [name]\n      properties:\n        name: {column: name}\n")
			}
			_, _, err := loader.CheckImport(t.Context(), imp, nil)
			require.Error(t, err, "%s as %s", name, format.Name)
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), "%s as %s: %v", name, format.Name, err)
			require.Less(t, len(err.Error()), 5000, "%s as %s", name, format.Name)
		}
		require.NoError(t, os.Remove(path))
	}
	runtime.ReadMemStats(&after)
	require.Less(t, after.Sys-before.Sys, uint64(1<<30), "bytes from the system")
}
