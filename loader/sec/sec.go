// Package sec reads public files of the U.S. Securities and Exchange Commission: the
// list of tickers, and Form D, the notice of an offering of securities that is
// exempt from registration.
package sec

import (
	"bytes"
	"context"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads company_tickers.json and Form D in XML.
func Format() intake.Format {
	return intake.Format{
		Name:      "sec",
		Title:     "SEC company tickers (JSON), Form D (XML)",
		About:     "companies with CIK and tickers; offerings with issuers, sums and related persons (Form D names no investors)",
		Publisher: "U.S. Securities and Exchange Commission",
		Detect:    func(h intake.Head) bool { return isTickers(h.Bytes) || isFormD(h.Bytes) },
		New:       intake.Each(read),
	}
}

func isTickers(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) && bytes.Contains(head, []byte(`"cik_str"`)) && bytes.Contains(head, []byte(`"ticker"`))
}

func isFormD(head []byte) bool {
	return bytes.Contains(head, []byte("<edgarSubmission")) && (bytes.Contains(head, []byte("<submissionType>D</")) || bytes.Contains(head, []byte("<submissionType>D/A</")))
}

func read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	head, err := in.Peek()
	if err != nil {
		return err
	}
	if isFormD(head) || bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")) {
		return readFormD(ctx, in, out)
	}
	return readTickers(ctx, in, out)
}

// companyOf is the id of a filer. The Commission pads a CIK to ten digits in some
// files and not in others: the id has no zeros before it.
func companyOf(cik string) (graph.ID, error) {
	return graph.MakeID(graph.Company, "cik", strings.TrimLeft(cik, "0"))
}

// paddedCIK is a CIK as the Commission's own addresses write it, with ten digits.
func paddedCIK(cik string) string {
	cik = strings.TrimLeft(cik, "0")
	return strings.Repeat("0", max(0, 10-len(cik))) + cik
}

func validCIK(cik string) bool {
	return cik != "" && len(cik) <= 10 && strings.Trim(cik, "0123456789") == "" && strings.Trim(cik, "0") != ""
}

// identified says that an entity has a number in a register.
func identified(id graph.ID, scheme, value string) graph.Statement {
	return graph.Statement{Subject: id, Predicate: "HAS_ID", Value: &graph.Value{Text: value},
		Qualifiers: map[string]string{"scheme": scheme}, Status: graph.Recorded}
}
