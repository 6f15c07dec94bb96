package likeness_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/likeness"
)

// TestScore keeps what names are worth to each other: 0.95 and more is the same name.
func TestScore(t *testing.T) {
	for _, tt := range []struct {
		asked, name string
		low, high   float64
	}{
		{"Huawei", "HUAWEI", 1, 1},
		{"Societe Generale", "Société Générale", 1, 1},
		{"Strasse", "Straße", 1, 1},
		{"AT&T", "AT & T", 1, 1},
		{"Société Générale S.A.", "Societe Generale SA", 1, 1},
		{"삼성전자", "삼성전자", 1, 1},
		{"ＨＵＡＷＥＩ", "Huawei", 1, 1},
		{"Huawei Technologies Co., Ltd.", "Huawei Technologies Company Limited", 1, 1},
		{"Huawei Technologies", "Huawei Technologies Co., Ltd.", 0.98, 0.98},
		{"华为技术有限公司", "华为技术", 0.98, 0.98},
		{"株式会社東芝", "東芝", 0.98, 0.98},
		{"주식회사 삼성전자", "삼성전자", 0.98, 0.98},
		{"Huang, Yiren", "Yiren Huang", 0.97, 0.97},
		{"Face book", "Facebook", 0.97, 0.97},
		{"Acme Inc", "Acme GmbH", 0.9, 0.9},
		{"Futurewai", "Futurewei", 0.85, 0.94},
		{"Micron Tecnology", "Micron Technology", 0.9, 0.97},
		{"Micron", "Micron Technology", 0.75, 0.9},
		{"Y. Huang", "Yiren Huang", 0.75, 0.95},
		{"华为", "华为技术有限公司", 0.75, 0.9},
		{"Apple", "Pineapple", 0, 0.6},
		{"Huawei", "Verizon", 0, 0.3},
		{"Fund 1", "Fund 2", 0, 0.9},
		{"Inc", "Inc", 1, 1},
		{"", "Huawei", 0, 0},
		{"!?", "!?", 0, 0},
	} {
		got := likeness.Score(tt.asked, tt.name)
		require.GreaterOrEqual(t, got, tt.low-1e-9, "%s and %s", tt.asked, tt.name)
		require.LessOrEqual(t, got, tt.high+1e-9, "%s and %s", tt.asked, tt.name)
	}
	require.Greater(t, likeness.Score("Micron Technology", "Micron"), 0.4)
	require.Greater(t, likeness.Score("Huawei", "Huawei Technologies"), likeness.Score("Huawei Technologies", "Huawei"), "what was asked weighs more")
	require.InDelta(t, 1, likeness.Score(strings.Repeat("a b ", 5000), strings.Repeat("a b ", 5000)), 1e-9, "a long text is cut, not compared for ever")
}

// TestBest: the name counts more than another one, and no short name hides the legal form.
func TestBest(t *testing.T) {
	for _, tt := range []struct {
		asked string
		names []string
		want  float64
	}{
		{"Acme", []string{"Acme", "Acme Inc"}, 1},
		{"Acme Inc", []string{"Acme", "Acme Inc"}, 0.99},
		{"Acme Incorporated", []string{"Other", "Acme Inc"}, 0.99},
		{"Acme GmbH", []string{"Acme", "Acme Inc"}, 0.9},
		{"Acme GmbH", []string{"Acme", "Acme Inc", "Acme GmbH"}, 0.99},
		{"Acme GmbH", []string{"Acme"}, 0.98},
		{"Acme", nil, 0},
	} {
		require.InDelta(t, tt.want, likeness.Best(tt.asked, tt.names, 0.99), 1e-9, "%s of %v", tt.asked, tt.names)
	}
}

// FuzzScore: a score is between 0 and 1, and everything that has a letter is itself.
func FuzzScore(f *testing.F) {
	for _, pair := range [][2]string{{"Huawei Technologies Co., Ltd.", "华为技术有限公司"}, {"S.A.", "s.a."}, {"\xff", "\u0301e"}, {"A1 B2", "b2 a1"}, {"주식회사", "주식회사"}, {"the and", "&"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, score := range []float64{likeness.Score(a, b), likeness.Score(b, a)} {
			require.GreaterOrEqual(t, score, 0.0)
			require.LessOrEqual(t, score, 1+1e-9)
		}
		if likeness.Score(a, b) > 0 {
			require.InDelta(t, 1, likeness.Score(a, a), 1e-9)
		}
	})
}
