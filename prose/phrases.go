package prose

import "ipgraph/graph"

// verbs are what stands between the two names: along the edge and against it,
// and both where it says that something is not so. Where {o} stands, the second
// name goes; else it follows. {sum} and {of} hold an amount, {role} a role.
type verbs struct{ along, against, notAlong, notAgainst string }

// phrase is how a predicate reads.
type phrase struct {
	// now is said of what still holds, and of an event without a date; then of
	// what has ended, and of an event with a date. An empty then or since is as now.
	now, then verbs
	// since is said of what still holds since a date.
	since verbs
	// patent replaces both where a patent is the subject.
	patent verbs
	// finding follows "found that": the finding itself, not that it was found.
	finding verbs
	// agreed is said of an agreement to do it, which is not yet the deed.
	agreed verbs
	// lasting events go on from their date: "from 5 March 2020 on".
	lasting bool
	// narrated says that now is a past form, with which no "since" can stand.
	narrated bool
}

// phrases is the grammar, one entry a predicate. The verbs never say more than
// the predicate does: what was demanded is not paid, what was agreed is not yet
// done, and an amendment is meant to amend.
var phrases = map[graph.Predicate]phrase{
	graph.LicensesTo: {
		now:    verbs{"licenses rights to", "has rights licensed from", "does not license rights to", "has no rights licensed from"},
		then:   verbs{"licensed rights to", "had rights licensed from", "did not license rights to", "had no rights licensed from"},
		since:  verbs{"has licensed rights to", "has had rights licensed from", "has not licensed rights to", "has had no rights licensed from"},
		agreed: verbs{"agreed to license rights to", "agreed to have rights licensed from", "did not agree to license rights to", "did not agree to have rights licensed from"},
	},
	graph.HasLicenceWith: {
		now:    mutual("has a licence agreement with", "has no licence agreement with"),
		then:   mutual("had a licence agreement with", "had no licence agreement with"),
		since:  mutual("has had a licence agreement with", "has had no licence agreement with"),
		agreed: mutual("agreed on a licence with", "did not agree on a licence with"),
	},
	"CROSS_LICENSES_WITH": {
		now:    mutual("cross-licenses rights with", "does not cross-license rights with"),
		then:   mutual("cross-licensed rights with", "did not cross-license rights with"),
		since:  mutual("has cross-licensed rights with", "has not cross-licensed rights with"),
		agreed: mutual("agreed to cross-license rights with", "did not agree to cross-license rights with"),
	},
	"COVENANTS_NOT_TO_SUE": {
		now:    verbs{"promises not to sue", "has a promise from {o} not to be sued", "gives no promise not to sue", "has no promise from {o} not to be sued"},
		then:   verbs{"promised not to sue", "had a promise from {o} not to be sued", "gave no promise not to sue", "had no promise from {o} not to be sued"},
		since:  verbs{"has promised not to sue", "has had a promise from {o} not to be sued", "has given no promise not to sue", "has had no promise from {o} not to be sued"},
		agreed: verbs{"agreed not to sue", "agreed with {o} that it would not be sued", "did not agree not to sue", "did not agree with {o} that it would not be sued"},
	},
	graph.PartyTo: {
		now:     verbs{"is named as {role}", "names {o} as {role}", "is not named as {role}", "does not name {o} as {role}"},
		then:    verbs{"was {role}", "had {o} as {role}", "was not {role}", "did not have {o} as {role}"},
		lasting: true,
	},
	graph.Sued:        {now: verbs{"sued", "was sued by", "did not sue", "was not sued by"}},
	graph.Countersued: {now: verbs{"countersued", "was countersued by", "did not countersue", "was not countersued by"}},
	"ACCUSED_OF": {
		now:  verbs{"is accused in", "is made against", "is not accused in", "is not made against"},
		then: verbs{"was accused in", "was made against", "was not accused in", "was not made against"},
	},
	"CLAIM_IN": {
		now:  verbs{"is a claim in", "includes", "is not a claim in", "does not include"},
		then: verbs{"was brought as a claim in", "came to include", "was not brought as a claim in", "did not come to include"},
	},
	"FOUND_LIABLE_TO": {
		now:     verbs{"was found liable to", "was found to have been wronged by", "was found not liable to", "was found not to have been wronged by"},
		finding: verbs{"was liable to", "had been wronged by", "was not liable to", "had not been wronged by"},
	},
	"DEMANDED_ROYALTY_FROM": {
		now: verbs{"demanded royalties{of} from", "was asked for royalties{of} by", "did not demand royalties{of} from", "was not asked for royalties{of} by"},
	},
	"NEGOTIATED_WITH": {
		now:      mutual("negotiated with", "did not negotiate with"),
		agreed:   mutual("agreed to negotiate with", "did not agree to negotiate with"),
		narrated: true,
	},
	"SETTLED_WITH": {
		now:    mutual("settled with", "did not settle with"),
		agreed: mutual("agreed to settle with", "did not agree to settle with"),
	},
	"CHALLENGED_PATENT_OF": {
		now: verbs{"challenged a patent of", "had a patent challenged by", "did not challenge a patent of", "had no patent challenged by"},
	},
	"ASSERTED_IN": {
		now:  verbs{"is asserted in", "rests on", "is not asserted in", "does not rest on"},
		then: verbs{"was asserted in", "rested on", "was not asserted in", "did not rest on"},
	},
	"HEARD_IN": {
		now:     verbs{"is heard in", "hears", "is not heard in", "does not hear"},
		then:    verbs{"was heard in", "heard", "was not heard in", "did not hear"},
		lasting: true,
	},
	"PRESIDED_OVER": {
		now:     verbs{"presided over", "was presided over by", "did not preside over", "was not presided over by"},
		lasting: true,
	},
	graph.InvestedIn: {
		now:    verbs{"invested{sum} in", "received an investment{of} from", "did not invest{sum} in", "received no investment{of} from"},
		agreed: verbs{"agreed to invest{sum} in", "agreed to take an investment{of} from", "did not agree to invest{sum} in", "did not agree to take an investment{of} from"},
	},
	"PAID": {
		now:      verbs{"paid{sum} to", "was paid{sum} by", "did not pay{sum} to", "was not paid{sum} by"},
		agreed:   verbs{"agreed to pay{sum} to", "agreed to be paid{sum} by", "did not agree to pay{sum} to", "did not agree to be paid{sum} by"},
		narrated: true,
	},
	"SUBSIDIARY_OF": {
		now:   verbs{"is a subsidiary of", "has {o} as a subsidiary", "is not a subsidiary of", "does not have {o} as a subsidiary"},
		then:  verbs{"was a subsidiary of", "had {o} as a subsidiary", "was not a subsidiary of", "did not have {o} as a subsidiary"},
		since: verbs{"has been a subsidiary of", "has had {o} as a subsidiary", "has not been a subsidiary of", "has not had {o} as a subsidiary"},
	},
	"VENTURE_ARM_OF": {
		now:   verbs{"is the venture arm of", "has {o} as its venture arm", "is not the venture arm of", "does not have {o} as its venture arm"},
		then:  verbs{"was the venture arm of", "had {o} as its venture arm", "was not the venture arm of", "did not have {o} as its venture arm"},
		since: verbs{"has been the venture arm of", "has had {o} as its venture arm", "has not been the venture arm of", "has not had {o} as its venture arm"},
	},
	"HOLDS_STAKE_IN": {
		now:   verbs{"holds a stake{of} in", "has {o} as the holder of a stake{of}", "holds no stake{of} in", "does not have {o} as the holder of a stake{of}"},
		then:  verbs{"held a stake{of} in", "had {o} as the holder of a stake{of}", "held no stake{of} in", "did not have {o} as the holder of a stake{of}"},
		since: verbs{"has held a stake{of} in", "has had {o} as the holder of a stake{of}", "has held no stake{of} in", "has not had {o} as the holder of a stake{of}"},
	},
	"OWNS_PATENT": {
		now:   verbs{"owns", "is owned by", "does not own", "is not owned by"},
		then:  verbs{"owned", "was owned by", "did not own", "was not owned by"},
		since: verbs{"has owned", "has been owned by", "has not owned", "has not been owned by"},
	},
	"ASSIGNED_TO": {
		now:    verbs{"assigned rights to", "was assigned rights by", "did not assign rights to", "was not assigned rights by"},
		patent: verbs{"was assigned to", "was assigned", "was not assigned to", "was not assigned"},
	},
	"SECURITY_INTEREST_TO": {
		now:    verbs{"pledged rights to", "was pledged rights by", "did not pledge rights to", "was not pledged rights by"},
		patent: verbs{"was pledged to", "took {o} as security", "was not pledged to", "did not take {o} as security"},
	},
	"DECLARED_ESSENTIAL_TO": {
		now: verbs{"was declared essential to a standard of", "had {o} declared to it as essential to a standard",
			"was not declared essential to a standard of", "did not have {o} declared to it as essential to a standard"},
	},
	"SUCCEEDED_BY": {now: verbs{"was succeeded by", "succeeded", "was not succeeded by", "did not succeed"}},
	"IN_FAMILY": {
		now:   verbs{"is a member of", "has {o} as a member", "is not a member of", "does not have {o} as a member"},
		then:  verbs{"was a member of", "had {o} as a member", "was not a member of", "did not have {o} as a member"},
		since: verbs{"has been a member of", "has had {o} as a member", "has not been a member of", "has not had {o} as a member"},
	},
	"CONVEYED_IN": {
		now:  verbs{"is named in", "names", "is not named in", "does not name"},
		then: verbs{"was named in", "named", "was not named in", "did not name"},
	},
	"CORRECTS": {
		now:  verbs{"corrects", "is corrected by", "does not correct", "is not corrected by"},
		then: verbs{"corrected", "was corrected by", "did not correct", "was not corrected by"},
	},
	"SECURITY_RELEASED_BY": {
		now:    verbs{"had a security interest released by", "released a security interest in rights of", "had no security interest released by", "did not release a security interest in rights of"},
		patent: verbs{"was released from a security interest by", "released a security interest in", "was not released from a security interest by", "did not release a security interest in"},
	},
	"HAS_INTEREST_IN": {
		now:   verbs{"has an interest{of} in", "has {o} as the holder of an interest{of}", "has no interest{of} in", "does not have {o} as the holder of an interest{of}"},
		then:  verbs{"had an interest{of} in", "had {o} as the holder of an interest{of}", "had no interest{of} in", "did not have {o} as the holder of an interest{of}"},
		since: verbs{"has had an interest{of} in", "has had {o} as the holder of an interest{of}", "has had no interest{of} in", "has not had {o} as the holder of an interest{of}"},
	},
	"BRANCH_OF": {
		now:   verbs{"is a branch of", "has {o} as a branch", "is not a branch of", "does not have {o} as a branch"},
		then:  verbs{"was a branch of", "had {o} as a branch", "was not a branch of", "did not have {o} as a branch"},
		since: verbs{"has been a branch of", "has had {o} as a branch", "has not been a branch of", "has not had {o} as a branch"},
	},
	"MANAGED_BY": {
		now:   verbs{"is managed by", "manages", "is not managed by", "does not manage"},
		then:  verbs{"was managed by", "managed", "was not managed by", "did not manage"},
		since: verbs{"has been managed by", "has managed", "has not been managed by", "has not managed"},
	},
	"SUBFUND_OF": {
		now:   verbs{"is a sub-fund of", "has {o} as a sub-fund", "is not a sub-fund of", "does not have {o} as a sub-fund"},
		then:  verbs{"was a sub-fund of", "had {o} as a sub-fund", "was not a sub-fund of", "did not have {o} as a sub-fund"},
		since: verbs{"has been a sub-fund of", "has had {o} as a sub-fund", "has not been a sub-fund of", "has not had {o} as a sub-fund"},
	},
	"FEEDER_TO": {
		now:   verbs{"is a feeder fund of", "has {o} as a feeder fund", "is not a feeder fund of", "does not have {o} as a feeder fund"},
		then:  verbs{"was a feeder fund of", "had {o} as a feeder fund", "was not a feeder fund of", "did not have {o} as a feeder fund"},
		since: verbs{"has been a feeder fund of", "has had {o} as a feeder fund", "has not been a feeder fund of", "has not had {o} as a feeder fund"},
	},
	"FOUNDED": {now: verbs{"was among the founders of", "had {o} among its founders", "was not among the founders of", "did not have {o} among its founders"}},
	"EMPLOYED_BY": {
		now:      verbs{"worked for", "employed", "did not work for", "did not employ"},
		narrated: true,
	},
	"OFFICER_OF": {
		now:   verbs{"is an officer of", "has {o} as an officer", "is not an officer of", "does not have {o} as an officer"},
		then:  verbs{"was an officer of", "had {o} as an officer", "was not an officer of", "did not have {o} as an officer"},
		since: verbs{"has been an officer of", "has had {o} as an officer", "has not been an officer of", "has not had {o} as an officer"},
	},
	"DIRECTOR_OF": {
		now:   verbs{"is a director of", "has {o} as a director", "is not a director of", "does not have {o} as a director"},
		then:  verbs{"was a director of", "had {o} as a director", "was not a director of", "did not have {o} as a director"},
		since: verbs{"has been a director of", "has had {o} as a director", "has not been a director of", "has not had {o} as a director"},
	},
	"COUNSEL_OF": {
		now:      verbs{"acted as counsel for", "had {o} as counsel", "did not act as counsel for", "did not have {o} as counsel"},
		narrated: true,
	},
	"INVENTED": {
		now:  verbs{"is named as an inventor of", "names {o} as an inventor", "is not named as an inventor of", "does not name {o} as an inventor"},
		then: verbs{"was named as an inventor of", "named {o} as an inventor", "was not named as an inventor of", "did not name {o} as an inventor"},
	},
	"MEMBER_OF": {
		now:   verbs{"is a member of", "has {o} as a member", "is not a member of", "does not have {o} as a member"},
		then:  verbs{"was a member of", "had {o} as a member", "was not a member of", "did not have {o} as a member"},
		since: verbs{"has been a member of", "has had {o} as a member", "has not been a member of", "has not had {o} as a member"},
	},
	"REPRESENTS": {
		now:   verbs{"represents", "is represented by", "does not represent", "is not represented by"},
		then:  verbs{"represented", "was represented by", "did not represent", "was not represented by"},
		since: verbs{"has represented", "has been represented by", "has not represented", "has not been represented by"},
	},
	"SPONSORED": {now: verbs{"put forward", "was put forward by", "did not put forward", "was not put forward by"}},
	"AMENDS": {
		now:  verbs{"is meant to amend", "is to be amended by", "is not meant to amend", "is not to be amended by"},
		then: verbs{"was put forward to amend", "was to be amended by", "was not put forward to amend", "was not to be amended by"},
	},
	"TARGETS": {
		now:   verbs{"is aimed at", "is a target of", "is not aimed at", "is not a target of"},
		then:  verbs{"was aimed at", "was a target of", "was not aimed at", "was not a target of"},
		since: verbs{"has been aimed at", "has been a target of", "has not been aimed at", "has not been a target of"},
	},
	"OPPOSED": {now: verbs{"opposed", "was opposed by", "did not oppose", "was not opposed by"}},
	"SAME_AS": {
		now:   mutual("is the same as", "is not the same as"),
		then:  mutual("was the same as", "was not the same as"),
		since: mutual("has been the same as", "has not been the same as"),
	},
	"LINKED_TO": {
		now:   mutual("is linked to", "is not linked to"),
		then:  mutual("was linked to", "was not linked to"),
		since: mutual("has been linked to", "has not been linked to"),
	},
	"RELATES_TO": {
		now:   verbs{"is tied to", "has {o} tied to it", "is not tied to", "does not have {o} tied to it"},
		then:  verbs{"was tied to", "had {o} tied to it", "was not tied to", "did not have {o} tied to it"},
		since: verbs{"has been tied to", "has had {o} tied to it", "has not been tied to", "has not had {o} tied to it"},
	},
}

// mutual is said of a relation without a direction.
func mutual(so, not string) verbs { return verbs{so, so, not, not} }

// roles says what a party is. What it is a party to follows "in", or "to" and
// "under" where that is said.
var roles = map[string]string{
	"plaintiff": "a plaintiff", "defendant": "a defendant", "counterclaimant": "a counterclaimant",
	"counter_defendant": "a counter-defendant", "third_party_plaintiff": "a third-party plaintiff",
	"third_party_defendant": "a third-party defendant", "intervenor": "an intervenor", "movant": "a movant",
	"petitioner": "a petitioner", "respondent": "a respondent", "appellant": "an appellant", "appellee": "an appellee",
	"amicus": "a friend of the court", "mediator": "the mediator",
	"claimant": "the claimant", "accused": "the accused",
	"demanding": "the demanding party", "addressed": "the addressee",
	"investor": "an investor", "issuer": "the issuer of the shares",
	"assignor": "an assignor", "assignee": "an assignee",
	"junior_party": "the junior party", "senior_party": "the senior party",
	"licensor": "a licensor", "licensee": "a licensee", "party": "a party",
}
