package cypher

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Script is the call as it is pasted into Neo4j Browser: one line that sets the
// parameters, and the text, which asks for one row more than the limit.
func (c Call) Script() string {
	return ":params " + inCypher(c.Params) + ";\n\n" + c.Text + ";\n"
}

// inCypher writes a parameter's value as Cypher reads it.
func inCypher(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`, "\r", `\r`).Replace(v) + "'"
	case []string:
		items := make([]string, 0, len(v))
		for _, item := range v {
			items = append(items, inCypher(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		items := make([]string, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			items = append(items, name+": "+inCypher(v[name]))
		}
		return "{" + strings.Join(items, ", ") + "}"
	}
	return fmt.Sprint(v)
}
