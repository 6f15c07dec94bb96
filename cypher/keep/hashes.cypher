// title: The content hashes of some nodes
// param: ids ids
// answer: table
UNWIND $ids AS id
MATCH (n:/*word*/Entity {id: id})
RETURN id, n.hash AS hash, n.dossiers AS dossiers
