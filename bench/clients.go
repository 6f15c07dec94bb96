package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"ipgraph/bench/world"
)

// clients measures `ipgraph serve` under many clients at once, with wrk: first so many as it should
// serve, for long, and then far too many, for a little.
func (r *run) clients(ctx context.Context) (err error) {
	wrk, err := exec.LookPath("wrk")
	if err != nil {
		return fmt.Errorf("wrk is missing: install it (Debian: apt install wrk; macOS: brew install wrk): %w", err)
	}
	if err := r.prepareWorld(); err != nil {
		return err
	}
	r.tell("an offline load")
	if _, err := r.ourLoad(ctx, r.private(), "--offline"); err != nil {
		return err
	}
	base, stop, err := r.serveProgram(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	p := &probe{base: base}
	for range warmUp { // plans are made, and the copy
		for _, path := range []string{"/v1/start", "/v1/view?around=" + world.CompanyID(world.Hubs), "/v1/explain?from=" + world.CompanyID(world.Hubs) + "&to=" + world.CompanyID(world.Hubs+1)} {
			if err := p.get(ctx, path); err != nil {
				return err
			}
		}
		time.Sleep(time.Second)
	}
	fmt.Printf("graph: %d companies, %d edges\n", r.entities, r.edges)
	fmt.Println("CLIENTS      seconds   requests      p50      p95      p99    p99.9  (ms)   not 200                memory MB: first, last, most    goroutines: first, last, most")
	for _, load := range []struct {
		clients int
		lasts   time.Duration
	}{{r.clientCount, r.clientTime}, {overload, r.clientTime / 20}, {1, r.clientTime / 20}} {
		if err := r.underLoad(ctx, wrk, base, load.clients, load.lasts); err != nil {
			return err
		}
	}
	fmt.Println("expected: with 64 clients nothing but 200, and memory and goroutines that do not grow; of far too many some are told 503; one alone is served again")
	return nil
}

// overload is far more clients than questions that are answered at once.
const overload = 5000

// serveProgram starts the program on the loaded graph.
func (r *run) serveProgram(ctx context.Context) (base string, stop func() error, err error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("a free port: %w", err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return "", nil, fmt.Errorf("a free port: %w", err)
	}
	cmd := exec.CommandContext(ctx, r.binary, "serve", "--listen", address, "--rate", "0", "--no-open")
	cmd.Env = append(os.Environ(), r.private()...)
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard // a line for each request
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("ipgraph serve: %w", err)
	}
	stop = func() error { return errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait()) }
	base = "http://" + address
	for began := time.Now(); ; time.Sleep(time.Second) {
		if _, err := metricsOf(ctx, base); err == nil {
			return base, stop, nil
		}
		if time.Since(began) > 5*time.Minute {
			return "", nil, errors.Join(errors.New("ipgraph serve does not answer"), stop())
		}
	}
}

// metricsOf are resident memory in MB and goroutines.
func metricsOf(ctx context.Context, base string) (m [2]int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/metrics", http.NoBody)
	if err != nil {
		return m, fmt.Errorf("metrics: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return m, fmt.Errorf("metrics: %w", err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		number, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "process_resident_memory_bytes":
			m[0] = int(number) >> 20
		case "go_goroutines":
			m[1] = int(number)
		}
	}
	return m, lines.Err()
}

// underLoad runs wrk and prints what it and the server say.
func (r *run) underLoad(ctx context.Context, wrk, base string, clients int, lasts time.Duration) error {
	r.tell(fmt.Sprintf("%d clients for %s", clients, lasts))
	cmd := exec.CommandContext(ctx, wrk, "--threads", "1", "--connections", strconv.Itoa(clients), "--duration", fmt.Sprintf("%.0fs", lasts.Seconds()), "--timeout", "20s",
		"--script", "bench/clients.lua", base, "--", strconv.Itoa(r.entities))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("wrk: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var seen [][2]int
	every := time.NewTicker(max(lasts/60, time.Second))
	defer every.Stop()
	for running := true; running; {
		select {
		case err := <-ended:
			if err != nil {
				return fmt.Errorf("wrk: %w: %s", err, out.String())
			}
			running = false
		case <-every.C:
			if m, err := metricsOf(ctx, base); err == nil {
				seen = append(seen, m)
			}
		}
	}
	said := map[string]string{}
	for line := range strings.Lines(out.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		said[name] = value
	}
	var others []string
	for _, name := range slices.Sorted(maps.Keys(said)) {
		if status, ok := strings.CutPrefix(name, "status-"); ok {
			others = append(others, status+": "+said[name])
		}
	}
	if said["broken"] != "0" {
		others = append(others, "broken: "+said["broken"])
	}
	if others == nil {
		others = []string{"none"}
	}
	fmt.Printf("%7d %12s %10s %8s %8s %8s %8s         %-22s", clients, said["seconds"], said["requests"], said["p50"], said["p95"], said["p99"], said["p99.9"], strings.Join(others, ", "))
	for i := range 2 {
		most := 0
		for _, m := range seen {
			most = max(most, m[i])
		}
		if len(seen) > 0 {
			fmt.Printf(" %14d %6d %6d", seen[0][i], seen[len(seen)-1][i], most)
		}
	}
	fmt.Println()
	return nil
}
