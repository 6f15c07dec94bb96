package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

const (
	defaultBoltPort     = 7687
	defaultHTTPPort     = 7474
	defaultHeap         = "512m"
	defaultPageCache    = "512m"
	defaultStartTimeout = 90 * time.Second

	startTries  = 3 // when a port is taken between the look at it and the start
	failedStop  = 5 * time.Second
	boltTimeout = 10 * time.Second
)

// Options says where and how to start a server. Only DataDir is required.
type Options struct {
	// DataDir is the folder of the store, the logs, the password and the lock; made with mode 0700.
	DataDir string
	// CacheDir is the folder of the jars, the compiled main class and the class-data archive; it may
	// be shared by many data folders. Default: ipgraph/neo4j-5.26.16 in the user's cache folder.
	CacheDir string
	// BoltPort and HTTPPort are the preferred ports, by default 7687 and 7474. When one is taken, the
	// next free one is used. Negative means any free port.
	BoltPort, HTTPPort int
	// Heap and PageCache are sizes such as "512m" or "2g". Defaults: 512m and 512m.
	Heap, PageCache string
	// Progress is given one readable line for each step that takes time. Nil means silence.
	Progress func(string)
	// StartTimeout is the longest wait for the server, which covers the recovery of a big store, but
	// not the fetching. Default: 90 s.
	StartTimeout time.Duration
	// Release is the version of Neo4j. Default: the one that this package was made for.
	Release Release
	// Settings are further settings of neo4j.conf; they win over the package's own.
	Settings map[string]string
}

func (o *Options) setDefaults() error {
	if o.Release.Version == "" {
		o.Release = Release{Version: Neo4jVersion, Java: 17, Sums: jarSums}
	}
	if o.CacheDir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return fmt.Errorf("find the cache folder: %w", err)
		}
		o.CacheDir = filepath.Join(cache, "ipgraph", "neo4j-"+o.Release.Version)
	}
	for _, dir := range []*string{&o.CacheDir, &o.DataDir} {
		if *dir == "" {
			continue
		}
		path, err := filepath.Abs(*dir)
		if err != nil {
			return fmt.Errorf("find the folder %s: %w", *dir, err)
		}
		*dir = path
	}
	if o.BoltPort == 0 {
		o.BoltPort = defaultBoltPort
	}
	if o.HTTPPort == 0 {
		o.HTTPPort = defaultHTTPPort
	}
	if o.Heap == "" {
		o.Heap = defaultHeap
	}
	if o.PageCache == "" {
		o.PageCache = defaultPageCache
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.StartTimeout == 0 {
		o.StartTimeout = defaultStartTimeout
	}
	return nil
}

// Server is a running Neo4j. Its methods may be called from several goroutines.
type Server struct {
	info     Info
	dataDir  string
	password string
	child    *child
	lock     *flock.Flock
	users    *flock.Flock
	stopping atomic.Bool
	done     chan struct{}
	err      error // set before done is closed
	stopOnce sync.Once
	stopErr  error
}

// Start starts the server of a data folder and returns when it answers. The first start on a machine
// fetches and prepares the server, see Fetch. When ctx ends before the server is ready, it is
// stopped; afterwards ctx has no meaning for it. Errors: those of Fetch, ErrLocked, ErrVersion,
// ErrNoPassword, ErrStart.
func Start(ctx context.Context, o Options) (*Server, error) {
	if err := o.setDefaults(); err != nil {
		return nil, err
	}
	lock, err := openFolder(ctx, o.DataDir, o.Release.Version)
	if err != nil {
		return nil, err
	}
	s, err := startLocked(ctx, o, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return s, nil
}

// openFolder makes the data folder where it is missing, and takes it for this process. What an
// import that was cut off left is removed.
func openFolder(ctx context.Context, dataDir, version string) (*flock.Flock, error) {
	if dataDir == "" {
		return nil, errors.New("no data folder was given for Neo4j")
	}
	if err := checkVersion(dataDir, version); err != nil {
		return nil, err
	}
	for _, dir := range []string{"conf", "logs", "data"} {
		if err := os.MkdirAll(filepath.Join(dataDir, dir), 0o700); err != nil {
			return nil, fmt.Errorf("make the data folder: %w", err)
		}
	}
	lock, err := lockFolder(ctx, dataDir)
	if err != nil {
		return nil, err
	}
	if err := removeUnfinished(dataDir); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return lock, nil
}

func startLocked(ctx context.Context, o Options, lock *flock.Flock) (*Server, error) {
	if err := awaitPrevious(ctx, o); err != nil {
		return nil, err
	}
	p, err := prepare(ctx, o)
	if err != nil {
		return nil, err
	}
	password, err := ensurePassword(o.DataDir)
	if err != nil {
		return nil, err
	}
	o.Progress("starting Neo4j " + o.Release.Version)
	ctx, cancel := context.WithTimeout(ctx, o.StartTimeout)
	defer cancel()
	for try := 1; ; try++ {
		s := &Server{dataDir: o.DataDir, password: password, lock: lock, users: usersLock(o.DataDir), done: make(chan struct{})}
		err := s.launch(ctx, p, o)
		if err == nil {
			go s.watch()
			return s, nil
		}
		if try == startTries || !strings.Contains(readTail(logFile(o.DataDir)), portTaken) {
			return nil, err
		}
	}
}

// launch starts the process on free ports and waits until Bolt answers.
func (s *Server) launch(ctx context.Context, p programs, o Options) error {
	ports, err := pickPorts(ctx, o.BoltPort, o.HTTPPort)
	if err != nil {
		return err
	}
	if err := writeConf(o, ports); err != nil {
		return err
	}
	if err := rotateLog(o.DataDir); err != nil {
		return err
	}
	if s.child, err = startChild(p, o, nil); err != nil {
		return err
	}
	s.info = Info{
		URI: "bolt://" + loopback(ports.bolt), Browser: "http://" + loopback(ports.http) + "/browser/",
		User: user, PasswordFile: passwordFile(o.DataDir), LogFile: logFile(o.DataDir), Pid: s.child.pid, Running: true, Version: o.Release.Version,
	}
	// Written before the server is ready: also a parent killed now leaves a child to wait for.
	err = writeInfo(o.DataDir, s.info)
	if err == nil {
		err = s.awaitReady(ctx, loopback(ports.bolt))
	}
	if err == nil {
		s.info.Ready = true
		err = writeInfo(o.DataDir, s.info)
	}
	if err != nil {
		_ = s.child.stopWithin(failedStop) //nolint:contextcheck // ctx may have ended; the first error is the one that matters.
		s.info.Running, s.info.Ready = false, false
		return errors.Join(err, writeInfo(o.DataDir, s.info))
	}
	return nil
}

func (s *Server) awaitReady(ctx context.Context, bolt string) error {
	select {
	case <-s.child.ready:
	case <-s.child.done:
		return failure(ErrStart, "Neo4j did not start", s.info.LogFile)
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			return fmt.Errorf("start Neo4j: %w", ctx.Err())
		}
		return failure(ErrStart, "Neo4j did not get ready in time", s.info.LogFile)
	}
	if err := shakeHands(ctx, bolt); err != nil {
		return &problem{ErrStart, fmt.Sprintf("Neo4j started, and Bolt does not answer at %s (%v); the log is %s",
			bolt, err, s.info.LogFile)}
	}
	return nil
}

