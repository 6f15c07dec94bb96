package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"ipgraph/browserkit"
	"ipgraph/cypher"
	"ipgraph/embedded"
)

// exportKit writes the kit for Neo4j Browser. It needs no database.
func (a *app) exportKit(dir string) error {
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	files, err := browserkit.Make(library)
	if err != nil {
		return err
	}
	written, err := browserkit.Write(dir, files)
	for _, path := range written {
		fmt.Fprintln(a.stdout, path)
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintf(a.stderr, "%s: %s\n", f.Name, f.About)
	}
	return nil
}

// kitHandler serves the kit for the Neo4j Browser of the database.
func kitHandler(d *database) (browserkit.Handler, error) {
	files, err := browserkit.Make(d.library)
	if err != nil {
		return browserkit.Handler{}, err
	}
	return browserkit.Handler{Files: files, Browser: d.browser}, nil
}

// browserLink is the address that opens Neo4j Browser with the guide that is served
// at address.
func browserLink(d *database, address string) string {
	dbms := ""
	if d.private != nil {
		dbms = strings.Replace(d.private.URI(), "://", "://"+d.private.User()+"@", 1)
	}
	return browserkit.Link(d.browser, dbms, strings.TrimSuffix(address, "/")+browserkit.Path+browserkit.GuideFile)
}

// serveKit serves the kit alone, on any free port of loopback, until stop is called.
func serveKit(ctx context.Context, d *database) (address string, stop func(), err error) {
	handler, err := kitHandler(d)
	if err != nil {
		return "", nil, err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("serve the guide: %w", err)
	}
	srv := &http.Server{Handler: onLoopback(handler), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = srv.Serve(listener) // it ends by Close; without the guide, Browser works all the same
	}()
	return url(listener.Addr()), func() { _ = srv.Close(); <-ended }, nil
}

// onLoopback refuses requests that were meant for another name, like those of a
// stranger's page whose name was made to lead here.
func onLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "This server answers for loopback alone.", http.StatusMisdirectedRequest)
	})
}

// announceBrowser says where the Neo4j Browser of a private Neo4j is, the guide with it.
func (a *app) announceBrowser(d *database, address string) {
	fmt.Fprintf(a.stdout, "Neo4j Browser: %s (user %s, password in %s)\n", d.browser, d.private.User(), d.private.PasswordFile())
	fmt.Fprintf(a.stdout, "  with the guide: %s\n", browserLink(d, address))
	fmt.Fprintf(a.stdout, "  saved queries and colours for it: %s\n", strings.TrimSuffix(address, "/")+browserkit.Path)
}

// awaitNeo4j waits until ctx ends or the private Neo4j does.
func awaitNeo4j(ctx context.Context, private *embedded.Server) error {
	select {
	case <-ctx.Done():
		return nil
	case <-private.Done():
		return private.Err()
	}
}

var errNoExport = errors.New("say what to export: --format FORMAT, --statements, or --browser-kit FOLDER")
