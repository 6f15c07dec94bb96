// title: The content hashes of some edges
// param: ids ids
// answer: table
UNWIND $ids AS id
MATCH ()-[r:/*word*/SUED {key: id}]->()
RETURN id, r.hash AS hash
