package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"ipgraph/loader"
)

func (a *app) exportCommand() *cobra.Command {
	var statements bool
	var output, kit string
	cmd := &cobra.Command{
		Use:   "export --statements | --browser-kit FOLDER",
		Short: "Write what the graph holds as a dossier in JSON Lines, or a kit for Neo4j Browser",
		Long: `Export --statements writes sources, entities and statements as JSON Lines, sorted,
so that two exports of the same graph are equal byte for byte. The output is a
dossier: it can be checked and loaded again.

Export --browser-kit writes saved queries, colours and a guide for Neo4j Browser
into a folder. It needs no database and leaves files alone that it did not write.`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case statements == (kit != ""):
				return usageError{errNoExport}
			case kit != "":
				return a.exportKit(kit)
			}
			return a.withDatabase(cmd.Context(), func(d *database) error {
				return toFile(output, a.stdout, func(w io.Writer) error {
					return loader.Export(cmd.Context(), d.Store, d.library, w)
				})
			})
		},
	}
	cmd.Flags().BoolVar(&statements, "statements", false, "export sources, entities and statements")
	cmd.Flags().StringVar(&kit, "browser-kit", "", "folder for what Neo4j Browser can be given")
	cmd.Flags().StringVarP(&output, "output", "o", "", "file to write (default: standard output)")
	return cmd
}

// toFile writes to the named file, or to stdout where there is no name.
func toFile(name string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if name != "" {
		file, createErr := os.Create(name)
		if createErr != nil {
			return usageError{fmt.Errorf("cannot write the export: %w", createErr)}
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		stdout = file
	}
	buffer := bufio.NewWriterSize(stdout, 64<<10)
	return errors.Join(write(buffer), buffer.Flush())
}
