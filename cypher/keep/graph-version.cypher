// title: Which loads made the graph what it is
// about: The last load, when it came to its end (null while it runs, or when it
// was cut off), and how many loads ever did.
// answer: table
MATCH (l:Load)
WITH l ORDER BY l.id DESC
WITH collect(l)[0] AS last, count(l.finished) AS loads
WHERE last IS NOT NULL
RETURN last.id AS id, last.finished AS finished, loads
