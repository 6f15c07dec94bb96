package bods

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// version is a statement as a version of its record.
type version struct {
	Place     intake.Place
	Statement statement
}

// collector puts the versions of records together: persons and entities first, then the
// relationships between them, for our ids hold the kind.
type collector struct {
	parties, relationships *intake.Sorter
	// replaces says that a file holds changes, so that what it says of a record replaces
	// what was said before.
	replaces bool
	// kinds are those of all parties, by their records' ids.
	kinds *intake.Kinds
}

func newCollector(ctx context.Context, o intake.Options) *collector {
	c := &collector{parties: intake.NewSorter(ctx, o.TempDir), relationships: intake.NewSorter(ctx, o.TempDir), replaces: o.Changes,
		kinds: intake.NewKinds(o.TempDir)}
	c.kinds.Open(ctx)
	return c
}

func (c *collector) close() error {
	return errors.Join(c.parties.Close(), c.relationships.Close(), c.kinds.Close())
}

// separator stands between the id of a record and the moment of a version.
const separator = "\x01"

func (c *collector) add(v version) error {
	s := c.parties
	if v.Statement.RecordType == "relationship" {
		s = c.relationships
	}
	return s.Keep(v.Statement.RecordID+separator+v.Statement.order(), v)
}

func (c *collector) finish(ctx context.Context, out *intake.Out) error {
	err := c.each(ctx, out, c.parties, c.takeParty)
	if err == nil {
		err = c.kinds.Seal(ctx)
	}
	if err == nil {
		err = c.each(ctx, out, c.relationships, c.takeRelationship)
	}
	if err == nil {
		err = c.kinds.Err()
	}
	return errors.Join(err, out.End())
}

// maxVersions bounds how many versions of a record are kept apart.
const maxVersions = 1000

// each calls take with the versions of every record, in the order of their time.
func (c *collector) each(ctx context.Context, out *intake.Out, s *intake.Sorter, take func(*intake.Out, []version) error) error {
	var versions []version
	flush := func() error {
		if len(versions) == 0 {
			return nil
		}
		if err := c.open(out, versions); err != nil {
			return err
		}
		return take(out, versions)
	}
	err := s.Each(ctx, func(key, text string) error {
		id, _, _ := strings.Cut(key, separator)
		if len(versions) > 0 && versions[0].Statement.RecordID != id {
			if err := flush(); err != nil {
				return err
			}
			versions = nil
		}
		var v version
		if err := intake.Kept(text, &v); err != nil {
			return err
		}
		if len(versions) >= maxVersions {
			if err := out.Resume(v.Place); err != nil {
				return err
			}
			out.LeaveOut("a version of a record that has more than 1000", "")
			return nil
		}
		versions = append(versions, v)
		return nil
	})
	if err == nil {
		err = flush()
	}
	return err
}

// open counts a record. What an earlier load said of it is withdrawn where its first version
// here is none that is new.
func (c *collector) open(out *intake.Out, versions []version) error {
	if err := out.Resume(versions[0].Place); err != nil {
		return err
	}
	out.Count("records", 1)
	first := versions[0].Statement
	if c.replaces || first.RecordStatus == "updated" || first.RecordStatus == "closed" {
		out.Retire(first.key())
	}
	return nil
}

// party is the id of a record of a person or an entity. known is false where no file describes
// it, and it is taken to be a company.
func (c *collector) party(record string) (id graph.ID, known bool, err error) {
	kind, known := c.kinds.Get(record)
	id, err = partyID(record, cmp.Or(kind, graph.Company))
	return id, known || string(id) == record, err
}

// partyID is the id of a record of this kind: its own where that is one of ours.
func partyID(record string, kind graph.Kind) (graph.ID, error) {
	if id, err := graph.ParseID(record); err == nil && id.Kind() != graph.SourceKind {
		return id, nil
	}
	return graph.MakeID(kind, "bods", record) //nolint:wrapcheck // it is told as the detail of a record
}
