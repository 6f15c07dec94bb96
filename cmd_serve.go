package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/loader"
	"ipgraph/seeds"
	"ipgraph/server"
)

type serveFlags struct {
	listen  string
	hosts   []string
	origins []string
	frames  []string
	rate    server.Rate
	noToken bool
	noOpen  bool
	story   bool
	cypher  bool
	// noReconcile switches the reconciliation service off.
	noReconcile bool
	// atOnce is how many questions are answered at once.
	atOnce int
	// copyEdges is how large a graph may be that is copied into memory.
	copyEdges int
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the interface, and answer questions over HTTP",
		Long: `Serve shows the interface and answers questions over HTTP, on loopback. Without
NEO4J_URI it runs a private Neo4j, with Neo4j Browser, in the data folder.

With IPGRAPH_TOKEN set, every question has to carry "Authorization: Bearer" and that
token: the interface, which holds nothing of the graph, asks its reader for it.
Beyond loopback a token is required.`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "address and port to listen on")
	cmd.Flags().StringSliceVar(&f.hosts, "host", nil, "further host names under which the server may be addressed")
	cmd.Flags().StringSliceVar(&f.origins, "cors-origin", nil, "let programs in the pages of this origin read answers, for example https://graph.example, or * for all; pages of this machine always may")
	cmd.Flags().StringSliceVar(&f.frames, "embed-origin", nil, "let the pages of this origin show the interface in a frame, from /embed/, for example https://news.example, or * for all; pages of this machine always may")
	cmd.Flags().Float64Var(&f.rate.PerSecond, "rate", 50, "requests a second that each client may make for long, generous for one machine's own programs; 0 is no limit")
	cmd.Flags().IntVar(&f.rate.Burst, "burst", 200, "requests that each client may make at once")
	cmd.Flags().BoolVar(&f.noToken, "insecure-no-token", false, "listen beyond loopback without a token: whoever reaches the address may ask")
	cmd.Flags().BoolVar(&f.noOpen, "no-open", false, "do not open a browser")
	cmd.Flags().BoolVar(&f.story, "story", false, "load the demonstration dossier first")
	cmd.Flags().BoolVar(&f.cypher, "allow-cypher", false, "answer Cypher that only reads, at POST /v1/cypher")
	cmd.Flags().BoolVar(&f.noReconcile, "no-reconcile", false, "do not answer at /reconcile, where the programs of every web page may read the graph")
	cmd.Flags().IntVar(&f.atOnce, "at-once", 32, "questions that are answered at once; more wait for two seconds and are refused then")
	cmd.Flags().IntVar(&f.copyEdges, "copy-edges", 10_000_000, "search chains in a copy in memory, some 70 bytes an edge, of graphs up to so many edges; 0 searches in the database")
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	started := time.Now()
	config, err := a.serverConfig(f)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return usageError{fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", f.listen, err)}
	}
	defer listener.Close() // closed by the server before; here for early returns
	if err := guarded(listener.Addr(), config.Token, f.noToken); err != nil {
		return err
	}
	return a.withDatabase(ctx, func(d *database) error {
		if f.story {
			if err := a.loadStory(ctx, d); err != nil {
				return err
			}
		}
		config.Reader, config.Library, config.Background = d.Store, d.library, ctx
		if f.cypher {
			config.Free = d.Store
		}
		config.Dossier = func(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error {
			return loader.ExportSome(ctx, d.Store, d.library, statements, entities, w)
		}
		if config.Examples, err = examples(); err != nil {
			return err
		}
		if config.BrowserKit, err = kitHandler(d); err != nil {
			return err
		}
		handler, err := server.New(config)
		if err != nil {
			return err
		}
		a.announce(listener.Addr(), d, time.Since(started))
		if address := url(listener.Addr()); !f.noOpen && isTerminal(a.stdout) {
			openBrowser(ctx, address)
		}
		return a.serveUntilEnd(ctx, listener, handler, d, config.Log)
	})
}

// serverConfig is what flags and environment say of the server. The token comes
// from the environment alone: a flag is seen by ps.
func (a *app) serverConfig(f serveFlags) (server.Config, error) {
	token, err := server.NewToken(a.getenv("IPGRAPH_TOKEN"))
	if err != nil {
		err = fmt.Errorf("IPGRAPH_TOKEN: %w", err)
	}
	origins, wrong := server.ParseOrigins(f.origins)
	if wrong != nil {
		wrong = fmt.Errorf("--cors-origin %w", wrong)
	}
	frames, unframed := server.ParseOrigins(f.frames)
	if unframed != nil {
		unframed = fmt.Errorf("--embed-origin %w", unframed)
	}
	if f.atOnce < 1 || f.copyEdges < 0 {
		err = errors.Join(err, errors.New("--at-once is at least 1, --copy-edges not below 0"))
	}
	if err := errors.Join(err, wrong, unframed, f.rate.Check()); err != nil {
		return server.Config{}, usageError{err}
	}
	return server.Config{Log: slog.New(slog.NewTextHandler(a.stderr, nil)), Version: version, Hosts: f.hosts,
		Origins: origins, Frames: frames, NoReconcile: f.noReconcile, Token: token, Rate: f.rate, CopyEdges: f.copyEdges, AtOnce: f.atOnce, WithRequestID: neo4j.WithRequestID}, nil
}

