package table

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Draft writes a first mapping for a table. Every guess is marked with "guess:", and what was seen of
// each column stands at the top. It can be loaded as it is.
func (p *Profile) Draft(file string) (string, error) {
	d := draft{Profile: p, scheme: schemeOf(file)}
	d.line("# A first mapping for %s, from a look at %d rows. What is marked with \"guess:\" wants a", comment(file), p.Rows)
	d.line("# second look: names of columns say little. Load it with: ipgraph load --mapping THIS-FILE %s", comment(file))
	d.line("#")
	d.line("# The columns:")
	for _, c := range p.Columns {
		d.line("#   %s", comment(c.describe(p.Rows)))
	}
	d.line("source:")
	d.line("  title: %s # guess: the name of the file", quoted(file))
	d.line("  # publisher: who published it; url: where; published: when, YYYY-MM-DD")
	if p.records != "" {
		d.line("records: %s # guess: the first list of objects", quoted(p.records))
	}
	d.line("queries:")
	d.line("  - entities:")
	for _, pair := range pairs {
		from, one := p.partyOf(pair.from)
		to, other := p.partyOf(pair.to)
		if one && other && from.name != to.name {
			d.entity("from", pair.kinds[0], from)
			d.entity("to", pair.kinds[1], to)
			d.statement(pair)
			return d.String(), nil
		}
	}
	if !d.alone() {
		return "", fmt.Errorf("%s has no column with a name", file)
	}
	return d.String(), nil
}

type draft struct {
	strings.Builder
	*Profile
	scheme string
}

func (d *draft) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// comment keeps a text on its line.
func comment(text string) string { return strings.Join(strings.Fields(text), " ") }

// quoted writes a text as YAML reads it back.
func quoted(text string) string { return strconv.Quote(text) }

func (d *draft) entity(called string, kind graph.Kind, p party) {
	d.line("      %s:", called)
	d.line("        kind: %s # guess: company, person, fund, agency, court, university, lawsuit, patent, …", kind)
	d.line("        scheme: %s", d.scheme)
	if p.id != nil && p.id != p.name {
		d.line("        id_column: %s # guess: by its name", quoted(p.id.Name))
	} else {
		d.line("        keys: [%s] # guess: one spelling is one party", quoted(p.name.Name))
	}
	d.line("        name: {column: %s} # guess: such as %s", quoted(p.name.Name), comment(strings.Join(p.name.Samples, "; ")))
}

func (d *draft) statement(pair pair) {
	d.line("    statements:")
	d.line("      - subject: from")
	d.line("        predicate: %s # guess: from the names of the columns", pair.predicate)
	d.line("        object: to")
	d.line("        status: reported # guess: reported, alleged, recorded, declared, …")
	if pair.role != "" {
		d.line("        qualifiers: {role: {literal: %s}} # guess", pair.role)
	}
	if amount := d.first(isAmount); amount != nil && pair.money != "" {
		currency := "{literal: " + currencyOf(amount) + "}"
		if c := d.first(func(c *Column) bool { return c.has("currency") }); c != nil {
			currency = "{column: " + quoted(c.Name) + "}"
		}
		d.line("        amount: {column: %s, kind: %s, currency: %s} # guess", quoted(amount.Name), pair.money, currency)
	} else if pair.predicate == "PAID" {
		d.line("        # PAID needs an amount, and no column looks like one: RELATES_TO stands in its place")
		text := strings.Replace(d.String(), "predicate: PAID", "predicate: RELATES_TO", 1)
		d.Reset()
		d.WriteString(text)
	}
	d.dates()
}

func isAmount(c *Column) bool {
	return c.mostly(lookFigure) && (c.has("amount", "amounts", "sum", "price", "value", "total", "eur", "usd", "gbp", "paid", "royalty", "revenue"))
}

// currencyOf reads a currency off the name of a column.
func currencyOf(c *Column) string {
	for _, w := range c.words() {
		if _, err := graph.ParseMinor("1", strings.ToUpper(w)); err == nil {
			return strings.ToUpper(w)
		}
	}
	return "USD"
}

func (d *draft) dates() {
	from := d.first(func(c *Column) bool { return c.mostly(lookDate) && c.has("begin", "start", "from", "since") })
	to := d.first(func(c *Column) bool { return c.mostly(lookDate) && c.has("end", "to", "until") })
	if from != nil && to != nil {
		d.line("        valid: {from: %s, to: %s} # guess", d.dateOf(from), d.dateOf(to))
		return
	}
	if on := d.first(func(c *Column) bool { return c.mostly(lookDate) }); on != nil {
		d.line("        valid: %s # guess: the first column of dates", d.dateOf(on))
	}
}

func (d *draft) dateOf(c *Column) string {
	if format := d.formats[c.Name]; format != "" {
		return fmt.Sprintf("{column: %s, format: %s}", quoted(c.Name), quoted(format))
	}
	return fmt.Sprintf("{column: %s}", quoted(c.Name))
}

// alone is for a table without two parties: each row is about one. It is false where there is no
// column to make anything of.
func (d *draft) alone() bool {
	name := cmp.Or(d.first(func(c *Column) bool { return c.has("name", "title", "company") && c.Filled > 0 }),
		d.first(func(c *Column) bool { return c.mostly(lookName) }), d.first(func(c *Column) bool { return c.Filled > 0 }), d.first(func(*Column) bool { return true }))
	if name == nil {
		return false
	}
	id := d.first(func(c *Column) bool {
		return c != name && c.Filled == d.Rows && c.Distinct == min(d.Rows, maxDistinct) && (c.has("id", "number", "key", "code") || c.mostly(lookLEI))
	})
	d.entity("subject", graph.Company, party{name, id})
	if lei := d.first(func(c *Column) bool { return c.mostly(lookLEI) }); lei != nil {
		d.line("        ids: {lei: {column: %s}} # guess: by its form", quoted(lei.Name))
	}
	return true
}
