// title: Entities whose names have any of some words
// about: For a program that scores names itself: q is a text of LuceneAny, and the
// index gives the best five hundred, of which those of the kinds are kept.
// param: q text
// param: kinds ids optional
// param: most int min 1 max 200
// answer: table
CALL db.index.fulltext.queryNodes('entity_names', $q, {limit: 500}) YIELD node AS n, score
WHERE $kinds IS NULL OR n.kind IN $kinds
WITH n, score ORDER BY score DESC, n.id LIMIT $most
RETURN n AS entity
