package uspto

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/loader/intake"
)

// readJSON reads the portal's answers: applications, each with the documents that name
// it. Of the other applications that a document names such an answer says nothing, so that it
// holds changes alone.
func (r *reader) readJSON(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.changes = true
	out.Partial()
	return intake.Members(ctx, in, []string{"/patentFileWrapperDataBag/*", "/patentBag/*"}, func(pointer string, value jsontext.Value) error {
		var j jsonApplication
		err := intake.Decode(value, &j)
		if err != nil || len(j.Assignments) == 0 {
			if beginErr := out.Begin(pointer); beginErr != nil {
				return beginErr
			}
			if err != nil {
				out.Broken("an application that has not the form of one", err.Error())
			} else {
				out.LeaveOut("an application without assignments", string(j.Number))
			}
			return nil
		}
		for i, a := range j.Assignments {
			if err := r.take(ctx, out, fmt.Sprintf("%s/assignmentBag/%d", pointer, i), a.record(j)); err != nil {
				return err
			}
		}
		return nil
	})
}

type jsonApplication struct {
	Number   intake.Scalar `json:"applicationNumberText"`
	MetaData struct {
		Title string `json:"inventionTitle"`
	} `json:"applicationMetaData"`
	Assignments []jsonAssignment `json:"assignmentBag"`
}

type jsonAssignment struct {
	Reel      intake.Scalar `json:"reelNumber"`
	Frame     intake.Scalar `json:"frameNumber"`
	ReelFrame string        `json:"reelAndFrameNumber"`
	// Slashed is a name that the portal's first version gave to the same.
	Slashed   string `json:"reelNumber/frameNumber"`
	Text      string `json:"conveyanceText"`
	Recorded  string `json:"assignmentRecordedDate"`
	Assignors []struct {
		Name     string `json:"assignorName"`
		Executed string `json:"executionDate"`
	} `json:"assignorBag"`
	Assignees []struct {
		Name string `json:"assigneeNameText"`
	} `json:"assigneeBag"`
}

func (j jsonAssignment) record(of jsonApplication) record {
	r := record{Reel: string(j.Reel), Frame: string(j.Frame), Text: j.Text, Recorded: j.Recorded}
	if both := cmp.Or(j.ReelFrame, j.Slashed); both != "" {
		r.Reel, r.Frame, _ = strings.Cut(both, "/")
	}
	for _, a := range j.Assignors {
		r.Assignors = append(r.Assignors, assignor{party: party{Name: a.Name}, Executed: a.Executed})
	}
	for _, a := range j.Assignees {
		r.Assignees = append(r.Assignees, party{Name: a.Name})
	}
	r.Properties = []Property{{Title: of.MetaData.Title, Numbers: []Number{{"US", string(of.Number), Application}}}}
	return r
}
