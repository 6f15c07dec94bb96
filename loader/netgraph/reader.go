package netgraph

import (
	"cmp"
	"context"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

type reader struct {
	kind graph.Kind
	read func(*reader, context.Context, *intake.Input, *intake.Out) error
}

func newReader(read func(*reader, context.Context, *intake.Input, *intake.Out) error) func(intake.Options) (intake.Reader, error) {
	return func(o intake.Options) (intake.Reader, error) {
		kind := cmp.Or(o.Kind, graph.Company)
		if !kind.Valid() {
			return nil, graph.Errorf(graph.CodeInvalid, "there is no kind %q", kind)
		}
		return &reader{kind, read}, nil
	}
}

// Read reads one network.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	return r.read(r, ctx, in, out)
}

// Finish has nothing to do: the ends of an edge are known by their ids.
func (*reader) Finish(context.Context, *intake.Out) error { return nil }

// Close has nothing to remove.
func (*reader) Close() error { return nil }
