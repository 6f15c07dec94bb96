// title: What happened in a lawsuit, or in the lawsuits of a party, by date
// about: Each event once, with every source that reports it. Undated events come last.
// param: id id -- the lawsuit, company or person
// param: on day optional -- only what may hold on that day
// param: certain choice(no|yes) = no -- with on: leave out what only possibly holds on that day
// param: known day optional -- as the public knew on that day
// param: limit int = 100 min 1 max 500 -- how many events
// answer: table
// example: id=lawsuit:us:txed/4:17-cv-00893
MATCH (n:Entity {id: $id})
CALL (n) {
  RETURN n AS matter
UNION
  MATCH (n)-[r:PARTY_TO]->(matter:Lawsuit) WHERE any(now IN [r.state] WHERE any(h IN [CASE WHEN $known IS NULL THEN now
        ELSE coalesce(last([step IN r.history WHERE left(step, 10) <= $known]), now) END]
      WHERE ($known IS NULL OR left(h, 10) <= $known) AND substring(h, 33, 1) <> '0'
        AND ($on IS NULL OR substring(h, 11, 10) <= $on AND substring(h, 22, 10) >= $on)
        AND ($certain = 'no' OR $on IS NULL OR any(c IN [CASE WHEN $known IS NULL OR r.history IS NULL THEN coalesce(r.certain, '')
          ELSE substring(h, 38) END] WHERE left(c, 10) <= $on AND substring(c, 11) >= $on)))) RETURN matter
}
MATCH (matter)-[:HAS_FACT]->(s:Statement)-[:STATED_IN]->(o:Source)
WHERE s.predicate = 'HAS_EVENT' AND s.withdrawn_at IS NULL AND coalesce(s.review, '') <> 'rejected' AND coalesce(s.rank, '') <> 'deprecated' AND s.status <> 'withdrawn' AND (s.superseded_on IS NULL OR s.superseded_on > $known)
  AND ($known IS NULL OR s.reported_by <= $known)
  AND ($on IS NULL OR coalesce(s.earliest, '') <= $on AND coalesce(s.latest, '9999-12-31') >= $on)
  AND ($certain = 'no' OR $on IS NULL OR left(s.certain, 10) <= $on AND substring(s.certain, 11) >= $on)
WITH matter, s, o ORDER BY s.reported_by, s.id
WITH matter, s.event AS event, s.valid AS date, min(s.earliest) AS earliest, collect({statement: s, source: o}) AS reports
ORDER BY coalesce(earliest, '9999'), matter.name, event LIMIT $limit + 1
RETURN date, event, matter, size(reports) AS reported_by, reports[..20] AS reports
ORDER BY coalesce(earliest, '9999'), matter.name, event
