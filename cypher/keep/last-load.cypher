// title: The last load that was finished
// answer: table
MATCH (l:Load)
RETURN l.id AS id, l.finished AS finished, l.hub_degree AS hub_degree
ORDER BY l.id DESC LIMIT 1
