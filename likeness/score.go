package likeness

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"ipgraph/graph"
)

// What a difference costs a name that is otherwise the same, of 1.
const (
	otherOrder = 0.03 // "Huang, Yiren"
	noForm     = 0.02 // "Acme" and "Acme Inc": one leaves the legal form out
	otherForm  = 0.10 // "Acme Inc" and "Acme GmbH" are two legal persons
	otherSpace = 0.03 // "Face book"
)

const (
	// askedWeight is what the words asked for weigh against those that the name has
	// beside them: a name says more than people write.
	askedWeight = 0.7
	// sameWord is how alike two words have to be to count as one, misspelt.
	sameWord = 0.6
	// initial is how far a letter stands for the word that it begins.
	initial = 0.7
)

// Score tells how well a name answers to what was asked for, from 0 (nothing alike)
// to 1 (the same but for case, accents and punctuation). Words are paired with those
// that they are most alike to, by the letters that have to be changed; then it counts how much of what
// was asked is found in the name, by seven parts, and how much of the name was asked for, by three.
func Score(asked, name string) float64 { return fold(asked).score(fold(name)) }

// Best is the best score of several names of one: the first counts whole, the others are worth so
// much less of it. A name that leaves the legal form out says nothing where another one, the same
// but for the form, contradicts what was asked for: "Acme GmbH" is not who is called "Acme" and "Acme Inc".
func Best(asked string, names []string, others float64) float64 {
	a := fold(asked)
	best := 0.0
	same, contradicted := false, false
	for i, name := range names {
		b := fold(name)
		score := a.score(b)
		if i > 0 {
			score *= others
		}
		best = max(best, score)
		if len(a.legal) > 0 && len(b.legal) > 0 && slices.Equal(a.words, b.words) {
			other := contradict(a.legal, b.legal)
			same, contradicted = same || !other, contradicted || other
		}
	}
	if contradicted && !same {
		best = min(best, 1-otherForm)
	}
	return best
}

// score compares names with their legal forms.
func (f form) score(g form) float64 {
	if len(f.words) == 0 || len(g.words) == 0 {
		return 0
	}
	score := f.alike(g)
	switch {
	case contradict(f.legal, g.legal):
		score -= otherForm
	case !slices.Equal(f.legal, g.legal):
		score -= noForm
	}
	return max(score, 0)
}

// alike compares the names without their legal forms.
func (f form) alike(g form) float64 {
	if slices.Equal(f.words, g.words) {
		return 1
	}
	a, b := strings.Join(f.words, ""), strings.Join(g.words, "")
	if a == b {
		return 1 - otherSpace
	}
	return max(f.paired(g), wordLikeness(a, b)-otherSpace)
}

// paired pairs the words of both names, the most alike first.
func (f form) paired(g form) float64 {
	type pair struct {
		i, j int
		like float64
	}
	var pairs []pair
	for i, v := range f.words {
		for j, w := range g.words {
			if like := wordLikeness(v, w); like >= sameWord {
				pairs = append(pairs, pair{i, j, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.like, p.like) })
	mine, theirs := make([]bool, len(f.words)), make([]bool, len(g.words))
	partner := make([]int, len(f.words))
	var asked, named float64
	for _, p := range pairs {
		if mine[p.i] || theirs[p.j] {
			continue
		}
		mine[p.i], theirs[p.j], partner[p.i] = true, true, p.j
		asked += p.like * float64(utf8.RuneCountInString(f.words[p.i]))
		named += p.like * float64(utf8.RuneCountInString(g.words[p.j]))
	}
	score := askedWeight*asked/letters(f.words) + (1-askedWeight)*named/letters(g.words)
	if !inOrder(mine, partner) {
		score -= otherOrder
	}
	return score
}

// inOrder reports whether the words that have a partner stand as their partners do.
func inOrder(paired []bool, partner []int) bool {
	last := -1
	for i, yes := range paired {
		if yes && partner[i] < last {
			return false
		}
		if yes {
			last = partner[i]
		}
	}
	return true
}

func letters(words []string) float64 {
	n := 0
	for _, w := range words {
		n += utf8.RuneCountInString(w)
	}
	return float64(n)
}

// wordLikeness is the share of letters that may stay. A single letter stands for a
// word that it begins; a number is that number or another.
func wordLikeness(a, b string) float64 {
	if a == b {
		return 1
	}
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if strings.ContainsAny(a+b, "0123456789") {
		return 0
	}
	if min(n, m) == 1 {
		if max(n, m) > 1 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
			return initial
		}
		return 0
	}
	return 1 - float64(graph.EditDistance(a, b))/float64(max(n, m))
}
