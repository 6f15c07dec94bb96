package server

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestLimiter moves the clock by hand.
func TestLimiter(t *testing.T) {
	now := time.Date(2019, 6, 27, 12, 0, 0, 0, time.UTC)
	l := newLimiter(Rate{PerSecond: 2, Burst: 3}, 10)
	for range 3 {
		require.Zero(t, l.wait("a", now))
	}
	require.Equal(t, 500*time.Millisecond, l.wait("a", now))
	require.Equal(t, 500*time.Millisecond, l.wait("a", now), "a refused request is not counted")
	require.Zero(t, l.wait("b", now), "another client is not concerned")
	now = now.Add(500 * time.Millisecond)
	require.Zero(t, l.wait("a", now))
	require.Equal(t, 500*time.Millisecond, l.wait("a", now))
	now = now.Add(time.Hour)
	for range 3 { // no more than a burst is saved up
		require.Zero(t, l.wait("a", now))
	}
	require.NotZero(t, l.wait("a", now))
	require.Zero(t, newLimiter(Rate{}, 10).wait("a", now), "0 is no limit")
}

// TestLimiterForgets: memory is bounded, and who asks stays known.
func TestLimiterForgets(t *testing.T) {
	now := time.Date(2019, 6, 27, 12, 0, 0, 0, time.UTC)
	l := newLimiter(Rate{PerSecond: 1, Burst: 1}, 3)
	require.Zero(t, l.wait("busy", now))
	for i := range 1000 {
		require.Zero(t, l.wait(fmt.Sprint(i), now))
		require.NotZero(t, l.wait("busy", now), "it was seen a moment ago")
		require.LessOrEqual(t, len(l.clients), 3)
		require.Len(t, l.clients, l.recent.Len())
	}
	require.Zero(t, l.wait("0", now), "forgotten: it begins anew")
}

func TestRateCheck(t *testing.T) {
	for _, good := range []Rate{{}, {PerSecond: 0.1, Burst: 1}, {PerSecond: 50, Burst: 200}, {Burst: -1}} {
		require.NoError(t, good.Check())
	}
	for _, wrong := range []Rate{{PerSecond: -1, Burst: 1}, {PerSecond: 1}, {PerSecond: 1, Burst: -1}, {PerSecond: math.NaN(), Burst: 1}, {PerSecond: math.Inf(1), Burst: 1}} {
		require.Error(t, wrong.Check(), "%+v", wrong)
	}
}

func TestClientOf(t *testing.T) {
	token, err := NewToken("a-token-of-sixteen-letters")
	require.NoError(t, err)
	s := &server{Config: Config{Token: token}}
	for _, tt := range []struct{ from, authorization, want string }{
		{"192.0.2.1:1234", "", "192.0.2.1"},
		{"192.0.2.1:9", "", "192.0.2.1"},
		{"[::ffff:192.0.2.1]:1234", "", "192.0.2.1"},
		{"[2001:db8:1:2:3:4:5:6]:1234", "", "2001:db8:1:2::/64"},
		{"[2001:db8:1:2:ffff::]:1", "", "2001:db8:1:2::/64"},
		{"[fe80::1%eth0]:1", "", "fe80::/64"},
		{"[::1]:1", "", "::/64"},
		{"pipe", "", "pipe"},
		{"192.0.2.1:1234", "Bearer a-token-of-sixteen-letters", "token"},
		{"192.0.2.1:1234", "Bearer another-token-of-letters", "192.0.2.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.RemoteAddr = tt.from
		r.Header.Set("Authorization", tt.authorization)
		r.Header.Set("X-Forwarded-For", "198.51.100.1") // whoever asks writes what they like there
		require.Equal(t, tt.want, s.clientOf(r))
	}
}
