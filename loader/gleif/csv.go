package gleif

import (
	"context"
	"fmt"

	"ipgraph/loader/intake"
)

// readCSV reads the flattened form. Columns are named by the path of the element;
// their number and some of their names changed over the years, so that each is
// looked up by its name.
func (r *reader) readCSV(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.inRow = true
	var take func(intake.Row) error
	return intake.Rows(ctx, in, out, func(h *intake.Header) error {
		switch {
		case h.Has("Relationship.StartNode.NodeID"):
			take = func(row intake.Row) error { return r.takeRelationship(out, relationshipOf(row)) }
		case h.Has("Entity.LegalName"):
			take = func(row intake.Row) error { return r.takeEntity(out, entityOf(row)) }
		case h.Has("Exception.Category"), h.Has("ExceptionCategory"):
			take = func(row intake.Row) error { return r.takeExceptions(out, row) }
		default:
			return fmt.Errorf("%s: none of the columns LEI with Entity.LegalName, Relationship.StartNode.NodeID or Exception.Category is there: this is no file of GLEIF", in.Name)
		}
		return nil
	}, func(row intake.Row) error { return take(row) })
}

// numbered reads columns that are there several times, with a number in their
// names, until one with the number is not there.
func numbered(each func(n int) (there bool)) {
	for n := 1; each(n); n++ {
	}
}

func entityOf(row intake.Row) entity {
	get := row.Get
	e := entity{LEI: get("LEI"), Name: get("Entity.LegalName"), City: get("Entity.HeadquartersAddress.City"),
		Region: get("Entity.HeadquartersAddress.Region"), Country: get("Entity.HeadquartersAddress.Country"),
		Authority: get("Entity.RegistrationAuthority.RegistrationAuthorityID"), Number: get("Entity.RegistrationAuthority.RegistrationAuthorityEntityID"),
		Jurisdiction: get("Entity.LegalJurisdiction"), Category: get("Entity.EntityCategory"),
		LegalForm: get("Entity.LegalForm.EntityLegalFormCode"), OtherForm: get("Entity.LegalForm.OtherLegalForm"),
		Status: get("Entity.EntityStatus"), Created: get("Entity.EntityCreationDate"),
		Expired: get("Entity.EntityExpirationDate"), ExpiredBecause: get("Entity.EntityExpirationReason"),
		Registered: get("Registration.InitialRegistrationDate"), Updated: get("Registration.LastUpdateDate"), Registration: get("Registration.RegistrationStatus")}
	for _, path := range []string{"Entity.OtherEntityNames.OtherEntityName", "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName"} {
		numbered(func(n int) bool {
			column := fmt.Sprintf("%s.%d", path, n)
			if name := get(column); name != "" {
				e.Others = append(e.Others, otherName{name, get(column + ".type")})
			}
			return row.Has(column)
		})
	}
	if lei, name := get("Entity.SuccessorEntity.SuccessorLEI"), get("Entity.SuccessorEntity.SuccessorEntityName"); lei != "" || name != "" {
		e.Successors = append(e.Successors, successor{lei, name})
	}
	numbered(func(n int) bool {
		path := fmt.Sprintf("Entity.SuccessorEntity.%d.", n)
		if lei, name := get(path+"SuccessorLEI"), get(path+"SuccessorEntityName"); lei != "" || name != "" {
			e.Successors = append(e.Successors, successor{lei, name})
		}
		return row.Has(path + "SuccessorLEI")
	})
	numbered(func(n int) bool {
		path := fmt.Sprintf("Entity.LegalEntityEvents.LegalEntityEvent.%d.", n)
		if t := get(path + "LegalEntityEventType"); t != "" {
			e.Events = append(e.Events, event{t, get(path + "LegalEntityEventEffectiveDate"), get(path + "LegalEntityEventRecordedDate")})
		}
		return row.Has(path + "LegalEntityEventType")
	})
	return e
}

func relationshipOf(row intake.Row) relationship {
	get := row.Get
	l := relationship{Start: get("Relationship.StartNode.NodeID"), StartType: get("Relationship.StartNode.NodeIDType"),
		End: get("Relationship.EndNode.NodeID"), EndType: get("Relationship.EndNode.NodeIDType"),
		Type: get("Relationship.RelationshipType"), Status: get("Relationship.RelationshipStatus"),
		Registration: get("Registration.RegistrationStatus"), Updated: get("Registration.LastUpdateDate"), Reference: get("Registration.ValidationReference")}
	numbered(func(n int) bool {
		path := fmt.Sprintf("Relationship.Period.%d.", n)
		if t := get(path + "periodType"); t != "" {
			l.Periods = append(l.Periods, relationshipPeriod{get(path + "startDate"), get(path + "endDate"), t})
		}
		// Files of 2019 call these columns qualifiers, later ones quantifiers.
		if row.First(fmt.Sprintf("Relationship.Quantifiers.%d.QuantifierAmount", n), fmt.Sprintf("Relationship.Qualifiers.%d.QuantifierAmount", n)) != "" {
			l.Quantified = true
		}
		return row.Has(path + "periodType")
	})
	return l
}

// takeExceptions takes a row, which may give several reasons.
func (r *reader) takeExceptions(out *intake.Out, row intake.Row) error {
	x := exception{LEI: row.Get("LEI"), Category: row.First("Exception.Category", "ExceptionCategory"),
		Reason:    row.First("Exception.Reason.1", "ExceptionReason.1", "Exception.Reason", "ExceptionReason"),
		Reference: row.First("Exception.Reference.1", "ExceptionReference.1", "Exception.Reference", "ExceptionReference")}
	if err := r.takeException(out, x); err != nil {
		return err
	}
	if more := row.First("Exception.Reason.2", "ExceptionReason.2"); more != "" {
		out.Change("a second reason was left out", more)
	}
	return nil
}
