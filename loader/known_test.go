package loader

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// TestEntityPlacesFail: a file of ids that cannot be read any more ends the check with that
// error. No id is called unknown because of it.
func TestEntityPlacesFail(t *testing.T) {
	c, err := newChecker(t.Context(), t.TempDir(), nil)
	require.NoError(t, err)
	require.NoError(t, c.entities.close())
	lines := `{"source": {"id": "source:register:a", "title": "Register", "publisher": "The Office", "published": "2023-03-02"}}
{"statement": {"subject": "company:ipgraph:1", "predicate": "SUED", "object": "company:ipgraph:2", "source": "source:register:a"}}
`
	_, err = c.check(t.Context(), []Dossier{{Name: "a", Path: "a", FS: fstest.MapFS{"a.jsonl": {Data: []byte(lines)}}}})
	require.ErrorIs(t, err, os.ErrClosed)
	require.NotContains(t, err.Error(), "not among")
	require.NoError(t, c.places.Close())
}
