module ipgraph

go 1.26
