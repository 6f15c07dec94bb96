// title: The last load that was finished
// answer: table
MATCH (l:Load)
WITH l ORDER BY l.id DESC
WITH collect(l)[0] AS l, max(l.records) AS records
WHERE l IS NOT NULL
RETURN l.id AS id, l.finished AS finished, l.hub_degree AS hub_degree, coalesce(records, 0) AS records
