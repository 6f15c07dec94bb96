package intake

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/big"
	"slices"
	"strings"

	"ipgraph/graph"
)

// Fate is what became of a record of the input.
type Fate int

// The fates, in the order of their weight: of several notes on one record the
// heaviest counts.
const (
	Taken   Fate = iota // as it is
	Changed             // taken, but not all of it or not as it is written
	LeftOut             // sound, and not taken on purpose
	Broken              // not as the format wants it
)

// String is the word of the report.
func (f Fate) String() string {
	return [...]string{"taken", "changed", "left out", "broken"}[f]
}

// Report says what became of every record. Records = Taken + Changed + LeftOut +
// Broken in every file.
type Report struct {
	Format string        `json:"format"`
	Files  []*FileReport `json:"files"`
	// Sums adds the amounts of the statements that were taken, by kind and
	// currency; sums never mix kinds or currencies.
	Sums []Sum `json:"sums,omitempty"`
	// Repeated counts statements that the input gives more than once, word for word.
	Repeated int64 `json:"repeated,omitempty"`
	// Retired counts statements that a later record of the same input took back.
	Retired int64 `json:"retired,omitempty"`

	names *json.Encoder // of every record that was not taken as it is; nil for none
	err   error         // of names
}

// FileReport is the report of one file.
type FileReport struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256,omitempty"`
	Records int64  `json:"records"`
	Taken   int64  `json:"taken"`
	Changed int64  `json:"changed"`
	LeftOut int64  `json:"left_out"`
	Broken  int64  `json:"broken"`
	// Reasons says why, and how often, with the first places of each.
	Reasons []*Reason `json:"reasons,omitempty"`
	// Counts are what the file itself holds, by kind of thing.
	Counts map[string]int64 `json:"counts,omitempty"`
	// Warnings are about the file as a whole.
	Warnings []string `json:"warnings,omitempty"`
}

// Reason is why records were changed, left out or broken.
type Reason struct {
	Fate  string `json:"fate"`
	Why   string `json:"why"`
	Count int64  `json:"count"`
	// Places are the first, at most MaxPlaces; the list of all goes to the file
	// that --report names.
	Places []string `json:"places"`
}

// Bounds of what a report keeps in memory. Reasons beyond MaxReasons of a file are
// counted as one.
const (
	MaxPlaces  = 10
	MaxReasons = 200
)

// Sum is the total of the amounts of one kind and currency.
type Sum struct {
	Kind     graph.MoneyKind `json:"kind"`
	Currency string          `json:"currency"`
	Count    int64           `json:"count"`
	// Total is in whole units of the currency, exact.
	Total string `json:"total"`
	minor *big.Int
}

// NewReport makes one. Every record that is not taken as it is gets a line of JSON
// in names, which may be nil.
func NewReport(format string, names io.Writer) *Report {
	r := &Report{Format: format}
	if names != nil {
		r.names = json.NewEncoder(names)
		r.names.SetEscapeHTML(false)
	}
	return r
}

// Err is what went wrong when the records were named.
func (r *Report) Err() error { return r.err }

func (r *Report) file(name string) *FileReport {
	for _, f := range r.Files {
		if f.Name == name {
			return f
		}
	}
	f := &FileReport{Name: name}
	r.Files = append(r.Files, f)
	return f
}

func (f *FileReport) add(fate Fate) {
	f.Records++
	*f.of(fate)++
}

// move counts a record anew that was counted with another fate.
func (f *FileReport) move(from, to Fate) {
	*f.of(from)--
	*f.of(to)++
}

// of is the number of records with a fate.
func (f *FileReport) of(fate Fate) *int64 {
	return [...]*int64{&f.Taken, &f.Changed, &f.LeftOut, &f.Broken}[fate]
}

func (f *FileReport) count(what string, n int) {
	if f.Counts == nil {
		f.Counts = map[string]int64{}
	}
	f.Counts[what] += int64(n)
}

func (f *FileReport) warn(text string) {
	if !slices.Contains(f.Warnings, text) && len(f.Warnings) < MaxReasons {
		f.Warnings = append(f.Warnings, text)
	}
}

