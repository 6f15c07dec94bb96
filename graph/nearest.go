package graph

import "strings"

// Nearest is the word of words that looks most like s, or "" when none is near
// enough to be a plausible slip of the pen: at most a third of its letters
// wrong, or one a part of the other and no mere syllable. Case and the difference between spaces,
// hyphens and underscores do not count.
func Nearest(s string, words []string) string {
	best, bestDistance := "", 1<<30
	folded := foldWord(s)
	if folded == "" || len(folded) > 64 {
		return ""
	}
	for _, w := range words {
		fw := foldWord(w)
		allowed := max(len(fw), 3) / 3
		d := 1 << 30
		if abs(len(fw)-len(folded)) <= allowed {
			d = EditDistance(folded, fw)
		}
		if len(folded) >= 4 && len(fw) >= 4 && (strings.Contains(fw, folded) || strings.Contains(folded, fw)) {
			d = min(d, allowed)
		}
		if d <= allowed && d < bestDistance {
			best, bestDistance = w, d
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// didYouMean is a half sentence that names the nearest word, or nothing.
func didYouMean(s string, words []string) string {
	if w := Nearest(s, words); w != "" {
		return "; did you mean " + w + "?"
	}
	return ""
}

func foldWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return '_'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(s)))
}

// EditDistance counts the letters to insert, delete, replace or swap with
// their neighbour (optimal string alignment).
func EditDistance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, prev := make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row := make([]int, len(rb)+1)
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(rb)]
}

// shorten keeps an error message readable when the offending text is long.
func shorten(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
