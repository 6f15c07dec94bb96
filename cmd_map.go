package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"ipgraph/loader/intake"
	"ipgraph/loader/table"
)

func (a *app) mapCommand() *cobra.Command {
	var sheet string
	cmd := &cobra.Command{
		Use:   "map FILE",
		Short: "Look at a table and write a first mapping for it; needs no database",
		Long: `Map looks at a table in CSV, Excel or JSON and writes a mapping file that says
what its rows mean, for "ipgraph load --mapping". It guesses by the names of columns
and by what their cells look like; every guess is marked.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := intake.Open(args[0], func(f intake.File) error {
				text, err := table.DraftOf(cmd.Context(), f, sheet)
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(a.stdout, text)
				return err
			})
			if err != nil {
				return usageError{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&sheet, "sheet", "", "sheet of a workbook (default: the first)")
	return cmd
}
