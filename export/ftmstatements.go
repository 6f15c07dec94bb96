package export

import (
	"bufio"
	"context"
	"crypto/sha1" //nolint:gosec // FollowTheMoney names statements by it; nothing is kept secret by it
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
)

// ftmDataset is the name of the data set to which the statements belong.
const ftmDataset = "ipgraph"

// ftmColumns are those of statements in CSV.
var ftmColumns = []string{"canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value", "external", "first_seen", "last_seen", "id"}

// ftmTypes are the types of the properties that we write, where they are not text
// without a form.
var ftmTypes = map[string]string{
	"name": "name", "alias": "name", "summary": "text", "description": "text", "purpose": "text", "sourceUrl": "url",
	"publishedAt": "date", "retrievedAt": "date", "date": "date", "startDate": "date", "endDate": "date",
	"caseNumber": "identifier", "leiCode": "identifier", "proof": "entity", "amount": "number",
	"owner": "entity", "asset": "entity", "director": "entity", "organization": "entity", "employee": "entity", "employer": "entity", "member": "entity",
	"agent": "entity", "client": "entity", "predecessor": "entity", "successor": "entity", "payer": "entity", "beneficiary": "entity",
	"party": "entity", "case": "entity", "subject": "entity", "object": "entity",
}

func ftmType(property string) string {
	if t := ftmTypes[property]; t != "" {
		return t
	}
	return "string"
}

// writeFTMStatements writes each value of each property as a statement, the form in
// which FollowTheMoney keeps where a value is from.
func writeFTMStatements(ctx context.Context, c Content, w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	out := csv.NewWriter(buffer)
	if err := out.Write(ftmColumns); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	seen := c.About().Generated
	for e, err := range ftmEntities(ctx, c) {
		if err != nil {
			return err
		}
		for _, property := range slices.Sorted(maps.Keys(e.Properties)) {
			for _, value := range e.Properties[property] {
				record := []string{e.ID, e.ID, property, ftmType(property), e.Schema, value, ftmDataset, "", "", "f", seen, seen, ftmStatementID(e.ID, property, value)}
				if err := out.Write(record); err != nil {
					return fmt.Errorf("write the export: %w", err)
				}
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// ftmStatementID is the key by which FollowTheMoney knows a statement again.
func ftmStatementID(entity, property, value string) string {
	sum := sha1.Sum([]byte(ftmDataset + "." + entity + "." + property + "." + value)) //nolint:gosec // see the import
	return hex.EncodeToString(sum[:])
}
