// title: Write statements and join them to what they are about and where they stand
// about: A statement's id is the hash of its content, so its ends never
// change. It is kept by every dossier that holds it. It names the load that first
// wrote it and the one that last changed it; revisions say what it was until a load
// changed it: review, rank, live or withdrawn, reporting date, and since when
// and by what it was superseded. What supersedes it is written by superseded.cypher.
UNWIND $rows AS row
MATCH (a:Entity {id: row.properties.subject})
MATCH (o:Source {id: row.properties.source})
OPTIONAL MATCH (b:Entity {id: row.properties.object})
WITH a, b, o, row WHERE b IS NOT NULL OR row.properties.object IS NULL
MERGE (s:Statement {id: row.id})
WITH a, b, o, s, row, s.hash AS before, coalesce(s.dossiers, []) AS dossiers, coalesce(s.recorded_at, $now) AS recorded,
  s {.load, .changed, .revisions, .superseded_on, .superseded_by} AS kept,
  $load + ' ' + coalesce(s.review, '-') + ' ' + coalesce(s.rank, '-') + CASE WHEN s.withdrawn_at IS NULL THEN ' live ' ELSE ' withdrawn ' END
    + coalesce(s.reported_on, '-') + ' ' + coalesce(s.superseded_on, '-') + ' ' + coalesce(s.superseded_by, '-') AS revision
FOREACH (_ IN CASE WHEN before = row.hash AND row.dossier IN dossiers THEN [] ELSE [1] END |
  REMOVE s:Undated:Pending:Withdrawn
  SET s:$(coalesce(row.labels, [])), s = row.properties, s += kept, s.hash = row.hash, s.recorded_at = recorded,
      s.dossiers = [d IN dossiers WHERE d <> row.dossier] + row.dossier
)
FOREACH (_ IN CASE WHEN before IS NULL THEN [1] ELSE [] END |
  SET s.load = coalesce(row.load, $load), s.changed = coalesce(row.load, $load)
  MERGE (s)-[:SUBJECT]->(a)
  MERGE (s)-[:STATED_IN]->(o)
  FOREACH (_ IN CASE WHEN b IS NULL THEN [] ELSE [1] END | MERGE (s)-[:OBJECT]->(b))
  FOREACH (_ IN CASE WHEN b IS NULL THEN [1] ELSE [] END | MERGE (a)-[:HAS_FACT]->(s))
)
FOREACH (_ IN CASE WHEN before <> row.hash AND coalesce(kept.changed, '') <> $load THEN [1] ELSE [] END |
  SET s.changed = $load, s.revisions = coalesce(kept.revisions, []) + revision
)
RETURN sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN before <> row.hash OR before IS NOT NULL AND NOT row.dossier IN dossiers THEN 1 ELSE 0 END) AS updated,
       sum(CASE WHEN before = row.hash AND row.dossier IN dossiers THEN 1 ELSE 0 END) AS unchanged
