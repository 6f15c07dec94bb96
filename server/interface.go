package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

const (
	// interfaceRoute is the page for browsers, embedRoute the same page for frames
	// in the pages of others.
	interfaceRoute = "/"
	embedRoute     = "/embed/"
	// partsRoute is what the page loads. A name there holds a hash of the content.
	partsRoute = "/assets/app/*file"
)

// browserInterface is the page for browsers with what it loads. It holds nothing of
// the graph: the page asks for that, as every program does.
type browserInterface struct {
	page  tagged
	parts map[string]part
}

type part struct {
	media string
	body  []byte
}

// newInterface reads the files that were built. Without a build there is a page
// that says so.
func newInterface(files fs.FS) (browserInterface, error) {
	page, err := fs.ReadFile(files, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		page, err = fs.ReadFile(files, "placeholder.html")
	}
	if err != nil {
		return browserInterface{}, fmt.Errorf("interface: %w", err)
	}
	i := browserInterface{page: newTagged(typeHTML+"; charset=utf-8", page), parts: map[string]part{}}
	folder := strings.TrimPrefix(path.Dir(partsRoute), "/")
	if _, err := fs.Stat(files, folder); errors.Is(err, fs.ErrNotExist) {
		return i, nil // a page that loads nothing
	}
	err = fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		i.parts["/"+name] = part{mediaOf(name), body}
		return err
	})
	if err != nil {
		return i, fmt.Errorf("interface: %w", err)
	}
	return i, nil
}

// mediaOf knows what Vite writes. It asks no file of the system, which would make
// the answer one of the machine.
func mediaOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return typeCSS + "; charset=utf-8"
	case ".json", ".map":
		return typeJSON + "; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".woff2":
		return "font/woff2"
	}
	return "application/octet-stream"
}

// browserPage is the same at each of its addresses: what it shows is in the address,
// which it reads itself.
func (s *server) browserPage(c *gin.Context) { s.browser.page.serve(c) }

// browserPart may be kept for ever: what changes gets another name.
func (s *server) browserPart(c *gin.Context) {
	p, ok := s.browser.parts[c.Request.URL.Path]
	if !ok {
		s.problem(c, graph.Errorf(graph.CodeNotFound, "there is no file %s: the page that names it is of another version, so load it anew", c.Request.URL.Path))
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, p.media, p.body)
}
