// Package web holds the interface for browsers, as built by Vite from the sources beside it. Where it has not been
// built, it holds a page that says how.
package web

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Built reports whether the interface has been built.
func Built() bool {
	_, err := fs.Stat(dist, "dist/app/index.html")
	return err == nil
}

// Files are the page, index.html, and what it loads, under the names by which it asks for them. Without a build there
// is the page alone.
func Files() (fs.FS, error) {
	root := "dist/app"
	if !Built() {
		root = "dist"
	}
	files, err := fs.Sub(dist, root)
	if err != nil {
		return nil, fmt.Errorf("interface: %w", err)
	}
	return files, nil
}
