// title: The last load
// about: With all that it left, and the most register records that any load of these
// dossiers held. One that was cut off does not say, and may have held some.
// answer: table
MATCH (l:Load)
WITH l ORDER BY l.id DESC
WITH collect(l)[0] AS load,
  max(CASE WHEN any(name IN l.dossiers WHERE name IN $dossiers) THEN coalesce(l.records, 1) END) AS records
WHERE load IS NOT NULL
RETURN load, coalesce(records, 0) AS records
