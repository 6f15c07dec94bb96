// Package embedded runs a private Neo4j Community server as a child process on loopback.
//
// Start fetches the server's jars once (by Maven, checked against the sums in jars.sha256), compiles
// a small Java main class once, prepares a class-data archive once, and then starts the server on a
// data folder. The child holds a pipe to its parent: when the pipe closes, because Stop was called or
// because the parent died in whatever way, the server closes its store and ends.
//
// Needed on the machine: a JDK 17 or newer, and Maven for the first start. Neo4j Community is
// GPL-3.0 software and a separate program: it is fetched by, and runs on, the user's own machine.
//
// What is kept in the data folder:
//
//	conf/neo4j.conf   written anew at each start
//	data/             the store
//	logs/             the server's logs, neo4j.log first
//	password          of the user neo4j, readable by the owner only
//	state.json        address and process of the last start, for ReadInfo
//	lock, lock.pid    held by the ipgraph process that uses the folder
package embedded
