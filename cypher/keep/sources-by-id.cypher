// title: Sources by their ids
// about: For edges whose question did not bring their sources along.
// param: ids ids -- at most 500 ids
// answer: table
UNWIND $ids[..500] AS id
MATCH (o:Source {id: id})
RETURN o AS source
