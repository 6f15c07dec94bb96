// title: Sources name their origin, which they share with those that repeat it
// about: The origin of a report is the agency whose report it carries or is, else the
// source at the end of its chain of repeats. Sources of one origin are one voice.
// track: sources
// scope: sources
MATCH (o:Source)
WITH collect(DISTINCT o.agency) AS agencies
MATCH (o:Source)
WITH agencies, o, head(COLLECT {
    MATCH (o)-[:REPEATS*1..20]->(first:Source) WHERE NOT EXISTS { (first)-[:REPEATS]->() }
    WITH DISTINCT first ORDER BY first.id LIMIT 1 RETURN first
  }) AS repeated
WITH agencies, o, coalesce(repeated, o) AS first
WITH o, CASE WHEN first.agency IS NOT NULL THEN first.agency WHEN first.publisher IN agencies THEN first.publisher ELSE first.id END AS origin
WHERE o.origin IS NULL OR o.origin <> origin
CALL (o, origin) {
  SET o.origin = origin
} IN TRANSACTIONS OF 5000 ROWS
RETURN count(*) AS changed
