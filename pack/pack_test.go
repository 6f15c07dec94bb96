package pack_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/pack"
)

// story is a small story of one hop.
func story() answer.Story {
	acme := answer.Entity{ID: "company:test:acme", Name: "Acme", Kind: graph.Company}
	bolt := answer.Entity{ID: "company:test:bolt", Name: "Bolt", Kind: graph.Company}
	edge := &answer.Edge{Key: "e:1", Type: graph.Sued, FromID: acme.ID, ToID: bolt.ID, Status: graph.Reported, Polarity: true, Statements: 1, IndependentSources: 1,
		Citations: []answer.Citation{{Statement: "s:1", Source: "source:test:gazette", Publisher: "The Gazette", Locator: "page 1"}}}
	hop := answer.ExplainedHop{From: acme, To: bolt, ExplainedEdge: answer.ExplainedEdge{Sentence: "The Gazette reported that Acme sued Bolt.", Cites: []int{1}, Notes: []string{}, Edge: edge}}
	return answer.Story{
		Explanation: answer.Explanation{Title: "How Acme and Bolt are connected", Summary: "Acme and Bolt are joined by a chain of 1 hop.", Entities: []answer.Entity{acme, bolt},
			Chains: []answer.ExplainedChain{{Hops: []answer.ExplainedHop{hop}}}, Sources: []answer.NumberedSource{{Number: 1, Citation: edge.Citations[0]}},
			Question: "paths-between", Parameters: map[string]string{"from": string(acme.ID), "to": string(bolt.ID)}, Cypher: "RETURN 1"},
		Graph: answer.Holdings{Entities: 2, Sources: 1, Statements: 1, Edges: 1, LastLoad: "20260101T000000.000000000Z"}, Entities: []answer.Entity{acme, bolt}, Edges: []*answer.Edge{edge},
		Statements: []*answer.Statement{{ID: "s:1", SubjectID: acme.ID, Predicate: graph.Sued, ObjectID: bolt.ID, Status: graph.Reported, Polarity: true, Source: "source:test:gazette", Publisher: "The Gazette", Locator: "page 1"}},
		Sources:    []answer.Source{{ID: "source:test:gazette", Title: "A report", Publisher: "The Gazette", Published: "2019-06-26", SHA256: strings.Repeat("ab", 32)}},
	}
}

func written(t testing.TB, sign ed25519.PrivateKey) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, pack.Write(&b, story(), pack.Options{Program: "test", Dossier: []byte("{}\n"), Sign: sign}))
	return b.Bytes()
}

func open(content []byte, key ed25519.PublicKey) (pack.Pack, error) {
	return pack.Open(bytes.NewReader(content), int64(len(content)), key)
}

func TestAPackIsReadAsItWasWritten(t *testing.T) {
	content := written(t, nil)
	assert.Equal(t, content, written(t, nil), "the same story gives the same bytes")
	p, err := open(content, nil)
	require.NoError(t, err)
	assert.Equal(t, story(), p.Story)
	assert.Nil(t, p.SignedBy)
	assert.Equal(t, "20260101T000000.000000000Z", p.Manifest.Load)
	assert.Empty(t, pack.Compare(p.Story, story()))
}

// repacked writes the files of a pack anew, each as change wants it: nil leaves it
// out.
func repacked(t *testing.T, content []byte, change func(name string, content []byte) []byte, more map[string]string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range archive.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		if text = change(f.Name, text); text != nil {
			file, err := w.Create(f.Name)
			require.NoError(t, err)
			_, err = file.Write(text)
			require.NoError(t, err)
		}
	}
	for name, text := range more {
		file, err := w.Create(name)
		require.NoError(t, err)
		_, err = file.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func TestTamperingIsDetected(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	other, _, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	public, _ := key.Public().(ed25519.PublicKey)
	signed := written(t, key)
	same := func(_ string, c []byte) []byte { return c }
	edit := func(name string) func(string, []byte) []byte {
		return func(n string, c []byte) []byte {
			if n == name {
				return bytes.Replace(c, []byte("e"), []byte("a"), 1)
			}
			return c
		}
	}
	without := func(name string) func(string, []byte) []byte {
		return func(n string, c []byte) []byte {
			if n == name {
				return nil
			}
			return c
		}
	}
	p, err := open(signed, public)
	require.NoError(t, err)
	assert.True(t, public.Equal(p.SignedBy))

	for name, test := range map[string]struct {
		content []byte
		key     ed25519.PublicKey
		field   string
		says    string
	}{
		"the page":  {repacked(t, signed, edit(pack.PageFile), nil), nil, pack.PageFile, "was changed"},
		"the story": {repacked(t, signed, edit(pack.StoryFile), nil), nil, pack.StoryFile, "was changed"},
		"the dossier": {repacked(t, signed, func(n string, c []byte) []byte {
			return map[bool][]byte{true: []byte("[]"), false: c}[n == pack.DossierFile]
		}, nil), nil, pack.DossierFile, "was changed"},
		"the manifest": {repacked(t, signed, edit(pack.ManifestFile), nil), nil, "", ""},
		"the manifest's title": {repacked(t, signed, func(n string, c []byte) []byte {
			if n == pack.ManifestFile {
				return bytes.Replace(c, []byte("How Acme"), []byte("How Akme"), 1)
			}
			return c
		}, nil), nil, pack.SignatureFile, "does not fit the manifest"},
		"the signature":               {repacked(t, signed, edit(pack.SignatureFile), nil), nil, pack.SignatureFile, ""},
		"a file is missing":           {repacked(t, signed, without(pack.DossierFile), nil), nil, pack.DossierFile, "is missing"},
		"the manifest is missing":     {repacked(t, signed, without(pack.ManifestFile), nil), nil, pack.ManifestFile, "is missing"},
		"a file was added":            {repacked(t, signed, same, map[string]string{"extra.html": "x"}), nil, "extra.html", "was added"},
		"a file outside was added":    {repacked(t, signed, same, map[string]string{"../evil": "x"}), nil, "../evil", "was added"},
		"a file is there twice":       {repacked(t, signed, same, map[string]string{pack.PageFile: "x"}), nil, pack.PageFile, "is there twice"},
		"the signature was taken off": {repacked(t, signed, without(pack.SignatureFile), nil), public, pack.SignatureFile, "is not signed"},
		"signed by somebody else":     {signed, other, pack.SignatureFile, "is of another key"},
		"no zip file":                 {[]byte("hello"), nil, "", "this is no story pack"},
		"cut off":                     {signed[:len(signed)/2], nil, "", "this is no story pack"},
		"unpacks to very much":        {repacked(t, signed, same, map[string]string{"bomb": strings.Repeat("0", 65<<20)}), nil, "bomb", "is larger than 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := open(test.content, test.key)
			require.Error(t, err)
			assert.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
			assert.Zero(t, p)
			assert.Contains(t, err.Error(), test.says)
			var ours *graph.Error
			require.ErrorAs(t, err, &ours)
			if test.field != "" {
				fields := []string{}
				for _, p := range ours.Problems {
					fields = append(fields, p.Field)
				}
				assert.Contains(t, fields, test.field)
			}
		})
	}
}

