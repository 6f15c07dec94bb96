// Package extract reads from the store what package export writes: the whole graph
// page by page, or the part of it that an answer shows.
package extract
