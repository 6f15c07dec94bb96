package cypher

import (
	"strconv"
	"strings"
)

// Standalone is the question as one statement with the values of args written in,
// each behind its name: /*limit*/20. It runs as it stands where no parameters are
// set. It is for people to read and change; programs use Bind. Errors are those of
// Bind.
func (q Query) Standalone(args Args) (string, error) {
	call, err := q.Bind(args)
	if err != nil {
		return "", err
	}
	text := q.marked(call.Literals)
	var out strings.Builder
	written := 0
	tokens, _ := scan(text)
	for i, t := range tokens {
		if !t.sign("$") || i+1 == len(tokens) {
			continue
		}
		name := tokens[i+1]
		value, known := call.Params[name.text]
		if name.kind != tokenWord || !known {
			continue
		}
		out.WriteString(text[written:t.at])
		out.WriteString("/*" + name.text + "*/" + literal(value))
		written = name.at + len(name.text)
	}
	out.WriteString(text[written:])
	return out.String(), nil
}

// marked writes literals behind their marks, which stay: /*hops*/2.
func (q Query) marked(literals map[string]int64) string {
	return marker.ReplaceAllStringFunc(q.Text, func(m string) string {
		parts := marker.FindStringSubmatch(m)
		n, known := literals[parts[1]]
		if !known {
			return m
		}
		if parts[2] != "" {
			n++
		}
		return strings.TrimSuffix(m, parts[3]) + strconv.FormatInt(n, 10)
	})
}

// literal writes a bound value in Cypher.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`).Replace(v) + "'"
	case int64:
		return strconv.FormatInt(v, 10)
	case []string:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = literal(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return "null"
}
