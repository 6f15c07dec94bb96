package grown

import "fmt"

func assignments() Sample {
	return Sample{Format: "uspto", Name: "assignments.xml", Kind: XML,
		Head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n<us-patent-assignments><action-key-code>DA</action-key-code><transaction-date><date>20210511</date></transaction-date><patent-assignments>\n",
		Tail: "</patent-assignments></us-patent-assignments>\n",
		Record: func(n int) string {
			return fmt.Sprintf(`<patent-assignment>
 <assignment-record><reel-no>%d</reel-no><frame-no>%d</frame-no><last-update-date><date>20210510</date></last-update-date><purge-indicator>N</purge-indicator><recorded-date><date>20210507</date></recorded-date><page-count>3</page-count><conveyance-text>ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).</conveyance-text></assignment-record>
 <patent-assignors><patent-assignor><name>MARLOW, JANET %d.</name><execution-date><date>20210102</date></execution-date></patent-assignor></patent-assignors>
 <patent-assignees><patent-assignee><name>MADE-UP GLASS %d INC.</name><address-1>not read</address-1><city>EXAMPLE CITY</city><state>TEXAS</state></patent-assignee></patent-assignees>
 <patent-properties><patent-property><document-id><country>US</country><doc-number>%d</doc-number><kind>X0</kind></document-id><document-id><country>US</country><doc-number>%d</doc-number><kind>B2</kind></document-id><invention-title lang="en">Made-up thing %d</invention-title></patent-property></patent-properties>
</patent-assignment>
`, n/9000+1, n%9000+1, n, n%20_000, n+10_000_000, n+9_000_000, n)
		}}
}

func trials() Sample {
	return Sample{Format: "ptab", Name: "proceedings.json", Kind: JSON, Head: `{"count":1,"patentTrialProceedingDataBag":[` + "\n", Tail: "]}\n", Between: ",\n",
		Record: func(n int) string {
			return fmt.Sprintf(`{"trialNumber":"IPR%d-%05d","trialMetaData":{"trialTypeCode":"IPR","trialStatusCategory":"Terminated-Settled","petitionFilingDate":"2022-01-10","trialLastModifiedDateTime":"2025-03-04T10:00:00","institutionDecisionDate":"2022-07-01"},"patentOwnerData":{"applicationNumberText":"%d","patentNumber":"%d","realPartyInInterestName":"Made-up Glass %d Inc.","counselName":"OKORO, SAM"},"regularPetitionerData":{"realPartyInInterestName":"Made-up Lamps %d LLC","counselName":"VANCE, IDA"}}`,
				2000+n/100_000%100, n%100_000, n+10_000_000, n+9_000_000, n%5000, n%3000)
		}}
}

func families() Sample {
	return Sample{Format: "epo", Name: "family.xml", Kind: XML,
		Head: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org"><ops:patent-family legal="true">` + "\n",
		Tail: "</ops:patent-family></ops:world-patent-data>\n",
		Record: func(n int) string {
			return fmt.Sprintf(`<ops:family-member family-id="%d"><publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>%d</doc-number><kind>A1</kind><date>20210105</date></document-id><document-id document-id-type="epodoc"><doc-number>EP%d</doc-number></document-id></publication-reference><application-reference doc-id="1"><document-id document-id-type="docdb"><country>EP</country><doc-number>%d</doc-number><kind>A</kind><date>20190630</date></document-id></application-reference><ops:legal code="PG25" desc="LAPSED IN A STATE" infl="-" dateMigr="00010101"><ops:L007EP desc="Gazette DATE">2022-05-01</ops:L007EP></ops:legal></ops:family-member>`+"\n",
				n/4+70_000_000, n+3_000_000, n+3_000_000, n+19_000_000)
		}}
}
