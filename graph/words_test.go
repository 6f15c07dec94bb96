package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"HAS_LICENCE_WITH", "LICENSES_TO", "SUED", "COUNTERSUED", "PAID"}
	for s, want := range map[string]string{
		"HAS_LICENSE_WITH": "HAS_LICENCE_WITH",
		"has licence with": "HAS_LICENCE_WITH",
		"SUDE":             "SUED",
		"countersued":      "COUNTERSUED",
		"LICENSES":         "LICENSES_TO",
		"BOUGHT":           "",
		"":                 "",
		"  ":               "",
	} {
		require.Equal(t, want, graph.Nearest(s, words), s)
	}
}

func FuzzNearest(f *testing.F) {
	f.Add("HAS_LICENSE_WITH", "HAS_LICENCE_WITH", "SUED")
	f.Add("华为", "华为技术", "é")
	f.Add("", "", "\xff")
	f.Fuzz(func(t *testing.T, s, a, b string) {
		near := graph.Nearest(s, []string{a, b})
		if near != "" {
			require.True(t, slices.Contains([]string{a, b}, near))
		}
		if s != "" && strings.TrimSpace(s) == s && s == a && len(strings.ToLower(s)) <= 64 {
			require.Equal(t, a, near, "a word is nearest to itself")
		}
	})
}

func TestFoldName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Huawei Technologies Co., Ltd.": "huawei technologies co ltd",
		"AT&T":                          "at&t",
		"Marks & Spencer":               "marks spencer",
		"L’Oréal":                       "l oréal",
		"  华为  技术 ":                     "华为 技术",
		"---":                           "",
	} {
		require.Equal(t, want, graph.FoldName(name))
	}
}

func FuzzFoldName(f *testing.F) {
	f.Add("Huawei Technologies Co., Ltd.")
	f.Add("AT&T")
	f.Add("İstanbul")
	f.Add("\xff华 为")
	f.Fuzz(func(t *testing.T, name string) {
		folded := graph.FoldName(name)
		require.Equal(t, folded, graph.FoldName(folded), "folding twice changes nothing")
		require.Equal(t, strings.Join(strings.Fields(folded), " "), folded)
		require.False(t, strings.ContainsAny(folded, `.,;:"'()*+-/\`))
	})
}
