package graph_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

const (
	acme   graph.ID = "company:ipgraph:acme"
	globex graph.ID = "company:ipgraph:globex"
	suit            = "lawsuit:us:txed/4:17-cv-00893"
	deal            = "licence:ipgraph:deal"
	round           = "funding-round:ipgraph:a"
)

// said is a statement that was reported on 26 June 2019, changed by options.
func said(subject graph.ID, p graph.Predicate, object graph.ID, options ...func(*graph.Statement)) graph.Statement {
	s := graph.Statement{Subject: subject, Predicate: p, Object: object, Status: graph.Reported, Source: "source:ft:a", Locator: "paragraph 1",
		ReportedOn: period("2019-06-26")}
	for _, o := range options {
		o(&s)
	}
	s.Identify()
	return s
}

func party(subject, arrangement graph.ID, role string, options ...func(*graph.Statement)) graph.Statement {
	return said(subject, graph.PartyTo, arrangement, append(options, q("role", role))...)
}

type option = func(*graph.Statement)

func q(name, value string) option {
	return func(s *graph.Statement) {
		if s.Qualifiers == nil {
			s.Qualifiers = map[string]string{}
		}
		s.Qualifiers[name] = value
	}
}

func on(valid string) option        { return func(s *graph.Statement) { s.Valid = period(valid) } }
func reported(day string) option    { return func(s *graph.Statement) { s.ReportedOn = period(day) } }
func as(status graph.Status) option { return func(s *graph.Statement) { s.Status = status } }
func at(locator string) option      { return func(s *graph.Statement) { s.Locator = locator } }
func ranked(r graph.Rank) option    { return func(s *graph.Statement) { s.Rank = r } }
func denied(s *graph.Statement)     { s.Status, s.Negated = graph.Denied, true }
func negated(s *graph.Statement)    { s.Negated = true }
func record(s *graph.Statement)     { s.Record = true }
func money(m graph.Money) option    { return func(s *graph.Statement) { s.Amount = &m } }
func figure(v graph.Value) option   { return func(s *graph.Statement) { s.Value = &v } }
func one(t *testing.T, s ...graph.Statement) graph.Edge {
	t.Helper()
	edges := graph.Project(s, graph.Policy{})
	require.Len(t, edges, 1)
	return edges[0]
}

func TestTwoFindingsThatContradictAreDisputed(t *testing.T) {
	t.Parallel()
	e := one(t, said(acme, "FOUND_LIABLE_TO", globex, as(graph.Found)), said(acme, "FOUND_LIABLE_TO", globex, as(graph.Found), negated, reported("2019-06-27")))
	require.True(t, e.Disputed)
	require.Equal(t, 2, e.StatementCount)
}

func TestADemandIsNeverPaid(t *testing.T) {
	t.Parallel()
	billion := graph.Money{Kind: graph.MoneyDemanded, Currency: "USD", Comparator: graph.GreaterThan, Minor: 100_000_000_000}
	e := one(t, said(acme, "DEMANDED_ROYALTY_FROM", globex, as(graph.Demanded), money(billion)))
	require.Equal(t, graph.Predicate("DEMANDED_ROYALTY_FROM"), e.Type)
	require.Equal(t, graph.MoneyDemanded, e.Amount.Kind)
	require.Equal(t, "more than USD 1,000,000,000 demanded", e.Amount.String())
	require.Equal(t, "demanded", e.Properties()["money_kind"])
}

func TestADenialAloneIsANegatedEdge(t *testing.T) {
	t.Parallel()
	e := one(t, said(acme, graph.HasLicenceWith, globex, denied))
	require.True(t, e.Negated)
	require.False(t, e.Disputed)
	e = one(t, said(acme, graph.HasLicenceWith, globex, denied), said(acme, graph.HasLicenceWith, globex))
	require.False(t, e.Negated, "the report leads")
	require.True(t, e.Disputed)
}

func TestStatementsThatNeverCount(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]option{
		"withdrawn":  func(s *graph.Statement) { s.WithdrawnAt = "2020-01-01T00:00:00Z" },
		"rejected":   func(s *graph.Statement) { s.Review = graph.Rejected },
		"deprecated": ranked(graph.Deprecated),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Empty(t, graph.Project([]graph.Statement{said(acme, graph.Sued, globex, o)}, graph.Policy{}))
			e := one(t, said(acme, graph.Sued, globex, o, as(graph.Adjudicated), negated), said(acme, graph.Sued, globex))
			require.Equal(t, graph.Reported, e.Status)
			require.False(t, e.Disputed)
			require.Equal(t, 1, e.StatementCount)
		})
	}
	pending := said(acme, graph.Sued, globex, func(s *graph.Statement) { s.Review = graph.Pending })
	require.Empty(t, graph.Project([]graph.Statement{pending}, graph.Policy{AcceptedOnly: true}))
	require.Len(t, graph.Project([]graph.Statement{pending}, graph.Policy{}), 1)
}

