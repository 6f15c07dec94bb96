package graph

import "slices"

// Roles lists the roles that a party can have in an arrangement of kind k, or
// nothing where there are no roles.
func Roles(k Kind) []string { return slices.Clone(roles[k]) }

// Comparators lists the words that say how a figure relates to the true one.
func Comparators() []string { return slices.Clone(comparators) }

// MoneyKinds lists the kinds of money.
func MoneyKinds() []string { return slices.Clone(moneyKinds) }
