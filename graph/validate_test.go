package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// lines writes problems as a person reads them.
func lines(problems []graph.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimPrefix(p.Field+": "+p.Message, ": "))
	}
	return strings.Join(all, "\n")
}

var tooLong = strings.Repeat("a", graph.MaxTextLength+1)

func TestValidateEntity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*graph.Entity)
		want   string
	}{
		{func(*graph.Entity) {}, ""},
		{func(e *graph.Entity) { e.ID = "" }, "id: id is missing"},
		{func(e *graph.Entity) { e.ID = "source:ft:a" }, "id: source:ft:a is a source; an entity is expected here"},
		{func(e *graph.Entity) { e.Name = "" }, "name: name is missing"},
		{func(e *graph.Entity) { e.Name = " \t" }, "name: the text is empty: write something or leave the field out"},
		{func(e *graph.Entity) { e.Name = "a\x00" }, "name: the text holds an invisible character, U+0000: delete it"},
		{func(e *graph.Entity) { e.Name = "a\u202Eb" }, "name: the text holds an invisible character, U+202E: delete it"},
		{func(e *graph.Entity) { e.Name = "\xff" }, "name: the text is not valid UTF-8"},
		{func(e *graph.Entity) { e.Name = tooLong }, "name: the text is 4001 bytes long, at most 4000 are allowed"},
		{func(e *graph.Entity) { e.Aliases = []string{"A", ""} }, "aliases: the text is empty: write something or leave the field out"},
		{func(e *graph.Entity) { e.About = "\x1b[31m" }, "about: the text holds an invisible character, U+001B: delete it"},
	} {
		e := graph.Entity{ID: acme, Name: "Acme 华为"}
		c.change(&e)
		require.Equal(t, c.want, lines(e.Validate()))
	}
}

func TestValidateSource(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change func(*graph.Source)
		want   string
	}{
		{func(*graph.Source) {}, ""},
		{func(s *graph.Source) { s.ID = "company:ipgraph:a" }, "id: company:ipgraph:a is not a source: write source:scheme:value"},
		{func(s *graph.Source) { s.ID = "" }, "id: id is missing"},
		{func(s *graph.Source) { s.Title, s.Publisher = "", "" }, "title: title is missing\npublisher: publisher is missing"},
		{func(s *graph.Source) { s.Published = graph.Period{} }, "published: a source needs the date it was published: YYYY, YYYY-MM or YYYY-MM-DD"},
		{func(s *graph.Source) { s.Published = period("2019/..") }, "published: a source needs the date it was published: YYYY, YYYY-MM or YYYY-MM-DD"},
		{func(s *graph.Source) { s.URL = "javascript:alert(1)" }, `url: "javascript:alert(1)" is not an http or https address`},
		{func(s *graph.Source) { s.URL = "www.ft.com/a" }, `url: "www.ft.com/a" is not an http or https address`},
		{func(s *graph.Source) { s.SHA256 = "ABC" }, "sha256: a SHA-256 is 64 lower-case hexadecimal digits"},
		{func(s *graph.Source) { s.Repeats = []graph.ID{s.ID} }, "repeats: a source cannot repeat itself"},
		{func(s *graph.Source) { s.Repeats = []graph.ID{acme} }, "repeats: company:ipgraph:acme is not a source: write source:scheme:value"},
		{func(s *graph.Source) { s.Agency = "a\u2066b" }, "agency: the text holds an invisible character, U+2066: delete it"},
		{func(s *graph.Source) { s.Document = "a\nb\x07" }, "document: the text holds an invisible character, U+0007: delete it"},
	} {
		s := graph.Source{ID: "source:ft:a", Title: "T", Publisher: "FT", Published: period("2019-06-26"), URL: "https://www.ft.com/a"}
		c.change(&s)
		require.Equal(t, c.want, lines(s.Validate()))
	}
}

