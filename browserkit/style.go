package browserkit

import (
	"fmt"
	"strings"

	"ipgraph/graph"
)

// paint is a fill, its edge and the text on it.
type paint struct{ fill, border, text string }

const (
	white = "#FFFFFF"
	ink   = "#1C1E26"
)

// The colours of the interface; docs/neo4j-browser.md tells what each means.
var (
	blue   = paint{"#0E6BC7", "#0A4F94", white}
	green  = paint{"#4F7047", "#3A5434", white}
	yellow = paint{"#B0872F", "#7B5A12", ink}
	purple = paint{"#913A7F", "#6B275D", white}
	red    = paint{"#BA2006", "#8A1704", white}
	teal   = paint{"#3C9993", "#1D6F6A", ink}
	dark   = paint{"#323342", "#1C1E26", white}
	grey   = paint{"#5A6070", "#3F4454", white}
)

// nodePaint is the colour of a kind.
func nodePaint(k graph.Kind) paint {
	switch k {
	case graph.Company, graph.University, graph.StandardsBody:
		return blue
	case graph.Fund, graph.FundingRound:
		return green
	case graph.Person:
		return yellow
	case graph.Agency, graph.Court, graph.Law, graph.Measure:
		return purple
	case graph.Lawsuit, graph.LegalClaim, graph.Demand:
		return red
	case graph.Licence:
		return teal
	case graph.Patent, graph.PatentFamily, graph.Conveyance:
		return dark
	case graph.SourceKind:
	}
	return grey
}

// edgeColour is the colour of a family.
func edgeColour(f graph.Family) string {
	switch f {
	case graph.LicenceFamily:
		return teal.fill
	case graph.DisputeFamily:
		return red.fill
	case graph.MoneyFamily:
		return green.fill
	case graph.OwnershipFamily:
		return dark.fill
	case graph.PeopleFamily:
		return yellow.fill
	case graph.PolicyFamily:
		return purple.fill
	}
	return grey.fill
}

// Style is the style in GraSS. Browser reads it naively: no comments, and neither
// colon nor semicolon within a value. It knows neither dashes nor shapes, so the
// status of an edge is not drawn: it is in the edge's property status.
func Style() string {
	var b strings.Builder
	fmt.Fprintf(&b, "node { diameter: 50px; color: %s; border-color: %s; border-width: 2px; text-color-internal: %s; font-size: 10px; caption: \"{name}\"; }\n", grey.fill, grey.border, grey.text)
	fmt.Fprintf(&b, "relationship { color: %s; shaft-width: 2px; font-size: 8px; padding: 3px; text-color-external: %s; text-color-internal: %s; caption: \"<type>\"; }\n", grey.fill, ink, white)
	node := func(label, caption string, p paint) {
		fmt.Fprintf(&b, "node.%s { color: %s; border-color: %s; text-color-internal: %s; caption: \"{%s}\"; }\n", label, p.fill, p.border, p.text, caption)
	}
	for _, k := range graph.Kinds() {
		node(k.Label(), "name", nodePaint(k))
	}
	node("Investor", "name", green)
	node("Statement", "predicate", grey)
	node("Source", "title", grey)
	for _, p := range graph.EdgeTypes() {
		rule, _ := graph.RuleOf(p)
		fmt.Fprintf(&b, "relationship.%s { color: %s; shaft-width: 2px; }\n", p, edgeColour(rule.Family))
	}
	return b.String()
}
