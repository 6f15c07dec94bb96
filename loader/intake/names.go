package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ipgraph/graph"
)

// maxSlug keeps ids made of names readable, in bytes.
const maxSlug = 120

// NameID is the id of somebody whom a register knows by name alone: the name as
// graph.FoldName writes it, with hyphens. Two spellings are two ids: whether they
// are one party is a statement of its own, with a source. A name that is too long keeps its
// beginning and gets a hash.
func NameID(kind graph.Kind, scheme, name string) (graph.ID, error) {
	slug := strings.ReplaceAll(graph.FoldName(name), " ", "-")
	if slug == "" {
		slug = strings.TrimSpace(name) // nothing but signs
	}
	if len(slug) > maxSlug {
		sum := sha256.Sum256([]byte(slug))
		cut := maxSlug
		for cut > 0 && slug[cut]&0xC0 == 0x80 { // not in the middle of a letter
			cut--
		}
		slug = slug[:cut] + "~" + hex.EncodeToString(sum[:6])
	}
	id, err := graph.MakeID(kind, scheme, slug)
	if err != nil {
		return "", fmt.Errorf("the name %q makes no id: %w", shorten(name), err)
	}
	return id, nil
}

// Scheme makes the second part of ids of a name: of a file, or of a dataset.
func Scheme(name string) string {
	scheme := strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name)), "-")
	if scheme == "" {
		return "file"
	}
	return scheme
}

// PersonID is the id of a natural person whom a record knows by name alone. People
// share names, so the id holds within the record only.
func PersonID(scheme, record, name string) (graph.ID, error) {
	if strings.TrimSpace(name) == "" {
		return "", errors.New("there is no name")
	}
	return NameID(graph.Person, scheme, record+" "+name)
}

// unpointed takes points and apostrophes out of abbreviations.
var unpointed = strings.NewReplacer(".", "", "'", "", "’", "")

// KindOfName tells from a name alone whether it is that of a person or an
// organisation, for registers that do not say. An organisation gives itself away by a
// word such as "bank" or "institute", by a legal form at the end, by a digit or a sign. What
// is left and has two to five words is a person, or up to eight where it is written with the
// family name first: "ABDUL AZIZ, PUTRI FARIDATUL AKMAR".
func KindOfName(name string) graph.Kind {
	words := strings.Fields(graph.FoldName(unpointed.Replace(name)))
	for _, t := range tellingWords {
		told := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(t.words, w) })
		if t.last { // of a form in two words, such as "co ltd", the last
			told = len(words) > 1 && slices.Contains(t.words, words[len(words)-1])
		}
		if told {
			return t.kind
		}
	}
	most := 5
	if strings.Count(name, ",") == 1 {
		most = 8
	}
	if strings.ContainsAny(name, "0123456789&/@") || len(words) < 2 || len(words) > most {
		return graph.Company
	}
	return graph.Person
}

// tellingWords say what bears a name with one of them in it, the surest first. Legal
// forms are written without dots, and tell only at the end: some are names of people too.
var tellingWords = []struct {
	kind  graph.Kind
	last  bool
	words []string
}{
	{graph.University, false, strings.Fields("university universitaet universität universite université universidad universita università universiteit college polytechnic hochschule regents")},
	{graph.Agency, false, strings.Fields("government ministry department secretary administration army navy nasa municipality republic commonwealth")},
	{graph.Fund, false, strings.Fields("fund funds")},
	{graph.Company, false, strings.Fields(`incorporated corporation company limited gmbh kgaa sarl kabushiki kaisha foundation stiftung trust trustee trustees bank bancorp
		holding holdings group gruppe groupe industries industry technologies technology tech systems system solutions services service laboratories labs laboratory
		institute institutes institut instituto institution association society partners partnership ventures capital securities insurance international electronics electric
		semiconductor semiconductors pharmaceuticals pharmaceutical pharma therapeutics biosciences medical hospital clinic center centre council authority
		communications networks network software enterprises products manufacturing motors motor energy power chemical chemicals materials automotive aerospace
		airlines media entertainment studios records agent collateral club church school union committee cooperative consortium research development
		venture machinery marketing the of`)},
	{graph.Company, true, strings.Fields(`inc corp co ltd llc llp lp lllp plc pllc pc ag kg se sa sas snc spa srl nv bv cv ab as asa aps oy oyj pty pte pvt bhd kk gk
		yk oao ooo zao pao jsc doo dd sro zrt kft rt nyrt ltda cia sl ev eg`)},
}
