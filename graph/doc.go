// Package graph holds the words of the domain: entities, statements, sources
// and the edges that are projected from statements. It imports the standard
// library only, knows no database and no file format, and is where a newcomer
// should start reading.
//
// A Statement is the record: who says what about whom, where exactly, and
// since when. An Edge is what people query in one hop; it is computed from
// statements by Project and can be rebuilt at any time.
package graph
