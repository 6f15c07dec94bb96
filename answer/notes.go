package answer

import (
	"fmt"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/prose"
)

// notes say what a reader should know beside the sentence.
func (e *explainer) notes(edge *Edge, differences []graph.Disagreement, on string) []string {
	var list []string
	if edge.Type == graph.HasLicenceWith {
		list = append(list, "No source states which of the two grants rights to the other.")
	}
	switch {
	case edge.Holds == "possibly" && edge.Valid == "":
		list = append(list, "No source dates it: whether it held on "+prose.Date(on)+" is not certain.")
	case edge.Holds == "possibly":
		list = append(list, "Whether it held on "+prose.Date(on)+" is not certain: the sources date it less exactly.")
	}
	contradicted := false
	for _, d := range differences {
		who := e.sidesOf(edge, d)
		if !d.Compatible {
			contradicted = true
			list = append(list, "Sources disagree"+aboutWhat[d.Aspect]+": "+who+".")
		} else if d.Aspect != graph.AspectDate {
			list = append(list, "Told differently"+toldOf(d.Aspect)+": "+who+".")
		}
	}
	if edge.Disputed && !contradicted {
		list = append(list, "Sources disagree.")
	}
	if edge.IndependentSources == 1 {
		switch reports := edge.reports(); reports {
		case 1:
			list = append(list, "Rests on a single source.")
		default:
			list = append(list, fmt.Sprintf("Rests on one independent source: its %d reports go back to the same.", reports))
		}
	}
	return list
}

// aboutWhat names what contradictions are about.
var aboutWhat = map[string]string{graph.AspectDate: " on the date", graph.AspectValue: " on the figure", graph.AspectAmount: " on the amount", graph.AspectPolarity: " on whether it is so"}

func toldOf(aspect string) string {
	if words, ok := aboutWhat[aspect]; ok {
		return strings.Replace(words, " on ", ", ", 1)
	}
	return ", " + strings.ReplaceAll(aspect, "_", " ")
}

// sidesOf says what the sides say, and who: "17 June 2019 (Reuters [1]); 18 June
// 2019 (ecns.cn [4])". A date that merely leaves room for another is no side.
func (e *explainer) sidesOf(edge *Edge, d graph.Disagreement) string {
	by := map[graph.StatementID]string{}
	for _, c := range edge.Citations {
		by[c.Statement] = fmt.Sprintf("%s [%d]", c.Publisher, e.references.number(c))
	}
	var sides []string
	for _, s := range d.Said {
		text := s.Text
		if d.Aspect == graph.AspectDate {
			if leavesRoom(d, s) {
				continue
			}
			text = prose.Dates(periodOf(text))
		}
		if text == graph.NotStated {
			continue
		}
		var who []string
		for _, id := range s.Statements {
			if name := by[id]; name != "" && !slices.Contains(who, name) {
				who = append(who, name)
			}
		}
		sides = append(sides, text+" ("+listed(who)+")")
	}
	return strings.Join(sides, "; ")
}

// leavesRoom reports whether a side's date holds that of another.
func leavesRoom(d graph.Disagreement, s graph.Said) bool {
	wide := periodOf(s.Text)
	return slices.ContainsFunc(d.Said, func(other graph.Said) bool {
		narrow := periodOf(other.Text)
		return other.Text != s.Text && wide.Earliest() <= narrow.Earliest() && narrow.Latest() != "" && (wide.Latest() == "" || narrow.Latest() <= wide.Latest())
	})
}
