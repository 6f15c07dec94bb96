package browserkit

import (
	"bytes"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Path is where a server shows the kit.
const Path = "/neo4j-browser/"

// page tells how to open each file.
var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ipgraph in Neo4j Browser</title><link rel="stylesheet" href="/assets/style.css"></head><body>
<header class="top"><a class="name" href="/">ipgraph</a></header>
<main id="main">
<h1>ipgraph in Neo4j Browser</h1>
{{if .Open}}<p><a href="{{.Open}}">Open Neo4j Browser with the guide</a>, and log in.</p>{{end}}
<dl>{{range .Files}}<dt><a href="{{.Name}}">{{.Name}}</a></dt><dd>{{.About}}</dd>{{end}}</dl>
<h2>How to open them</h2>
<ul>
<li><b>The guide</b>: type <code>:guide {{.Guide}}</code> into the editor of Neo4j Browser. It opens at the side, and its questions run at a click.</li>
<li><b>The questions</b>: drag <code>ipgraph-favourites.zip</code> onto the window of Neo4j Browser and say that they are favourites. They lie under the star, in a
folder for each theme. Their values stand behind their names, such as <code>/*limit*/20</code>: change them and run.</li>
<li><b>The questions, in the newer Browser</b> (Query): open Saved Cypher and upload <code>ipgraph-saved-cypher.csv</code>.</li>
<li><b>The colours</b>: drag <code>ipgraph.grass</code> onto the window. <code>:style reset</code> takes them away again.</li>
</ul>
</main></body></html>
`))

// Handler serves the files under Path, with a page that tells how to open them.
type Handler struct {
	Files []File
	// Browser is the address of Neo4j Browser, where it is known. It asks for the
	// guide from an origin of its own, which may be this one or any on loopback.
	Browser string
}

// Has reports whether there is a file of this name; the page has none.
func (h Handler) Has(name string) bool {
	return name == "" || slices.ContainsFunc(h.Files, func(f File) bool { return f.Name == name })
}

// ServeHTTP answers with the page or with a file.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "The kit is only read: use GET.", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	name := strings.TrimPrefix(r.URL.Path, Path)
	if name == "" {
		writePage(w, r, h.Files, h.Browser)
		return
	}
	i := slices.IndexFunc(h.Files, func(f File) bool { return f.Name == name })
	if i < 0 {
		http.NotFound(w, r)
		return
	}
	w.Header().Add("Vary", "Origin")
	if origin := r.Header.Get("Origin"); allowed(origin, h.Browser) {
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
	w.Header().Set("Content-Type", h.Files[i].Type)
	_, _ = w.Write(h.Files[i].Content) // whoever went away needs no answer
}

// allowed reports whether a page of this origin may read the kit.
func allowed(origin, browser string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	if b, err := url.Parse(browser); err == nil && b.Scheme == u.Scheme && b.Host == u.Host {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func writePage(w http.ResponseWriter, r *http.Request, files []File, browser string) {
	guide := byName("http://" + r.Host + Path + GuideFile)
	var open string
	if browser != "" {
		open = Link(browser, "", guide)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, map[string]any{"Files": files, "Guide": guide, "Open": open}); err != nil {
		http.Error(w, "The page cannot be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes()) // whoever went away needs no answer
}

// Link is the address that opens Neo4j Browser with the guide, and its form filled
// in but for the password: dbms is bolt://user@host:port, or "" where it is unknown.
func Link(browser, dbms, guide string) string {
	query := "cmd=guide&arg=" + url.QueryEscape(byName(guide))
	if dbms != "" {
		query = "dbms=" + url.QueryEscape(dbms) + "&" + query
	}
	return browser + "?" + query
}

// byName names this machine in an address: before it is connected, Browser takes
// guides from localhost, and from no number.
func byName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsLoopback() {
		u.Host = net.JoinHostPort("localhost", u.Port())
	}
	return u.String()
}
