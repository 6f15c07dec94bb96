package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Entity is a node that statements are about.
type Entity struct {
	ID      ID       `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	// About says in a few words what the entity is, to tell namesakes apart.
	About string `json:"about,omitempty"`
}

// Source is a document or a record of a dataset that statements rest on.
type Source struct {
	ID        ID     `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	URL       string `json:"url,omitempty"`
	// Published is when the public could read it; it dates what the source
	// says unless a statement has a reporting date of its own.
	Published Period `json:"published"`
	Retrieved Period `json:"retrieved,omitzero"`
	SHA256    string `json:"sha256,omitempty"`
	// Document is the path of the stored text, relative to the dossier, in
	// which quotations are looked up.
	Document string `json:"document,omitempty"`
	// Repeats lists the sources whose report this one repeats: together they
	// count as one independent source.
	Repeats []ID `json:"repeats,omitempty"`
	// Agency names the news agency or record keeper that it goes back to.
	Agency string `json:"agency,omitempty"`
}

// StatementID is the hash of a statement's content with "s:" before it, or
// with "r:" for a register record that lives on its edge alone.
type StatementID string

// Valid reports whether id has the form of a statement's id.
func (id StatementID) Valid() bool {
	kind, sum, _ := strings.Cut(string(id), ":")
	return (kind == "s" || kind == "r") && isHash(sum)
}

// IsEdgeKey reports whether key has the form of an edge's key.
func IsEdgeKey(key string) bool {
	sum, ok := strings.CutPrefix(key, "e:")
	return ok && isHash(sum)
}

// isHash tells what hasher.sum writes.
func isHash(s string) bool { return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == "" }

// Statement is one fact as one source gives it.
type Statement struct {
	// ID is set by Identify. It is never written by people.
	ID        StatementID `json:"id,omitempty"`
	Subject   ID          `json:"subject"`
	Predicate Predicate   `json:"predicate"`
	Object    ID          `json:"object,omitempty"`
	Value     *Value      `json:"value,omitempty"`
	Amount    *Money      `json:"amount,omitempty"`
	// Qualifiers are the details that the predicate's rule allows.
	Qualifiers map[string]string `json:"qualifiers,omitempty"`
	Status     Status            `json:"status"`
	// Negated statements say that the fact does not hold: a denial, or a
	// finding that something did not happen.
	Negated bool `json:"negated,omitempty"`
	// Valid is when the fact holds or held, as precise as the source is.
	Valid Period `json:"valid,omitzero"`
	// ReportedOn is when the public learned of it. Default: the source's
	// publication date.
	ReportedOn Period `json:"reported_on,omitzero"`
	// AssertedBy names who says so where it is not the source itself: a party,
	// an institution, an anonymous person.
	AssertedBy string `json:"asserted_by,omitempty"`
	Source     ID     `json:"source"`
	// Locator says where in the source: "paragraph 7", "docket 346", "#row=57".
	Locator string `json:"locator"`
	// Quote is found byte for byte in the source's stored document.
	Quote string `json:"quote,omitempty"`
	Note  string `json:"note,omitempty"`

	// Supersedes lists the statements that this one corrects. From the day it is
	// reported they no longer count; with the status withdrawn it takes them back
	// and puts nothing in their place.
	Supersedes []StatementID `json:"supersedes,omitempty"`

	Review     Review `json:"review,omitempty"`     // default accepted
	Rank       Rank   `json:"rank,omitempty"`       // default normal
	Confidence string `json:"confidence,omitempty"` // 0..1, of a machine

	// Record marks a row of a bulk register: it lives on its edge, which is
	// its own, and has no statement node.
	Record bool `json:"record,omitempty"`
	// WithdrawnAt is set in the store when the statement left its dossier. A
	// withdrawn statement is kept and never projected.
	WithdrawnAt string `json:"-"`
	// SupersededOn is the reporting day, YYYY-MM-DD, of the first statement that
	// supersedes this one, and SupersededBy that statement. They are found by a
	// load, never written by people: both are "" while nothing supersedes it.
	SupersededOn string      `json:"-"`
	SupersededBy StatementID `json:"-"`
}

// Identify sets the ID from the content: who says what about whom, where.
// Quotation, note, review, rank and confidence are annotations: they may change
// without making another statement.
func (s *Statement) Identify() {
	h := newHasher()
	h.text(string(s.Subject), string(s.Predicate), string(s.Object), string(s.Status),
		strconv.FormatBool(s.Negated), s.Valid.String(), s.ReportedOn.String(), s.AssertedBy, string(s.Source), s.Locator)
	h.qualifiers(s.Qualifiers)
	h.value(s.Value)
	h.money(s.Amount)
	for _, id := range s.Supersedes {
		h.text("supersedes", string(id))
	}
	prefix := "s:"
	if s.Record {
		prefix = "r:"
	}
	s.ID = StatementID(prefix + h.sum())
}

