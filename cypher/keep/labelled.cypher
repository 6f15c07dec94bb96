// title: How many nodes carry a label
// about: From the database's own counts, without looking at any.
// answer: table
MATCH (n:/*word*/Entity)
RETURN count(n) AS count
