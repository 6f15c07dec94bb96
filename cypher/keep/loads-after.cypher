// title: Loads after one, page by page
// about: Those that were cut off too: what they wrote is there.
// param: after text
// answer: table
MATCH (l:Load) WHERE l.id > $after
RETURN l AS load ORDER BY l.id LIMIT 500
