// Package loader reads dossiers, checks them whole, and writes what they say to
// the store. Nothing is written when one statement is wrong.
package loader

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Dossier is a folder of sources, entities and statements.
type Dossier struct {
	// Name tells the dossiers of a store apart: a statement that left the
	// dossier of this name is missed at the next load.
	Name string
	// Path is shown before the names of files in messages.
	Path string
	FS   fs.FS
}

// Open finds the dossier in the folder dir. Its name is the folder's.
func Open(dir string) (Dossier, error) {
	info, err := os.Stat(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Dossier{}, fmt.Errorf("there is neither a folder nor a file %s: %w", dir, fs.ErrNotExist)
		}
		return Dossier{}, fmt.Errorf("no dossier at %s: %w", dir, err)
	}
	if !info.IsDir() {
		return Dossier{}, fmt.Errorf("%s is a file: a dossier is a folder with sources.yaml, entities.yaml and statements.yaml, or *.jsonl", dir)
	}
	whole, err := filepath.Abs(dir)
	if err != nil {
		return Dossier{}, fmt.Errorf("dossier %s: %w", dir, err)
	}
	root, err := os.OpenRoot(dir) // no link leads out of it
	if err != nil {
		return Dossier{}, fmt.Errorf("dossier %s: %w", dir, err)
	}
	return Dossier{Name: filepath.Base(whole), Path: dir, FS: root.FS()}, nil
}

// section is what a file of a dossier holds.
type section string

const (
	sourcesSection    section = "sources"
	entitiesSection   section = "entities"
	statementsSection section = "statements"
	linesSection      section = "jsonl"
	watchSection      section = "watch"
)

type dossierFile struct {
	name    string
	section section
}

// files lists what a dossier holds in the order of reading: sources and
// entities before the statements that name them, JSON Lines after them, and last
// the list of those to watch. Files that
// look meant for the dossier and are not read are faults.
func (d Dossier) files(faults *Faults) ([]dossierFile, error) {
	entries, err := fs.ReadDir(d.FS, ".")
	if err != nil {
		return nil, fmt.Errorf("read the dossier %s: %w", d.Path, err)
	}
	bySection := map[section][]dossierFile{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		name, s := e.Name(), sectionOf(e.Name())
		if s != "" {
			bySection[s] = append(bySection[s], dossierFile{name, s})
		} else if ext := path.Ext(name); ext == ".yaml" || ext == ".yml" || ext == ".json" {
			faults.add(Position{File: d.display(name)}, "this file would not be read: name it sources….yaml, entities….yaml, statements….yaml, watch.yaml or ….jsonl")
		}
	}
	files := slices.Concat(bySection[sourcesSection], bySection[entitiesSection], bySection[statementsSection], bySection[linesSection], bySection[watchSection])
	if len(files) == 0 {
		faults.add(Position{File: d.Path}, "there is no dossier here: a dossier has sources.yaml, entities.yaml and statements.yaml, or *.jsonl")
	}
	return files, nil
}

func sectionOf(name string) section {
	switch path.Ext(name) {
	case ".jsonl":
		return linesSection
	case ".yaml", ".yml":
		if name == "watch.yaml" || name == "watch.yml" {
			return watchSection
		}
		for _, s := range []section{sourcesSection, entitiesSection, statementsSection} {
			if strings.HasPrefix(name, string(s)) {
				return s
			}
		}
	}
	return ""
}

func (d Dossier) display(name string) string { return path.Join(filepath.ToSlash(d.Path), name) }