func TestThePreferredStatementLeads(t *testing.T) {
	t.Parallel()
	e := one(t, said(acme, graph.Sued, globex, as(graph.Adjudicated), on("2017-12-28"), at("paragraph 2")),
		said(acme, graph.Sued, globex, on("2017-12-29"), ranked(graph.Preferred)))
	require.Equal(t, graph.Reported, e.Status)
	require.Equal(t, "2017-12-29", e.Valid.String())
	require.Equal(t, "paragraph 1", e.Citations[0].Locator)
	require.True(t, e.Disputed, "preferring one does not hide the other")
}

func TestDisputesAreFoundAmongAll(t *testing.T) {
	t.Parallel()
	e := one(t, said(acme, graph.Sued, globex, on("2019"), as(graph.Found)), said(acme, graph.Sued, globex, on("2019-03"), at("2")),
		said(acme, graph.Sued, globex, on("2019-05"), at("3")))
	require.True(t, e.Disputed, "March and May differ, though the leading 2019 agrees with both")
	share := func(number string, c graph.Comparator) option {
		return figure(graph.Value{Number: number, Comparator: c, Unit: "percent"})
	}
	e = one(t, said(acme, "HOLDS_STAKE_IN", globex, share("5", graph.GreaterThan)), said(acme, "HOLDS_STAKE_IN", globex, share("7", graph.Equal)))
	require.False(t, e.Disputed)
	e = one(t, said(acme, "HOLDS_STAKE_IN", globex, share("17", graph.Equal)), said(acme, "HOLDS_STAKE_IN", globex, share("18", graph.Equal)))
	require.True(t, e.Disputed)
}

func TestShortcuts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		arrangement graph.ID
		from, to    string
		want        graph.Predicate
		qualifier   string
		family      graph.Family
	}{
		{suit, "plaintiff", "defendant", graph.Sued, "case", graph.DisputeFamily},
		{suit, "counterclaimant", "counter_defendant", graph.Countersued, "case", graph.DisputeFamily},
		{deal, "licensor", "licensee", graph.LicensesTo, "licence", graph.LicenceFamily},
		{deal, "party", "party", graph.HasLicenceWith, "licence", graph.LicenceFamily},
		{round, "investor", "issuer", graph.InvestedIn, "round", graph.MoneyFamily},
	} {
		t.Run(string(c.want), func(t *testing.T) {
			t.Parallel()
			left := party(acme, c.arrangement, c.from, as(graph.Found), on("2017-12-28"), reported("2018"))
			right := party(globex, c.arrangement, c.to, as(graph.Alleged), at("paragraph 2"))
			edges := graph.Project([]graph.Statement{left, right}, graph.Policy{})
			require.Len(t, edges, 3, "two parties and the shortcut")
			i := slices.IndexFunc(edges, func(e graph.Edge) bool { return e.Derived })
			e := edges[i]
			require.Equal(t, []any{c.want, acme, globex, c.family}, []any{e.Type, e.From, e.To, e.Family})
			require.Equal(t, map[string]string{c.qualifier: string(c.arrangement)}, e.Qualifiers)
			require.Equal(t, graph.Alleged, e.Status, "as firm as the weaker side")
			require.Equal(t, "2017-12-28", e.Earliest, "dated by the side that has a date")
			require.Equal(t, "2019-06-26", e.FirstReported, "known when both are")
			require.Equal(t, []graph.StatementID{left.ID, right.ID}, []graph.StatementID{e.Citations[0].Statement, e.Citations[1].Statement})
			require.Len(t, graph.Project([]graph.Statement{left, right}, graph.Policy{Known: "2018-12-31"}), 1, "one side alone gives none")
			require.False(t, slices.ContainsFunc(graph.Project([]graph.Statement{left, party(acme, c.arrangement, c.to)}, graph.Policy{}),
				func(e graph.Edge) bool { return e.Derived }), "nobody is tied to themselves")
		})
	}
}

