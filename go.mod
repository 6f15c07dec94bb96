module ipgraph

go 1.26.0

require (
	github.com/goccy/go-yaml v1.19.2
	github.com/lanrat/extsort v1.5.0
	github.com/neo4j/neo4j-go-driver/v5 v5.28.4
)

require golang.org/x/sync v0.23.0 // indirect
