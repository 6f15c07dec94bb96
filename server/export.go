package server

import (
	"context"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/extract"
	"ipgraph/graph"
)

const (
	exportRoute = "/v1/export"
	// maxExport is the most that a file may take: 32 MB.
	maxExport = 32 << 20
	// A graph of at most so many entities and relations is written whole.
	maxWholeEntities = 2_000
	maxWholeEdges    = 10_000
)

// exportQuestion has the parameters of an export: those of a view, and the format.
func exportQuestion() cypher.Query {
	q := answer.ViewQuestion()
	q.Name, q.Title = "export", "A part of the graph, or the whole of a small one, as a file"
	format := cypher.Param{Name: "format", Type: cypher.TypeChoice, Optional: true, About: "the format of the file; or say so with Accept, where a media type means one format alone"}
	for _, f := range export.Formats() {
		format.Choices = append(format.Choices, f.Name)
	}
	q.Params = append([]cypher.Param{format}, q.Params...)
	q.Example = "format=graphml " + q.Example
	return q
}

// drawnFormats are the formats in which answers that can be drawn are given beside
// their own: those whose media type says which they are. /v1/export has all.
func drawnFormats() []export.Format {
	var list []export.Format
	for _, f := range export.Formats() {
		if !slices.Contains([]string{typeJSON, typeCSV, typeZip, typeNDJSON}, f.Media) {
			list = append(list, f)
		}
	}
	return list
}

// drawnNames are the names of these.
func drawnNames() []string {
	var names []string
	for _, f := range drawnFormats() {
		names = append(names, f.Name)
	}
	return names
}

func drawnFormat(name string) (export.Format, bool) {
	formats := drawnFormats()
	i := slices.IndexFunc(formats, func(f export.Format) bool { return f.Name == name })
	if i < 0 {
		return export.Format{}, false
	}
	return formats[i], true
}

// drawable answers are entities and relations between them.
type drawable interface {
	drawn() extract.Drawn
}

func (a viewAnswer) drawn() extract.Drawn {
	d := extract.Drawn{Scope: "a view", Edges: a.Edges, Truncated: a.Truncated}
	for _, e := range a.Entities {
		d.Entities = append(d.Entities, e.Entity)
	}
	return d
}

func (a graphAnswer) drawn() extract.Drawn {
	return extract.Drawn{Scope: a.Title, Entities: a.Nodes, Edges: a.Edges, Truncated: a.Truncated}
}

func (a neighboursAnswer) drawn() extract.Drawn {
	d := drawnHops(a.Edges)
	d.Scope, d.Truncated = a.Entity.Name+" and what it is joined to", a.Truncated
	d.Entities = append(d.Entities, a.Entity)
	return d
}

func (a pathsAnswer) drawn() extract.Drawn {
	var hops []answer.Hop
	for _, chain := range a.Paths.Paths {
		hops = append(hops, chain.Hops...)
	}
	d := drawnHops(hops)
	d.Scope, d.Truncated = "chains between "+a.From.Name+" and "+a.To.Name, a.Truncated
	d.Entities = append(d.Entities, a.From, a.To)
	return d
}

func (a connectionsAnswer) drawn() extract.Drawn {
	d := drawnHops(a.Hops)
	d.Scope = "what joins several entities"
	d.Entities = append(d.Entities, a.Entities...)
	return d
}

// drawnHops are the ends of steps, and all relations between them that were read.
func drawnHops(hops []answer.Hop) extract.Drawn {
	var d extract.Drawn
	for _, h := range hops {
		d.Entities = append(d.Entities, h.From, h.To)
		d.Edges = append(d.Edges, h.Edge)
		for _, also := range h.Also {
			d.Edges = append(d.Edges, also.Edge)
		}
	}
	return d
}

// store is where exports read from.
func (s *server) store() extract.Store {
	return extract.Store{Reader: s.Reader, Library: s.Library, Program: "ipgraph " + s.Version, Today: s.Now().UTC().Format(time.DateOnly)}
}

// writeDrawn writes an answer in a format of other programs.
func (s *server) writeDrawn(c *gin.Context, f export.Format, tag string, d drawable) {
	ctx := c.Request.Context()
	part, err := s.store().Part(ctx, d.drawn(), s.partDossier)
	if err != nil {
		s.problem(c, err)
		return
	}
	file, err := exported(ctx, f, part)
	if err != nil {
		s.problem(c, err)
		return
	}
	cacheable(c, tag)
	c.Header("Content-Disposition", `attachment; filename="`+file.file+`"`)
	c.Data(http.StatusOK, file.media, file.body)
}

// exported writes a file whole before it is sent: what fails on the way is a
// problem and no half file.
func exported(ctx context.Context, f export.Format, c export.Content) (content, error) {
	body := bounded{most: maxExport, what: "the file takes", advice: "name fewer entities, or use ipgraph export"}
	if err := f.Write(ctx, c, &body); err != nil {
		return content{}, err
	}
	return content{media: f.Media, file: "ipgraph." + f.Extension, body: body.Bytes()}, nil
}

// export writes a part of the graph, or the whole of a small one.
func (s *server) export(c *gin.Context) {
	s.inOneForm(c, "export", "", func(a cypher.Args) (content, error) {
		name := a["format"]
		if name == "" {
			name = accepted(c.GetHeader("Accept"), drawnNames())
		}
		if name == formatJSON { // nothing that was accepted is a format of ours
			return content{}, &graph.Error{Code: graph.CodeInvalid, Message: "no format is given", Problems: []graph.Problem{
				{Field: "format", Message: "is missing: /docs lists the formats"}}}
		}
		f, err := export.Named(name)
		if err != nil {
			return content{}, err
		}
		delete(a, "format")
		part, err := s.exportedPart(c.Request.Context(), a)
		if err != nil {
			return content{}, err
		}
		return exported(c.Request.Context(), f, part)
	})
}

func (s *server) exportedPart(ctx context.Context, a cypher.Args) (export.Content, error) {
	if a["around"] == "" && a["ids"] == "" {
		return s.wholeGraph(ctx, a)
	}
	view, err := s.answers.View(ctx, a)
	if err != nil {
		return nil, err
	}
	return s.store().Part(ctx, viewAnswer{view}.drawn(), s.partDossier)
}

// wholeGraph is the whole graph, where it is small.
func (s *server) wholeGraph(ctx context.Context, a cypher.Args) (export.Content, error) {
	for name, value := range a {
		if value != "" {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the whole graph is written as it is now", Problems: []graph.Problem{
				{Field: name, Message: "needs entities: give around or ids"}}}
		}
	}
	entities, edges, err := s.store().Holdings(ctx)
	if err != nil {
		return nil, err
	}
	if entities > maxWholeEntities || edges > maxWholeEdges {
		return nil, graph.Errorf(graph.CodeTooCostly, "the graph holds %d entities and %d relations; over HTTP it is written whole up to %d and %d: name entities with around or ids, or use ipgraph export",
			entities, edges, maxWholeEntities, maxWholeEdges)
	}
	return s.store().Whole(ctx, nil, s.wholeDossier)
}

// partDossier writes some statements and entities as a dossier, where the server
// can.
func (s *server) partDossier(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error {
	if s.Dossier == nil {
		return graph.Errorf(graph.CodeNotFound, "this server writes no dossiers: use another format")
	}
	return s.Dossier(ctx, statements, entities, w)
}

func (s *server) wholeDossier(context.Context, io.Writer) error {
	return graph.Errorf(graph.CodeInvalid, "the whole graph as a dossier is written by ipgraph export --format jsonl: name entities with around or ids")
}
