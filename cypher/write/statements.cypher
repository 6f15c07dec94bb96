// title: Write statements and join them to what they are about and where they stand
// about: A statement's id is the hash of its content, so its ends never
// change. It is kept by every dossier that holds it.
UNWIND $rows AS row
MATCH (a:Entity {id: row.properties.subject})
MATCH (o:Source {id: row.properties.source})
OPTIONAL MATCH (b:Entity {id: row.properties.object})
WITH a, b, o, row WHERE b IS NOT NULL OR row.properties.object IS NULL
MERGE (s:Statement {id: row.id})
WITH a, b, o, s, row, s.hash AS before, coalesce(s.dossiers, []) AS dossiers, coalesce(s.recorded_at, $now) AS recorded
FOREACH (_ IN CASE WHEN before = row.hash AND row.dossier IN dossiers THEN [] ELSE [1] END |
  REMOVE s:Undated:Pending:Withdrawn
  SET s:$(coalesce(row.labels, [])), s = row.properties, s.hash = row.hash, s.recorded_at = recorded,
      s.dossiers = [d IN dossiers WHERE d <> row.dossier] + row.dossier
)
FOREACH (_ IN CASE WHEN before IS NULL THEN [1] ELSE [] END |
  MERGE (s)-[:SUBJECT]->(a)
  MERGE (s)-[:STATED_IN]->(o)
  FOREACH (_ IN CASE WHEN b IS NULL THEN [] ELSE [1] END | MERGE (s)-[:OBJECT]->(b))
  FOREACH (_ IN CASE WHEN b IS NULL THEN [1] ELSE [] END | MERGE (a)-[:HAS_FACT]->(s))
)
RETURN sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN before <> row.hash OR before IS NOT NULL AND NOT row.dossier IN dossiers THEN 1 ELSE 0 END) AS updated,
       sum(CASE WHEN before = row.hash AND row.dossier IN dossiers THEN 1 ELSE 0 END) AS unchanged
