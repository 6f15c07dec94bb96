// title: Entities by their ids
// about: For a program that knows ids and wants names, kinds and aliases.
// They are the same on every day: there is neither on nor known.
// param: ids ids -- at most 100 ids
// answer: table
// example: ids=company:ipgraph:micron-technology,company:ipgraph:futurewei-technologies
UNWIND $ids[..100] AS id
MATCH (n:Entity {id: id})
RETURN n AS entity
