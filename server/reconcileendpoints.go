package server

import (
	"net/http"

	"ipgraph/cypher"
)

// reconcileEndpoints describe the reconciliation service.
func reconcileEndpoints() []endpoint {
	get := func(path, id, title, about string, q cypher.Query, result any) endpoint {
		return endpoint{method: http.MethodGet, path: path, id: id, theme: themeAPI, title: title, about: about, question: &q, answers: []any{result},
			failures: []int{http.StatusForbidden}}
	}
	answers := []any{manifest{}, candidates{}, extended{}}
	const about = "The Reconciliation Service API 0.2. Without a parameter: what the service is. With queries: the candidates for each, the best first. With extend: values of properties."
	read := get(reconcileRoute, "reconcile", "Names of a table become entities", about, reconcileQuestion(), nil)
	read.answers, read.failures = answers, []int{http.StatusForbidden, http.StatusRequestEntityTooLarge}
	preview := get(previewRoute, "reconcile-preview", "An entity at a glance", "A small page without a script, for a frame in any page.", previewQuestion(), "")
	preview.media = typeHTML
	field := func(about string) object { return object{"type": "string", "description": about} }
	return []endpoint{
		read,
		{method: http.MethodPost, path: reconcileRoute, id: "reconcile-batch", theme: themeAPI, title: "The same for many names", about: about + " As a form, which is how clients of the protocol ask.",
			answers: answers, form: true,
			body: object{"type": "object", "properties": object{
				fieldQueries: field(`a JSON object of queries: {"q0": {"query": "Micron", "type": "company"}}`), fieldExtend: field(`a JSON object: {"ids": […], "properties": [{"id": "investors"}]}`)}},
			example: object{fieldQueries: `{"q0":{"query":"Micron","type":"company"}}`},
			failures: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
				http.StatusUnprocessableEntity, http.StatusServiceUnavailable, http.StatusGatewayTimeout}},
		get(suggestEntities, "reconcile-suggest-entity", "Entities for somebody who types", "By name, id or identifier.", suggestQuestion("entity"), suggestedEntities{}),
		get(suggestProps, "reconcile-suggest-property", "Properties for somebody who types", "", suggestQuestion("property"), suggestedProperties{}),
		get(suggestTypes, "reconcile-suggest-type", "Types for somebody who types", "Kinds of entity, and party and organisation, which are broader.", suggestQuestion("type"), suggestedTypes{}),
		get(flyoutEntities, "reconcile-flyout-entity", "A few words about an entity", "A piece of HTML.", flyoutQuestion("entity"), flyout{}),
		get(flyoutProps, "reconcile-flyout-property", "A few words about a property", "A piece of HTML.", flyoutQuestion("property"), flyout{}),
		get(flyoutTypes, "reconcile-flyout-type", "A few words about a type", "A piece of HTML.", flyoutQuestion("type"), flyout{}),
		preview,
		get(proposeRoute, "reconcile-properties", "Properties that can be fetched", "For entities of a type.", proposeQuestion(), proposal{}),
	}
}

// reconcileQuestion has the parameters of the service itself; both are JSON.
func reconcileQuestion() cypher.Query {
	return cypher.Query{Name: "reconcile", Params: []cypher.Param{
		{Name: fieldQueries, Type: cypher.TypeText, Optional: true, About: "a JSON object of queries"},
		{Name: fieldExtend, Type: cypher.TypeText, Optional: true, About: "a JSON object with ids and properties"},
	}}
}
