package seeds

import (
	_ "embed"
	"fmt"

	"github.com/goccy/go-yaml"
)

// It has a folder of its own: whatever YAML lies beside the dossier is read as a part of it.
//
//go:embed examples/examples.yaml
var examples []byte

// Example is a question that the dossier answers, for the first page.
type Example struct {
	Title, About string
	// Address is the query of the page that answers.
	Address string
	// Needs are the ids of the entities without which there is no answer.
	Needs []string
}

// Examples are the questions to begin with, in the order in which they are offered.
func Examples() ([]Example, error) {
	var list []Example
	if err := yaml.UnmarshalWithOptions(examples, &list, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	return list, nil
}