func TestValidateStatement(t *testing.T) {
	t.Parallel()
	const lawsuit graph.ID = suit
	for _, c := range []struct {
		statement graph.Statement
		want      string
	}{
		{said(acme, graph.Sued, globex), ""},
		{said("", graph.Sued, globex), "subject: subject is missing"},
		{said("acme", graph.Sued, globex), `subject: "acme" is not an id: write kind:scheme:value, for example company:ipgraph:acme`},
		{said(acme, graph.Sued, ""), "object: SUED needs an object: Company, Person, Fund, Agency, University, StandardsBody"},
		{said(acme, "STATED", globex), "object: STATED has no object but a value\nvalue: STATED needs a value"},
		{said(acme, graph.Sued, acme), "object: subject and object are the same entity"},
		{said(lawsuit, graph.Sued, globex), "subject: SUED cannot start at a Lawsuit: it starts at Company, Person, Fund, Agency, University, StandardsBody"},
		{said(acme, graph.Sued, lawsuit), "object: SUED cannot point to a Lawsuit: it points to Company, Person, Fund, Agency, University, StandardsBody"},
		{said(acme, "SUDE", globex), `predicate: unknown predicate "SUDE"; did you mean SUED?`},
		{said(acme, "", globex), "predicate: predicate is missing: one of LICENSES_TO, HAS_LICENCE_WITH, CROSS_LICENSES_WITH, COVENANTS_NOT_TO_SUE, PARTY_TO, SUED, " +
			"COUNTERSUED, ACCUSED_OF, CLAIM_IN, FOUND_LIABLE_TO, DEMANDED_ROYALTY_FROM, NEGOTIATED_WITH, SETTLED_WITH, CHALLENGED_PATENT_OF, " +
			"ASSERTED_IN, HEARD_IN, PRESIDED_OVER, INVESTED_IN, PAID, EARNED, …"},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Source = "" }), "source: a statement needs its source: who says so?"},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Source = acme }), "source: company:ipgraph:acme is not a source: write source:scheme:value"},
		{said(acme, graph.Sued, globex, at(" ")), "locator: a statement needs a locator: where in the source? (paragraph 7, docket 346, #row=57)"},
		{said(acme, graph.Sued, globex, at("a\x00")), "locator: the text holds an invisible character, U+0000: delete it"},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Quote, s.Note, s.AssertedBy = "\x00", "\x00", "\x00" }),
			"quote: the text holds an invisible character, U+0000: delete it\nnote: the text holds an invisible character, U+0000: delete it\n" +
				"asserted_by: the text holds an invisible character, U+0000: delete it"},
		{said(acme, graph.Sued, globex, as("foundd")), `status: unknown status "foundd"; did you mean found?`},
		{said(acme, graph.Sued, globex, as("")), "status: status is missing: one of denied, withdrawn, reported, alleged, demanded, declared, recorded, announced, agreed, found, adjudicated, reversed"},
		{said(acme, graph.Sued, globex, as(graph.Denied)), "status: a denial needs polarity: false"},
		{said(acme, graph.Sued, globex, as(graph.Demanded)), "status: only a demand is demanded: write DEMANDED_ROYALTY_FROM, or the status that SUED has without it"},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Review = "maybe" }), `review: unknown review "maybe": one of pending, accepted, rejected`},
		{said(acme, graph.Sued, globex, ranked("best")), `rank: unknown rank "best": one of preferred, normal, deprecated`},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Confidence = "1.1" }), "confidence: a confidence is a number from 0 to 1"},
		{said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Confidence = "NaN" }), "confidence: a confidence is a number from 0 to 1"},
		{said(acme, graph.Sued, globex, figure(graph.Value{Text: "t"})), "value: SUED takes no value"},
		{said(acme, graph.Sued, globex, money(graph.Money{Kind: graph.MoneyUndisclosed})), "amount: SUED takes no amount of money"},
		{said(acme, "PAID", globex), "amount: PAID needs an amount (kind: undisclosed where it is withheld)"},
		{said(acme, "PAID", globex, money(graph.Money{Kind: graph.MoneyDemanded, Currency: "USD", Comparator: "eq", Minor: 1})), "amount.kind: what is demanded is not PAID: write kind: paid"},
		{said(acme, graph.Sued, globex, record), ""},
		{said(acme, "STATED", "", record, reported("2019"), figure(graph.Value{Text: "t"}), func(s *graph.Statement) { s.Quote = "q" }),
			"quote: a register record has no quote: leave out record: true to make it a statement\n" +
				"reported_on: the reporting date of a register record is a day, YYYY-MM-DD\nobject: a register record is an edge: it needs an object"},
		{said(acme, "FOUNDED", globex, q("round", "a")), "qualifiers.round: FOUNDED takes no qualifiers"},
		{said(acme, graph.Sued, globex, q("cas", suit)), `qualifiers.cas: SUED has no qualifier "cas"; did you mean case?`},
		{said(acme, graph.Sued, globex, q("whatever", suit)), `qualifiers.whatever: SUED has no qualifier "whatever": it takes case, cause`},
		{said(acme, graph.Sued, globex, q("case", string(acme))), "qualifiers.case: case names a Company; it must be Lawsuit"},
		{said(acme, graph.Sued, globex, q("cause", "patents")), `qualifiers.cause: unknown cause "patents": one of ` +
			"patent_infringement, declaratory_judgment, trade_secret_misappropriation, breach_of_contract, tortious_interference, copyright, trademark, " +
			"antitrust, frand_breach, unfair_competition, racketeering"},
		{said(acme, graph.PartyTo, lawsuit), "qualifiers: PARTY_TO needs the qualifier role: one of plaintiff, defendant, counterclaimant, counter_defendant, third_party_plaintiff, " +
			"third_party_defendant, intervenor, movant, petitioner, respondent, appellant, appellee, amicus, mediator, junior_party, senior_party"},
		{said(acme, graph.PartyTo, lawsuit, q("role", "licensee")), `qualifiers.role: unknown role in a Lawsuit "licensee": one of plaintiff, defendant, ` +
			"counterclaimant, counter_defendant, third_party_plaintiff, third_party_defendant, intervenor, movant, petitioner, respondent, appellant, appellee, amicus, mediator, junior_party, senior_party"},
	} {
		require.Equal(t, c.want, lines(c.statement.Validate()))
	}
}

