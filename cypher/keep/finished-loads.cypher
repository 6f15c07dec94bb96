// title: Loads that came to their end, the last first
// about: Those whose id begins with a text, that ended before a day.
// param: prefix text
// param: ended text optional
// answer: table
MATCH (l:Load) WHERE l.id STARTS WITH $prefix AND l.finished IS NOT NULL AND ($ended IS NULL OR l.finished < $ended)
RETURN l AS load ORDER BY l.id DESC LIMIT 2
