package server

import (
	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/report"
)

// manifest tells a client what the service is and where its parts are.
type manifest struct {
	Versions        []string            `json:"versions"`
	Name            string              `json:"name"`
	IdentifierSpace string              `json:"identifierSpace"`
	SchemaSpace     string              `json:"schemaSpace"`
	Documentation   string              `json:"documentation"`
	ServiceVersion  string              `json:"serviceVersion"`
	DefaultTypes    []answer.EntityType `json:"defaultTypes"`
	View            manifestView        `json:"view"`
	Preview         manifestPreview     `json:"preview"`
	Suggest         manifestSuggest     `json:"suggest"`
	Extend          manifestExtend      `json:"extend"`
	BatchSize       int                 `json:"batchSize"`
	Authentication  *manifestToken      `json:"authentication,omitempty"`
}

type manifestView struct {
	URL string `json:"url"`
}

type manifestPreview struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type manifestSuggest struct {
	Entity   manifestService `json:"entity"`
	Property manifestService `json:"property"`
	Type     manifestService `json:"type"`
}

type manifestService struct {
	ServiceURL        string `json:"service_url"`
	ServicePath       string `json:"service_path"`
	FlyoutServiceURL  string `json:"flyout_service_url,omitempty"`
	FlyoutServicePath string `json:"flyout_service_path,omitempty"`
}

type manifestExtend struct {
	ProposeProperties manifestService   `json:"propose_properties"`
	PropertySettings  []manifestSetting `json:"property_settings"`
}

// manifestSetting is what a user may set of a property; Default is a number, a text, or true or false.
type manifestSetting struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Type     string `json:"type"`
	Default  any    `json:"default"`
	HelpText string `json:"help_text"`
}

// manifestToken says that a token is needed, in the words of Swagger 2, which knows none for Bearer.
type manifestToken struct {
	Type        string `json:"type"`
	In          string `json:"in"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// The size of a preview, in pixels: a name, a line about it, and a few lines of figures.
const (
	previewWidth  = 420
	previewHeight = 260
)

// manifest is made for the address under which the client reached the server.
func (s *server) manifest(c *gin.Context) manifest {
	base := addressOf(c)
	service := func(path, flyout string) manifestService {
		return manifestService{ServiceURL: base, ServicePath: path, FlyoutServiceURL: base, FlyoutServicePath: flyout + "?id=${id}"}
	}
	m := manifest{
		Versions: []string{"0.2"}, Name: "ipgraph", IdentifierSpace: base + report.EntityPath, SchemaSpace: base + "/v1/vocabulary",
		Documentation: base + "/docs", ServiceVersion: s.Version, DefaultTypes: []answer.EntityType{}, BatchSize: reconcileBatch,
		View:    manifestView{base + report.EntityPath + "{{id}}"},
		Preview: manifestPreview{base + previewRoute + "?id={{id}}", previewWidth, previewHeight},
		Suggest: manifestSuggest{Entity: service(suggestEntities, flyoutEntities), Property: service(suggestProps, flyoutProps), Type: service(suggestTypes, flyoutTypes)},
		Extend:  manifestExtend{ProposeProperties: manifestService{ServiceURL: base, ServicePath: proposeRoute}, PropertySettings: propertySettings()},
	}
	for _, t := range answer.EntityTypes() {
		m.DefaultTypes = append(m.DefaultTypes, answer.EntityType{ID: t.ID, Name: t.Name})
	}
	if s.Token.Required() {
		m.Authentication = &manifestToken{Type: "apiKey", In: "header", Name: "Authorization", Description: "Bearer, a blank, and the token of the server."}
	}
	return m
}

func propertySettings() []manifestSetting {
	return []manifestSetting{
		{settingLimit, "Limit", "number", defaultValues, "How many values at most, from 1 to 1000."},
		{settingCount, "Only count", "checkbox", false, "The number of values, up to 1000, in place of the values."},
		{settingOn, "On", "text", "", "A day, YYYY-MM-DD: only what may hold on it."},
		{settingKnown, "Known", "text", "", "A day, YYYY-MM-DD: as the public knew on it."},
	}
}

// addressOf is scheme, host and port by which the client reached the server; the host was
// checked. A proxy that ends TLS says so by X-Forwarded-Proto: whoever lies there gets links that do
// not work, and nobody else does.
func addressOf(c *gin.Context) string {
	scheme := "http"
	if c.Request.TLS != nil || c.GetHeader("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + c.Request.Host
}
