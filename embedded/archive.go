package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// trainingTimeout ends a training run that hangs. JDK 17 was seen to hang for ever in writing the
// archive after HTTP requests had been served; after a mere start and stop it was not.
const trainingTimeout = 90 * time.Second

// trainingQueries go the ways of the usual statements, so that the first ones of a user find their
// classes in the archive.
var trainingQueries = []string{
	"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
	"CREATE FULLTEXT INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON EACH [n.name]",
	"UNWIND range(1, 20) AS i MERGE (n:Entity {id: toString(i)}) SET n:Company, n += {name: 'name ' + i}",
	"UNWIND range(2, 20) AS i MATCH (a:Entity {id: toString(i)}) MATCH (b:Entity {id: toString(i / 2)}) " +
		"MERGE (a)-[r:OWNS {key: i}]->(b) SET r += {status: 'current'}",
	"MATCH (a:Entity {id: '1'})<-[r:OWNS]-(b) WHERE r.status IN ['current'] RETURN b.name, count(*) ORDER BY b.name LIMIT 10",
	"MATCH (a:Entity {id: '1'}), (b:Entity {id: '20'}) MATCH p = shortestPath((a)-[:OWNS*..6]-(b)) " +
		"WHERE all(r IN relationships(p) WHERE r.status = 'current') RETURN p",
	"CALL db.index.fulltext.queryNodes('entity_name', 'name~1') YIELD node, score RETURN node, score LIMIT 5",
}

// makeArchive starts and stops the server once on an empty store, and lets the JVM write what it
// loaded into the class-data archive, which halves the time of later starts. Writing takes some
// seconds at the end of the process: it is done here, and not at the first stop, where the user
// would wait for it. A JVM that cannot do it is noted and not asked again: that never fails a start.
func (p programs) makeArchive(ctx context.Context) error {
	temp, err := os.MkdirTemp(filepath.Dir(p.archive), "training-")
	if err != nil {
		return fmt.Errorf("prepare the class-data archive: %w", err)
	}
	defer os.RemoveAll(temp)

	written := filepath.Join(temp, "classes.jsa")
	err = p.train(ctx, filepath.Join(temp, "home"), written)
	if ctx.Err() != nil {
		return fmt.Errorf("prepare the class-data archive: %w", ctx.Err())
	}
	if err == nil {
		err = os.Rename(written, p.archive)
	}
	if err != nil {
		note := fmt.Sprintf("no class-data archive (delete this file to try again): %v\n", err)
		if err := os.WriteFile(p.noArchive(), []byte(note), 0o600); err != nil {
			return fmt.Errorf("prepare the class-data archive: %w", err)
		}
	}
	return nil
}

func (p programs) train(ctx context.Context, home, written string) error {
	ctx, cancel := context.WithTimeout(ctx, trainingTimeout)
	defer cancel()
	o := Options{DataDir: home, BoltPort: -1, HTTPPort: -1, Release: p.release}
	if err := o.setDefaults(); err != nil {
		return err
	}
	for _, dir := range []string{"conf", "logs"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			return err
		}
	}
	// The store is thrown away, but its port is open for a moment: it gets a password nobody knows.
	password, err := newPassword()
	if err != nil {
		return err
	}
	if err := writeAuthFile(home, password); err != nil {
		return err
	}
	ports, err := pickPorts(ctx, -1, -1)
	if err != nil {
		return err
	}
	if err := writeConf(o, ports); err != nil {
		return err
	}
	// The light compiler only: the process is too short for the other one to pay.
	jvm := []string{"-XX:ArchiveClassesAtExit=" + written, "-XX:TieredStopAtLevel=1"}
	c, err := startChild(p, o, jvm, trainingQueries...)
	if err != nil {
		return err
	}
	select {
	case <-c.ready:
	case <-c.done:
	case <-ctx.Done():
	}
	return c.stop(ctx)
}
