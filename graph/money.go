package graph

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Comparator says how a figure relates to the true one: "more than $1bn" is gt.
type Comparator string

// The comparators. Range needs a second figure; UpTo also stands for "nearly".
const (
	Equal       Comparator = "eq"
	GreaterThan Comparator = "gt"
	LessThan    Comparator = "lt"
	Approx      Comparator = "approx"
	UpTo        Comparator = "upto"
	Range       Comparator = "range"
)

var comparators = []string{"eq", "gt", "lt", "approx", "upto", "range"}

// MoneyKind keeps unlike sums apart: a demand is not a payment. Sums never mix
// kinds or currencies.
type MoneyKind string

// The kinds of money. Undisclosed is a value of its own, never a blank.
const (
	MoneyDemanded    MoneyKind = "demanded"
	MoneyOffered     MoneyKind = "offered"
	MoneyAwarded     MoneyKind = "awarded"
	MoneyPaid        MoneyKind = "paid"
	MoneyInvested    MoneyKind = "invested"
	MoneyRevenue     MoneyKind = "revenue"
	MoneyUndisclosed MoneyKind = "undisclosed"
)

var moneyKinds = []string{"demanded", "offered", "awarded", "paid", "invested", "revenue", "undisclosed"}

// Money is an amount in minor units of its currency (cents for USD).
type Money struct {
	Kind       MoneyKind  `json:"kind"`
	Currency   string     `json:"currency,omitempty"` // ISO 4217
	Comparator Comparator `json:"comparator,omitempty"`
	Minor      int64      `json:"minor,omitempty"`
	MinorTo    int64      `json:"minor_to,omitempty"` // the upper end when Comparator is Range
	// WithheldBy names who keeps an undisclosed amount to themselves.
	WithheldBy string `json:"withheld_by,omitempty"`
}

// currencyDigits gives the decimal places of the currencies that have other
// than two (ISO 4217, list one).
var currencyDigits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
	"RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

// currencies lists the ISO 4217 codes that are accepted.
var currencies = strings.Fields(`AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD
BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP FRF GBP GEL GHS
GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL`)

// DecimalPlaces is the number of minor-unit digits of an ISO 4217 currency.
func DecimalPlaces(currency string) int {
	if d, odd := currencyDigits[currency]; odd {
		return d
	}
	return 2
}

// ParseMinor turns a decimal in major units, such as "1.40" USD, into minor
// units without rounding: more decimals than the currency has are an error.
func ParseMinor(decimal, currency string) (int64, error) {
	if !slices.Contains(currencies, currency) {
		return 0, fmt.Errorf("currency %q is not an ISO 4217 code%s", shorten(currency), didYouMean(currency, currencies))
	}
	whole, frac, _ := strings.Cut(decimal, ".")
	places := DecimalPlaces(currency)
	if len(decimal) > 40 || !isDigits(whole) || (frac != "" && !isDigits(frac)) || strings.HasSuffix(decimal, ".") {
		return 0, fmt.Errorf("amount %q is not a plain decimal number such as 1400000000 or 12.50", shorten(decimal))
	}
	if len(frac) > places {
		return 0, fmt.Errorf("amount %q has more than the %d decimals of %s", shorten(decimal), places, currency)
	}
	n, ok := new(big.Int).SetString(whole+frac+strings.Repeat("0", places-len(frac)), 10)
	if !ok || !n.IsInt64() {
		return 0, fmt.Errorf("amount %q is too large", shorten(decimal))
	}
	return n.Int64(), nil
}

// FormatMinor is the reverse of ParseMinor.
func FormatMinor(minor int64, currency string) string {
	places := DecimalPlaces(currency)
	s := fmt.Sprintf("%0*d", places+1, minor)
	if places == 0 {
		return s
	}
	whole, frac := s[:len(s)-places], s[len(s)-places:]
	if strings.Trim(frac, "0") == "" {
		return whole
	}
	return whole + "." + frac
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Validate reports every problem of m, with field names relative to it.
func (m Money) Validate() []Problem {
	var ps problems
	if m.Kind == "" {
		ps.add("kind", "an amount needs its kind: one of %s", strings.Join(moneyKinds, ", "))
	} else {
		ps.oneOf("kind", "money kind", string(m.Kind), moneyKinds)
	}
	if m.Kind == MoneyUndisclosed {
		ps.optional("withheld_by", m.WithheldBy)
		if m.Currency != "" || m.Comparator != "" || m.Minor != 0 || m.MinorTo != 0 {
			ps.add("kind", "an undisclosed amount has no value, currency or comparator")
		}
		return ps
	}
	if m.WithheldBy != "" {
		ps.add("withheld_by", "only an undisclosed amount is withheld by someone")
	}
	ps.oneOf("currency", "currency", m.Currency, currencies)
	ps.oneOf("comparator", "comparator", string(m.Comparator), comparators)
	if m.Minor < 0 || m.MinorTo < 0 {
		ps.add("value", "an amount cannot be negative")
	}
	switch {
	case m.Comparator != Range && m.MinorTo != 0:
		ps.add("to", "only a range has an upper end: write comparator: range")
	case m.Comparator == Range && m.MinorTo == 0:
		ps.add("to", "a range needs its upper end: write to: and the amount")
	case m.Comparator == Range && m.MinorTo <= m.Minor:
		ps.add("to", "the upper end of a range is above its value")
	}
	return ps
}

// String reads "more than USD 1,000,000,000 demanded".
func (m Money) String() string {
	if m.Kind == MoneyUndisclosed {
		return "an undisclosed amount"
	}
	amount := m.Currency + " " + GroupThousands(FormatMinor(m.Minor, m.Currency))
	if m.Comparator == Range {
		amount += " to " + GroupThousands(FormatMinor(m.MinorTo, m.Currency))
	}
	return m.Comparator.Words() + amount + " " + string(m.Kind)
}

// Words reads c before a figure: "more than ", or "" where nothing need be said.
func (c Comparator) Words() string {
	switch c {
	case GreaterThan:
		return "more than "
	case LessThan:
		return "less than "
	case Approx:
		return "about "
	case UpTo:
		return "up to "
	case Equal, Range:
	}
	return ""
}

// GroupThousands puts commas into a decimal: 87,805.
func GroupThousands(s string) string {
	whole, frac, hasFrac := strings.Cut(s, ".")
	if digits, negative := strings.CutPrefix(whole, "-"); negative {
		return "-" + GroupThousands(digits+s[len(whole):])
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFrac {
		return whole + "." + frac
	}
	return whole
}
