// title: Withdraw statements that left their dossier
// about: Nothing is deleted. A statement that another dossier still holds stays.
// Revisions are written as statements.cypher does.
UNWIND $rows AS row
MATCH (s:Statement {id: row.id})
SET s.dossiers = [d IN s.dossiers WHERE d <> row.dossier]
WITH s WHERE s.dossiers = []
WITH s, $load + ' ' + coalesce(s.review, '-') + ' ' + coalesce(s.rank, '-') + CASE WHEN s.withdrawn_at IS NULL THEN ' live ' ELSE ' withdrawn ' END
    + coalesce(s.reported_on, '-') + ' ' + coalesce(s.superseded_on, '-') + ' ' + coalesce(s.superseded_by, '-') AS revision
SET s.revisions = CASE WHEN s.changed = $load THEN s.revisions ELSE coalesce(s.revisions, []) + revision END
SET s:Withdrawn, s.withdrawn_at = $now, s.hash = '', s.changed = $load
REMOVE s:Contested:Undated:Pending
RETURN count(*) AS updated
