package server

import (
	"cmp"
	"net/http"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/report"
)

// endpoint is one address and what it answers, told for programs (OpenAPI) and
// for people (/docs).
type endpoint struct {
	method string
	// path is written as OpenAPI does: /v1/entities/{id}.
	path, id, title, about string
	// asks is the question whose parameters it takes, where that is not its id.
	asks string
	// theme groups endpoints: that of a question, "api" for answers that are
	// composed of several, "server" for the server's own.
	theme string
	// question has the parameters, and whether the answer reads the graph.
	question *cypher.Query
	// drawn answers are given in the formats of other programs too.
	drawn bool
	// paged answers take a cursor in place of the question's own "after".
	paged bool
	// answers are values of the types that the JSON may have.
	answers []any
	// formats are those beside JSON.
	formats []string
	// media is the type of the content where it is no JSON.
	media string
	// body is the schema of what is sent, example one of it; form says that it is sent as a form,
	// and not as JSON.
	body, example object
	form          bool
	// open addresses ask for no token.
	open, uncounted bool
	// tagged answers carry an ETag although they read no graph.
	tagged bool
	// unlinked addresses end in names that change with each build: there is no example.
	unlinked bool
	failures []int
}

// Themes beside those of questions.
const (
	themeAPI    = "api"
	themeServer = "server"
)

// endpoints lists all addresses: the fixed ones, and each question's own.
func endpoints(library *cypher.Library) ([]endpoint, error) {
	list := fixedEndpoints()
	composed := composedEndpoints()
	for i := range composed {
		q, err := parametersFrom(composed[i], library)
		if err != nil {
			return nil, err
		}
		composed[i].question, composed[i].theme = &q, themeAPI
		if composed[i].formats == nil {
			composed[i].formats = []string{formatCSV}
			if composed[i].drawn {
				composed[i].formats = append(composed[i].formats, drawnNames()...)
			}
		}
		if composed[i].method == http.MethodPost {
			composed[i].formats, composed[i].id = nil, "paths-of-pairs"
			composed[i].body, composed[i].example = pairsSchema(q), pairsExample(q)
		}
	}
	list = append(list, composed...)
	list = append(list, freeEndpoint())
	list = append(list, reconcileEndpoints()...)
	profile := answer.ProfileQuestion()
	list = append(list, endpoint{method: http.MethodGet, path: report.EntityPath + "{id}", id: "profile", theme: themeAPI, title: "The page of an entity", media: typeHTML, question: &profile,
		about: "Its facts and relations in sentences, with numbered sources: a plain page to read and to print. An id may hold slashes."})
	story, err := answer.StoryQuestion(library)
	if err != nil {
		return nil, err
	}
	list = append(list, endpoint{method: http.MethodGet, path: "/v1/pack", id: "pack", theme: themeAPI, title: "A story pack", media: typeZip, question: &story,
		about: "An explanation with all that it rests on, in one file, as ipgraph pack writes it; ipgraph verify checks it. Two ends, or several ids."})
	file := exportQuestion()
	list = append(list, endpoint{method: http.MethodGet, path: exportRoute, id: "export", theme: themeAPI, title: file.Title, media: "*/*", question: &file,
		about: "In the formats of docs/formats.md. Without around and ids the whole graph, where it is small; the file says that it is a part where it is one."})
	for _, q := range library.Questions() {
		list = append(list, endpoint{method: http.MethodGet, path: questionPath(q.Name), id: "ask-" + q.Name, title: q.Title, about: q.About, theme: q.Theme,
			question: &q, answers: []any{answer.Table{}, answer.Graph{}}, formats: append([]string{formatCSV, formatGraph}, drawnNames()...)})
	}
	return list, nil
}

// parametersFrom is the question whose parameters a composed answer takes: its own,
// or the one of its name in the library.
func parametersFrom(e endpoint, library *cypher.Library) (cypher.Query, error) {
	if e.question != nil {
		return *e.question, nil
	}
	return library.Get(cmp.Or(e.asks, e.id))
}

