package graph

// PartyTo joins a party to a licence, a lawsuit, a claim, a demand or a funding
// round, with its role. Shortcuts between the parties are derived from it.
const PartyTo Predicate = "PARTY_TO"

// Shortcut predicates, named in the code that derives them.
const (
	Sued           Predicate = "SUED"
	Countersued    Predicate = "COUNTERSUED"
	LicensesTo     Predicate = "LICENSES_TO"
	HasLicenceWith Predicate = "HAS_LICENCE_WITH"
	InvestedIn     Predicate = "INVESTED_IN"
)

// Roles in an arrangement. The lists per kind are in roles.
const (
	rolePlaintiff        = "plaintiff"
	roleDefendant        = "defendant"
	roleCounterclaimant  = "counterclaimant"
	roleCounterDefendant = "counter_defendant"
	roleLicensor         = "licensor"
	roleLicensee         = "licensee"
	roleParty            = "party"
	roleInvestor         = "investor"
	roleIssuer           = "issuer"
	roleAssignor         = "assignor"
	roleAssignee         = "assignee"
)

// roles lists, for each kind of arrangement, the roles that a party can have.
var roles = map[Kind][]string{
	Licence: {roleLicensor, roleLicensee, roleParty},
	Lawsuit: {
		rolePlaintiff, roleDefendant, roleCounterclaimant, roleCounterDefendant,
		"third_party_plaintiff", "third_party_defendant", "intervenor", "movant",
		"petitioner", "respondent", "appellant", "appellee", "amicus", "mediator",
		"junior_party", "senior_party", // of an interference: who was later, and who was first, to apply
	},
	LegalClaim:   {"claimant", "accused"},
	Demand:       {"demanding", "addressed"},
	FundingRound: {roleInvestor, roleIssuer},
	Conveyance:   {roleAssignor, roleAssignee},
}

var (
	parties     = []Kind{Company, Person, Fund, Agency, University, StandardsBody}
	companies   = []Kind{Company, Fund, University, Agency, StandardsBody}
	people      = []Kind{Person}
	patents     = []Kind{Patent, PatentFamily}
	lawsuits    = []Kind{Lawsuit}
	conveyances = []Kind{Conveyance}
	owned       = []Kind{Patent, PatentFamily, Company, Person, Fund, Agency, University, StandardsBody}
	everything  = Kinds()
)

// licenceTypes are the kinds of permission that contracts and records tell
// apart. FRAND is a commitment, not a type.
var licenceTypes = []string{
	"exclusive", "sole", "non_exclusive", "cross_licence", "sublicence", "covenant_not_to_sue", "release",
	"standstill", "pool_licence", "compulsory", "confirmatory", "implied", "unspecified",
}

// causes of action, with the statute they usually rest on in the United States.
var causes = []string{
	"patent_infringement",           // 35 USC 271
	"declaratory_judgment",          // 28 USC 2201
	"trade_secret_misappropriation", // 18 USC 1836 and state law
	"breach_of_contract", "tortious_interference", "copyright", "trademark", "antitrust", "frand_breach", "unfair_competition",
	"racketeering", // 18 USC 1962
}

var eventTypes = []string{
	"incorporated", "founded", "dissolved", "first_reported", "approached_for_payment",
	"complaint", "amended_complaint", "answer", "counterclaim", "motion_to_dismiss", "claim_construction",
	"summary_judgment", "trial_begins", "trial_under_way", "jury_verdict", "bench_ruling", "judgment", "injunction", "settlement",
	"stipulated_dismissal", "notice_of_appeal", "appeal_decision", "remand",
	"petition", "institution_decision", "final_written_decision", "rehearing", "appeal_mandate",
	"offer", "acceptance", "departure",
	"filing", "publication", "grant", "lapse", "registration", "closed", "legal_event",
}

