package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/embedded"
	"ipgraph/graph"
)

// bareLoad writes the rows of our load with the same Cypher through a bare
// driver loop. Reading, checking and projecting were done before: only the
// calls of the driver are timed.
func (r *run) bareLoad(ctx context.Context, s *embedded.Server) (f figures, err error) {
	batches, err := r.record(ctx)
	if err != nil {
		return figures{}, err
	}
	defer func() { err = errors.Join(err, batches.close()) }()
	conn, err := driver.NewDriverWithContext(s.URI(), driver.BasicAuth(s.User(), s.Password(), ""))
	if err != nil {
		return figures{}, fmt.Errorf("the bare driver: %w", err)
	}
	defer conn.Close(ctx)
	session := conn.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j"})
	defer session.Close(ctx)

	f.rows = batches.rows
	schema := append(r.library.Schema(), "CALL db.awaitIndexes(300)")
	for _, word := range batches.guarded {
		q, _ := r.library.Write("edge-key")
		schema = append(schema, q.WithWord(word))
	}
	started := time.Now()
	for _, text := range schema {
		if err := consume(session.Run(ctx, "CYPHER 5 "+text, nil))(ctx); err != nil {
			return f, fmt.Errorf("schema: %w", err)
		}
	}
	f.first = time.Since(started)
	err = batches.each(func(b graph.Batch) error {
		started := time.Now()
		defer func() { f.first += time.Since(started) }()
		return r.bareWrite(ctx, session, b)
	})
	return f, err
}

func (r *run) bareWrite(ctx context.Context, session driver.SessionWithContext, b graph.Batch) error {
	q, ok := r.library.Write(b.Write)
	if !ok {
		return fmt.Errorf("no write question %s", b.Write)
	}
	params := map[string]any{"rows": b.Rows}
	maps.Copy(params, b.Args)
	_, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, "CYPHER 5 "+q.WithWord(b.Word), params)
		if err != nil {
			return nil, err
		}
		return result.Consume(ctx)
	})
	if err != nil {
		return fmt.Errorf("bare write %s: %w", b.Write, err)
	}
	return nil
}

func consume(result driver.ResultWithContext, err error) func(context.Context) error {
	return func(ctx context.Context) error {
		if err != nil {
			return err
		}
		_, err := result.Consume(ctx)
		return err
	}
}

// ourLoads runs `ipgraph load` three times.
func (r *run) ourLoads(ctx context.Context, s *embedded.Server) (f figures, err error) {
	for _, target := range []struct {
		took  *time.Duration
		peak  *int64
		flags []string
	}{{&f.first, &f.peakKB, nil}, {&f.second, &f.peakSecondKB, []string{"--compare"}}, {&f.third, &f.peakThirdKB, nil}} {
		l, err := r.ourLoad(ctx, []string{"NEO4J_URI=" + s.URI(), "NEO4J_USER=" + s.User(), "NEO4J_PASSWORD=" + s.Password()}, target.flags...)
		if err != nil {
			return f, err
		}
		*target.took, *target.peak, f.rows = l.first, l.peakKB, l.rows
	}
	return f, nil
}

// ourLoad runs `ipgraph load` as a process of its own.
func (r *run) ourLoad(ctx context.Context, env []string, flags ...string) (f figures, err error) {
	cmd := exec.CommandContext(ctx, r.binary, append([]string{"load", "--json", r.dossier}, flags...)...)
	cmd.Env = append(os.Environ(), env...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return f, fmt.Errorf("ipgraph load: %w", err)
	}
	stop := make(chan struct{})
	go func() { f.peakKB = watchPeak(cmd.Process.Pid, stop); stop <- struct{}{} }()
	err = cmd.Wait()
	f.first = time.Since(started)
	stop <- struct{}{}
	<-stop
	if err != nil {
		return f, fmt.Errorf("ipgraph load: %w: %s", err, complaint.String())
	}
	var report struct {
		Kinds map[string]struct{ Created, Updated, Unchanged int }
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return f, fmt.Errorf("the report of the load: %w", err)
	}
	for _, k := range report.Kinds {
		f.rows += k.Created + k.Updated + k.Unchanged
	}
	return f, nil
}

// watchPeak follows the largest resident size of a process, in kilobytes, until
// it is told to stop; 0 where the system does not tell. (What wait4 reports
// counts the parent's memory before exec.)
func watchPeak(pid int, stop <-chan struct{}) (peak int64) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return peak
		case <-tick.C:
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue
		}
		for field := range strings.Lines(string(status)) {
			if value, ok := strings.CutPrefix(field, "VmHWM:"); ok {
				if kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64); err == nil {
					peak = max(peak, kb)
				}
			}
		}
	}
}

func printLoads(bare, ours figures) {
	perSecond := func(rows int, d time.Duration) float64 { return float64(rows) / d.Seconds() }
	fmt.Println("LOAD                                    seconds     rows/s   beside the bare loop")
	fmt.Printf("bare driver loop, same rows and Cypher  %7.1f  %9.0f   1.00\n", bare.first.Seconds(), perSecond(bare.rows, bare.first))
	fmt.Printf("ipgraph load (reads, checks, projects)  %7.1f  %9.0f   %.2f   (target at least 0.90)\n", ours.first.Seconds(), perSecond(ours.rows, ours.first),
		perSecond(ours.rows, ours.first)/perSecond(bare.rows, bare.first))
	fmt.Printf("the same, every record compared         %7.1f  %9.0f   %.2f of the first load's time (target at most 0.50)\n", ours.second.Seconds(),
		perSecond(ours.rows, ours.second), ours.second.Seconds()/ours.first.Seconds())
	fmt.Printf("the same, told by its digest            %7.1f  %9.0f   %.2f\n", ours.third.Seconds(), perSecond(ours.rows, ours.third), ours.third.Seconds()/ours.first.Seconds())
	fmt.Printf("peak memory of ipgraph load             %7.0f MB, unchanged %.0f MB (target under 200)\n\n", float64(ours.peakKB)/1024, float64(max(ours.peakSecondKB, ours.peakThirdKB))/1024)
}
