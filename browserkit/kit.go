// Package browserkit makes what Neo4j Browser can be given to know this graph:
// every question as a saved query, a style, and a guide through the story. The
// files are made from the questions of the library, the same bytes each time.
package browserkit

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"ipgraph/cypher"
)

// File is one file of the kit.
type File struct {
	Name string
	// Type is its media type.
	Type string
	// About says in a sentence what it is and how it is opened.
	About   string
	Content []byte
}

// The names of the files.
const (
	FavouritesFile = "ipgraph-favourites.zip"
	CSVFile        = "ipgraph-saved-cypher.csv"
	StyleFile      = "ipgraph.grass"
	GuideFile      = "guide.md"
)

//go:embed guide.md
var guide []byte

// Make makes the kit. It fails when the example of a question cannot be asked.
func Make(library *cypher.Library) ([]File, error) {
	folders, err := favourites(library)
	if err != nil {
		return nil, err
	}
	packed, err := zipOf(folders)
	if err != nil {
		return nil, err
	}
	table, err := csvOf(folders)
	if err != nil {
		return nil, err
	}
	return []File{
		{GuideFile, "text/markdown; charset=utf-8", "A guide through the story, in slides with questions that run at a click. In Browser: :guide and its address.", guide},
		{FavouritesFile, "application/zip", "Every question as a favourite, a folder for each theme. Drag it onto the window of Neo4j Browser.", packed},
		{CSVFile, "text/csv; charset=utf-8; header=present", "The same for the newer Browser (Query): upload it under Saved Cypher.", table},
		{StyleFile, "text/plain; charset=utf-8", "Colours for every kind of entity and family of edges. Drag it onto the window of Neo4j Browser.", []byte(Style())},
	}, nil
}

// folder is a theme with its questions.
type folder struct {
	title, about string
	favourites   []favourite
}

// favourite is one question as one statement.
type favourite struct{ name, title, about, text string }

// favourites writes every question with the values of its example. Browser runs
// several statements in one favourite, :param among them, and then shows that they
// ran instead of what they found; and :params {…} turns whole numbers into broken
// ones, which LIMIT refuses. So the values stand in the text.
func favourites(library *cypher.Library) ([]folder, error) {
	var folders []folder
	for _, theme := range cypher.Themes() {
		f := folder{title: theme.Title, about: theme.About}
		for _, q := range library.Questions() {
			if q.Theme != theme.Name {
				continue
			}
			text, err := q.Standalone(q.ExampleArgs())
			if err != nil {
				return nil, fmt.Errorf("question %s: its example: %w", q.Name, err)
			}
			header := "// " + q.Title + "\n"
			if q.About != "" {
				header += "// " + q.About + "\n"
			}
			if len(q.Params) > 0 {
				header += "// The values to change stand behind their names, such as /*" + q.Params[0].Name + "*/.\n"
			}
			f.favourites = append(f.favourites, favourite{q.Name, q.Title, q.About, header + text + "\n"})
		}
		if f.favourites != nil {
			folders = append(folders, f)
		}
	}
	return folders, nil
}

// zipOf packs Folder/name.cypher. The times are left out, so that the bytes are the
// same each time.
func zipOf(folders []folder) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range folders {
		for _, each := range f.favourites {
			file, err := w.CreateHeader(&zip.FileHeader{Name: fileName(f.title) + "/" + each.name + ".cypher", Method: zip.Deflate})
			if err == nil {
				_, err = file.Write([]byte(each.text))
			}
			if err != nil {
				return nil, fmt.Errorf("favourites: %w", err)
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("favourites: %w", err)
	}
	return b.Bytes(), nil
}

// fileName keeps a title from being a path.
func fileName(title string) string {
	return strings.Trim(strings.NewReplacer("/", "-", `\`, "-", ":", "-").Replace(title), ". ")
}

// csvOf writes the columns that the newer Browser gives when it exports.
func csvOf(folders []folder) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"name", "description", "query", "id", "parentId", "isFolder"}}
	for _, f := range folders {
		parent := strconv.Itoa(len(rows) - 1)
		rows = append(rows, []string{harmless(f.title), harmless(f.about), "", parent, "", "true"})
		for _, each := range f.favourites {
			rows = append(rows, []string{harmless(each.title), harmless(each.about), each.text, strconv.Itoa(len(rows) - 1), parent, "false"})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("saved queries: %w", err)
	}
	return b.Bytes(), nil
}

// harmless keeps a spreadsheet from taking a text for a formula. A query begins
// with //, which is none.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