func questionPath(name string) string { return "/v1/questions/" + name }

// composedEndpoints are answers put together from several questions; the id is
// the question whose parameters they take.
func composedEndpoints() []endpoint {
	get := func(path, question, title, about string, result any) endpoint {
		return endpoint{method: http.MethodGet, path: path, id: question, title: title, about: about, answers: []any{result}}
	}
	paged := func(e endpoint) endpoint {
		e.paged = true
		return e
	}
	drawn := func(e endpoint) endpoint {
		e.drawn = true
		return e
	}
	explain := func(path, id, question, title, about string) endpoint {
		e := get(path, id, title, about, answer.Explanation{})
		e.asks, e.formats = question, explained
		return e
	}
	own := func(e endpoint, q cypher.Query) endpoint {
		e.question = &q
		return e
	}
	return []endpoint{
		paged(get("/v1/entities", "search", "Find entities by a part of their name", "In any script; small slips are forgiven.", answer.Hits{})),
		get("/v1/entities/{id}", "entity", "One entity", "With the facts about it alone, each with its source. An id may hold slashes.", answer.EntityPage{}),
		drawn(paged(get("/v1/entities/{id}/neighbours", "neighbours", "What an entity is directly joined to", "A page of edges, each with its status, dates and sources.", answer.Neighbours{}))),
		get("/v1/entities/{id}/counts", "expand-counts", "How many edges an entity has", "By family, type and direction.", answer.Counts{}),
		drawn(get("/v1/paths", "paths-between", "Chains between two entities", "The shortest ones, and those one hop longer; ends are ids or names.", answer.Paths{})),
		{method: http.MethodPost, path: "/v1/paths", id: "paths-between", title: "Chains for up to 100 pairs", media: typeNDJSON,
			about: "A line of JSON for each pair in the order asked, sent as soon as it is there. A pair that fails does not end the others.", answers: []any{pairLine{}},
			failures: []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}},
		drawn(get("/v1/connections", "connections", "The smallest subgraph that joins several entities", "Two to ten entities, ids or names.", answer.Connections{})),
		explain(explainRoute, "explain", "paths-between", "Chains between two entities, in sentences",
			"Who says what, hop by hop, each with its numbered sources; or how far the search went. As JSON, text, Markdown or a page to print."),
		explain(explainRoute+"/connections", "explain-connections", "connections", "What joins several entities, in sentences", "The smallest subgraph that joins two to ten entities, as the chains of two are told."),
		paged(get("/v1/conflicts", "conflicts", "Where sources disagree", "All sides of each matter together: in what they differ, and whether all can be right. "+
			"Without an id, contradictions alone; about one entity, also what is told differently, and whom the sources name.", answer.Conflicts{})),
		drawn(own(get("/v1/view", "view", "A part of the graph to draw", "Entities, the neighbours of some of them, and every edge between any two. An entity with too many neighbours is not expanded: "+
			"the answer counts them by family.", answer.View{}), answer.ViewQuestion())),
		own(get("/v1/start", "start", "What to begin with", "How much the graph holds, examples that it answers, and the most connected entities.", answer.Start{}), answer.StartQuestion()),
		get("/v1/statements/{id}", "statement", "One statement, whole", "With its source and both its ends.", answer.Statement{}),
		paged(get("/v1/sources/{id}", "source", "A source", "With a page of the statements that rest on it. An id may hold slashes.", answer.SourcePage{})),
		own(get("/v1/edges/{key}", "edge", "One relation", "With everything that is said about it, side by side.", answer.EdgePage{}), answer.EdgeQuestion()),
		own(get("/v1/edges/{key}/history", "edge-history", "The history of a relation", "Who said what, in the order of reporting, and what the relation was from then on.", answer.EdgeHistory{}), answer.EdgeQuestion()),
		own(get("/v1/diff", "diff", "What changed between two loads", "Statements and relations, and the connections between entities that are watched.", answer.Difference{}), answer.DiffQuestion()),
	}
}

