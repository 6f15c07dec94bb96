// title: Who is joined to some entities by relations of one type
// about: Of each entity at most "most" others, each once, by name. Roles keep the parties that have one of
// them, kinds the others of a kind; what is said not to have happened joins nobody. Of a hub the
// first twenty thousand relations each way are looked at.
// param: ids ids
// param: direction choice(in|out|both) = both
// param: roles ids optional
// param: kinds ids optional
// param: on day optional
// param: certain choice(no|yes) = no
// param: known day optional
// param: most int min 1 max 1000
// answer: table
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, COLLECT {
  CALL (n) {
    WITH n WHERE $direction <> 'in'
    MATCH (n)-[r:/*word*/SUED]->(m:Entity)
    RETURN r, m LIMIT 20000
  UNION ALL
    WITH n WHERE $direction <> 'out'
    MATCH (n)<-[r:/*word*/SUED]-(m:Entity)
    RETURN r, m LIMIT 20000
  }
  WITH r, m WHERE ($roles IS NULL OR r.role IN $roles) AND ($kinds IS NULL OR m.kind IN $kinds)
    AND any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) = '+'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
  WITH DISTINCT m ORDER BY m.name, m.id LIMIT $most
  RETURN m
} AS others
