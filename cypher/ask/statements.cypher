// title: Statements by their ids
// param: ids ids -- at most 500 ids
// answer: table
// example: ids=s:00000000000000000000000000000000
UNWIND $ids[..500] AS id
MATCH (s:Statement {id: id})
RETURN s AS statement
