package answer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Absence says in sentences that nothing was found, how far the search went, and
// how to look further. It never says that there is nothing: there are none where
// something was found.
func Absence(b Bounds) []string {
	if len(b.Reach) == 0 || b.Graph == nil {
		return nil
	}
	sentences := []string{b.nothing()}
	for i, r := range b.Reach {
		sentences = append(sentences, r.sentence(b, i))
	}
	if hubs := b.hubSentence(); hubs != "" {
		sentences = append(sentences, hubs)
	}
	if further := b.further(); further != "" {
		sentences = append(sentences, further)
	}
	return append(sentences, b.Graph.sentence())
}

func (b Bounds) nothing() string {
	var ends []string
	for _, r := range b.Reach {
		ends = append(ends, together(r.From))
	}
	if len(b.Reach) == 2 {
		return fmt.Sprintf("No chain between %s and %s was found within %s%s.", ends[0], ends[1], hops(b.Hops), b.filters())
	}
	return fmt.Sprintf("No chain between these %d was found within %s%s: %s.", len(ends), hops(b.Hops), b.filters(), strings.Join(ends, "; "))
}

// filters reads the filters that were in force, with a comma before each.
func (b Bounds) filters() string {
	var parts []string
	if len(b.Families) > 0 {
		parts = append(parts, "in "+oneOrMore(b.Families, "the family ", "the families "))
	}
	if len(b.Statuses) > 0 {
		parts = append(parts, "with "+oneOrMore(b.Statuses, "the status ", "the statuses "))
	}
	switch {
	case b.On != "" && b.Certain:
		parts = append(parts, "certainly true on "+b.On)
	case b.On != "":
		parts = append(parts, "true on "+b.On)
	}
	if b.Known != "" {
		parts = append(parts, "known on "+b.Known)
	}
	if parts == nil {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

// sentence says what can be reached from the i-th end.
func (r Reach) sentence(b Bounds, i int) string {
	from, missing := together(r.From), "the others are"
	if len(b.Reach) == 2 {
		other := b.Reach[1-i].From
		missing = together(other) + " is"
		if len(other) > 1 {
			missing = together(other) + " are"
		}
	}
	switch {
	case r.End == ReachedMany:
		return fmt.Sprintf("From %s more than %s entities can be reached; %s not among those within %s.", from, thousands(r.Total), missing, hops(b.Hops))
	case r.Total == 0:
		return fmt.Sprintf("From %s nothing can be reached%s.", from, b.filters())
	case r.End == ReachedAll && r.Total == 1:
		return fmt.Sprintf("The one entity that can be reached from %s%s was seen, and %s not it.", from, b.within(), missing)
	case r.End == ReachedAll:
		return fmt.Sprintf("All %s entities that can be reached from %s%s were seen (%s), and %s not among them.", thousands(r.Total), from, b.within(), r.distances(), missing)
	}
	return fmt.Sprintf("From %s %s can be reached within %s (%s), and %s not among them; more are farther away.",
		from, counted(r.Total), hops(b.Hops), r.distances(), missing)
}

// within reads the filters, or where there are none says what kept the search in.
func (b Bounds) within() string {
	if f, filtered := strings.CutPrefix(b.filters(), ", "); filtered {
		return " " + f
	}
	if slices.ContainsFunc(b.Reach, func(r Reach) bool { return len(r.Hubs) > 0 }) {
		return " through no hub"
	}
	return ""
}

// distances reads "12 at one hop, 45 at 2".
func (r Reach) distances() string {
	var parts []string
	for i, n := range r.Seen {
		at := strconv.Itoa(i + 1)
		if i == 0 {
			at = "one hop"
		}
		parts = append(parts, thousands(n)+" at "+at)
	}
	return strings.Join(parts, ", ")
}

// hubSentence names the hubs that were met, and those that were met from several
// ends: through them a chain does lead.
func (b Bounds) hubSentence() string {
	met := map[string]int{}
	var names, shared []string
	for _, r := range b.Reach {
		for _, hub := range r.Hubs {
			name := fmt.Sprintf("%s (%s edges)", hub.Name, thousands(int(hub.Degree)))
			met[name]++
			switch met[name] {
			case 1:
				names = append(names, name)
			case 2:
				shared = append(shared, hub.Name)
			}
		}
	}
	if names == nil {
		return ""
	}
	sentence := "Met and not walked through, because they have very many edges: " + strings.Join(names, ", ") + "."
	if shared != nil {
		sentence += " Chains lead through " + strings.Join(shared, ", ") + "."
	}
	return sentence
}

// further reads the lifts.
func (b Bounds) further() string {
	var ways []string
	for _, lift := range b.Lift {
		switch lift.Bound {
		case "hops":
			ways = append(ways, "look farther than "+lift.Was+" hops ("+lift.How+")")
		case "hub":
			ways = append(ways, "ask by way of "+b.hubName(lift.Was)+" ("+lift.How+")")
		case "certain":
			ways = append(ways, "let in what possibly holds on the day ("+lift.How+")")
		default:
			ways = append(ways, lift.How+" ("+lift.Was+")")
		}
	}
	if ways == nil {
		return ""
	}
	return "To look further: " + strings.Join(ways, "; or ") + "."
}

func (b Bounds) hubName(id string) string {
	for _, r := range b.Reach {
		for _, hub := range r.Hubs {
			if string(hub.ID) == id {
				return hub.Name
			}
		}
	}
	return id
}

func (h Holdings) sentence() string {
	text := fmt.Sprintf("The graph holds %s entities, %s sources, %s statements and %s edges", thousands(int(h.Entities)), thousands(int(h.Sources)),
		thousands(int(h.Statements)), thousands(int(h.Edges)))
	if h.LastLoad != "" {
		text += " (last load: " + h.LastLoad + ")"
	}
	return text + ". What none of its sources says cannot be found in it; that nothing was found is no proof that there is nothing."
}

func together(entities []Entity) string {
	names := make([]string, 0, len(entities))
	for _, e := range entities {
		names = append(names, e.Name)
	}
	return strings.Join(names, " with ")
}

func joined(words []string) string { return strings.Join(words, ",") }

func oneOrMore(words []string, one, more string) string {
	if len(words) == 1 {
		return one + words[0]
	}
	return more + strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

func hops(n int64) string {
	if n == 1 {
		return "1 hop"
	}
	return strconv.FormatInt(n, 10) + " hops"
}

func counted(n int) string {
	if n == 1 {
		return "1 entity"
	}
	return thousands(n) + " entities"
}

// thousands writes a number with commas.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
