// Package seeds holds the demonstration dossier: one newspaper article of June
// 2019 about Huawei's patents, and what other public pages say about the same
// people, companies, lawsuits and sums. It is read by the loader like any other
// dossier.
package seeds

import (
	"embed"
	"io/fs"
)

//go:embed *.yaml
var files embed.FS

// FS is the dossier: sources.yaml, entities.yaml and statements*.yaml.
func FS() fs.FS { return files }
