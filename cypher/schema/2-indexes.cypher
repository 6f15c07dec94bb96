// title: What searches and loads look things up by
// about: The full-text index folds accents and case; names holds every form
// of a name, and name stands beside it because a match in a short text counts
// for more. Statements are found by the edge they are projected to, the cause of
// action they name and the day they were reported.
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CREATE INDEX statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge);
CREATE INDEX statement_arrangement IF NOT EXISTS FOR (n:Statement) ON (n.arrangement);
CREATE INDEX statement_cause IF NOT EXISTS FOR (n:Statement) ON (n.cause);
CREATE INDEX statement_reported IF NOT EXISTS FOR (n:Statement) ON (n.reported_by);
CREATE INDEX entity_degree IF NOT EXISTS FOR (n:Entity) ON (n.degree);
CREATE INDEX hub_degree IF NOT EXISTS FOR (n:Hub) ON (n.degree);
