package gleif

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/loader/intake"
)

// readJSON reads a list of level 1 records with plain values, as update files that
// were taken out of the golden copy have them. Such a list holds changes alone.
func (r *reader) readJSON(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.partial(out)
	return intake.Members(ctx, in, []string{"/*"}, func(pointer string, value jsontext.Value) error {
		var j jsonEntity
		if err := intake.Decode(value, &j); err != nil {
			if err := out.Begin(pointer); err != nil {
				return err
			}
			out.Broken("a record that has not the form of one", err.Error())
			return nil
		}
		return r.takeEntity(out, j.entity())
	})
}

type jsonEntity struct {
	LEI    string `json:"LEI"`
	Entity struct {
		LegalName        string
		OtherEntityNames []struct {
			Type            string `json:"type"`
			OtherEntityName string
		}
		TransliteratedOtherEntityNames []struct {
			Type                          string `json:"type"`
			TransliteratedOtherEntityName string
		}
		HeadquartersAddress   struct{ City, Region, Country string }
		RegistrationAuthority struct {
			RegistrationAuthorityID, RegistrationAuthorityEntityID string
		}
		LegalJurisdiction, EntityCategory string
		LegalForm                         struct {
			EntityLegalFormCode, OtherLegalForm string
		}
		EntityStatus, EntityCreationDate, EntityExpirationDate, EntityExpirationReason string

		SuccessorEntity   []struct{ SuccessorLEI, SuccessorEntityName string }
		LegalEntityEvents []struct {
			LegalEntityEventType, LegalEntityEventEffectiveDate, LegalEntityEventRecordedDate string
		}
	}
	Registration struct{ InitialRegistrationDate, LastUpdateDate, RegistrationStatus string }
}

func (j jsonEntity) entity() entity {
	e := entity{LEI: j.LEI, Name: j.Entity.LegalName, City: j.Entity.HeadquartersAddress.City, Region: j.Entity.HeadquartersAddress.Region,
		Country: j.Entity.HeadquartersAddress.Country, Authority: j.Entity.RegistrationAuthority.RegistrationAuthorityID,
		Number: j.Entity.RegistrationAuthority.RegistrationAuthorityEntityID, Jurisdiction: j.Entity.LegalJurisdiction, Category: j.Entity.EntityCategory,
		LegalForm: j.Entity.LegalForm.EntityLegalFormCode, OtherForm: j.Entity.LegalForm.OtherLegalForm,
		Status: j.Entity.EntityStatus, Created: j.Entity.EntityCreationDate, Expired: j.Entity.EntityExpirationDate, ExpiredBecause: j.Entity.EntityExpirationReason,
		Registered: j.Registration.InitialRegistrationDate, Updated: j.Registration.LastUpdateDate, Registration: j.Registration.RegistrationStatus}
	for _, n := range j.Entity.OtherEntityNames {
		e.Others = append(e.Others, otherName{n.OtherEntityName, n.Type})
	}
	for _, n := range j.Entity.TransliteratedOtherEntityNames {
		e.Others = append(e.Others, otherName{n.TransliteratedOtherEntityName, n.Type})
	}
	for _, s := range j.Entity.SuccessorEntity {
		e.Successors = append(e.Successors, successor{s.SuccessorLEI, s.SuccessorEntityName})
	}
	for _, v := range j.Entity.LegalEntityEvents {
		e.Events = append(e.Events, event{v.LegalEntityEventType, v.LegalEntityEventEffectiveDate, v.LegalEntityEventRecordedDate})
	}
	return e
}
