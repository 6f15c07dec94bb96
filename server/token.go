package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// minToken is the fewest characters of a token: shorter ones are guessed.
const minToken = 16

// Token is what a client has to present. The zero value asks for none. It keeps
// a hash only, so that it can be neither printed nor logged.
type Token struct {
	hash [sha256.Size]byte
	set  bool
}

// NewToken makes a token of a text that a header can carry. An empty text asks
// for none. The error never repeats the text.
func NewToken(text string) (Token, error) {
	if text == "" {
		return Token{}, nil
	}
	if len(text) < minToken {
		return Token{}, fmt.Errorf("the token has %d characters, at least %d are needed: make one with openssl rand -hex 32", len(text), minToken)
	}
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/="
	if strings.Trim(text, allowed) != "" {
		return Token{}, fmt.Errorf("the token holds a character that a header cannot carry: use letters, digits and -._~+/=, for example of openssl rand -hex 32")
	}
	return Token{sha256.Sum256([]byte(text)), true}, nil
}

// Required reports whether a client has to present a token.
func (t Token) Required() bool { return t.set }

// String keeps the token out of whatever prints it.
func (t Token) String() string {
	if t.set {
		return "a token"
	}
	return "no token"
}

// presented reports whether the request carries the token. Hashes of one length
// are compared in constant time: how long it takes tells nothing.
func (t Token) presented(r *http.Request) bool {
	scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !t.set || !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	hash := sha256.Sum256([]byte(strings.TrimSpace(text)))
	return subtle.ConstantTimeCompare(hash[:], t.hash[:]) == 1
}

// authorize refuses requests without the token, where one is set. Health checks,
// a browser's preflight, a reader who opens the interface, whoever asks what the reconciliation
// service is, and Neo4j Browser, which fetches its guide, carry none, and are told nothing of the graph.
func (s *server) authorize(c *gin.Context) {
	if !s.Token.Required() || isHealthCheck(c) || holdsNothing(c) || asksNothing(c) || isPreflight(c.Request) || s.Token.presented(c.Request) {
		c.Next()
		return
	}
	c.Header("WWW-Authenticate", `Bearer realm="ipgraph"`)
	s.refuse(c, refusedUnauthorized, "This server answers only with its token: send the header Authorization: Bearer and the token.")
}

func isHealthCheck(c *gin.Context) bool {
	return c.FullPath() == "/healthz" || c.FullPath() == "/readyz"
}

// holdsNothing reports whether what is asked for holds nothing of the graph.
func holdsNothing(c *gin.Context) bool {
	switch c.FullPath() {
	case interfaceRoute, embedRoute, partsRoute, kitRoute:
		return true
	}
	return false
}
