// title: What searches and loads look things up by
// about: The full-text index folds accents and case; names holds every form
// of a name, and name stands beside it because a match in a short text counts
// for more. Statements are found by the edge they are projected to, the cause of
// action they name, the day they were reported, the load that last changed them, and the identifier that
// they give. What is missing or contradicts is read page by page, in the order of its index.
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CREATE INDEX statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge);
CREATE INDEX statement_arrangement IF NOT EXISTS FOR (n:Statement) ON (n.arrangement);
CREATE INDEX statement_cause IF NOT EXISTS FOR (n:Statement) ON (n.cause, n.subject);
CREATE INDEX statement_reported IF NOT EXISTS FOR (n:Statement) ON (n.reported_by);
CREATE INDEX statement_changed IF NOT EXISTS FOR (n:Statement) ON (n.changed, n.id);
CREATE INDEX statement_identifier IF NOT EXISTS FOR (n:Statement) ON (n.value, n.scheme);
CREATE INDEX entity_degree IF NOT EXISTS FOR (n:Entity) ON (n.degree);
CREATE INDEX hub_degree IF NOT EXISTS FOR (n:Hub) ON (n.degree);
CREATE INDEX undated IF NOT EXISTS FOR (n:Undated) ON (n.id);
CREATE INDEX pending IF NOT EXISTS FOR (n:Pending) ON (n.id);
CREATE INDEX withdrawn IF NOT EXISTS FOR (n:Withdrawn) ON (n.id);
CREATE INDEX superseded IF NOT EXISTS FOR (n:Superseded) ON (n.id);
CREATE INDEX no_address IF NOT EXISTS FOR (n:NoAddress) ON (n.id);
CREATE INDEX isolated IF NOT EXISTS FOR (n:Isolated) ON (n.id);
CREATE INDEX contested IF NOT EXISTS FOR (n:Contested) ON (n.matter);
