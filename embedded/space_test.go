package embedded

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWantOfSpace(t *testing.T) {
	t.Parallel()
	free, err := FreeBytes(t.TempDir())
	require.NoError(t, err)
	require.Equal(t, free < scarce, WantOfSpace(t.TempDir()) != "")
	require.Empty(t, WantOfSpace(filepath.Join(t.TempDir(), "nowhere")))
	if runtime.GOOS == "linux" {
		if _, err := os.Stat("/proc/self"); err == nil { // a disk that holds nothing more
			require.Equal(t, "the disk of /proc is full, or nearly: 0.0 MB are left; make room there, and try again", WantOfSpace("/proc"))
		}
	}
}
