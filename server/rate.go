package server

import (
	"container/list"
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// Rate is how many requests each client may make.
type Rate struct {
	// PerSecond is the lasting rate. 0 means no limit.
	PerSecond float64
	// Burst is how many requests may come at once, at least 1.
	Burst int
}

// Check says what is wrong with the rate.
func (r Rate) Check() error {
	if r.PerSecond < 0 || math.IsNaN(r.PerSecond) || math.IsInf(r.PerSecond, 0) {
		return fmt.Errorf("a rate of %v requests per second is none: use 0 for no limit", r.PerSecond)
	}
	if r.PerSecond > 0 && r.Burst < 1 {
		return fmt.Errorf("a burst of %d would let nothing through: it is at least 1", r.Burst)
	}
	return nil
}

// maxClients bounds how many clients are remembered. Whoever was seen longest
// ago is forgotten first, and begins anew with a full burst.
const maxClients = 10_000

// limiter counts the requests of each client.
type limiter struct {
	rate Rate
	most int // clients that are remembered

	mu      sync.Mutex
	clients map[string]*list.Element
	recent  *list.List // of *client, the latest in front
}

type client struct {
	key   string
	limit *rate.Limiter
}

func newLimiter(r Rate, most int) *limiter {
	return &limiter{rate: r, most: most, clients: map[string]*list.Element{}, recent: list.New()}
}

// wait is how long the client has to wait before its next request: 0 when it
// may go on, which is then counted.
func (l *limiter) wait(key string, now time.Time) time.Duration {
	if l.rate.PerSecond == 0 {
		return 0
	}
	limit := l.of(key)
	reservation := limit.ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

// of is the client's own limit, made when the client is new.
func (l *limiter) of(key string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.clients[key]; ok {
		l.recent.MoveToFront(known)
		return known.Value.(*client).limit
	}
	if l.recent.Len() >= l.most {
		oldest := l.recent.Back()
		delete(l.clients, l.recent.Remove(oldest).(*client).key)
	}
	limit := rate.NewLimiter(rate.Limit(l.rate.PerSecond), l.rate.Burst)
	l.clients[key] = l.recent.PushFront(&client{key, limit})
	return limit
}

// limit refuses a client that asks too often. Health checks and metrics are not
// counted: they are asked by machines that watch, in their own rhythm.
func (s *server) limit(c *gin.Context) {
	if isHealthCheck(c) || c.FullPath() == "/metrics" {
		c.Next()
		return
	}
	wait := s.limiter.wait(s.clientOf(c.Request), s.Now())
	if wait == 0 {
		c.Next()
		return
	}
	seconds := strconv.FormatFloat(math.Ceil(wait.Seconds()), 'f', 0, 64)
	c.Header("Retry-After", seconds)
	s.refuse(c, refusedTooMany, "You ask more often than this server allows. Go on in "+seconds+" s.")
}

// clientOf tells clients apart: who presents the token by the token, all others
// by the address that they come from. Whoever has one IPv6 address has the whole
// /64 around it.
func (s *server) clientOf(r *http.Request) string {
	if s.Token.presented(r) {
		return "token"
	}
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	address := from.Addr().Unmap().WithZone("")
	if address.Is6() {
		if network, err := address.Prefix(64); err == nil {
			return network.String()
		}
	}
	return address.String()
}
