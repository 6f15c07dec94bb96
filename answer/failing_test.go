package answer_test

import (
	"context"
	"errors"

	"ipgraph/graph"
	"ipgraph/loader"
)

// failing is a store that is cut off at one kind of write.
type failing struct {
	loader.Store
	write string
}

func (f failing) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	if b.Write == f.write {
		return graph.Counts{}, errors.New("cut off")
	}
	return f.Store.Write(ctx, b)
}
