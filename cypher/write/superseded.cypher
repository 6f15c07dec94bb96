// title: Statements know since when and by what they are superseded
// about: By the first that was reported, of those that count. Those about to be
// withdrawn do not. Revisions are written as statements.cypher does.
UNWIND $rows AS row
MATCH (t:Statement {id: row.id})
OPTIONAL MATCH (t)<-[:SUPERSEDES]-(s:Statement)
WHERE s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND NOT s.id IN $leaving
WITH t, s ORDER BY s.reported_by, s.id
WITH t, head(collect(s)) AS first
WITH t, first.reported_by AS since, first.id AS by
WHERE coalesce(t.superseded_on, '') <> coalesce(since, '') OR coalesce(t.superseded_by, '') <> coalesce(by, '')
WITH t, since, by, $load + ' ' + coalesce(t.review, '-') + ' ' + coalesce(t.rank, '-') + CASE WHEN t.withdrawn_at IS NULL THEN ' live ' ELSE ' withdrawn ' END
    + coalesce(t.reported_on, '-') + ' ' + coalesce(t.superseded_on, '-') + ' ' + coalesce(t.superseded_by, '-') AS revision
SET t.revisions = CASE WHEN t.changed = $load THEN t.revisions ELSE coalesce(t.revisions, []) + revision END
SET t.superseded_on = since, t.superseded_by = by, t.changed = $load
FOREACH (_ IN CASE WHEN by IS NULL THEN [] ELSE [1] END | SET t:Superseded)
FOREACH (_ IN CASE WHEN by IS NULL THEN [1] ELSE [] END | REMOVE t:Superseded)
RETURN count(*) AS updated
