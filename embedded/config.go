package embedded

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func confFile(dataDir string) string { return filepath.Join(dataDir, "conf", "neo4j.conf") }

// Guards are the settings that keep a question from reading files of the machine, calling its
// network, filling its disk or never ending, and the server from calling home. A Neo4j in a
// container needs the same.
func Guards() map[string]string {
	return map[string]string{
		"dbms.security.auth_enabled": "true",
		"dbms.usage_report.enabled":  "false",
		"server.https.enabled":       "false",

		// Neo4j Browser sends what its users do to others, unless it is told not to.
		"client.allow_telemetry": "false",
		// And it fetches fonts and scripts of others. Nothing but this machine is open to its pages.
		"dbms.security.http_static_content_security_policy_header": "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; " +
			"connect-src 'self' ws://localhost:* ws://127.0.0.1:* http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'",
		// It opens guides of these hosts alone: the port is any. Other guides, with the queries in
		// them, come from elsewhere.
		"browser.remote_content_hostname_whitelist": "localhost,127.0.0.1",

		// LOAD CSV counts as a read: without these two, any question could read files of this
		// machine and call addresses of its network.
		"dbms.security.allow_csv_import_from_file_urls": "false",
		"internal.dbms.cypher_ip_blocklist":             "0.0.0.0/0,::/0",

		// By default an almost empty store takes half a gigabyte of transaction logs.
		"db.tx_log.preallocate":               "false",
		"db.tx_log.rotation.size":             "16m",
		"db.tx_log.rotation.retention_policy": "keep_none",

		// One question must not take the whole heap, nor run for ever. A batch of 2,000 rows needs a
		// small part of it.
		"db.memory.transaction.max": "128m",
		"db.transaction.timeout":    "5m",
	}
}

// settings are the server's, before Options.Settings.
func settings(o Options, p ports) map[string]string {
	all := Guards()
	maps.Copy(all, map[string]string{
		"server.default_listen_address": "127.0.0.1",
		"server.bolt.enabled":           "true",
		"server.bolt.listen_address":    loopback(p.bolt),
		"server.http.enabled":           "true",
		"server.http.listen_address":    loopback(p.http),
		// Browser asks the HTTP port where Bolt is: without these it is told the default ports.
		"server.bolt.advertised_address": loopback(p.bolt),
		"server.http.advertised_address": loopback(p.http),
		"server.memory.pagecache.size":   o.PageCache,

		// Without it, each stop waits two times five seconds for silent connections.
		"internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
	})
	return all
}

// writeConf writes the configuration file of this start.
func writeConf(o Options, p ports) error {
	all := settings(o, p)
	maps.Copy(all, o.Settings)
	var text strings.Builder
	text.WriteString("# Written by ipgraph at each start: changes made here are lost.\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.ContainsAny(name+all[name], "\r\n") {
			return fmt.Errorf("the setting %q of Neo4j contains a line break", name)
		}
		// In a properties file the backslash of a Windows path is an escape.
		fmt.Fprintf(&text, "%s=%s\n", name, strings.ReplaceAll(all[name], `\`, `\\`))
	}
	if err := os.WriteFile(confFile(o.DataDir), []byte(text.String()), 0o600); err != nil {
		return fmt.Errorf("write Neo4j's configuration: %w", err)
	}
	return nil
}

type ports struct{ bolt, http int }

// triedPorts is how many ports after the preferred one are looked at.
const triedPorts = 100

func pickPorts(ctx context.Context, bolt, http int) (ports, error) {
	b, err := freePort(ctx, bolt, -1)
	if err != nil {
		return ports{}, err
	}
	h, err := freePort(ctx, http, b)
	if err != nil {
		return ports{}, err
	}
	return ports{bolt: b, http: h}, nil
}

// freePort finds a free port on loopback, the preferred one or the next, other than taken. A
// negative preference means any.
func freePort(ctx context.Context, preferred, taken int) (int, error) {
	first, tries := preferred, triedPorts
	if preferred < 0 {
		first = 0
	}
	for port := first; port < first+tries && port < 1<<16; port++ {
		try := port
		if preferred < 0 {
			try = 0
		}
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", loopback(try))
		if err != nil {
			continue
		}
		found := listener.Addr().(*net.TCPAddr).Port
		if err := listener.Close(); err != nil {
			return 0, fmt.Errorf("find a free port: %w", err)
		}
		if found != taken {
			return found, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	return 0, fmt.Errorf("no free port on 127.0.0.1 from %d to %d", first, first+tries-1)
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
