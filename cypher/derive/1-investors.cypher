// title: Whoever invests carries the label Investor
MATCH (n:Entity)
WHERE EXISTS { (n)-[r:INVESTED_IN]->() WHERE r.polarity }
SET n:Investor
RETURN count(*) AS changed
