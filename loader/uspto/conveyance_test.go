package uspto

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClassify(t *testing.T) {
	for text, is := range map[string]conveyance{
		"": missing, "N/A": missing, "UNKNOWN": missing,
		"ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).":  assignment,
		"ASSIGNMENT OF ASSIGNOR'S INTEREST":                             assignment,
		"ASSET PURCHASE AGREEMENT":                                      assignment,
		"NUNC PRO TUNC ASSIGNMENT (SEE DOCUMENT FOR DETAILS).":          nuncProTunc,
		"CORRECTIVE ASSIGNMENT TO CORRECT THE ADDRESS":                  corrective,
		"MERGER AND CHANGE OF NAME":                                     merger,
		"MERGER (SEE DOCUMENT FOR DETAILS).":                            merger,
		"CHANGE OF NAME (SEE DOCUMENT FOR DETAILS).":                    nameChange,
		"CHANGE OF NAME AND ADDRESS":                                    nameChange,
		"CHANGE OF LEGAL FORM":                                          legalFormChange,
		"CERTIFICATE OF CONVERSION":                                     legalFormChange,
		"CHANGE OF ADDRESS":                                             addressChange,
		"SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).":                 securityInterest,
		"SECOND SUPPLEMENT TO INTELLECTUAL PROPERTY SECURITY AGREEMENT": securityInterest,
		"ASSIGNMENT OF SECURITY INTEREST":                               securityInterest,
		"RELEASE BY SECURED PARTY (SEE DOCUMENT FOR DETAILS).":          securityRelease,
		"TERMINATION OF SECURITY INTEREST IN PATENTS":                   securityRelease,
		"PATENT SECURITY AGREEMENT TERMINATION":                         securityRelease,
		"RELEASE OF LIEN":                                               securityRelease,
		"LIEN (SEE DOCUMENT FOR DETAILS).":                              lien,
		"LICENSE (SEE DOCUMENT FOR DETAILS).":                           license,
		"EXCLUSIVE LICENCE AGREEMENT":                                   license,
		"TERMINATION OF LICENSE AGREEMENT":                              licenseTermination,
		"CONFIRMATORY LICENSE (SEE DOCUMENT FOR DETAILS).":              confirmatoryLicense,
		"GOVERNMENT INTEREST AGREEMENT":                                 governmentInterest,
		"EXECUTIVE ORDER 9424, CONFIRMATORY LICENSE":                    confirmatoryLicense,
		"COURT ORDER (SEE DOCUMENT FOR DETAILS).":                       courtOrder,
		"SOMETHING ELSE":                                                other,
	} {
		require.Equal(t, is, classify(text), text)
	}
}

func TestCorrections(t *testing.T) {
	for _, c := range []struct {
		text string
		old  []place
		does conveyance
	}{
		{"CORRECTIVE ASSIGNMENT TO CORRECT THE ERRONEOUSLY LISTED PATENT NUMBER 6,156,483 PREVIOUSLY RECORDED AT REEL: 027379 FRAME: 0108. ASSIGNOR(S) HEREBY CONFIRMS THE ASSIGNMENT.",
			[]place{"027379/0108"}, assignment},
		{"CORRECTIVE ASSIGNMENT TO CORRECT THE APPLICATION NUMBER 14/053,026 PREVIOUSLY RECORDED ON REEL 32207 FRAME 25. ASSIGNOR(S) HEREBY CONFIRMS THE ASSIGNMENT OF THE ASSIGNORS INTEREST.",
			[]place{"032207/0025"}, assignment},
		{"CORRECTIVE ASSIGNMENT TO CORRECT THE ADDRESS OF ASSIGNEE PREVIOUSLY RECORDED AT REEL: 035578 FRAME: 0653. ASSIGNOR(S) HEREBY CONFIRMS THE CHANGE OF NAME.",
			[]place{"035578/0653"}, nameChange},
		{"CORRECTION TO THE LAST NAME ON THE COVERSHEET FOR THE ASSIGNMENT RECORDED AT REEL/FRAME 036104/0803 ON JULY 14, 2015", []place{"036104/0803"}, assignment},
		{"CORRECTIVE ASSIGNMENT TO CORRECT THE ADDRESS OF THE ASSIGNEE PREVIOUSLY RECORDED ON REEL 035630 FRAME 0505.", []place{"035630/0505"}, assignment},
		{"CORRECTIVE SECURITY AGREEMENT TO CORRECT REEL NO. 1 FRAME NO. 2", []place{"000001/0002"}, securityInterest},
		{"CORRECTION OF A MISTAKE", nil, other},
	} {
		require.Equal(t, corrective, classify(c.text), c.text)
		require.Equal(t, c.old, corrects(c.text), c.text)
		require.Equal(t, c.does, confirms(c.text), c.text)
	}
}

func TestPlace(t *testing.T) {
	for _, c := range [][3]string{{"19091", "278", "019091/0278"}, {"019091", "0278", "019091/0278"}, {"1", "0", "000001/0000"}} {
		p, err := placeOf(c[0], c[1])
		require.NoError(t, err)
		require.Equal(t, place(c[2]), p)
	}
	for _, c := range [][2]string{{"", "1"}, {"1", ""}, {"1234567", "1"}, {"1", "12345"}, {"1a", "1"}, {"-1", "1"}} {
		_, err := placeOf(c[0], c[1])
		require.Error(t, err)
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		n          Number
		id, people string
	}{
		{Number{"US", "11/726,014", "X0"}, "patent:us-application:11726014", "US application 11/726,014"},
		{Number{"us", "20130267033", "A1"}, "patent:docdb:US.2013267033.A1", "US 2013/0267033 A1"},
		{Number{"US", "9081044", "B2"}, "patent:docdb:US.9081044.B2", "US 9,081,044 B2"},
		{Number{"US", "PP23447", "P3"}, "patent:docdb:US.PP23447.P3", "US PP23447 P3"},
		{Number{"", "D700001", "S1"}, "patent:docdb:US.D700001.S1", "US D700001 S1"},
		{Number{"EP", "2400812", ""}, "patent:docdb:EP.2400812", "EP 2400812"},
	} {
		n := c.n.cleaned()
		id, err := n.id()
		require.NoError(t, err)
		require.Equal(t, c.id, string(id))
		require.Equal(t, c.people, n.String())
	}
}
