// Package faults breaks what ipgraph stands on, while it works, and looks at what
// becomes of the graph: processes are killed, networks cut, disks filled, files damaged,
// clocks set back. It holds tests alone. A few of them run with all others; `make
// test-faults` runs all, and prints the table of docs/reliability.md.
package faults