func TestKeysAreReadAsOpenSSLWritesThem(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	read, err := pack.PrivateKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	require.NoError(t, err)
	assert.Equal(t, private, read)
	der, err = x509.MarshalPKIXPublicKey(public)
	require.NoError(t, err)
	readPublic, err := pack.PublicKey(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	require.NoError(t, err)
	assert.Equal(t, public, readPublic)
	for _, text := range []string{"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		_, err := pack.PrivateKey([]byte(text))
		require.ErrorContains(t, err, "openssl genpkey")
		_, err = pack.PublicKey([]byte(text))
		require.ErrorContains(t, err, "openssl pkey")
	}
}

func TestEveryChangeIsListed(t *testing.T) {
	kinds := func(change func(*answer.Story)) []pack.Kind {
		now := story()
		edge, statement := *now.Edges[0], *now.Statements[0] // not those of before
		now.Edges, now.Statements = []*answer.Edge{&edge}, []*answer.Statement{&statement}
		change(&now)
		var list []pack.Kind
		for _, c := range pack.Compare(story(), now) {
			list = append(list, c.Kind)
			assert.NotEmpty(t, c.ID)
			assert.True(t, strings.HasSuffix(c.What, "."), c.What)
		}
		return list
	}
	for kind, change := range map[pack.Kind]func(*answer.Story){
		pack.StatementAdded: func(s *answer.Story) {
			s.Statements = append(s.Statements, &answer.Statement{ID: "s:2", Polarity: true})
		},
		pack.StatementWithdrawn: func(s *answer.Story) { s.Statements[0].WithdrawnAt = "2026-01-01T00:00:00Z" },
		pack.StatementReplaced:  func(s *answer.Story) { s.Statements[0].SupersededBy = "s:2" },
		pack.StatementMissing:   func(s *answer.Story) { s.Statements = nil },
		pack.StatementChanged:   func(s *answer.Story) { s.Statements[0].Rank = graph.Deprecated },
		pack.RelationAdded:      func(s *answer.Story) { s.Edges = append(s.Edges, &answer.Edge{Key: "e:2", Type: graph.Sued}) },
		pack.RelationEnded:      func(s *answer.Story) { s.Edges = nil },
		pack.RelationChanged:    func(s *answer.Story) { s.Edges[0].Status = graph.Found },
		pack.SourceChanged:      func(s *answer.Story) { s.Sources = []answer.Source{{ID: "source:test:gazette", Title: "Another"}} },
		pack.EntityChanged:      func(s *answer.Story) { s.Entities = []answer.Entity{{ID: "company:test:acme", Name: "Acme Inc."}} },
	} {
		assert.Equal(t, []pack.Kind{kind}, kinds(change))
	}
	assert.Equal(t, []pack.Kind{pack.ChainLost}, kinds(func(s *answer.Story) { s.Explanation.Chains = nil }))
	empty := story()
	empty.Explanation.Chains = nil
	changes := pack.Compare(empty, story())
	require.Len(t, changes, 1)
	assert.Equal(t, pack.ChainGained, changes[0].Kind)
	assert.Equal(t, "Found now: Acme – Bolt.", changes[0].What)
}

// FuzzOpen: whatever the bytes are, a pack is given whole or refused.
func FuzzOpen(f *testing.F) {
	f.Add(written(f, nil))
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := open(content, nil)
		var ours *graph.Error
		if err != nil && !errors.As(err, &ours) {
			t.Errorf("an error of ours is expected, not %v", err)
		}
		if err == nil && len(p.Manifest.Files) < 3 {
			t.Error("a pack without its files was taken")
		}
	})
}