// shakeHands opens Bolt's handshake: its magic number, and four versions to choose from.
func shakeHands(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, boltTimeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return err
		}
	}
	hello := []byte{0x60, 0x60, 0xB0, 0x17, 0, 8, 8, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0}
	if _, err := conn.Write(hello); err != nil {
		return err
	}
	var chosen [4]byte
	if _, err := io.ReadFull(conn, chosen[:]); err != nil {
		return err
	}
	if chosen == [4]byte{} {
		return errors.New("no common version of the protocol")
	}
	return nil
}

// watch waits for the end of the process, whatever its reason, and gives the folder free.
func (s *Server) watch() {
	<-s.child.done
	_ = s.child.hold.Close() // Closed already when Stop was called.
	switch stopping := s.stopping.Load(); {
	case !stopping, signalled(s.child.err) && !s.child.killed.Load(): // whoever stops a server may know of its end before it does
		s.err = failure(ErrEnded, "Neo4j ended unexpectedly ("+exitText(s.child.err)+")", s.info.LogFile)
	case s.child.err != nil:
		s.err = failure(ErrEnded, "Neo4j did not stop cleanly ("+exitText(s.child.err)+")", s.info.LogFile)
	}
	info := s.info
	info.Running, info.Ready = false, false
	s.err = errors.Join(s.err, writeInfo(s.dataDir, info), s.users.Unlock(), s.lock.Unlock())
	close(s.done)
}

// signalled reports whether a process was ended by a signal.
func signalled(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() < 0
}

func exitText(err error) string {
	if err == nil {
		return "exit status 0"
	}
	return err.Error()
}

// URI is the server's Bolt address, such as bolt://127.0.0.1:7687.
func (s *Server) URI() string { return s.info.URI }

// BrowserURL is the address of Neo4j Browser, such as http://127.0.0.1:7474/browser/.
func (s *Server) BrowserURL() string { return s.info.Browser }

// User is the name to log in with: neo4j.
func (s *Server) User() string { return s.info.User }

// Password is the password to log in with.
func (s *Server) Password() string { return s.password }

// PasswordFile is the file that holds the password, readable by its owner only.
func (s *Server) PasswordFile() string { return s.info.PasswordFile }

// LogFile is the log of this start; the one before is kept beside it.
func (s *Server) LogFile() string { return s.info.LogFile }

// Pid is the number of the server's process.
func (s *Server) Pid() int { return s.info.Pid }

// Done is closed when the server has ended, whatever the reason, and the data folder is free.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err is nil while the server runs and after a clean stop; else it tells how the server ended, with
// the last lines of its log.
func (s *Server) Err() error {
	select {
	case <-s.done:
		return s.err
	default:
		return nil
	}
}

// Stop closes the store and ends the server, normally within two seconds. When ctx ends first, the
// process is killed: no committed data is lost, but the next start takes longer. It does not ask who uses
// the server, see AwaitUsers. It may be called several times; the later calls wait for the first and
// return its error.
func (s *Server) Stop(ctx context.Context) error {
	s.stopOnce.Do(func() {
		s.stopping.Store(true)
		_, _ = s.users.TryLock() // who comes now waits for the end
		err := s.child.stop(ctx)
		<-s.done
		s.stopErr = s.err
		if ctx.Err() != nil && err != nil {
			s.stopErr = err
		}
	})
	return s.stopErr
}
