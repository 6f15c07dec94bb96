package embedded

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	user         = "neo4j"
	passwordSize = 24   // random bytes, 32 characters
	hashRounds   = 1024 // what Neo4j 5.26 uses for the file auth.ini
)

func passwordFile(dataDir string) string { return filepath.Join(dataDir, "password") }

// ensurePassword reads the password, or makes it for a new store, and has it known to the server
// before that first opens a port.
func ensurePassword(dataDir string) (string, error) {
	path := passwordFile(dataDir)
	content, err := os.ReadFile(path)
	password := strings.TrimSpace(string(content))
	switch {
	case err == nil && password != "":
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("read the password of Neo4j: %w", err)
	case exists(filepath.Join(dataDir, "data", "databases", "system")):
		return "", &problem{ErrNoPassword, lostPassword(dataDir)}
	default:
		if password, err = newPassword(); err != nil {
			return "", err
		}
		if err := writePrivate(path, password+"\n"); err != nil {
			return "", fmt.Errorf("keep the password of Neo4j: %w", err)
		}
	}
	return password, writeAuthFile(dataDir, password)
}

func lostPassword(dataDir string) string {
	data := filepath.Join(dataDir, "data")
	return fmt.Sprintf("the password file %s is gone, and the store beside it still has its password: put the password "+
		"back into that file; if it is lost for good, delete the folders %s and %s, which hold the users and no data "+
		"of the graph, and start again for a new password",
		passwordFile(dataDir), filepath.Join(data, "databases", "system"), filepath.Join(data, "transactions", "system"))
}

func newPassword() (string, error) {
	random := make([]byte, passwordSize)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(random), nil
}

// writeAuthFile writes the file that "neo4j-admin dbms set-initial-password" writes: the server
// takes its first user from it, so there is no moment with the password neo4j. Where the store has
// users already, the server does not look at it.
func writeAuthFile(dataDir, password string) error {
	salt := make([]byte, sha256.Size)
	if _, err := rand.Read(salt); err != nil {
		return fmt.Errorf("make a salt: %w", err)
	}
	hash := sha256.Sum256(append(salt[:len(salt):len(salt)], password...))
	for range hashRounds - 1 {
		hash = sha256.Sum256(hash[:])
	}
	dir := filepath.Join(dataDir, "data", "dbms")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("set the password of Neo4j: %w", err)
	}
	line := fmt.Sprintf("%s:SHA-256,%s,%s,%d:\n", user, hex.EncodeToString(hash[:]), hex.EncodeToString(salt), hashRounds)
	if err := writePrivate(filepath.Join(dir, "auth.ini"), line); err != nil {
		return fmt.Errorf("set the password of Neo4j: %w", err)
	}
	return nil
}

// writePrivate replaces the file in one step, readable by its owner only.
func writePrivate(path, content string) error {
	temp := path + ".tmp"
	if err := os.WriteFile(temp, []byte(content), 0o600); err != nil {
		return err
	}
	return os.Rename(temp, path)
}
