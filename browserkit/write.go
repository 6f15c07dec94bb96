package browserkit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ipgraph/graph"
)

// sumsFile lists what was written, in the form of sha256sum: what is as it says is
// ours, and may be written anew.
const sumsFile = "SHA256SUMS"

// Write writes the files into a folder, which is made where it is missing, and
// gives their names. A file there that Write did not write, or that was changed
// since, is not touched: then nothing is written, and a graph.Error with
// CodeConflict names every such file.
func Write(dir string, files []File) ([]string, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "cannot make the folder %s: %v", dir, err).Because(err)
	}
	old, err := os.ReadFile(filepath.Join(dir, sumsFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what was written before: %w", err)
	}
	var sums strings.Builder
	var strangers []graph.Problem
	for _, f := range files {
		fmt.Fprintf(&sums, "%s  %s\n", sum(f.Content), f.Name)
		there, err := os.ReadFile(filepath.Join(dir, f.Name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			strangers = append(strangers, graph.Problem{Field: f.Name, Message: "is there and cannot be read"})
		case sum(there) != sum(f.Content) && !strings.Contains("\n"+string(old), "\n"+sum(there)+"  "+f.Name+"\n"):
			strangers = append(strangers, graph.Problem{Field: f.Name, Message: "is there, and is another file or was changed: move it away"})
		}
	}
	if len(old) > 0 && !ours(old) {
		strangers = append(strangers, graph.Problem{Field: sumsFile, Message: "is there, and lists other files: choose another folder"})
	}
	if strangers != nil {
		return nil, &graph.Error{Code: graph.CodeConflict, Message: "nothing was written to " + dir, Problems: strangers}
	}
	all := append([]File{{Name: sumsFile, Content: []byte(sums.String())}}, files...)
	var written []string
	for _, f := range all {
		path := filepath.Join(dir, f.Name)
		if err := os.WriteFile(path, f.Content, 0o600); err != nil {
			return written, graph.Errorf(graph.CodeInvalid, "cannot write %s: %v", path, err).Because(err)
		}
		written = append(written, path)
	}
	return written, nil
}

// ours reports whether a list of sums is one of a kit.
func ours(sums []byte) bool { return strings.Contains(string(sums), "  "+FavouritesFile+"\n") }

func sum(content []byte) string {
	s := sha256.Sum256(content)
	return hex.EncodeToString(s[:])
}
