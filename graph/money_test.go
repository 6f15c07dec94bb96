package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestParseMinor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		decimal, currency string
		minor             int64
		written           string
	}{
		{"1400000000", "USD", 140_000_000_000, "1400000000"},
		{"12.50", "USD", 1250, "12.50"},
		{"12.5", "EUR", 1250, "12.50"},
		{"0.05", "GBP", 5, "0.05"},
		{"0", "CNY", 0, "0"},
		{"500", "JPY", 500, "500"},
		{"1.234", "KWD", 1234, "1.234"},
		{"1.2", "KWD", 1200, "1.200"},
		{"92233720368547758.07", "USD", 9223372036854775807, "92233720368547758.07"},
	} {
		n, err := graph.ParseMinor(c.decimal, c.currency)
		require.NoError(t, err, c.decimal)
		require.Equal(t, c.minor, n, c.decimal)
		require.Equal(t, c.written, graph.FormatMinor(n, c.currency))
	}
}

func TestParseMinorSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ decimal, currency, want string }{
		{"1.5", "JPY", `amount "1.5" has more than the 0 decimals of JPY`},
		{"1.005", "USD", `amount "1.005" has more than the 2 decimals of USD`},
		{"1,000", "USD", `amount "1,000" is not a plain decimal number such as 1400000000 or 12.50`},
		{"1.", "USD", `amount "1." is not a plain decimal number such as 1400000000 or 12.50`},
		{".5", "USD", `amount ".5" is not a plain decimal number such as 1400000000 or 12.50`},
		{"-5", "USD", `amount "-5" is not a plain decimal number such as 1400000000 or 12.50`},
		{"1e9", "USD", `amount "1e9" is not a plain decimal number such as 1400000000 or 12.50`},
		{"", "USD", `amount "" is not a plain decimal number such as 1400000000 or 12.50`},
		{"92233720368547758.08", "USD", `amount "92233720368547758.08" is too large`},
		{"5", "USDD", `currency "USDD" is not an ISO 4217 code; did you mean USD?`},
		{"5", "dollars", `currency "dollars" is not an ISO 4217 code`},
	} {
		_, err := graph.ParseMinor(c.decimal, c.currency)
		require.EqualError(t, err, c.want)
	}
}

func FuzzParseMinor(f *testing.F) {
	f.Add("12.50", "USD", int64(1250))
	f.Add("500", "JPY", int64(0))
	f.Add("1.234", "KWD", int64(9223372036854775807))
	f.Fuzz(func(t *testing.T, decimal, currency string, minor int64) {
		if n, err := graph.ParseMinor(decimal, currency); err == nil {
			require.GreaterOrEqual(t, n, int64(0))
			again, err := graph.ParseMinor(graph.FormatMinor(n, currency), currency)
			require.NoError(t, err)
			require.Equal(t, n, again)
		}
		if minor >= 0 {
			for _, c := range []string{"USD", "JPY", "KWD"} {
				n, err := graph.ParseMinor(graph.FormatMinor(minor, c), c)
				require.NoError(t, err)
				require.Equal(t, minor, n, "nothing is rounded")
			}
		}
	})
}

func TestMoneyReads(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]graph.Money{
		"more than USD 1,000,000,000 demanded": {Kind: graph.MoneyDemanded, Currency: "USD", Comparator: graph.GreaterThan, Minor: 100_000_000_000},
		"less than JPY 5,000 paid":             {Kind: graph.MoneyPaid, Currency: "JPY", Comparator: graph.LessThan, Minor: 5000},
		"about KWD 1.250 revenue":              {Kind: graph.MoneyRevenue, Currency: "KWD", Comparator: graph.Approx, Minor: 1250},
		"up to EUR 0.05 offered":               {Kind: graph.MoneyOffered, Currency: "EUR", Comparator: graph.UpTo, Minor: 5},
		"USD 1,000 to 2,000.50 invested":       {Kind: graph.MoneyInvested, Currency: "USD", Comparator: graph.Range, Minor: 100_000, MinorTo: 200_050},
		"USD 999 awarded":                      {Kind: graph.MoneyAwarded, Currency: "USD", Comparator: graph.Equal, Minor: 99_900},
		"an undisclosed amount":                {Kind: graph.MoneyUndisclosed, WithheldBy: "Globex"},
	} {
		require.Equal(t, want, m.String())
	}
}

