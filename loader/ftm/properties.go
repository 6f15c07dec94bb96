package ftm

import "strings"

// identifiers are properties that are numbers in registers, with the scheme of each.
var identifiers = map[string]string{
	"leiCode": "lei", "cikCode": "cik", "wikidataId": "wikidata", "registrationNumber": "registration-number", "idNumber": "id-number",
	"taxNumber": "tax-number", "vatCode": "vat", "dunsCode": "duns", "innCode": "inn", "ogrnCode": "ogrn", "swiftBic": "bic", "uniqueEntityId": "uei",
	"npiCode": "npi", "bvdId": "bvd", "icijId": "icij", "opencorporatesUrl": "opencorporates", "cageCode": "cage", "permId": "permid", "imoNumber": "imo",
	"giiNumber": "giin", "ticker": "ticker", "isinCode": "isin", "ricCode": "ric", "irsCode": "irs", "okpoCode": "okpo", "kppCode": "kpp",
	"bikCode": "bik", "voenCode": "voen", "ibcRuc": "ibc-ruc", "jibCode": "jib", "licenseNumber": "licence-number", "pfrNumber": "pfr", "fssCode": "fss", "fnsCode": "fns",
	"caseNumber": "docket", "procedureNumber": "procedure", "noticeId": "notice", "website": "website", "wikipediaUrl": "wikipedia",
}

// classes are properties that put an entity into a class, with the scheme of each.
var classes = map[string]string{
	"country": "country", "mainCountry": "country", "jurisdiction": "jurisdiction", "nationality": "nationality", "citizenship": "citizenship",
	"topics": "topic", "keywords": "keyword", "program": "sanctions-programme", "programId": "sanctions-programme", "sector": "sector",
	"classification": "classification", "legalForm": "legal-form", "position": "position", "category": "category", "type": "type", "court": "court",
	"caemCode": "caem", "okopfCode": "okopf", "okvedCode": "okved", "oksmCode": "oksm", "coatoCode": "coato", "ipoCode": "ipo", "mbsCode": "mbs",
	"area": "area", "commodities": "commodity", "taxStatus": "tax-status", "subnationalArea": "area",
}

// events are properties that are the date of an event.
var events = map[string]string{"incorporationDate": "incorporated", "dissolutionDate": "dissolved", "fileDate": "filing", "closeDate": "closed"}

// elsewhere are properties that are read in another place, or say when and how the record
// itself was kept, which is no fact about the entity.
var elsewhere = strings.Fields(`name alias previousName weakAlias title fileName firstName secondName middleName lastName fatherName motherName nameSuffix
	birthDate deathDate summary parent authority addressEntity sourceUrl publisher publisherUrl proof
	alephUrl indexText createdAt modifiedAt retrievedAt recordId namesMentioned`)

// private are properties that are never read.
var private = strings.Fields(`email phone gender ethnicity religion political appearance eyeColor hairColor height weight passportNumber
	socialSecurityNumber birthPlace birthCountry education spokenLanguage`)

// ofPersonsLeftOut are properties that are read of organisations, and never of persons.
var ofPersonsLeftOut = strings.Fields(`address notes description status registrationNumber idNumber taxNumber vatCode innCode ogrnCode dunsCode swiftBic
	uniqueEntityId npiCode licenseNumber okpoCode taxStatus website pfrNumber irsCode`)
