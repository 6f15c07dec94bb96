package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const verizon = "company:ipgraph:verizon-communications"

// clocksOverHTTP holds what the story must say on either clock, and on both.
func clocksOverHTTP(t *testing.T, handler http.Handler) {
	get := func(path string, query ...string) string {
		values := url.Values{}
		for _, pair := range query {
			name, value, _ := strings.Cut(pair, "=")
			values.Set(name, value)
		}
		return scenario{url: path + "?" + values.Encode()}.run(t, handler).Body.String()
	}
	clocks := func(day string) [][]string {
		return [][]string{{"on=" + day}, {"known=" + day}, {"on=" + day, "known=" + day}, {"on=" + day, "known=" + day, "certain=yes"}}
	}
	for _, days := range clocks("2019-06-20") {
		facts := get("/v1/entities/"+lawsuit, days...)
		require.Contains(t, facts, "trial_under_way", days)
		require.NotContains(t, facts, "jury_verdict", days)
		findings := get("/v1/questions/claims-and-findings", append(days, "id="+lawsuit)...)
		require.NotContains(t, findings, "FOUND_LIABLE_TO", days)
		require.NotContains(t, get("/v1/paths", append(days, "from="+huawei, "to="+cnex, "hops=1", "limit=10")...), "FOUND_LIABLE_TO", days)
		require.NotContains(t, get("/v1/entities/"+cnex+"/neighbours", append(days, "limit=500")...), "FOUND_LIABLE_TO", days)
	}
	for _, days := range clocks("2019-06-28") {
		require.Contains(t, get("/v1/entities/"+lawsuit, days...), "jury_verdict", days)
		findings := get("/v1/questions/claims-and-findings", append(days, "id="+lawsuit)...)
		require.Contains(t, findings, `"type":"FOUND_LIABLE_TO"`, days)
		require.Contains(t, findings, `"damages":"none"`, days)
		require.NotContains(t, findings, `"kind":"awarded"`, "no damages were awarded")
	}
	for _, day := range []string{"2019-06-12", "2019-06-20", "2020-03-01", "2021-08-01", "2024-01-01"} {
		for _, days := range clocks(day) {
			demands := get("/v1/questions/royalty-demands", append(days, "id="+verizon)...)
			require.Contains(t, demands, "more than USD 1,000,000,000 demanded", days)
			money := get("/v1/questions/money", append(days, "id="+verizon)...)
			require.NotContains(t, money, `"kind":"paid"`, "nothing was said to be paid")
			licences := get("/v1/questions/licences", append(days, "id="+verizon)...)
			require.NotContains(t, licences, `"id":"`+huawei+`"`, "what is only speculated about is no licence")
			totals := get("/v1/questions/money-totals", append(days, "id="+verizon)...)
			require.Equal(t, day >= "2021-07-12", strings.Contains(totals, `"kind":"undisclosed"`), "%s: the sum of the settlement is undisclosed, and known from its day on", days)
		}
	}
	require.Contains(t, get("/v1/questions/money", "id="+verizon, "kind=undisclosed"), "an undisclosed amount")
	require.NotContains(t, get("/v1/questions/money", "id="+verizon), `"text":"USD 0`, "undisclosed is not zero")
}

// oneVoice: the reports of June 2019 on the demand go back to one agency, at most
// two steps away, and count as one source.
func oneVoice(t *testing.T, handler http.Handler) {
	text := scenario{url: "/v1/questions/repeats?id=source:sott:2019-06-huawei-verizon"}.run(t, handler).Body.String()
	require.Equal(t, 10, strings.Count(text, `"report":`))
	require.Contains(t, text, `"steps":2`, "a copy of a copy")
	text = scenario{url: "/v1/questions/repeats?id=source:sott:2019-06-huawei-verizon&known=2019-06-13"}.run(t, handler).Body.String()
	require.Less(t, strings.Count(text, `"report":`), 10, "not all of them were out")
	demand := scenario{url: "/v1/questions/royalty-demands?id=" + verizon + "&format=csv"}.run(t, handler).Body.String()
	require.Contains(t, demand, "independent sources")
	require.Contains(t, demand, "edge_independent_sources")
}
