package intake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

func TestKindOfName(t *testing.T) {
	for name, kind := range map[string]graph.Kind{
		"MARLOW, JANET P.":                     graph.Person,
		"MARLOW, JAMES M., JR.":                graph.Person,
		"ABDUL RAHMAN, SITI NUR AISYAH BINTI":  graph.Person,
		"Janet Marlow":                         graph.Person,
		"EXAMPLE INC.":                         graph.Company,
		"Example Ltd":                          graph.Company,
		"BANK OF EXAMPLE, N.A.":                graph.Company,
		"NATIONAL INSTITUTES OF HEALTH":        graph.Company,
		"ELTHAM RESEARCH AND DEVELOPMENT":      graph.Company,
		"MINNESOTA, UNIVERSITY OF":             graph.University,
		"BOARD OF REGENTS, EXAMPLE STATE":      graph.University,
		"NAVY, SECRETARY OF THE UNITED STATES": graph.Agency,
		"EXAMPLE CREDIT FUND, L.P.":            graph.Fund,
		"MARLOW & SONS":                        graph.Company,
		"Marlow":                               graph.Company,
		"8631 EXAMPLE":                         graph.Company,
	} {
		require.Equal(t, kind, intake.KindOfName(name), name)
	}
}
