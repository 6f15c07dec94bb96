package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// maxLooked is how many rows a draft looks at.
const maxLooked = 2000

// errEnough ends a look at a table.
var errEnough = errors.New("enough was seen")

// DraftOf looks at a table and writes a first mapping for it.
func DraftOf(ctx context.Context, f intake.File, sheetName string) (string, error) {
	in := &intake.Input{Name: f.Name, Base: f.Base, Path: f.Path, Source: &graph.Source{}, Reader: f}
	head, err := in.Peek()
	if err != nil {
		return "", err
	}
	var p *Profile
	switch text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))); {
	case isWorkbook(in.Base):
		p, err = profileSheet(in, sheetName)
	case bytes.HasPrefix(text, []byte("[")):
		p, err = profileRecords(func(each func([]byte) error) error {
			return intake.Members(ctx, in, []string{"/*"}, func(_ string, value jsontext.Value) error { return each(value) })
		})
	case bytes.HasPrefix(text, []byte("{")) && isOneDocument(text):
		p, err = profileDocument(ctx, in)
	case bytes.HasPrefix(text, []byte("{")):
		p, err = profileRecords(func(each func([]byte) error) error {
			return intake.Lines(ctx, in, uncounted(in), func(_ string, line []byte) error { return each(line) })
		})
	default:
		p, err = profileCSV(ctx, in)
	}
	if err != nil {
		return "", err
	}
	if p == nil || len(p.Columns) == 0 {
		return "", fmt.Errorf("%s holds no row to look at", in.Name)
	}
	return p.Draft(in.Base)
}

func profileCSV(ctx context.Context, in *intake.Input) (p *Profile, err error) {
	err = intake.Rows(ctx, in, uncounted(in), func(h *intake.Header) error {
		p = NewProfile(h.Names)
		return nil
	}, func(row intake.Row) error {
		p.Add(row.Cells())
		return p.enough()
	})
	return p, orEnough(err)
}

// uncounted takes what a look at a table has no use for: the records are counted when it is loaded.
func uncounted(in *intake.Input) *intake.Out {
	out := intake.NewOut(nil, intake.NewReport("table", nil))
	_ = out.StartFile(in.Name, "") // nothing was read before that could fail
	return out
}

func (p *Profile) enough() error {
	if p.Rows >= maxLooked {
		return errEnough
	}
	return nil
}

func orEnough(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func profileSheet(in *intake.Input, name string) (p *Profile, err error) {
	s, err := openSheet(in, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	names, err := s.next()
	if err != nil || names == nil {
		return nil, err
	}
	p = NewProfile(names)
	for p.enough() == nil {
		cells, err := s.next()
		if err != nil {
			return nil, err
		}
		if cells == nil {
			break
		}
		p.Add(cells)
	}
	return p, nil
}

// profileRecords looks at records of JSON, whose columns are the paths of their values.
func profileRecords(read func(each func([]byte) error) error) (*Profile, error) {
	var records []map[string][]string
	names := map[string]bool{}
	err := read(func(text []byte) error {
		flat, err := flatten(text)
		if err != nil {
			return err
		}
		for n := range flat {
			names[n] = true
		}
		if records = append(records, flat); len(records) >= maxLooked {
			return errEnough
		}
		return nil
	})
	if err := orEnough(err); err != nil {
		return nil, err
	}
	p := NewProfile(slices.Sorted(maps.Keys(names)))
	for _, flat := range records {
		cells := make([]string, len(p.Columns))
		for i, c := range p.Columns {
			if texts := flat[c.Name]; len(texts) > 0 {
				cells[i] = texts[0]
			}
		}
		p.Add(cells)
	}
	return p, nil
}

// isOneDocument tells a document that runs over several lines from one object a line.
func isOneDocument(text []byte) bool {
	line, _, more := bytes.Cut(text, []byte("\n"))
	return more && !jsontext.Value(bytes.TrimSpace(line)).IsValid()
}

// profileDocument looks at the first list of objects within a document.
func profileDocument(ctx context.Context, in *intake.Input) (*Profile, error) {
	list := ""
	p, err := profileRecords(func(each func([]byte) error) error {
		return intake.Members(ctx, in, []string{"/*/*"}, func(pointer string, value jsontext.Value) error {
			name, _ := path.Split(pointer)
			if value.Kind() != '{' || list != "" && name != list {
				return nil
			}
			list = name
			return each(value)
		})
	})
	if err != nil || list == "" {
		return nil, err
	}
	p.records = list + "*"
	return p, nil
}