func TestAPartyThatIsNoneAfterAllNegatesTheShortcut(t *testing.T) {
	t.Parallel()
	statements := []graph.Statement{
		party(acme, suit, "plaintiff", reported("2017")), party(globex, suit, "defendant", reported("2018-03-01")),
		party(globex, suit, "defendant", negated, as(graph.Found), reported("2019-06-26")),
	}
	i := slices.IndexFunc(graph.Project(statements, graph.Policy{}), func(e graph.Edge) bool { return e.Derived })
	e := graph.Project(statements, graph.Policy{})[i]
	require.True(t, e.Negated)
	require.True(t, e.Disputed)
	require.Equal(t, []string{"2018-03-01 0000-00-00 9999-12-31 + 02", "2019-06-26 0000-00-00 9999-12-31 - 02"}, e.History)
	never := []graph.Statement{statements[0], statements[2]}
	require.False(t, slices.ContainsFunc(graph.Project(never, graph.Policy{}), func(e graph.Edge) bool { return e.Derived }), "who was never a party has no tie")
}

func TestOneDayIsOneStep(t *testing.T) {
	t.Parallel()
	alleged, found := said(acme, graph.Sued, globex, as(graph.Alleged)), said(acme, graph.Sued, globex, as(graph.Found))
	require.Empty(t, one(t, alleged, found).History, "what was reported on one day was known on that day")
	later := said(acme, graph.Sued, globex, as(graph.Adjudicated), reported("2020-01-02"))
	require.Equal(t, []string{"2019-06-26 0000-00-00 9999-12-31 + 09", "2020-01-02 0000-00-00 9999-12-31 + 10"}, one(t, alleged, found, later).History)
}

func TestWhatReadsTheSameIsNoStep(t *testing.T) {
	t.Parallel()
	month := said(acme, graph.Sued, globex, on("2017-12"))
	sharper := said(acme, graph.Sued, globex, on("2017-12/"), as(graph.Reported), ranked(graph.Preferred), reported("2019-07-01"))
	require.Empty(t, one(t, month, sharper).History, "the same days, though written in another way")
}

func TestNamesToSearchFor(t *testing.T) {
	t.Parallel()
	e := graph.Entity{ID: acme, Name: "L’Oréal S.A.", Aliases: []string{"loreal", "L’Oréal S.A."}}
	require.Equal(t, []string{"L’Oréal S.A.", "l oréal s a", "loreal"}, e.Properties()["names"])
}

func TestALicenceThatEndedHasEnded(t *testing.T) {
	t.Parallel()
	for valid, latest := range map[string]string{"2017": "", "2017/..": "", "2017/2019": "2019-12-31"} {
		edges := graph.Project([]graph.Statement{party(acme, deal, "licensor", on(valid)), party(globex, deal, "licensee", on(valid))}, graph.Policy{})
		i := slices.IndexFunc(edges, func(e graph.Edge) bool { return e.Derived })
		require.Equal(t, latest, edges[i].Latest, valid)
	}
}

func TestARegisterRecordHasAnEdgeOfItsOwn(t *testing.T) {
	t.Parallel()
	edges := graph.Project([]graph.Statement{
		said("patent:docdb:US.1.B2", "ASSIGNED_TO", globex, record, at("#row=1")),
		said("patent:docdb:US.1.B2", "ASSIGNED_TO", globex, record, at("#row=2")),
		said("patent:docdb:US.1.B2", "ASSIGNED_TO", globex),
	}, graph.Policy{})
	require.Len(t, edges, 3)
	e := one(t, said("patent:docdb:US.1.B2", "ASSIGNED_TO", globex, record, at("#row=1")))
	require.True(t, e.Record)
	require.Equal(t, "#row=1", e.Properties()["locator"])
	require.NotContains(t, e.Properties(), "sids")
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	s := []graph.Statement{said(acme, graph.Sued, globex, as(graph.Alleged), on("2017-12"))}
	require.Len(t, graph.Project(s, graph.Policy{MinStatus: graph.Alleged, On: "2018-01-01"}), 1)
	require.Empty(t, graph.Project(s, graph.Policy{MinStatus: graph.Found}))
	require.Empty(t, graph.Project(s, graph.Policy{On: "2017-11-30"}))
	require.Empty(t, graph.Project(s, graph.Policy{Known: "2019-06-25"}))
}

// TestProjectOfMany would take hours if anything were quadratic.
func TestProjectOfMany(t *testing.T) {
	t.Parallel()
	const n = 100_000
	statements := make([]graph.Statement, 0, 2*n)
	start := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		day := reported(start.AddDate(0, 0, i%40_000).Format("2006-01-02"))
		statements = append(statements, said(acme, graph.Sued, globex, on("2017"), day, at(fmt.Sprint("page ", i))))
	}
	for i := range n / 2 {
		statements = append(statements, party(acme, suit, "plaintiff", reported("2018"), at(fmt.Sprint("page ", i))),
			party(graph.ID(fmt.Sprint("company:ipgraph:", i%300)), suit, "defendant", at(fmt.Sprint("page ", i))))
	}
	require.Len(t, graph.Project(statements, graph.Policy{}), 1+1+300+300)
}