func TestValidateFigures(t *testing.T) {
	t.Parallel()
	const comparators = "eq, gt, lt, approx, upto, range"
	for _, c := range []struct {
		value graph.Value
		want  string
	}{
		{graph.Value{}, "a value is either a text or a number with its unit"},
		{graph.Value{Text: "t", Number: "1"}, "a value is either a text or a number with its unit"},
		{graph.Value{Text: "t", Unit: "day"}, "text: a text has no unit or comparator"},
		{graph.Value{Text: "\x00"}, "text: the text holds an invisible character, U+0000: delete it"},
		{graph.Value{Number: "1e3", Unit: "day", Comparator: "eq"}, `number: "1e3" is not a plain decimal number such as 230 or 12.5`},
		{graph.Value{Number: "1", Comparator: "eq"}, "unit: a number needs a unit, in the singular: patent, day, percent"},
		{graph.Value{Number: "1", Unit: "Day", Comparator: "eq"}, `unit: unit "Day": use lower-case letters, digits and underscores`},
		{graph.Value{Number: "1", Unit: "day", Comparator: "about"}, `comparator: unknown comparator "about": one of ` + comparators},
		{graph.Value{Number: "1", Unit: "day"}, "comparator: comparator is missing: one of " + comparators},
		{graph.Value{Number: "1", Unit: "day", Comparator: "eq", NumberTo: "2"}, "number_to: only a range has an upper end"},
		{graph.Value{Number: "1", Unit: "day", Comparator: "range"}, `number_to: "" is not a plain decimal number such as 230 or 12.5`},
		{graph.Value{Number: "3", NumberTo: "2", Unit: "day", Comparator: "range"}, "number_to: the upper end of a range is above its number"},
	} {
		require.Equal(t, c.want, lines(c.value.Validate()))
	}
}

func TestValidateMoney(t *testing.T) {
	t.Parallel()
	const kinds = "demanded, offered, awarded, paid, invested, revenue, undisclosed"
	for _, c := range []struct {
		money graph.Money
		want  string
	}{
		{graph.Money{Currency: "USD", Comparator: "eq"}, "kind: an amount needs its kind: one of " + kinds},
		{graph.Money{Kind: "bribe", Currency: "USD", Comparator: "eq"}, `kind: unknown money kind "bribe": one of ` + kinds},
		{graph.Money{Kind: graph.MoneyUndisclosed, Minor: 1}, "kind: an undisclosed amount has no value, currency or comparator"},
		{graph.Money{Kind: graph.MoneyUndisclosed, WithheldBy: "\x00"}, "withheld_by: the text holds an invisible character, U+0000: delete it"},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: "eq", WithheldBy: "w"}, "withheld_by: only an undisclosed amount is withheld by someone"},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "usd", Comparator: "eq"}, `currency: unknown currency "usd"; did you mean USD?`},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: "eq", Minor: -1}, "value: an amount cannot be negative"},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: "range", Minor: 1}, "to: a range needs its upper end: write to: and the amount"},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: "range", Minor: 2, MinorTo: 2}, "to: the upper end of a range is above its value"},
		{graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: "eq", MinorTo: 1}, "to: only a range has an upper end: write comparator: range"},
	} {
		require.Equal(t, c.want, lines(c.money.Validate()))
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	require.Equal(t, graph.Code(""), graph.CodeOf(nil))
	require.Equal(t, graph.CodeInternal, graph.CodeOf(fmt.Errorf("plain")))
	cause := fmt.Errorf("the log alone sees this")
	err := fmt.Errorf("around it: %w", graph.Errorf(graph.CodeInvalid, "no %s", "good").Because(cause))
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	require.ErrorIs(t, err, cause)
	require.NotContains(t, err.Error(), cause.Error())
	several := &graph.Error{Message: "two", Problems: []graph.Problem{{Field: "a", Message: "x"}, {Message: "y"}}}
	require.EqualError(t, several, "two\n  a: x\n  y")
}

func TestCells(t *testing.T) {
	t.Parallel()
	r := graph.Result{Columns: []string{"n", "s"}, Rows: [][]any{{int64(3), nil}}}
	n, err := graph.Cell[int64](r, r.Rows[0], "n")
	require.NoError(t, err)
	require.Equal(t, int64(3), n)
	s, err := graph.Cell[string](r, r.Rows[0], "s")
	require.NoError(t, err)
	require.Empty(t, s)
	_, err = graph.Cell[string](r, r.Rows[0], "n")
	require.EqualError(t, err, `column "n" holds a int64, not a string`)
	_, err = graph.Cell[string](r, r.Rows[0], "m")
	require.EqualError(t, err, `the answer has no column "m"`)
}
