package grown

import "fmt"

// Samples are made up for every format that reads files record by record.
func Samples() []Sample {
	return []Sample{
		gleifEntities(), gleifRelationships(), secTickers(), oceCases(), openCorporates(), offshoreLeaks(), wikidataDump(), graphML(), gexf(), dockets(), flows(), assignments(), trials(), families(), entityLines(), beneficialOwners(),
	}
}

func gleifEntities() Sample {
	return Sample{Format: "gleif", Name: "lei.xml", Kind: XML,
		Head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIHeader><lei:ContentDate>2023-06-05T08:20:51Z</lei:ContentDate></lei:LEIHeader><lei:LEIRecords>` + "\n",
		Tail: "</lei:LEIRecords></lei:LEIData>\n",
		Record: func(n int) string {
			return fmt.Sprintf(`<lei:LEIRecord>
 <lei:LEI>%s</lei:LEI>
 <lei:Entity>
  <lei:LegalName xml:lang="en">Made-up Company %d GmbH</lei:LegalName>
  <lei:OtherEntityNames><lei:OtherEntityName xml:lang="en" type="PREVIOUS_LEGAL_NAME">Company of before %d</lei:OtherEntityName></lei:OtherEntityNames>
  <lei:LegalAddress xml:lang="en"><lei:FirstAddressLine>%d Long Road</lei:FirstAddressLine><lei:City>Town %d</lei:City><lei:Country>CH</lei:Country><lei:PostalCode>4001</lei:PostalCode></lei:LegalAddress>
  <lei:HeadquartersAddress xml:lang="en"><lei:FirstAddressLine>%d Long Road</lei:FirstAddressLine><lei:City>Town %d</lei:City><lei:Country>CH</lei:Country></lei:HeadquartersAddress>
  <lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000549</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>CHE-%d</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>
  <lei:LegalJurisdiction>CH</lei:LegalJurisdiction><lei:LegalForm><lei:EntityLegalFormCode>MVII</lei:EntityLegalFormCode></lei:LegalForm>
  <lei:EntityStatus>ACTIVE</lei:EntityStatus><lei:EntityCreationDate>2001-02-03T00:00:00Z</lei:EntityCreationDate>
 </lei:Entity>
 <lei:Registration><lei:InitialRegistrationDate>2012-11-29T16:33:00Z</lei:InitialRegistrationDate><lei:LastUpdateDate>2023-05-18T15:41:20Z</lei:LastUpdateDate><lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration>
</lei:LEIRecord>
`, lei(n), n, n, n, n%500, n, n%500, n)
		}}
}

func gleifRelationships() Sample {
	return Sample{Format: "gleif", Name: "relationships.csv", Kind: CSV,
		Head: "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,Registration.LastUpdateDate,Registration.RegistrationStatus,Registration.ValidationReference,Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType\n",
		Record: func(n int) string {
			return fmt.Sprintf("%s,LEI,%s,LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2019-06-18T14:32:00.000Z,PUBLISHED,https://register.example/filing/%d,2018-06-15T00:00:00.000Z,,RELATIONSHIP_PERIOD\n", lei(n), lei(n/7+1_000_000_000), n)
		}}
}

func secTickers() Sample {
	return Sample{Format: "sec", Name: "company_tickers.json", Kind: JSON, Head: "{", Tail: "}\n", Between: ",\n",
		Record: func(n int) string {
			return fmt.Sprintf(`"%d":{"cik_str":%d,"ticker":"T%d","title":"MADE-UP HOLDINGS %d INC"}`, n, n/2+1, n, n/2)
		}}
}

func oceCases() Sample {
	return Sample{Format: "oce", Name: "cases.csv", Kind: CSV,
		Head: "case_row_id,case_number,pacer_id,case_name,court_name,assigned_to,referred_to,case_cause,jurisdictional_basis,demand,jury_demand,lead_case,related_case,settlement,date_filed,date_closed,date_last_filed\n",
		Record: func(n int) string {
			return fmt.Sprintf("%d,2:%02d-cv-%05d,%d,Acme %d v. Bolt %d,Texas Eastern District Court,Judge %d,,35:271 Patent Infringement,Federal Question,,Plaintiff,,,,2006-01-19,2006-08-25,2006-08-25\n", n, n/100_000%100, n%100_000, n, n, n, n%40)
		}}
}

func openCorporates() Sample {
	return Sample{Format: "opencorporates", Name: "companies.csv", Kind: CSV,
		Head: "company_number,jurisdiction_code,name,normalised_name,company_type,current_status,incorporation_date,dissolution_date,branch,home_jurisdiction_code,home_jurisdiction_company_number,registered_address.locality,registered_address.country,previous_names,retrieved_at\n",
		Record: func(n int) string {
			return fmt.Sprintf("%08d,gb,Made-up Works %d Limited,made up works %d limited,Private Limited Company,Active,1999-04-01,,,,,Leeds,United Kingdom,Works of before %d,2020-01-02T03:04:05Z\n", n, n, n, n)
		}}
}

func offshoreLeaks() Sample {
	return Sample{Format: "icij", Name: "nodes-entities.csv", Kind: CSV,
		Head: "node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,address,internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,service_provider,ibcRUC,country_codes,countries,sourceID,valid_until,note\n",
		Record: func(n int) string {
			return fmt.Sprintf("%d,MADE-UP OFFSHORE %d LTD,,,BVI,British Virgin Islands,,,%d,18-MAY-1983,,,,Active,Some Firm,R%d,HKG,Hong Kong,Made-up Papers,The data is current through 2015,\n", n+1, n, n, n)
		}}
}

func wikidataDump() Sample {
	return Sample{Format: "wikidata", Name: "dump.json", Kind: JSON, Head: "[\n", Tail: "\n]\n", Between: ",\n",
		Record: func(n int) string {
			return fmt.Sprintf(`{"id":"Q%d","type":"item","labels":{"en":{"language":"en","value":"Made-up %d"},"de":{"language":"de","value":"Erfunden %d"}},"descriptions":{"en":{"value":"a company"}},"claims":{"P31":[{"id":"Q%d$1","rank":"normal","mainsnak":{"snaktype":"value","property":"P31","datatype":"wikibase-item","datavalue":{"type":"wikibase-entityid","value":{"id":"Q783794"}}}}],"P1278":[{"id":"Q%d$2","rank":"normal","mainsnak":{"snaktype":"value","property":"P1278","datatype":"external-id","datavalue":{"type":"string","value":%q}}}],"P749":[{"id":"Q%d$3","rank":"normal","mainsnak":{"snaktype":"value","property":"P749","datatype":"wikibase-item","datavalue":{"type":"wikibase-entityid","value":{"id":"Q%d"}}}}]}}`,
				n+1_000_000, n, n, n, n, lei(n), n, n/5+500_000)
		}}
}

func graphML() Sample {
	return Sample{Format: "graphml", Name: "network.graphml", Kind: XML,
		Head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="name" for="node" attr.name="name" attr.type="string"/><key id="weight" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed">` + "\n",
		Tail: "</graph></graphml>\n",
		Record: func(n int) string {
			return fmt.Sprintf(`<node id="n%d"><data key="name">Node %d</data></node><edge id="e%d" source="n%d" target="n%d"><data key="weight">%d</data></edge>`+"\n", n, n, n, n, n/3+1, n%10)
		}}
}

