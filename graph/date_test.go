package graph_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

func TestParsePeriod(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"":                   {"", ""},
		"2019-06-26":         {"2019-06-26", "2019-06-26"},
		"2019-06":            {"2019-06-01", "2019-06-30"},
		"2019":               {"2019-01-01", "2019-12-31"},
		"201X":               {"2010-01-01", "2019-12-31"},
		"20XX":               {"2000-01-01", "2099-12-31"},
		"2019-06-XX":         {"2019-06-01", "2019-06-30"},
		"2019-XX":            {"2019-01-01", "2019-12-31"},
		"2019-XX-XX":         {"2019-01-01", "2019-12-31"},
		"2019?":              {"2019-01-01", "2019-12-31"},
		"2019~":              {"2019-01-01", "2019-12-31"},
		"2019-06%":           {"2019-06-01", "2019-06-30"},
		"2011-01/2013-05-31": {"2011-01-01", "2013-05-31"},
		"2017-12/..":         {"2017-12-01", ""},
		"../2013":            {"", "2013-12-31"},
		"2017-12/":           {"2017-12-01", ""},
		"/2013":              {"", "2013-12-31"},
		"2020-02":            {"2020-02-01", "2020-02-29"},
		"1900-02-XX":         {"1900-02-01", "1900-02-28"},
		"2019-06/2019-06":    {"2019-06-01", "2019-06-30"},
	} {
		p, err := graph.ParsePeriod(text)
		require.NoError(t, err, text)
		require.Equal(t, want, [2]string{p.Earliest(), p.Latest()}, text)
		require.Equal(t, text, p.String(), "the precision is kept")
	}
}

func TestParsePeriodSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"yesterday":                `date "yesterday": write YYYY, YYYY-MM or YYYY-MM-DD`,
		"19-06-26":                 `date "19-06-26": write YYYY, YYYY-MM or YYYY-MM-DD`,
		"2019-06-26-01":            `date "2019-06-26-01": write YYYY, YYYY-MM or YYYY-MM-DD`,
		"..":                       `date "..": write YYYY, YYYY-MM or YYYY-MM-DD`,
		"2019-13":                  `date "2019-13": there is no month 13, only 01 to 12`,
		"2019-6":                   `date "2019-6": the month "6" is not two digits`,
		"2019-02-29":               `date "2019-02-29": there is no day 29, only 01 to 28`,
		"2019-06-1":                `date "2019-06-1": the day "1" is not two digits`,
		"2019-XX-12":               `date "2019-XX-12": a day needs a month`,
		"201X-06":                  `date "201X-06": a month needs a full year`,
		"2X19":                     `date "2X19": the year "2X19" is not four digits`,
		"X019":                     `date "X019": the year "X019" is not four digits`,
		"0000":                     `date "0000": there is no year 0`,
		"2019?~":                   `date "2019?~": only one of ? ~ % can follow a date`,
		"/":                        `date "/" has neither a beginning nor an end: leave it out`,
		"../..":                    `date "../.." has neither a beginning nor an end: leave it out`,
		"2019/2018":                `date "2019/2018" ends before it begins`,
		"2019/2018-13":             `date "2019/2018-13": in "2018-13", there is no month 13, only 01 to 12`,
		"2019/2020/2021":           `date "2019/2020/2021": in "2020/2021", write YYYY, YYYY-MM or YYYY-MM-DD`,
		strings.Repeat("2019", 20): `date "20192019201920192019201920192019201920192019201920192019201920192019201920192019" is too long`,
	} {
		_, err := graph.ParsePeriod(text)
		require.EqualError(t, err, want)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range append(validOn, "2019-06-XX", "20XX", "2019?~", "2019-02-29", "../..", "2019/2018") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := graph.ParsePeriod(text)
		if err != nil {
			require.True(t, p.IsZero())
			require.True(t, utf8.ValidString(err.Error()))
			return
		}
		require.Equal(t, text, p.String())
		if p.Earliest() != "" && p.Latest() != "" {
			require.LessOrEqual(t, p.Earliest(), p.Latest())
		}
		written, err := p.MarshalText()
		require.NoError(t, err)
		var back graph.Period
		require.NoError(t, back.UnmarshalText(written))
		require.Equal(t, p, back)
	})
}

