package graph

import "fmt"

// reader reads properties of a node or relationship and remembers the first
// one that has another type than expected.
type reader struct {
	properties map[string]any
	what       string
	err        error
}

func (r *reader) fail(name string, v any, want string) {
	if r.err == nil {
		r.err = fmt.Errorf("property %q holds a %T, not a %s", name, v, want)
	}
}

func (r *reader) failed(id ID) error {
	if r.err == nil && id == "" {
		return fmt.Errorf("a %s without its id", r.what)
	}
	if r.err != nil {
		return fmt.Errorf("%s %s: %w", r.what, id, r.err)
	}
	return nil
}

func (r *reader) text(name string) string {
	switch v := r.properties[name].(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		r.fail(name, v, "text")
		return ""
	}
}

func (r *reader) flag(name string) bool {
	switch v := r.properties[name].(type) {
	case nil:
		return false
	case bool:
		return v
	default:
		r.fail(name, v, "boolean")
		return false
	}
}

func (r *reader) integer(name string) int64 {
	switch v := r.properties[name].(type) {
	case nil:
		return 0
	case int64:
		return v
	default:
		r.fail(name, v, "whole number")
		return 0
	}
}

// texts accepts the list type of the database and that of our own maps.
func (r *reader) texts(name string) []string {
	switch v := r.properties[name].(type) {
	case nil:
		return nil
	case []string:
		return v
	case []any:
		texts := make([]string, 0, len(v))
		for _, item := range v {
			s, ok := item.(string)
			if !ok {
				r.fail(name, item, "text in a list")
				return nil
			}
			texts = append(texts, s)
		}
		return texts
	default:
		r.fail(name, v, "list of texts")
		return nil
	}
}

func (r *reader) statements(name string) []StatementID {
	var ids []StatementID
	for _, id := range r.texts(name) {
		ids = append(ids, StatementID(id))
	}
	return ids
}

func (r *reader) period(name string) Period {
	p, err := ParsePeriod(r.text(name))
	if err != nil && r.err == nil {
		r.err = err
	}
	return p
}

// state is the state of an edge without the hubs that the store lets it name.
func (r *reader) state() string {
	state := r.text("state")
	return state[:min(len(state), stateLength)]
}

// details reads qualifiers, value and amount.
func (r *reader) details(p Predicate) (map[string]string, *Value, *Money) {
	var qualifiers map[string]string
	rule, _ := RuleOf(p)
	for _, q := range rule.Qualifiers {
		if v := r.text(q.Name); v != "" {
			if qualifiers == nil {
				qualifiers = map[string]string{}
			}
			qualifiers[q.Name] = v
		}
	}
	v := Value{Text: r.text("value"), Number: r.text("number"), NumberTo: r.text("number_to"),
		Comparator: Comparator(r.text("number_comparator")), Unit: r.text("unit")}
	var value *Value
	if v != (Value{}) {
		value = &v
	}
	return qualifiers, value, r.money()
}

// money reads an amount, or nothing where there is none.
func (r *reader) money() *Money {
	m := Money{Kind: MoneyKind(r.text("money_kind")), Currency: r.text("currency"), Comparator: Comparator(r.text("money_comparator")),
		Minor: r.integer("amount"), MinorTo: r.integer("amount_to"), WithheldBy: r.text("withheld_by")}
	if m == (Money{}) {
		return nil
	}
	return &m
}
