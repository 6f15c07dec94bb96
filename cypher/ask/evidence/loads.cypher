// title: The loads, the last first
// about: When each began and ended, what it read, and how much it changed. One without an
// end was cut off, or is under way. `ipgraph diff` and /v1/diff say what changed between two.
// param: after text optional -- the id of the load at which the page before ended
// param: limit int = 20 min 1 max 500 -- how many loads
// answer: table
// example: limit=5
MATCH (l:Load) WHERE l.id < coalesce($after, 'a') // ids begin with the year
WITH l ORDER BY l.id DESC LIMIT $limit + 1
RETURN l.id AS load, l.started AS started, l.finished AS finished, l.dossiers AS dossiers, coalesce(l.changed, false) AS changed,
  coalesce(l.created_statements, 0) AS statements_added, coalesce(l.updated_statements, 0) AS statements_changed,
  coalesce(l.updated_withdrawn, 0) AS statements_withdrawn, coalesce(l.updated_superseded, 0) AS statements_superseded,
  coalesce(l.created_edges, 0) + coalesce(l.created_shortcuts, 0) AS edges_added, coalesce(l.updated_edges, 0) + coalesce(l.updated_shortcuts, 0) AS edges_changed,
  coalesce(l.removed_edges, 0) + coalesce(l.removed_shortcuts, 0) AS edges_removed
ORDER BY load DESC
