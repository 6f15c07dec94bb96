package grown

import "fmt"

// entityLines are two companies and the stake of one in the other, in turn.
func entityLines() Sample {
	return Sample{Format: "ftm", Name: "entities.ftm.json", Kind: JSON,
		Record: func(n int) string {
			if n%3 != 2 {
				return fmt.Sprintf(`{"id":"made-up-%d","schema":"Company","properties":{"name":["Made-up Company %d","Company of before %d"],"country":["ch"],"registrationNumber":["CHE-%d"],"incorporationDate":["2001-02-03"]}}`+"\n", n, n, n, n)
			}
			return fmt.Sprintf(`{"id":"made-up-%d","schema":"Ownership","properties":{"owner":["made-up-%d"],"asset":["made-up-%d"],"percentage":["%d"],"startDate":["2015-06-07"],"sourceUrl":["https://register.example/%d"]}}`+"\n", n, n-2, n-1, n%100+1, n)
		}}
}

// beneficialOwners are a company, a person and the shares of one in the other, in turn.
func beneficialOwners() Sample {
	return Sample{Format: "bods", Name: "statements.jsonl", Kind: JSON,
		Record: func(n int) string {
			kind, details := "entity", fmt.Sprintf(`{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Made-up Company %d Ltd","identifiers":[{"id":"%d","scheme":"GB-COH"}],"foundingDate":"2001-02-03"}`, n, n)
			switch n % 3 {
			case 1:
				kind, details = "person", fmt.Sprintf(`{"isComponent":false,"personType":"knownPerson","names":[{"type":"legal","fullName":"Janet Marlow %d"}],"birthDate":"1970-01"}`, n)
			case 2:
				kind, details = "relationship", fmt.Sprintf(`{"isComponent":false,"subject":"made-up-%d","interestedParty":"made-up-%d","interests":[{"type":"shareholding","directOrIndirect":"direct","beneficialOwnershipOrControl":true,"share":{"minimum":25,"maximum":50},"startDate":"2016-04-06"}]}`, n-2, n-1)
			}
			return fmt.Sprintf(`{"statementId":"made-up-statement-%020d","statementDate":"2023-01-02","declarationSubject":"made-up-%d","recordId":"made-up-%d","recordType":"%s","recordStatus":"new",`+
				`"source":{"type":["officialRegister"]},"publicationDetails":{"publicationDate":"2023-01-02","bodsVersion":"0.4","publisher":{"name":"Made-up register"}},"recordDetails":%s}`+"\n", n, n, n, kind, details)
		}}
}
