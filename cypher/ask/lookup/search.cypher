// title: Entities by a part of their name
// about: Finds whole words, beginnings and slips of the pen; accents and case
// do not matter. The best match comes first, and of equals the best connected.
// Names are the same on every day: there is neither on nor known.
// param: q search -- what to look for
// param: kind choice(company|person|fund|agency|court|university|standards-body|licence|lawsuit|legal-claim|patent|patent-family|conveyance|funding-round|demand|law|measure) optional -- only this kind
// param: after int = 0 min 0 max 10000 -- how many to skip
// param: limit int = 20 min 1 max 100 -- how many to give
// answer: table
// example: q=huawei
CALL db.index.fulltext.queryNodes('entity_names', $q) YIELD node AS n, score
WHERE $kind IS NULL OR n.kind = $kind
WITH n, score ORDER BY score DESC, n.id SKIP $after LIMIT $limit + 1
RETURN n AS entity, score
