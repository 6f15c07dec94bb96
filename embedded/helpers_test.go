package embedded_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

func isStartError(err error) bool { return errors.Is(err, embedded.ErrStart) }

// filesWith lists the files below dir that contain the text.
func filesWith(t *testing.T, dir, text string) []string {
	t.Helper()
	var found []string
	walkFiles(t, dir, func(path string) {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		if bytes.Contains(content, []byte(text)) {
			name, err := filepath.Rel(dir, path)
			require.NoError(t, err)
			found = append(found, name)
		}
	})
	return found
}

func folderSize(t *testing.T, dir string) int64 {
	t.Helper()
	var size int64
	walkFiles(t, dir, func(path string) {
		info, err := os.Stat(path)
		require.NoError(t, err)
		size += info.Size()
	})
	t.Logf("the data folder takes %d kB", size>>10)
	return size
}

// walkFiles visits the files of a folder; those that vanish meanwhile are left out.
func walkFiles(t *testing.T, dir string, visit func(path string)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && entry.Type().IsRegular() {
			visit(path)
		}
		return err
	}))
}

// loopbackOnly tries the server's ports at the other addresses of this machine.
func loopbackOnly(t *testing.T, server *embedded.Server) {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	require.NoError(t, err)
	tried := 0
	for _, address := range addresses {
		network, ok := address.(*net.IPNet)
		if !ok || network.IP.IsLoopback() || network.IP.IsLinkLocalUnicast() {
			continue
		}
		for _, own := range []string{server.URI(), server.BrowserURL()} {
			parsed, err := url.Parse(own)
			require.NoError(t, err)
			conn, err := net.DialTimeout("tcp", net.JoinHostPort(network.IP.String(), parsed.Port()), time.Second)
			if err == nil {
				_ = conn.Close()
			}
			require.Error(t, err, "%s answers at %s", own, network.IP)
			tried++
		}
	}
	t.Logf("tried %d other addresses", tried)
}

// recovered tells whether the last start had to recover the store, from the server's debug log.
func recovered(t *testing.T, dir string) bool {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(dir, "logs", "debug.log"))
	require.NoError(t, err)
	return bytes.Contains(log, []byte("Recovery required"))
}

func isNoJava(err error) bool { return errors.Is(err, embedded.ErrNoJava) }