func gexf() Sample {
	return Sample{Format: "gexf", Name: "network.gexf", Kind: XML,
		Head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="sector" type="string"/></attributes><nodes>` + "\n",
		Tail: "</nodes></graph></gexf>\n",
		Record: func(n int) string {
			return fmt.Sprintf(`<node id="%d" label="Node %d" start="2001-01-01"><attvalues><attvalue for="0" value="chips"/></attvalues></node>`+"\n", n, n)
		}}
}

func dockets() Sample {
	return Sample{Format: "docket", Name: "dockets.json", Kind: JSON, Head: "[\n", Tail: "\n]\n", Between: ",\n",
		Record: func(n int) string {
			return fmt.Sprintf(`{"court_id":"txed","docket_number":"4:%02d-cv-%05d","case_name":"Acme %d v. Bolt","cause":"35:271 Patent Infringement","nature_of_suit":"830 Patent","date_filed":"2017-12-28","assigned_to_str":"Judge %d","parties":[{"name":"Acme %d Inc","type":"Plaintiff","attorneys":[{"name":"Lawyer %d"}]},{"name":"Bolt LLC","type":"Defendant"}],"docket_entries":[{"document_number":"1","date_filed":"2017-12-28","description":"COMPLAINT against all"},{"document_number":"2","date_filed":"2017-12-29","description":"Summons issued"}]}`,
				n/100_000%100, n%100_000, n, n%40, n, n%9_000)
		}}
}

func flows() Sample {
	return Sample{Format: "table", Name: "flows.csv", Kind: CSV, Head: "payer,payee,on,sum\n",
		Record: func(n int) string {
			return fmt.Sprintf("Made-up Bank %d,Made-up Trust %d,%04d-%02d-%02d,%d.%02d\n", n%50_000, n%70_001, 2000+n%20, n%12+1, n%28+1, n, n%100)
		},
		Mapping: "queries:\n  - entities:\n      payer: {kind: company, keys: [payer], name: {column: payer}}\n      payee: {kind: company, keys: [payee], name: {column: payee}}\n" +
			"    statements:\n      - {subject: payer, predicate: PAID, object: payee, valid: {column: \"on\"}, amount: {column: sum, kind: paid, currency: {literal: USD}}}\n"}
}
