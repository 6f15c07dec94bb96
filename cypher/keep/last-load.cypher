// title: The last load
// about: With all that it left, and the most register records that any load held.
// answer: table
MATCH (l:Load)
WITH l ORDER BY l.id DESC
WITH collect(l)[0] AS load, max(l.records) AS records
WHERE load IS NOT NULL
RETURN load, coalesce(records, 0) AS records
