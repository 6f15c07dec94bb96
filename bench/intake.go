package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"ipgraph/bench/grown"
)

// intake measures the readers of foreign formats on files grown to a size: `ipgraph check`,
// which reads, validates, sorts and counts and writes nothing, beside a bare loop of the standard
// library's parser over the same file.
func (r *run) intake(ctx context.Context) error {
	fmt.Printf("\n%-34s %6s %9s %7s %8s %9s\n", fmt.Sprintf("READING, files of %d MB", r.intakeMB), "s", "MB/s", "of bare", "peak MB", "records")
	for _, s := range grown.Samples() {
		if r.intakeFormat != "" && s.Format != r.intakeFormat {
			continue
		}
		if err := r.readGrown(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	fmt.Println("bare: the standard library's parser over the same file, token by token, nothing kept")
	return nil
}

func (r *run) readGrown(ctx context.Context, s grown.Sample) (err error) {
	path, err := s.Write(r.dir, int64(r.intakeMB)<<20)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(path)) }()
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("a grown file: %w", err)
	}
	bare, err := parseBare(path, s.Kind)
	if err != nil {
		return err
	}
	args := []string{"check", "--json", s.Format, path}
	if s.Mapping != "" {
		mapping := filepath.Join(r.dir, s.Name+".yaml")
		if err := os.WriteFile(mapping, []byte(s.Mapping), 0o600); err != nil {
			return fmt.Errorf("a mapping: %w", err)
		}
		args = append(args, "--mapping", mapping)
	}
	took, peak, records, err := r.check(ctx, args)
	if err != nil {
		return err
	}
	mb := float64(info.Size()) / (1 << 20)
	fmt.Printf("%-34s %6.1f %9.1f %7.2f %8d %9d\n", s.Format+" "+s.Name, took.Seconds(), mb/took.Seconds(), bare.Seconds()/took.Seconds(), peak>>10, records)
	return nil
}

// check runs `ipgraph check` as a process of its own.
func (r *run) check(ctx context.Context, args []string) (took time.Duration, peakKB, records int64, err error) {
	cmd := exec.CommandContext(ctx, r.binary, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, 0, fmt.Errorf("ipgraph check: %w", err)
	}
	stop := make(chan struct{})
	go func() { peakKB = watchPeak(cmd.Process.Pid, stop); stop <- struct{}{} }()
	err = cmd.Wait()
	took = time.Since(started)
	stop <- struct{}{}
	<-stop
	if err != nil {
		return 0, 0, 0, fmt.Errorf("ipgraph check: %w", err)
	}
	var report struct {
		Input struct {
			Files []struct{ Records, Broken int64 }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return 0, 0, 0, fmt.Errorf("the report: %w", err)
	}
	for _, f := range report.Input.Files {
		records += f.Records
		if f.Broken > 0 {
			return 0, 0, 0, fmt.Errorf("%d of its records are broken", f.Broken)
		}
	}
	return took, peakKB, records, nil
}

// parseBare goes through a file with the standard library's parser and keeps nothing.
func parseBare(path string, kind grown.Kind) (time.Duration, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("a grown file: %w", err)
	}
	defer file.Close()
	next := map[grown.Kind]func() error{
		grown.CSV: func() func() error {
			c := csv.NewReader(file)
			c.ReuseRecord = true
			return func() error { _, err := c.Read(); return err } //nolint:wrapcheck // io.EOF has to stay what it is
		}(),
		grown.JSON: func() func() error {
			d := json.NewDecoder(file)
			return func() error { _, err := d.Token(); return err } //nolint:wrapcheck // the same
		}(),
		grown.XML: func() func() error {
			d := xml.NewDecoder(file)
			return func() error { _, err := d.Token(); return err } //nolint:wrapcheck // the same
		}(),
	}[kind]
	started := time.Now()
	for {
		err := next()
		if errors.Is(err, io.EOF) {
			return time.Since(started), nil
		}
		if err != nil {
			return 0, fmt.Errorf("a bare parser: %w", err)
		}
	}
}