func TestFromAndTo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"2019-06":      {"2019-06", "2019-06"},
		"2011/2013-05": {"2011", "2013-05"},
		"2011/..":      {"2011", ""},
		"../2013":      {"", "2013"},
		"/2013":        {"", "2013"},
	} {
		p := period(text)
		require.Equal(t, want, [2]string{p.From(), p.To()}, text)
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	day, err := graph.ParseDay("2019-06-20")
	require.NoError(t, err)
	require.Equal(t, "2019-06-20", day)
	for _, text := range []string{"", "2019-06", "2019", "2019-06-20?", "2019-06-20/2019-06-20", "2019-06-XX"} {
		_, err := graph.ParseDay(text)
		require.ErrorContains(t, err, "is not a day: write YYYY-MM-DD, for example 2019-06-20", text)
	}
}

func TestMayHoldOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		predicate         graph.Predicate
		valid, day        string
		possible, certain bool
	}{
		{"SUED", "2017-12", "2017-11-30", false, false},
		{"SUED", "2017-12", "2017-12-15", true, false}, // it may have been on the 28th
		{"SUED", "2017-12", "2017-12-31", true, true},
		{"SUED", "2017-12", "2030-01-01", true, true}, // what has happened stays so
		{"SUED", "", "2030-01-01", true, false},
		{"EMPLOYED_BY", "2011-01/2013-05-31", "2010-12-31", false, false},
		{"EMPLOYED_BY", "2011-01/2013-05-31", "2011-01-10", true, false},
		{"EMPLOYED_BY", "2011-01/2013-05-31", "2012-06-01", true, true},
		{"EMPLOYED_BY", "2011-01/2013-05-31", "2013-05-31", true, true},
		{"EMPLOYED_BY", "2011-01/2013-05", "2013-05-02", true, false},
		{"EMPLOYED_BY", "2011-01/2013-05-31", "2013-06-01", false, false},
		{"EMPLOYED_BY", "2011/..", "2019-01-01", true, true}, // open: it still holds
		{"EMPLOYED_BY", "2011/", "2019-01-01", true, false},  // the end is not known
		{"EMPLOYED_BY", "../2011", "1990-01-01", true, true}, // it has always held
		{"EMPLOYED_BY", "/2011", "1990-01-01", true, false},  // the beginning is not known
		{"EMPLOYED_BY", "2011-06-01", "2011-06-01", true, true},
		{"EMPLOYED_BY", "2011-06-01?", "2011-06-01", true, false}, // the source itself is in doubt
		{"EMPLOYED_BY", "2011~/2013-05-31", "2012-06-01", true, false},
		{"EMPLOYED_BY", "2011/2013%", "2012-06-01", true, false},
		{"SUED", "2017-12-28~", "2030-01-01", true, false},
	} {
		from := graph.ID("company:ipgraph:a")
		if c.predicate == "EMPLOYED_BY" {
			from = "person:ipgraph:a"
		}
		edges := graph.Project([]graph.Statement{said(from, c.predicate, "company:ipgraph:b", on(c.valid))}, graph.Policy{})
		require.Len(t, edges, 1)
		possible, certain := edges[0].MayHoldOn(c.day)
		require.Equal(t, [2]bool{c.possible, c.certain}, [2]bool{possible, certain}, "%s %s on %s", c.predicate, c.valid, c.day)
	}
}

// TestWhatIsCertainIsPossible: no day is certain on which a relation cannot hold,
// and an edge that is stored and read says the same of each day.
func TestWhatIsCertainIsPossible(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		for _, e := range graph.Project(anyStatements().Draw(t, "statements"), graph.Policy{}) {
			stored, err := graph.EdgeFrom(graph.Relationship{Type: string(e.Type), From: e.From, To: e.To, Properties: e.Properties()})
			require.NoError(t, err)
			for _, day := range []string{"0001-01-01", "2012-06-01", "2013-05-31", "2017-12-28", "2018-06-01", "2100-01-01"} {
				possible, certain := e.MayHoldOn(day)
				require.True(t, possible || !certain, "%s %s on %s", e.Type, e.Valid, day)
				again, surely := stored.MayHoldOn(day)
				require.Equal(t, [2]bool{possible, certain}, [2]bool{again, surely})
			}
		}
	})
}