var (
	caseQualifier    = Qualifier{Name: "case", Discriminates: true, Kinds: lawsuits}
	licenceQualifier = Qualifier{Name: "licence", Discriminates: true, Kinds: []Kind{Licence}}
	typeQualifier    = Qualifier{Name: "type", Values: licenceTypes}
	claimQualifier   = Qualifier{Name: "claim", Discriminates: true, Kinds: []Kind{LegalClaim}}
	titleQualifier   = Qualifier{Name: "title", Discriminates: true}
	partyCauses      = Qualifier{Name: "cause", Values: causes}
	conveyedBy       = Qualifier{Name: "conveyance", Discriminates: true, Kinds: conveyances}
	roleQualifier    = Qualifier{Name: "role", Discriminates: true}
	levelQualifier   = Qualifier{Name: "level", Values: []string{"direct", "indirect", "ultimate", "unknown"}}
	ownerQualifier   = Qualifier{Name: "beneficial", Values: yesNo} // does the source call the holder a beneficial owner?
	yesNo            = []string{"yes", "no"}
)

// rules is the ontology: which predicate may join which kinds, with what. It is
// the one place to change when the vocabulary grows; docs/model.md is
// generated from it.
var rules = []Rule{
	// licence
	{Predicate: LicensesTo, Family: LicenceFamily, About: "The subject licenses rights to the object; the source states the direction.",
		From: parties, To: parties, Amount: Maybe, Qualifiers: []Qualifier{licenceQualifier, typeQualifier}},
	{Predicate: HasLicenceWith, Family: LicenceFamily, About: "The two have a licence agreement; no source states a direction.",
		From: parties, To: parties, Symmetric: true, Amount: Maybe, Qualifiers: []Qualifier{licenceQualifier, typeQualifier}},
	{Predicate: "CROSS_LICENSES_WITH", Family: LicenceFamily, About: "Each licenses rights to the other.",
		From: parties, To: parties, Symmetric: true, Amount: Maybe, Qualifiers: []Qualifier{licenceQualifier}},
	{Predicate: "COVENANTS_NOT_TO_SUE", Family: LicenceFamily, About: "The subject promises not to assert its rights against the object.",
		From: parties, To: parties, Qualifiers: []Qualifier{licenceQualifier}},
	{Predicate: PartyTo, Family: DisputeFamily, About: "The subject is a party to a licence, lawsuit, claim, demand, funding round or conveyance, in a role.",
		From: parties, To: []Kind{Licence, Lawsuit, LegalClaim, Demand, FundingRound, Conveyance}, Event: true,
		Qualifiers: []Qualifier{{Name: "role", Discriminates: true, Required: true}}},

	// dispute
	{Predicate: Sued, Family: DisputeFamily, About: "The subject filed a lawsuit against the object.",
		From: parties, To: parties, Event: true, Qualifiers: []Qualifier{caseQualifier, partyCauses}},
	{Predicate: Countersued, Family: DisputeFamily, About: "The subject, being sued, filed a counterclaim against the object.",
		From: parties, To: parties, Event: true, Qualifiers: []Qualifier{caseQualifier, partyCauses}},
	{Predicate: "ACCUSED_OF", Family: DisputeFamily, About: "The subject is accused of what the claim says.",
		From: parties, To: []Kind{LegalClaim}, Event: true},
	{Predicate: "CLAIM_IN", Family: DisputeFamily, About: "The claim is a count of the lawsuit.",
		From: []Kind{LegalClaim}, To: lawsuits, Event: true},
	{Predicate: "FOUND_LIABLE_TO", Family: DisputeFamily, About: "A jury or court found the subject liable to the object; with polarity false, found that it was not.",
		From: parties, To: parties, Event: true, Amount: Maybe, Qualifiers: []Qualifier{
			claimQualifier, caseQualifier, partyCauses,
			{Name: "damages", Values: []string{"none", "awarded", "undecided"}},
			{Name: "harm", Values: []string{"none", "found"}},
			{Name: "benefit", Values: []string{"none", "found"}}, // did the liable party gain by it?
		}},
	{Predicate: "DEMANDED_ROYALTY_FROM", Family: DisputeFamily, About: "The subject asked the object to pay for the use of its rights.",
		From: parties, To: parties, Event: true, Value: Maybe, Amount: Maybe, Money: []MoneyKind{MoneyDemanded, MoneyUndisclosed}},
	{Predicate: "NEGOTIATED_WITH", Family: DisputeFamily, About: "The two talked about a licence or a payment; nothing is said to be agreed.",
		From: parties, To: parties, Symmetric: true},
	{Predicate: "SETTLED_WITH", Family: DisputeFamily, About: "The two settled a dispute.",
		From: parties, To: parties, Symmetric: true, Event: true, Amount: Maybe, Qualifiers: []Qualifier{caseQualifier}},
	{Predicate: "CHALLENGED_PATENT_OF", Family: DisputeFamily, About: "The subject challenged the validity of a patent of the object.",
		From: parties, To: parties, Event: true, Qualifiers: []Qualifier{{Name: "patent", Discriminates: true, Kinds: patents}}},
	{Predicate: "ASSERTED_IN", Family: DisputeFamily, About: "The patent is asserted in the lawsuit.",
		From: patents, To: lawsuits, Event: true},
	{Predicate: "HEARD_IN", Family: DisputeFamily, About: "The court hears the lawsuit.", From: lawsuits, To: []Kind{Court}, Event: true},
	{Predicate: "PRESIDED_OVER", Family: DisputeFamily, About: "The judge presides over the lawsuit.", From: people, To: lawsuits, Event: true},

	// money
	{Predicate: InvestedIn, Family: MoneyFamily, About: "The subject put money into the object.",
		From: parties, To: companies, Event: true, Amount: Maybe, Money: []MoneyKind{MoneyInvested, MoneyUndisclosed},
		Qualifiers: []Qualifier{{Name: "round", Discriminates: true, Kinds: []Kind{FundingRound}}, {Name: "through"}}}, // such as its venture arm
	{Predicate: "PAID", Family: MoneyFamily, About: "The subject paid; the object, where a source names it, was paid.",
		From: parties, To: parties, ObjectOptional: true, Amount: Must, Money: []MoneyKind{MoneyPaid, MoneyUndisclosed},
		Qualifiers: []Qualifier{{Name: "for", Discriminates: true}, {Name: "since"}}},
	{Predicate: "EARNED", Family: MoneyFamily, About: "The subject earned revenue of a kind.", From: parties, Amount: Must, Money: []MoneyKind{MoneyRevenue, MoneyUndisclosed},
		Qualifiers: []Qualifier{{Name: "for", Discriminates: true}}},
	{Predicate: "RAISED", Family: MoneyFamily, About: "The subject raised money, or offered to, from investors whom the source does not name.",
		From: append([]Kind{FundingRound}, companies...), Amount: Must, Money: []MoneyKind{MoneyInvested, MoneyOffered, MoneyUndisclosed},
		Qualifiers: []Qualifier{{Name: "for", Discriminates: true}}},

	// ownership
	{Predicate: "SUBSIDIARY_OF", Family: OwnershipFamily, About: "The object controls the subject. Two legal persons stay two.",
		From: companies, To: companies, Qualifiers: []Qualifier{levelQualifier}},
	{Predicate: "VENTURE_ARM_OF", Family: OwnershipFamily, About: "The subject invests on behalf of the object.",
		From: []Kind{Company, Fund}, To: companies},
	{Predicate: "HOLDS_STAKE_IN", Family: OwnershipFamily, About: "The subject owns a part of the object.",
		From: parties, To: companies, Value: Maybe, Qualifiers: []Qualifier{levelQualifier, ownerQualifier}},
	{Predicate: "OWNS_PATENT", Family: OwnershipFamily, About: "The subject owns the patent or family.", From: parties, To: patents},
	{Predicate: "ASSIGNED_TO", Family: OwnershipFamily, About: "Rights were assigned to the object.",
		From: owned, To: parties, Event: true, Qualifiers: []Qualifier{conveyedBy}},
	{Predicate: "SECURITY_INTEREST_TO", Family: OwnershipFamily, About: "Rights were pledged to the object.",
		From: owned, To: parties, Event: true, Qualifiers: []Qualifier{conveyedBy}},
	{Predicate: "DECLARED_ESSENTIAL_TO", Family: OwnershipFamily, About: "The owner declared the patent essential to a standard of the body; nobody checked it.",
		From: patents, To: []Kind{StandardsBody}, Event: true, Qualifiers: []Qualifier{{Name: "standard", Discriminates: true}}},
	{Predicate: "SUCCEEDED_BY", Family: OwnershipFamily, About: "The object took over what the subject was.", From: parties, To: parties, Event: true,
		Qualifiers: []Qualifier{{Name: "how", Values: []string{"merger", "name_change", "legal_form_change", "succession"}}}},
	{Predicate: "IN_FAMILY", Family: OwnershipFamily, About: "The patent is a member of the family.", From: []Kind{Patent}, To: []Kind{PatentFamily}},
	{Predicate: "CONVEYED_IN", Family: OwnershipFamily, About: "The patent is among those that a recorded document names, whatever the document does with them.",
		From: patents, To: conveyances, Event: true},
	{Predicate: "CORRECTS", Family: OwnershipFamily, About: "The recorded document was recorded to correct the object.", From: conveyances, To: conveyances, Event: true},
	{Predicate: "SECURITY_RELEASED_BY", Family: OwnershipFamily, About: "The object gave up a security interest in the rights.",
		From: owned, To: parties, Event: true, Qualifiers: []Qualifier{conveyedBy}},
	{Predicate: "HAS_INTEREST_IN", Family: OwnershipFamily, About: "The subject has an interest in the object that is no share: a vote, an appointment, a trust, a contract.",
		From: parties, To: companies, Value: Maybe, Qualifiers: []Qualifier{{Name: "interest", Discriminates: true, Required: true}, levelQualifier, ownerQualifier}},
	{Predicate: "BRANCH_OF", Family: OwnershipFamily, About: "The subject is a branch of the object, and no legal person of its own.", From: companies, To: companies},
	{Predicate: "MANAGED_BY", Family: OwnershipFamily, About: "The object manages the fund.", From: companies, To: parties},
	{Predicate: "SUBFUND_OF", Family: OwnershipFamily, About: "The fund is a compartment of the object.", From: companies, To: companies},
	{Predicate: "FEEDER_TO", Family: OwnershipFamily, About: "The fund invests all but all that it has in the object.", From: companies, To: companies},

	// people
	{Predicate: "FOUNDED", Family: PeopleFamily, About: "The subject founded or co-founded the object.", From: parties, To: companies, Event: true},
	{Predicate: "EMPLOYED_BY", Family: PeopleFamily, About: "The subject worked for the object.",
		From: people, To: parties, Qualifiers: []Qualifier{titleQualifier, {Name: "place"}}},
	{Predicate: "OFFICER_OF", Family: PeopleFamily, About: "The subject holds an office in the object.",
		From: people, To: parties, Qualifiers: []Qualifier{titleQualifier}},
	{Predicate: "DIRECTOR_OF", Family: PeopleFamily, About: "The subject is on the board of the object.", From: people, To: companies},
	{Predicate: "COUNSEL_OF", Family: PeopleFamily, About: "The subject acted as counsel for the object.",
		From: []Kind{Person, Company}, To: parties, Qualifiers: []Qualifier{caseQualifier}},
	{Predicate: "INVENTED", Family: PeopleFamily, About: "The subject is named as an inventor of the patent.", From: people, To: patents, Event: true},
	{Predicate: "MEMBER_OF", Family: PeopleFamily, About: "The subject is a member of the object.", From: parties, To: parties, Qualifiers: []Qualifier{roleQualifier}},
	{Predicate: "REPRESENTS", Family: PeopleFamily, About: "The subject acts for the object, as an agent or in another role.", From: parties, To: parties, Qualifiers: []Qualifier{roleQualifier}},

	// policy
	{Predicate: "SPONSORED", Family: PolicyFamily, About: "The subject put the law or amendment forward.", From: parties, To: []Kind{Law}, Event: true},
	{Predicate: "AMENDS", Family: PolicyFamily, About: "The subject would change or changes the object.", From: []Kind{Law}, To: []Kind{Law}, Event: true},
	{Predicate: "TARGETS", Family: PolicyFamily, About: "The law or measure is aimed at the object, by name or not.",
		From: []Kind{Law, Measure}, To: parties, Qualifiers: []Qualifier{{Name: "explicit", Values: yesNo}}},
	{Predicate: "OPPOSED", Family: PolicyFamily, About: "The subject spoke or acted against the law or measure.", From: parties, To: []Kind{Law, Measure}, Event: true},

	// identity
	{Predicate: "SAME_AS", Family: IdentityFamily, About: "The two records are one and the same; needs its own source and a reviewer.",
		From: everything, To: everything, Symmetric: true},

	// what a source joins without saying how in our words
	{Predicate: "LINKED_TO", Family: OtherFamily, About: "A source joins the two, without a direction, in the words of the role.",
		From: everything, To: everything, Symmetric: true, Value: Maybe, Amount: Maybe, Qualifiers: []Qualifier{roleQualifier}},
	{Predicate: "RELATES_TO", Family: OtherFamily, About: "A source joins the subject to the object, in this direction, in the words of the role.",
		From: everything, To: everything, Value: Maybe, Amount: Maybe, Qualifiers: []Qualifier{roleQualifier}},

	// facts about one entity
	{Predicate: "HAS_ID", Family: FactFamily, About: "The subject has this identifier in a register.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "scheme", Discriminates: true, Required: true}}},
	{Predicate: "BASED_IN", Family: FactFamily, About: "The subject has its seat or office there.", From: everything, Value: Must},
	{Predicate: "HAS_CAUSE", Family: FactFamily, About: "The lawsuit or claim rests on this cause of action.", From: []Kind{Lawsuit, LegalClaim}, Event: true,
		Qualifiers: []Qualifier{{Name: "cause", Discriminates: true, Required: true, Values: causes}}},
	{Predicate: "HAS_EVENT", Family: FactFamily, About: "Something happened to the subject on a date.", From: everything, Event: true, Value: Maybe, Amount: Maybe,
		Qualifiers: []Qualifier{{Name: "event", Discriminates: true, Required: true, Values: eventTypes}, {Name: "damages", Values: []string{"none", "awarded", "undecided"}}}},
	{Predicate: "HAS_STATUS", Family: FactFamily, About: "A register gives this status of the subject, in its own words.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "of", Discriminates: true, Required: true}}}, // such as the entity, or its registration
	{Predicate: "CLASSED_AS", Family: FactFamily, About: "A register puts the subject into this class.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "scheme", Discriminates: true, Required: true}}},
	{Predicate: "NOT_DISCLOSED", Family: FactFamily, About: "A register gives a reason in place of a party: why no parent or owner is named.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "what", Discriminates: true, Required: true, Values: []string{"direct_parent", "ultimate_parent", "owner"}}}},
	{Predicate: "HAS_FIGURE", Family: FactFamily, About: "A counted or measured figure about the subject.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "measure", Discriminates: true, Required: true}, {Name: "scope", Discriminates: true}}},
	{Predicate: "DESCRIBED_AS", Family: FactFamily, About: "Somebody characterises the subject: a judgement, never a fact of its own.", From: everything, Value: Must,
		Qualifiers: []Qualifier{{Name: "topic", Discriminates: true}}},
	{Predicate: "STATED", Family: FactFamily, About: "The subject said this in public; the text is a paraphrase.", From: parties, Event: true, Value: Must,
		Qualifiers: []Qualifier{{Name: "about", Kinds: everything}, {Name: "topic", Discriminates: true}}},
}
