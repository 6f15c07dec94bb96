package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
)

const nothingElse = cobra.ShellCompDirectiveNoFileComp

// completeAsk offers the names of questions, and then their parameters.
func (a *app) completeAsk(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return a.completeParam(cmd, args, typed)
	}
	library, err := cypher.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var offers []string
	for _, q := range library.Questions() {
		if strings.HasPrefix(q.Name, typed) {
			offers = append(offers, q.Name+"\t"+q.Title)
		}
	}
	return offers, nothingElse
}

// completeParam offers NAME= of the parameters that are not given yet, and after
// the sign the values that a parameter takes.
func (a *app) completeParam(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	library, err := cypher.Load()
	if err != nil || len(args) == 0 {
		return nil, nothingElse
	}
	q, err := library.Get(args[0])
	if err != nil {
		return nil, nothingElse
	}
	if name, value, ok := strings.Cut(typed, "="); ok {
		p, known := q.Param(name)
		if !known {
			return nil, nothingElse
		}
		var offers []string
		for _, offer := range a.values(cmd.Context(), p, value) {
			offers = append(offers, name+"="+offer)
		}
		return offers, nothingElse
	}
	given, _ := argumentsOf(args[1:]) // what is malformed gives no offers, and is told when the command runs
	var offers []string
	for _, p := range q.Params {
		if _, twice := given[p.Name]; !twice && strings.HasPrefix(p.Name, typed) {
			offers = append(offers, p.Name+"=\t"+p.About)
		}
	}
	return offers, nothingElse | cobra.ShellCompDirectiveNoSpace
}

// values offers what a parameter takes; of a list, what comes after the last
// comma.
func (a *app) values(ctx context.Context, p cypher.Param, typed string) []string {
	switch p.Type { // what a person types freely has no offers
	case cypher.TypeID:
		return a.entities(ctx, typed)
	case cypher.TypeChoice:
		return beginning(p.Choices, typed)
	case cypher.TypeEntities, cypher.TypeFamilies, cypher.TypeStatuses:
		head, last := "", typed
		if i := strings.LastIndexAny(typed, ",;"); i >= 0 {
			head, last = typed[:i+1], typed[i+1:]
		}
		var offers []string
		for _, item := range a.listItems(ctx, p.Type, last) {
			offers = append(offers, head+item)
		}
		return offers
	}
	return nil
}

func (a *app) listItems(ctx context.Context, t cypher.Type, typed string) []string {
	var words []string
	switch t { // the lists of values
	case cypher.TypeEntities:
		return a.entities(ctx, typed)
	case cypher.TypeFamilies:
		for _, f := range graph.Families() {
			words = append(words, string(f))
		}
	case cypher.TypeStatuses:
		for _, s := range graph.Statuses() {
			words = append(words, string(s))
		}
	}
	return beginning(words, typed)
}

func beginning(words []string, typed string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, typed) })
}

// completeNames offers entities for the first most arguments of a command.
func (a *app) completeNames(most int) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, nothingElse
		}
		return a.entities(cmd.Context(), typed), nothingElse
	}
}

// completionPatience is how long a person waits for offers after a tab.
const completionPatience = 2 * time.Second

// entities offers ids and names that begin as typed. It asks a database that
// answers already and never starts one: a tab must not take seconds.
func (a *app) entities(ctx context.Context, typed string) []string {
	if a.database.uri == "" {
		if info, err := embedded.ReadInfo(a.database.data); err != nil || !info.Ready {
			return nil
		}
	}
	ctx, cancel := context.WithTimeout(ctx, completionPatience)
	defer cancel()
	var offers []string
	_ = a.withDatabase(ctx, func(d *database) error { // no offers is all there is to say
		service := answer.Service{Reader: d.Store, Library: d.library}
		found, err := service.Beginning(ctx, typed)
		for _, e := range found {
			offer := string(e.ID) + "\t" + e.Name
			if !strings.HasPrefix(string(e.ID), typed) {
				offer = e.Name + "\t" + string(e.ID)
			}
			offers = append(offers, offer)
		}
		return err
	})
	return offers
}
