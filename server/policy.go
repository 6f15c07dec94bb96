package server

import (
	"strings"

	"github.com/gin-gonic/gin"
)

// policy is what a page of this server may load and do: only what comes from here.
// Pictures are drawn and saved in the page itself (data:, blob:), and a drawing that
// is saved carries its fonts (data:). Who may put the page into a frame is added.
const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data: blob:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "

// localFrames are the pages of this machine.
const localFrames = "'self' http://localhost:* http://127.0.0.1:*"

// harden tells browsers to load nothing from elsewhere, to guess nothing and to show
// no page in a frame, other than those that are made for it.
func (s *server) harden(c *gin.Context) {
	frames, resources := "'none'", "same-origin"
	switch path := c.FullPath(); {
	case path == embedRoute:
		frames, resources = s.Frames.ancestors(), "cross-origin"
	case path == previewRoute: // shown beside a cell, in the page of whoever reconciles
		frames, resources = "*", "cross-origin"
	case isReconcile(path):
		resources = "cross-origin"
	}
	c.Header("Content-Security-Policy", policy+frames)
	c.Header("Cross-Origin-Opener-Policy", "same-origin")
	c.Header("Cross-Origin-Resource-Policy", resources)
	c.Header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Referrer-Policy", "no-referrer")
	c.Next()
}

// ancestors are the pages that may show ours in a frame, as a policy writes them.
func (o Origins) ancestors() string {
	if o.any {
		return "*"
	}
	return strings.Join(append([]string{localFrames}, o.allowed...), " ")
}