func TestValuesRead(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]graph.Value{
		"about 230 patents":        {Number: "230", Comparator: graph.Approx, Unit: "patent"},
		"1 day":                    {Number: "1", Comparator: graph.Equal, Unit: "day"},
		"1 to 2 days":              {Number: "1", NumberTo: "2", Comparator: graph.Range, Unit: "day"},
		"more than 80,000 patents": {Number: "80000", Comparator: graph.GreaterThan, Unit: "patent"},
		"12.5 %":                   {Number: "12.5", Comparator: graph.Equal, Unit: "percent"},
		"-123,456 licence fees":    {Number: "-123456", Comparator: graph.Equal, Unit: "licence_fee"},
		"-123 companies":           {Number: "-123", Comparator: graph.Equal, Unit: "company"},
		"made in Shenzhen":         {Text: "made in Shenzhen"},
	} {
		require.Equal(t, want, v.String())
	}
}

func TestFiguresAgree(t *testing.T) {
	t.Parallel()
	const eq, gt, lt, approx, upto, within = graph.Equal, graph.GreaterThan, graph.LessThan, graph.Approx, graph.UpTo, graph.Range
	v := func(c graph.Comparator, number, unit string, to ...string) graph.Value {
		value := graph.Value{Comparator: c, Number: number, Unit: unit}
		if len(to) > 0 {
			value.NumberTo = to[0]
		}
		return value
	}
	for _, c := range []struct {
		a, b graph.Value
		want bool
	}{
		{v(gt, "80000", "patent"), v(eq, "87805", "patent"), true},
		{v(eq, "17", "day"), v(eq, "18", "day"), false},
		{v(eq, "17", "day"), v(eq, "17.0", "day"), true},
		{v(eq, "17", "day"), v(eq, "18", "week"), false},
		{v(eq, "21", "day"), v(eq, "3", "week"), true},
		{v(eq, "17", "day"), v(eq, "18", "patent"), true},
		{v(approx, "100", "patent"), v(eq, "109", "patent"), true},
		{v(approx, "100", "patent"), v(eq, "111", "patent"), false},
		{v(approx, "-100", "patent"), v(eq, "-105", "patent"), true},
		{v(lt, "80", "patent"), v(gt, "90", "patent"), false},
		{v(upto, "80", "patent"), v(eq, "80", "patent"), true},
		{v(within, "10", "day", "20"), v(eq, "15", "day"), true},
		{v(within, "10", "day", "20"), v(eq, "21", "day"), false},
		{v(within, "10", "day", "20"), v(within, "20", "day", "30"), true},
		{graph.Value{Text: "a stake"}, graph.Value{Text: "a minority stake"}, true},
		{graph.Value{Text: "a stake"}, v(eq, "5", "percent"), true},
	} {
		require.Equal(t, c.want, c.a.Agrees(c.b), "%s and %s", c.a, c.b)
		require.Equal(t, c.want, c.b.Agrees(c.a), "%s and %s", c.b, c.a)
		require.True(t, c.a.Agrees(c.a))
	}
}

func TestAmountsAgree(t *testing.T) {
	t.Parallel()
	usd := func(kind graph.MoneyKind, c graph.Comparator, minor int64) graph.Money {
		return graph.Money{Kind: kind, Currency: "USD", Comparator: c, Minor: minor}
	}
	billion := usd(graph.MoneyDemanded, graph.GreaterThan, 100_000_000_000)
	require.True(t, billion.Agrees(usd(graph.MoneyDemanded, graph.Equal, 140_000_000_000)))
	require.False(t, billion.Agrees(usd(graph.MoneyDemanded, graph.Equal, 5)))
	require.True(t, billion.Agrees(usd(graph.MoneyPaid, graph.Equal, 5)), "a demand and a payment do not contradict")
	require.True(t, billion.Agrees(graph.Money{Kind: graph.MoneyUndisclosed}))
	require.True(t, graph.Money{Kind: graph.MoneyUndisclosed}.Agrees(billion))
	require.True(t, billion.Agrees(graph.Money{Kind: graph.MoneyDemanded, Currency: "EUR", Comparator: graph.Equal, Minor: 5}))
}
