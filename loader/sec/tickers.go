package sec

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// ticker is one entry of company_tickers.json. A company has as many as it has
// tickers.
type ticker struct {
	CIK    intake.Scalar `json:"cik_str"`
	Ticker string        `json:"ticker"`
	Title  string        `json:"title"`
}

func readTickers(ctx context.Context, in *intake.Input, out *intake.Out) error {
	return intake.Members(ctx, in, []string{"/*"}, func(pointer string, value jsontext.Value) error {
		if err := out.Begin(pointer); err != nil {
			return err
		}
		var t ticker
		if err := intake.Decode(value, &t); err != nil {
			out.Broken("an entry that is no ticker", err.Error())
			return nil
		}
		t.take(out)
		return nil
	})
}

// take hands over the company and its ticker.
func (t ticker) take(out *intake.Out) {
	cik := string(t.CIK)
	if !validCIK(cik) {
		out.Broken("a CIK that is not one to ten digits", cik)
		return
	}
	id, err := companyOf(cik)
	if err != nil {
		out.Broken("a CIK that makes no id", err.Error())
		return
	}
	if t.Title == "" {
		out.Change("a company without a name is called by its CIK", cik)
		out.Bare(id, "CIK "+paddedCIK(cik))
	} else {
		out.Entity(graph.Entity{ID: id, Name: t.Title})
	}
	out.Statement(identified(id, "cik", paddedCIK(cik)))
	if t.Ticker == "" {
		out.Change("a company without a ticker", cik)
		return
	}
	out.Count("tickers", 1)
	out.Statement(identified(id, "ticker", t.Ticker))
}
