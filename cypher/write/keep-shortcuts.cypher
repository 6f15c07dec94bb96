// title: Remove shortcuts of an arrangement that its parties no longer give
UNWIND $rows AS row
MATCH (:Entity {id: row.arrangement})<-[:SUBJECT|OBJECT]-(s:Statement {predicate: 'PARTY_TO'})
MATCH (a:Entity {id: s.subject})-[r:SUED|COUNTERSUED|LICENSES_TO|HAS_LICENCE_WITH|INVESTED_IN]-(:Entity)
WHERE r.derived AND row.arrangement IN [r.case, r.licence, r.round] AND NOT r.key IN row.keep
WITH DISTINCT r
DELETE r
RETURN count(*) AS removed