// examples are those of the demonstration dossier: the server offers them where it
// is loaded.
func examples() ([]answer.Example, error) {
	list, err := seeds.Examples()
	offered := make([]answer.Example, 0, len(list))
	for _, e := range list {
		example := answer.Example{Title: e.Title, About: e.About, Address: e.Address}
		for _, id := range e.Needs {
			example.Needs = append(example.Needs, graph.ID(id))
		}
		offered = append(offered, example)
	}
	return offered, err
}

// guarded refuses to answer strangers: beyond loopback there is a token, or
// somebody who said that there need not be one.
func guarded(address net.Addr, token server.Token, insecure bool) error {
	tcp, ok := address.(*net.TCPAddr)
	if ok && tcp.IP.IsLoopback() || token.Required() || insecure {
		return nil
	}
	return usageError{fmt.Errorf("%s can be reached from other machines, and there is no token: set IPGRAPH_TOKEN to a secret of your own "+
		"(openssl rand -hex 32 makes one), or listen on 127.0.0.1, or say --insecure-no-token where something else keeps strangers away", address)}
}

// serveUntilEnd serves until ctx ends or the private Neo4j does.
func (a *app) serveUntilEnd(ctx context.Context, listener net.Listener, handler http.Handler, d *database, log *slog.Logger) error {
	serving, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if d.private != nil {
		go func() {
			select {
			case <-d.private.Done():
				stop(graph.Errorf(graph.CodeUnavailable, "the private Neo4j ended: see %s", d.private.LogFile()).Because(d.private.Err()))
			case <-serving.Done():
			}
		}()
	}
	err := server.Serve(serving, listener, handler, log)
	if ctx.Err() == nil && err == nil {
		return context.Cause(serving)
	}
	return err
}

func (a *app) loadStory(ctx context.Context, d *database) error {
	story := loader.Dossier{Name: "seeds", Path: "seeds", FS: seeds.FS()}
	report, err := loader.Load(ctx, d.Store, d.library, []loader.Dossier{story}, loader.Options{Progress: a.progress})
	if err != nil {
		return err
	}
	a.progressEnds()
	fmt.Fprintf(a.stderr, "story loaded: %d statements from %d sources\n", report.Seen.Statements, report.Seen.Sources)
	return nil
}

// announce says where everything is.
func (a *app) announce(address net.Addr, d *database, took time.Duration) {
	fmt.Fprintf(a.stdout, "ipgraph is ready at %s (%.1f s)\n", url(address), took.Seconds())
	if d.browser != "" && d.private != nil {
		a.announceBrowser(d, url(address))
	}
	if d.private != nil {
		fmt.Fprintln(a.stdout, "Ctrl-C stops both.")
		return
	}
	fmt.Fprintln(a.stdout, "Ctrl-C stops it.")
}

// url is the address for a browser on this machine.
func url(address net.Addr) string {
	host, port, err := net.SplitHostPort(address.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// openBrowser asks the system to show the address. Where it cannot, the printed
// address is enough.
func openBrowser(ctx context.Context, address string) {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", address}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), command[0], command[1:]...)
	if err := cmd.Start(); err == nil {
		go func() { _ = cmd.Wait() }() // its exit is of no interest
	}
}

func (a *app) neo4jCommand() *cobra.Command {
	var info bool
	cmd := &cobra.Command{
		Use:   "neo4j",
		Short: "Run the private Neo4j alone, for Neo4j Browser",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if info {
				return a.printInfo()
			}
			return a.runNeo4j(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&info, "info", false, "print its address, user and where the password is, and end")
	return cmd
}

func (a *app) runNeo4j(ctx context.Context) (err error) {
	if a.database.uri != "" {
		return usageError{errors.New("NEO4J_URI is set: this command runs the private Neo4j")}
	}
	return a.withDatabase(ctx, func(d *database) error {
		if d.private == nil {
			return graph.Errorf(graph.CodeConflict, "the private Neo4j runs already: see ipgraph neo4j --info")
		}
		address, stop, err := serveKit(ctx, d)
		if err != nil {
			return err
		}
		defer stop()
		a.announceBrowser(d, address)
		fmt.Fprintf(a.stdout, "Bolt: %s\nCtrl-C stops it.\n", d.private.URI())
		return awaitNeo4j(ctx, d.private)
	})
}