// named is a line of the list of all records that were not taken as they are.
type named struct {
	File  string `json:"file"`
	Place string `json:"place"`
	Fate  string `json:"fate"`
	Why   string `json:"why"`
	// Detail is what is particular to this record.
	Detail string `json:"detail,omitempty"`
}

func (r *Report) note(f *FileReport, at string, n note) {
	if r.names != nil && r.err == nil {
		if err := r.names.Encode(named{f.Name, at, n.what.String(), n.reason, n.detail}); err != nil {
			r.err = fmt.Errorf("write the report: %w", err)
		}
	}
	reason := f.reason(n)
	reason.Count++
	if len(reason.Places) < MaxPlaces {
		if n.detail != "" {
			at += " (" + shorten(n.detail) + ")"
		}
		reason.Places = append(reason.Places, at)
	}
}

func (f *FileReport) reason(n note) *Reason {
	for _, r := range f.Reasons {
		if r.Fate == n.what.String() && r.Why == n.reason {
			return r
		}
	}
	if len(f.Reasons) >= MaxReasons {
		n.reason = "for reasons beyond the first that are kept apart"
		for _, r := range f.Reasons[MaxReasons-1:] {
			if r.Fate == n.what.String() && r.Why == n.reason {
				return r
			}
		}
	}
	r := &Reason{Fate: n.what.String(), Why: n.reason, Places: []string{}}
	f.Reasons = append(f.Reasons, r)
	return r
}

// Repeat counts a statement that was there before, word for word: its amount does
// not count again.
func (r *Report) Repeat(s *graph.Statement) {
	r.Repeated++
	r.unsum(s)
}

// Retire counts a statement that a later record took back.
func (r *Report) Retire(s *graph.Statement) {
	r.Retired++
	r.unsum(s)
}

// Hash remembers the SHA-256 of a file, unpacked.
func (r *Report) Hash(file, sum string) { r.file(file).SHA256 = sum }

func (r *Report) sum(s *graph.Statement) {
	if s.Amount == nil || s.Amount.Kind == graph.MoneyUndisclosed {
		return
	}
	r.addTo(s.Amount, 1)
}

// unsum takes back the amount of a statement that is not written after all.
func (r *Report) unsum(s *graph.Statement) {
	if s.Amount != nil && s.Amount.Kind != graph.MoneyUndisclosed {
		r.addTo(s.Amount, -1)
	}
}

func (r *Report) addTo(m *graph.Money, sign int64) {
	i := slices.IndexFunc(r.Sums, func(s Sum) bool { return s.Kind == m.Kind && s.Currency == m.Currency })
	if i < 0 {
		r.Sums = append(r.Sums, Sum{Kind: m.Kind, Currency: m.Currency, minor: new(big.Int)})
		slices.SortFunc(r.Sums, func(a, b Sum) int {
			return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Currency, b.Currency))
		})
		r.addTo(m, sign)
		return
	}
	s := &r.Sums[i]
	s.Count += sign
	s.minor.Add(s.minor, new(big.Int).Mul(big.NewInt(m.Minor), big.NewInt(sign)))
	s.Total = decimal(s.minor, graph.DecimalPlaces(m.Currency))
}

// decimal writes minor units as whole ones.
func decimal(minor *big.Int, places int) string {
	text := minor.String()
	if places == 0 {
		return text
	}
	text = strings.Repeat("0", max(0, places+1-len(text))) + text
	return text[:len(text)-places] + "." + text[len(text)-places:]
}

// BrokenCount counts the records of all files that are not as the format wants.
func (r *Report) BrokenCount() int64 {
	n := int64(0)
	for _, f := range r.Files {
		n += f.Broken
	}
	return n
}

// CountNames are the kinds of things that a file was counted by, sorted.
func (f *FileReport) CountNames() []string { return slices.Sorted(maps.Keys(f.Counts)) }

// Listed names things in a message: at most fifty of them, each cut where it is long.
func Listed(names []string) string {
	const most = 50
	shown := make([]string, 0, min(len(names), most))
	for _, name := range names[:min(len(names), most)] {
		shown = append(shown, shorten(name))
	}
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(shown, ", "), len(names)-most)
	}
	return strings.Join(shown, ", ")
}

// shorten keeps a detail to what fits beside its place.
// shorten keeps a detail to what fits beside its place.
func shorten(text string) string {
	const most = 120
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
