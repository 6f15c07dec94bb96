package loader

import (
	"slices"

	"ipgraph/loader/bods"
	"ipgraph/loader/docket"
	"ipgraph/loader/epo"
	"ipgraph/loader/ftm"
	"ipgraph/loader/gleif"
	"ipgraph/loader/icij"
	"ipgraph/loader/intake"
	"ipgraph/loader/netgraph"
	"ipgraph/loader/opencorporates"
	"ipgraph/loader/ptab"
	"ipgraph/loader/sec"
	"ipgraph/loader/table"
	"ipgraph/loader/uspto"
	"ipgraph/loader/wikidata"
)

// Formats lists the foreign formats that can be loaded, in the order in which a
// file is asked whether it is of them.
func Formats() []intake.Format {
	return slices.Concat([]intake.Format{
		bods.Format(),
		docket.Format(),
		docket.OCE(),
		epo.Format(),
		ftm.Format(),
		gleif.Format(),
		icij.Format(),
		opencorporates.Format(),
		ptab.Format(),
		sec.Format(),
		table.Format(),
		uspto.Format(),
		wikidata.Format(),
	}, netgraph.Formats())
}
