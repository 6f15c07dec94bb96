package uspto

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Property is one of the rights that a document names. It has up to three numbers: of
// the application, of its publication, and of the grant.
type Property struct {
	Numbers []Number
	Title   string
}

// Number is a number as an office writes it. The kind is that of WIPO ST.16, or
// Application; it is "" for a grant whose kind is not known.
type Number struct{ Country, Number, Kind string }

// stage says how far a right has come by one of its numbers.
type stage int

const (
	application stage = iota
	publication
	grant
)

// Application is the kind that marks the number of an application.
const Application = "X0"

// publicationKind are the kind codes of published applications (WIPO ST.16): of
// patents A1, A2 and A9, of plants P1, P4 and P9.
var publicationKind = regexp.MustCompile(`^(A[1-9]|P[149])$`)

func (n Number) stage() stage {
	switch {
	case n.Kind == Application:
		return application
	case publicationKind.MatchString(n.Kind):
		return publication
	}
	return grant
}

var notInNumbers = regexp.MustCompile(`[^A-Z0-9]+`)

// cleaned writes a number without the signs that people put into it.
func (n Number) cleaned() Number {
	n.Country = cmp.Or(notInNumbers.ReplaceAllString(strings.ToUpper(n.Country), ""), "US")
	n.Number = notInNumbers.ReplaceAllString(strings.ToUpper(n.Number), "")
	n.Kind = notInNumbers.ReplaceAllString(strings.ToUpper(n.Kind), "")
	return n
}

// id is the id of a right that is known by this number.
func (n Number) id() (graph.ID, error) {
	if n.stage() == application {
		return graph.MakeID(graph.Patent, strings.ToLower(n.Country)+"-application", n.Number)
	}
	if n.Kind == "" && n.Country == "US" {
		return graph.MakeID(graph.Patent, "us", n.Number)
	}
	return graph.MakeID(graph.Patent, "docdb", n.docdb())
}

// usPublication is the number of a published U.S. application: a year and seven digits.
var usPublication = regexp.MustCompile(`^((?:19|20)\d{2})0(\d{6})$`)

// docdb writes a number as the EPO's DOCDB does: of a published U.S. application it has
// six digits behind the year.
func (n Number) docdb() string {
	text := n.Number
	if n.Country == "US" && n.stage() == publication {
		text = usPublication.ReplaceAllString(text, "$1$2")
	}
	return strings.TrimSuffix(n.Country+"."+text+"."+n.Kind, ".")
}

var allDigits = regexp.MustCompile(`^\d{4,8}$`)

// String writes the number for people: US 9,312,982 B2, US 2013/0267033 A1.
func (n Number) String() string {
	text := n.Number
	switch {
	case n.stage() == application:
		if n.Country == "US" && len(text) == 8 && digits.MatchString(text) {
			text = text[:2] + "/" + grouped(text[2:])
		}
		return n.Country + " application " + text
	case n.Country == "US" && n.stage() == publication && len(text) == 11:
		text = text[:4] + "/" + text[4:]
	case n.Country == "US" && allDigits.MatchString(text):
		text = grouped(text)
	}
	return strings.TrimSpace(n.Country + " " + text + " " + n.Kind)
}

// grouped puts commas between thousands.
func grouped(text string) string {
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// entity makes one entity of a right. Its id is that of the application where a number
// of it is known: it is the one number that every right has, that never changes, and that the
// Office's other registers give too; a document that was recorded before the grant and one
// recorded after it name the same right. Its name is the best known number.
func (p Property) entity() (graph.Entity, []Number, error) {
	var numbers []Number
	for _, n := range p.Numbers {
		if n = n.cleaned(); n.Number != "" && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return graph.Entity{}, nil, fmt.Errorf("a property without a number (%s)", p.Title)
	}
	slices.SortStableFunc(numbers, func(a, b Number) int { return cmp.Compare(a.stage(), b.stage()) })
	known := numbers[0]
	if known.stage() != application {
		known = numbers[len(numbers)-1] // a grant before a publication
	}
	id, err := known.id()
	if err != nil {
		return graph.Entity{}, nil, err
	}
	e := graph.Entity{ID: id, Name: numbers[len(numbers)-1].String(), About: strings.Join(strings.Fields(p.Title), " ")}
	for _, n := range numbers[:len(numbers)-1] {
		e.Aliases = append(e.Aliases, n.String())
	}
	return e, numbers, nil
}

// HandOver hands over the patent. One of which the record gives no more than the application's
// number keeps the name that another record gave it.
func (p Property) HandOver(out *intake.Out) (graph.Entity, []Number, error) {
	e, numbers, err := p.entity()
	switch {
	case err != nil:
	case len(numbers) == 1 && numbers[0].stage() == application && e.About == "":
		out.Bare(e.ID, e.Name)
	default:
		out.Entity(e)
	}
	return e, numbers, err
}
