package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

const questionsFile = "questions.md"

// TestQuestionsAreListed: the page of questions is made from their files.
func TestQuestionsAreListed(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	want := questionsPage(library)
	if *update {
		require.NoError(t, os.WriteFile(questionsFile, []byte(want), 0o644))
		return
	}
	page, err := os.ReadFile(questionsFile)
	require.NoError(t, err)
	assert.Equal(t, want, string(page), "run: go test ./docs -update")
}

func questionsPage(library *cypher.Library) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# The questions

What can be asked, %d questions in %d themes. This page is made from the files in [cypher/ask](../cypher/ask) by `+"`make docs`"+`. Each is asked on the command line
(`+"`ipgraph ask NAME parameter=value`"+`), over HTTP (`+"`/v1/questions/NAME?parameter=value`"+`) and in Neo4j Browser, where its text runs as it stands. The examples work on the
demonstration dossier. Where a question wants an entity, a name does if it is unambiguous. `+"`on`"+` keeps what may hold on a day; `+"`known`"+` answers as the public knew on a day.
`, len(library.Questions()), len(cypher.Themes()))
	for _, theme := range cypher.Themes() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", theme.Title, theme.About)
		for _, q := range library.Questions() {
			if q.Theme == theme.Name {
				writeQuestion(&b, q)
			}
		}
	}
	return b.String()
}

func writeQuestion(b *strings.Builder, q cypher.Query) {
	fmt.Fprintf(b, "\n### %s\n\n**%s.** %s\n", q.Name, q.Title, q.About)
	if len(q.Params) > 0 {
		b.WriteString("\n| parameter | takes | |\n| --- | --- | --- |\n")
	}
	for _, p := range q.Params {
		takes := p.Expected()
		switch {
		case p.Default != "":
			takes += "; " + p.Default + " where none is given"
		case p.Optional:
			takes += "; may be left out"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", p.Name, takes, p.About)
	}
	command := "ipgraph ask " + q.Name
	for _, p := range q.Params {
		if value, given := q.ExampleArgs()[p.Name]; given {
			command += " " + p.Name + "=" + value
		}
	}
	fmt.Fprintf(b, "\n    %s\n", command)
}
