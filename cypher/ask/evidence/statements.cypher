// title: Statements by their ids
// about: Such as those that an edge cites. Statements are the same on every day: there
// is neither on nor known.
// param: ids ids -- at most 500 ids
// answer: table
// example: ids=s:4ec74651433bca53f9cb90f580e20c61
UNWIND $ids[..500] AS id
MATCH (s:Statement {id: id})
RETURN s AS statement
