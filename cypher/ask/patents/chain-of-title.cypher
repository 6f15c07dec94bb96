// title: Chain of title of a patent
// about: Who invented, owned, was assigned and took it as security, by date as
// recorded. Recording is a clerk's act: it does not decide who owns the patent, and a
// gap between two records is a gap in the sources. With known, a date is the one that
// the leading statement of then gives.
// param: id id(patent|patent-family) -- the patent or patent family
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 50 min 1 max 500 -- how many links
// answer: graph
// example: id=patent:us:10558523
MATCH (patent:Entity {id: $id})-[r:ASSIGNED_TO|SECURITY_INTEREST_TO|OWNS_PATENT|INVENTED|DECLARED_ESSENTIAL_TO]-(party:Entity)
WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on))))
WITH patent, r, party ORDER BY coalesce(r.earliest, r.valid_to, '9999'), type(r), party.name, r.key LIMIT $limit + 1
WITH patent, r, party, CASE WHEN $known IS NULL OR r.record THEN r.valid_from ELSE head(COLLECT {
    MATCH (s:Statement {edge: r.key})
    WHERE s.valid IS NOT NULL AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
      AND s.reported_by <= $known
    WITH s ORDER BY coalesce(s.rank, '') = 'preferred' DESC,
        head([i IN range(0, 11) WHERE ['denied', 'withdrawn', 'reported', 'alleged', 'demanded', 'declared', 'recorded', 'announced', 'agreed', 'found', 'adjudicated', 'reversed'][i] = s.status]) DESC,
        s.reported_by, s.id LIMIT 1
    RETURN CASE WHEN s.valid STARTS WITH '..' OR s.valid STARTS WITH '/' THEN null ELSE head(split(s.valid, '/')) END
  }) END AS date
RETURN date, patent, r AS edge, party, COLLECT { MATCH (c:Entity {id: r.conveyance}) RETURN c } AS conveyances, COLLECT {
    UNWIND [r] AS cited UNWIND coalesce(cited.sources, [cited.source]) AS id
    WITH DISTINCT id MATCH (o:Source {id: id}) RETURN o
  } AS sources
ORDER BY coalesce(edge.earliest, edge.valid_to, '9999'), type(edge), party.name, edge.key
