package loader

import (
	"context"
	"time"

	"ipgraph/graph"
)

// waitTold is how long a load waits before it says so. A server that has just been started may need a second.
const waitTold = 3 * time.Second

// runAlone runs while no other load does.
func (l *load) runAlone(ctx context.Context) error {
	telling := time.AfterFunc(waitTold, func() { l.tell("waiting until no other load is at work") })
	working, end, err := l.store.Alone(ctx)
	telling.Stop()
	if err != nil {
		return err
	}
	defer end()
	if err := l.run(working); err != nil {
		if ctx.Err() == nil && working.Err() != nil {
			err = context.Cause(working) // the phase only knows that it was ended
		}
		return l.cutOff(err)
	}
	return nil
}

// cutOff adds to an error what becomes of the part that was written.
func (l *load) cutOff(err error) error {
	code := graph.CodeOf(err)
	if !l.writing || code == graph.CodeInternal || code == graph.CodeConflict {
		return err
	}
	return graph.Errorf(code, "%v; the load did not come to its end: load again, and it does", err).Because(err)
}
