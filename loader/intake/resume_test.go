package intake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

func newOut(t *testing.T) (*intake.Out, *intaketest.Result) {
	r := intaketest.New("test")
	out := intake.NewOut(r, r.Report)
	require.NoError(t, out.StartFile("rows.csv", "source:dataset:rows.csv"))
	return out, r
}

func TestWhatIsResumedIsNoOtherRecord(t *testing.T) {
	out, r := newOut(t)
	var places []intake.Place
	for _, at := range []string{"#row=2", "#row=3", "#row=4", "#row=5"} {
		require.NoError(t, out.Begin(at))
		if at == "#row=3" {
			out.Change("a date that cannot be read", "soon")
		}
		places = append(places, out.Place())
	}
	require.NoError(t, out.StartFile("other.csv", "source:dataset:other.csv"))
	for range 2 { // two parts of one row
		require.NoError(t, out.Resume(places[0]))
		out.Entity(graph.Entity{ID: "company:test:a", Name: "A"})
		out.Statement(graph.Statement{Subject: "company:test:a", Predicate: "BASED_IN", Value: &graph.Value{Text: "Here"}, Status: graph.Recorded})
		out.Change("an amount that is no figure", "much")
		require.NoError(t, out.Resume(places[1]))
		out.Change("an amount that is no figure", "more")
	}
	require.NoError(t, out.Resume(places[3]))
	out.Entity(graph.Entity{ID: "company:test:b", Name: "B"})
	out.LeaveOut("a guess", "")
	out.Retire("#row=9")
	require.NoError(t, out.End())

	f := r.Report.Files[0]
	require.Equal(t, []int64{4, 1, 2, 1, 0}, []int64{f.Records, f.Taken, f.Changed, f.LeftOut, f.Broken}, "a row that was taken and is changed later is changed, once")
	require.Zero(t, r.Report.Files[1].Records)
	require.Len(t, r.Statements, 2)
	require.Equal(t, "#row=2", r.Statements[0].Locator)
	require.Equal(t, graph.ID("source:dataset:rows.csv"), r.Statements[0].Source)
	require.NotContains(t, r.Entities, graph.ID("company:test:b"), "what is left out is not handed on")
	require.Equal(t, []string{"#row=9"}, r.Retired)
	require.NoError(t, out.Begin("#row=2"))
	require.NoError(t, out.End())
	require.Equal(t, int64(5), f.Records, "and the next record is one of its own")
}
