// title: Whoever invests no longer loses the label Investor
// about: All that said so was superseded, withdrawn or taken back.
// needs: Investor
MATCH (n:Investor)
WHERE NOT EXISTS { (n)-[r:INVESTED_IN]->() WHERE r.polarity }
REMOVE n:Investor
RETURN count(*) AS changed
