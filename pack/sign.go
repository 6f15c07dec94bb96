package pack

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
)

// Signature of a manifest. Whether the key belongs to whom a reader thinks is for
// the reader to know: Verify can be given the key that is expected.
type Signature struct {
	Algorithm string `json:"algorithm"` // ed25519 (RFC 8032)
	PublicKey string `json:"public_key"`
	Signature string `json:"signature"`
}

const algorithm = "ed25519"

func sign(key ed25519.PrivateKey, manifest []byte) Signature {
	public, _ := key.Public().(ed25519.PublicKey)
	return Signature{algorithm, base64.StdEncoding.EncodeToString(public), base64.StdEncoding.EncodeToString(ed25519.Sign(key, manifest))}
}

// check gives the key that signed the manifest.
func (s Signature) check(manifest []byte) (ed25519.PublicKey, error) {
	if s.Algorithm != algorithm {
		return nil, fmt.Errorf("is of the unknown algorithm %q", s.Algorithm)
	}
	public, err := base64.StdEncoding.DecodeString(s.PublicKey)
	if err != nil || len(public) != ed25519.PublicKeySize {
		return nil, errors.New("holds no public key")
	}
	signature, err := base64.StdEncoding.DecodeString(s.Signature)
	if err != nil || !ed25519.Verify(public, manifest, signature) {
		return nil, errors.New("does not fit the manifest: one of the two was changed")
	}
	return public, nil
}

// Fingerprint is a public key in short, to be compared with one told elsewhere.
func Fingerprint(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return "SHA256:" + hex.EncodeToString(sum[:])
}

// PrivateKey reads a PEM file with an ed25519 key as PKCS #8, as "openssl genpkey
// -algorithm ed25519" writes it.
func PrivateKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errNoKey
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := key.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, errNoKey
	}
	return private, nil
}

// PublicKey reads a PEM file with an ed25519 public key, as "openssl pkey -pubout"
// writes it.
func PublicKey(text []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errNoPublicKey
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	public, ok := key.(ed25519.PublicKey)
	if err != nil || !ok {
		return nil, errNoPublicKey
	}
	return public, nil
}

var (
	errNoKey       = errors.New("no ed25519 private key in PEM form: make one with openssl genpkey -algorithm ed25519 -out key.pem")
	errNoPublicKey = errors.New("no ed25519 public key in PEM form: make it with openssl pkey -in key.pem -pubout")
)
