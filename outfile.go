package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// toFile writes to the named file, or to stdout where there is no name. The file gets
// its name when it is whole: until then, and when it cannot be written to its end, what
// had the name before stays. A device or a pipe is written to as it is.
func toFile(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "" {
		return buffered(stdout, write)
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if plain := err != nil || info.Mode().IsRegular(); !plain {
		file, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return usageError{fmt.Errorf("cannot write the export: %w", err)}
		}
		return errors.Join(buffered(file, write), file.Close())
	}
	// Beside it, so that it can be renamed; with the number of the process, so that it is its own.
	file, err := os.Create(filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d", filepath.Base(name), os.Getpid())))
	if err != nil {
		return usageError{fmt.Errorf("cannot write the export: %w", err)}
	}
	if err = errors.Join(buffered(file, write), file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the export was not written: %w", err), os.Remove(file.Name()))
	}
	return nil
}

func buffered(to io.Writer, write func(io.Writer) error) error {
	buffer := bufio.NewWriterSize(to, 64<<10)
	if err := write(buffer); err != nil {
		return err
	}
	return buffer.Flush()
}
