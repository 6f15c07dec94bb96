package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

const (
	// interfaceRoute is the page for browsers, embedRoute the same page for frames
	// in the pages of others.
	interfaceRoute = "/"
	embedRoute     = "/embed/"
	// partsRoute is what the page loads.
	partsRoute = "/assets/app/*file"
)

// browserInterface is the page for browsers with what it loads. It holds nothing of
// the graph: the page asks for that, as every program does.
type browserInterface struct {
	page  tagged
	parts map[string]tagged
}

// hashedName is that of a file whose name changes with its content, as Vite writes
// it: index-BqMkMHo2.js.
var hashedName = regexp.MustCompile(`-[A-Za-z0-9_-]{8}\.[a-z0-9]+$`)

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
	i := browserInterface{page: newTagged(typeHTML+"; charset=utf-8", page), parts: map[string]tagged{}}
	folder := strings.TrimPrefix(path.Dir(partsRoute), "/")
	if _, err := fs.Stat(files, folder); errors.Is(err, fs.ErrNotExist) {
		return i, nil // a page that loads nothing
	}
	err = fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		i.parts["/"+name] = newTagged(mediaOf(name), body)
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

// browserPart may be kept for ever where its name tells its content.
func (s *server) browserPart(c *gin.Context) {
	p, ok := s.browser.parts[c.Request.URL.Path]
	if !ok {
		s.problem(c, graph.Errorf(graph.CodeNotFound, "there is no file %s: the page that names it is of another version, so load it anew", c.Request.URL.Path))
		return
	}
	if !hashedName.MatchString(c.Request.URL.Path) {
		p.serve(c)
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, p.media, p.body)
}