func freeEndpoint() endpoint {
	return endpoint{method: http.MethodPost, path: "/v1/cypher", id: "cypher", theme: themeAPI, title: "Free Cypher",
		about:   "Cypher that only reads, where the server was started with --allow-cypher. What could write, reach out or run for ever is refused.",
		answers: []any{answer.FreeTable{}}, formats: []string{formatCSV}, body: freeSchema(), example: object{"cypher": "MATCH (c:Company) RETURN c LIMIT $n", "params": object{"n": 10}},
		failures: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
			http.StatusUnprocessableEntity, http.StatusServiceUnavailable, http.StatusGatewayTimeout}}
}

const (
	typeJSON     = "application/json"
	typeCSV      = "text/csv"
	typeNDJSON   = "application/x-ndjson"
	typeAtom     = "application/atom+xml"
	typeHTML     = "text/html"
	typeCSS      = "text/css"
	typeText     = "text/plain"
	typeMarkdown = "text/markdown"
	typeZip      = "application/zip"
	typeProblem  = "application/problem+json"
)

// fixedEndpoints need no question.
func fixedEndpoints() []endpoint {
	get := func(path, id, title, about, media string, result any) endpoint {
		return endpoint{method: http.MethodGet, path: path, id: id, theme: themeServer, title: title, about: about, media: media, answers: []any{result}}
	}
	questions := get("/v1/questions", "questions", "Every question that can be asked", "With its parameters and its Cypher.", "", questionsAnswer{})
	questions.formats, questions.failures = []string{formatCSV}, []int{http.StatusBadRequest}
	vocabulary := get("/v1/vocabulary", "vocabulary", "The words of the model", "Families, kinds, statuses and types of edges, and how each reads: for programs that name what they draw.", "", answer.Vocabulary{})
	vocabulary.tagged, vocabulary.failures = true, []int{http.StatusBadRequest}
	alive := get("/healthz", "health", "The program lives", "", "", health{})
	ready := get("/readyz", "ready", "The database answers", "", "", health{})
	ready.failures = []int{http.StatusServiceUnavailable, http.StatusGatewayTimeout}
	metrics := get("/metrics", "metrics", "Measurements for Prometheus", "", "text/plain", "")
	kit := get("/neo4j-browser/{file}", "browser-kit", "Saved queries, colours and a guide for Neo4j Browser", "The page without a file says how each is opened.", "*/*", "")
	kit.open = true // it holds nothing of the graph, and Neo4j Browser has no token
	kit.failures = []int{http.StatusNotFound}
	page := get(interfaceRoute, "interface", "The interface", "The page for browsers. It holds nothing of the graph, and asks for the token where there is one.", typeHTML, "")
	frame := get(embedRoute, "embed", "The interface, for a frame", "The same page. Pages of this machine may show it in a frame, and those of --embed-origin.", typeHTML, "")
	page.open, page.tagged, frame.open, frame.tagged = true, true, true, true
	parts := get("/assets/app/{file}", "interface-part", "What the interface loads", "Programs, styles and fonts. Their names change with their content.", "*/*", "")
	parts.open, parts.unlinked, parts.tagged, parts.failures = true, true, true, []int{http.StatusNotFound}
	feed := get("/v1/changes.atom", "changes", "A feed of what loads changed", "RFC 4287; the last twenty loads that changed something.", typeAtom, "")
	feed.question, feed.theme = &cypher.Query{Name: "changes"}, themeAPI // it reads the graph, and takes no parameters
	alive.open, alive.uncounted, ready.open, ready.uncounted, metrics.uncounted = true, true, true, true, true
	return []endpoint{
		page, frame, parts,
		get("/docs", "docs", "The API for people", "Everything that can be asked, with examples.", typeHTML, ""),
		get("/assets/style.css", "style", "The stylesheet of the pages", "", typeCSS, ""),
		get(report.Stylesheet, "report-style", "The stylesheet of explanations", "", typeCSS, ""),
		questions, vocabulary,
		get("/v1/openapi.json", "openapi", "This description", "OpenAPI 3.1.", "", map[string]any{}),
		feed, kit, alive, ready, metrics,
	}
}
