// title: What the loads after one wrote
// about: Of each its entities, and the pairs whose edges it wrote; known is false where it wrote much, or took something away.
// param: after text
// answer: table
MATCH (l:Load) WHERE l.id > $after
WITH l ORDER BY l.id LIMIT 21
OPTIONAL MATCH (t:Touched {load: l.id})
RETURN l.id AS id, t IS NOT NULL AS known, t.entities AS entities, t.pairs AS pairs ORDER BY id
