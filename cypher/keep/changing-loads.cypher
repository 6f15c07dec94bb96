// title: The last loads that changed something
// answer: table
MATCH (l:Load) WHERE l.id > '' AND l.finished IS NOT NULL AND l.changed
RETURN l AS load ORDER BY l.id DESC LIMIT 21
