// title: Every source, and how much rests on it
// about: By id, page by page; statements counts those that the source carries, repeated_by those sources that repeat it.
// param: after text optional -- the id at which the page before ended
// param: limit int = 50 min 1 max 500 -- how many sources
// answer: table
// example: limit=10
MATCH (o:Source) WHERE o.id > coalesce($after, '')
WITH o ORDER BY o.id LIMIT $limit + 1
RETURN o AS source, COUNT { (o)<-[:STATED_IN]-() } AS statements, COUNT { (o)<-[:REPEATS]-() } AS repeated_by, o.origin AS origin
ORDER BY o.id
