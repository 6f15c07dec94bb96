// title: Every statement that a source supports
// about: The source, what it repeats, and what rests on it. Rows of bulk
// registers stay with their edges and are not listed.
// param: id source -- the source
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- only what the public knew on that day
// param: after text optional -- where the page before ended
// param: limit int = 50 min 1 max 500 -- how many statements
// answer: table
// example: id=source:ft:2019-06-27-huawei-royalties
MATCH (o:Source {id: $id})
RETURN o AS source, COLLECT {
  MATCH (o)<-[:STATED_IN]-(s:Statement)-[:SUBJECT]->(a:Entity)
  WHERE ($after IS NULL OR s.id > $after)
    AND ($known IS NULL OR s.reported_by <= $known)
    AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
    AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
  OPTIONAL MATCH (s)-[:OBJECT]->(b:Entity)
  RETURN {statement: s, subject: a, object: b} ORDER BY s.id LIMIT $limit + 1
} AS statements