// Fingerprint is the hash of everything that is stored of the statement, the
// annotations and the inherited reporting date included. A load compares it to
// tell what changed.
func (s *Statement) Fingerprint() string {
	h := newHasher()
	h.text(s.Labels()...)
	h.text(string(s.ID), s.Reported(), s.Quote, s.Note, string(s.Review), string(s.Rank), s.Confidence)
	x := s.Extent()
	h.text(x.Earliest, x.Latest, x.Certain)
	return h.sum()
}

// Reported is the day by which the public knew, as YYYY-MM-DD: the last day
// that the date may mean, so that known= never shows a fact too early.
func (s *Statement) Reported() string { return s.ReportedOn.Latest() }

// Live reports whether the statement counts: it is not withdrawn, rejected or
// deprecated.
func (s *Statement) Live() bool {
	return s.WithdrawnAt == "" && s.Review != Rejected && s.Rank != Deprecated
}

// Supersede lets by supersede s, unless by does not count or something superseded
// s before. Of two that were reported on one day the smaller id is remembered, so
// that the order in which statements are met does not matter.
func (s *Statement) Supersede(by *Statement) {
	day := by.Reported()
	if !by.Live() || day == "" {
		return
	}
	if s.SupersededOn == "" || day < s.SupersededOn || day == s.SupersededOn && by.ID < s.SupersededBy {
		s.SupersededOn, s.SupersededBy = day, by.ID
	}
}

// Retracts reports whether the statement only takes others back. Such a
// statement is never a voice of an edge.
func (s *Statement) Retracts() bool { return s.Status == Withdrawn }

// EdgeKey is the key of the edge that the statement is projected to, or "" when
// it has no object. Statements with the same ends, predicate and
// discriminating qualifiers share an edge; a register record has its own.
func (s *Statement) EdgeKey() string {
	if s.Record {
		return s.edgeKey(string(s.Source), s.Locator)
	}
	return s.edgeKey()
}

// Matter is the key of what the statement is about: statements that can
// contradict each other share it. It is the key of the edge, and of a fact a key
// made of subject, predicate and discriminating qualifiers.
func (s *Statement) Matter() string {
	if s.Object != "" {
		return s.EdgeKey()
	}
	h := newHasher()
	h.text(string(s.Predicate), string(s.Subject))
	h.discriminating(s)
	return "f:" + h.sum()
}

// Entities lists the entities that the statement names: its ends, and those in its
// qualifiers.
func (s *Statement) Entities() []ID {
	ids := []ID{s.Subject}
	if s.Object != "" {
		ids = append(ids, s.Object)
	}
	rule, _ := RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		if id := s.Qualifiers[q.Name]; id != "" && len(q.Kinds) > 0 {
			ids = append(ids, ID(id))
		}
	}
	return ids
}

// Labels are those that the statement's node carries beside Statement, so that
// what is missing can be listed without looking at every statement.
func (s *Statement) Labels() []string {
	labels := []string{}
	if s.Valid.IsZero() && !s.Retracts() {
		labels = append(labels, "Undated")
	}
	if s.Review == Pending {
		labels = append(labels, "Pending")
	}
	return labels
}

// shortcutKey is the key of a shortcut. It is another than that of the edge
// that somebody states: each rests on its own statements.
func (s *Statement) shortcutKey() string { return s.edgeKey("derived") }

func (s *Statement) edgeKey(more ...string) string {
	rule, ok := RuleOf(s.Predicate)
	if !ok || s.Object == "" {
		return ""
	}
	from, to := s.Subject, s.Object
	if rule.Symmetric && from > to {
		from, to = to, from
	}
	h := newHasher()
	h.text(string(s.Predicate), string(from), string(to))
	h.discriminating(s)
	h.text(more...)
	return "e:" + h.sum()
}

// hasher hashes fields with their lengths, so that ("ab","c") and ("a","bc")
// differ.
type hasher struct {
	h   hash.Hash
	buf []byte
}

func newHasher() *hasher { return &hasher{h: sha256.New()} }

func (h *hasher) text(fields ...string) {
	for _, f := range fields {
		h.buf = binary.AppendUvarint(h.buf[:0], uint64(len(f)))
		h.buf = append(h.buf, f...)
		h.h.Write(h.buf) // never fails, by the contract of hash.Hash
	}
}

func (h *hasher) qualifiers(m map[string]string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		h.text("q", k, m[k])
	}
}

// discriminating adds the qualifiers that make what one statement says another
// matter than what another says.
func (h *hasher) discriminating(s *Statement) {
	rule, _ := RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		if q.Discriminates {
			h.text(q.Name, s.Qualifiers[q.Name])
		}
	}
}

func (h *hasher) value(v *Value) {
	if v != nil {
		h.text("v", v.Text, v.Number, v.NumberTo, string(v.Comparator), v.Unit)
	}
}

func (h *hasher) money(m *Money) {
	if m != nil {
		h.text("m", string(m.Kind), m.Currency, string(m.Comparator),
			strconv.FormatInt(m.Minor, 10), strconv.FormatInt(m.MinorTo, 10), m.WithheldBy)
	}
}

// sum is the first half of the SHA-256: 128 bits are far beyond chance.
func (h *hasher) sum() string { return hex.EncodeToString(h.h.Sum(h.buf[:0])[:16]) }
